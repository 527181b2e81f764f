"""Running a sweep: open it, set workers to it, watch them, settle and close it."""

import asyncio
import contextlib
import datetime as dt
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from govsweep import clock
from govsweep.accounts import Actor
from govsweep.addresses import fingerprint, href
from govsweep.checking import Crash
from govsweep.clock import night_of
from govsweep.config import USERS_MODULE, Settings
from govsweep.errors import ClosedError, GovsweepError, InputError, ServiceError
from govsweep.expectations import Unmet, unmet
from govsweep.facts import Address, Site
from govsweep.judging import Judges
from govsweep.periods import Draw, drawn
from govsweep.registry import RowFault, read_columns, read_sites
from govsweep.registry_changes import RegistryTable, SiteDefaults, rows_of_columns, rows_of_sites
from govsweep.rule_changes import loaded
from govsweep.rules import Rules, load_rules
from govsweep.rules.orders import with_orders
from govsweep.store import LedgerRow, Progress, Store, Sweep, TakenError
from govsweep.store.health import file_of
from govsweep.suspects import Stage, stands_outside

if TYPE_CHECKING:
    from govsweep.frontier import Frontier

SWEPT = ("running", "moved")  # suspended and closed sites are not visited
CLOSED = "closed"  # asked once a week whether anybody still answers there
_WEEK_DAYS = 7
_BROKEN = "broken"  # why the rest of a sweep was left that nobody closed in its night
_GLANCE = 0.5  # seconds between two looks at the workers
_RESTARTS = 3  # how often one worker that died is replaced
_OURS = (InputError.exit_code, ServiceError.exit_code)  # another worker would fail alike
_EMBEDDED, _CLOSING = "lock", "closing"  # what one process at a time may do with a database
_CLOSING_PATIENCE = 3_600.0  # seconds that another's closing is waited for
_STOP_PATIENCE = 30.0  # seconds a worker asked to stop may take to finish what it holds


def now() -> dt.datetime:
    """This moment, in Beijing time."""
    return clock.now()


def open_store(settings: Settings) -> Store:
    """The store of the settings, its tables up to date."""
    store = Store(settings.database_url.get_secret_value())
    store.upgrade()
    return store


def rules_of(settings: Settings) -> Rules:
    """The rules of the settings; raises `InputError` where the folder of lists is not there."""
    if settings.lexicons is not None and not settings.lexicons.is_dir():
        wrong = "是一个文件" if settings.lexicons.exists() else "不存在"
        raise InputError(
            f"本单位词表文件夹 {settings.lexicons} {wrong}，还没有作任何判定。请建好文件夹，"
            "或改正设置 lexicons（GOVSWEEP_LEXICONS 或 govsweep.toml）"
        )
    return load_rules(settings.lexicons, settings.indicators)


def ordered(
    store: Store, rules: Rules, at: dt.datetime | None = None, day: dt.date | None = None
) -> Rules:
    """The rules with the standing orders that are in force now, or were for a sweep."""
    at = at or now()
    return with_orders(rules, store.orders.in_force(at, day or night_of(at)))


def import_sites(
    store: Store, settings: Settings, path: Path, by: Actor
) -> tuple[int, list[RowFault]]:
    """Register the good rows of a file; tells how many, and what was refused."""
    rows, faults = read_sites(path)
    wanted = rows_of_sites(rows, SiteDefaults(settings.pace, settings.budget))
    store.registry.write(RegistryTable.SITES, wanted, by, now(), source=path.name)
    return len(rows), faults


def import_columns(store: Store, path: Path, by: Actor) -> tuple[int, list[RowFault]]:
    """Register the good rows of a file of columns; their sites must be registered."""
    rows, faults = read_columns(path, {site.identifier for site in store.sites.all()})
    wanted = rows_of_columns(rows)
    store.registry.write(RegistryTable.COLUMNS, wanted, by, now(), source=path.name)
    return len(rows), faults


