"""`govsweep sweep`, whole and in parts, and `govsweep rejudge`."""

import contextlib
import datetime as dt
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from govsweep import clock, sweep_runner
from govsweep.accounts import Actor
from govsweep.cli.holding import say_held
from govsweep.cli.listing import show
from govsweep.cli.options import Hour, looked_option, office_of, open_store, rules_told, sweep_named
from govsweep.cli.parts_read import say_part
from govsweep.cli.progress import watching
from govsweep.cli.rectify import user
from govsweep.cli.row_faults import say_faults
from govsweep.cli.sampling import draw_of, drawn_in_words, sample_option, seed_option
from govsweep.clock import night_of
from govsweep.config import Settings, load
from govsweep.crawl import shown
from govsweep.errors import ClosedError, GovsweepError, InputError
from govsweep.facts import LinkStatus
from govsweep.periods import Draw
from govsweep.reports.labels import reason_name
from govsweep.roster import why_heightened
from govsweep.rule_changes import changes
from govsweep.rules import Rules
from govsweep.rules.workdays import is_known
from govsweep.store import LinkCount, Store, Sweep
from govsweep.table_rows import refused_lines

_STATES = {
    "known": "已知地址",
    "fetched": "已读",
    "unchanged": "未变",
    "failed": "失败",
    "blocked": "受阻",
    "cut": "截去",
    "left": "剩余",
    "queued": "待读",
}

_UNTESTED = {
    "trouble": "打不开或一再出错，下一夜先测",
    "maintenance": "维护，下一夜先测",
    "time": "用完了时间，下一夜先测",
    "until": "到时收尾，下一夜先测",
    "broken": "巡检中断，下一夜先测",
    "lost": "下落不明，下一夜先测",
    "crowded": "一页上的站外链接过多",
    "": "待测",
}
_HOSTS_NAMED = 20


until_option = click.option("--until", type=Hour(), help="到这个时刻就收尾；剩下的下一夜先做。")
workers_option = click.option(
    "--workers", type=click.IntRange(1, 64), metavar="个数", help="工作进程数；默认见设置 workers。"
)
site_option = click.option(
    "--site", "only", multiple=True, metavar="标识码", help="只巡检这个网站，可重复。"
)
lists_gone_option = click.option(
    "--lists-gone", is_flag=True, help="确认上次用过的词表这次不再使用；它查出的记为规则撤回。"
)


@click.group(invoke_without_command=True)
@click.option(
    "--registry",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="文件",
    help="先导入这份登记表。",
)
@workers_option
@looked_option
@until_option
@site_option
@sample_option
@seed_option
@lists_gone_option
@click.option(
    "--heightened",
    is_flag=True,
    help="加巡：只在节假日和 office.toml 里 heightened 所写的重点时段里做，别的日子什么也不做。",
)
@click.pass_context
def sweep(
    ctx: click.Context,
    registry: Path | None,
    workers: int | None,
    as_of: dt.date | None,
    until: dt.datetime | None,
    only: tuple[str, ...],
    sample: str | None,
    seed: str | None,
    lists_gone: bool,
    heightened: bool,
) -> None:
    """巡检一遍：导入登记表（如给出）、打开、工作、收尾，一步做完。

    \b
    每夜由 cron 运行：
      0 22 * * *  cd /srv/govsweep && govsweep sweep --until 06:30
    节假日、重点时段白天加一遍：
      0 12 * * *  cd /srv/govsweep && govsweep sweep --heightened --until 17:00

    多台机器时分步做：一台 open，各台 work，最后一台 close。
    """
    if ctx.invoked_subcommand is not None:
        return
    draw = draw_of(sample, seed, only)
    if heightened and not _is_heightened():
        return
    settings = load()
    store = open_store(settings, make=True)
    well = True
    if registry is not None:
        by = Actor(name=user())
        count, faults, kept = sweep_runner.import_sites(store, settings, registry, by)
        say_faults(faults)
        if kept:
            click.secho(kept, err=True)
        click.echo(f"登记表：收下 {count} 个网站，拒收 {refused_lines(faults)} 行")
        if not count:
            raise InputError(f"{registry} 里没有一行可用，巡检没有开始；改正后再运行")
        well = not faults
    closed = run(
        store,
        settings,
        workers=workers,
        as_of=as_of,
        until=until,
        only=only,
        draw=draw,
        lists_gone=lists_gone,
    )
    if not (closed.well and well):
        sys.exit(GovsweepError.exit_code)


def _is_heightened() -> bool:
    """Whether sites are looked at once more today; it is told either way."""
    today = clock.now().date()
    why = why_heightened(today, office_of(None).heightened_spans)
    if not why:
        click.echo(f"{today} 不是节假日，也不在重点时段里：不加巡")
        return False
    if not is_known(today.year):
        click.echo(f"{today.year} 年的放假安排还不知道，只看重点时段", err=True)
    click.echo(f"{today} 是{why}：加巡")
    return True


