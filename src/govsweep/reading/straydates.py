"""Dates that stand beside several rows, in no box of one: which is whose."""

from bisect import bisect_left
from itertools import pairwise

from govsweep.reading.row import MAX_LINKS, Row
from govsweep.reading.rowdates import RowDate
from govsweep.reading.tree import Box, Tree

_LEAST_TURNS = 3  # dates that stand turn about with titles


def with_stray_dates(tree: Tree, rows: list[Row]) -> list[Row]:
    """Give dates that stand alone beside several links to the one that they follow."""
    if all(row.date for row in rows):
        return rows
    beside: dict[int, list[tuple[int, RowDate]]] = {}
    for number, run in enumerate(tree.runs):
        if run.first_link < run.last_link or len(run.text) > 40:
            continue
        date = run.line.beside()
        if date is None:
            continue
        box: Box | None = run.box
        while box is not None and box.first_link == box.last_link:
            box = box.parent
        if box is None:
            continue
        beside.setdefault(box.number, []).append((run.first_link, date))
        if run.box.tag == "dd" and tree.runs[number - 1].box.parent is run.box.parent:
            term = run.first_link - 1  # the term that this definition follows
            _follow(_free(rows, range(term, min(box.last_link, term + 5))), run.first_link, date)
    for box_number, found in beside.items():
        box = tree.boxes[box_number]
        inside = range(box.first_link, box.last_link)
        free = _free(rows, inside)
        if _abreast(free, found):
            continue
        if len(inside) > MAX_LINKS:
            _alternate(free, found)
        else:
            for at, date in found:
                _follow([row for row in free if row.date is None], at, date)
    return rows


def _free(rows: list[Row], numbers: range) -> list[Row]:
    """The rows of some links that have no date."""
    first = bisect_left(rows, numbers.start, key=lambda row: row.number)
    last = bisect_left(rows, numbers.stop, key=lambda row: row.number)
    return [row for row in rows[first:last] if row.date is None]


def _follow(free: list[Row], at: int, date: RowDate) -> None:
    """Give a date to the row that it follows, else to the first."""
    before = [row for row in free if row.number < at]
    if free:
        (before[-1] if before else free[0]).date = date


def _abreast(free: list[Row], found: list[tuple[int, RowDate]]) -> bool:
    """Give dates to rows one by one, where they stand in a column of their own beside them."""
    if len(found) != len(free) or len(found) < 2:
        return False
    first, last = free[0].number, free[-1].number
    if not (all(at > last for at, _ in found) or all(at <= first for at, _ in found)):
        return False
    for row, (_, date) in zip(free, found, strict=True):
        row.date = date
    return True


def _alternate(free: list[Row], found: list[tuple[int, RowDate]]) -> None:
    """Give a box's dates to its rows where they stand turn about: title, summary, date, title."""
    if len(found) < _LEAST_TURNS or abs(len(free) - len(found)) > 1:
        return
    turns: list[tuple[int, Row | RowDate]] = [(2 * row.number + 1, row) for row in free]
    turns += [(2 * at, date) for at, date in found]  # a date stands before link `at`
    turns.sort(key=lambda one: one[0])
    kinds = [isinstance(what, Row) for _, what in turns]
    if any(one is two for one, two in pairwise(kinds)):
        return
    for (_, one), (_, two) in zip(turns[::2], turns[1::2], strict=False):
        row, date = (one, two) if isinstance(one, Row) else (two, one)
        if isinstance(row, Row) and isinstance(date, RowDate):
            row.date = date
