"""Which characters are written for which, by sound and by shape."""

import gzip
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from govsweep.rules import packs
from govsweep.words.kinds import points
from govsweep.words.ngrams import Codes, Places

UNLIKE = 255  # the kind of likeness of characters that are not alike
_BITS = np.uint64(16)  # of a character


class Confusions:
    """Which characters may be meant where one is written, with the kind of likeness."""

    def __init__(self, rows: str) -> None:
        lines = [row.split("\t") for row in rows.splitlines()]
        cells = [cell for _, *cells in lines for cell in cells]
        sizes = np.array([len(cell) for cell in cells])
        kinds = np.array([kind for _, *cells in lines for kind in range(len(cells))])
        ends = np.cumsum(sizes)
        self._meant = points("".join(cells)).astype(np.uint64)
        self._kinds = np.repeat(kinds, sizes).astype(np.uint8)
        self._ranks = (np.arange(len(self._meant)) - np.repeat(ends - sizes, sizes)).astype(
            np.uint8
        )
        written = points("".join(character for character, *_ in lines))
        counts = np.array([sum(map(len, cells)) for _, *cells in lines])
        self._first = np.zeros(0x9FFF + 2, dtype=np.int64)
        self._count = np.zeros(0x9FFF + 2, dtype=np.int64)
        self._first[written] = np.cumsum(counts) - counts
        self._count[written] = counts
        pairs = np.repeat(written.astype(np.uint64), counts) << _BITS | self._meant
        self._order = np.argsort(pairs, kind="stable")
        self._pairs = pairs[self._order]

    def of(self, codes: Codes, places: Places) -> "Candidates":
        """Every candidate for each of the places."""
        written = codes[places]
        counts = self._count[written]
        ends = np.cumsum(counts)
        total = int(ends[-1]) if len(ends) else 0
        index = np.arange(total) + np.repeat(self._first[written] - ends + counts, counts)
        return Candidates(
            np.repeat(places, counts), self._meant[index], self._kinds[index], self._ranks[index]
        )

    def kinds(self, written: Codes, meant: Codes) -> npt.NDArray[np.uint8]:
        """The kind of likeness of each two characters; `UNLIKE` where there is none."""
        key = written << _BITS | meant
        place = np.searchsorted(self._pairs, key)
        is_like = self._pairs.take(place, mode="clip") == key
        kinds = self._kinds.take(self._order.take(place, mode="clip"))
        return np.where(is_like, kinds, UNLIKE).astype(np.uint8)


class Candidates(NamedTuple):
    """Replacements: the place in the text, the character that may be meant, and their likeness."""

    places: Places
    meant: Codes
    kinds: npt.NDArray[np.uint8]
    ranks: npt.NDArray[np.uint8]

    def only(self, chosen: Places) -> "Candidates":
        """The candidates that were chosen."""
        places, meant, kinds, ranks = self
        return Candidates(places[chosen], meant[chosen], kinds[chosen], ranks[chosen])


def confusion_rows() -> str:
    """A row for each character: what it may be written for, a cell a kind of likeness."""
    return gzip.decompress((packs() / "confusion.txt.gz").read_bytes()).decode()


@cache
def confusions() -> Confusions:
    """The confusions that ship."""
    return Confusions(confusion_rows())
