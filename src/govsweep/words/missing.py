"""Missing characters: where the text is broken, and one more character would mend it.

Between two characters that never stand together so, those are tried that usually stand between
them: 的业培训, 的业务培训. An edge of a clause counts as a character, so that a sentence that was
cut off is found too: 为指。, 为指导。
"""

import re
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from govsweep.rules import packed_text
from govsweep.words import character_classes, explained
from govsweep.words.bloom import BloomFilter
from govsweep.words.dictionary import is_word
from govsweep.words.evidence import PAD, Scene, Windows, logs
from govsweep.words.exempt import Mask
from govsweep.words.kinds import points
from govsweep.words.ngrams import (
    BASE,
    LONGEST,
    POWERS,
    Codes,
    Floats,
    Levels,
    Places,
    order,
    together,
    word_keys,
)
from govsweep.words.scoring import Score

_SURE = 9  # and one alone, beside what is known as it is written, only from this level on
FITS = 5  # a character is tried where a run of four with it is known at this level
EDGE = " "  # stands for the edge of a clause in the list of what stands between
_REACH = LONGEST - 1  # characters that are looked at on either side
_SIDES = [(3, 0), (3, 2)]
_FOURS = [(4, offset) for offset in range(4)]
_MEANT = [(length, offset) for length in (3, 4, 5) for offset in range(length)]
_WRITTEN = [(length, offset) for length in (2, 3, 4, 5) for offset in range(1, length)]
_WORDS = [(length, offset) for length in (2, 3, 4) for offset in range(length)]
_ACROSS = [(length, offset) for length in (2, 3, 4) for offset in range(1, length)]


_RUNS, _WORDS_ACROSS = Windows(_WRITTEN), Windows(_ACROSS)


class Gap(NamedTuple):
    """A character is missing before `place`."""

    place: int
    meant: str
    probability: float


class Between:
    """What usually stands between two characters."""

    def __init__(self, document: str) -> None:
        codes = points(document.replace("\n", "")).astype(np.uint64).reshape(-1, 3)
        codes[codes == ord(EDGE)] = 0
        key = codes[:, 0] << np.uint64(16) | codes[:, 2]
        self._filter = BloomFilter(key)
        sorted_ = order(key)
        key = key[sorted_].astype(np.uint32)
        first, _ = together(key)
        self._pairs, self._meant = key[first], codes[sorted_, 1]
        self._starts = np.append(first, len(key))

    def may_hold(self, before: Codes, after: Codes) -> Mask:
        """Whether something may stand between the two characters; most pairs are turned away."""
        return self._filter.may_hold(before << np.uint64(16) | after)

    def of(self, before: Codes, after: Codes) -> tuple[Places, Codes]:
        """For each pair, by its number, what stands between its two characters."""
        key = (before << np.uint64(16) | after).astype(np.uint32)
        row = np.searchsorted(self._pairs, key)
        row[self._pairs.take(row, mode="clip") != key] = -1  # whose count is none
        first = self._starts[row]
        count = np.maximum(self._starts.take(row + 1) - first, 0)
        ends = np.cumsum(count)
        index = np.arange(count.sum()) + np.repeat(first - ends + count, count)
        return np.repeat(np.arange(len(key)), count), self._meant[index]


@cache
def between() -> Between:
    """The list that ships."""
    return Between(packed_text("between.txt.gz"))


class GapCandidates(NamedTuple):
    """Candidates: before which place, what is missing, and the levels of both readings."""

    places: Places
    meant: Codes
    levels: Levels  # a row for each run with the character, then without, then words of both
    edges: npt.NDArray[np.bool_]

    def features(self) -> Floats:
        """The columns by which a candidate is scored."""
        return np.concatenate([logs(self.levels), self.edges.astype(np.float32)]).T


def broken(scene: Scene, masked: Mask) -> Places:
    """The places before which something may be missing: a run across the gap is unknown."""
    unknown = scene.triples == 0
    codes = scene.codes
    # The runs that begin two and one before the place both hold its gap.
    gap = np.flatnonzero(unknown[:-1] | unknown[1:]) + 2
    gap = gap[(gap >= PAD) & (gap <= len(codes) - PAD)]
    gap = gap[between().may_hold(codes[gap - 1], codes[gap])]
    return np.asarray(gap[~masked.take(gap - PAD, mode="clip")])


def ends_clause(text: str, place: int) -> bool:
    """Whether what stands on either side of a place is Han, or ends or begins a clause.

    A character alone beside a quotation mark or in a list says nothing: 政、产、学、研. Nor does
    the end of a text without a mark: summaries and titles are cut to a length.
    """
    before, after = text[place - 1 : place], text[place : place + 1]
    opens = character_classes.han(before) or before in _OPENS
    return opens and bool(after) and (character_classes.han(after) or after in _CLOSES)


