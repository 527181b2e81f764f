"""What was quiet once is quiet again: contexts in which the speller had nothing to tell.

Official text repeats itself, within a site and across them. A context is all that judging a place
looks at, so that leaving known ones out changes no verdict.
"""

from collections.abc import Collection

import numpy as np
import numpy.typing as npt

from govsweep.words.evidence import Scene
from govsweep.words.ngrams import Codes, Places, mix

_HALF = np.uint64(32)


class NegativeCache:
    """Contexts in which nothing was to be told; the newer takes the older's place."""

    def __init__(self, before: int = 4, after: int = 4, bits: int = 18) -> None:
        self._before, self._after = before, after  # characters of a context beside its place
        self._mask = np.uint64((1 << bits) - 1)
        # Half of a context tells it from the others of its place; the other half says the place.
        self._known = np.zeros(1 << bits, dtype=np.uint32)

    def new(self, scene: Scene, places: Places) -> tuple[Places, Codes]:
        """Those of the places whose contexts are not known, and their contexts."""
        contexts = self._contexts(scene, places)
        new = np.flatnonzero(self._known.take(self._index(contexts)) != _print(contexts))
        return places.take(new), contexts.take(new)

    def add(self, places: Places, contexts: Codes, told: Collection[int]) -> None:
        """Know these contexts from now on, but for those of places of which there was to tell."""
        if told:
            contexts = contexts[~np.isin(places, [*told])]
        self._known[self._index(contexts)] = _print(contexts)

    def know(self, scene: Scene, places: Places) -> None:
        """Know the contexts of these places from now on."""
        self.add(places, self._contexts(scene, places), ())

    def _contexts(self, scene: Scene, places: Places) -> Codes:
        return mix(scene.contexts(places, self._before, self._after))

    def _index(self, contexts: Codes) -> Places:
        return (contexts & self._mask).view(np.int64)


def _print(contexts: Codes) -> npt.NDArray[np.uint32]:
    return (contexts >> _HALF).astype(np.uint32)
