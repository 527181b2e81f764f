"""Words that lost their last character: 组织领, 运行情, where nothing else can stand.

Of some runs of three official text knows hardly any that does not go on into a word: behind 信息公
stands 开, 布 or 示. Where another character or the end of a clause stands there, one is missing.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from govsweep.rules import packed_text
from govsweep.words import character_classes, known_words, name_signs
from govsweep.words.evidence import PAD, Scene, Windows
from govsweep.words.exempt import Mask
from govsweep.words.kinds import points
from govsweep.words.ngrams import Codes, Places

_BITS = np.uint64(16)
_USUAL = 10_000  # so many runs are so usual that inside a clause, too, something is missing
_WORD_BEFORE = Windows([(2, 2), (3, 3)])


class Truncated(NamedTuple):
    """A character is missing before `place`."""

    place: int
    meant: str


class BoundRuns:
    """Runs of three that go on into a word, with the character that usually follows."""

    def __init__(self, runs: str) -> None:
        """`runs` of four, the most usual first; the last one is that character."""
        codes = points(runs.replace(" ", "")).astype(np.uint64).reshape(-1, 4)
        key = _packed(codes[:, 0], codes[:, 1], codes[:, 2])
        self._order = np.argsort(key)
        self._keys, self._meant = key[self._order], codes[self._order, 3]

    def of(self, key: Codes) -> tuple[Places, Codes, Mask]:
        """Which keys are of such runs, what is meant behind each, and whether it is usual."""
        row = np.searchsorted(self._keys, key)
        found = np.flatnonzero(self._keys.take(row, mode="clip") == key)
        row = row[found]
        return found, self._meant[row], self._order[row] < _USUAL


def truncated(scene: Scene, masked: Mask) -> list[Truncated]:
    """The places before which a word lost its last character, in order."""
    codes = scene.codes
    # The run of three across the gap that holds two characters of the word is unknown.
    gap = np.flatnonzero(scene.triples == 0) + 2
    gap = gap[(gap > PAD) & (gap < len(codes) - PAD)]
    # What is asked below of few is asked of all where it costs least: most are turned away here.
    gap = gap[character_classes.bound(codes.take(gap - 1))]
    behind = codes.take(gap)
    gap = gap[(behind <= 2) | character_classes.bound(behind)]
    which, meant, usual = _bound_runs().of(_packed(*(codes[gap - back] for back in (3, 2, 1))))
    gap = gap[which]
    free = ~masked.take(gap - PAD, mode="clip") & _is_nobodys(scene, gap)
    inside = usual & character_classes.bound(codes[gap]) & ~character_classes.prefix(codes[gap - 1])
    free &= (codes[gap] <= 2) | inside
    return [
        Truncated(place - PAD, chr(one))
        for place, one in zip(gap[free].tolist(), meant[free].tolist(), strict=True)
    ]


def _is_nobodys(scene: Scene, gap: Places) -> Mask:
    """Whether no word and no name holds what stands before the gap, between whole words."""
    edge = gap - 1
    free = known_words.left_alone(scene, edge) & ~name_signs.character(scene, edge)
    free &= known_words.any_word(scene, _WORD_BEFORE, edge)
    return np.asarray(
        free & (known_words.any_word(scene, known_words.BEGINNING, gap) | (scene.codes[gap] <= 2))
    )


def _packed(first: Codes, second: Codes, third: Codes) -> Codes:
    return np.asarray((first << _BITS | second) << _BITS | third)


@cache
def _bound_runs() -> BoundRuns:
    return BoundRuns(packed_text("truncated.txt.gz"))
