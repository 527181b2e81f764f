"""Years and months above parts of a list, for rows that show month and day, or the day only."""

import re
from bisect import bisect_right
from typing import NamedTuple

from govsweep.reading.dates import moment
from govsweep.reading.row import Row
from govsweep.reading.rowdates import RowDate, only_date
from govsweep.reading.tree import Box, Run, Tree

_HEADING = re.compile(r"((?:19|20)\d\d)\s*(?:年?度?|[年./\-]\s*(1[0-2]|0?[1-9])\s*月?)")
_DAY = re.compile(r"[\[(（【]?\s*(\d{1,2})\s*[日号]\s*[\])）】]?\s*[:：]?")
_MAX_TEXT = 10
_MAX_CLIMB = 3  # from a heading to what holds it and its part of the list
_MAX_LINES = 4  # of a row in which its day is looked for


class _Heading(NamedTuple):
    run: int
    year: int
    month: int  # 0 where it tells none
    box: Box


def with_years_above(tree: Tree, rows: list[Row]) -> list[Row]:
    """Give each row what the heading it stands under tells of its date, where there is one."""
    lacking = [row for row in rows if row.date is None or not row.date.year]
    headings = _headings(tree, rows) if lacking else []
    if not headings:
        return rows
    numbers = [one.run for one in headings]
    for row in lacking:
        at = bisect_right(numbers, row.top.first_run)
        if at and _holds(headings[at - 1].box, row.top):
            row.date = _completed(tree, row, headings[at - 1])
    return rows


def _completed(tree: Tree, row: Row, heading: _Heading) -> RowDate | None:
    """The date of a row, with the year or the month above it."""
    if row.date is not None:
        return row.date._replace(year=heading.year) if row.date.month else row.date
    if not heading.month or row.line:
        return None
    runs = tree.runs[row.top.first_run : row.top.last_run][:_MAX_LINES]
    for run in runs:
        day = _DAY.fullmatch(run.text.replace(row.link.text, "", 1).strip())
        if day and moment(str(heading.year), str(heading.month), day[1]):
            return RowDate(heading.year, heading.month, int(day[1]), day[0].strip())
    return None


def _headings(tree: Tree, rows: list[Row]) -> list[_Heading]:
    """The years and months that have a line for themselves, outside links and outside rows.

    In a table the cell of a year may stand in the first of its rows, beside all of them.
    """
    told = [
        (number, run, one)
        for number, run in enumerate(tree.runs)
        if len(run.text) <= _MAX_TEXT and (one := _told(run))
    ]
    if not told:
        return []
    inside = {run for row in rows for run in range(row.top.first_run, row.top.last_run)}
    return [
        _Heading(number, int(one[1]), int(one[2] or 0), run.box)
        for number, run, one in told
        if number not in inside or _stands_before_day(tree, number)
    ]


def _stands_before_day(tree: Tree, number: int) -> bool:
    """Whether a year fills a cell and the month and day of its row the next one."""
    cells = tree.runs[number : number + 2]
    return (
        len(cells) == 2
        and all(one.box.tag == "td" and one.box.last_run - one.box.first_run == 1 for one in cells)
        and only_date(cells[1].text) is not None
    )


def _told(run: Run) -> re.Match[str] | None:
    text = run.text
    if text[:2] not in ("19", "20") or run.linked:
        return None
    return _HEADING.fullmatch(text)


def _holds(heading: Box, row: Box) -> bool:
    """Whether a row stands in what holds a heading, not somewhere further down the page.

    What the page itself holds is that only which comes next.
    """
    holder = heading
    for _ in range(_MAX_CLIMB):
        if holder.parent is None or holder.parent.tag in ("body", "html"):
            return _comes_next(holder, row)
        holder = holder.parent
        if holder.holds(row):
            return True
    return False


def _comes_next(heading: Box, row: Box) -> bool:
    """Whether a row stands in the first box behind a heading."""
    box: Box | None = row
    while box is not None and box.parent is not heading.parent:
        box = box.parent
    return box is not None and box.number == heading.last + 1
