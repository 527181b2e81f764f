"""All literals of all tiers in one automaton, found in one pass over a text."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from govsweep.words.normal import normalised


class Found(NamedTuple):
    """A literal found: what it stands for, and where."""

    owner: Any
    start: int
    end: int


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
        self._uses = list(dict.fromkeys(use for some in owners.values() for use, _ in some))
        number = {use: at for at, use in enumerate(self._uses)}
        self._owners = [[(number[use], one) for use, one in some] for some in owners.values()]
        self._automaton = _automaton(tuple(owners))

    def find(self, text: str) -> dict[str, list[Found]]:
        """Each occurrence of each literal, by use."""
        if self._automaton is None:
            return {}
        found: list[list[Found]] = [[] for _ in self._uses]
        add = [some.append for some in found]
        owners, new = self._owners, tuple.__new__  # most texts hold many: each is made in one step
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for use, owner in owners[index]:
                add[use](new(Found, (owner, start, end)))
        return {use: some for use, some in zip(self._uses, found, strict=True) if some}
