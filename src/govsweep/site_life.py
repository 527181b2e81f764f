"""The life of sites (网站变动.csv): opened, changed, merged, closed, each with its approval."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import msgspec
from pydantic import BeforeValidator, Field

from govsweep.facts import Site
from govsweep.table_fields import TableRow, past_day, refusal
from govsweep.table_rows import ReadTable, read_rows

LIFE_HEADERS: Mapping[str, str] = {
    **dict.fromkeys(("网站标识码", "标识码"), "site"),
    **dict.fromkeys(("日期", "变动日期", "批准日期"), "day"),
    **dict.fromkeys(("变动", "类型", "变动类型", "事项"), "kind"),
    **dict.fromkeys(("批准文号", "文号", "批文"), "approval"),
    **dict.fromkeys(("网站名称", "名称"), "name"),
    **dict.fromkeys(("并入网站", "整合到", "并入网站标识码"), "into"),
    **dict.fromkeys(("说明", "备注"), "note"),
}


class SiteChangeKind(StrEnum):
    """What became of a site."""

    OPENED = "opened"
    CHANGED = "changed"  # its name, address or organizer
    MERGED = "merged"  # into another site
    CLOSED = "closed"

    @property
    def word(self) -> str:
        """What the office calls it."""
        return _WORDS[self]

    @property
    def ends(self) -> bool:
        """Whether the site is no more."""
        return self in (SiteChangeKind.MERGED, SiteChangeKind.CLOSED)


_WORDS = {
    SiteChangeKind.OPENED: "开办",
    SiteChangeKind.CHANGED: "变更",
    SiteChangeKind.MERGED: "整合",
    SiteChangeKind.CLOSED: "下线",
}
_KINDS = {
    **{word: one for one, word in _WORDS.items()},
    **{one.value: one for one in SiteChangeKind},
    "关停": SiteChangeKind.CLOSED,
    "注销": SiteChangeKind.CLOSED,
    "迁移": SiteChangeKind.CHANGED,
    "合并": SiteChangeKind.MERGED,
}


class SiteChange(msgspec.Struct, frozen=True, kw_only=True):
    """One change in the life of a site."""

    site: str
    day: dt.date
    kind: SiteChangeKind
    approval: str = ""
    name: str = ""  # of the site, as it was then
    into: str = ""  # the site that it became part of
    note: str = ""


def _kind(text: object) -> object:
    if isinstance(text, str) and text in _KINDS:
        return _KINDS[text]
    raise refusal(f"“{text}”不是网站变动：应为 {'、'.join(_WORDS.values())} 之一")


class SiteChangeRow(TableRow):
    """A row of 网站变动.csv."""

    site: Annotated[str, Field(pattern=f"^(?:{Site.of_kind.identifiers})$")]
    day: Annotated[dt.date, BeforeValidator(past_day)]
    kind: Annotated[SiteChangeKind, BeforeValidator(_kind)]
    approval: Annotated[str, Field(max_length=100)] = ""
    name: Annotated[str, Field(max_length=200)] = ""
    into: Annotated[str, Field(pattern=f"^(?:{Site.of_kind.identifiers})?$")] = ""
    note: Annotated[str, Field(max_length=1000)] = ""

    @property
    def change(self) -> SiteChange:
        """The change that it tells of."""
        return SiteChange(**self.model_dump())


_SAME_DAY = (
    SiteChangeKind.CHANGED, SiteChangeKind.MERGED, SiteChangeKind.CLOSED, SiteChangeKind.OPENED,
)  # fmt: skip


def latest_changes(changes: Iterable[SiteChange]) -> dict[str, SiteChange]:
    """The last change of each site that tells whether it is there; who changes only is there still.

    Of one day the opening comes last: what was closed is opened anew.
    """
    ordered = sorted(changes, key=lambda one: (one.day, _SAME_DAY.index(one.kind)))
    return {one.site: one for one in ordered}


def read_changes(path: Path, today: dt.date, sites: Collection[str]) -> ReadTable[SiteChangeRow]:
    """Read 网站变动.csv; closing and merging want an approval, merging a registered site."""

    known: set[tuple[str, dt.date, SiteChangeKind]] = set()

    def wrong(row: SiteChangeRow) -> tuple[str, str] | None:
        if row.kind is not SiteChangeKind.CHANGED and not row.approval:
            return "approval", f"{row.kind.word}要写批准文号"
        if row.kind is SiteChangeKind.MERGED and row.into not in sites:
            return "into", f"整合要写并入哪个登记的网站，现在是“{row.into}”"
        if row.into == row.site:
            return "into", "不能并入自己"
        key = (row.site, row.day, row.kind)
        if key in known:
            return "site", "与前面的一行重复"
        known.add(key)
        return None

    return read_rows(
        path,
        SiteChangeRow,
        unique=(),
        headers=LIFE_HEADERS,
        wrong=wrong,
        context=today,
    )
