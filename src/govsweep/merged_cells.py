"""Cells of a workbook that are merged into another: they look filled in, and hold nothing.

Read as blank they would say something else than who wrote the table sees: a quota for the whole
site, where a column was merged over two lines.
"""

import re
import zipfile
from collections.abc import Sequence
from typing import NamedTuple

MERGED = "\ue000合并的格"  # of a private character: nothing that anybody writes
_SHEET = re.compile(rb'<(?:\w+:)?sheet\s[^>]*?\br:id="([^"]+)"')
_PART = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_WORD = re.compile(rb'\b(Id|Target)="([^"]*)"')
_RANGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_BOOK, _PARTS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


class MergedRange(NamedTuple):
    """Cells from one to another, the corners in it; lines and places begin with 1."""

    top: int
    left: int
    bottom: int
    right: int

    def hides(self, line: int, place: int) -> bool:
        """Whether a cell is one of these, and not the first, which holds what all show."""
        inside = self.top <= line <= self.bottom and self.left <= place <= self.right
        return inside and (line, place) != (self.top, self.left)


def merged_ranges(parts: zipfile.ZipFile) -> list[MergedRange]:
    """What is merged on the first sheet of a workbook; nothing where it names no sheet."""
    name = _first_sheet(parts)
    found = _RANGE.findall(parts.read(name)) if name in parts.namelist() else ()
    return [MergedRange(int(top), _place(a), int(bottom), _place(z)) for a, top, z, bottom in found]


def marked(cells: Sequence[str], line: int, ranges: Sequence[MergedRange]) -> list[str]:
    """The cells of a line, those that are merged into others told as such."""
    here = [one for one in ranges if one.top <= line <= one.bottom]
    return [
        MERGED if any(one.hides(line, place) for one in here) else cell
        for place, cell in enumerate(cells, start=1)
    ]


def _first_sheet(parts: zipfile.ZipFile) -> str:
    named = set(parts.namelist())
    if not {_BOOK, _PARTS} <= named:
        return ""
    first = _SHEET.search(parts.read(_BOOK))
    targets = (dict(_WORD.findall(one)) for one in _PART.findall(parts.read(_PARTS)))
    by_id = {one.get(b"Id"): one.get(b"Target", b"").decode() for one in targets}
    target = by_id.get(first[1], "") if first else ""
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _place(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place
