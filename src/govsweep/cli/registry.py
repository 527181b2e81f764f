"""`govsweep sites` and `govsweep columns`: what is registered."""

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from govsweep import clock, sweep_runner
from govsweep.accounts import Actor
from govsweep.addresses import host, href, registrable
from govsweep.cli.listing import show
from govsweep.cli.named import COLUMN_KIND, require_sites
from govsweep.cli.options import (
    NOTHING_SEEN,
    district_option,
    file_argument,
    not_empty,
    open_store,
)
from govsweep.cli.rectify import user
from govsweep.cli.row_faults import say_checked, say_faults, say_unused
from govsweep.clock import night_of
from govsweep.config import load
from govsweep.errors import InputError
from govsweep.facts import ColumnKind, Site, SiteLimits
from govsweep.periods import (
    ColumnTerm,
    columns_in_part,
    columns_unread,
    period_now,
    terms_of,
)
from govsweep.registry import (
    COLUMN_HEADERS,
    SITE_HEADERS,
    STATUS_WORDS,
    ColumnRow,
    SiteRow,
    read_sites,
)
from govsweep.registry_changes import RegistryTable, rows_of_columns
from govsweep.reports.district import sites_of
from govsweep.reports.labels import COLUMN_KINDS
from govsweep.reports.unregistered import unregistered
from govsweep.site_life import LIFE_HEADERS, SiteChangeRow, latest_changes, read_changes
from govsweep.store import StoredColumn
from govsweep.table_rows import RowFault, refused_lines, require_rows, unknown_headers


def _finish_import(count: int, faults: Sequence[RowFault], kept: str, noun: str) -> None:
    say_faults(faults)
    if kept:
        click.secho(kept, err=True)
    click.echo(f"已登记 {count} 个{noun}，拒收 {refused_lines(faults)} 行")
    if faults:
        sys.exit(InputError.exit_code)


_NAMED = 10
_NONE_AWAY = "没有登记为关停、暂停的网站"


@click.group()
def sites() -> None:
    """登记表：导入、查看、核对网站。"""


@sites.command("import")
@file_argument
def import_(file: Path) -> None:
    """导入登记表（CSV 或 XLSX），逐行校验；错行指明行号和字段，其余照收。"""
    settings = load()
    store = open_store(settings, make=True)
    done = sweep_runner.import_sites(store, settings, file, Actor(name=user()))
    say_unused(file, unknown_headers(file, SiteRow, SITE_HEADERS), "登记表")
    _finish_import(*done, "网站")


@sites.command("record")
@file_argument
def record(file: Path) -> None:
    """导入网站变动表：开办、变更、整合、下线，各有批准文号；错行指明行号和字段。"""
    store, moment = open_store(make=True), clock.now()
    known = {one.identifier: one for one in store.sites.all()}
    rows, faults = read_changes(file, moment.date(), known)
    require_rows(file, rows, faults)
    say_faults(faults)
    say_unused(file, unknown_headers(file, SiteChangeRow, LIFE_HEADERS), "登记表")
    changes = [row.change for row in rows]
    if changes:
        store.site_life.save(changes, Actor(name=user()), moment, source=file.name)
    refused = refused_lines(faults)
    click.echo(f"已记下 {len(changes)} 项变动，拒收 {refused} 行")
    latest = latest_changes(store.site_life.all())  # also of what was recorded before
    for one in (latest[key] for key in dict.fromkeys(one.site for one in changes)):
        site = known.get(one.site)
        if one.kind.ends and site is not None and site.status in ("running", "suspended"):
            told = f"{one.site} {site.name} 已于 {one.day} {one.kind.word}，登记表里却没有关停"
            click.secho(f"{told}：请改登记表的状态", err=True)
    strange = list(dict.fromkeys(one.site for one in changes if one.site not in known))
    if strange:
        more = f"等 {len(strange)} 个" if strange[_NAMED:] else ""
        told = f"登记表里没有 {'、'.join(strange[:_NAMED])}{more}"
        click.secho(f"{told}：请核对网站标识码，新开办的请导入登记表", err=True)
    if faults:
        sys.exit(InputError.exit_code)


