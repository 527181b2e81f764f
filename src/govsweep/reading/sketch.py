"""Sketches of texts: what tells that two differ in little, without either of them at hand.

The simhash (Charikar 2002) of a text's runs of four characters: of texts that differ in a few
words, few of its bits differ. It cannot tell whether what differs is a mark or all that matters,
the day of a meeting, say; so the figures and the letters have a hash of their own beside it.
"""

import re
from functools import cache
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

_RUN = 4  # characters
_BITS = 64
_SIZE = 8  # bytes of each part
_HAN, _HANS = np.uint32(0x4E00), np.uint32(0x9FA6 - 0x4E00)  # the first, and how many
_DIGITS = re.compile(r"[^\D\U00010000-\U0010ffff]+")  # beyond the first plane all are letters
_BEYOND = 0xFFFF  # for all beyond the first plane: rare characters, letters by far the most
_MOST = 255  # bits that a byte can count
_BESIDE = 32  # runs in one row
_SHIFT = np.uint64(29)
# Odd numbers that nobody chose for anything: by them a run of characters becomes a number.
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64
)


def sketch(text: str) -> bytes:
    """The sketch of a text without white space: simhash, figures, letters, eight bytes each."""
    marks = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32)
    # Nearly all are Han, which need no table: one of all characters drives out of the processor's
    # memory what the rest of the reading has there.
    others = np.flatnonzero(marks - _HAN >= _HANS)
    is_letter = np.ones(len(marks), bool)
    is_letter[others] = _letters().take(marks[others], mode="clip")
    letters = marks[is_letter]
    if len(letters) < _RUN:
        return b""
    return _simhash(letters) + _hash(_figures(text)) + _hash(letters.tobytes())


def figures(one: bytes) -> bytes:
    """What tells the figures of a text in their order; b"" where it has none."""
    told = one[_SIZE : 2 * _SIZE]
    return b"" if told == _no_figures() else told


@cache
def _no_figures() -> bytes:
    return _hash(b"")


def letters(one: bytes) -> bytes:
    """What tells the letters and figures of a text, whatever stands between them."""
    return one[2 * _SIZE :]


def is_same_but_for_marks(one: bytes, other: bytes) -> bool:
    """Whether two texts have the same letters and figures, whatever stands between them."""
    return bool(one) and letters(one) == letters(other)


def distance(one: bytes, other: bytes) -> int:
    """How many bits of two simhashes differ; all of them where the figures do."""
    if not one or not other or one[_SIZE : 2 * _SIZE] != other[_SIZE : 2 * _SIZE]:
        return _BITS
    first, second = (int.from_bytes(each[:_SIZE], "big") for each in (one, other))
    return (first ^ second).bit_count()


@cache
def _letters() -> NDArray[np.bool_]:
    """Which characters of the first plane are letters or figures; all beyond it are."""
    plane = "".join(map(chr, range(_BEYOND)))
    return np.array([*map(str.isalnum, plane), True], bool)


def _figures(text: str) -> bytes:
    """The runs of digits among the characters of a text, a space behind each, eight bytes a mark.

    Sketches that are kept were made of just these bytes.
    """
    runs = "".join([f"{run} " for run in _DIGITS.findall(text)])
    return np.frombuffer(runs.encode("utf-32-le"), np.uint32).astype(np.uint64).tobytes()


def _simhash(letters: NDArray[Any]) -> bytes:
    marks = letters.astype(np.uint64)
    count = len(marks) - _RUN + 1
    # Eight bits, a byte each, are added as one number, of so few rows that no byte runs over, and
    # rows of many runs side by side: numpy adds single bytes, and short rows, many times slower.
    beside = max(_BESIDE, -(-count // _MOST))
    runs = np.zeros(-(-count // beside) * beside, np.uint64)
    filled = runs[:count]  # the rest has no bits
    for at, factor in enumerate(_FACTORS):
        filled ^= marks[at : at + count]
        filled *= factor
        filled ^= filled >> _SHIFT
    eights = np.unpackbits(runs.view(np.uint8)).view(np.uint64).reshape(-1, beside * _SIZE)
    sums = np.add.reduce(eights).view(np.uint8).reshape(beside, _BITS)
    return np.packbits(np.add.reduce(sums, dtype=np.uint32) * 2 > count).tobytes()


def _hash(marks: bytes) -> bytes:
    return blake2b(marks, digest_size=_SIZE).digest()
