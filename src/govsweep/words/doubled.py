"""Doubled characters: written twice where once is meant."""

from typing import NamedTuple

import numpy as np

from govsweep.words import doubling
from govsweep.words.evidence import PAD, Scene, Windows, logs
from govsweep.words.ngrams import BASE, Codes, Floats, Places, word_keys
from govsweep.words.scoring import Score

_ONCE = ((-1, 0, 2), (-2, -1, 0, 2), (-1, 0, 2, 3))  # runs without the second character
# A character that two whole words leave over. Of 3.04 million clean characters it was said of none.
_LEFT_OVER = 0.99
_PAIRS = np.array([[0], [-1], [1]])  # where the pairs begin that are looked up
_WORDS = Windows([(length, offset) for length in range(2, 5) for offset in range(length - 1)])


class Doubled(NamedTuple):
    """A character that stands twice; the second one stands at `place`."""

    place: int
    probability: float


def doubled(scene: Scene, score: Score, least: float) -> list[Doubled]:
    """The characters of a text that may be doubled by mistake, from a probability on."""
    found = places(scene)
    if not len(found):
        return []
    probability = score(features(scene, found))
    if least <= 1:
        probability[doubling.left_over(scene, found)] = _LEFT_OVER
    loud = np.flatnonzero(probability >= least)
    if not len(loud):
        return []
    found, probability = found[loud], probability[loud]
    return [
        Doubled(int(place) + 1 - PAD, float(one))
        for place, one, quiet in zip(
            found, probability, doubling.doubled(scene, found), strict=True
        )
        if not quiet
    ]


def places(scene: Scene) -> Places:
    """The first of each two equal Han characters that stand alone together."""
    codes = scene.codes
    twice = np.flatnonzero((codes[:-1] == codes[1:]) & (codes[:-1] > 2))
    alone = (codes[twice - 1] != codes[twice]) & (codes[twice + 2] != codes[twice])
    return np.asarray(twice[alone])


def features(scene: Scene, places: Places) -> Floats:
    """How usual the text is with the character twice, and with it once."""
    pairs = scene.pair_keys(places + _PAIRS)
    once = np.array([_run(scene, places, offsets) for offsets in _ONCE])
    words = word_keys(_WORDS.written(scene, places))
    levels = scene.table.levels(np.concatenate([pairs, once, words]))
    (twice, before, after), (near, *longer) = levels[:3], levels[3 : 3 + len(_ONCE)]
    around = [scene.triples[places + step] for step in (-1, 0, -2, 1)]
    # Whether a word of the dictionary holds both characters.
    known = (levels[3 + len(_ONCE) :].max(axis=0) > 0).astype(np.float32)
    rows = [twice, *around[:2], near, *around[2:], before, after]
    columns = [*logs(np.array(rows)), known, *logs(np.array(longer))]
    return np.ascontiguousarray(np.array(columns).T)


def _run(scene: Scene, places: Places, offsets: tuple[int, ...]) -> Codes:
    """The key of the run that these neighbours of each place make."""
    key = np.ones(len(places), dtype=np.uint64)
    for offset in offsets:
        key = key * BASE + scene.codes.take(places + offset)
    return key