@sites.command("history")
@click.option("--site", default="", metavar="标识码", help="只看这个网站。")
def history(site: str) -> None:
    """列出网站的开办、变更、整合、下线，最早的在前。"""
    store = open_store()
    names = {one.identifier: one.name for one in store.sites.all()}
    if site:
        require_sites([site], {*names, *(one.site for one in store.site_life.all())})
    rows = [
        (
            one.day,
            one.kind.word,
            one.site,
            one.name or names.get(one.site, ""),
            one.approval,
            one.into,
            one.note,
        )
        for one in store.site_life.all(site)
    ]
    if rows:
        heads = ("日期", "变动", "网站标识码", "网站名称", "批准文号", "并入网站", "说明")
        show(heads, rows)
    else:
        click.echo("没有记下网站变动", err=True)


@sites.command("check")
@file_argument
def check(file: Path) -> None:
    """只校验登记表，不导入。"""
    rows, faults = read_sites(file)
    if not rows and not faults:
        raise InputError(f"{file} 是空的：只有表头，没有一行网站")
    say_checked(file, rows, faults, unknown_headers(file, SiteRow, SITE_HEADERS), "登记表")


@sites.command("list")
@click.option("--site", default="", callback=not_empty, metavar="标识码", help="只看一个网站。")
@district_option
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text")
def list_sites(site: str, district: str, form: str) -> None:
    """列出已登记的网站；jsonl 一行一个网站，登记的每一项都有。"""
    settings = load()
    found = open_store(settings).sites.all()
    if site:
        require_sites([site], (one.identifier for one in found))
        found = [one for one in found if one.identifier == site]
    if district:
        found = sites_of(found, district)
    if form == "jsonl":
        for one in found:
            click.echo(msgspec.json.encode(one).decode())
        return
    show(
        ("标识码", "名称", "网址", "主办单位", "状态", "每秒请求数", "页数上限"),
        [
            (
                one.identifier,
                one.name,
                one.url,
                one.organizer,
                STATUS_WORDS.get(one.status, one.status),
                *_limits_of(one, SiteLimits(settings.pace, settings.budget)),
            )
            for one in found
        ],
    )
    kept = sum(one.status != "closed" for one in found)
    running = sum(one.status == "running" for one in found)
    told = f"登记网站{kept}个（不含关停的{len(found) - kept}个），其中正在运行{running}个"
    click.echo(told, err=True)


def _limits_of(site: Site, defaults: SiteLimits) -> tuple[str, str]:
    """A site's limits; what is not registered of them is of the settings."""
    told = site.limits(defaults)
    return (
        f"{told.pace:g}" + ("（按设置）" if site.pace is None else ""),
        f"{told.budget}" + ("（按设置）" if site.budget is None else ""),
    )


@sites.command("audit")
def audit() -> None:
    """核对登记表与实际：关停、暂停的是否还打得开，链接到的本市政府网站是否都已登记。

    \b
    登记为关停、暂停的网站，各把首页打开一次；没有登记的主机取自最近一次巡检的链接，
    只列与登记网站同一域名之下的。
    """
    settings = load()
    store = open_store(settings)
    registered = store.sites.all()
    away = {one.identifier: one for one in registered if one.status in ("closed", "suspended")}
    # Loaded only here: aiohttp takes its time, and no other command of these asks anybody.
    from govsweep.probing import probe_all  # noqa: PLC0415

    probes = asyncio.run(probe_all(away.values(), settings.user_agent))
    show(
        ("标识码", "名称", "状态", "网址", "HTTP"),
        [
            (key, away[key].name, STATUS_WORDS[away[key].status], probe.url, probe.status)
            for key, probe in probes
            if probe.failure is None
        ],
        title="登记为关停或暂停，首页仍能打开",
        none=f"登记为关停、暂停的网站 {len(away)} 个，首页都打不开" if away else _NONE_AWAY,
    )
    newest = store.sweeps.get(None)
    targets = store.pages.links(newest.id) if newest is not None else ()
    none = NOTHING_SEEN if newest is None else "最近一次巡检的链接没有通向未登记的本市主机"
    show(("没有登记的主机", "链接", "例如"), unregistered(targets, registered), none=none)