def run(
    store: Store,
    settings: Settings,
    *,
    workers: int | None = None,
    as_of: dt.date | None = None,
    until: dt.datetime | None = None,
    only: tuple[str, ...] = (),
    draw: Draw | None = None,
    lists_gone: bool = False,
) -> sweep_runner.Closed:
    """Open, work and close in one, telling what happens; an earlier night left open goes first."""
    while True:
        rules = _rules(settings, store, lists_gone=lists_gone)
        # Before a sweep stands open that nobody can work on.
        sweep_runner.check_queue_server(settings)
        opened, joined = sweep_runner.open_sweep(
            store, settings, rules, as_of=as_of, only=only, again=True, draw=draw, tell=_tell
        )
        _say_opened(opened, joined)
        is_of_tonight = not joined or opened.night >= night_of(clock.now())
        closed = _work_and_close(store, settings, opened, rules, workers=workers, until=until)
        if is_of_tonight:
            return closed
        if until is not None and clock.now() >= until:
            raise GovsweepError(
                f"{opened.night} 夜的巡检做到了 {until:%H:%M} 才收尾，今夜的没有开始"
            )


def _work_and_close(
    store: Store,
    settings: Settings,
    opened: Sweep,
    rules: Rules,
    *,
    workers: int | None,
    until: dt.datetime | None,
) -> sweep_runner.Closed:
    finished = False
    with (
        _stopped_like_interrupted(),
        contextlib.suppress(ClosedError),  # by another process: what it came to is said below
        sweep_runner.queue_server(settings) as server,
        watching(opened) as watch,
    ):
        finished = sweep_runner.work(
            store,
            settings,
            opened,
            server,
            workers=workers or settings.workers,
            until=until,
            watch=watch,
        )
    return _close(store, settings, opened, rules, finished)


