"""One worker process: takes its share of an open sweep until the sweep is done.

    python -m govsweep.worker --sweep 7

Any number of them, on any number of machines, share a sweep through one database and one Redis.
"""

import gc

if __name__ == "__main__":
    gc.disable()  # until all is loaded: what is loaded stays

import argparse
import asyncio
import datetime as dt
import logging
import os
import random
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from scrapy.crawler import AsyncCrawlerProcess
from scrapy.settings import SETTINGS_PRIORITIES
from scrapy.settings import Settings as ScrapySettings

from govsweep import clock, reading
from govsweep.browser.program import missing
from govsweep.config import USERS_MODULE, Settings, load
from govsweep.crawl import Earlier, KnownPage, Outline
from govsweep.egress_policy import EgressPolicy
from govsweep.errors import ClosedError, GovsweepError, InputError, ServiceError
from govsweep.facts import Address, Page, SiteLimits
from govsweep.frontier import Frontier
from govsweep.garbage_collection import collect_seldom
from govsweep.judging import Judges
from govsweep.pipelines.storing import Writer
from govsweep.rules import load_rules
from govsweep.rules.orders import with_orders
from govsweep.settings import sweep as sweep_settings
from govsweep.spiders.assignment import Assignment, WorkerProgress
from govsweep.spiders.hours import QuietHours
from govsweep.spiders.outcome import FetchOutcome
from govsweep.spiders.rendering import Rendering
from govsweep.spiders.routes import Routes
from govsweep.spiders.sweep import SweepSpider
from govsweep.store import Store, Sweep

_ADDON = SETTINGS_PRIORITIES["addon"]
_SETTINGS_MODULE = "govsweep.settings"
_GATHERING_SECONDS = 0.01
_PATIENCE, _PAUSE = 900.0, 1.0  # seconds that the database may be away, and between two tries
# What a line of the log begins with: whoever runs a sweep sees them.
_LEVELS = {logging.WARNING: "提醒", logging.ERROR: "出错", logging.CRITICAL: "无法继续"}
_ROWS_TYPES = ("json", "xml", "javascript")

_Words = ParamSpec("_Words")
_Result = TypeVar("_Result")


class StoreMemory:
    """What the store remembers of a sweep, asked in a thread of its own."""

    def __init__(self, store: Store, sweep: int) -> None:
        self._store = store
        self._sweep = sweep
        self._thread = ThreadPoolExecutor(1, "memory")
        self._wanted: list[tuple[bytes, asyncio.Future[Outline | None]]] = []

    async def known(self, site: str, learn: Callable[[Iterable[KnownPage]], None]) -> None:
        """Tell the pages of a site in this sweep, from the thread that asks."""

        def ask() -> None:
            learn(self._store.queue.known_pages(self._sweep, site))

        await self._ask(ask)

    async def earlier(self, fingerprints: Sequence[bytes]) -> Mapping[bytes, Earlier]:
        """Pages as they were last fetched before."""
        return await self._ask(self._store.queue.earlier, self._sweep, fingerprints)

    async def outline(self, fingerprint: bytes) -> Outline | None:
        """What a page reveals by its newest facts; many are asked for in one query."""
        if not self._wanted:
            self._asking = asyncio.get_running_loop().create_task(self._ask_for_outlines())
        waiting: asyncio.Future[Outline | None] = asyncio.get_running_loop().create_future()
        self._wanted.append((fingerprint, waiting))
        return await waiting

    async def read_of(self, fingerprint: bytes, body_hash: bytes) -> Page | None:
        """What was read of a page when its document was this one, without its texts."""
        return await self._ask(self._store.queue.read_of, self._sweep, fingerprint, body_hash)

    async def _ask_for_outlines(self) -> None:
        await asyncio.sleep(_GATHERING_SECONDS)
        wanted, self._wanted = self._wanted, []
        keys = list({key for key, _ in wanted})
        try:
            found = await self._ask(self._store.queue.outlines, self._sweep, keys)
        except Exception as error:  # each of those who wait is told
            for _, waiting in wanted:
                waiting.set_exception(error)
            return
        for key, waiting in wanted:
            waiting.set_result(found.get(key))

    async def waiting(self) -> AsyncIterator[Sequence[Address]]:
        """All that is open in this sweep."""
        last: bytes | None = b""
        for links in (False, True):
            last = b""
            while last is not None:
                some, last = await self._ask(
                    self._store.queue.waiting_after, self._sweep, last, links=links
                )
                if some:
                    yield some

    # Both are asked for by the one who renews the leases: who waits there loses them.

    async def add(self, addresses: Sequence[Address]) -> None:
        """Make addresses known that no page revealed; raises at once where nobody answers."""
        await self._ask_once(self._store.queue.add, self._sweep, addresses)

    async def leave(self, queue: str, reason: str, fence: int) -> None:
        """Note what a queue still holds as left; raises at once where nobody answers."""
        await self._ask_once(self._store.queue.leave, self._sweep, queue, reason, fence)

    async def fence(self) -> int:
        """The fence of the latest lease that has written; raises where the sweep takes no more."""
        return await self._ask(self._store.sweeps.newest_fence, self._sweep)

    async def begin_queues(self, server: str) -> bool:
        """Note that queues are being built at a server; whether they stood there before."""
        return await self._ask(self._store.sweeps.begin_queues, self._sweep, server)

    async def _ask_once(
        self,
        question: Callable[_Words, _Result],
        *words: _Words.args,
        **named: _Words.kwargs,
    ) -> _Result:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, lambda: question(*words, **named))

    async def _ask(
        self,
        question: Callable[_Words, _Result],
        *words: _Words.args,
        **named: _Words.kwargs,
    ) -> _Result:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + _PATIENCE
        while True:
            try:
                return await self._ask_once(question, *words, **named)
            except ServiceError:
                if loop.time() > deadline:
                    raise
                await asyncio.sleep(_PAUSE * random.uniform(0.5, 1.5))


