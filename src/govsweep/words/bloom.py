"""A Bloom filter: which keys may be among many known ones; nearly all others are turned away.

To look a key up in a sorted list of a million takes twenty steps through the memory; to ask here
takes one.
"""

import numpy as np
import numpy.typing as npt

from govsweep.words.ngrams import Codes, Places, mix

_BYTE_BITS = np.uint64(3)
_SECOND = np.uint64(7)
_PART = 1 << 16  # keys


class BloomFilter:
    """Keys, two bits each in one byte, so that a key costs one look into the memory."""

    def __init__(self, keys: npt.NDArray[np.unsignedinteger], bits: int = 20) -> None:
        self._shift = np.uint64(64 - bits)
        self._bytes = np.zeros(1 << bits, dtype=np.uint8)
        # Part by part: at once, a million keys would take fifty megabytes for a moment.
        for first in range(0, len(keys), _PART):
            byte, both = self._place(keys[first : first + _PART].astype(np.uint64))
            np.bitwise_or.at(self._bytes, byte, both)

    def may_hold(self, keys: Codes) -> npt.NDArray[np.bool_]:
        """Which of the keys may be known."""
        byte, both = self._place(keys)
        return np.asarray(self._bytes.take(byte) & both == both)

    def _place(self, keys: Codes) -> tuple[Places, npt.NDArray[np.uint8]]:
        mixed = mix(keys)
        first, second = mixed & _SECOND, (mixed >> _BYTE_BITS) & _SECOND
        return (mixed >> self._shift).view(np.int64), _TWO_BITS[first << _BYTE_BITS | second]


_TWO_BITS = np.array(
    [1 << first | 1 << second for first in range(8) for second in range(8)], dtype=np.uint8
)