@click.group()
def columns() -> None:
    """栏目：查看自动发现的，登记或更正。"""


@columns.command("list")
@click.option("--site", metavar="标识码", help="只看一个网站。")
def list_columns(site: str | None) -> None:
    """列出栏目的类别、责任单位、最新日期和剩余天数。"""
    store = open_store()
    require_sites([site] if site else [], (one.identifier for one in store.sites.all()))
    period, known = period_now(store, night_of(clock.now())), store.columns.all(site)
    partly, unread = columns_in_part(period), columns_unread(period, known)
    terms = terms_of(period, known, {one.id: one.as_of for one in store.sweeps.all()})
    show(
        ("网站", "栏目", "类别", "责任单位", "最新", "剩余天数", "网址"),
        [
            (
                column.site,
                column.name,
                COLUMN_KINDS[column.kind],
                column.owner,
                _newest(
                    column,
                    partly.get((column.site, column.url), ""),
                    unread=(column.site, column.url) in unread,
                ),
                _days_left(terms[column.site, column.url]) if column.sweep is not None else "",
                column.url,
            )
            for column in known
        ],
        none=NOTHING_SEEN if store.sweeps.get() is None else "没有读到、也没有登记栏目",
    )


def _newest(column: StoredColumn, part: str, *, unread: bool) -> str:
    """The newest day, and how much of the list was read where that was not all."""
    newest = str(column.newest or "")
    if unread:
        return f"{newest}（读不到）" if newest else "读不到"
    return f"{newest}（{part}）" if part else newest


def _days_left(term: ColumnTerm) -> str:
    return term.unseen if term.days_left is None else str(term.days_left)


@columns.command("import")
@file_argument
def import_columns(file: Path) -> None:
    """导入栏目表（CSV 或 XLSX）。"""
    by = Actor(name=user())
    done = sweep_runner.import_columns(open_store(make=True), file, by)
    say_unused(file, unknown_headers(file, ColumnRow, COLUMN_HEADERS), "栏目")
    _finish_import(*done, "栏目")


def _require_own(url: str, site: Site) -> None:
    """Raise `InputError` for an address that can be no column of a site."""
    if not href(url):
        raise InputError(f"栏目网址“{url}”不是完整的网址，应写作 {site.url}…")
    if registrable(host(url)) != registrable(host(site.url)):
        raise InputError(f"栏目网址“{url}”不在网站 {site.url} 上")


@columns.command("set")
@click.argument("site", metavar="标识码")
@click.argument("url", metavar="栏目网址")
@click.option("--name", metavar="名称", help="栏目名称。")
@click.option("--kind", type=COLUMN_KIND, help="栏目类别。")
@click.option("--owner", metavar="单位", help="责任单位。")
@click.option(
    "--max-age-days", type=click.IntRange(min=1), metavar="天数", help="应在多少天内更新。"
)
def set_column(
    site: str,
    url: str,
    name: str | None,
    kind: str | None,
    owner: str | None,
    max_age_days: int | None,
) -> None:
    """更正一个栏目；此后巡检不再改动这几项。"""
    store = open_store()
    sites = {one.identifier: one for one in store.sites.all()}
    require_sites([site], sites)
    _require_own(url, sites[site])
    url = href(url)
    known = next((one for one in store.columns.all(site) if one.url == url), None)
    row = ColumnRow(
        identifier=site,
        url=url,
        name=name or (known.name if known else url),
        kind=kind or (known.kind.value if known else ColumnKind.OTHER.value),
        owner=owner if owner is not None else (known.owner if known else ""),
        max_age_days=max_age_days or (known.max_age_days if known else None),
    )
    by = Actor(name=user())
    store.registry.write(RegistryTable.COLUMNS, rows_of_columns([row]), by, clock.now())
    click.echo(f"已登记栏目 {url}")