class DocumentReader:
    """Documents to facts: pages, and what serves the rows of lists."""

    def __init__(self, day: dt.date) -> None:
        self._day = day

    def __call__(self, body: bytes, *, url: str, content_type: str, home: bool) -> Page:
        """Read a document of any type that can be read."""
        if _serves_rows(body, content_type):
            return reading.read_answer(body, url=url, content_type=content_type, day=self._day)
        return reading.read_page(body, url=url, content_type=content_type, home=home, day=self._day)


def run(settings: Settings, sweep: int | None = None) -> None:
    """Work on an open sweep, the newest where none is named, until it is done.

    Raises `ServiceError` when the database or Redis stays away, `InputError` when there is no such
    sweep. After SIGTERM it finishes what it holds, gives its sites back and returns.
    """
    store = Store(settings.database_url.get_secret_value())
    try:
        opened = store.sweeps.get(sweep)
        if opened is None or not opened.is_open:
            raise InputError("没有进行中的巡检：请先运行 govsweep sweep open")
        _crawl(settings, store, opened)
    finally:
        store.close()


def scrapy_settings(settings: Settings) -> ScrapySettings:
    """Scrapy's settings for a worker: ours, the user's own before them, the run's first."""
    chosen = ScrapySettings()
    chosen.setmodule(_SETTINGS_MODULE, priority="addon")
    users = os.environ.get(USERS_MODULE)
    if users and users != _SETTINGS_MODULE:
        chosen.setmodule(users, priority="project")
    if settings.redis_url is not None:
        chosen.set("REDIS_URL", settings.redis_url.get_secret_value(), priority="cmdline")
    if chosen.getpriority("USER_AGENT") == _ADDON:
        chosen.set("USER_AGENT", settings.user_agent, priority="addon")
    if sys.platform != "win32" and chosen["ASYNCIO_EVENT_LOOP"] is None:
        chosen.set("ASYNCIO_EVENT_LOOP", "uvloop.Loop", priority="addon")
    _add_sweep_settings(chosen)
    return chosen


def _add_sweep_settings(chosen: ScrapySettings) -> None:
    """Add what only the sweep needs; mappings are joined with a user's own, which go before."""
    for name, value in vars(sweep_settings).items():
        if isinstance(value, dict) and name.isupper():
            joined = value | chosen.getdict(name)
            chosen.set(name, joined, priority=max(_ADDON, chosen.getpriority(name) or 0))
        elif name.isupper():
            chosen.set(name, value, priority="addon")


