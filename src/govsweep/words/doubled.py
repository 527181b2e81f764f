"""Doubled characters: written twice where once is meant."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from govsweep.words.evidence import LOGS, PAD, Scene, Windows
from govsweep.words.ngrams import Floats, Levels, Places, keys, word_keys
from govsweep.words.scoring import Score

SUSPECTED = 0.94
CONFIRMED = 0.9995
_WORDS = Windows([(length, offset) for length in range(2, 5) for offset in range(length - 1)])


class Doubled(NamedTuple):
    """A character that stands twice; the second one stands at `place`."""

    place: int
    probability: float


def doubled(scene: Scene, score: Score) -> list[Doubled]:
    """The characters of a text that may be doubled by mistake."""
    found = places(scene)
    if not len(found):
        return []
    probability = score(features(scene, found))
    return [
        Doubled(int(place) + 1 - PAD, float(one))
        for place, one in zip(found, probability, strict=True)
        if one >= SUSPECTED
    ]


def places(scene: Scene) -> Places:
    """The first of each two equal Han characters that stand alone together."""
    codes = scene.codes
    twice = np.flatnonzero((codes[:-1] == codes[1:]) & (codes[:-1] > 2))
    alone = (codes[twice - 1] != codes[twice]) & (codes[twice + 2] != codes[twice])
    return np.asarray(twice[alone])


def features(scene: Scene, places: Places) -> Floats:
    """How usual the text is with the character twice, and with it once."""
    twice = [scene.pairs(places), scene.triples[places - 1], scene.triples[places]]
    once = [_run(scene, places, (-1, 0, 2))]
    beside = [scene.triples[places - 2], scene.triples[places + 1]]
    beside += [scene.pairs(places - 1), scene.pairs(places + 1)]
    longer = [_run(scene, places, (-2, -1, 0, 2)), _run(scene, places, (-1, 0, 2, 3))]
    known = _is_word(scene, places).astype(np.float32)
    return np.stack(
        [*LOGS[np.stack(twice + once + beside)], known, *LOGS[np.stack(longer)]], axis=1
    )


def _run(scene: Scene, places: Places, offsets: tuple[int, ...]) -> Levels:
    """The level of the run that these neighbours of each place make."""
    rows = np.stack([scene.codes[places + offset] for offset in offsets], axis=1)
    return scene.table.levels(keys(rows.reshape(-1), len(offsets))[:: len(offsets)])


def _is_word(scene: Scene, places: Places) -> npt.NDArray[np.bool_]:
    """Whether a word of the dictionary holds both characters."""
    words = scene.table.levels(word_keys(_WORDS.written(scene, places)))
    return np.asarray(words.max(axis=0) > 0)
