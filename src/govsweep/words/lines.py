"""Lines judged by the word rules alone: for editors before they publish, and for measuring."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from govsweep.facts import Mark
from govsweep.findings import Certainty
from govsweep.words.matcher import Matcher
from govsweep.words.personal import mask

_AT_ONCE = 400


class LineMark(NamedTuple):
    """Words of a line that a rule marks."""

    line: int  # from 1
    start: int  # characters
    end: int
    check: str
    quote: str
    suggestion: str
    certainty: Certainty

    @property
    def confirmed(self) -> bool:
        """Whether the mark may be taken as it stands."""
        return self.certainty is Certainty.CONFIRMED


def judge_lines(lines: Iterable[str], matcher: Matcher) -> Iterator[LineMark]:
    """Every mark of the lines, in their order."""
    numbered = ((number, line.rstrip("\r\n")) for number, line in enumerate(lines, 1))
    while chunk := list(islice(numbered, _AT_ONCE)):
        found = matcher.marks_of([text for _, text in chunk])
        for (number, text), mark in _flat(chunk, found):
            quote = text[mark.start : mark.end]
            yield LineMark(
                number,
                mark.start,
                mark.end,
                mark.check,
                mask(quote) if mark.check == "personal-data" else quote,
                mark.suggestion,
                Certainty.CONFIRMED if mark.confirmed else Certainty.SUSPECTED,
            )


def _flat(
    chunk: list[tuple[int, str]], found: list[tuple[Mark, ...]]
) -> Iterator[tuple[tuple[int, str], Mark]]:
    for line, marks in zip(chunk, found, strict=True):
        for mark in marks:
            yield line, mark
