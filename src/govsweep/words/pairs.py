"""Words of two characters written for others of the same sound, or of one that dialects confuse."""

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from govsweep.rules import packs
from govsweep.words import explained
from govsweep.words.evidence import PAD, Scene, Windows, logs
from govsweep.words.kinds import points
from govsweep.words.ngrams import (
    LONGEST,
    Codes,
    Floats,
    Levels,
    Places,
    encode,
    order,
    together,
    word_keys,
)
from govsweep.words.scoring import Score

FITS = 3  # a word is tried where a run of three with it is known at this level
LEAST_UNKNOWN = 2
SOLID = 6  # a run of four with the word makes it a usual phrase from this level on
GROUPS = "homophone-same", "homophone-near", "homophone-word", "homophone-bare"
_READINGS = 2  # of one character, at most
_SOUNDS = _READINGS * _READINGS  # of two characters
_SYLLABLES = 512
_BITS = np.uint64(16)  # of a character
# What dialects confuse at the beginning and at the end of a syllable.
_BEGINNINGS = [("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h"), ("r", "l")]
_ENDS = [("ang", "an"), ("eng", "en"), ("ing", "in")]
_WINDOWS = Windows(
    [(length, shift) for length in range(2, LONGEST + 1) for shift in range(length - 1, -2, -1)], 2
)
_WORDS = Windows([(2, 0), (3, 1), (3, 0), (4, 2), (4, 1), (4, 0)], 2)
_TRIPLES = Windows([(3, 1), (3, 0)], 2)
_ITSELF = _WORDS.rows[2, 0]
_PHRASES = [_WINDOWS.rows[4, shift] for shift in (2, 1, 0)]


class PairSlip(NamedTuple):
    """A word of two characters that should be another."""

    place: int
    meant: str
    probability: float
    group: str  # the kind of evidence


def blurred(syllable: str) -> str:
    """A syllable with what dialects confuse made one."""
    for one, other in _BEGINNINGS:
        if syllable.startswith(one):
            syllable = other + syllable[len(one) :]
            break
    for one, _ in _ENDS:
        if syllable.endswith(one):
            return syllable[:-1]
    return syllable


class Homophones:
    """Usual words by the sound of their two characters, near sounds taken for one."""

    def __init__(self, document: str) -> None:
        spoken, words = document.split("\n\n")
        numbers: dict[str, int] = {}
        exact, blunt, spelt = [], [], []  # the first tells near sounds apart
        for line in spoken.splitlines():
            syllable, _, characters = line.partition("\t")
            exact.append(numbers.setdefault(syllable, len(numbers) + 1))
            blunt.append(numbers.setdefault(blurred(syllable), len(numbers) + 1))
            spelt.append(characters)
        written, times = points("".join(spelt)), [*map(len, spelt)]
        self._exact = _table(written, np.repeat(exact, times))
        self._syllables = _table(written, np.repeat(blunt, times))
        codes = encode(words.replace(" ", "").strip()).reshape(-1, 2)
        key = self._sounds(codes[:, 0], codes[:, 1])
        index = np.tile(np.arange(len(codes)), _SOUNDS)[key > 0]
        key = key[key > 0]
        by_key = np.argsort(key, kind="stable")
        counts = np.bincount(key, minlength=_SYLLABLES * _SYLLABLES)
        self._starts = np.append(0, np.cumsum(counts)).astype(np.int32)
        self._meant = codes[index[by_key]]

    def _sounds(self, first: Codes, second: Codes) -> Places:
        """Keys of all words by one reading of each character, then by the next; 0 for no word."""
        one = self._syllables[first].T[:, np.newaxis]
        other = self._syllables[second].T
        key = one * _SYLLABLES + other
        key *= (one > 0) & (other > 0)
        return key.reshape(-1)

    def exactly(self, written: Codes, meant: Codes) -> npt.NDArray[np.bool_]:
        """Which characters share a reading with those meant, near sounds told apart."""
        one, other = self._exact[written], self._exact[meant]
        shared = (one[..., np.newaxis] == other[..., np.newaxis, :]) & (one[..., np.newaxis] > 0)
        return np.asarray(shared.any(axis=(-2, -1)))

    def of(self, codes: Codes, places: Places) -> tuple[Places, Codes]:
        """For each place the words that sound like the two characters there, both different."""
        key = self._sounds(codes[places], codes[places + 1])
        spoken = np.flatnonzero(key > 0)
        key = key[spoken]
        first = self._starts[key]
        count = self._starts[key + 1] - first
        ends = np.cumsum(count)
        index = np.arange(count.sum()) + np.repeat(first - ends + count, count)
        place = np.repeat(np.tile(places, _SOUNDS)[spoken], count)
        meant = self._meant[index]
        different = (meant[:, 0] != codes[place]) & (meant[:, 1] != codes[place + 1])
        return place[different], meant[different]


