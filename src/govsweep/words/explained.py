"""What known words, forms of speech and names explain together: rare there is not wrong.

Nothing here says that a text is right; it says that the statistical tiers have no ground to call
it wrong.
"""

import numpy as np

from govsweep.words.character_classes import (
    CAPITALS,
    ENDS_PLACES,
    MEASURES,
    NUMERALS,
    SEVERAL,
    SMALL,
    SUFFIXES,
    one_of,
)
from govsweep.words.evidence import Scene
from govsweep.words.exempt import Mask
from govsweep.words.known_words import BEGINNING, ENDING, HOLDING, any_word
from govsweep.words.name_signs import named
from govsweep.words.ngrams import Places


def pair(scene: Scene, places: Places) -> Mask:
    """Whether two characters, of which the first stands here, belong to known words or names."""
    codes = scene.codes
    first, second = codes[places], codes[places + 1]
    explained = one_of(first, CAPITALS) | one_of(second, CAPITALS)
    explained |= any_word(scene, HOLDING, places)
    explained |= any_word(scene, ENDING, places) & any_word(scene, BEGINNING, places + 1)
    explained |= one_of(second, ENDS_PLACES) | one_of(first, "县区市省")
    explained |= one_of(first, SEVERAL) & one_of(second, MEASURES)  # 合同九份
    return explained | named(scene, places) | named(scene, places - 1)


def measured(scene: Scene, places: Places) -> Mask:
    """Whether a character is a measure word behind a numeral, or a numeral in a list: 二、三业."""
    here, before = scene.codes[places], scene.codes[places - 1]
    measure = one_of(here, MEASURES)
    measure &= one_of(before, NUMERALS) | (before == 1)
    # 第三十九条低、中水平: what begins an article belongs to nothing before it.
    measure |= (before == ord("条")) & one_of(scene.codes[places - 2], NUMERALS)
    return np.asarray(measure | ((before == 0) & one_of(here, NUMERALS)))


def gap(scene: Scene, places: Places) -> Mask:
    """Whether a word ends before these places and another one begins there: nothing is broken.

    A particle counts as a word. A name before or behind the place is none of ours either.
    """
    codes = scene.codes
    ends = any_word(scene, ENDING, places - 1) | one_of(codes[places - 1], SMALL)
    begins = any_word(scene, BEGINNING, places) | one_of(codes[places], SMALL)
    begins |= one_of(codes[places], SUFFIXES) & any_word(scene, ENDING, places - 1)
    both = ends & begins & (codes[places - 1] > 2) & (codes[places] > 2)
    return both | named(scene, places - 1) | named(scene, places - 2)
