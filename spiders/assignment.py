"""The assignment of a worker: the sweep, and the parts that work on it, put together outside."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from govsweep.attachments import AttachmentReader
from govsweep.crawl import Earlier, KnownPage, Outline
from govsweep.facts import Address, Page, Site, SiteLimits
from govsweep.frontier import Frontier
from govsweep.judging import JudgedFact
from govsweep.spiders.engine.lease import Lease
from govsweep.spiders.hours import QuietHours
from govsweep.spiders.outcome import FetchOutcome
from govsweep.spiders.rendering import Rendering
from govsweep.spiders.routes import Routes

_TOGETHER_SECONDS = 0.05  # in which stocks that run low are waited for, to be filled together


class SweepMemory(Protocol):
    """What the store remembers, asked from the event loop without blocking it."""

    async def known(self, site: str, learn: Callable[[Iterable[KnownPage]], None]) -> None:
        """Tell the pages of a site in this sweep, some at a time; maybe from another thread."""

    async def earlier(self, fingerprints: Sequence[bytes]) -> Mapping[bytes, Earlier]:
        """Pages as they were last fetched before; those never fetched are left out."""

    async def outline(self, fingerprint: bytes) -> Outline | None:
        """What a page reveals by its newest facts."""

    async def read_of(self, fingerprint: bytes, body_hash: bytes) -> Page | None:
        """What was read of a page when its document was this one, without its texts."""

    def waiting(self) -> AsyncIterator[Sequence[Address]]:
        """All that is open in this sweep."""

    async def add(self, addresses: Sequence[Address]) -> None:
        """Make addresses known that no page revealed."""

    async def leave(self, queue: str, reason: str, fence: int) -> None:
        """Note that the night goes on without what a queue still holds, by its lease's fence."""

    async def fence(self) -> int:
        """The fence of the latest lease that has written.

        Raises `ClosedError` where the sweep takes no more: no queues are built of it.
        """

    async def begin_queues(self, server: str) -> bool:
        """Note that queues are being built at a server; whether they stood there before.

        Raises `ClosedError` where the sweep takes no more.
        """


class PageReader(Protocol):
    """A document to its facts."""

    def __call__(self, body: bytes, *, url: str, content_type: str, home: bool) -> Page:
        """Read a document of any type that can be read."""


class Judge(Protocol):
    """The facts of a page to its findings."""

    def look_ahead(self, pages: Sequence[Page]) -> None:
        """Derive the marks of pages that are to be judged next, all at once."""

    def __call__(self, page: Page, site: Site, at: dt.datetime) -> JudgedFact:
        """Derive the page's marks and run all checks on it; whatever it is, this never raises."""


class Sink(Protocol):
    """Where outcomes go to be stored."""

    def has_room(self) -> bool:
        """Whether a outcome may be put without waiting."""

    def put(self, outcome: FetchOutcome) -> None:
        """Take a outcome."""


@dataclass(slots=True, eq=False)
class WorkerProgress:
    """What the parts of a worker tell one another while they work."""

    settled: list[FetchOutcome] = field(default_factory=list)  # stored, to be acknowledged
    lost: list[Lease] = field(default_factory=list)  # as the store found out
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    finished: asyncio.Event = field(default_factory=asyncio.Event)
    failure: Exception | None = None  # why the worker had to stop
    _filling: asyncio.TimerHandle | None = None

    def settle(self, outcomes: Sequence[FetchOutcome]) -> None:
        """Hand stored outcomes over to be acknowledged."""
        self.settled.extend(outcomes)
        self.wake.set()

    def lose(self, leases: Iterable[Lease]) -> None:
        """Drop leases of which the store knows that others follow them."""
        self.lost.extend(leases)
        self.wake.set()

    def run_low(self) -> None:
        """Have stocks filled, those of many leases together."""
        if self._filling is None:
            loop = asyncio.get_running_loop()
            self._filling = loop.call_later(_TOGETHER_SECONDS, self._fill)

    def _fill(self) -> None:
        self._filling = None
        self.wake.set()

    def give_up(self, failure: Exception) -> None:
        """Stop for a reason that the run must know."""
        self.failure = self.failure or failure
        self.finished.set()


@dataclass(slots=True, eq=False, frozen=True)
class Assignment:
    """One sweep for one worker."""

    sweep: int
    day: dt.date
    swept: Collection[str]  # identifiers of the sites
    routes: Routes
    frontier: Frontier
    memory: SweepMemory
    read: PageReader
    judge: Judge
    sink: Sink
    progress: WorkerProgress
    site_limits: SiteLimits  # of sites that have none of their own
    retry_after: float = 120.0
    link_pace: float = 2.0
    obey_robots: bool = False
    first: bool = False  # nothing was ever fetched before this sweep
    seconds_a_site: float = 36_000.0
    quiet: QuietHours | None = None
    discover: bool = True  # False: what pages reveal is not asked for
    attachments: AttachmentReader = field(default_factory=AttachmentReader)
    rendering: Rendering | None = None  # None: what only scripts show stays unread
