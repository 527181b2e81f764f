"""Suspected counterfeits (假冒网站): clues of the office and of sweeps, followed to their end."""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from govsweep.address_zones import AddressZone, zone_of
from govsweep.addresses import host, is_government
from govsweep.facts import Fact, Site
from govsweep.registry import web_address
from govsweep.table_fields import TableRow, day_of, refusal
from govsweep.table_rows import ReadTable, read_rows

HEADERS: Mapping[str, str] = {
    "网址": "url",
    "假冒网址": "url",
    "链接": "url",
    "网站名称": "name",
    "名称": "name",
    "被冒用网站": "imitated",
    "冒用对象": "imitated",
    "被仿冒网站": "imitated",
    "来源": "source",
    "发现日期": "found",
    "日期": "found",
    "说明": "reason",
    "备注": "reason",
}
SWEEP = "巡检"  # the source of what a sweep found


class Stage(StrEnum):
    """How far a suspect was followed."""

    FOUND = "found"
    VERIFIED = "verified"
    REPORTED = "reported"
    HANDLED = "handled"
    CLEARED = "cleared"  # it is no counterfeit

    @property
    def word(self) -> str:
        """What pages and papers call it."""
        return STAGE_WORDS[self]


STAGE_WORDS: Mapping[Stage, str] = {
    Stage.FOUND: "待核实",
    Stage.VERIFIED: "已核实",
    Stage.REPORTED: "已报备",
    Stage.HANDLED: "已处置",
    Stage.CLEARED: "已排除",
}
STAGES_BY_WORD: Mapping[str, Stage] = {
    **{word: one for one, word in STAGE_WORDS.items()},
    **{one.value: one for one in Stage},
    "核实": Stage.VERIFIED,
    "报备": Stage.REPORTED,
    "处置": Stage.HANDLED,
    "排除": Stage.CLEARED,
}

_COURSE = (Stage.FOUND, Stage.VERIFIED, Stage.REPORTED, Stage.HANDLED)


def passed_over(before: Stage, to: Stage) -> tuple[Stage, ...]:
    """The stages between two, which a step from one to the other leaves out."""
    if to not in _COURSE:
        return ()
    first = _COURSE.index(before) + 1 if before in _COURSE else 1
    return _COURSE[first : _COURSE.index(to)]


def undoes(before: Stage, to: Stage) -> bool:
    """Whether a step undoes what was done before."""
    return {before, to} <= {*_COURSE} and _COURSE.index(to) < _COURSE.index(before)


def words_of(stages: Iterable[Stage]) -> str:
    """Stages as a message names them."""
    return "、".join(f"“{one.word}”" for one in stages)


class Step(Fact, frozen=True, kw_only=True):
    """One step in following a suspect."""

    stage: Stage
    day: dt.date
    by: str
    note: str = ""


class Suspect(Fact, frozen=True, kw_only=True):
    """A host that may be a counterfeit of a registered site."""

    host: str
    url: str
    name: str = ""  # what it calls itself
    site: str = ""  # the identifier of the site that it imitates; "": nobody said
    source: str
    reason: str = ""
    stage: Stage = Stage.FOUND
    found: dt.date
    changed: dt.date  # from which day it stands in its stage
    answered: bool | None = None  # when it was asked last; None: it was never
    asked: dt.date | None = None
    steps: tuple[Step, ...] = ()  # oldest first


class SuspectFigures(Fact, frozen=True, kw_only=True):
    """How many suspects there are, by stage, and how many still answer."""

    by_stage: dict[Stage, int]
    found_since: int  # found in the period, also those that were cleared since
    handled_since: int  # handled in the period
    answering: int  # of those that are counterfeits, handled ones among them

    @property
    def counterfeits(self) -> int:
        """Those that somebody verified."""
        return sum(
            self.by_stage.get(one, 0) for one in (Stage.VERIFIED, Stage.REPORTED, Stage.HANDLED)
        )

    @property
    def total(self) -> int:
        """All but those that are none."""
        return self.counterfeits + self.by_stage.get(Stage.FOUND, 0)


def figures(suspects: Iterable[Suspect], since: dt.date, through: dt.date) -> SuspectFigures:
    """The figures of a period, its first and last day counted."""
    suspects = [one for one in suspects if one.found <= through]
    by_stage: dict[Stage, int] = {}
    for one in suspects:
        by_stage[one.stage] = by_stage.get(one.stage, 0) + 1
    living = [one for one in suspects if one.stage is not Stage.CLEARED]
    return SuspectFigures(
        by_stage=by_stage,
        found_since=sum(one.found >= since for one in suspects),
        handled_since=sum(
            one.stage is Stage.HANDLED and since <= one.changed <= through for one in living
        ),
        answering=sum(bool(one.answered) and one.stage is not Stage.FOUND for one in living),
    )


def stands_outside(url: str) -> bool:
    """Whether an address is of the public network; no clue sends anybody into this one."""
    return zone_of(url) is AddressZone.PUBLIC


def _url(text: object) -> object:
    if not isinstance(text, str):
        return text
    has_scheme = text.lower().startswith(("http://", "https://"))
    address = web_address(text if has_scheme else f"http://{text}")
    name = host(address)
    if "." not in name:
        raise refusal(f"“{text}”不是网址：应写作 http://www.example.com/")
    if not stands_outside(address):
        raise refusal(f"{name} 是本机或内部网络的地址，外面的人打不开，不会是假冒网站")
    if is_government(name):
        raise refusal(f"{name} 在 .gov.cn 或 .政务 之下，别人注册不到，不按假冒登记")
    return address


class SuspectRow(TableRow):
    """A row of the office's clues (线索.csv)."""

    url: Annotated[str, BeforeValidator(_url)]
    name: Annotated[str, Field(max_length=200)] = ""
    imitated: Annotated[str, Field(max_length=200)] = ""  # identifier or name of a site
    source: Annotated[str, Field(max_length=200)] = "线索"
    found: Annotated[dt.date | None, BeforeValidator(day_of)] = None
    reason: Annotated[str, Field(max_length=1_000)] = ""

    def suspect(self, today: dt.date, sites: Iterable[Site]) -> Suspect:
        """What it tells of; found today where it names no day."""
        site = _imitated(self.imitated, sites)
        day = self.found or today
        return Suspect(
            host=host(self.url),
            url=self.url,
            name=self.name,
            site=site.identifier if site else "",
            source=self.source,
            reason=self.reason,
            found=day,
            changed=day,
        )


def _imitated(word: str, sites: Iterable[Site]) -> Site | None:
    return next((one for one in sites if word and word in (one.identifier, one.name)), None)


def read_suspects(path: Path, today: dt.date, sites: Iterable[Site]) -> ReadTable[SuspectRow]:
    """Read the office's clues; a host must stand once, and be no registered site's."""
    sites = list(sites)
    registered = {host(one.url): one.name for one in sites}
    known: set[str] = set()

    def wrong(row: SuspectRow) -> tuple[str, str] | None:
        name = host(row.url)
        if name in registered:
            return "url", f"{name} 是登记的“{registered[name]}”，不是假冒网站"
        if row.found is not None and row.found > today:
            return "found", f"“{row.found}”还没有到"
        if row.imitated and _imitated(row.imitated, sites) is None:
            return "imitated", f"“{row.imitated}”不是登记的网站标识码或网站名称"
        if name in known:
            return "url", f"{name} 在前面的一行已经有了"
        known.add(name)
        return None

    return read_rows(path, SuspectRow, unique=(), headers=HEADERS, wrong=wrong)
