"""All literals of all tiers in one automaton, found in one pass over a text."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick

from govsweep.words.ngrams import Places
from govsweep.words.normal import normalised


class Found(NamedTuple):
    """A literal found: what it stands for, and where."""

    owner: Any
    start: int
    end: int


class AllFound:
    """The literals of a text by use, in order; those of most uses are never asked for."""

    def __init__(
        self, uses: dict[str, int], owners: Sequence[Any], use: Places, places: Places
    ) -> None:
        """`places` has a row for each: the number of its owner, where it starts and ends."""
        self._uses, self._owners = uses, owners
        self._use, self._places = use, places
        self._made: dict[str, list[Found]] = {}

    def of(self, use: str) -> list[Found]:
        """Each literal of a use."""
        made = self._made.get(use)
        if made is None:
            owners, new = self._owners, tuple.__new__  # many: each is made in one step
            made = self._made[use] = [
                new(Found, (owners[owner], start, end))
                for owner, start, end in self.places(use).tolist()
            ]
        return made

    def places(self, use: str) -> Places:
        """A row for each literal of a use: the number of its owner, where it starts and ends."""
        number = self._uses.get(use, -1)
        return np.asarray(self._places[np.flatnonzero(self._use == number)])


@lru_cache(maxsize=4)  # an office has one set of rules, and tries another now and then
def _automaton(literals: tuple[str, ...]) -> AhoCorasick | None:
    return AhoCorasick(list(literals)) if literals else None


class Literals:
    """Literals by the use a tier has for them, each with what it stands for."""

    def __init__(self, entries: Iterable[tuple[str, str, Any]]) -> None:
        owners: dict[str, list[tuple[str, Any]]] = {}
        entries = list(entries)
        plain = normalised([literal for _, literal, _ in entries])
        for literal, (use, _, owner) in zip(plain, entries, strict=True):
            owners.setdefault(literal, []).append((use, owner))
        every = [*chain.from_iterable(owners.values())]
        self._uses = {use: at for at, use in enumerate(dict.fromkeys(use for use, _ in every))}
        self._use = np.array([self._uses[use] for use, _ in every], dtype=np.int64)
        self._owners = [owner for _, owner in every]
        # One literal may be of several uses, or owners: these stand behind one another.
        self._counts = np.array([*map(len, owners.values())], dtype=np.int64)
        self._firsts = np.cumsum(self._counts) - self._counts
        self._automaton = _automaton(tuple(owners))

    def find(self, text: str) -> AllFound:
        """Each occurrence of each literal, by use."""
        rows = (
            self._automaton.find_matches_as_indexes(text, overlapping=True)
            if self._automaton
            else []
        )
        numbers = np.fromiter(chain.from_iterable(rows), np.int64, 3 * len(rows)).reshape(-1, 3)
        literal = numbers[:, 0]
        count = self._counts.take(literal)
        ends = np.cumsum(count)
        places = numbers.repeat(count, axis=0)
        places[:, 0] = np.arange(len(places)) + np.repeat(
            self._firsts.take(literal) - ends + count, count
        )
        return AllFound(self._uses, self._owners, self._use.take(places[:, 0]), places)
