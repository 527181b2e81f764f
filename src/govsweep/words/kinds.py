"""What kind each character of a text is, looked up for the whole text at once.

`re` goes through a text once for each pattern; a table tells all kinds of all characters together.
"""

import re
from collections.abc import Mapping
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Kinds: TypeAlias = npt.NDArray[np.uint8]
_POINTS = 0x20000  # beyond lie rare Han, and nothing that any pattern here means


def points(text: str) -> npt.NDArray[np.uint32]:
    """The code points of a text; half a surrogate pair is a question mark."""
    return np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)


class KindTable:
    """Kinds by their bit, each with a pattern of the single characters that are of it."""

    def __init__(self, patterns: Mapping[int, str]) -> None:
        everything = (
            np.arange(_POINTS, dtype=np.uint32).tobytes().decode("utf-32-le", "surrogatepass")
        )
        self._table = np.zeros(_POINTS, dtype=np.uint8)  # the last point is no character
        for kind, character in patterns.items():
            for run in re.finditer(f"(?:{character})+", everything):
                self._table[run.start() : run.end()] |= kind

    def of(self, text: str) -> Kinds:
        """The kinds of each character; those beyond the table are of none, as its last is."""
        return self._table.take(points(text), mode="clip")
