"""The downloader: Scrapy's, with the pace of a lease in place of slots, and one task a request."""

import asyncio
from dataclasses import dataclass
from time import monotonic

from scrapy import Request, Spider
from scrapy.core.downloader import Downloader
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred

from govsweep.spiders.engine.lease import Lease

_IDLE_UNKNOWN = 3_600.0


@dataclass(slots=True, eq=False)
class _Lane:
    """When the host of a lease was asked last; how often it may be is the lease's to say."""

    lease: Lease
    asked_at: float  # monotonic
    under_way: int = 0

    async def turn(self) -> None:
        """Wait until the host may be asked again."""
        while (left := self.asked_at + self.lease.delay - monotonic()) > 0:
            await asyncio.sleep(left)
        self.asked_at = monotonic()


class PacedDownloader(Downloader):
    """Asks hosts no faster than their leases allow.

    The scheduler hands out no more requests of a lease than may be under way at once. Of Scrapy's
    signals those of the downloader itself are not sent.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._lanes: dict[str, _Lane] = {}

    def open(self, lease: Lease) -> None:
        """Take up a lease; its delay goes on from the last holder's request."""
        # Where nobody knows when the host was asked last, it may have been just now.
        self._lanes[lease.queue] = _Lane(lease, monotonic() - (lease.claim.idle or 0.0))

    def drop(self, lease: Lease) -> None:
        """Forget a lease that is held no more."""
        lane = self._lanes.get(lease.queue)
        if lane is not None and not lane.under_way:
            del self._lanes[lease.queue]

    def idle(self, lease: Lease) -> float:
        """Seconds since the host was asked last."""
        lane = self._lanes.get(lease.queue)
        return monotonic() - lane.asked_at if lane else _IDLE_UNKNOWN

    def fetch(self, request: Request, spider: Spider | None = None) -> Deferred[Response | Request]:
        """Scrapy's way to ask for an answer."""
        self.active.add(request)
        return deferred_from_coro(self._fetched(request))

    async def _fetched(self, request: Request) -> Response | Request:
        try:
            return await self.middleware.download_async(self._carry, request)
        finally:
            self.active.remove(request)

    async def _carry(self, request: Request) -> Response:
        lease: Lease = request.meta["lease"]
        lane = self._lanes.get(lease.queue)
        if lane is None:  # it was lost, and what is under way goes on
            lane = self._lanes[lease.queue] = _Lane(lease, monotonic())
        lane.under_way += 1
        try:
            await lane.turn()
            return await self.handlers.download_request_async(request)
        finally:
            lane.under_way -= 1
