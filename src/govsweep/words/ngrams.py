"""Counts of character n-grams of official text, and a dictionary's words, in one compact table.

Each n-gram is known by a 12-bit print in one of two slots and carries a level from 1 to 15, the
logarithm of its count. A look-up is two gathers; about one stranger in four thousand is mistaken
for a known one, which the speller meets by asking for its parts too. Beside it stands a small list
of bits, by which most of what is no usual run of three is turned away sooner.
"""

from functools import cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from govsweep.rules import packs
from govsweep.words.kinds import points

Codes: TypeAlias = npt.NDArray[np.uint64]
Levels: TypeAlias = npt.NDArray[np.uint8]
Places: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float32]

LONGEST = 5
SLOT_BITS = 24
USUAL_BITS = 23
USUAL = 3  # runs of three from this level on stand in the list of usual ones
# The smallest count of each level.
STEPS = (1, 2, 3, 4, 6, 9, 13, 20, 35, 60, 110, 220, 500, 1500, 5000)
BASE = np.uint64(0x9E3779B97F4A7C15)
POWERS = np.array([pow(int(BASE), power, 1 << 64) for power in range(LONGEST + 2)], dtype=np.uint64)
_WORD = np.uint64(0xD1B54A32D192ED03)  # sets a dictionary's word apart from the n-gram it is
_PROOF = np.uint64(0xA0761D6478BD642F)  # longer words are kept twice, so that none is mistaken
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_SHIFT = np.uint64(31)
_LINE = np.uint64(31)  # both slots of a key lie in one line of the processor's memory
_PARTS = 256  # in which the table is read
_DIGIT = 16  # bits by which keys are sorted
_MASK = np.uint64((1 << SLOT_BITS) - 1)


def encode(text: str) -> Codes:
    """The characters as numbers: digits are one, letters are one, all else that is not Han is 0."""
    return _numbers().take(points(text), mode="clip")  # what lies beyond is like the last: 0


def among(values: Codes, known: Codes) -> npt.NDArray[np.bool_]:
    """Which of the values stand in a sorted table; `np.isin` would go through all of it."""
    return np.asarray(known.take(np.searchsorted(known, values), mode="clip") == values)


@cache
def _numbers() -> Codes:
    table = np.zeros(0x9FFF + 2, dtype=np.uint64)
    table[0x4E00:0xA000] = np.arange(0x4E00, 0xA000)
    table[0x30:0x3A] = 1
    table[0x41:0x5B] = table[0x61:0x7B] = 2
    return table


def keys(codes: Codes, length: int) -> Codes:
    """The key of the n-gram of this length that starts at each place."""
    count = max(0, len(codes) - length + 1)
    key = np.full(count, POWERS[length], dtype=np.uint64)
    for offset in range(length):
        key += codes[offset : offset + count] * POWERS[length - 1 - offset]
    return key


def all_keys(codes: Codes) -> tuple[Codes, Places]:
    """The keys of all n-grams, from single characters on, and where those of a length begin."""
    counts = len(codes) - np.arange(LONGEST)
    starts = np.cumsum([0, 0, *counts])
    every = np.empty(starts[-1], dtype=np.uint64)
    shorter = np.add(codes, BASE, out=every[: len(codes)])
    for length in range(2, LONGEST + 1):
        runs = every[starts[length] : starts[length + 1]]
        shorter = np.multiply(shorter[:-1], BASE, out=runs)
        runs += codes[length - 1 :]
    return every, starts


def word_keys(key: Codes) -> Codes:
    """The keys by which n-grams are known as words of the dictionary."""
    return key ^ _WORD


def proof_keys(key: Codes) -> Codes:
    """The keys by which a word of three characters or more is known a second time."""
    return key ^ _PROOF


def slots(key: Codes) -> tuple[Places, Places, npt.NDArray[np.uint16]]:
    """Both slots of a key, and its print."""
    mixed = mix(key)
    first = mixed & _MASK
    second = mixed >> np.uint64(SLOT_BITS)
    second |= np.uint64(1)
    second += first
    second &= _LINE
    second |= first & ~_LINE
    return _index(first), _index(second), (mixed >> np.uint64(52)).astype(np.uint16)


