"""Which characters are written for which, by sound and by shape."""

import gzip
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from govsweep.rules import packs
from govsweep.words.ngrams import Codes, Places


class Confusions:
    """Which characters may be meant where one is written, with the kind of likeness."""

    def __init__(self, rows: str) -> None:
        self._first = np.zeros(0x9FFF + 2, dtype=np.int64)
        self._count = np.zeros(0x9FFF + 2, dtype=np.int64)
        meant: list[int] = []
        kinds: list[int] = []
        ranks: list[int] = []
        for row in rows.splitlines():
            written, *cells = row.split("\t")
            self._first[ord(written)] = len(meant)
            for kind, cell in enumerate(cells):
                meant += map(ord, cell)
                kinds += [kind] * len(cell)
                ranks += range(len(cell))
            self._count[ord(written)] = len(meant) - self._first[ord(written)]
        self._meant = np.array(meant, dtype=np.uint64)
        self._kinds = np.array(kinds, dtype=np.uint8)
        self._ranks = np.array(ranks, dtype=np.uint8)

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
