"""Lines judged by the word rules alone: for editors before they publish, and for measuring."""

from collections.abc import Iterable, Iterator
from typing import Any

from govsweep.findings import Certainty
from govsweep.words.matcher import Matcher
from govsweep.words.personal import mask


def judge_lines(lines: Iterable[str], matcher: Matcher) -> Iterator[dict[str, Any]]:
    """A row for each flag: its line (from 1), its characters, the words and the advice."""
    for number, line in enumerate(lines, 1):
        text = line.rstrip("\r\n")
        for mark in matcher.marks(text):
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
