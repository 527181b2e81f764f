"""Storing: catches go to SQL in batches, off the event loop, and are acknowledged afterwards."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from time import monotonic
from typing import Self, cast

import msgspec
from scrapy.crawler import Crawler

from govsweep.errors import ClosedError, ServiceError
from govsweep.facts import Failure, PageState
from govsweep.spiders.assignment import Assignment, Catch
from govsweep.spiders.sweep import SweepSpider

_log = logging.getLogger(__name__)

_ROWS = 500
_SECONDS = 1.0
_SOON_SECONDS = 0.02  # where nothing is under way, a catch decides what comes next
_BATCHES_WAITING = 2
_PAUSE_FIRST, _PAUSE_MOST = 0.2, 5.0


class StoringPipeline:
    """Hands catches to the writer, which makes its callers wait when the database is slow."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to build it."""
        return cls(crawler)

    async def open_spider(self) -> None:
        """Start the writer."""
        assignment = cast("SweepSpider", self._crawler.spider).assignment
        patience = self._crawler.settings.getfloat("STORE_PATIENCE", 900.0)
        self._writer = Writer(assignment, self._is_idle, patience)
        self._writer.start()
        assignment.deliver = self._writer.put
        assignment.has_room = self._writer.has_room

    async def process_item(self, item: Catch) -> Catch:
        """Queue a catch for the store."""
        await self._writer.room()
        self._writer.put(item)
        return item

    async def close_spider(self) -> None:
        """Store what is left."""
        await self._writer.stop()

    def _is_idle(self) -> bool:
        engine = self._crawler.engine
        if engine is None or engine.downloader.active:
            return engine is None
        slot = engine.scraper.slot
        return slot is None or slot.is_idle()


class Writer:
    """Collects catches and commits them by one thread."""

    def __init__(
        self, assignment: Assignment, is_idle: Callable[[], bool], patience: float
    ) -> None:
        self._assignment = assignment
        self._is_idle = is_idle
        self._patience = patience
        self._catches: list[Catch] = []
        self._rows = 0
        self._oldest = 0.0
        self._news = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._stopping = False
        self._thread = ThreadPoolExecutor(1, "store")
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin; called from the event loop."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    def has_room(self) -> bool:
        """Whether a catch may be put without waiting."""
        return self._room.is_set()

    async def room(self) -> None:
        """Wait while too much is unwritten."""
        await self._room.wait()

    def put(self, catch: Catch) -> None:
        """Take a catch; one that a lost lease spoilt is left to who holds the queue now."""
        if catch.visit is None:
            self._assignment.settle([catch])
            return
        if catch.lease.lost and not _is_sure(catch):
            return
        if not self._catches:
            self._oldest = monotonic()
        self._catches.append(catch)
        self._rows += 1 + len(catch.visit.found) + len(catch.findings)
        if self._rows >= _ROWS * _BATCHES_WAITING:
            self._room.clear()
        self._news.set()

    async def stop(self) -> None:
        """Write all and end."""
        self._stopping = True
        self._news.set()
        if self._task is not None:
            await self._task
        self._thread.shutdown()

    async def _run(self) -> None:
        while not (self._stopping and not self._catches):
            await self._wait_for_a_batch()
            catches, self._catches, self._rows = self._catches, [], 0
            self._room.set()
            if catches and not await self._write(catches):
                return

    async def _wait_for_a_batch(self) -> None:
        while not self._stopping:
            age = monotonic() - self._oldest
            if self._catches and (
                self._rows >= _ROWS or age >= _SECONDS or (age >= _SOON_SECONDS and self._is_idle())
            ):
                return
            self._news.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(_SOON_SECONDS if self._catches else None):
                    await self._news.wait()

    async def _write(self, catches: Sequence[Catch]) -> bool:
        """Commit until it is done; False when the database was away for too long."""
        loop = asyncio.get_running_loop()
        since, pause = monotonic(), _PAUSE_FIRST
        while True:
            try:
                refused = await loop.run_in_executor(self._thread, self._assignment.commit, catches)
            except ClosedError as error:
                self._assignment.give_up(error)
                return False
            except ServiceError as error:
                if monotonic() - since > self._patience:
                    self._assignment.give_up(error)
                    return False
                if pause == _PAUSE_FIRST:
                    _log.warning("The store is away, what was read waits: %s", error)
                await asyncio.sleep(pause * random.uniform(0.5, 1.5))
                pause = min(_PAUSE_MOST, pause * 2)
            except Exception as error:
                return await self._write_apart(catches, error)
            else:
                self._settle(catches, refused)
                return True

    def _settle(self, catches: Sequence[Catch], refused: Sequence[Catch]) -> None:
        """Have what was stored acknowledged; what was refused is another's, with its queue."""
        if refused:
            _log.warning(
                "%d answers came too late: the leases of %s are others' now",
                len(refused),
                "、".join(sorted({one.lease.queue for one in refused})),
            )
            self._assignment.lose({id(one.lease): one.lease for one in refused}.values())
        late = {id(one) for one in refused}
        self._assignment.settle([one for one in catches if id(one) not in late])

    async def _write_apart(self, catches: Sequence[Catch], error: Exception) -> bool:
        """Find the catch that cannot be stored and store instead that it could not."""
        if len(catches) == 1:
            (catch,) = catches
            visit = catch.visit
            if visit is None or visit.reason == Failure.CRASHED.value:
                self._assignment.give_up(error)
                return False
            _log.error("%s could not be stored: %s", visit.url, error)
            catch.visit = msgspec.structs.replace(
                visit,
                state=PageState.FAILED,
                reason=Failure.CRASHED.value,
                page=None,
                body=b"",
                found=(),
            )
            catch.findings = catch.revealed = ()
            catch.wait = None
            return await self._write(catches)
        half = len(catches) // 2
        return await self._write(catches[:half]) and await self._write(catches[half:])


def _is_sure(catch: Catch) -> bool:
    """Whether a visit holds even if another worker asks again: only what was seen does."""
    visit = catch.visit
    return visit is not None and (
        visit.state in (PageState.FETCHED, PageState.UNCHANGED) and not visit.probe
    )
