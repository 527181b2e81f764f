"""Words that are right by themselves and fit their neighbours, in a sentence about something else.

No count holds 分时鱼跃 against anybody, as little as 分时预约 is known; but a sentence of 景区
speaks of the one and never of the other. Tried is what sounds or looks like the two characters; it
must fit what stands around, and fit it better than what is written.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np

from govsweep.words import character_classes, explained, known_words, name_signs
from govsweep.words.confusions import confusions
from govsweep.words.contexts import BITS, UNKNOWN, contexts
from govsweep.words.evidence import PAD, Scene, Windows
from govsweep.words.exempt import Mask
from govsweep.words.lookalikes import alike
from govsweep.words.ngrams import Codes, Floats, Places, together, word_keys
from govsweep.words.pairs import homophones
from govsweep.words.scoring import Score

BEFORE, AFTER = 11, 13  # characters that are looked at beside a place
NEAR_BEFORE, NEAR_AFTER = 5, 6  # and those that may settle alone that nothing is told
_ENOUGH = 1.5  # of what stands around speaks for a word
_FITTING = Windows([(3, 1), (3, 0), (4, 2), (4, 1), (4, 0)], 2)
_ITSELF = Windows([(2, 0)], 2)
_WORD_BITS = 16
_FIRST, _LAST = 0x4E00, 0xA000  # Han characters
# Of the same sound: a word for a word, and no word for one; then what only looks or sounds alike.
WORD, SOUND, SHAPE = "homophone-context", "speller-context", "speller-context-shape"
GROUPS = WORD, SOUND, SHAPE


class ContextualSlip(NamedTuple):
    """A word of two characters that should be another."""

    place: int
    meant: str
    probability: float
    group: str


class ContextualCandidates(NamedTuple):
    """Candidates: where, the two characters meant, and how both readings go with the rest."""

    places: Places
    first: Codes
    second: Codes
    meant: Floats  # a row for each figure of `Contexts.weighed`
    written: Floats
    usual: Floats
    known: Places  # how many pairs around are known at all

    def features(self, scene: Scene) -> Floats:
        """The columns by which a candidate is scored."""
        codes, levels = scene.codes, scene.table.levels
        sides = (codes[self.places], self.first), (codes[self.places + 1], self.second)
        written = _ITSELF.written(scene, self.places)
        rows = [
            *self.meant,
            *self.written,
            self.meant[0] - self.written[0],
            self.known,
            *self.usual,
            *levels(_FITTING.meant(scene, self.places, self.first, self.second)),
            *levels(_FITTING.written(scene, self.places)),
            *levels(written),
            *(levels(word_keys(written)) > 0),
            sum(homophones().exactly(one, other) for one, other in sides) == 2,
            sum((one != other).astype(int) for one, other in sides),
            explained.pair(scene, self.places),
            known_words.between_words(scene, self.places),
        ]
        return np.array(rows, dtype=np.float32).T


class Likes(NamedTuple):
    """Places, and the words that sound or look like what stands there: of which place, and which.

    Each of the places has one.
    """

    places: Places
    which: Places
    words: Places


def tried(scene: Scene, likes: Likes, starts: Places) -> ContextualCandidates | None:
    """The words to try in these places, by their texts' `starts`; None if there are none."""
    places, which, word = likes
    if not len(places):
        return None
    known, codes = contexts(), scene.codes
    around = known.nearby(scene, places, starts)
    itself = known.numbers(codes[places], codes[places + 1])
    written, meant = known.weighed(itself, around), known.weighed(word, around.of(which))
    better = np.flatnonzero((meant[0] > written[0, which]) & (meant[0] > _ENOUGH))
    if not len(better):
        return None
    word, which = word[better], which[better]
    return ContextualCandidates(
        places[which],
        *known.characters(word),
        meant[:, better],
        written[:, which],
        np.array([known.usual(word), known.usual(itself)[which]]),
        around.known.sum(axis=1)[which],
    )


