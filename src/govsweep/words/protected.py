"""Protected strings: what must stand exactly so, one edit away."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from govsweep.facts import Mark
from govsweep.rules import Protected, Rules, packs
from govsweep.words.normal import Batch, normalise
from govsweep.words.written import Literals

_LEAST = 5  # shorter strings are judged only as a person's name beside the title


class Guard:
    """All protected strings over a batch of texts.

    A string is cut in three; a text one edit away from it holds at least one piece unchanged, so
    the pieces are looked for, and the whole is compared only where one was found.
    """

    def __init__(self, rules: Rules) -> None:
        self._usual = frozenset(_allowed()) | rules.allowed_words
        self._exact = Literals((one.text, True) for one in rules.protected)
        self._pieces = Literals(_pieces(rules.protected))
        self._titles = Literals((one.title, one) for one in rules.protected if one.title)
        self._near = _near_characters() if any(one.title for one in rules.protected) else {}

    def marks(self, batch: Batch) -> Iterator[tuple[int, Mark]]:
        """Each mark with the number of its text."""
        whole = {(start, end) for _, start, end in self._exact.find(batch.text)}
        seen: set[tuple[int, int]] = set()
        for (one, offset), start, _ in self._pieces.find(batch.text):
            if batch.text.startswith(one.text, start - offset):
                continue
            span = self._misspelt(batch.text, one, start - offset)
            if span is None or span in seen or any(_overlap(span, other) for other in whole):
                continue
            seen.add(span)
            yield _mark(batch, one, *span)
        for one, start, end in self._titles.find(batch.text):
            for place in (end, start - len(one.text)):
                if self._is_misnamed(batch.text[max(0, place) : place + len(one.text)], one):
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


def _pieces(protected: tuple[Protected, ...]) -> Iterator[tuple[str, tuple[Protected, int]]]:
    for one in protected:
        if len(one.text) >= _LEAST and not one.title:
            third = len(one.text) / 3
            for start, end in pairwise(round(third * part) for part in range(4)):
                yield one.text[start:end], (one, start)


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
    rows = (packs() / "confusion.txt").read_text("utf-8").splitlines()
    return {row[0]: row[1:] for row in rows}
