"""What units owe and what sites show of it (信息公开和发布任务情况表): a sheet for each list."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from govsweep.duties import DutyList, QuotaOutlook, QuotaProgress
from govsweep.errors import InputError
from govsweep.facts import (
    Adoption,
    Duties,
    QuotaSpan,
)
from govsweep.findings import State
from govsweep.periods import period_now
from govsweep.reports import figures, printed_table
from govsweep.reports.choices import Choices
from govsweep.reports.duty_lines import (
    DOUBTFUL,
    ENTRANCE,
    STATES,
    CatalogueLine,
    EntranceLine,
    catalogue,
    entrances,
    quotas,
)
from govsweep.reports.printed_table import PrintedTable, TableColumn
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.unchecked import UNCHECKED
from govsweep.reports.unit_months import (
    by_month,
    gaps_in_words,
    kept,
    month_table,
    of_all_units,
)
from govsweep.store import Store

SPANS = {QuotaSpan.MONTH: "月", QuotaSpan.QUARTER: "季", QuotaSpan.YEAR: "年"}
_UNKNOWN_UNITS = (
    "“未检查”的单位，本期读到的网站上没有看到它发布的信息；"
    "清单在最近一次巡检之后导入的，下次巡检时才认得其中的单位。"
)
_LISTS = {"catalogue": "公开目录", "quotas": "发布任务", "adoptions": "采用情况"}
_SHOWN = "条数按网站上还看得到的信息的日期统计，发布后撤下的不在其内。"


def _posted(row: QuotaProgress) -> int | str:
    if row.outlook is QuotaOutlook.NOT_BEGUN:
        return "—"
    return UNCHECKED if row.posted is None else row.posted


CATALOGUE_COLUMNS = (
    TableColumn[CatalogueLine]("单位", 20, lambda row: row.item.unit),
    TableColumn[CatalogueLine]("编码", 10, lambda row: row.item.code),
    TableColumn[CatalogueLine]("目录事项", 20, lambda row: row.item.name),
    TableColumn[CatalogueLine]("网站", 18, lambda row: row.site_name),
    TableColumn[CatalogueLine](
        "栏目网址", 20, lambda row: row.item.url or (row.seen.url if row.seen else "")
    ),
    TableColumn[CatalogueLine]("每年至少", 8, lambda row: row.item.least),
    TableColumn[CatalogueLine](
        "近一年", 8, lambda row: row.seen.number if row.seen is not None else None
    ),
    TableColumn[CatalogueLine]("今年", 8, lambda row: row.this_year),
    TableColumn[CatalogueLine]("去年", 8, lambda row: row.last_year),
    TableColumn[CatalogueLine]("增长", 9, lambda row: row.growth),
    TableColumn[CatalogueLine]("最近发布", 11, lambda row: row.seen.newest if row.seen else None),
    TableColumn[CatalogueLine]("情况", 12, lambda row: row.state),
    TableColumn[CatalogueLine]("说明", 20, lambda row: row.why),
)
QUOTA_COLUMNS = (
    TableColumn[QuotaProgress]("单位", 24, lambda row: row.quota.unit),
    TableColumn[QuotaProgress]("范围", 26, lambda row: row.quota.where),
    TableColumn[QuotaProgress]("周期", 6, lambda row: SPANS[row.quota.span]),
    TableColumn[QuotaProgress]("起", 11, lambda row: row.begins),
    TableColumn[QuotaProgress]("止", 11, lambda row: row.ends),
    TableColumn[QuotaProgress]("任务（条）", 9, lambda row: row.quota.number),
    TableColumn[QuotaProgress]("已发布", 9, _posted),
    TableColumn[QuotaProgress]("没有日期的", 9, lambda row: row.undated or None),
    TableColumn[QuotaProgress]("预计期末", 12, lambda row: row.expected),
    TableColumn[QuotaProgress]("判断", 30, lambda row: row.outlook.value),
    TableColumn[QuotaProgress]("说明", 30, lambda row: row.why),
)
ENTRANCE_COLUMNS = (
    TableColumn[EntranceLine]("网站名称", 30, lambda row: row.site.name),
    TableColumn[EntranceLine]("网站标识码", 12, lambda row: row.site.identifier),
    TableColumn[EntranceLine]("入口", 30, lambda row: row.entrance.name),
    TableColumn[EntranceLine]("网址", 40, lambda row: row.entrance.url),
    TableColumn[EntranceLine]("情况", 16, lambda row: row.state),
    TableColumn[EntranceLine]("说明", 30, lambda row: row.why),
)


ADOPTION_COLUMNS = (
    TableColumn[Adoption]("单位", 24, lambda row: row.unit),
    TableColumn[Adoption]("月份", 10, lambda row: f"{row.month:%Y-%m}"),
    TableColumn[Adoption]("采用（条）", 10, lambda row: row.number),
    TableColumn[Adoption]("采用单位", 20, lambda row: row.by),
)


def shown(store: Store, kind: DutyList, today: dt.date) -> PrintedTable[Any]:
    """One of the lists as the period of a store saw it, in which reports tell it, too."""
    period = period_now(store, today)
    seen = {one.site: one.duties for one in period.homes if one.duties is not None}
    day, lists, sites = period.day, store.duties.all(), store.sites.all()
    match kind:
        case DutyList.CATALOGUE:
            items = catalogue(lists, seen, sites, day)
            notes = (catalogue_in_words(items, lists),)
            return PrintedTable("", kind.word, CATALOGUE_COLUMNS, items, notes)
        case DutyList.QUOTAS:
            return PrintedTable("", kind.word, QUOTA_COLUMNS, quotas(lists, seen, day))
        case DutyList.ENTRANCES:
            findings = store.findings.all(check=[ENTRANCE], state=[State.DISMISSED.value])
            rows = entrances(lists, seen, sites, day, findings)
            return PrintedTable("", kind.word, ENTRANCE_COLUMNS, rows)
        case DutyList.ADOPTIONS:
            return PrintedTable("", kind.word, ADOPTION_COLUMNS, lists.adoptions)


def tables(snapshot: Snapshot, unit: str = "") -> list[PrintedTable[Any]]:
    """All sheets; with a unit, its own self-check (自查表).

    Raises `InputError` where nothing is known of the unit.
    """
    duties, seen, day = snapshot.duties, kept(snapshot), snapshot.as_of
    sites = figures.listed(snapshot)
    title = f"{snapshot.period.span.title}{unit}"
    months = by_month(snapshot, unit)
    gaps = gaps_in_words(months)
    if months and not unit:
        each = dict.fromkeys(one.month for one in months)
        months += [of_all_units(months, month) for month in each]
    items = [
        one for one in catalogue(duties, seen, snapshot.sites, day) if unit in ("", one.item.unit)
    ]
    owed = [one for one in quotas(duties, seen, day) if unit in ("", one.quota.unit)]
    if unit and not (months or items or owed):
        raise InputError(f"没有名为“{unit}”的单位：清单里没有它，网站上也没有它发布的信息")
    where = [
        one
        for one in entrances(duties, seen, sites, day, snapshot.findings)
        if unit in ("", one.site.organizer, one.site.name)
    ]
    name = "自查表" if unit else "情况表"
    return [
        PrintedTable(
            f"{title}信息公开目录{name}", "公开目录", CATALOGUE_COLUMNS, items,
            (
                *snapshot.unswept,
                catalogue_in_words(items, duties, unit),
                f"“今年”“去年”按公历年。{_SHOWN}",
            ),
        ),
        month_table(
            months, f"{title}信息发布{name}",
            (
                *([gaps] if gaps else ()),
                "一条信息算文中“来源”所写的单位，来源不是登记的单位的，算栏目责任单位。" + _SHOWN,
            ),
        ),
        PrintedTable(
            f"{title}发布任务{name}", "发布任务", QUOTA_COLUMNS, owed,
            (
                f"按{day}所在的一期计算；预计按前三个完整的月份里最少和最多的推算，"
                f"{QuotaOutlook.TOO_LITTLE.value}的，是前三个月没有都看到或不足三条。",
            )
            if owed
            else (f"{unlisted('quotas', duties, unit)}。",),
        ),
        PrintedTable(
            f"{title}必挂入口{name}", "必挂入口", ENTRANCE_COLUMNS, where,
            (entrances_in_words(where),),
        ),
    ]  # fmt: skip


def unlisted(name: str, lists: Duties, unit: str = "") -> str:
    """Why a list has no row of a part or a unit: it was not imported, or has none of theirs."""
    there = name in lists.cut or bool(unit and getattr(lists, name))
    return f"{_LISTS[name]}里没有这里的项" if there else f"没有导入{_LISTS[name]}"


def catalogue_in_words(items: Sequence[CatalogueLine], lists: Duties, unit: str = "") -> str:
    """How the items of the catalogue stand, in a sentence."""
    if not items:
        return f"{unlisted('catalogue', lists, unit)}。"
    return f"公开目录共{len(items)}项：{states_in_words(items)}。"


def states_in_words(items: Sequence[CatalogueLine]) -> str:
    """How many items were found how: what is only suspected is told apart, as in its row."""
    states = [one.state for one in items]
    named = [f"{word}{doubt}" for word in STATES.values() for doubt in ("", DOUBTFUL)]
    return "、".join(f"{one}{states.count(one)}项" for one in named if one in states)


def entrances_in_words(lines: Sequence[EntranceLine]) -> str:
    """How many entrances are there of those that were looked for, in a sentence."""
    if not lines:
        return "没有导入必挂清单。"
    known = sum(one.is_known for one in lines)
    return f"应挂{len(lines)}处，{checked_in_words(lines)}，{UNCHECKED}{len(lines) - known}处。"


def checked_in_words(lines: Sequence[EntranceLine]) -> str:
    """How many were looked for and are there, and by whose word."""
    there = sum(one.is_there for one in lines)
    by_person = sum(one.by_person for one in lines)
    of_these = f"（其中人工核定{by_person}处）" if by_person else ""
    return f"核对{sum(one.is_known for one in lines)}处，已挂{there}处{of_these}"


def write_xlsx(snapshot: Snapshot, path: Path, choices: Choices) -> None:
    """Write the sheets as a workbook."""
    first, *more = tables(snapshot, choices.owner)
    printed_table.write_xlsx(first, snapshot, path, *more)


def write_csv(snapshot: Snapshot, path: Path, choices: Choices) -> list[Path]:
    """Write the catalogue as CSV, and the other tables beside it."""
    first, *more = tables(snapshot, choices.owner)
    return printed_table.write_csv(first, path, *more)