def open_sweep(
    store: Store,
    settings: Settings,
    rules: Rules,
    *,
    as_of: dt.date | None,
    only: tuple[str, ...],
    again: bool,
    draw: Draw | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> tuple[Sweep, bool]:
    """Join the open sweep or open tonight's; tells whether it was joined.

    One of an earlier night on which nobody works any more is closed first as it stands, and one
    whose closing broke off is taken up again. Raises `InputError` where nothing is registered, or
    an identifier is not.
    """
    sites = _chosen(store, only)
    drawn_from = len(sites) if draw is not None else 0
    if draw is not None:
        sites = drawn_sites(sites, draw)
    last = store.sweeps.get()
    if last is not None and last.closed_at is None:
        _take_up(store, settings, last, rules, tell)
        last = store.sweeps.get()
    if last is not None and last.closed_at is not None and not store.freezes.has(last.id):
        _freeze(store)  # whoever closed it ended before they could, or was of version 0.1
    moment = now()
    night = night_of(moment)
    opened, joined = store.sweeps.open(
        night=night,
        as_of=as_of or night,
        sites=sites,
        indicators=settings.indicators,
        rules_version=ordered(store, rules, moment, as_of or night).version,
        at=moment.timestamp(),
        again=again,
        seed=draw.seed if draw is not None else "",
        drawn_from=drawn_from,
    )
    if joined and draw is not None and opened.seed != draw.seed:
        tell(f"巡检 {opened.id} 已经打开，接着做它，没有另行抽取；收尾后再抽")
    if not joined:
        store.sweeps.keep_lists(opened.id, loaded(rules))
        if not only and draw is None:
            store.queue.add(opened.id, weekly(store, opened.night))
    return opened, joined


def weekly(store: Store, night: dt.date) -> list[Address]:
    """What is asked once a week: where closed sites stood, and suspected counterfeits."""
    # Loaded only here: whoever merely looks at the store needs no routes.
    from govsweep.spiders.routes import Routes  # noqa: PLC0415

    sites = store.sites.all()
    urls = [href(one.url) for one in sites if one.status == CLOSED]
    urls += [
        one.url
        for one in store.suspects.all()
        if one.stage is not Stage.CLEARED and stands_outside(one.url)
    ]
    keys = {fingerprint(url): url for url in urls}
    since = night - dt.timedelta(days=_WEEK_DAYS - 1)
    done = store.outside.asked_since(since, keys)
    queue_of = Routes(sites).queue_of
    return [
        Address(queue_of(url), url, key, probe=True) for key, url in keys.items() if key not in done
    ]


def drawn_sites(sites: Sequence[Site], draw: Draw) -> list[Site]:
    """The sites that are drawn, in the registry's order."""
    chosen = drawn({one.identifier for one in sites}, draw.size, draw.seed)
    return [one for one in sites if one.identifier in chosen]


def _take_up(
    store: Store, settings: Settings, last: Sweep, rules: Rules, tell: Callable[[str], None]
) -> None:
    """See to a sweep that is still open when another is to begin."""
    if last.closing_at is not None:
        with _closing_alone(store, last, tell):
            store.sweeps.reopen(last.id)  # where it was not closed meanwhile
    if last.night < night_of(now()) and not _is_worked_on(store, settings, last):
        tell(
            f"{last.night} 夜的巡检 {last.id} 没有收尾就中断了，现在按做到的情况收尾；"
            "没有读到的，今夜先做"
        )
        close(store, settings, last, rules, finished=False, reason=_BROKEN, tell=tell)


def _is_worked_on(store: Store, settings: Settings, sweep: Sweep) -> bool:
    """Whether any process works on an open sweep now."""
    if _is_embedded(settings):
        try:
            with store.alone(_EMBEDDED):
                return False
        except TakenError:
            return True
    return bool(asyncio.run(_workers(settings, sweep)))


async def _workers(settings: Settings, sweep: Sweep) -> set[str]:
    """The workers of a sweep that hold a lease now, by machine and process."""
    frontier = _frontier(settings, sweep)
    try:
        return await frontier.workers()
    finally:
        await frontier.close()


def _chosen(store: Store, only: tuple[str, ...]) -> list[Site]:
    sites = store.sites.all(statuses=SWEPT)
    unknown = set(only) - {site.identifier for site in sites}
    if unknown:
        raise InputError(
            f"没有登记（或已关停）的网站标识码：{'、'.join(sorted(unknown))}。"
            "用 govsweep sites list 查看"
        )
    if not sites:
        raise InputError(
            "还没有登记网站。请先运行 govsweep sites import 登记表.csv，"
            "或 govsweep sweep --registry 登记表.csv"
        )
    return [site for site in sites if not only or site.identifier in only]


@contextlib.contextmanager
def queue_server(settings: Settings) -> Iterator[dict[str, str]]:
    """The environment by which workers find their Redis server.

    It is the one in our settings, else the one that the user's own Scrapy settings name as
    scrapy-redis reads them, else one embedded for this run. Raises `InputError` where another
    run on the same database embeds one just now.
    """
    if not _is_embedded(settings):
        own = settings.redis_url
        yield {} if own is None else {"GOVSWEEP_REDIS_URL": own.get_secret_value()}
        return
    # Loaded only here: whoever merely looks at the store need not wait for Scrapy.
    from govsweep.frontier.embedded import embedded  # noqa: PLC0415

    with _alone(settings), embedded() as url:
        yield {"GOVSWEEP_REDIS_URL": url}


def check_queue_server(settings: Settings) -> None:
    """Raise `ServiceError` or `InputError` where the Redis server of our settings does not serve.

    One that is embedded starts later; one that only a user's Scrapy settings name is met then.
    """
    if settings.redis_url is None:
        return
    # Loaded only here: an embedded server needs none of them.
    from govsweep.frontier.connection import connect, connect_to  # noqa: PLC0415
    from govsweep.frontier.health import health  # noqa: PLC0415

    if not os.environ.get(USERS_MODULE):
        asyncio.run(health(connect_to(settings.redis_url.get_secret_value())))
        return
    # Scrapy takes its time.
    from govsweep.worker import scrapy_settings  # noqa: PLC0415

    asyncio.run(health(connect(scrapy_settings(settings))))


def _is_embedded(settings: Settings) -> bool:
    """Whether a run starts a Redis server of its own."""
    if settings.redis_url is not None:
        return False
    if not os.environ.get(USERS_MODULE):
        return True
    # Loaded only here: Scrapy takes its time.
    from govsweep.worker import scrapy_settings  # noqa: PLC0415

    chosen = scrapy_settings(settings)
    return not (chosen.get("REDIS_URL") or chosen.get("REDIS_HOST"))


@contextlib.contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Refuse a second embedded server beside one at work: both would crawl everything."""
    with contextlib.closing(Store(settings.database_url.get_secret_value())) as store:
        try:
            held = contextlib.ExitStack()
            held.enter_context(store.alone(_EMBEDDED))
        except TakenError as error:
            where = file_of(settings.database_url.get_secret_value()) or "这个数据库"
            raise InputError(
                f"已有一次巡检正用着 {where} 和它内嵌的 Redis 服务。请等它做完；"
                "要让几个进程一起做，请先起一个 Redis 服务，用 GOVSWEEP_REDIS_URL 指明"
            ) from error
        with held:
            yield


@dataclass
class WorkerPool:
    """The worker processes of this machine."""

    sweep: int
    environment: dict[str, str]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    restarts: int = 0
    failures: list[int] = field(default_factory=list)  # exit codes of workers given up

    def start(self, workers: int) -> None:
        """Start this many workers."""
        for _ in range(workers):
            self.processes.append(self._start_one())

    def _start_one(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own module, no user's words
            [sys.executable, "-m", "govsweep.worker", "--sweep", str(self.sweep)],
            env=self.environment,
        )

    def look_after(self) -> bool:
        """Replace workers that died; tells whether any is at work."""
        for place, process in enumerate(self.processes):
            code = process.poll()
            if code is None or code == 0:
                continue
            if self.restarts < _RESTARTS * len(self.processes) and code not in _OURS:
                self.restarts += 1
                self.processes[place] = self._start_one()
            elif code not in self.failures:
                self.failures.append(code)
        return any(process.poll() is None for process in self.processes)

    def stop(self) -> None:
        """Ask all to finish what they hold, and wait until they are gone."""
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + _STOP_PATIENCE
        for process in self.processes:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


class Watch(NamedTuple):
    """Whoever looks on while a sweep is worked on."""

    tell: Callable[[Progress], None]
    every: float  # seconds between two countings, each a walk over all that the sweep knows


def work(
    store: Store,
    settings: Settings,
    sweep: Sweep,
    server: dict[str, str],
    *,
    workers: int,
    until: dt.datetime | None = None,
    watch: Watch | None = None,
) -> bool:
    """Work on a sweep with so many processes; tells whether it is done.

    `server` is what `queue_server` gives. Raises `ClosedError` where another process closed the
    sweep meanwhile. At `until` the workers are asked to stop; what is left
    goes first the next night.
    """
    database = {"GOVSWEEP_DATABASE_URL": settings.database_url.get_secret_value()}
    # The matrices of the word rules are small: OpenBLAS's threads would only wait for work, busily.
    environment = {"OPENBLAS_NUM_THREADS": "1"} | os.environ | database | server
    pool = WorkerPool(sweep.id, environment)
    pool.start(workers)
    counted = time.monotonic()
    try:
        while pool.look_after():
            if until is not None and now() >= until:
                return False
            if watch is not None and time.monotonic() - counted >= watch.every:
                watch.tell(store.sweeps.progress(sweep.id))
                counted = time.monotonic()
            time.sleep(_GLANCE)
    finally:
        pool.stop()
    progress = store.sweeps.progress(sweep.id)
    if watch is not None:
        watch.tell(progress)
    current = store.sweeps.get(sweep.id)
    if current is not None and not current.is_open:
        by = f"（{current.closing_by}）" if current.closing_by else ""
        raise ClosedError(f"巡检 {sweep.id} 已由另一个进程{by}收尾，本机的工作到此为止")
    missing = f"巡检没有做完，已知地址中还有 {progress.waiting} 个没有访问"
    for error in (ServiceError, InputError):
        if error.exit_code in pool.failures:
            raise error(f"工作进程因上述错误退出，{missing}；改正后再次运行，会接着做")
    if pool.failures:
        raise GovsweepError(f"工作进程反复异常退出，{missing}；再次运行，会接着做")
    return True


@dataclass(frozen=True, slots=True)
class Closed:
    """How a sweep ended."""

    balanced: bool
    crashes: int
    ledger: list[LedgerRow]
    parked: int
    refused: int = 0  # answers that came too late to be written
    unmet: tuple[Unmet, ...] = ()  # what was expected of it and does not hold

    @property
    def well(self) -> bool:
        """Whether nothing needs the office's attention."""
        return self.balanced and not self.crashes and not self.parked and not self.unmet


def close(
    store: Store,
    settings: Settings,
    sweep: Sweep,
    rules: Rules,
    *,
    finished: bool | None,
    reason: str = "until",
    done: Callable[[Site], None] = lambda site: None,
    tell: Callable[[str], None] = lambda _: None,
) -> Closed:
    """Settle a sweep and close it, unless another process does: that one is waited for.

    From its beginning no worker writes any more; `tell` hears who is at work elsewhere. `finished`
    says that nothing was left to do; where nobody knows, the store is asked.
    """
    # Loaded only here: nothing is settled before a sweep ends.
    from govsweep.settle import settle  # noqa: PLC0415

    with _closing_alone(store, sweep, tell):
        current = store.sweeps.get(sweep.id)
        if current is not None and current.closed_at is None:
            _tell_others(settings, sweep, tell)
            store.sweeps.begin_closing(sweep.id, _here())
            if finished is None:
                finished = not store.sweeps.progress(sweep.id).waiting
            rules = ordered(store, rules, sweep.opened_at, sweep.as_of)
            settle(store, sweep, _judges(store, rules), done=done)
            store.sweeps.close(sweep.id, reason="lost" if finished else reason, finished=finished)
            _freeze(store)
            store.sweep_stats.write(sweep.id)
            if not _is_embedded(settings):  # an embedded server took its keys along
                asyncio.run(_forget(settings, sweep))
    keep_index(store, tell)
    ledger = store.sweeps.ledger(sweep.id)
    closed = store.sweeps.get(sweep.id)
    assert closed is not None  # noqa: S101 - it was closed above
    parked = sum(row.addresses for row in ledger if row.reason == "parked")
    unmet = unmet_of(store, sweep.id)
    return Closed(bool(closed.balanced), closed.crashes, ledger, parked, closed.refused, unmet)


def keep_index(store: Store, tell: Callable[[str], None]) -> None:
    """Take into the full-text index what sweeps read since, unless another process is at it."""
    if store.fulltext.state().is_empty:
        tell("第一次编制全文索引，网站多的要几分钟……")
    with contextlib.suppress(TakenError):
        store.fulltext.update()


def _here() -> str:
    return f"{socket.gethostname()}.{os.getpid()}"


@contextlib.contextmanager
def _closing_alone(store: Store, sweep: Sweep, tell: Callable[[str], None]) -> Iterator[None]:
    """Close, or wait until another process has closed; raises `InputError` where it hangs."""

    def who() -> str:
        current = store.sweeps.get(sweep.id)
        return f"（{current.closing_by}）" if current is not None and current.closing_by else ""

    def waits() -> None:
        tell(f"另一个进程{who()}正在给巡检 {sweep.id} 收尾，等它做完……")

    held = contextlib.ExitStack()
    try:
        held.enter_context(store.alone(_CLOSING, wait=_CLOSING_PATIENCE, waits=waits))
    except TakenError as error:
        raise InputError(
            f"另一个进程{who()}给巡检 {sweep.id} 收尾一直没有做完；"
            "它如已停住，请结束它，再运行 govsweep sweep close"
        ) from error
    with held:
        yield


def _tell_others(settings: Settings, sweep: Sweep, tell: Callable[[str], None]) -> None:
    """Say who still works on a sweep that is about to be closed."""
    if _is_embedded(settings):
        return
    others = sorted(asyncio.run(_workers(settings, sweep)))
    if others:
        tell(
            f"还有 {len(others)} 个工作进程在做这次巡检：{'、'.join(others)}。"
            "从现在起它们写不进来，会自己停下；没有读完的下一夜先做"
        )


async def _forget(settings: Settings, sweep: Sweep) -> None:
    """Delete the keys of a closed sweep from a Redis server that outlives it."""
    frontier = _frontier(settings, sweep)
    try:
        await frontier.clear()
    finally:
        await frontier.close()


def _frontier(settings: Settings, sweep: Sweep) -> "Frontier":
    # Loaded only here: an embedded server needs none of them, and Scrapy takes its time.
    from govsweep.frontier import Frontier  # noqa: PLC0415

    url = settings.redis_url
    if url is not None and not os.environ.get(USERS_MODULE):
        return Frontier.at(url.get_secret_value(), sweep=sweep.id, token=sweep.token)
    from govsweep.worker import scrapy_settings  # noqa: PLC0415

    return Frontier.from_settings(
        scrapy_settings(settings), sweep=sweep.id, token=sweep.token, lease=settings.lease
    )


def unmet_of(store: Store, number: int) -> tuple[Unmet, ...]:
    """What was expected of a closed sweep and does not hold, the reader's own test among it."""
    # Loaded only here: nothing is read before a sweep ends.
    from govsweep.canaries import canaries  # noqa: PLC0415

    told = [Unmet("", words) for words in canaries()]
    sweep = store.sweeps.get(number)
    left = sum(row.addresses for row in store.sweeps.ledger(number) if row.reason == _BROKEN)
    if sweep is not None and left:
        told.append(
            Unmet("", f"{sweep.night} 夜的巡检中断，次夜才收尾，有 {left} 个页面没有读，下一夜先做")
        )
    return (*told, *unmet(store.sweep_stats.of_sweep(number), store.sweep_stats.earlier(number)))


def rejudge(store: Store, sweep: Sweep, rules: Rules) -> list[Crash]:
    """Judge a stored sweep again by these rules; tells what crashed."""
    # Loaded only here: see `close`.
    from govsweep.settle import settle  # noqa: PLC0415

    rules = ordered(store, rules)
    with store.retention.judging_again():
        crashes = settle(store, sweep, _judges(store, rules), rejudge=True)
    store.sweeps.keep_lists(sweep.id, loaded(rules))
    _freeze(store, night_of(now()))
    return crashes


def judge_posts(store: Store, rules: Rules) -> list[Crash] | None:
    """Judge what was imported of media accounts now, as part of the last sweep.

    Papers of this night know of it. None where no sweep was closed, or one is open: then the posts
    are judged when it is closed. Tells what crashed.
    """
    sweep = store.sweeps.get()
    if sweep is None or sweep.closed_at is None:
        return None
    judges = _judges(store, ordered(store, rules))
    # Loaded only here: see `close`.
    from govsweep.settle import settle_media  # noqa: PLC0415

    crashes = settle_media(store, sweep, judges, through=now().date())
    store.findings.count_sightings(sweep.id, Judges.post_checks())
    if crashes:
        store.sweeps.add_crashes(sweep.id, len(crashes))
    _freeze(store, night_of(now()))
    return crashes


def _judges(store: Store, rules: Rules) -> Judges:
    return Judges.by(rules, store.sites.all(), store.media.all(), duties=store.duties.all())


def _freeze(store: Store, night: dt.date | None = None) -> None:
    """Keep what papers print, so that those of this day are the same in a year."""
    # Loaded only here: whoever works on a sweep writes no papers.
    from govsweep.reports.gather import freeze  # noqa: PLC0415

    freeze(store, now(), night=night)
