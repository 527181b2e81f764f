"""The ferry: one task that moves work between the frontier and the scheduler, in batches."""

import asyncio
import datetime as dt
import logging
import random
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from time import monotonic
from typing import cast

from scrapy.crawler import Crawler

from govsweep.addresses import canonical, fingerprint
from govsweep.errors import ClosedError, ServiceError
from govsweep.facts import Site
from govsweep.frontier import Acknowledgement, Errand, Queued, Ticket, UnbuiltError
from govsweep.maintenance import seconds_left
from govsweep.spiders.assignment import Assignment, Catch
from govsweep.spiders.downloader import PacedDownloader
from govsweep.spiders.lease import CRAWL_DELAY, Lease
from govsweep.spiders.opening import Openings
from govsweep.spiders.pulling import Pulls
from govsweep.spiders.routes import FOREIGN
from govsweep.spiders.scheduler import SweepScheduler
from govsweep.spiders.seeds import Seeds

_log = logging.getLogger(__name__)

SPIDER = "sweep"  # the spider's name, in the templates of scrapy-redis

_TURN_SECONDS = 0.05
_CLAIM_SECONDS = 0.2
_SEED_SECONDS = 2.0
_STOP_SECONDS = 10.0
_CLAIMED_AT_ONCE = 16  # queues of a kind: workers that start together share them
_SITES, _HOSTS = 48, 48  # leases held at a time, unless Scrapy's settings say otherwise
_TURN_OVER_SECONDS = 120.0  # a queue is given back after so long if others wait for a worker
_AWAY_FIRST, _AWAY_MOST = 0.1, 5.0
_MAINTAINED_MOST = 3_600.0  # seconds of maintenance that a night waits for
_BACK_OFF = 60.0  # seconds of the first rest, doubled from then on