def unsettled(scene: Scene, places: Places) -> Places:
    """The places of which something may be told, for all that stands beside them.

    Where known words lie across either edge, or numerals or names stand, nothing is.
    """
    places = places[~known_words.any_word(scene, known_words.ENDING, places)]
    places = places[~known_words.any_word(scene, known_words.BEGINNING, places + 1)]
    return places[~_is_explained(scene, places)]


def like(scene: Scene, places: Places) -> Likes:
    """What sounds or looks like the two characters in places; those without it are left out."""
    codes = scene.codes
    where, meant = homophones().of(codes, places)
    found = [(np.searchsorted(places, where), contexts().numbers(meant[:, 0], meant[:, 1]))]
    starts, counts, others = _alike()
    for side in (0, 1):
        written, kept = codes[places + side].view(np.int64), codes[places + 1 - side]
        count = counts.take(written)
        ends = np.cumsum(count)
        row = np.repeat(np.arange(len(places)), count)
        other = others.take(np.arange(len(row)) + (starts.take(written) - ends + count).take(row))
        pair = (kept.take(row), other) if side else (other, kept.take(row))
        found.append((row, contexts().numbers(*pair)))
    row, word = (np.concatenate(parts) for parts in zip(*found, strict=True))
    key = np.sort((row << _WORD_BITS | word)[word != UNKNOWN])
    key = key[together(key)[0]]
    first, which = together(key >> _WORD_BITS)
    return Likes(places[key[first] >> _WORD_BITS], which, key & ((1 << _WORD_BITS) - 1))


@cache
def _alike() -> tuple[Places, Places, Codes]:
    """The characters that sound or look like each one: where they begin, how many, and which."""
    every = np.arange(_FIRST, _LAST, dtype=np.uint64)
    some = confusions().of(every, np.arange(len(every)))
    sound = np.flatnonzero(homophones().exactly(every[some.places], some.meant))
    row, other = alike(every)
    row = np.concatenate([some.places[sound], row]) + _FIRST
    key = np.sort(row.astype(np.uint64) << BITS | np.concatenate([some.meant[sound], other]))
    key = key[together(key)[0]]
    counts = np.bincount((key >> BITS).astype(np.int64), minlength=_LAST + 1)
    return np.cumsum(counts) - counts, counts, key & np.uint64(0xFFFF)


def slips(
    scene: Scene, likes: Likes, starts: Places, score: Score, least: Mapping[str, float]
) -> list[ContextualSlip]:
    """The words in these places that should be others: one a place, by its group's threshold."""
    found = tried(scene, likes, starts)
    if found is None:
        return []
    probability = score(found.features(scene))
    rows = np.flatnonzero(probability >= min(least.values()))
    told: list[ContextualSlip] = []
    taken: set[int] = set()
    for row in rows[np.argsort(-probability[rows], kind="stable")].tolist():
        place = int(found.places[row])
        of = group(scene, found, row)
        if probability[row] < least[of] or taken & {place - 1, place, place + 1}:
            continue
        taken.add(place)
        meant = chr(int(found.first[row])) + chr(int(found.second[row]))
        told.append(ContextualSlip(place - PAD, meant, float(probability[row]), of))
    return told


def group(scene: Scene, found: ContextualCandidates, row: int) -> str:
    """The kind of evidence of a candidate."""
    at = found.places[row : row + 1]
    sides = (at, found.first), (at + 1, found.second)
    is_sound = all(homophones().exactly(scene.codes[one], of[row : row + 1]) for one, of in sides)
    if not is_sound:
        return SHAPE
    return SOUND if contexts().numbers(scene.codes[at], scene.codes[at + 1]) == UNKNOWN else WORD


def _is_explained(scene: Scene, places: Places) -> Mask:
    """Whether numerals or names stand here, or a word of one character goes on: 三|十余."""
    codes = scene.codes
    quiet = codes[places + 2] == ord("江")
    for step in (0, 1):
        quiet |= character_classes.numeral(codes[places + step])
        quiet |= name_signs.character(scene, places + step)
    return np.asarray(quiet)
