"""Protected strings: what must stand exactly so, one edit away."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from govsweep.facts import Mark
from govsweep.rules import Protected, Rules, packs
from govsweep.words.confusions import confusion_rows
from govsweep.words.literals import Found
from govsweep.words.normal import Batch, normalise

_LEAST = 5  # shorter strings are judged only as a person's name beside the title


class Guard:
    """All protected strings over a batch of texts.

    A string is cut in three; a text one edit away from it holds two of the pieces unchanged, or
    one beside two swapped characters. So the pieces are looked for, and the whole is compared
    only where another speaks for it.
    """

    def __init__(self, rules: Rules) -> None:
        self._usual = frozenset(_allowed()) | rules.allowed_words
        self._near = _near_characters() if any(one.title for one in rules.protected) else {}
        self.literals: list[tuple[str, str, Any]] = [
            *(("exact", one.text, one) for one in rules.protected),
            *(("title", one.title, one) for one in rules.protected if one.title),
            *(("piece", piece.text, piece) for piece in _pieces(rules.protected)),
        ]

    def marks(self, batch: Batch, found: dict[str, list[Found]]) -> Iterator[tuple[int, Mark]]:
        """Each mark with the number of its text."""
        text = batch.text
        whole = {(one.start, one.end) for one in found.get("exact", ())}
        seen: set[tuple[int, int]] = set()
        for piece, start, _ in found.get("piece", ()):
            first = start - piece.offset
            if not piece.has_ends(text, first) or text.startswith(piece.right, first):
                continue
            if not piece.has_sister(text, first):
                continue
            span = self._misspelt(text, piece.whole, first)
            if span and span not in seen and not any(_overlap(span, other) for other in whole):
                seen.add(span)
                yield _mark(batch, piece.whole, *span)
        for one, start, end in found.get("title", ()):
            for place in (end, start - len(one.text)):
                if self._is_misnamed(text[max(0, place) : place + len(one.text)], one):
                    yield _mark(batch, one, place, place + len(one.text))

    def _misspelt(self, text: str, one: Protected, start: int) -> tuple[int, int] | None:
        """The span one edit away from the string, where it should stand at about `start`."""
        right = one.text
        for first in (start, start - 1, start + 1):
            for length in (len(right), len(right) - 1, len(right) + 1):
                if first < 0 or first + length > len(text):
                    continue
                found = text[first : first + length]
                if "\n" in found or found in self._usual or not _one_edit(found, right):
                    continue
                if length == len(right) or (found[0] == right[0] and found[-1] == right[-1]):
                    return first, first + length
        return None

    def _is_misnamed(self, found: str, one: Protected) -> bool:
        wrong = [(a, b) for a, b in zip(found, one.text, strict=False) if a != b]
        return (
            len(found) == len(one.text)
            and len(wrong) == 1
            and wrong[0][1] in self._near.get(wrong[0][0], "")
        )


def _one_edit(found: str, right: str) -> bool:
    """Whether one character was changed, left out, added, or two neighbours swapped."""
    if len(found) == len(right):
        wrong = [place for place, (a, b) in enumerate(zip(found, right, strict=True)) if a != b]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
            return found[wrong[0]] == right[wrong[1]] and found[wrong[1]] == right[wrong[0]]
        inside = len(wrong) == 1 and 0 < wrong[0] < len(right) - 1
        return inside and _is_han(found[wrong[0]]) and _is_han(right[wrong[0]])
    longer, shorter = sorted((found, right), key=len, reverse=True)
    return any(
        _is_han(character)
        and character != "的"  # a particle that loosens a formula, and is no misspelling
        and longer[:place] + longer[place + 1 :] == shorter
        for place, character in enumerate(longer)
    )


def _is_han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _overlap(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span[0] < other[1] and other[0] < span[1]


class _Piece(NamedTuple):
    """A third of a protected string."""

    text: str
    offset: int
    whole: Protected
    right: str  # the whole string
    sisters: tuple[tuple[str, int], ...]  # the other two, each with its offset
    characters: list[str]  # of the whole string, sorted

    def has_ends(self, text: str, start: int) -> bool:
        """Whether the first and the last character stand where one edit may have left them."""
        end = start + len(self.right)
        return (
            self.right[0] in text[max(0, start - 1) : start + 3]
            and self.right[-1] in text[max(0, end - 3) : end + 2]
        )

    def has_sister(self, text: str, start: int) -> bool:
        """Whether another third stands where it should, or one off, or all characters are there."""
        for sister, offset in self.sisters:
            if text.find(sister, max(0, start + offset - 1), start + offset + len(sister) + 1) >= 0:
                return True
        return sorted(text[max(0, start) : start + len(self.right)]) == self.characters


def _pieces(protected: tuple[Protected, ...]) -> Iterator[_Piece]:
    for one in protected:
        if len(one.text) >= _LEAST and not one.title:
            third = len(one.text) / 3
            cuts = pairwise(round(third * part) for part in range(4))
            parts = [(one.text[start:end], start) for start, end in cuts]
            for part in parts:
                others = tuple(other for other in parts if other != part)
                yield _Piece(*part, one, one.text, others, sorted(one.text))


def _mark(batch: Batch, one: Protected, start: int, end: int) -> tuple[int, Mark]:
    index, place = batch.locate(start)
    first, last = batch.plains[index].span(place, place + end - start)
    return index, Mark(
        rule=f"protected-{one.text}",
        check=one.check,
        start=first,
        end=last,
        suggestion=one.text,
        reason=one.why,
    )


@cache
def _allowed() -> tuple[str, ...]:
    path = packs() / "protected_allowed.txt"
    return tuple(normalise(word).text for word in path.read_text("utf-8").split())


@cache
def _near_characters() -> dict[str, str]:
    """For each character those that sound or look like it."""
    return {row[0]: row[1:] for row in confusion_rows().splitlines()}
