"""Norms of punctuation and numerals that no literal shows: nested titles, ranges cut short.

GB/T 15834-2011 (punctuation) and GB/T 15835-2011 (numerals in publications). What breaks them
is suspected: a house may have its own style.
"""

import re
from collections.abc import Iterator

from govsweep.facts import Mark
from govsweep.words.normal import Batch

# The third level is written 《〈《》〉》 again.
_NESTED = re.compile(r"《[^《》〈\n]{1,60}(《([^《》\n]{1,80})》)[^《》\n]{0,40}》")
_UNIT = "[%％‰万亿]"
# From the sign between two numbers on: `re` looks fast for one literal character.
_RANGES = tuple(
    re.compile(rf"{sign}(?<=\d{sign}){sign}?(\d+(?:\.\d+)?)({_UNIT})(?![年\d])")
    for sign in ("-", "~", "～", "—", "－", "–")
)
_BEFORE = re.compile(rf"(?<![\d.,，/:第{_UNIT[1:-1]}千百\-~～—－–])(?:0|[1-9]\d*)(?:\.\d+)?\Z")
_REACH = 16  # characters of a number, and one before it


class Norms:
    """The norms over a batch of texts."""

    def marks(self, batch: Batch) -> Iterator[tuple[int, Mark]]:
        """Each mark with the number of its text; all are suspected."""
        for match in _NESTED.finditer(batch.text):
            yield _marked(
                batch,
                "nested-title",
                match.span(1),
                f"〈{match[2]}〉",
                "书名号里面再用书名号的，里面一层用单书名号〈〉（GB/T 15834—2011 4.15）",
            )
        for pattern in _RANGES:
            for match in pattern.finditer(batch.text):
                yield from _cut_range(batch, match)


def _cut_range(batch: Batch, match: re.Match[str]) -> Iterator[tuple[int, Mark]]:
    """A range whose first number lost its unit: 13—17万 may be read as 13 to 170,000."""
    end = match.start()
    before = _BEFORE.search(batch.text[max(0, end - _REACH) : end])
    if before is None or float(before[0]) >= float(match[1]):
        return
    unit = match[2]
    sign = batch.text[end : match.start(1)]
    yield _marked(
        batch,
        "cut-range",
        (end - len(before[0]), match.end()),
        f"{before[0]}{unit}{sign}{match[1]}{unit}",
        f"数值范围里前一个数的“{unit}”不能省略（GB/T 15835—2011“数值范围”）",
    )


def _marked(
    batch: Batch, rule: str, span: tuple[int, int], suggestion: str, reason: str
) -> tuple[int, Mark]:
    index, first, last = batch.span(*span)
    return index, Mark(
        rule=rule,
        check="typo",
        start=first,
        end=last,
        suggestion=suggestion,
        confirmed=False,
        reason=reason,
        score=0.9,
    )
