"""What units published by month, and the sums: one of which a part is unknown says so."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from govsweep.facts import Duties, Published, SiteDuties
from govsweep.periods import Span
from govsweep.reports import figures, printed_table
from govsweep.reports.printed_table import PrintedTable, TableColumn
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.unchecked import UNCHECKED

_EVERY = "合计"
_ALL_UNITS = "全部单位"
_UNFILLED = "未填报"
_NAMED = 3  # units that a sum names before it only counts them
_NUMBERS = {"posted": "录入", "adopted": "采用", "pictured": "有图片"}


class UnitMonth(NamedTuple):
    """What a unit published in a month, or in the whole period."""

    unit: str
    month: dt.date | None  # None: all months together
    posted: int | None  # None: no site of which anything is known
    pictured: int | None
    adopted: int | None  # None: nobody has told
    partial: frozenset[str] = frozenset()  # the numbers that are sums of only a part

    @property
    def name(self) -> str:
        """The month."""
        return f"{self.month:%Y-%m}" if self.month else _EVERY


def kept(snapshot: Snapshot) -> dict[str, SiteDuties]:
    """What was seen on each listed site of what is owed: closed ones are in no figure."""
    listed = {one.identifier for one in figures.listed(snapshot)}
    return {
        one.site: one.duties
        for one in snapshot.homes
        if one.duties is not None and one.site in listed
    }


def by_month(snapshot: Snapshot, unit: str = "") -> list[UnitMonth]:
    """Each unit's months of the period, and their sum; all units where none is named."""
    duties, seen = snapshot.duties, kept(snapshot)
    published = [one for here in seen.values() for one in here.published]
    units = sorted({one.unit for one in published} | duties.units)
    months = list(_months(snapshot.period.span, snapshot.as_of))
    return [
        row
        for name in units
        if unit in ("", name)
        for row in _months_of(name, months, published, duties)
    ]


def of_all_units(months: Iterable[UnitMonth], month: dt.date | None = None) -> UnitMonth:
    """The sum of the units' month, or of their sums; where no unit's is known it is not known."""
    return _summed(_ALL_UNITS, month, [one for one in months if one.month == month])


def _summed(unit: str, month: dt.date | None, rows: Sequence[UnitMonth]) -> UnitMonth:
    sums = {name: _sum(getattr(row, name) for row in rows) for name in _NUMBERS}
    partial = frozenset(
        name
        for name, number in sums.items()
        if number is not None
        and any(getattr(row, name) is None or name in row.partial for row in rows)
    )
    return UnitMonth(unit, month, **sums, partial=partial)


def lacking(months: Sequence[UnitMonth], name: str) -> str:
    """Whose numbers a sum over units is without, in words; "" where it is of all of them.

    `months` are the units' months with their sums, as `by_month` gives them.
    """
    sums = [one for one in months if one.month is None]
    if name not in of_all_units(sums).partial:
        return ""
    none = [one.unit for one in sums if getattr(one, name) is None]
    told = [_units(none, _UNFILLED if name == "adopted" else UNCHECKED)] if none else []
    gaps: dict[str, list[str]] = {}
    for row in sums:
        if name in row.partial:
            days = [
                one.month
                for one in months
                if one.unit == row.unit and one.month and getattr(one, name) is None
            ]
            gaps.setdefault(_months_in_words(days), []).append(row.unit)
    return "；".join([*told, *(_units(units, f"缺{words}") for words, units in gaps.items())])


def _units(names: Sequence[str], what: str) -> str:
    named = f"：{'、'.join(names)}" if len(names) <= _NAMED else ""
    return f"{len(names)}个单位{what}{named}"


def _months_in_words(days: Sequence[dt.date]) -> str:
    years = Counter(one.year for one in days)
    return "、".join(
        f"{one.year}年{one.month}月" if len(years) > 1 else f"{one.month}月" for one in days
    )


def gaps_in_words(months: Sequence[UnitMonth]) -> str:
    """Which sums are not whole and what they are without, in a sentence; "" where all are."""
    gaps = {word: lacking(months, name) for name, word in _NUMBERS.items()}
    told = [f"{word}（{why}）" for word, why in gaps.items() if why]
    return f"写“不全”的数是已知部分之和：{'、'.join(told)}。" if told else ""


def _months_of(
    unit: str, months: Sequence[dt.date], published: Iterable[Published], duties: Duties
) -> Iterator[UnitMonth]:
    own = [one for one in published if one.unit == unit]
    adopted = [one for one in duties.adoptions if one.unit == unit]
    rows = []
    for month in months:
        told = [one.number for one in adopted if one.month == month]
        here = [one for one in own if one.month == month]
        rows.append(
            UnitMonth(
                unit,
                month,
                sum(one.number for one in here) if own else None,
                sum(one.pictured for one in here) if own else None,
                sum(told) if told else None,
            )
        )
    yield from rows
    yield _summed(unit, None, rows)


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [one for one in numbers if one is not None]
    return sum(known) if known else None


def _months(span: Span, day: dt.date) -> Iterator[dt.date]:
    month, last = span.begins.replace(day=1), min(span.ends, day)
    while month <= last:
        yield month
        month = (month + dt.timedelta(days=31)).replace(day=1)


def month_table(
    rows: Sequence[UnitMonth], title: str, notes: Sequence[str]
) -> PrintedTable[Mapping[str, UnitMonth]]:
    """A line a unit: what it published in the whole period, and month by month."""
    units = [{one.name: one for one in own} for _, own in groupby(rows, key=lambda one: one.unit)]
    months = sorted({name for own in units for name in own} - {_EVERY})
    columns = (
        TableColumn[Mapping[str, UnitMonth]]("单位", 30, lambda row: row[_EVERY].unit),
        *(column for name in (_EVERY, *months) for column in _of_month(name)),
    )
    few = sum(one.width for one in columns) <= printed_table.A4_DIGITS
    return PrintedTable(title, "发布统计", columns, units, notes, None if few else 4)


def _of_month(name: str) -> Iterator[TableColumn[Mapping[str, UnitMonth]]]:
    yield TableColumn(f"{name}录入（条）", 12, lambda row: _told(row[name], "posted"))
    yield TableColumn(f"{name}采用（条）", 12, lambda row: _told(row[name], "adopted", _UNFILLED))
    yield TableColumn(f"{name}有图片（条）", 12, lambda row: _told(row[name], "pictured"))


def _told(row: UnitMonth, name: str, unknown: str = UNCHECKED) -> int | str:
    number: int | None = getattr(row, name)
    if number is None:
        return unknown
    return f"{number}（不全）" if name in row.partial else number
