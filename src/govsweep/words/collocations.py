"""Collocations of official text, one of whose characters was written for another.

A collocation is a usual word, or two words that usually stand together (整改率, 整体形象), as
`scripts/build_collocations.py` counted them. Only what was never seen is held against them.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from govsweep.rules import packed_text
from govsweep.words import character_classes, explained, known_words, name_signs
from govsweep.words.bloom import BloomFilter
from govsweep.words.confusions import SOUNDS, confusions
from govsweep.words.dictionary import listed
from govsweep.words.evidence import PAD, Scene, Windows, logs
from govsweep.words.exempt import Mask
from govsweep.words.kinds import points
from govsweep.words.lookalikes import alike
from govsweep.words.ngrams import POWERS, Codes, Floats, Places, order, together, word_keys
from govsweep.words.scoring import Score

LENGTHS = (2, 3, 4, 5)
_LEAST_TERM = 3  # characters: of two too many others are made by chance
_BITS = 21  # of the filter: two megabytes
_SALT = np.arange(1, 6, dtype=np.uint64) * np.uint64(0x2545F4914F6CDD1D)
_SPANS = [(length, offset) for length in LENGTHS for offset in range(length)]
_LENGTHS = np.array([[length] for length, _ in _SPANS])
_OFFSETS = np.array([[offset] for _, offset in _SPANS])
_KINDS = 4
# The groups: counted ones, terms of the trade, and words made of two characters that are nobody's.
COUNTED, TERM, PIECE = "collocation", "collocation-term", "collocation-piece"
# Counted ones of the same sound, where no run of three that holds what is written is known.
SOUND = "collocation-sound"
# Fixed phrases of four characters, of the same sound and of another shape.
IDIOM, IDIOM_SHAPE = "collocation-idiom", "collocation-idiom-shape"
GROUPS = (COUNTED, SOUND, TERM, PIECE, IDIOM, IDIOM_SHAPE)
_IDIOM_LENGTH, _USUAL_IDIOM = 4, 5  # characters, and the level of one that text often has
_TERM_LEVEL = np.uint8(14)  # that of the most usual words
_COUNTED, _TERMS, _IDIOMS = 0, 1, 2  # where a collocation comes from
_BESIDE = Windows([(2, 0), (2, 1), (3, 0), (3, 1), (3, 2)])
_ALONE = Windows([(1, 0)])


class Collocations:
    """The collocations, by what is left of each without one of its characters."""

    def __init__(self, document: str, terms: str = "", idioms: str = "") -> None:
        """`terms` and `idioms` are held for as usual as anything can be, whatever their count."""
        counted = document.count("\n") + 1
        characters = points(f"{document}\n{terms}\n{idioms}\n")
        ends_line = characters == ord("\n")
        ends = np.flatnonzero(ends_line | (characters == ord(" ")))
        starts = np.append(0, ends[:-1] + 1)
        levels = np.cumsum(ends_line, dtype=np.uint8)[starts]  # how many lines stand above
        origins = np.where(levels < counted, 0, levels - counted + _TERMS).astype(np.uint8)
        levels = np.where(origins > 0, _TERM_LEVEL, levels)
        key, meant, level, origin = [], [], [], []
        for length in LENGTHS:
            some = np.flatnonzero(ends - starts == length)
            codes = characters[starts[some, np.newaxis] + np.arange(length)].astype(np.uint64)
            whole = POWERS[length] + (codes * POWERS[:length][::-1]).sum(axis=1)
            for place in range(length):
                key.append(_without(whole, codes[:, place], length, place))
                meant.append(codes[:, place].astype(np.uint16))
                level.append(levels[some])
                origin.append(origins[some])
        keys = np.concatenate(key)
        sorted_ = order(keys)
        keys = keys[sorted_]
        first, _ = together(keys)
        self._key, self._starts = keys[first], np.append(first, len(keys)).astype(np.int32)
        self._meant = np.concatenate(meant)[sorted_]
        self._level = np.concatenate(level)[sorted_]
        self._origin = np.concatenate(origin)[sorted_]
        self._filter = BloomFilter(self._key, _BITS)

    def __len__(self) -> int:
        """How many ways there are to leave a character out."""
        return len(self._meant)

    def may_hold(self, key: Codes) -> Mask:
        """Which keys may be of a collocation; most are turned away."""
        return self._filter.may_hold(key)

    def of(self, key: Codes) -> tuple[Places, Codes, npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
        """For each key, by its number: what makes a collocation, how usual, and whence it comes."""
        row = np.searchsorted(self._key, key)
        row[self._key.take(row, mode="clip") != key] = -1  # whose count is none
        first = self._starts[row]
        count = np.maximum(self._starts.take(row + 1) - first, 0)
        ends = np.cumsum(count)
        index = np.arange(count.sum()) + np.repeat(first - ends + count, count)
        return (
            np.repeat(np.arange(len(key)), count),
            self._meant[index].astype(np.uint64),
            self._level[index],
            self._origin[index],
        )


def _without(whole: Codes, character: Codes, length: int | Places, place: int | Places) -> Codes:
    """The key of a collocation of which one character may be any."""
    return np.asarray(whole - character * POWERS[length - 1 - place] + _SALT[place])


@cache
def collocations() -> Collocations:
    """The collocations that ship."""
    return Collocations(
        packed_text("collocations.txt.gz"), trade_terms(), packed_text("idioms.txt.gz")
    )


def trade_terms() -> str:
    """The fixed terms of the trade and of all trades that ship, of three to five characters."""
    trades = (term for term in listed("trades.txt") if len(term) >= _LEAST_TERM)
    return " ".join((*listed("trade_terms.txt"), *trades))


def _run(scene: Scene, start: Places, length: int) -> Codes:
    return np.asarray(scene.keys.take(scene.bases[length] + start, mode="clip"))


def _grouped(
    scene: Scene, found: "CollocationCandidates", probability: Floats, least: Mapping[str, float]
) -> npt.NDArray[np.object_]:
    """The group of each candidate that is probable enough for it; nothing for the others."""
    groups = np.full(len(probability), "", dtype=object)
    is_sound, is_idiom = found.kinds < SOUNDS, found.origins == _IDIOMS
    # What only looks like a term's character makes another word too often: 教务服务 of a school.
    is_term = (found.origins == _TERMS) & is_sound
    groups[is_term & (probability >= least[TERM])] = TERM
    alone = is_sound & ~_known(scene, found.places)
    # What a list alone holds may have another form that is as right: 帐实相符.
    counted = found.origins == _COUNTED
    for chosen, group in (
        (~alone & counted, COUNTED),
        (alone & counted, SOUND),
        (is_idiom & is_sound, IDIOM),
        (is_idiom & ~is_sound, IDIOM_SHAPE),
    ):
        groups[chosen & (probability >= least[group])] = group
    told = (groups == "") & is_idiom & ~is_sound & ~_known(scene, found.places)
    rows = np.flatnonzero(told & (found.lengths == _IDIOM_LENGTH))
    rows = rows[_looks_like_an_idiom(scene, found.only(rows))]
    groups[rows], probability[rows] = IDIOM_SHAPE, least[IDIOM_SHAPE]
    return groups


def _looks_like_an_idiom(scene: Scene, found: "CollocationCandidates") -> Mask:
    """Whether a usual idiom is meant, of which one character looks like another in print.

    Of 11.6 million characters that are no slips none is so: what looks only a little like one is
    another phrase (连根掘起), and of rare idioms lists hold wrong forms, too.
    """
    written, places = scene.codes[found.places], found.places
    which, other = alike(written)
    looks_so = np.zeros(len(places), dtype=bool)
    looks_so[which[other == found.meant[which]]] = True
    factor = POWERS[_IDIOM_LENGTH - 1 - found.offsets]
    meant = _run(scene, places - found.offsets, _IDIOM_LENGTH) + (found.meant - written) * factor
    return np.asarray(looks_so & (scene.table.levels(meant) >= _USUAL_IDIOM))


class CollocationSlip(NamedTuple):
    """A collocation one of whose characters should be another."""

    start: int
    end: int
    place: int
    meant: str
    probability: float
    group: str


class CollocationCandidates(NamedTuple):
    """Candidates: the character in question, what is meant, and what it would make."""

    places: Places
    meant: Codes
    lengths: Places
    offsets: Places  # of the character in the collocation
    levels: npt.NDArray[np.uint8]
    kinds: npt.NDArray[np.uint8]
    origins: npt.NDArray[np.uint8]

    def only(self, chosen: Places | Mask) -> "CollocationCandidates":
        """The candidates that were chosen."""
        places, meant, lengths, offsets, levels, kinds, origins = self
        return CollocationCandidates(
            places[chosen],
            meant[chosen],
            lengths[chosen],
            offsets[chosen],
            levels[chosen],
            kinds[chosen],
            origins[chosen],
        )

    def features(self, scene: Scene) -> Floats:
        """The columns by which a candidate is scored."""
        places, meant = self.places, self.meant
        codes, levels = scene.codes, scene.table.levels
        start, end = places - self.offsets, places - self.offsets + self.lengths
        rows = [
            *levels(_BESIDE.meant(scene, places, meant)),
            *levels(_BESIDE.written(scene, places)),
            *levels(word_keys(known_words.AROUND.meant(scene, places, meant))),
            *levels(word_keys(known_words.AROUND.written(scene, places))),
            *levels(_ALONE.meant(scene, places, meant)),
            *levels(_ALONE.written(scene, places)),
            *levels(word_keys(_ALONE.written(scene, places))),
            *levels(word_keys(np.array([_run(scene, start - 1, 2), _run(scene, end - 1, 2)]))),
            *levels(word_keys(np.array([_run(scene, start - 2, 3), _run(scene, start - 1, 3)]))),
            *levels(word_keys(np.array([_run(scene, end - 2, 3), _run(scene, end - 1, 3)]))),
            scene.triples[start - 2],
            scene.triples[start - 1],
            scene.triples[end - 2],
            scene.triples[end - 1],
        ]
        more = [
            *(self.lengths == length for length in LENGTHS),
            *(self.kinds == kind for kind in range(_KINDS)),
            self.offsets == 0,
            self.offsets == self.lengths - 1,
            codes[start - 1] == 0,
            codes[end] == 0,
            self.levels,
        ]
        both = [logs(np.array(rows)), np.array(more, dtype=np.float32)]
        return np.concatenate(both).T


def strange(scene: Scene, masked: Mask) -> Places:
    """The strange characters that nothing exempts."""
    places = scene.strange
    return places[~masked.take(places - PAD, mode="clip")]


def tried(scene: Scene, places: Places) -> CollocationCandidates:
    """The collocations to try where a strange character is no name or numeral.

    The text as it stands there was never seen.
    """
    # A row for each way in which a collocation may hold the character, a column for each place.
    written = scene.keys.take(scene.bases[_LENGTHS] + places - _OFFSETS, mode="clip")
    key = _without(written, scene.codes[places], _LENGTHS, _OFFSETS).reshape(-1)
    near = np.flatnonzero(collocations().may_hold(key))
    near = near[scene.table.levels(written.reshape(-1)[near]) == 0]
    which, meant, levels, origins = collocations().of(key[near])
    row, column = np.divmod(near[which], len(places))
    here = places[column]
    kinds = confusions().kinds(scene.codes[here], meant)
    lengths, offsets = _LENGTHS[row, 0], _OFFSETS[row, 0]
    found = CollocationCandidates(here, meant, lengths, offsets, levels, kinds, origins)
    found = found.only(kinds < _KINDS)
    return found.only(~_is_explained(scene, found)) if len(found.places) else found


def _is_explained(scene: Scene, found: CollocationCandidates) -> Mask:
    quiet = name_signs.character(scene, found.places) | explained.measured(scene, found.places)
    written = scene.codes[found.places]
    quiet |= character_classes.numeral(written) & character_classes.numeral(found.meant)
    quiet |= character_classes.district(written)
    # Two words that are right beside each other make no fixed phrase, unless they sound like it.
    apart = known_words.halves(scene, found.places - found.offsets) & (found.kinds > 0)
    quiet |= apart & (found.origins == _IDIOMS)
    at_edge = (found.offsets == 0) | (found.offsets == found.lengths - 1)
    return np.asarray(quiet | (at_edge & character_classes.small(written)))


def _known(scene: Scene, places: Places) -> Mask:
    """Whether a run of three that holds the character is known."""
    return np.asarray((scene.triples[places[:, np.newaxis] - [0, 1, 2]] > 0).any(axis=1))


def slips(
    scene: Scene, places: Places, score: Score, least: Mapping[str, float]
) -> list[CollocationSlip]:
    """The collocations one of whose characters should be another, the surest first.

    `least` has the probability of each group from which on it is told: of a term of the trade less
    is enough, and of a usual word made of two characters that are nobody's. Where known words lie
    across its edges, it is other words that stand there: 健身|促|健康.
    """
    found = tried(scene, places)
    if not len(found.places):
        return []
    probability = score(found.features(scene))
    groups = _grouped(scene, found, probability, least)
    low = np.flatnonzero((groups == "") & (probability >= least[PIECE]))
    low = low[known_words.completed(scene, found.places[low], found.meant[low])]
    groups[low] = PIECE
    enough = groups != ""
    found, probability, groups = found.only(enough), probability[enough], groups[enough]
    told: list[CollocationSlip] = []
    taken: set[int] = set()
    for row in np.argsort(-probability, kind="stable").tolist():
        place = int(found.places[row]) - PAD
        start = place - int(found.offsets[row])
        end = start + int(found.lengths[row])
        if place in taken or known_words.crossed(scene, start + PAD, end + PAD, place + PAD):
            continue
        taken.add(place)
        meant = chr(int(found.meant[row]))
        told.append(CollocationSlip(start, end, place, meant, float(probability[row]), groups[row]))
    return told