class Ferry:
    """Claims, pulls, renews, acknowledges and releases, and knows when the sweep is done."""

    def __init__(self, assignment: Assignment, scheduler: SweepScheduler, crawler: Crawler) -> None:
        self._assignment = assignment
        self._frontier = assignment.frontier
        self._scheduler = scheduler
        self._crawler = crawler
        self._openings = Openings(assignment, self._add, back_off=self._back_off)
        self._pulls = Pulls(assignment, scheduler, crawler)
        self._slower: list[Lease] = []
        self._lost = False  # Redis does not hold what this worker took from it
        self._task: asyncio.Task[None] | None = None
        self._stopping = False
        self._claim_at = 0.0
        self._renew_at = 0.0
        self._crowd_at = 0.0
        self._seed_at = 0.0
        self._seeds = Seeds(crawler.settings, SPIDER)
        self._patience = crawler.settings.getfloat("FRONTIER_PATIENCE", 900.0)
        self._sites = crawler.settings.getint("FRONTIER_SITES", _SITES)
        self._hosts = crawler.settings.getint("FRONTIER_HOSTS", _HOSTS)

    def start(self) -> None:
        """Begin; called from the event loop."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    def slow_down(self, lease: Lease) -> None:
        """Ask a host as seldom as it wishes, here and wherever its queue is held next."""
        self._slower.append(lease)

    async def stop(self) -> None:
        """Acknowledge what is stored, give every queue back and end."""
        self._stopping = True
        self._assignment.wake.set()
        if self._task is not None:
            _, late = await asyncio.wait({self._task}, timeout=_STOP_SECONDS)
            for task in late:  # it waits for a service that is away
                task.cancel()
                await asyncio.wait({task}, timeout=_STOP_SECONDS)
        self._pulls.stop()
        try:
            await self._acknowledge()
            await self._openings.give_back(self._frontier)
            for lease in self._scheduler.leases:
                await self._release(lease)
        except (ClosedError, ServiceError, UnbuiltError) as error:
            _log.warning("Queues could not be given back, their leases will end: %s", error)

    async def _run(self) -> None:
        try:
            await self._frontier.check()
        except ServiceError as error:
            self._assignment.give_up(error)
            return
        away_since: float | None = None
        pause = _AWAY_FIRST
        while not (self._stopping or self._assignment.finished.is_set()):
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
                    self._assignment.give_up(error)
                    return
                if pause == _AWAY_FIRST:
                    _log.warning("The frontier is away, work in hand goes on: %s", error)
                await asyncio.sleep(pause * random.uniform(0.5, 1.5))
                pause = min(_AWAY_MOST, pause * 2)
            except ClosedError as error:
                self._assignment.give_up(error)
                return
            except Exception as error:
                _log.exception("The ferry broke")
                self._assignment.give_up(error)
                return

    async def _rest(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_TURN_SECONDS):
                await self._assignment.wake.wait()
        self._assignment.wake.clear()

    async def _turn(self) -> None:
        while self._assignment.lost:
            lease = self._assignment.lost.pop()
            if not lease.lost:
                self._lose(lease)
        await self._acknowledge()
        await self._renew()
        while self._slower:
            lease = self._slower[-1]
            notes = {CRAWL_DELAY: str(lease.delay)}
            await self._frontier.note(lease.queue, lease.owner, notes)
            self._slower.pop()
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
            for lease in await self._pulls.pull():
                self._lose(lease)

    def _quiet(self) -> float:
        """Seconds for which nobody may be asked for anything."""
        hours = self._assignment.quiet
        return hours.left(dt.datetime.now().astimezone()) if hours else 0.0

    @property
    def _downloader(self) -> PacedDownloader:
        engine = self._crawler.engine
        assert engine is not None  # noqa: S101 - it opened the scheduler
        return cast("PacedDownloader", engine.downloader)

    # Acknowledging

    async def _acknowledge(self) -> None:
        settled = self._assignment.settled
        while settled:
            some = settled[:200]
            moved = [catch.moved for catch in some if catch.moved is not None]
            if moved:  # first there, then gone from here
                await self._frontier.restore(moved)
            await self._frontier.acknowledge([_acknowledgement(catch) for catch in some])
            del settled[: len(some)]
            for catch in some:
                self._close(catch)

    def _close(self, catch: Catch) -> None:
        lease = catch.lease
        lease.unsettled -= 1
        lease.earlier.pop(catch.ticket.fingerprint, None)
        if catch.wait is not None:
            lease.pull_at = min(lease.pull_at, monotonic() + catch.wait)
        self._pulls.forget(lease.queue, catch.ticket.key)
        for queued in (*catch.revealed, *((catch.moved,) if catch.moved else ())):
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
        idle, leases = self._downloader.idle, self._scheduler.leases
        held = [(one.queue, one.owner, idle(one)) for one in leases]
        for queue in await self._frontier.renew([*held, *self._openings.held()]):
            self._openings.lose(queue)
            lease = self._scheduler.get(queue)
            if lease is not None:
                self._lose(lease)

    def _lose(self, lease: Lease) -> None:
        """Another holds the queue now; what is under way is finished, what is not is theirs."""
        lease.lost = True
        lease.stock.clear()
        self._scheduler.remove(lease)
        self._downloader.drop(lease)
        self._pulls.forget(lease.queue)
        _log.warning("The lease of %s was lost", lease.queue)

    def _lose_all(self) -> None:
        """Redis was emptied, or another built its queues anew: nothing is held any more."""
        self._lost = True
        self._openings.lose_all()
        for lease in self._scheduler.leases:
            self._lose(lease)

    async def _begin_anew(self) -> None:
        """Take part in the queues that stand, or build them from the store."""
        fence = await self._assignment.memory.fence()
        if await self._frontier.ensure(self._waiting(with_timings=True), fence):
            _log.info("The queues were built from the store")
        self._lost = False
        self._claim_at = 0.0

    async def _waiting(self, *, with_timings: bool) -> AsyncIterator[Sequence[Queued]]:
        homes = {site.identifier: canonical(site.url) for site in self._swept()}
        now = time.time()
        waiting: set[str] = set()
        async for addresses in self._assignment.memory.waiting():
            waiting.update(one.url for one in addresses if homes.get(one.queue) == one.url)
            yield [
                Queued(
                    one.queue,
                    Ticket.of(one, urgent=homes.get(one.queue) == one.url),
                    # Never longer than a second try waits: a clock may have been set back.
                    min(max(0.0, one.due - now), self._assignment.retry_after),
                )
                for one in addresses
            ]
        if with_timings:  # a home page that waits tells when it comes whether it is to be timed
            yield [
                Queued(queue, Ticket(url, fingerprint(url), Errand.TIMING), self._spacing)
                for queue, url in homes.items()
                if url not in waiting
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
        foreign = [lease.queue.startswith(FOREIGN) for lease in self._scheduler.leases]
        sites = self._sites - foreign.count(False) - self._openings.count(foreign=False)
        hosts = self._hosts - foreign.count(True) - self._openings.count(foreign=True)
        most = _CLAIMED_AT_ONCE
        claims = await self._frontier.claim(*(min(max(0, room), most) for room in (sites, hosts)))
        self._claim_at = now + _CLAIM_SECONDS
        for claim in claims:
            self._openings.start(claim)
        if not claims and (sites, hosts) == (self._sites, self._hosts):
            await self._finish_if_done()
        if now >= self._crowd_at:
            self._crowd_at = now + _TURN_OVER_SECONDS / 10
            await self._make_room(sites <= 0 or hosts <= 0)

    def _add(self, lease: Lease) -> None:
        """Take a lease in, now that its site is known."""
        lease.trouble.rest = max(lease.trouble.rest, _maintained(lease))
        older = self._scheduler.get(lease.queue)
        if older is not None:  # Redis forgot that it was held here
            self._lose(older)
        self._downloader.open(lease)
        self._scheduler.add(lease)

    # Releasing

    def _is_over(self, lease: Lease) -> bool:
        if lease.unsettled or lease.going_on or lease.recalling:
            return False
        if lease.trouble.rest:
            return True
        return not lease.stock and (lease.empty or lease.leaving)

    async def _release(self, lease: Lease) -> None:
        trouble = lease.trouble
        left = self._left(lease)
        if left:
            _log.warning("The rest of %s is left: %s", lease.queue, left)
            await self._assignment.memory.leave(lease.queue, left, lease.claim.fence)
        await self._frontier.release(
            lease.queue,
            lease.owner,
            idle=self._downloader.idle(lease),
            rest=trouble.rest,
            abandon=bool(left),
            notes=lease.notes(),
        )
        self._scheduler.remove(lease)
        self._downloader.drop(lease)
        self._pulls.forget(lease.queue)  # what was in stock goes back with the queue

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

    async def _finish_if_done(self) -> None:
        status = await self._frontier.status()
        if status.finished:
            self._assignment.finished.set()
        elif status.open or await self._sow(now=True):
            return
        elif await self._frontier.reconcile(self._waiting(with_timings=False)):
            _log.info("The sweep is done")
            self._assignment.finished.set()

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
    return seconds_left(site.maintenance, dt.datetime.now().astimezone())


def _acknowledgement(catch: Catch) -> Acknowledgement:
    return Acknowledgement(catch.lease.queue, catch.ticket, catch.wait, catch.revealed)