def _index(slot: Codes) -> Places:
    """Small numbers as numpy takes them for an index without making a copy."""
    return slot.view(np.int64)


def mix(key: Codes) -> Codes:
    """A key with all its bits spread over the number."""
    mixed = key >> _SHIFT
    mixed ^= key
    mixed *= _MIX
    mixed ^= mixed >> np.uint64(29)
    return mixed


def usual_bits(key: Codes) -> Places:
    """Which bit of the list of usual runs of three a key has."""
    mixed = key * _MIX
    mixed >>= np.uint64(64 - USUAL_BITS)
    return _index(mixed)


def order(key: npt.NDArray[np.unsignedinteger]) -> Places:
    """The order of many keys, equal ones as they stand.

    Digit by digit: numpy sorts two bytes by counting, in half the time that it takes for eight.
    """
    digits = -(-int(key.max(initial=1)).bit_length() // _DIGIT)
    found = np.argsort(key.astype(np.uint16), kind="stable")
    for digit in range(1, digits):
        high = (key >> key.dtype.type(digit * _DIGIT)).astype(np.uint16)
        found = found[np.argsort(high[found], kind="stable")]
    return found


def together(places: npt.NDArray[np.integer]) -> tuple[Places, Places]:
    """The first of each that are equal and stand together, and for each which group it is of."""
    first = np.ones(len(places), dtype=bool)
    np.not_equal(places[1:], places[:-1], out=first[1:])
    return np.flatnonzero(first), np.cumsum(first) - 1


class Ngrams:
    """The table, read from its file: usual runs, which slots are taken, what they hold."""

    def __init__(self, path: Path) -> None:
        size = 1 << SLOT_BITS
        self._table = np.zeros(size, dtype=np.uint16)
        with path.open("rb") as file:
            self._usual = np.fromfile(file, dtype=np.uint8, count=(1 << USUAL_BITS) // 8)
            taken = np.fromfile(file, dtype=np.uint8, count=size // 8)
            # Part by part: read at once, it would take twice the memory for a moment.
            parts = np.split(self._table, _PARTS), np.split(taken, _PARTS)
            for cells, bits in zip(*parts, strict=True):
                is_taken = np.flatnonzero(np.unpackbits(bits).view(bool))
                cells[is_taken] = np.fromfile(file, "<u2", len(is_taken))

    def levels(self, key: Codes) -> Levels:
        """The level of each key; 0 for what was never seen."""
        first, second, prints = slots(key)
        prints <<= 4
        # A cell with the key's print leaves its level alone, any other one leaves more. Every slot
        # lies in the table: to wrap none around costs less than to look for those that do not.
        one, other = (self._table.take(slot, mode="wrap") for slot in (first, second))
        one ^= prints
        other ^= prints
        one *= one < 16
        other *= other < 16
        level: npt.NDArray[np.uint16] = np.maximum(one, other, out=one)
        return level.astype(np.uint8)

    def usual_cells(self, key: Codes, level: int) -> tuple[Places, Levels]:
        """Where runs of three are usual, at this level (`USUAL` or above), and how usual."""
        cells = np.flatnonzero(self.may_be_usual(key))
        levels = self.levels(key.reshape(-1)[cells])
        sure = levels >= level
        return cells[sure], levels[sure]

    def usual_columns(self, key: Codes, level: int) -> Places:
        """The columns in which some run of three is usual, at this level (`USUAL` or above)."""
        cells, _ = self.usual_cells(key, level)
        usual = np.zeros(key.shape[1], dtype=bool)
        usual[cells % key.shape[1]] = True
        return np.flatnonzero(usual)

    def may_be_usual(self, key: Codes) -> npt.NDArray[np.bool_]:
        """Which runs of three are usual, and every fifth of the others: it costs least to ask."""
        bit = usual_bits(key)
        inside = bit.astype(np.uint8)
        inside &= 7
        bit >>= 3
        bits = self._usual.take(bit, mode="wrap")
        bits >>= inside
        bits &= 1
        return bits.view(bool)


@cache
def official() -> Ngrams:
    """The counts that ship."""
    return Ngrams(packs() / "ngrams.bin")