@contextlib.contextmanager
def _stopped_like_interrupted() -> Iterator[None]:
    """Let SIGTERM do what Ctrl-C does: workers are stopped, and the server of their queue.

    Left to itself it would end this process alone, and they would go on under nobody's eyes.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _tell(words: str) -> None:
    click.secho(words, fg="yellow", err=True)


def _rules(settings: Settings, store: Store, *, lists_gone: bool) -> Rules:
    rules = rules_told(settings)
    for words in changes(store, sweep_runner.ordered(store, rules), accepted=lists_gone):
        _tell(words)
    return rules


def _say_opened(opened: Sweep, joined: bool) -> None:
    what = "接着做已打开的巡检" if joined else "打开巡检"
    number = f"（第 {opened.number} 次）" if opened.number > 1 else ""
    click.echo(f"{what} {opened.id}：{opened.night} 夜{number}，{len(opened.sites)} 个网站")
    if opened.seed:
        click.echo(drawn_in_words(opened))


def _close(
    store: Store, settings: Settings, opened: Sweep, rules: Rules, finished: bool | None
) -> sweep_runner.Closed:
    click.echo("汇总各网站，判定栏目、链接和整改情况……")
    closed = sweep_runner.close(store, settings, opened, rules, finished=finished, tell=_tell)
    say_ledger(closed)
    say_links(store.sweeps.link_counts(opened.id))
    say_held(store)
    return closed


def say_ledger(closed: sweep_runner.Closed) -> None:
    """The sums of the ledger, in red where they do not balance."""
    sums: dict[str, int] = {}
    for row in closed.ledger:
        sums[row.state] = sums.get(row.state, 0) + row.addresses
    known = sums.pop("known", 0)
    parts = " + ".join(f"{_STATES[state]} {sums[state]}" for state in _STATES if state in sums)
    click.echo(f"账目：已知地址 {known} = {parts or 0}")
    if not closed.balanced:
        click.secho("账目不平：有地址不知下落，详见 govsweep sweep status", fg="red", err=True)
    if closed.parked:
        click.secho(f"有 {closed.parked} 个地址三次使工作进程退出，已搁置", fg="red", err=True)
    if closed.crashes:
        click.secho(f"检查或读取出错 {closed.crashes} 次，相应页面未作判断", fg="red", err=True)
    if closed.refused:
        _tell(f"有 {closed.refused} 个应答来晚了，没有写入：当时网站已由别的进程在做，或已收尾")
    for one in closed.unmet:
        click.secho(f"不合预期：{one}", fg="red", err=True)


def say_links(counts: Sequence[LinkCount]) -> None:
    """The ledger of links: what was tested, and hosts whose links were not, with why."""
    untested: dict[str, int] = {}
    for one in counts:
        if one.state == LinkStatus.UNTRIED:
            name = f"{shown(one.queue)}（{_UNTESTED.get(one.reason, one.reason)}）"
            untested[name] = untested.get(name, 0) + one.links
    known, left = sum(one.links for one in counts), sum(untested.values())
    click.echo(f"链接：已知 {known} = 已测 {known - left} + 未测 {left}")
    worst = sorted(untested.items(), key=lambda pair: (-pair[1], pair[0]))
    for name, links in worst[:_HOSTS_NAMED]:
        click.echo(f"  未测 {links} 个：{name}")
    if others := worst[_HOSTS_NAMED:]:
        click.echo(f"  另有 {len(others)} 处，共 {sum(links for _, links in others)} 个")


@sweep.command("open")
@looked_option
@site_option
@sample_option
@seed_option
@click.option("--again", is_flag=True, help="当夜的巡检已收尾时，再开一次。")
@lists_gone_option
def open_(
    as_of: dt.date | None,
    only: tuple[str, ...],
    sample: str | None,
    seed: str | None,
    again: bool,
    lists_gone: bool,
) -> None:
    """打开当夜的巡检；已经打开的，就接着用。"""
    draw = draw_of(sample, seed, only)
    settings = load()
    store = open_store(settings, make=True)
    _say_opened(
        *sweep_runner.open_sweep(
            store,
            settings,
            _rules(settings, store, lists_gone=lists_gone),
            as_of=as_of,
            only=only,
            again=again,
            draw=draw,
            tell=_tell,
        )
    )


@sweep.command("work")
@workers_option
@until_option
def work(workers: int | None, until: dt.datetime | None) -> None:
    """参加已打开的巡检，做完为止。可在多台机器上同时运行。"""
    settings = load()
    store = open_store(settings)
    opened = _open_sweep(store)
    if opened.closing_at is not None:
        raise InputError(
            f"巡检 {opened.id} 正在收尾（{opened.closing_by}），不能再参加；"
            "收尾如已中断，请再运行 govsweep sweep close"
        )
    try:
        with (
            _stopped_like_interrupted(),
            sweep_runner.queue_server(settings) as server,
            watching(opened) as watch,
        ):
            sweep_runner.work(
                store,
                settings,
                opened,
                server,
                workers=workers or settings.workers,
                until=until,
                watch=watch,
            )
    except ClosedError as closed:
        _tell(str(closed))


@sweep.command("close")
@lists_gone_option
def close(lists_gone: bool) -> None:
    """收尾：汇总判定，写账目；没读完的下一夜先做。"""
    settings = load()
    store = open_store(settings)
    opened = _open_sweep(store)
    rules = _rules(settings, store, lists_gone=lists_gone)
    if not _close(store, settings, opened, rules, None).well:
        sys.exit(GovsweepError.exit_code)


@sweep.command("draw")
@click.argument("sample", metavar="个数|比例")
@seed_option
def draw_(sample: str, seed: str | None) -> None:
    """列出一个种子会抽出的网站，不作巡检；用来事先公布，或者事后核对。"""
    draw = draw_of(sample, seed, ())
    assert draw is not None  # noqa: S101 - a sample was given
    sites = open_store().sites.all(statuses=sweep_runner.SWEPT)
    chosen = sweep_runner.drawn_sites(sites, draw)
    show(
        ("网站标识码", "网站名称"),
        ((one.identifier, one.name) for one in chosen),
        title=f"从 {len(sites)} 个网站抽出 {len(chosen)} 个，种子 {draw.seed}",
    )


@sweep.command("status")
def status() -> None:
    """最近一次巡检做到了哪里。"""
    store = open_store()
    newest = sweep_named(store)
    if newest.closed_at is not None:
        click.echo(f"巡检 {newest.id}（{newest.night} 夜）已收尾于 {newest.closed_at:%F %T}")
        if newest.seed:
            click.echo(drawn_in_words(newest))
        for row in store.sweeps.ledger(newest.id):
            reason = f"（{reason_name(row.reason)}）" if row.reason else ""
            click.echo(
                f"  {row.site}  {_STATES.get(row.state, row.state)}{reason}  {row.addresses}"
            )
        say_links(store.sweeps.link_counts(newest.id))
        say_part(store, newest)
        if newest.refused:
            click.secho(f"来晚了没有写入的应答：{newest.refused} 个", fg="yellow")
        if not newest.balanced:
            click.secho("账目不平", fg="red")
        return
    click.echo(f"巡检 {newest.id}（{newest.night} 夜）正在进行")
    progress = store.sweeps.progress(newest.id)
    for state, count in sorted(progress.pages.items()):
        click.echo(f"  {_STATES.get(state, state)}  {count}")
    click.echo(f"  链接已试 {progress.links_tried}，待试 {progress.links_waiting}")
    click.echo(f"  已见问题 {progress.findings}")


def _open_sweep(store: Store) -> Sweep:
    newest = store.sweeps.get()
    if newest is None or newest.closed_at is not None:
        raise InputError("没有打开的巡检。请先在一台机器上运行 govsweep sweep open")
    return newest


@click.command()
@click.argument("number", type=int, required=False, metavar="[巡检编号]")
@lists_gone_option
def rejudge(number: int | None, lists_gone: bool) -> None:
    """按今天的规则重新判定一次存下的巡检（默认最近一次），不发出任何请求。"""
    settings = load()
    store = open_store(settings)
    chosen = sweep_named(store, number)
    rules = _rules(settings, store, lists_gone=lists_gone)
    crashes = sweep_runner.rejudge(store, chosen, rules)
    click.echo(f"巡检 {chosen.id} 已按规则 {rules.version} 重新判定")
    say_held(store)
    if crashes:
        click.secho(f"检查出错 {len(crashes)} 次", fg="red", err=True)
        sys.exit(GovsweepError.exit_code)