def _table(written: npt.NDArray[np.uint32], readings: Places) -> Places:
    """A row for each code point: its first readings by number, 0 where there are no more."""
    _, first = np.unique(written.astype(np.int64) << 16 | readings, return_index=True)
    first.sort()  # each reading of a character once, as they stood
    first = first[order(written[first])]
    begins, which = together(written[first])
    rank = np.arange(len(first)) - begins[which]
    some = rank < _READINGS
    table = np.zeros((0x9FFF + 2, _READINGS), dtype=np.int64)
    table[written[first[some]], rank[some]] = readings[first[some]]
    return table


@cache
def homophones() -> Homophones:
    """The words that ship."""
    return Homophones((packs() / "sounds.txt").read_text("utf-8"))


class PairCandidates(NamedTuple):
    """Candidates: where, the two characters meant, and the levels of both readings."""

    places: Places
    meant: Codes
    levels: Levels  # meant, then written: a row for each window
    words: Levels
    exact: npt.NDArray[np.bool_]  # whether the sound is the same, not only near

    def group(self, row: int) -> str:
        """The kind of evidence of a candidate."""
        usual = self.levels[_PHRASES, row].max() >= SOLID
        if not usual:
            return "homophone-bare"
        if self.words[len(_WORDS.spans) + _ITSELF, row]:
            return "homophone-word"
        return "homophone-same" if self.exact[row] else "homophone-near"

    def features(self, scene: Scene) -> Floats:
        """The columns by which a candidate is scored."""
        meant, written = np.split(self.levels, 2)
        rows = [self.levels, self.words]
        best = [
            levels[_WINDOWS.of_length(length)].max(axis=0)
            for length in range(2, LONGEST + 1)
            for levels in (meant, written)
        ]
        edges = np.array(
            [scene.codes[self.places - 1] == 0, scene.codes[self.places + 2] == 0, self.exact]
        )
        return np.concatenate(
            [logs(np.concatenate(rows)), edges.astype(np.float32), logs(np.array(best))]
        ).T


def strange(scene: Scene, masked: npt.NDArray[np.bool_]) -> Places:
    """Where two Han characters stand that not every run of three around them is known.

    Of the two runs that hold both one is unknown, and of the four that hold any two are.
    """
    codes = scene.codes
    unknown = (scene.triples == 0).astype(np.int8)
    both = unknown[1:-2] + unknown[2:-1]
    places = np.flatnonzero((both > 0) & (both + unknown[:-3] + unknown[3:] >= LEAST_UNKNOWN)) + 2
    places = places[(codes[places] > 2) & (codes[places + 1] > 2)]
    return np.asarray(places[~masked[places - PAD] & ~masked[places - PAD + 1]])


def odd(scene: Scene, masked: npt.NDArray[np.bool_]) -> Places:
    """Where two Han characters stand of which one at least is strange, and nothing exempts them."""
    codes, places = scene.codes, scene.pairs_with_strange
    places = places[(codes.take(places) > 2) & (codes.take(places + 1) > 2)]
    at = places - PAD
    return np.asarray(places[~(masked.take(at) | masked.take(at + 1))])


def tried(scene: Scene, places: Places, fits: int = FITS) -> PairCandidates | None:
    """The words to try in these places; None where there are none."""
    codes = scene.codes
    where, meant = homophones().of(codes, places)
    key = _TRIPLES.meant(scene, where, meant[:, 0], meant[:, 1])
    fitting = scene.table.usual_columns(key, fits)
    where, meant = where[fitting], meant[fitting]
    if not len(where):
        return None
    # Characters of two readings may lead to the same word twice.
    key = ((where.view(np.uint64) << _BITS) | meant[:, 0]) << _BITS | meant[:, 1]
    _, first = np.unique(key, return_index=True)
    where, meant = where[first], meant[first]
    windows, words = [], []
    for one, other in ((meant[:, 0], meant[:, 1]), (codes[where], codes[where + 1])):
        windows.append(_WINDOWS.meant(scene, where, one, other))
        words.append(word_keys(_WORDS.meant(scene, where, one, other)))
    levels = scene.table.levels(np.concatenate(windows + words))
    count = len(_WINDOWS.spans)
    both = _WINDOWS.consistent(levels[: 2 * count].reshape(2, count, -1))
    exact = np.all(
        homophones().exactly(np.stack([codes[where], codes[where + 1]], 1), meant), axis=1
    )
    return PairCandidates(
        where, meant, both.reshape(2 * count, -1), levels[2 * count :], np.asarray(exact)
    )


def slips(
    scene: Scene, places: Places, score: Score, least: float, fits: int = FITS
) -> list[PairSlip]:
    """The words in these places that should be others, from a probability on."""
    found = tried(scene, places, fits)
    if found is None:
        return []
    probability = score(found.features(scene))
    rows = np.flatnonzero(probability >= least)
    rows = rows[~explained.pair(scene, found.places[rows])] if len(rows) else rows
    return [
        PairSlip(
            int(found.places[row]) - PAD,
            "".join(map(chr, found.meant[row])),
            float(probability[row]),
            found.group(row),
        )
        for row in rows.tolist()
    ]
