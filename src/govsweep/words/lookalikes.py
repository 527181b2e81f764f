"""A character written for one of nearly the same shape, in a usual word of two: 抗早, 幅射.

Official text has the two characters beside each other nowhere, not across the edge of two words
either, and with the other one in its place they are a very usual word that goes well with what
stands around, between whole words. How the characters sound does not matter.

Where the pair was seen a few times, by chance or by the same mistake (扫瞄), or the word is less
usual, it is told as well if no known word holds either character; such a one is only suspected.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from govsweep.rules import packs
from govsweep.words import character_classes, known_words, name_signs
from govsweep.words.evidence import PAD, Scene, Windows
from govsweep.words.exempt import Mask
from govsweep.words.known_words import AROUND, any_word
from govsweep.words.ngrams import BASE, Codes, Places, word_keys

_USUAL = 11  # of the word that is meant
_FITS = 10  # levels of all runs of three and four together that hold it and what stands around
# The same of what is only suspected: the level of the word and by how much it is more usual, how
# often the pair was seen, and how well the word fits. New names are told from 8 on, few from 9.
_LESS_USUAL, _MORE_USUAL, _SEEN, _FITS_LESS = 9, 6, 4, 8
_SUFFIXES = [ord(one) for one in "值量额率式界业网性化者"]  # they make a term of it: 刻章业
_FITTING = Windows([(3, 1), (3, 0), (4, 2), (4, 1), (4, 0)], 2)


class LookalikePair(NamedTuple):
    """Two characters, of which the first stands at `place`, that should be a word."""

    place: int
    meant: str
    sure: bool  # whether nobody ever wrote the pair, and the word is a very usual one


def lookalikes(scene: Scene, places: Places) -> list[LookalikePair]:
    """The pairs in these places that no text has, each with the usual word that looks like them."""
    table = scene.table
    places = places[table.levels(scene.pair_keys(places)) <= _SEEN]
    where, first, second = _meant(scene, places)
    free = _stands_apart(scene, where)
    where, first, second = where[free], first[free], second[free]
    if not len(where):
        return []
    fits = table.levels(_FITTING.meant(scene, where, first, second))
    fits = fits.sum(axis=0, dtype=np.int64)
    sure = _is_sure(scene, where, first, second) & (fits >= _FITS)
    told = np.flatnonzero(sure | (_is_likely(scene, where, first, second) & (fits >= _FITS_LESS)))
    best: dict[int, tuple[bool, int, str]] = {}
    for row in told.tolist():
        one = bool(sure[row]), int(fits[row]), chr(first[row]) + chr(second[row])
        best[int(where[row])] = max(best.get(int(where[row]), one), one)
    return [
        LookalikePair(place - PAD, word, is_sure)
        for place, (is_sure, _, word) in sorted(best.items())
    ]


def _is_sure(scene: Scene, places: Places, first: Codes, second: Codes) -> Mask:
    """Whether nobody wrote these pairs, each of them strange, and the words are very usual."""
    codes, table = scene.codes, scene.table
    sure = np.isin(places, scene.strange)  # of what nobody writes the first one is strange
    sure &= table.levels((BASE + first) * BASE + second) >= _USUAL
    sure &= table.levels(scene.pair_keys(places)) == 0
    for step in (0, 1):
        sure &= ~character_classes.small(codes[places + step])
    # What is done to something is coined at the end of a clause: 做好通风降湿.
    sure &= (first != codes[places]) | (codes[places + 2] > 2)
    return np.asarray(sure)


def _is_likely(scene: Scene, places: Places, first: Codes, second: Codes) -> Mask:
    """Whether no known word holds anything of these pairs, and nothing speaks for them."""
    table = scene.table
    seen, usual = (
        table.levels(key) for key in (scene.pair_keys(places), (BASE + first) * BASE + second)
    )
    likely = usual >= seen + np.uint8(_MORE_USUAL)
    likely &= ~np.isin(scene.codes[places + 2], _SUFFIXES)
    for step in (0, 1):
        likely &= ~any_word(scene, AROUND, places + step)
    return np.asarray(likely & ~table.levels(_FITTING.written(scene, places)).any(axis=0))


def _meant(scene: Scene, places: Places) -> tuple[Places, Codes, Codes]:
    """The usual words that look like the pairs in these places, and where."""
    codes, table = scene.codes, scene.table
    found = []
    for side in (0, 1):
        which, other = alike(codes[places + side])
        here = places[which]
        one, two = (other, codes[here + 1]) if side == 0 else (codes[here], other)
        key = (BASE + one) * BASE + two
        usual = (table.levels(key) >= _LESS_USUAL) & (table.levels(word_keys(key)) > 0)
        found.append((here[usual], one[usual], two[usual]))
    where, one, two = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return where, one, two


def alike(written: Codes) -> tuple[Places, Codes]:
    """What looks like these characters: of which one, and the other."""
    known, meant = pairs()
    first = np.searchsorted(known, written)
    count = np.searchsorted(known, written, side="right") - first
    ends = np.cumsum(count)
    index = np.arange(count.sum()) + np.repeat(first - ends + count, count)
    return np.repeat(np.arange(len(written)), count), meant[index]


def _stands_apart(scene: Scene, places: Places) -> Mask:
    """Whether whole words stand around two characters that are no numerals or names."""
    codes = scene.codes
    free = known_words.between_words(scene, places)
    for step in (0, 1):
        free &= ~character_classes.numeral(codes[places + step])
        free &= ~name_signs.character(scene, places + step)
    return np.asarray(free)


@cache
def pairs() -> tuple[Codes, Codes]:
    """The written and the meant character of each two that look alike, by the written one."""
    lines = (packs() / "lookalikes.txt").read_text("utf-8").splitlines()
    groups = " ".join(line for line in lines if not line.startswith("#")).split()
    pairs = sorted({(ord(a), ord(b)) for one in groups for a in one for b in one if a != b})
    written, meant = np.array(pairs, dtype=np.uint64).T
    return written, meant
