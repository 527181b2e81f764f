"""One slip of the pen away: how a text may differ from a string that it should hold.

A character replaced, left out, added, two neighbours swapped, or two characters written for two
of the same sound. One of two pieces of the string is left whole by every slip, those at the cut
between them included, so that it is enough to look for the pieces.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from govsweep.words.alike import sound_alike

_MOST_KNOWN = 2048  # of what may stand beside a piece
LOOSE = frozenset("的和与及等、，")  # what may be added and only loosens a formula

T = TypeVar("T")


class VariantKind(StrEnum):
    """What happened to a string."""

    REPLACED = "replaced"
    LEFT_OUT = "left out"
    ADDED = "added"
    SWAPPED = "swapped"
    SOUNDED = "sounded"  # two characters of the same sound
    FIRST = "first"  # whatever stands in place of the first character
    LAST = "last"


class Variant(NamedTuple):
    """A place of a text that is one slip away from a string."""

    start: int
    end: int
    slip: VariantKind
    place: int  # of the string's characters, the one that is concerned
    at: int  # and where in the text; -1 where nothing stands before the first


def pieces(right: str) -> tuple[str, str]:
    """The beginning and the end of a string, one of which every slip leaves whole."""
    half = len(right) // 2
    if len(right) < 5:
        return right[:half], right[half:]
    return right[: max(2, half - 1)], right[max(half + 1, 3) :]


def after_beginning(text: str, start: int, right: str) -> Variant | None:
    """The slip in a string whose beginning stands at `start`."""
    size = len(right)
    place = len(pieces(right)[0])
    while place < size and text.startswith(right[place], start + place):
        place += 1
    if place == size:
        return None
    at = start + place
    for slip, length in _slips(text, at, right, place):
        return Variant(start, start + length, slip, place, at)
    if place == size - 1:
        return Variant(start, at + 1, VariantKind.LAST, place, at)
    return None


class Pieces(Generic[T]):
    """Strings that share a beginning or an end, each by what it has besides.

    Every slip in what follows a beginning leaves its last character near its place, or all but
    the last two in theirs; most of what follows a usual beginning is turned away by that. The
    same holds, the other way round, of what stands before an end.
    """

    def __init__(self, others: Sequence[tuple[T, str]], *, are_ends: bool) -> None:
        """`are_ends`: whether the end is shared, and what differs stands before it."""
        far, near = (0, -1) if are_ends else (-1, 0)
        stem = slice(2, None) if are_ends else slice(-2)
        self._others = [(one, other, len(other), other[far], other[stem]) for one, other in others]
        self._far = frozenset(other[far] for _, other in others)
        self._near = frozenset(other[near] for _, other in others)
        self._reach = max(len(other) for _, other in others) + 1
        self._is_open = any(not stem for *_, stem in self._others)  # too short to turn away
        self._known: dict[str, list[T]] = {}

    def following(self, text: str, start: int) -> list[T]:
        """Those of which a slip may stand from `start` on, and which do not stand there right."""
        behind = text[start : start + self._reach]  # official text goes on in few ways
        known = self._known.get(behind)
        return self._learnt(behind, self._following(behind, 0)) if known is None else known

    def preceding(self, text: str, end: int) -> list[T]:
        """The same of what stands before `end`."""
        before = text[max(0, end - self._reach) : end]
        known = self._known.get(before)
        return (
            self._learnt(before, self._preceding(before, len(before))) if known is None else known
        )

    def _learnt(self, beside: str, some: list[T]) -> list[T]:
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[beside] = some
        return some

    def _following(self, text: str, start: int) -> list[T]:
        # No slip in any of the strings leads to such neighbours.
        if not (self._is_open or text[start : start + 1] in self._near) and self._far.isdisjoint(
            text[start : start + self._reach]
        ):
            return []
        return [
            one
            for one, rest, size, last, stem in self._others
            if (last in text[start + size - 2 : start + size + 1] or text.startswith(stem, start))
            and not text.startswith(rest, start)
        ]

    def _preceding(self, text: str, end: int) -> list[T]:
        if not (self._is_open or text[end - 1 : end] in self._near) and self._far.isdisjoint(
            text[max(0, end - self._reach) : end]
        ):
            return []
        return [
            one
            for one, head, size, first, stem in self._others
            if (
                first in text[max(0, end - size - 1) : max(0, end - size + 2)]
                or text.endswith(stem, 0, end)
            )
            and not text.endswith(head, 0, end)
        ]


def _slips(text: str, at: int, right: str, place: int) -> Iterator[tuple[VariantKind, int]]:
    """Each slip that explains the text from `at` on, with the length of the whole."""
    size, rest = len(right), right[place + 1 :]
    if text.startswith(right[place:], at + 1):
        yield VariantKind.ADDED, size + 1
    if not rest:
        return
    two = text[at : at + 2]
    is_whole = text.startswith(right[place + 2 :], at + 2)
    if is_whole and two == right[place + 1] + right[place]:
        yield VariantKind.SWAPPED, size
    if text.startswith(rest, at + 1):
        yield VariantKind.REPLACED, size
    if text.startswith(rest, at):
        yield VariantKind.LEFT_OUT, size - 1
    if is_whole and len(two) == 2 and _sound(two, right[place : place + 2]):
        yield VariantKind.SOUNDED, size


def before_end(text: str, end: int, right: str) -> Variant | None:
    """The slip in a string whose end stands before `end`."""
    size = len(right)
    place = size - len(pieces(right)[1]) - 1
    while place >= 0 and end - size + place >= 0 and text[end - size + place] == right[place]:
        place -= 1
    at = end - size + place
    if place < 0 or at < -1:
        return None
    if at < 0:
        return Variant(0, end, VariantKind.FIRST, 0, -1) if place == 0 else None
    head = right[:place]
    if text.endswith(right[: place + 1], 0, at):
        return Variant(at - place - 1, end, VariantKind.ADDED, place, at)
    if place == 0:
        return Variant(at, end, VariantKind.FIRST, place, at)
    two = text[max(0, at - 1) : at + 1]
    is_whole = at > 0 and text.endswith(right[: place - 1], 0, at - 1)
    if is_whole and two == right[place] + right[place - 1]:
        return Variant(at - place, end, VariantKind.SWAPPED, place - 1, at - 1)
    if text.endswith(head, 0, at):
        return Variant(at - place, end, VariantKind.REPLACED, place, at)
    if text.endswith(head, 0, at + 1):
        return Variant(at + 1 - place, end, VariantKind.LEFT_OUT, place, at + 1)
    if is_whole and _sound(two, right[place - 1 : place + 1]):
        return Variant(at - place, end, VariantKind.SOUNDED, place - 1, at - 1)
    return None


def _sound(two: str, meant: str) -> bool:
    return all(sound_alike(one, other) for one, other in zip(two, meant, strict=True))
