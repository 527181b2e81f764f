"""The score of a candidate: how probable it is that the other character was meant.

The seam for other models: a `Score` takes the features of candidates and gives probabilities; a
later model can be laid over the one that ships.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from govsweep.rules import packs

Floats: TypeAlias = npt.NDArray[np.float32]
Score: TypeAlias = Callable[[Floats], Floats]


class Network:
    """Small networks of one hidden layer, whose log odds are averaged."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as weights:
            self._hidden: Floats = weights["hidden"]
            self._hidden_bias: Floats = weights["hidden_bias"]
            self._out: Floats = weights["out"]
            self._out_bias = float(weights["out_bias"])

    def __call__(self, features: Floats) -> Floats:
        """The probability of each row."""
        inner = np.maximum(features @ self._hidden + self._hidden_bias, 0)
        odds = np.clip(inner @ self._out + self._out_bias, -30, 30)
        return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float32)


@cache
def shipped(name: str) -> Score:
    """A model that ships: `speller` or `doubled`."""
    return Network(packs() / f"{name}.npz")
