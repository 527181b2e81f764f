"""What official text knows in the place of a protected string: other ends, other characters."""

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from govsweep.rules import packs
from govsweep.words.normal import normalise

RARE = 50  # an edge is certain where at most one in so many is another
_MANY = "…"  # stands for others that are too many to name
_FEW = 4  # other characters at an edge that are still an exception each


class Edges(NamedTuple):
    """How often a string stands in official text, and what else stands at either edge there."""

    times: int
    before: str
    after: str

    def is_closed(self, step: int, character: str) -> bool:
        """Whether there is no such way to end (1) or to begin (-1) but the string's own."""
        others = self.after if step > 0 else self.before
        few = len(others) * RARE <= self.times and len(set(others)) <= _FEW
        return not others or (
            few and _MANY not in others and not (character and character in others)
        )


@cache
def edges_of_all() -> dict[str, Edges]:
    """What was counted by `scripts/count_protected.py`, by the strings."""
    with (packs() / "protected_edges.csv").open(encoding="utf-8", newline="") as lines:
        return {
            normalise(row["text"]).text: Edges(int(row["count"]), row["before"], row["after"])
            for row in csv.DictReader(lines)
        }


@cache
def allowed() -> tuple[str, ...]:
    """What is one character away from a protected string, and right."""
    lines = (packs() / "protected_allowed.txt").read_text("utf-8").splitlines()
    return tuple(normalise(line).text for line in lines if line and not line.startswith("#"))


def open_places(strings: Iterable[str], usual: frozenset[str]) -> set[tuple[str, int]]:
    """The places of strings at which official text has other characters too."""
    variants: dict[tuple[str, int], set[str]] = {}  # by all but the character at a place
    for one in usual:
        for place, rest in _but_one(one):
            variants.setdefault((rest, place), set()).add(one)
    return {
        (text, place)
        for text in set(strings)
        for place, rest in _but_one(text)
        if variants.get((rest, place), set()) - {text}
    }


def _but_one(text: str) -> Iterator[tuple[int, str]]:
    return ((place, text[:place] + text[place + 1 :]) for place in range(len(text)))
