"""A lease in a worker's hands: one queue, what was pulled of it, and how its host is treated."""

import math
import random
import time
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from scrapy import Request
from scrapy.http import Response

from govsweep.addresses import fingerprint, host, href
from govsweep.crawl import Earlier, KnownPage
from govsweep.facts import PageState, Site
from govsweep.frontier import Claim, Task, TaskPurpose
from govsweep.spiders.cookies import Cookies
from govsweep.spiders.fingerprints import Fingerprints
from govsweep.spiders.routes import origin, twin
from govsweep.spiders.traps import Caps

CRAWL_DELAY = "crawl_delay"  # the note of a queue whose host wishes to be asked more seldom
_AT_ONCE = 8  # requests to a host that may be asked as fast as it answers
# Requests leave by the clock here and arrive by the network's whims: a little slower is in time.
_MARGIN = 1.05
_AHEAD_SECONDS = 2.0  # so much work is pulled in advance from a queue with a pace
_AHEAD_MOST = 2 * _AT_ONCE
_STRIKES = 5  # failures in a row that mean trouble
_REST_MOST = 1_800.0  # what is longer would be the rest of the night
_FORGIVEN_AFTER = 1_800.0
_RESTS = 6  # in a row, with nothing that answered between them
_RESTS_OF_HOST = 2  # of a foreign host that says it is asked too fast; one that fails gets none
_FAILING = (PageState.QUEUED, PageState.FAILED, PageState.BLOCKED)
_ENDS = 32  # answers at the ends of redirects that are kept
_END_BYTES = 500_000  # of each, at the most
_REMEMBERED = 4_000  # targets recognised by their text, without a hash


@dataclass(slots=True, eq=False)
class Trouble:
    """How a host has failed of late, kept with its queue."""

    base: float  # seconds of the first rest
    rests: int = 0  # each twice as long as the one before
    silent: int = 0  # of these, the last ones with nothing that answered between them
    until: float = 0.0  # when the last one ended or will
    strikes: int = 0
    rest: float = 0.0  # seconds asked for now; 0: none
    patience: int = _RESTS
    failing: bool = False  # of late, not merely asked too fast
    put_off: bool = False  # it said to come again when the night may be over

    @classmethod
    def recalled(cls, notes: Mapping[str, str], base: float, patience: int = _RESTS) -> "Trouble":
        """As the last holder left it; forgiven after half an hour of quiet."""
        trouble = cls(
            base,
            int(notes.get("rests", 0)),
            int(notes.get("silent", 0)),
            float(notes.get("troubled", 0.0)),
            patience=patience,
        )
        trouble._forgive()
        return trouble

    def notes(self) -> dict[str, str]:
        """What the next holder must know."""
        return {
            "rests": str(self.rests),
            "silent": str(self.silent),
            "troubled": f"{self.until:.0f}",
        }

    def succeed(self) -> None:
        """The host answered as it should."""
        self.strikes = self.silent = 0
        self._forgive()

    def strike(self, *, busy: bool = False, retry_after: float | None = None) -> None:
        """The host failed, or said that it is asked too fast."""
        self.strikes += 1
        if self.rest or not (busy or self.strikes >= _STRIKES):
            return
        self.strikes = 0
        self.failing = not busy
        self.put_off = (retry_after or 0.0) > _REST_MOST
        back_off = min(self.base * 2.0**self.rests, _REST_MOST) * random.uniform(0.8, 1.2)
        self.rest = min(max(retry_after or 0.0, back_off), _REST_MOST)
        self.rests += 1
        self.silent += 1
        self.until = time.time() + self.rest

    @property
    def hopeless(self) -> bool:
        """Whether the night goes on without this host."""
        if (self.failing or self.put_off) and self.patience < _RESTS and self.silent:
            return True  # no night waits for a host that nobody here answers for
        return self.silent > self.patience

    def _forgive(self) -> None:
        if self.rests and time.time() - self.until > _FORGIVEN_AFTER:
            self.rests = 0


class AgentTrial(Enum):
    """What is known of a foreign host by the name under which it was asked."""

    NONE = "none"  # nothing yet
    PENDING = "pending"  # it said that something is not there, and is asked as a browser asks
    OWN = "own"  # it answers the crawl's own name as any other
    BROWSER = "browser"  # it shows to browsers what it denied


