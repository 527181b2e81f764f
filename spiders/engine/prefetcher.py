"""Pulling: tasks of leased queues, with what earlier sweeps know of their pages."""

import asyncio
from collections.abc import Mapping, Sequence
from time import monotonic

from scrapy.crawler import Crawler

from govsweep.crawl import Earlier
from govsweep.frontier import Pulled, Task, TaskPurpose
from govsweep.spiders.assignment import Assignment
from govsweep.spiders.engine.lease import Lease
from govsweep.spiders.engine.scheduler import SweepScheduler

_POLL_SECONDS = 1.0  # others may have pushed to a queue that was empty

_Batch = tuple[Lease, Sequence[Task]]


class Prefetcher:
    """Fills the stocks of leases, for one worker."""

    def __init__(self, assignment: Assignment, scheduler: SweepScheduler, crawler: Crawler) -> None:
        self._assignment = assignment
        self._scheduler = scheduler
        self._crawler = crawler
        self._recalls: set[asyncio.Task[None]] = set()
        self.suspect: tuple[str, bytes] | None = None  # in hand, and a worker died with it

    async def pull(self) -> list[Lease]:
        """Ask for what is ready; gives the leases that were lost."""
        now = monotonic()
        wants = [
            (lease.queue, lease.owner, lease.wanted)
            for lease in self._scheduler.leases
            if now >= lease.pull_at and lease.is_hungry
        ]
        lost: list[Lease] = []
        batches: list[_Batch] = []
        suspect = self.suspect is None
        for pulled in await self._assignment.frontier.pull(wants, suspect=suspect):
            lease = self._scheduler.get(pulled.queue)
            if lease is None:
                continue
            if pulled.lost:
                lost.append(lease)
            else:
                self._note(lease, pulled)
                self._scheduler.confirm(lease, now + self._assignment.frontier.notice)
                batches.append((lease, pulled.tasks))
        self._bring([batch for batch in batches if batch[1]])
        return lost

    def forget(self, queue: str, key: bytes | None = None) -> None:
        """A task that a worker died with is in hand no more; without a key, any of the queue."""
        if self.suspect and self.suspect[0] == queue and key in (None, self.suspect[1]):
            self.suspect = None
            for lease in self._scheduler.leases:
                lease.pull_at = 0.0  # the next that a worker died with may be taken

    def stop(self) -> None:
        """Look nothing up any more."""
        for task in self._recalls:
            task.cancel()

    def _note(self, lease: Lease, pulled: Pulled) -> None:
        for task in pulled.tasks:
            if task.deaths:
                self.suspect = (lease.queue, task.key)
        lease.empty = not pulled.tasks and pulled.wait != 0
        wait = _POLL_SECONDS if pulled.wait is None else min(pulled.wait, _POLL_SECONDS)
        if not wait and not pulled.tasks:  # what a worker died with waits for the one in hand
            wait = _POLL_SECONDS
        lease.pull_at = monotonic() + wait

    def _bring(self, batches: Sequence[_Batch]) -> None:
        for lease, tasks in batches:
            lease.expect(len(tasks))
        if self._assignment.first:
            self._stow(batches, {})
        elif batches:
            task = asyncio.get_running_loop().create_task(self._recall(batches))
            self._recalls.add(task)
            task.add_done_callback(self._recalls.discard)

    async def _recall(self, batches: Sequence[_Batch]) -> None:
        keys = [
            task.fingerprint
            for lease, tasks in batches
            for task in tasks
            if lease.site and task.purpose is TaskPurpose.PAGE
        ]
        try:
            seen = await self._assignment.memory.earlier(keys) if keys else {}
        except Exception as error:  # the database was away for longer than anybody waits
            self._assignment.progress.give_up(error)
            return
        self._stow([batch for batch in batches if not batch[0].lost], seen)

    def _stow(self, batches: Sequence[_Batch], seen: Mapping[bytes, Earlier]) -> None:
        for lease, tasks in batches:
            lease.stow(tasks, seen)
        if batches:
            self._poke()

    def _poke(self) -> None:
        """Let the engine look at the scheduler now, not at its next heartbeat."""
        request = self._scheduler.lend()
        if request is not None and self._crawler.engine is not None:
            self._crawler.engine.crawl(request)
