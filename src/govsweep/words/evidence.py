"""What speaks for another character in a place: counts of official text on both readings."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from govsweep.words.confusions import Candidates
from govsweep.words.ngrams import (
    BASE,
    LONGEST,
    POWERS,
    STEPS,
    Codes,
    Floats,
    Levels,
    Ngrams,
    Places,
    all_keys,
    encode,
    proof_keys,
    word_keys,
)

PAD = LONGEST  # characters of nothing before and after a text
LOGS = np.log(np.array((0.3, *STEPS), dtype=np.float32))
_NOTHING = np.zeros(PAD, dtype=np.uint64)


class Scene:
    """A text as numbers, with the levels of its own runs of three."""

    def __init__(self, text: str, table: Ngrams) -> None:
        self.codes = np.concatenate([_NOTHING, encode(text), _NOTHING])
        self.table = table
        self.keys, self.bases = all_keys(self.codes)
        self.triples = table.levels(self.keys[self.bases[3] : self.bases[4]])

    def pair_keys(self, places: Places) -> Codes:
        """The keys of the runs of two that begin at these places."""
        return np.asarray(self.keys[self.bases[2] + places])

    @cached_property
    def strange(self) -> Places:
        """Han characters of which at most one run of three with its neighbours is known.

        One may well be known by chance: the wrong character makes a word with its neighbour.
        """
        before, around, after = (
            self.triples[step : len(self.triples) - 2 + step] > 0 for step in range(3)
        )
        places = np.flatnonzero(~((before & around) | (around & after) | (before & after))) + 2
        return np.asarray(places[self.codes.take(places) > 2])

    def contexts(self, places: Places, columns: int = 1) -> Codes:
        """A key of all that is looked at to judge so many characters: four more on either side."""
        key = np.zeros(len(places), dtype=np.uint64)
        for offset in range(1 - LONGEST, LONGEST - 1 + columns):
            key = key * BASE + self.codes.take(places + offset)
        return key


class Windows:
    """Runs of characters around a place, by their length and where in them the place stands.

    The `columns` characters from the place on may be replaced.
    """

    def __init__(self, spans: list[tuple[int, int]], columns: int = 1) -> None:
        self.spans = spans
        self.rows = {span: row for row, span in enumerate(spans)}
        self._lengths = np.array([length for length, _ in spans])
        self._offsets = np.array([[offset] for _, offset in spans])
        self._slices = {
            length: slice(
                min(row for row, span in enumerate(spans) if span[0] == length),
                max(row for row, span in enumerate(spans) if span[0] == length) + 1,
            )
            for length, _ in spans
        }
        self._powers = [
            np.array([[_power(length, offset + column)] for length, offset in spans])
            for column in range(columns)
        ]

    def written(self, scene: Scene, places: Places) -> Codes:
        """The keys as the text stands: a row for each run, a column for each place."""
        bases = scene.bases[self._lengths][:, np.newaxis]
        return np.asarray(scene.keys.take(bases - self._offsets + places))

    def meant(self, scene: Scene, places: Places, *meant: Codes) -> Codes:
        """The keys with the meant characters in place of the written ones."""
        key = self.written(scene, places)
        for column, (powers, characters) in enumerate(zip(self._powers, meant, strict=True)):
            key += powers * (characters - scene.codes[places + column])
        return key

    def consistent(self, levels: Levels) -> Levels:
        """The levels; those of longer runs count only where both their parts are known.

        The spans stand in order, so that the parts of a run are the two rows beside its own.
        """
        for shorter, longer in pairwise(self._slices):
            known = levels[self.of_length(shorter)] > 0
            rows = levels[self.of_length(longer)]
            rows[:-1] *= known
            rows[1:] *= known
        return levels

    def of_length(self, length: int) -> slice:
        """The rows of the runs of a length."""
        return self._slices[length]


def _power(length: int, offset: int) -> np.uint64:
    return POWERS[length - 1 - offset] if 0 <= offset < length else np.uint64(0)


WINDOWS = Windows(
    [(length, offset) for length in range(2, LONGEST + 1) for offset in range(length)]
)
WORDS = Windows([(length, offset) for length in range(2, 5) for offset in range(length)])
_LONG = np.array([[length > 2] for length, _ in WORDS.spans * 2])
_TRIPLES = Windows([(3, 0), (3, 1), (3, 2)])
_BESIDE = Windows([(2, 2), (3, 3), (2, -1), (3, -1)])  # words that end before, that begin after
_ALONE = Windows([(1, 0)])
_PHRASES = Windows([(4, 0), (4, 1), (4, 2), (4, 3)])


def plausible(scene: Scene, candidates: Candidates, level: int) -> Candidates:
    """The candidates that make a run of three known at this level."""
    key = _TRIPLES.meant(scene, candidates.places, candidates.meant)
    return candidates.only(scene.table.usual_columns(key, level))


def in_phrases(scene: Scene, candidates: Candidates) -> Candidates:
    """The candidates that make a run of four known at all."""
    key = _PHRASES.meant(scene, candidates.places, candidates.meant)
    return candidates.only(np.flatnonzero(scene.table.levels(key).any(axis=0)))


@dataclass(frozen=True)
class Comparison:
    """Levels of all windows around places: with the meant and with the written character."""

    meant: Levels  # a row for each of WINDOWS
    written: Levels
    meant_words: Levels  # a row for each of WORDS
    written_words: Levels
    beside: Levels  # words that end before, of two and three characters, and that begin after
    alone: Levels  # the meant and the written character: as words, and how usual they are

    @cached_property
    def best(self) -> dict[int, tuple[Levels, Levels]]:
        """The best level of runs of each length, meant and written."""
        lengths = {length: WINDOWS.of_length(length) for length in range(2, LONGEST + 1)}
        return {
            length: (self.meant[rows].max(axis=0), self.written[rows].max(axis=0))
            for length, rows in lengths.items()
        }

    def features(self, scene: Scene, candidates: Candidates) -> Floats:
        """The columns by which a candidate is scored."""
        levels = [self.meant, self.written]
        levels += map(np.array, self.best.values())
        for words in (self.meant_words, self.written_words):
            levels += [words[WORDS.of_length(n)].max(axis=0)[np.newaxis] for n in range(2, 5)]
        levels.append(np.array([self.beside[:2].max(axis=0), self.beside[2:].max(axis=0)]))
        levels.append(self.alone)
        more = np.array(
            [
                scene.codes[candidates.places - 1] == 0,
                scene.codes[candidates.places + 1] == 0,
                candidates.kinds == 0,
                candidates.kinds == 1,
                candidates.kinds == 3,
                np.log1p(candidates.ranks.astype(np.float32)),
            ]
        ).astype(np.float32)
        return np.concatenate([LOGS[np.concatenate(levels)], more]).T


def compare(scene: Scene, candidates: Candidates) -> Comparison:
    """Both readings of each candidate's place, window by window."""
    places, meant = candidates.places, candidates.meant
    words = np.concatenate([WORDS.meant(scene, places, meant), WORDS.written(scene, places)])
    alone = np.concatenate([_ALONE.meant(scene, places, meant), _ALONE.written(scene, places)])
    rows = np.concatenate(
        [
            WINDOWS.meant(scene, places, meant),
            WINDOWS.written(scene, places),
            word_keys(words),
            word_keys(_BESIDE.written(scene, places)),
            word_keys(alone),
            alone,
        ]
    )
    levels = scene.table.levels(rows)
    count, known = len(WINDOWS.spans), len(WORDS.spans)
    words_levels, rest = levels[2 * count : 2 * (count + known)], levels[2 * (count + known) :]
    return Comparison(
        WINDOWS.consistent(levels[:count]),
        WINDOWS.consistent(levels[count : 2 * count]),
        *_proved(scene, words_levels, words),
        rest[: len(_BESIDE.spans)],
        rest[len(_BESIDE.spans) :],
    )


def _proved(scene: Scene, levels: Levels, words: Codes) -> tuple[Levels, Levels]:
    """The levels of words; longer words count only where their second key is known too."""
    hits = ((levels > 0) & _LONG).nonzero()
    levels[hits] *= scene.table.levels(proof_keys(words[hits])) > 0
    return levels[: len(WORDS.spans)], levels[len(WORDS.spans) :]
