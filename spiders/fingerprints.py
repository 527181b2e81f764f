"""Sets of fingerprints that stay small: a worker may know a million addresses."""

from array import array
from bisect import bisect_left

import numpy as np

_LEAST = 1_024  # so many are kept apart before they are sorted in
_SHARE = 16  # and one in so many of those sorted in already


class Fingerprints:
    """A set of fingerprints that takes some ten bytes for each.

    Half of a fingerprint is kept: among a million addresses, that two are taken for one is a chance
    of one in forty million.
    """

    def __init__(self) -> None:
        self._sorted = array("Q")
        self._new: set[int] = set()

    def __contains__(self, fingerprint: bytes) -> bool:
        return self._holds(_number(fingerprint))

    def __len__(self) -> int:
        return len(self._sorted) + len(self._new)

    def add(self, fingerprint: bytes) -> None:
        """Take a fingerprint in."""
        number = _number(fingerprint)
        if self._holds(number):
            return
        self._new.add(number)
        if len(self._new) >= max(_LEAST, len(self._sorted) // _SHARE):
            self._sort_in()

    def _holds(self, number: int) -> bool:
        if number in self._new:
            return True
        at = bisect_left(self._sorted, number)
        return at < len(self._sorted) and self._sorted[at] == number

    def _sort_in(self) -> None:
        new = np.fromiter(self._new, np.uint64, len(self._new))
        both = np.concatenate([np.frombuffer(self._sorted, np.uint64), new])
        both.sort()
        self._sorted = array("Q", both.tobytes())
        self._new = set()


def _number(fingerprint: bytes) -> int:
    return int.from_bytes(fingerprint[:8], "little")
