"""Items of the catalogue of information to publish, as a site shows them."""

import datetime as dt

import msgspec

from govsweep.facts import (
    CatalogueItem,
    Column,
    DutySeen,
    DutyState,
    Page,
    UnreadList,
)
from govsweep.settle.site_sight import SiteSight

_YEAR = dt.timedelta(days=365)


def item_seen(item: CatalogueItem, sight: SiteSight, home: str) -> tuple[DutySeen, str]:
    """An item as the site shows it, and where to look: at `home` where nothing leads to it."""
    column = sight.column_at(item.url) if item.url else sight.column_called(item.name)
    if column is not None:
        seen = _by_column(item, column, sight)
        return msgspec.structs.replace(seen, url=column.url), column.url
    if not item.url:
        return _absent(item, "目录没有写它的栏目网址，网站上也没有同名的栏目", sight), home
    url = sight.settled(item.url)
    if url in sight.gone:
        return DutySeen(item.key, DutyState.ABSENT, why="栏目网址打不开"), url
    if url in sight.failed:
        return DutySeen(item.key, DutyState.UNKNOWN, why=sight.failed[url]), url
    if url not in sight.read:
        return _absent(item, "网站上没有链接通向它的栏目网址", sight), home
    return _by_page(item, sight.lists.get(url)), url


def _absent(item: CatalogueItem, why: str, sight: SiteSight) -> DutySeen:
    if sight.whole and sight.read:
        return DutySeen(item.key, DutyState.ABSENT, sure=False, why=why)
    return DutySeen(item.key, DutyState.UNKNOWN, why="网站没有读完")


def _by_column(item: CatalogueItem, column: Column, sight: SiteSight) -> DutySeen:
    if not column.seen:
        return DutySeen(item.key, DutyState.UNKNOWN, why=column.reason or "没有读到")
    if not column.entries:
        return DutySeen(item.key, DutyState.EMPTY)
    rows = sight.rows(column)
    first = sight.days.today - _YEAR
    days = [sight.days.of(row) for row in rows]
    number = sum(day is not None and day > first for day in days)
    newest = max((day for day in days if day is not None), default=None)
    seen = DutySeen(item.key, DutyState.MET, number, newest)
    if item.least is None or number >= item.least:
        return seen
    undated = sum(day is None for day in days) or (0 if rows else column.entries)
    if number + undated >= item.least:
        return DutySeen(item.key, DutyState.UNKNOWN, number, newest, why=f"有{undated}条没有日期")
    sure = sight.reaches(column, first)
    return DutySeen(item.key, DutyState.SHORT, number, newest, sure)


def _by_page(item: CatalogueItem, page: Page | None) -> DutySeen:
    """An item whose address is no column's: one document, as 机构职能 is, or nothing."""
    if page is None:
        return DutySeen(item.key, DutyState.MET)
    if page.shell or page.fetches:
        return DutySeen(item.key, DutyState.UNKNOWN, why=UnreadList.SHELL)
    if page.entries or page.main_length:
        return DutySeen(item.key, DutyState.MET)
    return DutySeen(item.key, DutyState.EMPTY, sure=False)
