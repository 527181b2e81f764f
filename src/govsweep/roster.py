"""Who is on duty when (值班表), and the days on which sites are looked at more often.

These are public holidays, and periods that the office names (重点时段).
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, Field

from govsweep.periods.span import Span
from govsweep.rules.workdays import public_holiday
from govsweep.table_fields import TableRow, day_of
from govsweep.table_rows import ReadTable, read_rows, unknown_headers

_HEADERS: Mapping[str, str] = {
    **dict.fromkeys(("日期", "值班日期"), "day"),
    **dict.fromkeys(("姓名", "值班人", "值班人员"), "name"),
    **dict.fromkeys(("电话", "联系电话", "手机"), "phone"),
    **dict.fromkeys(("说明", "备注", "班次"), "note"),
}


def _day(told: object) -> dt.date:
    return told if isinstance(told, dt.date) else day_of(told)


class DutyShift(TableRow):
    """Somebody who is on duty on a day."""

    day: Annotated[dt.date, BeforeValidator(_day)]
    name: Annotated[str, Field(min_length=1, max_length=50)]
    phone: Annotated[str, Field(max_length=50)] = ""
    note: Annotated[str, Field(max_length=200)] = ""

    @property
    def told(self) -> str:
        """Who it is, with the telephone and the note."""
        note = f"（{self.note}）" if self.note else ""
        return f"{self.name}{note} {self.phone}".strip()


def read_roster(path: Path) -> ReadTable[DutyShift]:
    """Read a roster (CSV or XLSX); somebody stands once on each day."""
    return read_rows(path, DutyShift, unique=("name",), within="day", headers=_HEADERS)


def unknown_roster_heads(path: Path) -> list[str]:
    """The heads of a roster's columns that nobody reads: misspelt, or the office's own."""
    return unknown_headers(path, DutyShift, _HEADERS)


class RosterDay(NamedTuple):
    """A day with why sites are looked at more often on it, and who is on duty."""

    day: dt.date
    why: str  # "": it is a day like any other
    shifts: tuple[DutyShift, ...] = ()

    @property
    def is_unmanned(self) -> bool:
        """Whether somebody should be on duty, and nobody is."""
        return bool(self.why) and not self.shifts


def why_heightened(day: dt.date, named: Iterable[Span]) -> str:
    """Why sites are looked at more often on a day: its holiday, its periods; "" on other days."""
    spans = [one.title for one in named if one.has(day)]
    return "、".join(filter(None, (public_holiday(day), *spans)))


def roster_days(
    first: dt.date, last: dt.date, shifts: Iterable[DutyShift], named: Iterable[Span]
) -> Iterator[RosterDay]:
    """Every day of a run, both ends in it."""
    own: dict[dt.date, list[DutyShift]] = {}
    for one in shifts:
        own.setdefault(one.day, []).append(one)
    spans = tuple(named)
    for number in range((last - first).days + 1):
        day = first + dt.timedelta(days=number)
        yield RosterDay(day, why_heightened(day, spans), tuple(own.get(day, ())))
