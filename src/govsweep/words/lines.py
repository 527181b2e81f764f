"""Lines judged by the word rules alone: for editors before they publish, and for measuring."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from govsweep.facts import Mark
from govsweep.findings import Certainty
from govsweep.words.matcher import Matcher
from govsweep.words.personal import mask

_AT_ONCE = 400


def judge_lines(lines: Iterable[str], matcher: Matcher) -> Iterator[dict[str, Any]]:
    """A row for each flag: its line (from 1), its characters, the words and the advice."""
    numbered = ((number, line.rstrip("\r\n")) for number, line in enumerate(lines, 1))
    while chunk := list(islice(numbered, _AT_ONCE)):
        found = matcher.marks_of([text for _, text in chunk])
        for (number, text), mark in _flat(chunk, found):
            quote = text[mark.start : mark.end]
            yield {
                "line": number,
                "start": mark.start,
                "end": mark.end,
                "check": mark.check,
                "quote": mask(quote) if mark.check == "personal-data" else quote,
                "suggestion": mark.suggestion,
                "certainty": Certainty.CONFIRMED if mark.confirmed else Certainty.SUSPECTED,
            }


def _flat(
    chunk: list[tuple[int, str]], found: list[tuple[Mark, ...]]
) -> Iterator[tuple[tuple[int, str], Mark]]:
    for line, marks in zip(chunk, found, strict=True):
        for mark in marks:
            yield line, mark
