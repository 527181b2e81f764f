"""The feeder: one task that moves work between the frontier and the scheduler, in batches."""

import asyncio
import logging
import random
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from time import monotonic

from scrapy.crawler import Crawler

from govsweep import clock
from govsweep.addresses import fingerprint, href
from govsweep.crawl import is_foreign
from govsweep.errors import ClosedError, ServiceError
from govsweep.facts import Site
from govsweep.frontier import Status, Task, TaskPurpose, UnbuiltError
from govsweep.maintenance import seconds_left
from govsweep.spiders.assignment import Assignment
from govsweep.spiders.engine.lease import CRAWL_DELAY, Lease
from govsweep.spiders.engine.lease_opener import LeaseOpener
from govsweep.spiders.engine.prefetcher import Prefetcher
from govsweep.spiders.engine.scheduler import SweepScheduler
from govsweep.spiders.engine.seeds import Seeds
from govsweep.spiders.outcome import FetchOutcome

_log = logging.getLogger(__name__)

SPIDER = "sweep"  # the spider's name, in the templates of scrapy-redis

_GLANCE_SECONDS = 1.0  # between two looks at what no clock and no event tells of
_CLAIM_SECONDS = 0.2  # between two claims, at the least
_CLAIM_MOST = 2.0  # and at the most: another worker may have given a queue back, or died
_SEED_SECONDS = 2.0
_STOP_SECONDS = 10.0
_CLAIMED_AT_ONCE = 16  # queues of a kind: workers that start together share them
_TURN_OVER_SECONDS = 120.0  # a queue is given back after so long if others wait for a worker
_AWAY_FIRST, _AWAY_MOST = 0.1, 5.0
_MAINTAINED_MOST = 3_600.0  # seconds of maintenance that a night waits for
_LEFT = {"trouble": "屡次失败", "maintenance": "正在维护", "time": "用时过长"}
_BACK_OFF = 60.0  # seconds of the first rest, doubled from then on


