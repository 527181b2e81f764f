"""The office's lists of what units owe, row by row; rows that are wrong are named and left out."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeAlias

from pydantic import BeforeValidator, Field

from govsweep.addresses import folder_of, host, path_of
from govsweep.facts import Adoption, CatalogueItem, Entrance, Quota, QuotaSpan, Site
from govsweep.near_words import perhaps
from govsweep.table_fields import DAY, TableRow, address_of, refusal
from govsweep.table_rows import ReadTable, RowFault, read_rows

Duty: TypeAlias = CatalogueItem | Quota | Adoption | Entrance


class DutyList(StrEnum):
    """Which of the office's lists."""

    CATALOGUE = "catalogue"
    QUOTAS = "quotas"
    ADOPTIONS = "adoptions"
    ENTRANCES = "entrances"

    @property
    def word(self) -> str:
        """What the office calls it."""
        return _WORDS[self]

    @property
    def accumulates(self) -> bool:
        """Whether a new file adds to what is known; of the others it takes its place."""
        return self is DutyList.ADOPTIONS


_WORDS = {
    DutyList.CATALOGUE: "目录",
    DutyList.QUOTAS: "任务",
    DutyList.ADOPTIONS: "采用",
    DutyList.ENTRANCES: "必挂",
}
_HEADERS: Mapping[str, str] = {
    **dict.fromkeys(("单位", "责任单位", "公开单位", "主办单位"), "unit"),
    **dict.fromkeys(("编码", "代码", "目录编码", "目录代码", "序号", "编号"), "code"),
    **dict.fromkeys(("名称", "事项", "目录名称", "公开事项", "入口名称"), "name"),
    **dict.fromkeys(("栏目网址", "网址", "链接", "链接地址"), "url"),
    **dict.fromkeys(("每年至少", "每年至少（条）", "年最低条数", "最低条数"), "least"),
    **dict.fromkeys(("网站标识码", "标识码"), "site"),
    **dict.fromkeys(("栏目", "栏目名称"), "column"),
    **dict.fromkeys(
        ("条数", "任务", "任务数", "任务（条）", "采用", "采用数", "采用（条）"), "number"
    ),
    **dict.fromkeys(("周期", "考核周期"), "span"),
    **dict.fromkeys(("月份", "采用月份"), "month"),
    **dict.fromkeys(("采用单位", "采用方", "去向"), "by"),
    **dict.fromkeys(("范围", "适用范围"), "portals"),
    **dict.fromkeys(("起始日期", "生效日期", "自"), "since"),
}
_SPANS = {
    **dict.fromkeys(("月", "每月", "按月", "month"), QuotaSpan.MONTH),
    **dict.fromkeys(("季", "季度", "每季", "每季度", "按季", "quarter"), QuotaSpan.QUARTER),
    **dict.fromkeys(("年", "年度", "每年", "全年", "按年", "year"), QuotaSpan.YEAR),
}
_PORTALS = {"全部": False, "全部网站": False, "门户": True, "门户网站": True, "政府门户网站": True}
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?(?:[-/.]1(?: 00:00:00)?)?")
_MOST = 1_000_000
_GONE = frozenset({"closed", "moved"})  # of the statuses of sites
_TOLD = 5  # sites of a unit


def _span(text: object) -> object:
    if isinstance(text, str) and text in _SPANS:
        return _SPANS[text]
    raise refusal(f"“{text}”不是周期：应为 月、季、年 之一")


def _portals(text: object) -> object:
    if isinstance(text, str) and text in _PORTALS:
        return _PORTALS[text]
    raise refusal(f"“{text}”不是适用范围：应为 全部 或 门户")


def _month(text: object) -> object:
    return _date(text, _MONTH, "月份", "2026-11")


def _since(text: object) -> object:
    return _date(text, DAY, "日期", "2026-11-20")


def _date(text: object, form: re.Pattern[str], what: str, example: str) -> dt.date:
    match = form.fullmatch(text) if isinstance(text, str) else None
    try:
        numbers = [*map(int, match.groups()), 1][:3] if match else []
        return dt.date(*numbers)
    except (TypeError, ValueError):
        raise refusal(f"“{text}”不是{what}：应写作 {example}") from None


def _plain(text: object) -> object:
    return unicodedata.normalize("NFKC", text) if isinstance(text, str) else text


_Name = Annotated[str, Field(min_length=1, max_length=200)]
_Url = Annotated[str, BeforeValidator(address_of)]
_Site = Annotated[str, BeforeValidator(_plain)]
_Number = Annotated[int, Field(ge=0, le=_MOST)]


class CatalogueRow(TableRow):
    """A row of 目录.csv."""

    unit: _Name
    code: Annotated[str, Field(min_length=1, max_length=60)]
    name: _Name
    url: _Url | None = None
    least: Annotated[int | None, Field(ge=0, le=_MOST)] = None
    site: _Site = ""


class QuotaRow(TableRow):
    """A row of 任务.csv."""

    unit: _Name
    number: Annotated[int, Field(ge=1, le=_MOST)]
    column: Annotated[str, Field(max_length=200)] = ""
    url: _Url | None = None
    span: Annotated[QuotaSpan, BeforeValidator(_span)] = QuotaSpan.MONTH
    since: Annotated[dt.date | None, BeforeValidator(_since)] = None
    site: _Site = ""


class AdoptionRow(TableRow):
    """A row of 采用.csv."""

    unit: _Name
    month: Annotated[dt.date, BeforeValidator(_month)]
    number: _Number
    by: Annotated[str, Field(max_length=200)] = ""


class EntranceRow(TableRow):
    """A row of 必挂.csv."""

    name: Annotated[str, Field(min_length=2, max_length=60)]
    url: _Url | None = None
    portals: Annotated[bool, BeforeValidator(_portals)] = False
    since: Annotated[dt.date | None, BeforeValidator(_since)] = None


