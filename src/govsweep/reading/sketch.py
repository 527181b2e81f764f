"""Sketches of texts: what tells that two differ in little, without either of them at hand.

The simhash (Charikar 2002) of a text's runs of four characters: of texts that differ in a few
words, few of its bits differ. It cannot tell whether what differs is a mark or all that matters,
the day of a meeting, say; so the figures and the letters have a hash of their own beside it.
"""

import re
from hashlib import blake2b

import numpy as np

_RUN = 4  # characters
_BITS = 64
_SIZE = 8  # bytes of each part
_DIGITS = re.compile(r"\d+")
_LETTERS = re.compile(r"\w+")
_MOST = 255  # bits that a byte can count
# Odd numbers that nobody chose for anything: by them a run of characters becomes a number.
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], np.uint64
)


def sketch(text: str) -> bytes:
    """The sketch of a text without white space: simhash, figures, letters, eight bytes each."""
    letters = "".join(_LETTERS.findall(text)).replace("_", "")
    if len(letters) < _RUN:
        return b""
    return _simhash(letters) + _hash(" ".join(_DIGITS.findall(text))) + _hash(letters)


def is_same_but_for_marks(one: bytes, other: bytes) -> bool:
    """Whether two texts have the same letters and figures, whatever stands between them."""
    return bool(one) and one[2 * _SIZE :] == other[2 * _SIZE :]


def distance(one: bytes, other: bytes) -> int:
    """How many bits of two simhashes differ; all of them where the figures do."""
    if not one or not other or one[_SIZE : 2 * _SIZE] != other[_SIZE : 2 * _SIZE]:
        return _BITS
    first, second = (int.from_bytes(each[:_SIZE], "big") for each in (one, other))
    return (first ^ second).bit_count()


def _simhash(text: str) -> bytes:
    marks = np.frombuffer(text.encode("utf-32-le", "replace"), np.uint32).astype(np.uint64)
    count = len(marks) - _RUN + 1
    runs = np.zeros(count, np.uint64)
    for at, factor in enumerate(_FACTORS):
        runs = (runs ^ marks[at : at + count]) * factor
        runs ^= runs >> np.uint64(29)
    bits = np.unpackbits(runs.view(np.uint8).reshape(count, _SIZE), axis=1)
    # Eight bits, a byte each, are added as one number, of so few rows that no byte runs over:
    # numpy adds single bytes down the rows many times slower.
    eights = bits.view(np.uint64)
    sums = np.zeros(_BITS, np.uint32)
    for start in range(0, count, _MOST):
        sums += eights[start : start + _MOST].sum(axis=0).view(np.uint8)
    return np.packbits(sums * 2 > count).tobytes()


def _hash(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "replace"), digest_size=_SIZE).digest()
