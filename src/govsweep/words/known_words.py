"""Known words at a place: which end there, begin there, hold it or lie across it.

The words are the dictionary's, as the table of counts holds them.
"""

import numpy as np

from govsweep.words.character_classes import LANDS, NUMERALS, bound, one_of, small, when
from govsweep.words.evidence import Scene, Windows
from govsweep.words.exempt import Mask
from govsweep.words.ngrams import LONGEST, Codes, Places, word_keys

ENDING = Windows([(2, 1), (3, 2), (4, 3)])  # words that end with the place
BEGINNING = Windows([(2, 0), (3, 0), (4, 0)])  # and that begin with it
# Words that hold the place.
AROUND = Windows([(length, offset) for length in (2, 3, 4) for offset in range(length)])
HOLDING = Windows([(3, 0), (3, 1), (4, 0), (4, 1), (4, 2)])  # that hold it and the next character
_PIECES = Windows([(2, 1), (2, 0)])  # both that hold the place
_COMMON = 9  # a run of two that makes of a piece a usual word
SHORT_ENDING = Windows([(2, 1), (3, 2)])
_SHORT_BEGINNING = Windows([(2, 0), (3, 0)])


def any_word(scene: Scene, windows: Windows, places: Places) -> Mask:
    """Whether any run that stands so to a place is a known word."""
    levels = scene.table.levels(word_keys(windows.written(scene, places)))
    return np.asarray((levels > 0).any(axis=0))


def _keys(scene: Scene, places: Places, length: int) -> Codes:
    return np.asarray(scene.keys.take(scene.bases[length] + places))


def halves(scene: Scene, starts: Places) -> Mask:
    """Whether four characters are two known words: 紧密|契合."""
    table = scene.table
    first, second = (_keys(scene, starts + shift, 2) for shift in (0, 2))
    return np.asarray((table.levels(word_keys(first)) > 0) & (table.levels(word_keys(second)) > 0))


def crossed(scene: Scene, start: int, end: int, place: int) -> bool:
    """Whether known words begin before a span and end in it, or begin in it and end after it.

    Only what is near the place is looked at, as all that judging a place looks at is.
    """
    near = LONGEST - 1
    places = np.arange(max(start - 3, place - near), end, dtype=np.int64)
    for length in (2, 3, 4):
        last = places + length
        begins = places[(places < start) & (last > start) & (last < end)]
        ends = places[(places > start) & (last > end) & (last <= place + near + 1)]
        for some in (begins, ends):
            if len(some) and scene.table.levels(word_keys(_keys(scene, some, length))).any():
                return True
    return False


def ending(scene: Scene, place: int) -> bool:
    """Whether a word ends here and its last character follows, which begins none: 应当|当|予以."""
    at = np.array([place])
    ends, begins = any_word(scene, ENDING, at), any_word(scene, BEGINNING, at + 1)
    return bool((ends & ~begins & ~any_word(scene, HOLDING, at)).any())


def between_words(scene: Scene, places: Places) -> Mask:
    """Whether whole words, or what ends one, stand on both sides of two characters."""
    before, after = scene.codes[places - 1], scene.codes[places + 2]
    free = (before <= 2) | any_word(scene, ENDING, places - 1) | small(before)
    free &= (after <= 2) | any_word(scene, BEGINNING, places + 2) | small(after) | when(after)
    return np.asarray(free)


def left_alone(scene: Scene, places: Places) -> Mask:
    """Whether characters that are always part of a word are part of none here: 县长|主|。."""
    return np.asarray(bound(scene.codes[places]) & ~any_word(scene, AROUND, places))


def piece(scene: Scene, places: Places) -> Mask:
    """Whether two characters, of which the first stands here, are nobody's: 空白|拦目|。.

    They were never seen together, a known word or the clause ends before them, and another begins
    behind them. Words of four are left out: they reach farther than what judging a place looks at.
    What lies by a river or in the west is a name, and what is counted a form: 沣西, 三核.
    """
    codes = scene.codes
    before, after = codes[places - 1], codes[places + 2]
    alone = (codes[places] > 2) & (codes[places + 1] > 2)
    for step in (0, 1):
        alone &= ~one_of(codes[places + step], LANDS + NUMERALS)
    alone &= scene.table.levels(scene.pair_keys(places)) == 0
    alone &= (before <= 2) | any_word(scene, SHORT_ENDING, places - 1)
    return np.asarray(alone & ((after <= 2) | any_word(scene, _SHORT_BEGINNING, places + 2)))


def completed(scene: Scene, places: Places, meant: Codes) -> Mask:
    """Whether the meant characters make usual words of pieces that are nobody's."""
    if not len(places):
        return np.zeros(0, dtype=bool)
    key = _PIECES.meant(scene, places, meant)
    usual = scene.table.levels(key) >= _COMMON
    usual &= scene.table.levels(word_keys(key)) > 0
    for row, start in zip(usual, (places - 1, places), strict=True):
        row[row] = piece(scene, start[row])
    return np.asarray(usual.any(axis=0))