def _crawl(settings: Settings, store: Store, sweep: Sweep) -> None:
    chosen = scrapy_settings(settings)
    routes = Routes(store.sites.all())
    chosen.set("REGISTERED_HOSTS", routes.roots, priority="cmdline")
    chosen.set("NEIGHBOURS", True, priority="cmdline")  # a sweep knows which page named what
    process = AsyncCrawlerProcess(chosen)
    # Scrapy tells of every request; what nobody will read need not be written first.
    logging.getLogger("scrapy").setLevel(chosen["LOG_LEVEL"])
    # As all that is told: in Beijing time, wherever the machine stands.
    logging.Formatter.converter = staticmethod(lambda at: clock.told(at or 0.0).timetuple())
    for level, word in _LEVELS.items():
        logging.addLevelName(level, word)
    assignment = assignment_of(settings, chosen, store, sweep, routes)
    # Rules and modules live as long as the worker: the collector need not look at them, ever.
    collect_seldom()
    crawl = process.crawl(SweepSpider, assignment=assignment)
    process.start()  # returns when the crawl is over or was stopped by a signal
    failure = assignment.progress.failure
    if failure is not None:
        raise failure
    if crawl.done() and not crawl.cancelled() and crawl.exception() is not None:
        raise GovsweepError(f"巡检进程出错：{crawl.exception()}") from crawl.exception()


def assignment_of(
    settings: Settings, chosen: ScrapySettings, store: Store, sweep: Sweep, routes: Routes
) -> Assignment:
    """What one worker works on and with; nothing is asked of anybody yet."""
    rules = load_rules(settings.lexicons, sweep.indicators)
    orders = store.orders.in_force(sweep.opened_at, sweep.as_of)
    judges = Judges.by(with_orders(rules, orders), store.sites.all(), store.media.all())
    first = store.sweeps.all()[0].id == sweep.id
    if first:
        judges.derive.make_ready()  # before the first page comes; a later night may read none anew

    def commit(outcomes: Sequence[FetchOutcome]) -> Sequence[FetchOutcome]:
        deliveries = {
            id(one): one.delivery._replace(fence=one.lease.claim.fence)
            for one in outcomes
            if one.delivery is not None
        }
        refused = {id(one) for one in store.pages.commit(sweep.id, list(deliveries.values()))}
        return [one for one in outcomes if id(deliveries.get(id(one))) in refused]

    progress = WorkerProgress()
    return Assignment(
        sweep=sweep.id,
        day=sweep.as_of,
        swept=sweep.sites,
        routes=routes,
        frontier=Frontier.from_settings(
            chosen, sweep=sweep.id, token=sweep.token, lease=settings.lease
        ),
        memory=StoreMemory(store, sweep.id),
        read=DocumentReader(sweep.as_of),
        judge=judges.pages(sweep.id, sweep.as_of),
        sink=Writer(commit, progress, patience=chosen.getfloat("STORE_PATIENCE")),
        progress=progress,
        retry_after=settings.retry_after,
        site_limits=SiteLimits(settings.pace, settings.budget),
        link_pace=settings.link_pace,
        obey_robots=settings.robots == "obey",
        first=first,
        seconds_a_site=settings.site_hours * 3_600,
        quiet=QuietHours.read(settings.quiet_hours),
        discover=not sweep.is_look_again,
        rendering=_rendering(settings, chosen, routes),
    )


def _rendering(settings: Settings, chosen: ScrapySettings, routes: Routes) -> Rendering | None:
    if not settings.rendering or any(missing(settings.browser)):
        return None
    return Rendering(
        EgressPolicy(routes.roots),
        user_agent=chosen["USER_AGENT"],
        link_pace=settings.link_pace,
        named=settings.browser,
        audits=settings.audit_pages,
    )


def _serves_rows(body: bytes, content_type: str) -> bool:
    kind = content_type.partition(";")[0].lower()
    start = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] in (b"{", b"["):
        return True
    if "html" in kind or start[:9].lower() in (b"<!doctype", b"<html"):
        return False
    return any(word in kind for word in _ROWS_TYPES) or b"<datastore" in start


def main(words: Sequence[str] | None = None) -> int:
    """Run one worker from the command line; gives its exit code."""
    parser = argparse.ArgumentParser(prog="python -m govsweep.worker")
    parser.add_argument("--sweep", type=int, help="the sweep's id; the newest by default")
    chosen = parser.parse_args(words)
    try:
        run(load(), chosen.sweep)
    except ClosedError as error:  # nothing is left to do here, and nothing went wrong here
        print(error, file=sys.stderr)
        return 0
    except GovsweepError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
