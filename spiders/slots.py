"""Slots: Scrapy's own delay, kept for a queue that one worker holds, is the pace of its host."""

from time import monotonic

from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler

from govsweep.spiders.lease import Lease

_IDLE_UNKNOWN = 3_600.0


class Slots:
    """The downloader's slots of the leases held."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    def open(self, lease: Lease) -> None:
        """Make the slot of a queue; its delay goes on from the last holder's request."""
        idle = lease.claim.idle
        slot = Slot(lease.at_once, lease.delay, jitter=0.0)
        # Where nobody knows when it was asked last, it may have been just now.
        slot.lastseen = monotonic() - (idle or 0.0)
        self._downloader.slots[lease.queue] = slot
        # Scrapy drops slots that rest and makes them anew by these.
        self._downloader.per_slot_settings[lease.queue] = {
            "concurrency": lease.at_once,
            "delay": lease.delay,
            "jitter": 0.0,
        }

    def slow_down(self, lease: Lease) -> None:
        """Ask a host as seldom as it wishes from now on."""
        slot = self._downloader.slots.get(lease.queue)
        if slot is not None:
            slot.delay, slot.concurrency = lease.delay, lease.at_once
        settings = self._downloader.per_slot_settings.get(lease.queue)
        if settings is not None:
            settings |= {"delay": lease.delay, "concurrency": lease.at_once}

    def drop(self, lease: Lease) -> None:
        """Forget the slot of a queue that is held no more."""
        slot = self._downloader.slots.get(lease.queue)
        if slot is not None and not slot.active:
            self._downloader.slots.pop(lease.queue).close()
            self._downloader.per_slot_settings.pop(lease.queue, None)

    def idle(self, lease: Lease) -> float:
        """Seconds since the host was asked last."""
        slot = self._downloader.slots.get(lease.queue)
        return monotonic() - slot.lastseen if slot and slot.lastseen else _IDLE_UNKNOWN

    @property
    def _downloader(self) -> Downloader:
        engine = self._crawler.engine
        assert engine is not None  # noqa: S101 - it opened the scheduler
        return engine.downloader
