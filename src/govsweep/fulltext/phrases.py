"""Phrases that are looked for, and where they stand in a text.

White space, the width of Latin letters and their case make no difference: pages write 关 于 for
关于 and ２０２６ for 2026.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

import msgspec

from govsweep.errors import InputError

_MOST, _LONGEST = 10, 200  # phrases, and characters of them all
_WIDE = 0xFEE0  # between a full-width character and its plain one
_GAPS = "\x00\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x2010))
)
# What each character is compared as; None: left out.
FOLDED = (
    {code: chr(code).lower() for code in range(0x41, 0x5B)}
    | {code: chr(code - _WIDE).lower() for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, _GAPS))
)
_GAP = f"[{re.escape(_GAPS)}]*"
_QUOTED = re.compile(r'["“”]([^"“”]*)["“”]|([^\s"“”]+)')
_REACH = 40  # characters of a passage before its first hit
_PASSAGE = 160  # characters of a passage


def fold(text: str) -> str:
    """A text as it is compared: without white space, Latin letters narrow and small."""
    return text.translate(FOLDED)


class Passage(NamedTuple):
    """A stretch of a text with hits: their places in it, in order and apart."""

    text: str
    hits: tuple[tuple[int, int], ...]

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The stretch in pieces, each with whether it is a hit."""
        pieces, at = [], 0
        for start, end in self.hits:
            pieces += [(self.text[at:start], False), (self.text[start:end], True)]
            at = end
        return [one for one in (*pieces, (self.text[at:], False)) if one[0]]

    def marked(self, left: str, right: str) -> str:
        """The stretch with its hits between marks."""
        return "".join(f"{left}{text}{right}" if hit else text for text, hit in self.parts)

    @property
    def first(self) -> tuple[str, str, str]:
        """What stands before the first hit, the hit, and what stands after it."""
        start, end = self.hits[0] if self.hits else (0, 0)
        return self.text[:start], self.text[start:end], self.text[end:]


class Phrase(msgspec.Struct, frozen=True, dict=True):
    """Characters that must stand one after the other."""

    folded: str

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(_GAP.join(_any_form(one) for one in self.folded))

    def stands_in(self, text: str) -> bool:
        """Whether the phrase stands in a text."""
        return self.folded in fold(text)

    def places(self, text: str) -> Iterable[tuple[int, int]]:
        """Where the phrase stands in a text."""
        return (match.span() for match in self._pattern.finditer(text))


def _any_form(character: str) -> str:
    code = ord(character)
    forms = {character, character.upper()}
    if 0x21 <= code <= 0x7E:
        forms |= {chr(ord(one) + _WIDE) for one in forms}
    return "[" + "".join(sorted(re.escape(one) for one in forms if len(one) == 1)) + "]"


def phrases_of(words: str) -> tuple[Phrase, ...]:
    """What somebody looks for: words parted by white space, or in quotation marks.

    Raises `InputError` where there is nothing to be looked for, or too much.
    """
    if len(words) > _LONGEST:
        raise InputError(f"查找的字词至多 {_LONGEST} 字，现在是 {len(words)} 字")
    parts = [fold(quoted or plain) for quoted, plain in _QUOTED.findall(words)]
    folded = list(dict.fromkeys(filter(None, parts)))
    if not folded:
        raise InputError("请写要查找的字词")
    if len(folded) > _MOST:
        raise InputError(f"一次至多查找 {_MOST} 个词，现在是 {len(folded)} 个")
    return tuple(map(Phrase, folded))


def passage(text: str, phrases: Sequence[Phrase], longest: int = _PASSAGE) -> Passage:
    """The stretch of a text around the first place of any phrase, with all places in it."""
    return around(text, [place for one in phrases for place in one.places(text)], longest)


def around(text: str, places: Iterable[tuple[int, int]], longest: int = _PASSAGE) -> Passage:
    """The stretch of a text around the first of some places, with those that are in it."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    begin = max(0, apart[0][0] - _REACH) if apart else 0
    begin = begin if begin + longest < len(text) else max(0, len(text) - longest)
    end = min(len(text), max(begin + longest, apart[0][1] if apart else 0))
    left, right = ("…" if begin else ""), ("…" if end < len(text) else "")
    shift = len(left) - begin
    hits = tuple(
        (start + shift, stop + shift) for start, stop in apart if begin <= start and stop <= end
    )
    return Passage(f"{left}{text[begin:end]}{right}", hits)
