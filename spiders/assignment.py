"""The assignment of a worker: the sweep, and the parts that work on it, put together outside."""

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from govsweep.attachments import AttachmentReader
from govsweep.checking import Crash
from govsweep.facts import Address, Anchor, Entry, Page, Site, Visit
from govsweep.findings import Finding
from govsweep.frontier import Frontier, Queued, Ticket
from govsweep.spiders.hours import QuietHours
from govsweep.spiders.lease import Known, Lease, Seen
from govsweep.spiders.routes import Routes


@dataclass(slots=True, eq=False)
class Catch:
    """What a ticket came back with: for the store, then for the frontier."""

    lease: Lease
    ticket: Ticket  # as it waits if it is asked for again
    visit: Visit | None  # None: nothing to store yet, it goes on in another queue
    wait: float | None = None  # seconds until it is asked for again
    revealed: tuple[Queued, ...] = ()
    moved: Queued | None = None
    findings: tuple[Finding, ...] = ()
    crashes: tuple[Crash, ...] = ()


class Outline(Protocol):
    """The part of a page's facts that reveals addresses."""

    @property
    def anchors(self) -> Sequence[Anchor]:
        """Its references."""

    @property
    def entries(self) -> Sequence[Entry]:
        """Its rows."""

    @property
    def more(self) -> Sequence[str]:
        """Where its list goes on."""

    @property
    def trail(self) -> Sequence[tuple[str, str]]:
        """Its breadcrumb."""

    @property
    def redirect(self) -> str:
        """Where it sends the visitor."""


class Memory(Protocol):
    """What the store remembers, asked from the event loop without blocking it."""

    async def known(self, site: str, learn: Callable[[Iterable[Known]], None]) -> None:
        """Tell the pages of a site in this sweep, some at a time; maybe from another thread."""

    async def earlier(self, fingerprints: Sequence[bytes]) -> Mapping[bytes, Seen]:
        """Pages as they were last fetched before; those never fetched are left out."""

    async def outline(self, fingerprint: bytes) -> Outline | None:
        """What a page reveals by its newest facts."""

    def waiting(self) -> AsyncIterator[Sequence[Address]]:
        """All that is open in this sweep."""

    async def add(self, addresses: Sequence[Address]) -> None:
        """Make addresses known that no page revealed."""

    async def leave(self, queue: str, reason: str, fence: int) -> None:
        """Note that the night goes on without what a queue still holds, by its lease's fence."""

    async def fence(self) -> int:
        """The fence of the latest lease that has written."""


class Reader(Protocol):
    """A document to its facts."""

    def __call__(self, body: bytes, *, url: str, content_type: str, home: bool) -> Page:
        """Read a document of any type that can be read."""


class Judge(Protocol):
    """The facts of a page to its findings."""

    def look_ahead(self, pages: Sequence[Page]) -> None:
        """Derive the marks of pages that are to be judged next, all at once."""

    def __call__(
        self, page: Page, site: Site, at: dt.datetime
    ) -> tuple[Sequence[Finding], Sequence[Crash]]:
        """Derive the page's marks and run all checks on it."""


class Commit(Protocol):
    """The store's transaction; it blocks and is called from one thread of its own."""

    def __call__(self, catches: Sequence[Catch]) -> Sequence[Catch]:
        """Store all that the catches brought, once; gives those whose lease was lost meanwhile.

        Raises `ClosedError` where the sweep takes nothing more.
        """


@dataclass(slots=True, eq=False)
class Assignment:
    """One sweep for one worker."""

    sweep: int
    day: dt.date
    swept: Collection[str]  # identifiers of the sites
    routes: Routes
    frontier: Frontier
    memory: Memory
    read: Reader
    judge: Judge
    commit: Commit
    retry_after: float = 120.0
    link_pace: float = 2.0
    obey_robots: bool = False
    first: bool = False  # nothing was ever fetched before this sweep
    seconds_a_site: float = 36_000.0
    quiet: QuietHours | None = None
    discover: bool = True  # False: what pages reveal is not asked for
    attachments: AttachmentReader = field(default_factory=AttachmentReader)
    deliver: Callable[[Catch], None] | None = None  # set by the pipeline that stores
    has_room: Callable[[], bool] = lambda: False  # whether the store keeps up; set with it
    settled: list[Catch] = field(default_factory=list)  # stored, to be acknowledged
    lost: list[Lease] = field(default_factory=list)  # as the store found out
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    finished: asyncio.Event = field(default_factory=asyncio.Event)
    failure: Exception | None = None  # why the worker had to stop

    def settle(self, catches: Sequence[Catch]) -> None:
        """Hand stored catches over to be acknowledged."""
        self.settled.extend(catches)
        self.wake.set()

    def lose(self, leases: Iterable[Lease]) -> None:
        """Drop leases of which the store knows that others follow them."""
        self.lost.extend(leases)
        self.wake.set()

    def give_up(self, failure: Exception) -> None:
        """Stop for a reason that the run must know."""
        self.failure = self.failure or failure
        self.finished.set()
