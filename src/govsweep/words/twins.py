"""A character written for one of nearly the same shape, in a usual word of two: 抗早, 幅射.

Official text has the two characters beside each other nowhere, not across the edge of two words
either, and with the other one in its place they are a very usual word that goes well with what
stands around, between whole words. How the characters sound does not matter.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from govsweep.rules import packs
from govsweep.words import explained
from govsweep.words.evidence import PAD, Scene, Windows
from govsweep.words.exempt import Mask
from govsweep.words.explained import BEGINNING, ENDING, any_word
from govsweep.words.ngrams import BASE, Codes, Places, word_keys

_USUAL = 11  # of the word that is meant
_FITS = 10  # levels of all runs of three and four together that hold it and what stands around
_FITTING = Windows([(3, 1), (3, 0), (4, 2), (4, 1), (4, 0)], 2)


class Twin(NamedTuple):
    """Two characters, of which the first stands at `place`, that should be a word."""

    place: int
    meant: str


def twins(scene: Scene, masked: Mask) -> list[Twin]:
    """The pairs of a text that no text has, each with the usual word that looks like them."""
    codes = scene.codes
    places = scene.strange  # of what nobody writes together the first one is strange
    places = places[codes[places + 1] > 2]
    places = places[scene.table.levels(scene.pair_keys(places)) == 0]
    places = places[~masked[places - PAD] & ~masked[places + 1 - PAD]]
    where, first, second = _meant(scene, places)
    if not len(where):
        return []
    free = _stands_apart(scene, where)
    where, first, second = where[free], first[free], second[free]
    fits = scene.table.levels(_FITTING.meant(scene, where, first, second))
    fits = fits.sum(axis=0, dtype=np.int64)
    best: dict[int, tuple[int, str]] = {}
    for place, fit, one, other in zip(
        where.tolist(), fits.tolist(), first.tolist(), second.tolist(), strict=True
    ):
        best[place] = max(best.get(place, (-1, "")), (fit, chr(one) + chr(other)))
    return [Twin(place - PAD, word) for place, (fit, word) in sorted(best.items()) if fit >= _FITS]


def _meant(scene: Scene, places: Places) -> tuple[Places, Codes, Codes]:
    """The very usual words that look like the pairs in these places, and where."""
    codes, table = scene.codes, scene.table
    found = []
    for side in (0, 1):
        which, other = _of(codes[places + side])
        here = places[which]
        one, two = (other, codes[here + 1]) if side == 0 else (codes[here], other)
        key = (BASE + one) * BASE + two
        usual = (table.levels(key) >= _USUAL) & (table.levels(word_keys(key)) > 0)
        found.append((here[usual], one[usual], two[usual]))
    where, one, two = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return where, one, two


def _of(written: Codes) -> tuple[Places, Codes]:
    """What looks like these characters: of which one, and the other."""
    known, meant = _pairs()
    first = np.searchsorted(known, written)
    count = np.searchsorted(known, written, side="right") - first
    ends = np.cumsum(count)
    index = np.arange(count.sum()) + np.repeat(first - ends + count, count)
    return np.repeat(np.arange(len(written)), count), meant[index]


def _stands_apart(scene: Scene, places: Places) -> Mask:
    """Whether whole words stand around two characters that are no numerals, particles or names."""
    codes = scene.codes
    before, after = codes[places - 1], codes[places + 2]
    free = (before <= 2) | any_word(scene, ENDING, places - 1) | explained.small(before)
    free &= (after <= 2) | any_word(scene, BEGINNING, places + 2) | explained.small(after)
    for step in (0, 1):
        free &= ~explained.numeral(codes[places + step]) & ~explained.small(codes[places + step])
        free &= ~explained.character(scene, places + step)
    return np.asarray(free)


@cache
def _pairs() -> tuple[Codes, Codes]:
    """The written and the meant character of each two that look alike, by the written one."""
    lines = (packs() / "twins.txt").read_text("utf-8").splitlines()
    groups = " ".join(line for line in lines if not line.startswith("#")).split()
    pairs = sorted({(ord(a), ord(b)) for one in groups for a in one for b in one if a != b})
    written, meant = np.array(pairs, dtype=np.uint64).T
    return written, meant
