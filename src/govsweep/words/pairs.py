"""Words of two characters written for others of the same sound, as an input method slips."""

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from govsweep.rules import packs
from govsweep.words.evidence import LOGS, PAD, Places, Scene
from govsweep.words.ngrams import LONGEST, POWERS, Codes, Levels, encode, word_keys
from govsweep.words.scoring import Floats, Score

FITS = 3  # a word is tried where a run of three with it is known at this level
SEEN = 1
_READINGS = 3  # of one character, at most
_SYLLABLES = 512
# (length, shift): the window of this length that starts `shift` before the word.
_WINDOWS = [
    (length, shift) for length in range(2, LONGEST + 1) for shift in range(length - 1, -2, -1)
]
_ROW = {window: row for row, window in enumerate(_WINDOWS)}
_WORDS = [(2, 0), (3, 1), (3, 0), (4, 2), (4, 1), (4, 0)]


class Slip(NamedTuple):
    """A word of two characters that should be another."""

    place: int
    meant: str
    probability: float
    usual: bool  # whether the meant word stands in a phrase of official text


class Homophones:
    """Usual words by the sound of their two characters."""

    def __init__(self, document: str) -> None:
        spoken, words = document.split("\n\n")
        self._syllables = np.zeros((0x9FFF + 2, _READINGS), dtype=np.int64)
        for number, line in enumerate(spoken.splitlines(), 1):
            for character in line.partition("\t")[2]:
                readings = self._syllables[ord(character)]
                free = np.flatnonzero(readings == 0)
                if len(free):
                    readings[free[0]] = number
        codes = encode(words.replace(" ", "").strip()).reshape(-1, 2)
        key = np.concatenate([self._sounds(codes, *both) for both in _BOTH])
        index = np.tile(np.arange(len(codes)), len(_BOTH))[key > 0]
        key = key[key > 0]
        order = np.argsort(key, kind="stable")
        self._keys, self._index, self._codes = key[order], index[order], codes

    def _sounds(self, codes: Codes, first: int, second: int) -> Places:
        one = self._syllables[codes[:, 0], first]
        other = self._syllables[codes[:, 1], second]
        return np.where((one > 0) & (other > 0), one * _SYLLABLES + other, 0)

    def of(self, codes: Codes, places: Places) -> tuple[Places, Codes]:
        """For each place the words that sound like the two characters there, both different."""
        written = np.stack([codes[places], codes[places + 1]], axis=1)
        found: list[tuple[Places, Places]] = []
        for both in _BOTH:
            key = self._sounds(written, *both)
            first = np.searchsorted(self._keys, key)
            count = np.where(key > 0, np.searchsorted(self._keys, key, side="right") - first, 0)
            ends = np.cumsum(count)
            total = int(ends[-1]) if len(ends) else 0
            index = np.arange(total) + np.repeat(first - ends + count, count)
            found.append((np.repeat(places, count), self._index[index]))
        where = np.concatenate([one for one, _ in found])
        meant = self._codes[np.concatenate([other for _, other in found])]
        different = (meant[:, 0] != codes[where]) & (meant[:, 1] != codes[where + 1])
        return where[different], meant[different]


_BOTH = [(first, second) for first in range(_READINGS) for second in range(_READINGS)]


@cache
def homophones() -> Homophones:
    """The words that ship."""
    return Homophones((packs() / "sounds.txt").read_text("utf-8"))


class Tried(NamedTuple):
    """Candidates: where, the two characters meant, and the levels of both readings."""

    places: Places
    meant: Codes
    levels: Levels  # meant, then written: a row for each window
    words: Levels

    def features(self, scene: Scene) -> Floats:
        """The columns by which a candidate is scored."""
        rows = [*LOGS[self.levels], *LOGS[self.words]]
        for edge in (scene.codes[self.places - 1], scene.codes[self.places + 2]):
            rows.append((edge == 0).astype(np.float32))
        half = len(_WINDOWS)
        for length in range(2, LONGEST + 1):
            own = [_ROW[window] for window in _WINDOWS if window[0] == length]
            rows.append(LOGS[self.levels[own].max(axis=0)])
            rows.append(LOGS[self.levels[[half + row for row in own]].max(axis=0)])
        return np.stack(rows, axis=1)


def tried(scene: Scene, masked: npt.NDArray[np.bool_]) -> Tried | None:
    """The words to try in a text; None where there are none."""
    codes = scene.codes
    strange = (scene.triples[:-1] <= SEEN) & (scene.triples[1:] <= SEEN)
    places = np.flatnonzero(strange) + 1
    places = places[(codes[places] > 2) & (codes[places + 1] > 2) & (places < len(codes) - PAD - 1)]
    places = places[places >= PAD]
    places = places[~masked[places - PAD] & ~masked[places - PAD + 1]]
    if not len(places):
        return None
    where, meant = homophones().of(codes, places)
    fits = _levels(scene, where, meant, [(3, 1), (3, 0)]).max(axis=0, initial=0) >= FITS
    where, meant = where[fits], meant[fits]
    if not len(where):
        return None
    here = np.stack([codes[where], codes[where + 1]], axis=1)
    both = [_consistent(_levels(scene, where, one, _WINDOWS)) for one in (meant, here)]
    words = [_words(scene, where, one) for one in (meant, here)]
    return Tried(where, meant, np.concatenate(both), np.concatenate(words))


def slips(scene: Scene, masked: npt.NDArray[np.bool_], score: Score, least: float) -> list[Slip]:
    """The words of a text that should be others, from a probability on."""
    found = tried(scene, masked)
    if found is None:
        return []
    probability = score(found.features(scene))
    longer = found.levels[[_ROW[4, 2], _ROW[4, 1], _ROW[4, 0]]].max(axis=0)
    return [
        Slip(
            int(found.places[row]) - PAD,
            "".join(map(chr, found.meant[row])),
            float(probability[row]),
            bool(longer[row] >= 6),
        )
        for row in np.flatnonzero(probability >= least)
    ]


def _keys(scene: Scene, where: Places, meant: Codes, window: tuple[int, int]) -> Codes:
    length, shift = window
    key = scene.keys[length][where - shift]
    for offset, column in ((shift, 0), (shift + 1, 1)):
        if 0 <= offset < length:
            delta = meant[:, column] - scene.codes[where + column]
            key = key + delta * POWERS[length - 1 - offset]
    return key


def _levels(scene: Scene, where: Places, meant: Codes, windows: list[tuple[int, int]]) -> Levels:
    key = np.concatenate([_keys(scene, where, meant, window) for window in windows])
    return scene.table.levels(key).reshape(len(windows), -1)


def _words(scene: Scene, where: Places, meant: Codes) -> Levels:
    key = [word_keys(_keys(scene, where, meant, window)) for window in _WORDS]
    return scene.table.levels(np.concatenate(key)).reshape(len(_WORDS), -1)


def _consistent(levels: Levels) -> Levels:
    """Levels of longer runs count only where their parts are known too."""
    for length, shift in _WINDOWS:
        for part in ((length - 1, shift), (length - 1, shift - 1)):
            if part in _ROW:
                levels[_ROW[length, shift]] *= levels[_ROW[part]] > 0
    return levels