def is_of_a_word(text: str, place: int, meant: str) -> bool:
    """Whether a place stands between a word of its line and what says who does that.

    代领的应当携带代领|人的证件: the line has the word once more, and without what would be missing.
    """
    word, ending = text[max(0, place - 2) : place], text[place : place + 1]
    if not (character_classes.names_who(ending) and is_word(word)):
        return False
    start, end = text.rfind("\n", 0, place) + 1, text.find("\n", place)
    line = text[start : end if end >= 0 else len(text)]
    behind = {line[match.end() : match.end() + 1] for match in re.finditer(word, line)}
    return not behind <= {ending, meant}


_OPENS = "，。；！？：\n"  # and nothing: the beginning of a text
_CLOSES = "，。；！？：》"


def tried(scene: Scene, places: Places) -> GapCandidates | None:
    """The characters to try before these places; None where there are none."""
    codes = scene.codes
    which, meant = between().of(codes[places - 1], codes[places])
    if not len(which):
        return None
    around = _Around(scene, places)
    fits = _fitting(scene, places, around, which, meant)
    if not len(fits):
        return None
    which, meant = which[fits], meant[fits]
    runs = around.mended(which, meant, _MEANT)
    words = around.mended(which, meant, _WORDS)
    mended = scene.table.levels(np.concatenate([runs, word_keys(words)]))
    # What is written is looked up once for each place, not for each of its candidates.
    first, same = together(which)
    where = places[which[first]]
    across = np.concatenate(
        [_RUNS.written(scene, where), word_keys(_WORDS_ACROSS.written(scene, where))]
    )
    written = scene.table.levels(across).take(same, axis=1)
    levels = [
        mended[: len(_MEANT)],
        written[: len(_WRITTEN)],
        mended[len(_MEANT) :],
        written[len(_WRITTEN) :],
    ]
    where = places[which]
    edges = np.array([codes[where - 1] == 0, codes[where] == 0])
    return GapCandidates(where, meant, np.concatenate(levels), edges)


def _fitting(
    scene: Scene, places: Places, around: "_Around", which: Places, meant: Codes
) -> Places:
    """The characters with which runs of four are known, cheap questions first.

    Where a run of three is known as it is written, one run of four is not enough.
    """
    sides = around.mended(which, meant, _SIDES)
    fits = scene.table.usual_columns(sides, FITS)
    which, meant = which[fits], meant[fits]
    # No run of five is known better than the runs of four in it, so these are looked up alone.
    fours = scene.table.levels(around.mended(which, meant, _FOURS))
    best = fours.max(axis=0)
    known = (scene.triples[places - 2] > 0) | (scene.triples[places - 1] > 0)
    ample = (best >= _SURE) | ~known.take(which) | ((fours > 0).sum(axis=0) > 1)
    return np.asarray(fits[(best >= FITS) & ample])


class _Around:
    """The runs that end before each place, and that begin there, from none to four characters."""

    def __init__(self, scene: Scene, places: Places) -> None:
        empty = np.full(len(places), POWERS[0], dtype=np.uint64)
        sizes = range(1, _REACH + 1)
        heads = [scene.keys.take(scene.bases[size] - size + places) for size in sizes]
        tails = [scene.keys.take(scene.bases[size] + places) for size in sizes]
        self._heads = np.array([empty, *heads]) * BASE
        self._tails = np.array([empty, *tails]) - POWERS[: _REACH + 1, np.newaxis]

    def mended(self, which: Places, meant: Codes, spans: list[tuple[int, int]]) -> Codes:
        """A row for each run: its length, and where in it the meant character is inserted."""
        runs = np.empty((len(spans), len(which)), dtype=np.uint64)
        for row, (length, offset) in enumerate(spans):
            run, behind = runs[row], length - 1 - offset
            np.add(self._heads[offset].take(which), meant, out=run)
            if behind:
                run *= POWERS[behind]
                run += self._tails[behind].take(which)
        return runs


def gaps(scene: Scene, places: Places, score: Score, least: float) -> list[Gap]:
    """The characters missing before these places, from a probability on: one for each place."""
    found = tried(scene, places)
    if found is None:
        return []
    probability = score(found.features())
    first = np.flatnonzero(np.diff(found.places, prepend=-1))  # they stand in order
    where = found.places[first]
    # How probable it is that anything is missing there; of what may be, the most probable is told.
    broken_by = 1 - np.multiply.reduceat(1 - probability, first)
    loud = np.flatnonzero(broken_by >= least)
    if not len(loud):
        return []
    told = []
    for row in loud[~explained.gap(scene, where[loud])].tolist():
        rows = np.flatnonzero(found.places == where[row])
        meant = int(found.meant[rows[np.argmax(probability[rows])]])
        told.append(Gap(int(where[row]) - PAD, chr(meant), float(broken_by[row])))
    return told