class Feeder:
    """Claims, pulls, renews, acknowledges and releases, and knows when the sweep is done."""

    def __init__(self, assignment: Assignment, scheduler: SweepScheduler, crawler: Crawler) -> None:
        self._assignment = assignment
        self._frontier = assignment.frontier
        self._scheduler = scheduler
        self._crawler = crawler
        self._opener = LeaseOpener(assignment, self._add, back_off=self._back_off)
        self._prefetcher = Prefetcher(assignment, scheduler, crawler)
        self._lost = False  # Redis does not hold what this worker took from it
        self._task: asyncio.Task[None] | None = None
        self._stopping = False
        self._is_quiet = False
        self._claim_at = 0.0
        self._claimed_at = 0.0
        self._renew_at = 0.0
        self._crowd_at = 0.0
        self._seed_at = 0.0
        self._seeds = Seeds(crawler.settings, SPIDER)
        self._patience = crawler.settings.getfloat("FRONTIER_PATIENCE")
        self._sites = crawler.settings.getint("FRONTIER_SITES")
        self._hosts = crawler.settings.getint("FRONTIER_HOSTS")

    def start(self) -> None:
        """Begin; called from the event loop."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """Acknowledge what is stored, give every queue back and end."""
        self._stopping = True
        self._assignment.progress.wake.set()
        if self._task is not None:
            _, late = await asyncio.wait({self._task}, timeout=_STOP_SECONDS)
            for task in late:  # it waits for a service that is away
                task.cancel()
                await asyncio.wait({task}, timeout=_STOP_SECONDS)
        self._prefetcher.stop()
        try:
            await self._acknowledge()
            await self._opener.give_back(self._frontier)
            for lease in self._scheduler.leases:
                await self._release(lease)
        except (ClosedError, ServiceError, UnbuiltError) as error:
            _log.warning("队列没有交还，租约到期后由别的进程接着做：%s", error or "调度要重建")

    async def _run(self) -> None:
        try:
            await self._feed()
        finally:
            self._scheduler.hold_nothing()

    async def _feed(self) -> None:
        try:
            await self._frontier.check()
        except ServiceError as error:
            self._assignment.progress.give_up(error)
            return
        away_since: float | None = None
        pause = _AWAY_FIRST
        while not (self._stopping or self._assignment.progress.finished.is_set()):
            try:
                if self._lost:
                    await self._begin_anew()
                await self._turn()
                away_since, pause = None, _AWAY_FIRST
                await self._rest()
            except UnbuiltError:
                self._lose_all()
                await asyncio.sleep(_AWAY_FIRST)
            except ServiceError as error:
                away_since = away_since or monotonic()
                self._renew_at = 0.0  # it may have forgotten its last second, leases among it
                if monotonic() - away_since > self._patience:
                    self._assignment.progress.give_up(error)
                    return
                if not self._crawler.crawling:
                    self._scheduler.hold_nothing()  # what is under way is waited for
                if pause == _AWAY_FIRST:
                    _log.warning("调度暂时连不上，手里的先做完，稍后再连：%s", error)
                await asyncio.sleep(pause * random.uniform(0.5, 1.5))
                pause = min(_AWAY_MOST, pause * 2)
            except ClosedError as error:
                self._assignment.progress.give_up(error)
                return
            except Exception as error:
                _log.exception("取任务的循环出错，本进程到此为止")
                self._assignment.progress.give_up(error)
                return

    async def _rest(self) -> None:
        """Sleep until something is due, or somebody wakes the feeder for what is to be done."""
        wake = self._assignment.progress.wake
        if not wake.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(max(0.0, self._due() - monotonic())):
                    await wake.wait()
        wake.clear()

    def _due(self) -> float:
        """When the next turn has something to do, if nothing comes in before."""
        due = min(self._renew_at, monotonic() + _GLANCE_SECONDS)
        if any(map(self._is_over, self._scheduler.leases)):
            return 0.0
        if not self._crawler.crawling or self._is_quiet:
            return due  # nothing is pulled or claimed then, however long it has been due
        hungry = (lease.pull_at for lease in self._scheduler.leases if lease.is_hungry)
        return min(due, self._claim_at, self._seed_at, *hungry)

    async def _turn(self) -> None:
        while self._assignment.progress.lost:
            lease = self._assignment.progress.lost.pop()
            if not lease.lost:
                self._lose(lease)
        await self._acknowledge()
        await self._renew()
        await self._note_delays()
        quiet = self._quiet()
        for lease in self._scheduler.leases:
            lease.trouble.rest = max(lease.trouble.rest, quiet, _maintained(lease))
            if lease.site and lease.worked > self._assignment.seconds_a_site:
                lease.leaving = True
            if self._is_over(lease):
                await self._release(lease)
        if self._crawler.crawling and not quiet:
            await self._claim()
            await self._sow()
            for lease in await self._prefetcher.pull():
                self._lose(lease)

    async def _note_delays(self) -> None:
        for lease in self._scheduler.leases:
            if lease.is_slower:
                notes = {CRAWL_DELAY: str(lease.delay)}
                await self._frontier.note(lease.queue, lease.owner, notes)
                lease.is_slower = False

    def _quiet(self) -> float:
        """Seconds for which nobody may be asked for anything."""
        hours = self._assignment.quiet
        left = hours.left(clock.now().astimezone()) if hours else 0.0
        if left and not self._is_quiet:
            _log.info("Quiet hours: nothing is asked for in the next %d minutes", left // 60 + 1)
        self._is_quiet = left > 0
        return left

    # Acknowledging

    async def _acknowledge(self) -> None:
        settled = self._assignment.progress.settled
        while settled:
            some = settled[:200]
            moved = [outcome.moved for outcome in some if outcome.moved is not None]
            if moved:  # first there, then gone from here
                await self._frontier.restore(moved)
            await self._frontier.acknowledge(some)
            del settled[: len(some)]
            for outcome in some:
                self._close(outcome)

    def _close(self, outcome: FetchOutcome) -> None:
        lease = outcome.lease
        lease.settle(outcome.task)
        if outcome.wait is not None:
            lease.pull_at = min(lease.pull_at, monotonic() + outcome.wait)
        elif lease.is_at_rest and not lease.stock:
            lease.pull_at = 0.0  # more came meanwhile, or it is to be given back
        self._prefetcher.forget(lease.queue, outcome.task.key)
        for queued in (*outcome.revealed, *((outcome.moved,) if outcome.moved else ())):
            holder = self._scheduler.get(queued.queue)
            if holder is not None:
                holder.pull_at = 0.0
            else:
                self._claim_at = 0.0

    # Keeping leases

    async def _renew(self) -> None:
        now = monotonic()
        if now < self._renew_at:
            return
        self._renew_at = now + self._frontier.lease / 4
        idle, leases = self._scheduler.idle, tuple(self._scheduler.leases)
        held = [(one.queue, one.owner, idle(one)) for one in leases]
        for queue in await self._frontier.renew([*held, *self._opener.held()]):
            self._opener.lose(queue)
            lease = self._scheduler.get(queue)
            if lease is not None:
                self._lose(lease)
        for lease in leases:
            if not lease.lost:
                self._scheduler.confirm(lease, now + self._frontier.notice)

    def _lose(self, lease: Lease) -> None:
        """Another holds the queue now; what is under way is finished, what is not is theirs."""
        lease.lose()
        self._scheduler.remove(lease)
        self._prefetcher.forget(lease.queue)
        _log.warning("队列 %s 的租约已失，由别的进程接着做", lease.queue)

    def _lose_all(self) -> None:
        """Redis was emptied, or another built its queues anew: nothing is held any more."""
        self._lost = True
        self._opener.lose_all()
        for lease in self._scheduler.leases:
            self._lose(lease)

    async def _begin_anew(self) -> None:
        """Take part in the queues that stand, or build them from the store."""
        memory = self._assignment.memory
        fence = await memory.fence()
        waiting = self._waiting(with_timings=True)
        if await self._frontier.ensure(waiting, fence, memory.begin_queues):
            _log.info("The queues were built from the store")
        self._lost = False
        self._claim_at = 0.0

    async def _waiting(self, *, with_timings: bool) -> AsyncIterator[Sequence[Task]]:
        homes = {site.identifier: href(site.url) for site in self._swept()}
        keys = {queue: fingerprint(url) for queue, url in homes.items()}
        now = time.time()
        waiting: set[str] = set()
        async for addresses in self._assignment.memory.waiting():
            waiting.update(one.queue for one in addresses if keys.get(one.queue) == one.fingerprint)
            yield [
                Task.of(
                    one,
                    urgent=keys.get(one.queue) == one.fingerprint,
                    # Never longer than a second try waits: a clock may have been set back.
                    wait=min(max(0.0, one.due - now), self._assignment.retry_after),
                )
                for one in addresses
            ]
        if with_timings:  # a home page that waits tells when it comes whether it is to be timed
            yield [
                Task(queue, url, keys[queue], TaskPurpose.TIMING, wait=self._spacing)
                for queue, url in homes.items()
                if queue not in waiting
            ]

    # Seeds and claiming

    async def _sow(self, *, now: bool = False) -> int:
        if not now and monotonic() < self._seed_at:
            return 0
        self._seed_at = monotonic() + _SEED_SECONDS
        assignment = self._assignment
        return await self._seeds.sow(
            self._frontier, assignment.memory, assignment.routes, assignment.swept
        )

    async def _claim(self) -> None:
        now = monotonic()
        if now < self._claim_at:
            return
        foreign = [is_foreign(lease.queue) for lease in self._scheduler.leases]
        sites = self._sites - foreign.count(False) - self._opener.count(foreign=False)
        hosts = self._hosts - foreign.count(True) - self._opener.count(foreign=True)
        most = _CLAIMED_AT_ONCE
        claims = await self._frontier.claim(*(min(max(0, room), most) for room in (sites, hosts)))
        self._claimed_at = now
        self._claim_at = now + _CLAIM_SECONDS
        for claim in claims:
            self._opener.start(claim, now)
        if not claims:
            status = await self._frontier.status()
            if (sites, hosts) == (self._sites, self._hosts):
                await self._finish_if_done(status)
            wait = _CLAIM_MOST if status.wait is None else min(status.wait, _CLAIM_MOST)
            self._claim_at = now + max(_CLAIM_SECONDS, wait)
        if now >= self._crowd_at:
            self._crowd_at = now + _TURN_OVER_SECONDS / 10
            await self._make_room(sites <= 0 or hosts <= 0)

    def _add(self, lease: Lease) -> None:
        """Take a lease in, now that its site is known."""
        lease.trouble.rest = max(lease.trouble.rest, _maintained(lease))
        older = self._scheduler.get(lease.queue)
        if older is not None:  # Redis forgot that it was held here
            self._lose(older)
        self._scheduler.add(lease)
        self._assignment.progress.wake.set()

    # Releasing

    def _is_over(self, lease: Lease) -> bool:
        if not lease.is_at_rest:
            return False
        if lease.trouble.rest:
            return True
        return not lease.stock and (lease.empty or lease.leaving)

    async def _release(self, lease: Lease) -> None:
        trouble = lease.trouble
        left = self._left(lease)
        if left:
            level = logging.INFO if lease.site is None else logging.WARNING
            _log.log(level, "队列 %s 余下的留到下一夜：%s", lease.queue, _LEFT[left])
            await self._assignment.memory.leave(lease.queue, left, lease.claim.fence)
        await self._frontier.release(
            lease.queue,
            lease.owner,
            idle=self._scheduler.idle(lease),
            rest=trouble.rest,
            abandon=bool(left),
            notes=lease.notes(),
        )
        self._scheduler.remove(lease)
        self._prefetcher.forget(lease.queue)  # what was in stock goes back with the queue
        self._claim_at = min(self._claim_at, self._claimed_at + _CLAIM_SECONDS)  # there is room now

    def _left(self, lease: Lease) -> str:
        """Why the night goes on without the rest of a queue, or ""."""
        if lease.trouble.hopeless:
            return "trouble"
        if _maintained(lease) > _MAINTAINED_MOST:
            return "maintenance"
        spent = lease.site is not None and lease.worked > self._assignment.seconds_a_site
        return "time" if spent and not lease.empty else ""

    async def _make_room(self, full: bool) -> None:
        """Give the longest-held queue back where others wait for a worker."""
        if not full or (await self._frontier.status()).wait != 0:
            return
        oldest = min(self._scheduler.leases, key=lambda lease: lease.begun_at)
        oldest.leaving = monotonic() - oldest.begun_at > _TURN_OVER_SECONDS

    # The end

    async def _finish_if_done(self, status: Status) -> None:
        if status.finished:
            self._assignment.progress.finished.set()
        elif status.open or await self._sow(now=True):
            return
        elif await self._frontier.reconcile(self._waiting(with_timings=False)):
            _log.info("The sweep is done")
            self._assignment.progress.finished.set()

    @property
    def _spacing(self) -> float:
        return self._assignment.retry_after

    @property
    def _back_off(self) -> float:
        return min(_BACK_OFF, self._assignment.retry_after / 2)

    def _swept(self) -> list[Site]:
        sites = self._assignment.routes.sites
        return [sites[one] for one in self._assignment.swept if one in sites]


def _maintained(lease: Lease) -> float:
    """Seconds for which a site is under announced maintenance."""
    site = lease.site
    if site is None or not site.maintenance:
        return 0.0
    return seconds_left(site.maintenance, clock.now().astimezone())
