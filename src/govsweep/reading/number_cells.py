"""Cells of tables that hold long numbers: what heads their columns, what stands in their rows."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from govsweep.facts import NumberCell
from govsweep.reading.tree import Box, Tree

_LONG = re.compile(r"\d{11}|(?<!\d)\d{6}[ \u3000\-–—－]{1,2}(?:19|20)\d\d")
_MOST_HEADS = 3  # rows of one width without long numbers that may be a table's head
_LONGEST_HEAD = 40  # characters of a cell
_MOST = 1_000  # cells of a page
_CELLS = ("td", "th")


class NumberPlace(NamedTuple):
    """A cell that holds a long number, in the row in which it stands."""

    column: int
    heads: tuple[str, ...]  # of its column, from the top
    row: Sequence[str]

    @property
    def beside(self) -> str:
        """The cell to its left, which is its label in a table of two columns."""
        return _head(self.row[self.column - 1]) if self.column else ""


class TableHeads:
    """The rows of one table, given one by one, for those that hold long numbers."""

    def __init__(self) -> None:
        self._heads: defaultdict[int, list[Sequence[str]]] = defaultdict(list)

    def places(self, row: Sequence[str]) -> Iterator[NumberPlace]:
        """The cells of the next row that hold long numbers."""
        found = [at for at, text in enumerate(row) if _LONG.search(text)]
        if not found:
            if len(self._heads[len(row)]) < _MOST_HEADS:
                self._heads[len(row)].append(row)
            return
        above = self._heads.get(len(row)) or self._wider(len(row))
        for at in found:
            # A row that lacks cells lacks those on the left, which span several rows.
            heads = (_head(one[at - len(row)]) for one in above)
            yield NumberPlace(at, tuple(filter(None, heads)), row)

    def _wider(self, width: int) -> list[Sequence[str]]:
        wider = (rows for other, rows in self._heads.items() if other > width and rows)
        return next(wider, [])


def _head(text: str) -> str:
    return text if len(text) <= _LONGEST_HEAD else ""


def number_cells(tree: Tree, before: int) -> tuple[NumberCell, ...]:
    """What the tables of a page say of long numbers; so many blocks stand `before` its runs."""
    tables: dict[int, Box] = {}
    for number in _lines_of_tables(tree):
        run = tree.runs[number]
        if _LONG.search(run.text) and (table := _nearest(run.box, ("table",))) is not None:
            tables[table.number] = table
    return tuple(one for table in tables.values() for one in _of_table(tree, table, before))[:_MOST]


def _lines_of_tables(tree: Tree) -> Iterator[int]:
    """The numbers of the lines that stand in tables, each once."""
    after = 0
    for box in tree.boxes:
        if box.tag == "table":  # one inside another adds nothing
            yield from range(max(after, box.first_run), box.last_run)
            after = max(after, box.last_run)


def _of_table(tree: Tree, table: Box, before: int) -> Iterator[NumberCell]:
    heads = TableHeads()
    for row in tree.boxes[table.number : table.last + 1]:
        if row.tag != "tr" or _nearest(row, ("table",)) is not table:
            continue
        inside = tree.boxes[row.number : row.last + 1]
        cells = [one for one in inside if one.tag in _CELLS and _nearest(one, ("tr",)) is row]
        texts = [
            "".join(run.text for run in tree.runs[one.first_run : one.last_run]) for one in cells
        ]
        blocks = tuple(before + number for number in range(row.first_run, row.last_run))
        for place in heads.places(texts):
            cell = cells[place.column]
            for number in range(cell.first_run, cell.last_run):
                if _LONG.search(tree.runs[number].text):
                    yield NumberCell(before + number, place.heads, place.beside, blocks)


def _nearest(box: Box, tags: tuple[str, ...]) -> Box | None:
    """The innermost box of one of the tags around a box, or the box itself."""
    found: Box | None = box
    while found is not None and found.tag not in tags:
        found = found.parent
    return found
