"""Verse: lines of five or of seven characters, of whose words counts of prose say little.

Sites of culture and travel quote poems; 谁道 is then no slip for 难道, nor 唤取 for 换取.
"""

import re
from collections.abc import Sequence
from enum import Enum, auto
from itertools import pairwise

_LINE = re.compile(r"[\u4e00-\u9fff]+")
_LENGTHS = (5, 7)
_STANZA = 4  # lines that are a poem for certain; two may be a slogan
_REACH = 40  # characters to either side: a stanza, and more
_TODAY = re.compile(r"[的了们呢吗吧这那]")  # that no old poem has


class Verse(Enum):
    """How surely a place stands in verse."""

    NONE = auto()
    PERHAPS = auto()  # a couplet, a slogan of two halves, a rhyme of today
    CERTAIN = auto()


def verse(text: str, start: int, end: int) -> Verse:
    """Whether lines of one length stand around a span, its own among them."""
    first = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    behind = text.find("\n", end)
    last = min(behind if behind >= 0 else len(text), end + _REACH)
    lines = list(_LINE.finditer(text, first, last))
    own = next((at for at, one in enumerate(lines) if one.start() <= start < one.end()), None)
    if own is None or len(lines[own][0]) not in _LENGTHS:
        return Verse.NONE
    alike = [*_alike(lines[own::-1]), *_alike(lines[own:])[1:]]
    if len(alike) == 1:
        return Verse.NONE
    if _TODAY.search("".join(alike)):
        return Verse.PERHAPS if len(alike) >= _STANZA else Verse.NONE
    return Verse.CERTAIN if len(alike) >= _STANZA else Verse.PERHAPS


def _alike(lines: Sequence[re.Match[str]]) -> list[str]:
    """The lines from the first on that are as long, each with one mark to the next."""
    alike = [lines[0][0]]
    for one, other in pairwise(lines):
        between = min(abs(other.start() - one.end()), abs(one.start() - other.end()))
        if between != 1 or len(other[0]) != len(alike[0]):
            break
        alike.append(other[0])
    return alike
