"""What speaks for another character in a place: counts of official text on both readings."""

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from govsweep.rules import packs
from govsweep.words.ngrams import (
    LONGEST,
    POWERS,
    STEPS,
    Codes,
    Levels,
    Ngrams,
    encode,
    keys,
    proof_keys,
    word_keys,
)

Floats = npt.NDArray[np.float32]
Places = npt.NDArray[np.int64]

PAD = LONGEST  # characters of nothing before and after a text
_WINDOWS = [(length, offset) for length in range(2, LONGEST + 1) for offset in range(length)]
WORDS = [(length, offset) for length in range(2, 5) for offset in range(length)]
LOGS = np.log(np.array((0.3, *STEPS), dtype=np.float32))
_ROW = {window: row for row, window in enumerate(_WINDOWS)}


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

    def only(self, chosen: npt.NDArray[np.bool_]) -> "Candidates":
        """The candidates that were chosen."""
        places, meant, kinds, ranks = self
        return Candidates(places[chosen], meant[chosen], kinds[chosen], ranks[chosen])


@cache
def confusions() -> Confusions:
    """The confusions that ship."""
    return Confusions((packs() / "confusion.txt").read_text("utf-8"))


class Scene:
    """A text as numbers, with the levels of its own n-grams."""

    def __init__(self, text: str, table: Ngrams) -> None:
        self.codes = np.concatenate([_NOTHING, encode(text), _NOTHING])
        self.table = table
        self.keys = {length: keys(self.codes, length) for length in range(1, LONGEST + 1)}
        short = table.levels(np.concatenate([self.keys[2], self.keys[3]]))
        self.pairs = short[: len(self.keys[2])]
        self.triples = short[len(self.keys[2]) :]

    def strange(self, seen: int) -> Places:
        """Han characters of which no run of three with its neighbours is known above a level."""
        best = self.triples[:-2].copy()
        np.maximum(best, self.triples[1:-1], out=best)
        np.maximum(best, self.triples[2:], out=best)
        places = np.flatnonzero(best <= seen) + 2
        return places[self.codes[places] > 2]

    def plausible(self, candidates: Candidates, level: int) -> Candidates:
        """The candidates that make a run of three known at this level."""
        best = self._read(candidates, [(3, 0), (3, 1), (3, 2)]).max(axis=0)
        return candidates.only(best >= level)

    def _read(self, candidates: Candidates, windows: list[tuple[int, int]]) -> Levels:
        """The level of each window with the meant character in it."""
        delta = candidates.meant - self.codes[candidates.places]
        rows = [
            self.keys[length][candidates.places - offset] + delta * POWERS[length - 1 - offset]
            for length, offset in windows
        ]
        return self.table.levels(np.concatenate(rows)).reshape(len(windows), -1)

    def _written(self, places: Places, windows: list[tuple[int, int]]) -> Levels:
        """The level of each window as it stands."""
        rows = [self.keys[length][places - offset] for length, offset in windows]
        return self.table.levels(np.concatenate(rows)).reshape(len(windows), -1)

    def compare(self, candidates: Candidates) -> "Comparison":
        """Both readings of each candidate's place, window by window."""
        places = candidates.places
        delta = candidates.meant - self.codes[places]
        rows = [self.keys[n][places - k] + delta * POWERS[n - 1 - k] for n, k in WORDS]
        rows += [self.keys[n][places - k] for n, k in WORDS]
        rows += [self.keys[n][places - n] for n in (2, 3)]
        rows += [self.keys[n][places + 1] for n in (2, 3)]
        rows += [self.keys[1][places] + delta, self.keys[1][places]]
        words = self.table.levels(word_keys(np.concatenate(rows))).reshape(len(rows), -1)
        count = len(WORDS)
        self._prove(words[: 2 * count], rows[: 2 * count])
        return Comparison(
            meant=_consistent(self._read(candidates, _WINDOWS)),
            written=_consistent(self._written(places, _WINDOWS)),
            meant_words=words[:count],
            written_words=words[count : 2 * count],
            others=np.concatenate(
                [words[2 * count :], self.table.levels(np.concatenate(rows[-2:])).reshape(2, -1)]
            ),
        )

    def _prove(self, words: Levels, rows: list[Codes]) -> None:
        """Forget the longer words that are not known by their second key."""
        for row, (length, _) in enumerate(WORDS * 2):
            hit = np.flatnonzero(words[row])
            if length > 2 and len(hit):
                words[row, hit] *= self.table.levels(proof_keys(rows[row][hit])) > 0


_NOTHING = np.zeros(PAD, dtype=np.uint64)


def _consistent(levels: Levels) -> Levels:
    """Levels of longer runs count only where their parts are known too."""
    levels = levels.copy()
    for length, offset in _WINDOWS:
        if length == 2:
            continue
        row = levels[_ROW[length, offset]]
        if offset < length - 1:
            row[levels[_ROW[length - 1, offset]] == 0] = 0
        if offset > 0:
            row[levels[_ROW[length - 1, offset - 1]] == 0] = 0
    return levels


class Comparison(NamedTuple):
    """Levels of all windows around places: with the meant and with the written character."""

    meant: Levels  # a row for each window of _WINDOWS
    written: Levels
    meant_words: Levels  # a row for each window of WORDS
    written_words: Levels
    others: Levels  # words that end before and begin after the place; both characters alone

    def best(self, length: int) -> tuple[Levels, Levels]:
        """The best level of runs of this length, meant and written."""
        rows = [_ROW[length, offset] for offset in range(length)]
        return self.meant[rows].max(axis=0), self.written[rows].max(axis=0)

    def features(self, scene: Scene, candidates: Candidates) -> Floats:
        """The columns by which a candidate is scored."""
        meant, written = LOGS[self.meant], LOGS[self.written]
        columns = [*meant, *written]
        for length in range(2, LONGEST + 1):
            rows = slice(_ROW[length, 0], _ROW[length, length - 1] + 1)
            columns += [meant[rows].max(axis=0), written[rows].max(axis=0)]
        columns += _word_columns(self.meant_words) + _word_columns(self.written_words)
        before_after = LOGS[self.others]
        columns += [before_after[:2].max(axis=0), before_after[2:4].max(axis=0), *before_after[4:]]
        before = scene.codes[candidates.places - 1]
        after = scene.codes[candidates.places + 1]
        columns += [
            (before == 0).astype(np.float32),
            (after == 0).astype(np.float32),
            (candidates.kinds == 0).astype(np.float32),
            (candidates.kinds == 1).astype(np.float32),
            np.log1p(candidates.ranks.astype(np.float32)),
        ]
        return np.stack(columns, axis=1)


def _word_columns(words: Levels) -> list[Floats]:
    """For words of two, three and four characters over the place: how usual the best is."""
    columns = []
    row = 0
    for length in range(2, 5):
        columns.append(LOGS[words[row : row + length]].max(axis=0))
        row += length
    return columns
