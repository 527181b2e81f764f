"""Years that stand above parts of a list, for rows that show month and day only."""

import re
from bisect import bisect_left
from typing import NamedTuple

from govsweep.reading.rows import Row
from govsweep.reading.tree import Box, Tree

_YEAR = re.compile(r"(?:19|20)\d\d\s*年?度?")
_MAX_TEXT = 8
_MAX_CLIMB = 3  # from a heading to what holds it and its part of the list


class _Heading(NamedTuple):
    run: int
    year: int
    box: Box


def with_years_above(tree: Tree, rows: list[Row]) -> list[Row]:
    """Give each row that shows no year that of the heading it stands under, where there is one."""
    yearless = [row for row in rows if row.date is not None and not row.date.year]
    if not yearless:
        return rows
    headings = _headings(tree, rows)
    numbers = [one.run for one in headings]
    for row in yearless:
        at = bisect_left(numbers, row.top.first_run)
        if at and row.date is not None and _holds(headings[at - 1].box, row.top):
            row.date = row.date._replace(year=headings[at - 1].year)
    return rows


def _headings(tree: Tree, rows: list[Row]) -> list[_Heading]:
    """The years that have a line for themselves, outside links and outside rows."""
    inside = {run for row in rows for run in range(row.top.first_run, row.top.last_run)}
    return [
        _Heading(number, int(run.text[:4]), run.box)
        for number, run in enumerate(tree.runs)
        if len(run.text) <= _MAX_TEXT
        and run.text[:2] in ("19", "20")
        and not run.linked
        and number not in inside
        and _YEAR.fullmatch(run.text)
    ]


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
