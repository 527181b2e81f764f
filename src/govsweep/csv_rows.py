"""The rows of a CSV text, where a quotation mark that is never closed costs its own line alone.

A reader of CSV takes all that follows such a mark for one cell, up to the next mark or to the end:
the rows in between would be lost without a word.
"""

import csv
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

UNCLOSED = "\ue001引号没有成对"  # of a private character: nothing that anybody writes
_LONGEST = 2_000  # lines of one row


class CsvRow(NamedTuple):
    """A row with its lines; one that cannot be read has `UNCLOSED` for its only cell."""

    first: int
    last: int
    cells: list[str]


def csv_rows(text: str, delimiter: str, *, breaks: bool = True) -> Iterator[CsvRow]:
    """Each row of a text; without `breaks`, no cell of it holds a line break.

    Raises nothing: a line that cannot be read is given as such, and the next ones are read.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not lines[-1]:
        lines.pop()
    width, at = 0, 0
    while at < len(lines):
        cells = _in_one_line(lines[at], delimiter)
        last = at + 1
        if cells is None and breaks:
            last, cells = _in_several(lines, at, delimiter, width)
        yield CsvRow(at + 1, last, [UNCLOSED] if cells is None else cells)
        width = width or len(cells or ())
        at = last


def _in_one_line(line: str, delimiter: str) -> list[str] | None:
    """The cells of a line; None where a quotation mark in it is not closed."""
    reader = csv.reader((line, ""), delimiter=delimiter)
    try:
        cells = next(reader)
    except csv.Error:  # a cell too long
        return None
    return cells if reader.line_num == 1 else None


def _in_several(
    lines: list[str], at: int, delimiter: str, width: int
) -> tuple[int, list[str] | None]:
    """The cells of a row with line breaks in it, and its last line; or None, and the first one."""
    some = (f"{line}\n" for line in islice(lines, at, at + _LONGEST))
    reader = csv.reader(some, delimiter=delimiter, strict=True)
    try:
        cells = next(reader)
    except csv.Error:
        return at + 1, None
    last = at + reader.line_num
    within = lines[at + 1 : last - 1]
    swallowed = any(width > 1 and line.count(delimiter) >= width - 1 for line in within)
    wrong = swallowed or (width > 0 and len(cells) != width)
    return (at + 1, None) if wrong else (last, cells)
