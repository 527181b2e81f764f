"""Two characters that nobody ever wrote together, where a very usual word sounds the same: 拍买.

No known word holds either character, wide text never has the two beside each other so, whole words
stand around, and the word that sounds so goes well with them.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from govsweep.rules import packed_text
from govsweep.words import character_classes, known_words, name_signs
from govsweep.words.confusions import confusions
from govsweep.words.evidence import PAD, Scene, Windows
from govsweep.words.exempt import Mask
from govsweep.words.known_words import AROUND, any_word
from govsweep.words.ngrams import BASE, Codes, Places, among, encode, official, word_keys
from govsweep.words.pairs import homophones

USUAL = 11  # of the word that is meant: among the thousands that every office writes
_FITS = 11  # levels of all runs of three and four together that hold it and what stands around
_BITS = np.uint64(16)
_FITTING = Windows([(3, 1), (3, 0), (4, 2), (4, 1), (4, 0)], 2)
_BEFORE, _AFTER = _FITTING.rows[3, 1], _FITTING.rows[3, 0]
_SMALL = "以其可同至非与第上下主不或又再已来去能会逐"  # words of one character everywhere
_SUFFIXES = "化性度率者员们长部局处委组队级型式"  # they belong to the word before them


class NobodysPair(NamedTuple):
    """Two characters, of which the first stands at `place`, that should be a word."""

    place: int
    meant: str
    unseen: bool  # whether the two stand beside each other in no text at all, not by chance either
    backed: bool  # whether the word is known beside a neighbour, not only beside marks


def nobodys(scene: Scene, places: Places) -> list[NobodysPair]:
    """The pairs in these places that are no word, each with the usual word that sounds the same."""
    codes = scene.codes
    places = places[~among(codes[places] << _BITS | codes[places + 1], _seen())]
    places = places[loose(scene, places)]
    places = _apart(scene, places[loose(scene, places + 1)])
    which, first, second = meant(codes[places], codes[places + 1])
    if not len(which):
        return []
    where = places[which]
    # Of several words the one that fits best into its surroundings is told.
    runs = scene.table.levels(_FITTING.meant(scene, where, first, second))
    fits = runs.sum(axis=0, dtype=np.int64)
    backed = (runs[_BEFORE] > 0) & (codes[where - 1] > 2)
    backed |= (runs[_AFTER] > 0) & (codes[where + 2] > 2)
    best: dict[int, tuple[int, str, bool]] = {}
    for place, fit, one, other, known in zip(
        *(some.tolist() for some in (where, fits, first, second, backed)), strict=True
    ):
        best[place] = max(best.get(place, (-1, "", False)), (fit, chr(one) + chr(other), known))
    told = [
        (place, word, known) for place, (fit, word, known) in sorted(best.items()) if fit >= _FITS
    ]
    begins = np.array([place for place, *_ in told], dtype=np.int64)
    levels = scene.table.levels(scene.pair_keys(begins))
    return [
        NobodysPair(place - PAD, word, level == 0, known)
        for (place, word, known), level in zip(told, levels.tolist(), strict=True)
    ]


def loose(scene: Scene, places: Places) -> Mask:
    """Whether no known word holds these characters."""
    return np.asarray((scene.codes[places] > 2) & ~any_word(scene, AROUND, places))


def meant(first: Codes, second: Codes) -> tuple[Places, Codes, Codes]:
    """The very usual words that sound like pairs: of which pair, and their two characters."""
    found = []
    for changed, kept, order in ((first, second, 1), (second, first, -1)):
        some = confusions().of(changed, np.arange(len(changed)))
        which, other = some.places, some.meant
        sound = np.flatnonzero(homophones().exactly(changed[which], other))
        which, other = which[sound], other[sound]
        one, two = (other, kept[which])[::order]
        key = (BASE + one) * BASE + two
        usual = (official().levels(key) >= USUAL) & (official().levels(word_keys(key)) > 0)
        found.append((which[usual], one[usual], two[usual]))
    which, one, two = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return which, one, two


def _apart(scene: Scene, places: Places) -> Places:
    """Those of the places where two characters are no name and no form, between whole words.

    What costs most is asked last, of the few that are left.
    """
    codes = scene.codes
    first, second = codes.take(places), codes.take(places + 1)
    form = character_classes.one_of(first, _SUFFIXES)
    for one in (first, second):
        form |= character_classes.one_of(one, _SMALL) | character_classes.small(one)
        form |= character_classes.numeral(one) | character_classes.lie(one)
    form |= character_classes.foreign(codes.take(places - 1)) & character_classes.foreign(first)
    places = places[~form]
    places = places[known_words.between_words(scene, places)]
    for step in (0, 1):
        places = places[~name_signs.character(scene, places + step)]
    return places


@cache
def _seen() -> Codes:
    """Pairs of the kind that wide text does have."""
    codes = encode(packed_text("seen_pairs.txt.gz")).reshape(-1, 2)
    return np.sort(codes[:, 0] << _BITS | codes[:, 1])
