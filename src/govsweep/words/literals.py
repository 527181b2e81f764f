"""All literals of all tiers in one automaton, found in one pass over a text."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from ahocorasick_rs import AhoCorasick

from govsweep.words.normal import normalised


class Found(NamedTuple):
    """A literal found: what it stands for, and where."""

    owner: Any
    start: int
    end: int


class Literals:
    """Literals by the use a tier has for them, each with what it stands for."""

    def __init__(self, entries: Iterable[tuple[str, str, Any]]) -> None:
        owners: dict[str, list[tuple[str, Any]]] = {}
        entries = list(entries)
        plain = normalised([literal for _, literal, _ in entries])
        for literal, (use, _, owner) in zip(plain, entries, strict=True):
            owners.setdefault(literal, []).append((use, owner))
        self._owners = list(owners.values())
        self._automaton = AhoCorasick(list(owners)) if owners else None

    def find(self, text: str) -> dict[str, list[Found]]:
        """Each occurrence of each literal, by use."""
        found: dict[str, list[Found]] = {}
        if self._automaton is None:
            return found
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for use, owner in self._owners[index]:
                found.setdefault(use, []).append(Found(owner, start, end))
        return found
