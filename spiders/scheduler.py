"""The scheduler: Scrapy's interface over what the ferry has brought; it never waits for Redis."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Self, cast

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from govsweep.frontier import Errand, Ticket
from govsweep.spiders.lease import Lease
from govsweep.spiders.traps import ALIKE

if TYPE_CHECKING:
    from govsweep.spiders.sweep import SweepSpider

_DEATHS = 3  # a ticket that so many workers died with is not asked for again


class SweepScheduler(BaseScheduler):
    """Takes requests from leased queues in turn, so that no site holds up another."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._leases: dict[str, Lease] = {}
        self._turns: list[Lease] = []
        self._turn = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to build it."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Let the spider's ferry bring leases here."""
        self._spider = cast("SweepSpider", spider)
        self._spider.embark(self)

    def close(self, reason: str) -> None:
        """Nothing is kept here: the ferry gives all back."""

    def __len__(self) -> int:
        return sum(len(lease.stock) + len(lease.going_on) for lease in self._turns)

    def has_pending_requests(self) -> bool:
        """Whether anything here is still to be asked for."""
        if self._spider.assignment.finished.is_set():
            return False
        return any(lease.stock or lease.going_on for lease in self._turns)

    def enqueue_request(self, request: Request) -> bool:
        """Take a request that goes on from an answer, such as the next hop of a redirect."""
        lease = request.meta.get("lease")
        if lease is None:
            return False
        lease.going_on.append(request)
        return True

    def next_request(self) -> Request | None:
        """The next request of the next lease that has one to send."""
        if self._spider.assignment.finished.is_set():
            return None
        count = len(self._turns)
        for step in range(count):
            at = (self._turn + step) % count
            lease = self._turns[at]
            if lease.startable:
                request = self._take(lease)
                if request is not None:
                    self._turn = at + 1
                    return request
        return None

    def lend(self) -> Request | None:
        """The next request, to be sent through the engine, which then comes here for more."""
        request = self.next_request()
        if request is not None:
            request.meta["lease"].flying -= 1  # counted again when it comes back
        return request

    def add(self, lease: Lease) -> None:
        """Take a lease in."""
        self._leases[lease.queue] = lease
        self._turns.append(lease)

    def remove(self, lease: Lease) -> None:
        """Let a lease go."""
        if self._leases.get(lease.queue) is lease:
            del self._leases[lease.queue]
        self._turns.remove(lease)

    def get(self, queue: str) -> Lease | None:
        """The lease of a queue, where it is held."""
        return self._leases.get(queue)

    @property
    def leases(self) -> Iterator[Lease]:
        """All leases held."""
        return iter(tuple(self._turns))

    def _take(self, lease: Lease) -> Request | None:
        if lease.going_on:
            lease.flying += 1
            return lease.going_on.popleft()
        while lease.startable:
            scout = self._spider.scouts.next_request(lease)
            if scout is not None:
                return scout
            ticket = lease.next_ticket()
            if not self._is_answered(ticket, lease):
                return self._spider.request_for(ticket, lease)
        return None

    def _is_answered(self, ticket: Ticket, lease: Lease) -> bool:
        """Whether a ticket needs no request; then it is on its way to the store."""
        if ticket.deaths >= _DEATHS:
            catch = self._spider.catcher.parked(ticket, lease)
        elif ticket.errand is Errand.PROBE and ticket.fingerprint in lease.read:
            catch = self._spider.catcher.known_already(ticket, lease)
        elif ticket.errand is not Errand.TIMING and lease.is_silent(ticket.url):
            catch = self._spider.catcher.untested(ticket, lease)
        elif self._spider.scouts.forbids(ticket, lease):
            catch = self._spider.catcher.forbidden(ticket, lease)
        elif self._is_cut(ticket, lease):
            catch = self._spider.catcher.cut(ticket, lease, ALIKE)
        else:
            return False
        lease.flying -= 1
        lease.held = False
        self._spider.deliver(catch)
        return True

    def _is_cut(self, ticket: Ticket, lease: Lease) -> bool:
        if lease.caps is None or ticket.errand is not Errand.PAGE or ticket.key == lease.home:
            return False
        return lease.caps.says_nothing_new(ticket.url)
