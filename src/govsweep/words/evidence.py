"""What speaks for another character in a place: counts of official text on both readings."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from govsweep.words.confusions import Candidates
from govsweep.words.ngrams import (
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

SURE = 9  # a run of three that says enough alone
PAD = LONGEST  # characters of nothing before and after a text
_LOGS = np.log(np.array((0.3, *STEPS), dtype=np.float32))

_APART = np.uint64(0xE7037ED1A0B428DB)  # tells the first of several runs from the next
_NOTHING = np.zeros(PAD, dtype=np.uint64)


def logs(levels: Levels) -> Floats:
    """The logarithms of counts at these levels: none lies beyond the table, so none is checked."""
    return np.asarray(_LOGS.take(levels, mode="wrap"))


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
        known = (self.triples > 0).view(np.uint8)
        around = known[:-2] + known[1:-1]
        around += known[2:]
        places = np.flatnonzero(around < 2) + 2
        return np.asarray(places[self.codes.take(places) > 2])

    @cached_property
    def pairs_with_strange(self) -> Places:
        """Where two characters begin of which one at least is strange, in order."""
        begins = np.zeros(len(self.codes), dtype=bool)
        begins[self.strange] = True
        begins[self.strange - 1] = True
        return np.flatnonzero(begins)

    def contexts(self, places: Places, before: int = 4, after: int = 4) -> Codes:
        """A key of all that is looked at to judge places: so many characters on either side.

        A few runs hold them all.
        """
        key = np.zeros(len(places), dtype=np.uint64)
        for start in (*range(-before, after - LONGEST + 1, LONGEST), after - LONGEST + 1):
            key *= _APART
            key += self.keys.take(places + (self.bases[LONGEST] + start), mode="clip")
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
        return self.replaced(self.written(scene, places), scene, places, *meant)

    def replaced(self, key: Codes, scene: Scene, places: Places, *meant: Codes) -> Codes:
        """Keys of the text as it stands, made those of the meant characters."""
        for column, (powers, characters) in enumerate(zip(self._powers, meant, strict=True)):
            key += powers * (characters - scene.codes[places + column])
        return key

    def consistent(self, levels: Levels) -> Levels:
        """The levels, a row a run; those of longer runs count only where both parts are known.

        The spans stand in order, so that the parts of a run are the two rows beside its own.
        """
        for shorter, longer in pairwise(self._slices):
            known = levels[..., self.of_length(shorter), :] > 0
            rows = levels[..., self.of_length(longer), :]
            rows[..., :-1, :] *= known
            rows[..., 1:, :] *= known
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
_SHORT = WORDS.of_length(2).stop  # rows of words of two characters
_TRIPLES = Windows([(3, 0), (3, 1), (3, 2)])
_BESIDE = Windows([(2, 2), (3, 3), (2, -1), (3, -1)])  # words that end before, that begin after
_ALONE = Windows([(1, 0)])
_PHRASES = Windows([(4, 0), (4, 1), (4, 2), (4, 3)])


def plausible(scene: Scene, candidates: Candidates, level: int) -> Candidates:
    """The candidates that make a run of three known at this level.

    Beside a run that is known as it is written, that must be two of them, or a very usual one.
    """
    places, which = candidates.together()
    written = _TRIPLES.written(scene, places).take(which, axis=1)
    key = _TRIPLES.replaced(written, scene, candidates.places, candidates.meant)
    cells, levels = scene.table.usual_cells(key, level)
    times = np.zeros(key.shape, dtype=bool)
    times.reshape(-1)[cells] = True
    ample = times.sum(axis=0, dtype=np.uint8)
    ample[cells[levels >= SURE] % key.shape[1]] += 1
    triples = scene.triples
    known = (triples[places - 2] > 0) | (triples[places - 1] > 0) | (triples[places] > 0)
    return candidates.only(np.flatnonzero(ample > known.take(which)))


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
        return np.concatenate([logs(np.concatenate(levels)), more]).T


def compare(scene: Scene, candidates: Candidates) -> Comparison:
    """Both readings of each candidate's place, window by window."""
    # What is written is looked up once for each place, not for each of its candidates.
    places, which = candidates.together()
    beside = word_keys(_BESIDE.written(scene, places))
    runs, words, alone = (one.written(scene, places) for one in (WINDOWS, WORDS, _ALONE))
    where, character = candidates.places, candidates.meant
    meant = [
        one.replaced(keys.take(which, axis=1), scene, where, character)
        for one, keys in ((WINDOWS, runs), (WORDS, words), (_ALONE, alone))
    ]
    written = [runs, word_keys(words), alone, word_keys(alone), beside]
    meant = [meant[0], word_keys(meant[1]), meant[2], word_keys(meant[2])]
    levels = _levels(scene, [*written, *meant])
    _prove(scene, (levels[1], levels[6]), (written[1], meant[1]))
    runs_written, runs_meant = WINDOWS.consistent(levels[0]), WINDOWS.consistent(levels[5])
    written_words, written_alone, written_alone_word, beside_words = (
        one.take(which, axis=1) for one in levels[1:5]
    )
    alone_levels = [levels[8], written_alone_word, levels[7], written_alone]
    return Comparison(
        runs_meant,
        runs_written.take(which, axis=1),
        levels[6],
        written_words,
        beside_words,
        np.concatenate(alone_levels),
    )


def _levels(scene: Scene, keys: list[Codes]) -> list[Levels]:
    """The levels of several tables of keys, in one look-up."""
    levels = scene.table.levels(np.concatenate([one.reshape(-1) for one in keys]))
    ends = np.cumsum([one.size for one in keys])
    parts = np.split(levels, ends[:-1])
    return [part.reshape(one.shape) for part, one in zip(parts, keys, strict=True)]


def _prove(scene: Scene, levels: tuple[Levels, ...], words: tuple[Codes, ...]) -> None:
    """Forget longer words whose second key is not known."""
    longer = [one[_SHORT:] for one in levels]
    hits = [one > 0 for one in longer]
    keys = [word_keys(one[_SHORT:][hit]) for one, hit in zip(words, hits, strict=True)]
    proved = scene.table.levels(proof_keys(np.concatenate(keys))) > 0
    ends = np.cumsum([len(one) for one in keys])
    for one, hit, part in zip(longer, hits, np.split(proved, ends[:-1]), strict=True):
        one[hit] *= part
