"""What the word rules say of a manuscript."""

from collections.abc import Iterator
from typing import NamedTuple

from govsweep.findings import Certainty
from govsweep.proofreading.manuscript import Manuscript
from govsweep.words import LineMark, Matcher, judge_lines
from govsweep.words.error_rate import ErrorRate
from govsweep.words.garbled_text import find_garbled_text

GARBLED = "garbled-text"


class Proofread(NamedTuple):
    """A manuscript with its marks, in the order of its lines, and its error rate."""

    manuscript: Manuscript
    marks: tuple[LineMark, ...]
    rate: ErrorRate


def proofread(manuscript: Manuscript, matcher: Matcher) -> Proofread:
    """Judge every line of a manuscript."""
    marks = (*_garbled(manuscript), *judge_lines(manuscript.lines, matcher))
    told = ((one.check, one.confirmed) for one in marks)
    return Proofread(manuscript, marks, ErrorRate.of(told, manuscript.characters))


def _garbled(manuscript: Manuscript) -> Iterator[LineMark]:
    """A mark where the text as a whole is damaged, at the line in which it shows first."""
    found = find_garbled_text(manuscript.page(""))
    if found is None:
        return
    places = ((line.find(found.quote), n) for n, line in enumerate(manuscript.lines, 1))
    start, line = next(((at, n) for at, n in places if at >= 0), (0, 1))
    end = start + len(found.quote)
    yield LineMark(line, start, end, GARBLED, found.quote, found.advice, Certainty.CONFIRMED)
