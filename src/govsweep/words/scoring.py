"""The score of a candidate: how probable it is that the other character was meant.

The seam for other models: a `Score` takes the features of candidates and gives probabilities; a
later model can be laid over the one that ships.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeAlias

import numpy as np

from govsweep.rules import packs
from govsweep.words.ngrams import Floats

# Larger products are spread over threads, which costs more than it saves beside other workers.
_UNTHREADED = 250_000
_STEPS = 64  # of which the inner layer is kept at once
# How products are added up depends on how many rows go together: the last digits say nothing.
_DIGITS = 4
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
        step = max(1, _UNTHREADED // self._hidden.size)
        odds = np.empty(len(features), dtype=np.float32)
        for row in range(0, len(features), step * _STEPS):
            some = features[row : row + step * _STEPS]
            inner = _product(some, self._hidden, step)
            inner += self._hidden_bias
            np.maximum(inner, 0, out=inner)
            odds[row : row + len(some)] = _product(inner, self._out, step)
        odds += self._out_bias
        probability = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
        return np.asarray(np.round(probability, _DIGITS), dtype=np.float32)


def _product(rows: Floats, weights: Floats, step: int) -> Floats:
    """The product of a table, made of small ones: so many rows at a time."""
    whole = len(rows) // step * step
    shape = weights.shape[1:]
    product = np.empty((len(rows), *shape), dtype=np.float32)
    steps = np.ascontiguousarray(rows[:whole]).reshape(-1, step, rows.shape[1])
    np.matmul(steps, weights, out=product[:whole].reshape(-1, step, *shape))
    if whole < len(rows):
        np.matmul(rows[whole:], weights, out=product[whole:])
    return product


@cache
def shipped(name: str) -> Score:
    """A model that ships: `speller` or `doubled`."""
    return Network(packs() / f"{name}.npz")
