"""Trends: what came, was mended and came back, by kind, unit and site, over nights and quarters.

Counted are the findings that papers count, of listed sites. One that was mended and came back is
not mended: it counts as such while it stands, so a quarter that is over tells only what is still
mended of it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from govsweep.findings import Finding, State
from govsweep.periods import Span
from govsweep.reports import charts, error_rate, figures, printed_table
from govsweep.reports.assessing import VERDICTS, assessments, score_in_words
from govsweep.reports.choices import Choices, Office
from govsweep.reports.inert import one_line
from govsweep.reports.labels import check_name
from govsweep.reports.printed_table import PrintedTable, TableColumn
from govsweep.reports.snapshot import Snapshot, TrendRow
from govsweep.words.error_rate import ErrorRate

_QUARTERS = 4
_NOTES = (
    "本期新增按首次发现的夜次，本期整改按改好的夜次；改好又复发的算没有改好。",
    "整改天数是从首次发现到改好的中位数；未判定是指标里还没有人判定的份额。",
)
CITY = "全部网站"


class TrendFigures(NamedTuple):
    """What happened to findings in a span of days."""

    new: int
    fixed: int
    days: int | None  # that half of the mended took at most to be mended; None where none was


class TrendLine(NamedTuple):
    """A kind of problem, a unit, a site or the city in the quarter."""

    kind: str
    name: str
    identifier: str  # of a site
    standing: int
    relapsed: int
    figures: TrendFigures
    rate: str  # errors in ten thousand characters; "" where that is not told
    verdict: str
    score: str
    undecided: str  # the share of indicators that nobody has judged


class QuarterRow(NamedTuple):
    """A quarter of the city."""

    span: Span
    figures: TrendFigures


class NightTrend(NamedTuple):
    """A night of the city, as it was known then, and what came and went in it."""

    row: TrendRow
    figures: TrendFigures


class Trends(NamedTuple):
    """All trends of a snapshot; of kinds, units and sites those with most come first."""

    span: Span
    city: TrendLine
    kinds: list[TrendLine]
    units: list[TrendLine]
    sites: list[TrendLine]
    quarters: list[QuarterRow]
    nights: list[NightTrend]


def of(snapshot: Snapshot, office: Office | None = None) -> Trends:
    """The trends of a snapshot: its quarter, the three before, and the last sweeps."""
    span = snapshot.period.span
    found = _counted(snapshot)
    organizers = {one.identifier: one_line(one.organizer or one.name) for one in snapshot.sites}
    rates = error_rate.of_snapshot(snapshot)
    total = ErrorRate.total(list(rates.values()))
    # A night that was swept more than once is one row, as its last sweep left it.
    nights = {one.night: one for one in (*snapshot.earlier, charts.today(snapshot))}
    firsts = [figures.days_of(snapshot, one)[0] for one in found]
    began = min([*nights, *firsts])
    return Trends(
        span=span,
        city=_line(snapshot, CITY, CITY, found)._replace(
            rate=total.cell if total.rate is not None else ""
        ),
        kinds=_lines(snapshot, "类型", found, lambda one: check_name(one.check)),
        units=_lines(
            snapshot, "单位", found, lambda one: one_line(one.owner) or organizers[one.site]
        ),
        sites=_sites(snapshot, found, rates, office),
        # A quarter in which nobody looked is none without problems.
        quarters=[
            QuarterRow(one, _figures(snapshot, found, one.has))
            for one in _quarters(snapshot.as_of)
            if one.ends >= began
        ],
        nights=[
            NightTrend(one, _figures(snapshot, found, night.__eq__))
            for night, one in nights.items()
        ],
    )


def _lines(
    snapshot: Snapshot, kind: str, found: Iterable[Finding], name_of: Callable[[Finding], str]
) -> list[TrendLine]:
    lines = (_line(snapshot, kind, name, own) for name, own in _grouped(found, name_of).items())
    return sorted(lines, key=_most)


def _sites(
    snapshot: Snapshot,
    found: Iterable[Finding],
    rates: Mapping[str, ErrorRate],
    office: Office | None,
) -> list[TrendLine]:
    own = _grouped(found, lambda one: one.site)
    judged = {one.site.identifier: one for one in assessments(snapshot, office)}
    lines = []
    for site in figures.listed(snapshot):
        line = _line(snapshot, "网站", site.name, own.get(site.identifier, []))
        rate, verdict = rates.get(site.identifier), judged.get(site.identifier)
        line = line._replace(identifier=site.identifier, rate=rate.cell if rate else "")
        if verdict is not None:
            line = line._replace(
                verdict=VERDICTS[verdict.verdict],
                score=score_in_words(verdict),
                undecided=f"{verdict.undecided_share:.0%}",
            )
        lines.append(line)
    return sorted(lines, key=_most)


def _grouped(
    found: Iterable[Finding], key_of: Callable[[Finding], str]
) -> dict[str, list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for one in found:
        groups.setdefault(key_of(one), []).append(one)
    return groups


def _counted(snapshot: Snapshot) -> list[Finding]:
    listed = {one.identifier for one in figures.listed(snapshot)}
    return [one for one in snapshot.findings if one.site in listed and figures.counts(one)]


def _line(snapshot: Snapshot, kind: str, name: str, found: Sequence[Finding]) -> TrendLine:
    standing = [one for one in found if figures.unresolved(one)]
    relapsed = sum(one.state is State.RELAPSED for one in standing)
    told = _figures(snapshot, found, snapshot.period.span.has)
    return TrendLine(kind, name, "", len(standing), relapsed, told, "", "", "", "")


def _figures(
    snapshot: Snapshot, found: Iterable[Finding], within: Callable[[dt.date], bool]
) -> TrendFigures:
    """What came and went, by the days on which every paper says that it did."""
    new, took = 0, []
    for one in found:
        first, _ = figures.days_of(snapshot, one)
        new += within(first)
        fixed = figures.fixed_on(snapshot, one)
        if fixed is not None and within(fixed):
            took.append((fixed - first).days)
    return TrendFigures(new, len(took), round(median(took)) if took else None)


def _quarters(day: dt.date) -> list[Span]:
    """The quarter of a day and those before it, the oldest first."""
    spans: list[Span] = []
    for _ in range(_QUARTERS):
        spans.insert(0, Span.quarter_of(day))
        day = spans[0].begins - dt.timedelta(days=1)
    return spans


def _most(line: TrendLine) -> tuple[int, str]:
    return (-line.standing, line.name)


COLUMNS = (
    TableColumn[TrendLine]("范围", 9, lambda row: row.kind),
    TableColumn[TrendLine]("名称", 30, lambda row: row.name),
    TableColumn[TrendLine]("网站标识码", 12, lambda row: row.identifier),
    TableColumn[TrendLine]("待整改", 8, lambda row: row.standing),
    TableColumn[TrendLine]("本期新增", 9, lambda row: row.figures.new),
    TableColumn[TrendLine]("本期整改", 9, lambda row: row.figures.fixed),
    TableColumn[TrendLine]("现有复发", 9, lambda row: row.relapsed),
    TableColumn[TrendLine]("整改天数（中位）", 18, lambda row: row.figures.days),
    TableColumn[TrendLine]("差错率（万分比）", 20, lambda row: row.rate),
    TableColumn[TrendLine]("判定", 18, lambda row: row.verdict),
    TableColumn[TrendLine]("得分", 20, lambda row: row.score),
    TableColumn[TrendLine]("未判定", 8, lambda row: row.undecided),
)


def table(snapshot: Snapshot, office: Office) -> PrintedTable[TrendLine]:
    """The lines of the quarter: the city's, those of kinds, units and sites."""
    made = of(snapshot, office)
    rows = [made.city, *made.kinds, *made.units, *made.sites]
    return PrintedTable("网站问题趋势", "趋势", COLUMNS, rows, _NOTES)


def write_xlsx(snapshot: Snapshot, path: Path, choices: Choices) -> None:
    """Write the lines as a workbook."""
    printed_table.write_xlsx(table(snapshot, choices.office), snapshot, path)


def write_csv(snapshot: Snapshot, path: Path, choices: Choices) -> None:
    """Write the lines as CSV."""
    printed_table.write_csv(table(snapshot, choices.office), path)
