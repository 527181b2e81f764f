"""`govsweep demo`: the sample city swept, and what was planted beside what was found."""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from govsweep import clock
from govsweep.accounts import Actor
from govsweep.city import SampleCity, build, serve
from govsweep.city.asked import RESULTS
from govsweep.city.compare import TruthComparison, compare
from govsweep.city.reposts import REPOSTS
from govsweep.city.roster import ROSTER
from govsweep.cli.listing import show
from govsweep.cli.options import OFFICE, open_store
from govsweep.cli.sweep import run
from govsweep.clock import night_of
from govsweep.config import Settings, load
from govsweep.duties import DutyList
from govsweep.errors import GovsweepError, InputError
from govsweep.reports import Choices, Office, read_office, write
from govsweep.reports.gather import gather
from govsweep.reports.writing import make_folder
from govsweep.results_import import import_results
from govsweep.roster import RosterDay, roster_days
from govsweep.store import Store

_COMMAND = "govsweep demo"
_RETRY_SECONDS = "5"  # the city's flaky link recovers at once; nobody need wait minutes for it


@click.command()
@click.option(
    "--reports",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("reports"),
    metavar="文件夹",
    help="报告写到这个文件夹，默认 reports。",
)
@click.option(
    "--workers", type=click.IntRange(1, 64), metavar="个数", help="工作进程数；默认见设置 workers。"
)
def demo(reports: Path, workers: int | None) -> None:
    """巡检示例城市：把埋下的问题和查出的问题并排列出，并写出汇总表和总览。

    示例城市只在本机回环地址上，用它自己的代理访问，没有一个请求离开本机。
    """
    os.environ.setdefault("GOVSWEEP_RETRY_AFTER", _RETRY_SECONDS)
    os.environ.setdefault("GOVSWEEP_AUDIT_PAGES", "0")  # hundreds of pages, a second each
    make_folder(reports)  # now, not after a night's work
    city = build(night_of(clock.now())).with_ended()
    os.environ["GOVSWEEP_LEXICONS"] = str(_lists(city, reports))
    settings = load()
    store = open_store(settings, make=True)
    register(store, city, _COMMAND)
    for order in city.asked.orders:
        store.orders.give(order, Actor(name=_COMMAND))
    began = time.monotonic()
    with serve(city) as server:
        for name in ("http_proxy", "https_proxy"):
            os.environ[name] = server.proxy_url
        os.environ["no_proxy"] = ""
        server.city = city.yesterday()
        changed = city.overnight_sites()
        click.echo(f"先把 {len(changed)} 个网站照昨夜的样子巡检一遍，留下首页的底版")
        run(store, settings, workers=workers, only=changed)
        import_results(store, _results(city, reports), Actor(name=_COMMAND))
        server.city = city
        closed = run(store, settings, workers=workers)
    newest = store.sweeps.get()
    found = store.findings.all(sweep=newest.id if newest else None)
    known = city.with_media().with_duties().with_reposts().with_asked().with_overnight()
    comparison = compare(known, found)
    _show(comparison)
    office = _roster(city, reports)
    _write(store, reports, office)
    forgotten = tuple(one.day for one in _days(city, office) if one.is_unmanned)
    well = closed.well and forgotten == city.roster.unmanned
    click.echo(f"值班表：埋下没有人值班的 {len(city.roster.unmanned)} 天，查出 {len(forgotten)} 天")
    click.echo(f"用时 {time.monotonic() - began:.0f} 秒；问题库在 {_place(settings)}")
    if not well or comparison.misses or comparison.false_alarms:
        sys.exit(GovsweepError.exit_code)


def register(store: Store, city: SampleCity, command: str) -> None:
    """Enter the city's sites in a store that has no others; `command` is who does so."""
    own = {site.identifier for site in city.sites}
    if any(site.identifier not in own for site in store.sites.all()):
        raise InputError(f"这里的数据库登记了别的网站；请在一个空文件夹里运行 {command}")
    store.sites.save(city.sites)
    moment = clock.now()
    store.media.save(city.media.accounts, moment.date())
    store.posts.add(city.media.posts, (), city.media.spans, moment.timestamp())
    by, lists = Actor(name=command), city.duties.lists
    for kind in DutyList:
        store.duties.save(kind, getattr(lists, kind.value), by, moment, source="示例城市")
    click.echo(
        f"示例城市：{len(city.sites)} 个网站，{city.pages()} 个页面，"
        f"{len(city.media.accounts)} 个新媒体账号"
    )


def _show(comparison: TruthComparison) -> None:
    show(("问题", "埋设", "查出", "漏报", "误报"), comparison.table(), title="埋下的与查出的")
    for planted in comparison.misses:
        click.secho(f"漏报：{planted.site} {planted.check} {planted.url} {planted.note}", fg="red")
    alike = Counter((one.site_name, one.check, one.message) for one in comparison.false_alarms)
    for told, count in alike.items():
        often = f"（{count} 处）" if count > 1 else ""
        click.secho(f"误报：{' '.join(told)}{often}", fg="red")


def _lists(city: SampleCity, reports: Path) -> Path:
    """The folder of the office's own lists, with what every site has to repost."""
    folder = reports / "词表"
    make_folder(folder)
    (folder / REPOSTS).write_text(city.reposts.table, "utf-8")
    return folder.absolute()


def _results(city: SampleCity, reports: Path) -> Path:
    """What a third party found, as the office imports it."""
    (reports / RESULTS).write_text(city.asked.results, "utf-8")
    return reports / RESULTS


def _roster(city: SampleCity, reports: Path) -> Office:
    """The office's own files beside the papers: who is on duty, and when more is looked at."""
    (reports / ROSTER).write_text(city.roster.table, "utf-8")
    (reports / OFFICE).write_text(city.roster.office, "utf-8")
    return read_office(reports / OFFICE)


def _days(city: SampleCity, office: Office) -> Iterator[RosterDay]:
    watched = city.roster.watched
    return roster_days(watched.begins, watched.ends, office.roster or (), office.heightened_spans)


def _write(store: Store, reports: Path, office: Office) -> None:
    snapshot = gather(store)
    for name, file in (
        ("census", "census.xlsx"),
        ("census", "census.csv"),
        ("census", "census.md"),
        ("dashboard", "dashboard.html"),
        ("reading", "reading.xlsx"),
    ):
        write(name, snapshot, reports / file, Choices(office=office))
    click.echo(f"汇总表：{reports / 'census.xlsx'}（另有 .csv、.md）")
    click.echo(f"总览：{reports / 'dashboard.html'}，用浏览器打开")
    click.echo(f"读网记录：{reports / 'reading.xlsx'}，末尾写着今夜谁值班")


def _place(settings: Settings) -> str:
    url = settings.database_url.get_secret_value()
    return url.removeprefix("sqlite:///") if url.startswith("sqlite") else "所设的数据库"
