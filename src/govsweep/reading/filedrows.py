"""Rows whose date stands in a line of its own beside the linked column they are filed under."""

from collections.abc import Iterator
from itertools import pairwise

from govsweep.reading.row import Row

_LEAST = 3  # pairs of a title and its line that make a list
_MAX_COLUMN = 8  # characters of a column's name


def with_dates_below(rows: list[Row]) -> list[Row]:
    """Give each title the date of the line that follows it, and drop that line's own link.

    <h3>题目</h3><p>2026-11-03 / 工作动态</p>, again and again in one box.
    """
    pairs = list(_pairs(rows))
    if len(pairs) < _LEAST:
        return rows
    lines = {below.number for _, below in pairs}
    titles = {title.number for title, _ in pairs}
    holders = {title.top.parent for title, _ in pairs}
    inside = [row for row in rows if row.top.parent in holders]
    if any(row.number not in lines and row.number not in titles for row in inside):
        return rows  # short titles among long ones, not lines below them
    for title, below in pairs:
        title.date = below.date
    return [row for row in rows if row.number not in lines]


def _pairs(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    """A row without a date, and the short one with it that follows in the same box."""
    for title, below in pairwise(rows):
        if (
            title.date is None
            and below.date is not None
            and title.top.parent is below.top.parent
            and title.top.parent is not None
            and title.top.tag != below.top.tag
            and not (title.line or below.line)
            and len(below.title) <= _MAX_COLUMN
            and len(below.title) < len(title.title)
        ):
            yield title, below
