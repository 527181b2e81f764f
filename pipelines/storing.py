"""Storing: outcomes go to SQL in batches, off the event loop, and are acknowledged afterwards."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from time import monotonic
from typing import Protocol, Self, cast

from scrapy.crawler import Crawler

from govsweep.errors import ClosedError, ServiceError
from govsweep.facts import Failure, PageState
from govsweep.spiders.assignment import WorkerProgress
from govsweep.spiders.outcome import FetchOutcome
from govsweep.spiders.sweep import SweepSpider

_log = logging.getLogger(__name__)

_ROWS = 500
_SECONDS = 1.0
_SOON_SECONDS = 0.02  # where nothing is under way, a outcome decides what comes next
_BATCHES_WAITING = 2
_PATIENCE = 900.0  # seconds that the database may be away
_PAUSE_FIRST, _PAUSE_MOST = 0.2, 5.0


class StoringPipeline:
    """Hands outcomes to the writer, which makes its callers wait when the database is slow."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to build it."""
        return cls(crawler)

    async def open_spider(self) -> None:
        """Start the writer that the worker was given."""
        self._writer = cast("Writer", cast("SweepSpider", self._crawler.spider).assignment.sink)
        self._writer.start(self._is_idle)

    async def process_item(self, item: FetchOutcome) -> FetchOutcome:
        """Queue a outcome for the store."""
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


class Commit(Protocol):
    """The store's transaction; it blocks and is called from one thread of its own."""

    def __call__(self, outcomes: Sequence[FetchOutcome]) -> Sequence[FetchOutcome]:
        """Store all that the outcomes brought, once; gives those whose lease was lost meanwhile.

        Raises `ClosedError` where the sweep takes nothing more.
        """


class Writer:
    """Collects outcomes and commits them by one thread."""

    def __init__(
        self, commit: Commit, progress: WorkerProgress, *, patience: float = _PATIENCE
    ) -> None:
        """Wait so many seconds for a database that is away."""
        self._commit = commit
        self._progress = progress
        self._patience = patience
        self._is_idle: Callable[[], bool] = lambda: False
        self._outcomes: list[FetchOutcome] = []
        self._rows = 0
        self._oldest = 0.0
        self._news = asyncio.Event()
        self._room = asyncio.Event()
        self._room.set()
        self._stopping = False
        self._thread = ThreadPoolExecutor(1, "store")
        self._task: asyncio.Task[None] | None = None

    def start(self, is_idle: Callable[[], bool]) -> None:
        """Begin; called from the event loop. Where the worker is idle, nothing waits for more."""
        self._is_idle = is_idle
        self._task = asyncio.get_running_loop().create_task(self._run())

    def has_room(self) -> bool:
        """Whether a outcome may be put without waiting."""
        return self._room.is_set()

    async def room(self) -> None:
        """Wait while too much is unwritten."""
        await self._room.wait()

    def put(self, outcome: FetchOutcome) -> None:
        """Take a outcome; one that a lost lease spoilt is left to who holds the queue now."""
        if outcome.delivery is None:
            self._progress.settle([outcome])
            return
        if outcome.lease.lost and not _is_sure(outcome):
            return
        if not self._outcomes:
            self._oldest = monotonic()
        self._outcomes.append(outcome)
        self._rows += 1 + len(outcome.delivery.visit.found) + len(outcome.delivery.findings)
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
        while not (self._stopping and not self._outcomes):
            await self._wait_for_a_batch()
            outcomes, self._outcomes, self._rows = self._outcomes, [], 0
            self._room.set()
            if outcomes and not await self._write(outcomes):
                return

    async def _wait_for_a_batch(self) -> None:
        while not self._stopping:
            age = monotonic() - self._oldest
            if self._outcomes and (
                self._rows >= _ROWS or age >= _SECONDS or (age >= _SOON_SECONDS and self._is_idle())
            ):
                return
            self._news.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(_SOON_SECONDS if self._outcomes else None):
                    await self._news.wait()

    async def _write(self, outcomes: Sequence[FetchOutcome]) -> bool:
        """Commit until it is done; False when the database was away for too long."""
        loop = asyncio.get_running_loop()
        since, pause = monotonic(), _PAUSE_FIRST
        while True:
            try:
                refused = await loop.run_in_executor(self._thread, self._commit, outcomes)
            except ClosedError as error:
                self._progress.give_up(error)
                return False
            except ServiceError as error:
                if monotonic() - since > self._patience:
                    self._progress.give_up(error)
                    return False
                if pause == _PAUSE_FIRST:
                    _log.warning("数据库暂时连不上，读到的先留着，稍后再存：%s", error)
                await asyncio.sleep(pause * random.uniform(0.5, 1.5))
                pause = min(_PAUSE_MOST, pause * 2)
            except Exception as error:
                return await self._write_apart(outcomes, error)
            else:
                self._settle(outcomes, refused)
                return True

    def _settle(self, outcomes: Sequence[FetchOutcome], refused: Sequence[FetchOutcome]) -> None:
        """Have what was stored acknowledged; what was refused is another's, with its queue."""
        if refused:
            _log.warning(
                "有 %d 个网页读得太晚，没有存：队列 %s 已由别的进程接着做",
                len(refused),
                "、".join(sorted({one.lease.queue for one in refused})),
            )
            self._progress.lose({id(one.lease): one.lease for one in refused}.values())
        late = {id(one) for one in refused}
        self._progress.settle([one for one in outcomes if id(one) not in late])

    async def _write_apart(self, outcomes: Sequence[FetchOutcome], error: Exception) -> bool:
        """Find the outcome that cannot be stored and store instead that it could not."""
        if len(outcomes) == 1:
            (outcome,) = outcomes
            delivery = outcome.delivery
            if delivery is None or delivery.visit.reason == Failure.CRASHED.value:
                self._progress.give_up(error)
                return False
            _log.error("%s 存不下来，记为读取出错：%s", delivery.visit.url, type(error).__name__)
            outcome.delivery = delivery._replace(findings=())
            outcome.revealed = ()
            outcome.amend(
                state=PageState.FAILED,
                reason=Failure.CRASHED.value,
                page=None,
                body=b"",
                found=(),
            )
            outcome.wait = None
            return await self._write(outcomes)
        half = len(outcomes) // 2
        return await self._write(outcomes[:half]) and await self._write(outcomes[half:])


def _is_sure(outcome: FetchOutcome) -> bool:
    """Whether a visit holds even if another worker asks again: only what was seen does."""
    visit = outcome.visit
    return visit is not None and (
        visit.state in (PageState.FETCHED, PageState.UNCHANGED) and not visit.unread
    )