@dataclass(slots=True, eq=False)
class Lease:
    """One queue that this worker alone asks. Times are monotonic."""

    claim: Claim
    site: Site | None  # None: a foreign host, its links tried only
    delay: float  # seconds between requests; 0: as fast as it answers
    trouble: Trouble
    caps: Caps | None = None
    home: bytes = b""  # fingerprint of the home page
    origin: str = ""
    hosts: set[str] = field(default_factory=set)
    cookies: Cookies = field(default_factory=Cookies)
    seen: Fingerprints = field(default_factory=Fingerprints)
    link_targets: Fingerprints = field(default_factory=Fingerprints)
    abroad: Fingerprints = field(default_factory=Fingerprints)  # found, on other hosts
    read: Fingerprints = field(default_factory=Fingerprints)  # pages that answered
    tried: dict[bytes, KnownPage] = field(default_factory=dict)  # that failed for its last holder
    recent: set[str] = field(default_factory=set)
    silent: dict[str, int] = field(default_factory=dict)  # failures at origins beside its own
    attachments: int = 0  # that are read, let in by this lease
    outside_read: int = 0  # pages of a host that is no swept site's, read by this lease
    scripts_read: int = 0  # by this lease
    trial: AgentTrial = AgentTrial.NONE
    earlier: dict[bytes, Earlier] = field(default_factory=dict)  # of the tasks in hand
    ends: dict[bytes, Response] = field(default_factory=dict)  # of redirects, yet to be read
    stock: deque[Task] = field(default_factory=deque)
    going_on: deque[Request] = field(default_factory=deque)  # redirects, which stay here
    lost: bool = False
    sure_until: float = math.inf  # by then whether it is still held must be known anew
    is_slower: bool = False  # its host wished for a delay that Redis does not know yet
    _in_hand: Counter[bytes] = field(default_factory=Counter)  # stowed and not settled yet
    _recalling: int = 0  # pulled, and being looked up in earlier sweeps
    _flying: int = 0  # requests under way
    _asked: set[bytes] = field(default_factory=set)  # tasks begun, by their keys: a page's is bare
    _unsettled: int = 0  # tasks begun, and not yet acknowledged
    _held_by: bytes | None = None  # what all tasks wait for: the home page tells where a site is
    leaving: bool = False
    empty: bool = False  # nothing is ready in its queue
    pull_at: float = 0.0
    begun_at: float = field(default_factory=time.monotonic)

    @property
    def worked(self) -> float:
        """Seconds that its queue was held in this sweep, by all workers one after the other."""
        return float(self.claim.notes.get("worked", 0.0)) + time.monotonic() - self.begun_at

    @property
    def queue(self) -> str:
        """The queue's name."""
        return self.claim.queue

    @property
    def owner(self) -> str:
        """What proves the lease."""
        return self.claim.owner

    @property
    def is_sure(self) -> bool:
        """Whether nobody else can hold the queue: word of that came a short while ago."""
        return time.monotonic() < self.sure_until

    @property
    def may_ask(self) -> bool:
        """Whether a request of it may be sent; a lost one's may while nobody else can hold it."""
        return self.is_sure or not self.lost

    @property
    def at_once(self) -> int:
        """How many requests may be under way."""
        return 1 if self.delay else _AT_ONCE

    @property
    def wanted(self) -> int:
        """How many tasks to pull now."""
        ahead = _AHEAD_MOST
        if self.delay:
            ahead = min(_AHEAD_MOST, 1 + int(_AHEAD_SECONDS / self.delay))
        missing = ahead - len(self.stock) - self._recalling
        return missing if missing * 2 >= ahead else 0

    @property
    def is_hungry(self) -> bool:
        """Whether its stock is to be filled as soon as more is ready."""
        return bool(self.wanted) and not self.leaving and not self.trouble.rest

    @property
    def startable(self) -> bool:
        """Whether a request of it may leave now."""
        if self._flying >= self.at_once:
            return False
        if self.going_on:
            return True
        return not (self._held_by or self.trouble.rest or self.lost) and self._has_next()

    def _has_next(self) -> bool:
        """Whether a task can be taken, and bring it to the front.

        A link waits behind the others while its target is read as a page, which answers it, and
        a page while it is asked for as a link's target.
        """
        stock = self.stock
        for _ in range(len(stock)):
            if not self._is_under_way(stock[0]):
                return True
            stock.rotate(-1)
        return False

    def _is_under_way(self, task: Task) -> bool:
        if task.purpose is TaskPurpose.PAGE:
            return task.fingerprint + TaskPurpose.LINK.value.encode() in self._asked
        return task.purpose is TaskPurpose.LINK and self._reads(task.fingerprint)

    def _reads(self, page: bytes) -> bool:
        """Whether a page is asked for, or about to be."""
        return page in self._asked or any(task.key == page for task in self.stock)

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing of it is under way, on its way here, or on its way to the store."""
        return not (self._unsettled or self.going_on or self._recalling)

    # What is under way is counted here and nowhere else.

    def expect(self, count: int) -> None:
        """So many tasks were pulled and are looked up before they are stowed."""
        self._recalling += count

    def stow(self, tasks: Sequence[Task], earlier: Mapping[bytes, Earlier]) -> None:
        """Take in expected tasks, with what earlier sweeps saw of their pages."""
        self._recalling -= len(tasks)
        self.stock.extend(tasks)
        for task in tasks:
            self._in_hand[task.fingerprint] += 1
            if task.fingerprint in earlier:
                self.earlier[task.fingerprint] = earlier[task.fingerprint]

    def begin(self) -> Task:
        """Take the next task; the home page keeps the others waiting."""
        task = self.stock.popleft()
        self._flying += 1
        self._unsettled += 1
        self._asked.add(task.key)
        self.hold_for(task)
        return task

    def hold_for(self, task: Task) -> None:
        """Keep the others waiting, where the task is the home page's."""
        if task.key == self.home:
            self._held_by = task.key

    def begin_ahead(self, key: bytes) -> None:
        """A request leaves that belongs to no task; all tasks wait for it."""
        self._flying += 1
        self._held_by = key

    def defer(self, request: Request) -> None:
        """Keep a request that goes on from an answer until it may leave."""
        self.going_on.append(request)

    def resume(self) -> Request:
        """Take up the first request that was deferred."""
        self._flying += 1
        return self.going_on.popleft()

    def return_unsent(self) -> None:
        """A request that was begun comes back, to be deferred, before it left."""
        self._flying -= 1

    def land(self, key: bytes) -> None:
        """What was begun under this key was answered, or needs no answer."""
        self._flying -= 1
        self._asked.discard(key)
        if key == self._held_by:
            self._held_by = None

    def begin_reading(self, key: bytes) -> None:
        """What answered under this key is yet to be read, or led on: links to it wait for that."""
        self._asked.add(key)

    def end_reading(self, key: bytes) -> None:
        """What answered under this key was read."""
        self._asked.discard(key)

    def settle(self, task: Task) -> None:
        """A task that was begun is acknowledged."""
        self._unsettled -= 1
        self._in_hand[task.fingerprint] -= 1
        # A server that restarted without its last second gives a task out twice.
        if self._in_hand[task.fingerprint] <= 0:
            del self._in_hand[task.fingerprint]
            self.earlier.pop(task.fingerprint, None)

    def lose(self) -> None:
        """Another holds the queue now; what is under way is finished."""
        self.lost = True
        self.stock.clear()

    def slow_down(self, delay: float) -> None:
        """Ask the host as seldom as it wishes, here and wherever its queue is held next."""
        if delay > self.delay:
            self.delay = delay
            self.is_slower = True

    def learn(self, known: Iterable[KnownPage]) -> None:
        """Take in what the sweep knows of the site already; told twice, it counts once."""
        for page in known:
            if page.fingerprint in self.seen:
                continue
            self.seen.add(page.fingerprint)
            if page.tries and page.state in _FAILING:
                self.tried[page.fingerprint] = page
            if page.state in (PageState.FETCHED, PageState.UNCHANGED):
                self.read.add(page.fingerprint)
            if self.caps and page.state is not PageState.CUT:
                self.caps.note(page.url)
            elif self.caps:
                self.caps.note_cut(page.url, page.reason)
            if page.fingerprint == self.home and page.final_url:
                self.settle_at(page.final_url)

    def notes(self) -> dict[str, str]:
        """What the next holder of the queue must know."""
        notes = {"worked": f"{self.worked:.0f}"} if self.site else {}
        if self.trouble.rests or "rests" in self.claim.notes:
            notes |= self.trouble.notes()
        return notes

    def settle_at(self, url: str) -> None:
        """The site stands where its home page led."""
        self.origin = origin(url)
        self.hosts.add(host(url))

    def strike(self, url: str) -> None:
        """Nothing came from an address: its host is in trouble, or another of its ports is."""
        if self.is_beside(url):
            self.silent[origin(url)] = self.silent.get(origin(url), 0) + 1
        else:
            self.trouble.strike()

    def is_silent(self, url: str) -> bool:
        """Whether nobody answers at an origin beside its own, such as https where there is none."""
        return bool(self.silent) and self.silent.get(origin(url), 0) >= _STRIKES

    def is_beside(self, url: str) -> bool:
        """Whether an address is of another scheme or port than the site's own."""
        return bool(self.origin) and origin(url) != self.origin

    def keep_end(self, page: bytes, response: Response) -> None:
        """Keep what came at the end of a redirect until that page's own turn comes."""
        if len(response.body) > _END_BYTES:
            return
        if len(self.ends) >= _ENDS:
            del self.ends[next(iter(self.ends))]
        self.ends[page] = response

    def knows_end(self, page: bytes) -> bool:
        """Whether the end of a redirect was read already, or is kept to be read."""
        return page in self.read or page in self.ends

    def remember(self, target: str) -> None:
        """Note that a target was looked at a moment ago."""
        if len(self.recent) >= _REMEMBERED:
            self.recent.clear()
        self.recent.add(target)


def of_site(
    claim: Claim, site: Site, caps: Caps, *, pace: float, sharing: int, base: float
) -> Lease:
    """The lease of a registered site, whose pace so many share."""
    home = href(site.url)
    delay = _delay(claim, pace / sharing)
    hosts = {host(home), twin(host(home))} - {""}
    lease = Lease(claim, site, delay, Trouble.recalled(claim.notes, base), caps)
    lease.home, lease.origin, lease.hosts = fingerprint(home), origin(home), hosts
    return lease


def of_host(claim: Claim, pace: float, *, base: float) -> Lease:
    """The lease of a foreign host."""
    return Lease(
        claim, None, _delay(claim, pace), Trouble.recalled(claim.notes, base, _RESTS_OF_HOST)
    )


def _delay(claim: Claim, pace: float) -> float:
    """Seconds between two requests, by our pace and by what the host wished for."""
    return max(_MARGIN / pace if pace else 0.0, float(claim.notes.get(CRAWL_DELAY, 0.0)))
