"""Whose a number in a page is, by its own line, its table, or the lines above it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import chain

from govsweep.facts import Mark, NumberCell, Page, Place
from govsweep.words.number_labels import Label, is_serial, label_before, label_of, speaks_of_person
from govsweep.words.surnames import is_name

_LIKE_IDENTITY = re.compile(r"(?<!\d)[1-9]\d{5}(?:19|20)\d{9}[\dxX](?![\da-zA-Z])")
_LONG = re.compile(r"\d{11}")
_LISTED = 3  # numbers alike that make a list
_LONGEST_CELL = 60  # characters
_LONGEST_HEAD = 40  # characters of a line that heads columns
_NEAR = 30  # characters beside a number
_ABOVE = 20  # blocks of a web page, whose tables are read as such
_HEADS = 10  # cells of one head
_MOST_COLUMNS = 20
_MASKED = re.compile(r"[*＊×●○]{4}")
# A row that shows how to fill in a table, and the names that stand for anybody.
_EXAMPLE = re.compile(r"示例|样例|范例|样表|填写说明|^例[:：]?$|张三|李四|王五|赵六|某某某")


class Belonging(Enum):
    """What is known of a number that passes the check of identity numbers."""

    PERSONS = auto()  # called so, or a person stands beside it
    OPEN = auto()  # nothing says whose it is
    NAMED = auto()  # called otherwise, and a person's name stands in its row
    OTHERS = auto()  # called otherwise
    EXAMPLE = auto()  # made up to show how one is written


class NumberContext:
    """What a page says around the numbers in it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._cells: Mapping[int, NumberCell] = {one.block: one for one in page.number_cells}

    def belonging(self, mark: Mark) -> Belonging:
        """Whose an identity number is."""
        text = self._page.blocks[mark.block].text
        row = self.row(mark)
        near = text[max(0, mark.start - _NEAR) : mark.end + _NEAR]
        if any(map(_EXAMPLE.search, (*row, near, self._page.title))):
            return Belonging.EXAMPLE
        if label_before(text, mark.start) is Label.IDENTITY:
            return Belonging.PERSONS
        label = self.label(mark) if len(text) <= _LONGEST_CELL else Label.NOTHING
        names = mark.confirmed or any(map(is_name, row))
        if label not in (Label.IDENTITY, Label.NOTHING):
            return Belonging.NAMED if names else Belonging.OTHERS
        if label is Label.IDENTITY or mark.confirmed:
            return Belonging.PERSONS
        tells = chain(row, self._cells_above(mark))
        return Belonging.PERSONS if names and any(map(_tells, tells)) else Belonging.OPEN

    def by_chance(self, numbers: set[str]) -> bool:
        """Whether so many numbers look like those of persons that some pass the check by chance."""
        text = "\n".join(block.text for block in self._page.blocks)
        return len(set(_LIKE_IDENTITY.findall(text))) >= max(_LISTED, 2 * len(numbers) + 1)

    def row(self, mark: Mark) -> list[str]:
        """The cells of a number's row; those of its line where it stands in no table."""
        cell = self._cells.get(mark.block)
        blocks = self._page.blocks
        if cell is None:
            text = blocks[mark.block].text
            return text.split() if len(text) <= _LONGEST_CELL else []
        return [blocks[number].text for number in cell.row if number < len(blocks)]

    def label(self, mark: Mark) -> Label:
        """What a number's column or the cell beside it is called, or the lines above it."""
        cell = self._cells.get(mark.block)
        if cell is None:
            return self._label_above(mark)
        beside = label_of(cell.beside)
        for head in cell.heads:
            label = label_of(head)
            # 身份证 above may be a paper to be brought along, and the number is called at its left.
            is_value = beside is Label.OTHER and head.endswith("证")
            if label is not Label.NOTHING and not is_value:
                return label
        return beside

    def is_of_cards(self, mark: Mark) -> bool:
        """Whether the head of a number's column says that bank cards are below it."""
        cell = self._cells.get(mark.block)
        return cell is not None and any(
            "卡" in one and label_of(one) is Label.CARD for one in (*cell.heads, cell.beside)
        )

    def label_in_table(self, mark: Mark) -> Label:
        """What a number's column is called, where it stands in a table that was read as one."""
        return self.label(mark) if mark.block in self._cells else Label.NOTHING

    def _cells_above(self, mark: Mark) -> Iterator[str]:
        """What stands at the head of other columns, where the page has no cells of a table."""
        cell = self._cells.get(mark.block)
        if cell is not None and cell.row:
            blocks = self._page.blocks[max(0, cell.row[0] - _MOST_COLUMNS) : cell.row[0]]
            yield from (one.text for one in blocks if len(one.text) <= _LONGEST_HEAD)

    def _label_above(self, mark: Mark) -> Label:
        blocks = self._page.blocks
        above = [one.text for one in blocks[: mark.block] if one.place is Place.MAIN]
        if self._page.attachment is None:
            above = above[-_ABOVE:]
        text = blocks[mark.block].text
        parts = text.split()
        at = len(text[: mark.start].split())
        if len(parts) > 1:
            return _of_line(above, len(parts), at)
        heads = [(at, label) for at, label in enumerate(map(_head, above)) if label]
        heads = [one for one in heads if one[0] > heads[-1][0] - _HEADS]
        # Cells that were read one by one: those of a column stand a row's width apart.
        width = self._width(mark)
        labels = {label for at, label in heads if width and not (len(above) - at) % width}
        if not labels and above and (label := label_of(above[-1])) is not Label.NOTHING:
            return label
        labels = labels or {label for _, label in heads}
        return labels.pop() if len(labels) == 1 else Label.NOTHING

    def _width(self, mark: Mark) -> int:
        """How many cells part a number from the next one that is written alike."""
        blocks = self._page.blocks
        for step in range(1, _MOST_COLUMNS):
            for at in (mark.block - step, mark.block + step):
                if 0 <= at < len(blocks) and _LIKE_IDENTITY.fullmatch(blocks[at].text.strip()):
                    return step
        return 0


def _of_line(above: Sequence[str], width: int, at: int) -> Label:
    """What a line above that is parted as this one is calls the part at a place."""
    for line in reversed(above):
        parts = line.split()
        labels = [label_of(one) for one in parts]
        if len(line) > _LONGEST_HEAD or _LONG.search(line) or not any(map(_is_label, labels)):
            continue
        if line.isascii():
            return label_of(line)
        if len(parts) == width:
            return labels[at]
        told = {one for one, part in zip(labels, parts, strict=True) if not is_serial(part)}
        told.discard(Label.NOTHING)
        return told.pop() if len(told) == 1 else Label.NOTHING
    return Label.NOTHING


def _is_label(label: Label) -> bool:
    return label is not Label.NOTHING


def _head(cell: str) -> Label | None:
    """The label that a cell is for those below it; that of the rows' numbers is none."""
    if len(cell) > _MOST_COLUMNS or is_serial(cell):
        return None
    label = label_of(cell)
    return None if label is Label.NOTHING else label


def _tells(cell: str) -> bool:
    return not _MASKED.search(cell) and (cell in ("性别", "年龄") or speaks_of_person(cell))
