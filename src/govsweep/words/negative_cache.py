"""What was quiet once is quiet again: contexts in which the speller had nothing to tell.

Official text repeats itself, within a site and across them. A context is all that judging a place
looks at, so that leaving known ones out changes no verdict.
"""

import numpy as np

from govsweep.words.exempt import Mask
from govsweep.words.ngrams import Codes, mix


class NegativeCache:
    """Contexts in which nothing was to be told; the newer takes the older's place."""

    def __init__(self, bits: int = 18) -> None:
        self._mask = np.uint64((1 << bits) - 1)
        self._known = np.zeros(1 << bits, dtype=np.uint64)

    def holds(self, contexts: Codes) -> Mask:
        """Which of these contexts are known."""
        return np.asarray(self._known[mix(contexts) & self._mask] == contexts)

    def add(self, contexts: Codes) -> None:
        """Know these contexts from now on."""
        self._known[mix(contexts) & self._mask] = contexts