class ReadDuties(NamedTuple):
    """The good rows of a list and what is wrong with the others."""

    duties: list[Duty]
    faults: list[RowFault]


_ROWS: Mapping[DutyList, type[TableRow]] = {
    DutyList.CATALOGUE: CatalogueRow,
    DutyList.QUOTAS: QuotaRow,
    DutyList.ADOPTIONS: AdoptionRow,
    DutyList.ENTRANCES: EntranceRow,
}


def heads_of(kind: DutyList) -> tuple[type[TableRow], Mapping[str, str]]:
    """The model of a list's rows, and the field of each heading."""
    return _ROWS[kind], _HEADERS


def read_duties(kind: DutyList, path: Path, sites: Iterable[Site], today: dt.date) -> ReadDuties:
    """Read one of the lists; what is owed on a site has to be of a registered one.

    The site is that of its identifier, else that on whose host the address stands, else the one
    that the unit keeps; closed ones aside. What stands twice is refused.
    """
    places = _Places(sites)
    made: list[Duty] = []
    known: set[tuple[object, ...]] = set()

    def wrong(row: Any) -> tuple[str, str] | None:
        place = places.of(row) if kind in (DutyList.CATALOGUE, DutyList.QUOTAS) else ""
        if place is None:
            field = "site" if row.site else "url" if row.url else "unit"
            return field, places.why(row)
        duty = _MAKE[kind](row, place)
        if isinstance(duty, Adoption) and duty.month > today:
            return "month", f"“{duty.month:%Y-%m}”还没有到"
        if key_of(duty) in known:
            return next(iter(_ROWS[kind].model_fields)), "与前面的一行重复"
        known.add(key_of(duty))
        made.append(duty)
        return None

    rows: ReadTable[TableRow] = read_rows(
        path, _ROWS[kind], unique=(), headers=_HEADERS, wrong=wrong
    )
    return ReadDuties(made, rows.faults)


def strange_units(
    duties: Iterable[Duty], sites: Iterable[Site], others: Iterable[str]
) -> list[str]:
    """Of the units that rows name, those that nobody knows, each in a sentence.

    Known are who keeps a registered site, its name, and `others`: owners of columns, say. A unit
    that is misspelt has published nothing, and its quota is missed.
    """
    known = {name for one in sites for name in (one.organizer, one.name)} | set(others)
    named = dict.fromkeys(one.unit for one in duties if not isinstance(one, Entrance))
    return [
        f"单位“{name}”不是登记的主办单位，也不是栏目的责任单位{perhaps(name, sorted(known))}"
        for name in named
        if name not in known
    ]


def key_of(duty: Duty) -> tuple[object, ...]:
    """What tells a row of a list from the others."""
    match duty:
        case CatalogueItem():
            return (duty.site, duty.unit, duty.code)
        case Quota():
            return (duty.site, duty.unit, duty.url or duty.column, duty.span)
        case Adoption():
            return (duty.unit, duty.month, duty.by)
        case Entrance():
            return (duty.name,)


_MAKE: Mapping[DutyList, Callable[[Any, str], Duty]] = {
    DutyList.CATALOGUE: lambda row, site: CatalogueItem(
        unit=row.unit, code=row.code, name=row.name, site=site, url=row.url or "", least=row.least
    ),
    DutyList.QUOTAS: lambda row, site: Quota(
        unit=row.unit, site=site, number=row.number, span=row.span, column=row.column,
        url=row.url or "", since=row.since,
    ),
    DutyList.ADOPTIONS: lambda row, _: Adoption(
        unit=row.unit, month=row.month, number=row.number, by=row.by
    ),
    DutyList.ENTRANCES: lambda row, _: Entrance(
        name=row.name, url=row.url or "", portals=row.portals, since=row.since
    ),
}  # fmt: skip


class _Places:
    """The registered sites, by what a row may name one with."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self._sites = {one.identifier: one for one in sites}

    def of(self, row: Any) -> str | None:
        """The identifier of the site that a row is about; None where it is none."""
        if row.site:
            return row.site if row.site in self._sites else None
        if row.url:
            found = [one for one in self._sites.values() if self._fits(one, row)]
            # several sites in folders of one host: the nearest
            return max(found, key=lambda one: len(folder_of(one.url))).identifier if found else None
        kept = [one for one in self._kept_by(row.unit) if one.status not in _GONE]
        return kept[0].identifier if len(kept) == 1 else None

    def _kept_by(self, unit: str) -> list[Site]:
        return [one for one in self._sites.values() if unit in (one.organizer, one.name)]

    @staticmethod
    def _fits(site: Site, row: Any) -> bool:
        return host(row.url) == host(site.url) and path_of(row.url).startswith(
            (folder_of(site.url), *site.include)
        )

    def why(self, row: Any) -> str:
        """Why a row is about none."""
        if row.site:
            return f"网站 {row.site} 没有登记，请先导入"
        if row.url:
            return f"“{row.url}”不在任何登记的网站上，请先登记网站，或改正网址"
        kept = self._kept_by(row.unit)
        there = [one for one in kept if one.status not in _GONE]
        if there:
            count = "两个" if len(there) == 2 else f" {len(there)} 个"
            told = f"有{count}网站：{_named(there)}"
        elif kept:
            told = f"的网站已关停或迁移：{_named(kept)}"
        else:
            told = "不是哪一个网站的主办单位"
        return f"“{row.unit}”{told}，看不出在哪个网站：请写栏目网址或网站标识码"


def _named(sites: Sequence[Site]) -> str:
    names = "、".join(f"{one.name}（{one.identifier}）" for one in sites[:_TOLD])
    return f"{names}等" if sites[_TOLD:] else names
