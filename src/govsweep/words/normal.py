"""Normalising a text, with a way back to the source.

Chinese punctuation stays as it is: rules are written against it. What changes: full-width letters
and digits, compatibility and radical forms, traditional characters, case; zero-width and
bidirectional marks go.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np

from govsweep.rules import packs
from govsweep.words.kinds import Kinds, KindTable

_INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u206a-\u206f\ufe00-\ufe0f\ufeff"
_COMPATIBLE = "\u2e80-\u2fdf\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_REPEATED_SPACE = "\u00a0\u2000-\u200a\u3000"
_HAN = re.compile(r"[\u3400-\u9fff]")
_SYMBOLS = r"*·.•_\-~^|★☆◆●/\\+=#@&…"
_SYMBOL = rf"[\s{_SYMBOLS}]"
# One or two symbols between Han characters. The symbol stands first, as `re` looks for it fast.
_GAP = re.compile(rf"{_SYMBOL}(?<=[\u3400-\u9fff]{_SYMBOL}){_SYMBOL}?(?=[\u3400-\u9fff])")
# Kinds of characters; a line's end is no symbol here.
ODD, HAN, SYMBOL, DIGIT, OPENING, CAPITAL = 1, 2, 4, 8, 16, 32


class Plain(NamedTuple):
    """A normalised text; `back` maps its offsets to the source's, None where they are equal."""

    text: str
    back: tuple[int, ...] | None = None
    traditional: int = 0  # traditional characters in the source

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source's offsets of a span."""
        if self.back is None:
            return start, end
        return self.back[start], self.back[end - 1] + 1

    @property
    def mostly_traditional(self) -> bool:
        """Whether the source is written in traditional characters, not only a word of it."""
        return self.traditional > 3 and self.traditional * 8 > len(_HAN.findall(self.text))


@cache
def traditional() -> dict[str, str]:
    """Characters that no standard form has, traditional ones and others, with the plain form."""
    old, plain, *_ = (packs() / "traditional.txt").read_text("utf-8").split()
    return dict(zip(old, plain, strict=True)) | other_forms()


@cache
def other_forms() -> dict[str, str]:
    """Of these the ones that are not traditional either: 増, 囯."""
    *_, forms, plain = (packs() / "traditional.txt").read_text("utf-8").split()
    return dict(zip(forms, plain, strict=True))


@cache
def _odd() -> re.Pattern[str]:
    """What changes when a text is normalised, but for case."""
    return re.compile(f"[{_INVISIBLE}{_COMPATIBLE}{_REPEATED_SPACE}{''.join(traditional())}]")


@cache
def _kinds() -> KindTable:
    return KindTable(
        {
            ODD: _odd().pattern,
            HAN: _HAN.pattern,
            SYMBOL: rf"(?!\n){_SYMBOL}",
            DIGIT: r"\d",
            OPENING: r"[【〖〔﹝\[［（(<〈「『{]",
            CAPITAL: "[壹贰叁肆伍陆柒捌玖拾佰仟]",
        }
    )


@cache
def _one(character: str) -> str:
    if re.match(f"[{_INVISIBLE}]", character):
        return ""
    character = unicodedata.normalize("NFKC", character)
    return traditional().get(character, character)


def normalise(source: str) -> Plain:
    """The plain form of a text."""
    odd = _odd().findall(source)
    lower = source.lower()
    if not odd and len(lower) == len(source):
        return Plain(lower)
    forms = sum(map(traditional().__contains__, odd))
    if len(lower) == len(source) and all(len(_one(character)) == 1 for character in set(odd)):
        table = {ord(character): _one(character) for character in set(odd)}
        return Plain(source.translate(table).lower(), None, forms)
    pieces = [_one(character).lower() for character in source]
    back = tuple(place for place, piece in enumerate(pieces) for _ in piece)
    return Plain("".join(pieces), back, forms)


def normalised(sources: Sequence[str]) -> list[str]:
    """The plain forms of many short texts, in one pass over them all."""
    plain = normalise("\n".join(sources)).text.split("\n")
    if len(plain) == len(sources):
        return plain
    return [normalise(one).text for one in sources]  # one of them has several lines, or all none


def squeeze(plain: Plain) -> Plain | None:
    """The text without symbols set between its Han characters; None where there are none."""
    gaps = [match.span() for match in _GAP.finditer(plain.text)]
    if not gaps:
        return None
    edges = [0, *chain.from_iterable(gaps), len(plain.text)]
    kept = list(zip(edges[::2], edges[1::2], strict=True))
    text = "".join([plain.text[start:end] for start, end in kept])
    source = range(len(plain.text)) if plain.back is None else plain.back
    back = tuple(chain.from_iterable(source[start:end] for start, end in kept))
    return Plain(text, back, plain.traditional)


class Batch:
    """Several texts laid end to end, so that each tier passes over them once."""

    def __init__(self, plains: list[Plain], kinds: Kinds | None = None) -> None:
        self.plains = plains
        self.text = "\n".join([plain.text for plain in plains])
        lengths = (len(plain.text) + 1 for plain in plains)
        self.starts = list(accumulate(lengths, initial=0))[:-1]
        self.kinds = _kinds().of(self.text) if kinds is None else kinds  # of each character

    @classmethod
    def of(cls, texts: list[str]) -> "Batch":
        """The texts, normalised; all at once where nothing in them is odd."""
        whole = "\n".join(texts)
        lower = whole.lower()
        if len(lower) != len(whole) or whole.count("\n") != len(texts) - 1:
            return cls([normalise(text) for text in texts])
        plain = cls([Plain(text) for text in lower.split("\n")], kinds := _kinds().of(whole))
        odd = {plain.locate(place)[0] for place in np.flatnonzero(kinds & ODD > 0).tolist()}
        if not odd:
            return plain
        return cls(
            [
                normalise(text) if index in odd else one
                for index, (text, one) in enumerate(zip(texts, plain.plains, strict=True))
            ]
        )

    def locate(self, place: int) -> tuple[int, int]:
        """Which text a place of the whole stands in, and where in it."""
        index = bisect_right(self.starts, place) - 1
        return index, place - self.starts[index]

    def span(self, start: int, end: int) -> tuple[int, int, int]:
        """Which text a stretch of the whole stands in, and its first and last place as written."""
        index, place = self.locate(start)
        first, last = self.plains[index].span(place, place + end - start)
        return index, first, last

    def gaps(self) -> list[tuple[int, int]]:
        """Each two Han characters of a line that have one or two symbols between them."""
        kinds = self.kinds
        symbols = np.flatnonzero(kinds & SYMBOL > 0)
        # Beyond either end the symbol itself is seen again, which is no Han character.
        before, after, third = (kinds.take(symbols + step, mode="clip") for step in (-1, 1, 2))
        single = (before & after & HAN) > 0
        double = ((before & third & HAN) > 0) & ((after & SYMBOL) > 0)
        return [
            (place - 1, place + reach)
            for chosen, reach in ((single, 1), (double, 2))
            for place in symbols[chosen].tolist()
        ]
