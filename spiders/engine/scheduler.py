"""The scheduler: Scrapy's interface over what the feeder has brought; it never waits for Redis."""

import math
from collections.abc import Iterator
from typing import Protocol, Self, cast

from scrapy import Request, Spider
from scrapy.core.downloader import Downloader
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from govsweep.spiders.assignment import Assignment
from govsweep.spiders.engine.dispatcher import Dispatcher
from govsweep.spiders.engine.lease import Lease
from govsweep.spiders.engine.pace import Pace


class LeasedSpider(Protocol):
    """What the scheduler asks of the spider whose requests it hands out."""

    assignment: Assignment
    dispatcher: Dispatcher

    def start_feeding(self, scheduler: "SweepScheduler") -> None:
        """Begin to bring leases here."""


class SweepScheduler(BaseScheduler):
    """Takes requests from leased queues in turn, so that no site holds up another."""

    def __init__(self, crawler: Crawler) -> None:
        self._pace = Pace(crawler)
        self._leases: dict[str, Lease] = {}
        self._turns: list[Lease] = []
        self._turn = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to build it."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Let the spider's feeder bring leases here."""
        leased = cast("LeasedSpider", spider)
        self._dispatcher = leased.dispatcher
        self._progress = leased.assignment.progress
        self._finished = self._progress.finished
        leased.start_feeding(self)

    def close(self, reason: str) -> None:
        """Nothing is kept here: the feeder gives all back."""

    def __len__(self) -> int:
        return sum(len(lease.stock) + len(lease.going_on) for lease in self._turns)

    def has_pending_requests(self) -> bool:
        """Whether anything here is still to be asked for."""
        if self._finished.is_set():
            return False
        return any(lease.stock or lease.going_on for lease in self._turns)

    def enqueue_request(self, request: Request) -> bool:
        """Take a request that goes on from an answer, such as the next hop of a redirect."""
        lease = request.meta.get("lease")
        if lease is None:
            return False
        lease.defer(request)
        return True

    def next_request(self) -> Request | None:
        """The next request of the next lease that has one to send."""
        if self._finished.is_set():
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
            request.meta["lease"].return_unsent()
        return request

    def add(self, lease: Lease) -> None:
        """Take a lease in."""
        self._leases[lease.queue] = lease
        self._turns.append(lease)
        self._pace.open(lease)

    def remove(self, lease: Lease) -> None:
        """Let a lease go."""
        if self._leases.get(lease.queue) is lease:
            del self._leases[lease.queue]
        self._turns.remove(lease)
        self._pace.drop(lease)

    def get(self, queue: str) -> Lease | None:
        """The lease of a queue, where it is held."""
        return self._leases.get(queue)

    def confirm(self, lease: Lease, until: float) -> None:
        """Word came that a lease is held; by then there must be word of it again."""
        held_up = not lease.is_sure
        lease.sure_until = until
        if held_up:
            self._pace.go_on(lease)

    def hold_nothing(self) -> None:
        """No word of any lease will come any more: what is under way ends as it may."""
        for lease in self._turns:
            self.confirm(lease, math.inf)

    def idle(self, lease: Lease) -> float:
        """Seconds since the host of a lease was asked last."""
        return self._pace.idle(lease)

    @property
    def leases(self) -> Iterator[Lease]:
        """All leases held."""
        return iter(tuple(self._turns))

    def _take(self, lease: Lease) -> Request | None:
        request = lease.resume() if lease.going_on else self._dispatcher.next_request(lease)
        if request is not None:
            request.meta[Downloader.DOWNLOAD_SLOT] = lease.queue
            self._pace.follow(lease)  # its host may have asked for a slower one
            if lease.is_hungry:
                self._progress.run_low()
        return request
