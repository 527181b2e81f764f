"""Lists that stand side by side in the lines of one table: each is read from top to bottom."""

from itertools import pairwise

from govsweep.reading.row import Row
from govsweep.reading.tree import Box

_LEAST = 2  # lines of a table, and lists in it


def list_by_list(rows: list[Row]) -> list[Row]:
    """Rows in the order of the page, those of lists side by side one list after the other.

    Each of these stands from new to old, which the rows taken line by line do not: so a grid, in
    which one list goes on from the left to the right, is left as it is.
    """
    lines: dict[int, list[Row]] = {}
    for row in rows:
        line = _line(row)
        if line is None or row.date is None or not row.date.year:
            return rows
        lines.setdefault(line.number, []).append(row)
    wide = max(map(len, lines.values()), default=0)
    full = [one for one in lines.values() if len(one) == wide]
    if wide < _LEAST or len(full) < _LEAST or _falls(rows):
        return rows
    lists = [[one[at] for one in lines.values() if at < len(one)] for at in range(wide)]
    return [row for one in lists for row in one] if all(map(_falls, lists)) else rows


def _line(row: Row) -> Box | None:
    """The line of a table that a row stands in, in a cell of its own."""
    box: Box | None = row.link.box
    while box is not None and box.tag not in ("tr", "table"):
        box = box.parent
    return box if box is not None and box.tag == "tr" else None


def _falls(rows: list[Row]) -> bool:
    """Whether days stand from new to old."""
    days = [one.date[:3] for one in rows if one.date]
    return all(before >= after for before, after in pairwise(days))
