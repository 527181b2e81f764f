"""Which characters are written for which, by sound and by shape."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from govsweep.rules import packed_text
from govsweep.words.bloom import BloomFilter
from govsweep.words.kinds import points
from govsweep.words.ngrams import Codes, Places, order, together

_CHARACTER, _KIND, _RANK = 0xFFFF, 16, 24  # bits of a cell

SOUNDS = 2  # kinds of likeness below this one are of sound, from here on of shape
UNLIKE = 255  # the kind of likeness of characters that are not alike
_BITS = np.uint64(16)  # of a character


class Confusions:
    """Which characters may be meant where one is written, with the kind of likeness."""

    def __init__(self, rows: str) -> None:
        document = points(rows.rstrip("\n"))
        ends_cell, ends_row = document == ord("\t"), document == ord("\n")
        starts = np.append(0, np.flatnonzero(ends_row) + 1)
        place = np.arange(len(document), dtype=np.int32)
        row = np.cumsum(ends_row, dtype=np.int32)
        cell = np.cumsum(ends_cell, dtype=np.int32)
        kind = cell - cell[starts][row] - 1
        ends_cell |= ends_row
        rank = place - np.maximum.accumulate(np.where(ends_cell, place, 0)) - 1
        ends_cell[starts] = True
        meant = np.flatnonzero(~ends_cell)
        likeness = (rank[meant] << _RANK | kind[meant] << _KIND).view(np.uint32)
        self._cells = document[meant] | likeness
        self._written = document[starts]
        counts = np.bincount(row[meant], minlength=len(starts))
        self._ends = np.cumsum(counts)
        self._first = np.zeros(0x9FFF + 2, dtype=np.int64)
        self._count = np.zeros(0x9FFF + 2, dtype=np.int64)
        self._first[self._written] = self._ends - counts
        self._count[self._written] = counts
        pairs = self._written[row[meant]] << np.uint32(_BITS) | document[meant]
        self._order = order(pairs).astype(np.int32)
        self._pairs = pairs[self._order]
        self._filter = BloomFilter(pairs)

    def meant_by(self, written: str) -> frozenset[str]:
        """The characters for which this one may be written."""
        code = min(ord(written), len(self._first) - 1)
        first = self._first[code]
        cells = self._cells[first : first + self._count[code]] & _CHARACTER
        return frozenset(map(chr, cells.tolist()))

    def written_for(self, meant: str) -> frozenset[str]:
        """The characters that may be written for this one."""
        cells = np.flatnonzero(self._cells & _CHARACTER == ord(meant))
        rows = np.searchsorted(self._ends, cells, side="right")
        return frozenset(map(chr, self._written[rows].tolist()))

    def of(self, codes: Codes, places: Places) -> "Candidates":
        """Every candidate for each of the places."""
        written = codes[places]
        counts = self._count[written]
        ends = np.cumsum(counts)
        total = int(ends[-1]) if len(ends) else 0
        index = np.arange(total) + np.repeat(self._first[written] - ends + counts, counts)
        return Candidates(np.repeat(places, counts), self._cells.take(index))

    def kinds(self, written: Codes, meant: Codes) -> npt.NDArray[np.uint8]:
        """The kind of likeness of each two characters; `UNLIKE` where there is none."""
        key = written << _BITS | meant
        kinds = np.full(len(key), UNLIKE, dtype=np.uint8)
        maybe = np.flatnonzero(self._filter.may_hold(key))
        key = key[maybe].astype(np.uint32)  # as they are kept: else all would be copied
        place = np.searchsorted(self._pairs, key)
        is_like = self._pairs.take(place, mode="clip") == key
        cells = self._cells.take(self._order.take(place[is_like]))
        kinds[maybe[is_like]] = cells >> _KIND & 0xFF
        return kinds


class Candidates(NamedTuple):
    """Replacements: the place in the text, the character that may be meant, and their likeness.

    The last two are kept in one number: most candidates are turned away by the first alone.
    Those of one place stand together.
    """

    places: Places
    cells: npt.NDArray[np.uint32]

    @property
    def meant(self) -> Codes:
        """The characters that may be meant."""
        return (self.cells & _CHARACTER).astype(np.uint64)

    @property
    def kinds(self) -> npt.NDArray[np.uint8]:
        """The kind of likeness, a cell of the list each."""
        return (self.cells >> _KIND & 0xFF).astype(np.uint8)

    @property
    def ranks(self) -> npt.NDArray[np.uint8]:
        """How many more usual characters stand before this one in its cell."""
        return (self.cells >> _RANK).astype(np.uint8)

    def only(self, chosen: Places) -> "Candidates":
        """The candidates that were chosen."""
        return Candidates(self.places[chosen], self.cells[chosen])

    def together(self) -> tuple[Places, Places]:
        """The places, each once, and for each candidate which of them is its own."""
        first, which = together(self.places)
        return self.places[first], which


def joined(some: Sequence[Candidates]) -> Candidates:
    """Candidates of several groups of places, one after another."""
    if len(some) == 1:
        return some[0]
    places, cells = zip(*some, strict=True)
    return Candidates(np.concatenate(places), np.concatenate(cells))


def confusion_rows() -> str:
    """A row for each character: what it may be written for, a cell a kind of likeness."""
    return packed_text("confusion.txt.gz")


@cache
def confusions() -> Confusions:
    """The confusions that ship."""
    return Confusions(confusion_rows())
