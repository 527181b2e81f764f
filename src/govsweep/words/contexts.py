"""Which pairs of characters usually stand around a word of two, some way off.

Runs of five reach two characters beyond a word; what a sentence is about shows farther off: beside
公示 stand 名单 and 监督, beside 公式 others. `scripts/build_contexts.py` counts them in wide text.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from govsweep.rules import packs
from govsweep.words.bloom import BloomFilter
from govsweep.words.evidence import Scene
from govsweep.words.exempt import Mask
from govsweep.words.ngrams import Codes, Floats, Places

BITS = np.uint64(16)  # of a character, and of the number of a pair
# Where the pairs begin, seen from a word of two characters: none holds one of its own.
AROUND = np.array([*range(-11, -1), *range(2, 12)])
FINE = 8.0  # in which parts weights are kept
UNKNOWN = -1
_NEAR_BITS = 22  # of the filter: four megabytes


class Nearby(NamedTuple):
    """The pairs around places: their numbers, a row a place, and which are known."""

    pairs: Places
    known: Mask

    def of(self, rows: Places) -> "Nearby":
        """Those of some of the places."""
        return Nearby(self.pairs[rows], self.known[rows])


class Contexts:
    """Words of two characters, each with the pairs that stand near it more than elsewhere."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as pack:
            self._words = pack["words"].astype(np.uint64)  # sorted, as the pairs are
            self._logs: Floats = pack["logs"].astype(np.float32)
            self._pairs = pack["pairs"].astype(np.uint64)
            owner = np.repeat(np.arange(len(self._words), dtype=np.uint32), pack["counts"])
            self._keys = owner << np.uint32(BITS) | pack["near"]
            self._weights = pack["weights"]
        self._filter = BloomFilter(self._words)
        self._near = BloomFilter(self._keys, _NEAR_BITS)

    def __len__(self) -> int:
        """How many words there are."""
        return len(self._words)

    def numbers(self, first: Codes, second: Codes) -> Places:
        """The number of each word of two characters; `UNKNOWN` where there is none."""
        key = first << BITS | second
        numbers = np.full(len(key), UNKNOWN, dtype=np.int64)
        maybe = np.flatnonzero(self._filter.may_hold(key))
        numbers[maybe] = _find(self._words, key[maybe])
        return numbers

    def characters(self, words: Places) -> tuple[Codes, Codes]:
        """The two characters of each word."""
        key = self._words[words]
        return key >> BITS, key & np.uint64(0xFFFF)

    def usual(self, words: Places) -> Floats:
        """The logarithm of how often wide text has each word; 0 for an unknown one."""
        return np.where(words == UNKNOWN, np.float32(0), self._logs[words])

    def nearby(self, scene: Scene, places: Places, starts: Places) -> Nearby:
        """What stands around places, within their own texts, which begin in `starts`."""
        codes = scene.codes
        at = np.clip(places[:, np.newaxis] + AROUND, 0, len(codes) - 2)
        # Places stand together: what is around several of them is looked up once.
        is_asked = np.zeros(len(codes), dtype=bool)
        is_asked[at] = True
        asked = np.flatnonzero(is_asked)
        numbers = np.empty(len(codes), dtype=np.int64)
        numbers[asked] = _find(self._pairs, codes.take(asked) << BITS | codes.take(asked + 1))
        pairs = numbers.take(at)
        text = np.searchsorted(starts, places, side="right")
        edges = np.concatenate([[0], starts, [len(codes)]])
        first, end = edges.take(text)[:, np.newaxis], edges.take(text + 1)[:, np.newaxis]
        known = (pairs != UNKNOWN) & (at >= first) & (at < end)
        return Nearby(pairs, known)

    def weighed(self, words: Places, nearby: Nearby) -> Floats:
        """How well what stands around goes with each word: its whole, its number, its best."""
        maybe = np.flatnonzero(nearby.known & (words != UNKNOWN)[:, np.newaxis])
        word, pair = words.take(maybe // len(AROUND)), nearby.pairs.reshape(-1).take(maybe)
        key = word.view(np.uint64) << BITS | pair.view(np.uint64)
        near = self._near.may_hold(key)
        maybe, key = maybe[near], key[near].astype(np.uint32)
        row = np.searchsorted(self._keys, key)
        hit = self._keys.take(row, mode="clip") == key
        weight = np.zeros(nearby.pairs.shape, dtype=np.float32)
        weight.reshape(-1)[maybe[hit]] = self._weights[row[hit]] / np.float32(FINE)
        hits = np.count_nonzero(weight, axis=1)
        return np.array([weight.sum(axis=1), hits, weight.max(axis=1, initial=0)])


def _find(known: Codes, key: Codes) -> Places:
    """Where keys stand in a sorted list; `UNKNOWN` for those that do not."""
    row = np.searchsorted(known, key)
    return np.where(known.take(row, mode="clip") == key, row, UNKNOWN)


@cache
def contexts() -> Contexts:
    """The contexts that ship."""
    return Contexts(packs() / "contexts.npz")
