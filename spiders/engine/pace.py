"""Pace: Scrapy's own downloader keeps it, in one slot a lease."""

from time import monotonic

from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from twisted.python.failure import Failure

from govsweep.spiders.engine.lease import Lease

_IDLE_UNKNOWN = 3_600.0  # Scrapy forgets a slot a minute after its delay was over


class LeasedSlot(Slot):
    """A slot that nothing leaves while nobody here knows whether its lease is still held.

    A process that stood still (a machine that was suspended) goes on where it was: what was about
    to leave would come beside the requests of whoever holds the queue by now. Once the lease is
    known to be lost, what still comes to the slot goes on to the handler, which refuses it: here it
    would wait for ever.
    """

    __slots__ = ("lease",)

    def __init__(self, lease: Lease) -> None:
        super().__init__(lease.at_once, lease.delay, 0.0)
        self.lease = lease

    def free_transfer_slots(self) -> int:
        """How many requests may leave now, as Scrapy asks before each."""
        may_leave = self.lease.is_sure or self.lease.lost
        return super().free_transfer_slots() if may_leave else 0


class Pace:
    """Sets the slots of Scrapy's downloader by the leases that a worker holds.

    A lease's slot is named after its queue; the scheduler names it in each request.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    def open(self, lease: Lease) -> None:
        """Take up a lease; its delay goes on from the last holder's request."""
        # Where nobody knows when the host was asked last, it may have been just now.
        asked_at = monotonic() - (lease.claim.idle or 0.0)
        slot = self._slot(lease)
        slot.lastseen = max(slot.lastseen, asked_at)  # its own, where it was held before

    def follow(self, lease: Lease) -> None:
        """Go by what the lease says of its host now."""
        slot = self._downloader.slots.get(lease.queue)
        if slot is None or slot.delay != lease.delay:
            self._slot(lease)

    def go_on(self, lease: Lease) -> None:
        """Let what waits for its turn leave in its time: the lease is known to be held."""
        slot = self._downloader.slots.get(lease.queue)
        if slot is not None and slot.queue:
            self._downloader._process_queue(slot)

    def _slot(self, lease: Lease) -> Slot:
        """The slot of a lease, which Scrapy forgets a minute after its delay was over."""
        downloader = self._downloader
        slot = downloader.slots.get(lease.queue)
        if slot is None:
            slot = downloader.slots[lease.queue] = LeasedSlot(lease)
        if isinstance(slot, LeasedSlot):
            slot.lease = lease
        slot.delay, slot.concurrency = lease.delay, lease.at_once
        downloader.per_slot_settings[lease.queue] = {  # for when Scrapy forgets it between
            "delay": lease.delay,
            "concurrency": lease.at_once,
            "jitter": 0.0,
        }
        return slot

    def drop(self, lease: Lease) -> None:
        """Forget a lease that is held no more; what is under way keeps its pace.

        Of a lost one only what has left is under way: what waits for its turn would come beside
        the requests of whoever holds the queue now.
        """
        if lease.lost:
            self._take_back(lease)
        if lease.is_at_rest:
            self._downloader.slots.pop(lease.queue, None)
            self._downloader.per_slot_settings.pop(lease.queue, None)

    def _take_back(self, lease: Lease) -> None:
        slot = self._downloader.slots.get(lease.queue)
        if slot is None:
            return
        waiting = [one for one in slot.queue if one[0].meta.get("lease") is lease]
        for one in waiting:
            slot.queue.remove(one)
            gone = Failure(IgnoreRequest("its lease was lost"))  # type: ignore[no-untyped-call]
            one[1].errback(gone)

    def idle(self, lease: Lease) -> float:
        """Seconds since the host was asked last."""
        slot = self._downloader.slots.get(lease.queue)
        return monotonic() - slot.lastseen if slot else _IDLE_UNKNOWN

    @property
    def _downloader(self) -> Downloader:
        return self._crawler.engine.downloader
