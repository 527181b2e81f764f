"""What stands around a span of text: quotation marks, a list, the edge of a clause."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from govsweep.words.old_language import cites_the_old

_QUOTES = MappingProxyType({"“": "”", "‘": "’", "「": "」", "『": "』"})
_QUOTES_AND_TITLES = MappingProxyType({**_QUOTES, "《": "》"})
_HAN = re.compile(r"[\u4e00-\u9fff]")
_SHORT = 8  # characters of a quotation that is a name
_FAR = 60  # and of any
_LISTED = 60  # characters of a list
_CLAUSE_END = re.compile("[，。；：！？\\n]")


def quotations(
    text: str, start: int, end: int, reach: int, marks: Mapping[str, str] = _QUOTES
) -> Iterator[tuple[int, int]]:
    """Where quotations open that hold a span, and where they close: -1 beyond the reach."""
    for opening, closing in marks.items():
        first = text.rfind(opening, max(0, start - reach), start)
        if first > text.rfind(closing, max(0, start - reach), start):
            yield first, text.find(closing, end, end + reach)


def inside_quotes(text: str, start: int, end: int) -> bool:
    """Whether an opening quotation mark stands before the span and its closing one after it."""
    return next((last >= 0 for _, last in quotations(text, start, end, _FAR)), False)


def quoted(text: str, start: int, end: int) -> bool:
    """Whether a span stands within a short quotation or title, which is a name of its own."""
    held = quotations(text, start, end, _SHORT, _QUOTES_AND_TITLES)
    if any(0 <= last < first + _SHORT + 2 for first, last in held):
        return True
    return cites_the_old(text, start)


def between_characters(text: str, start: int, end: int) -> bool:
    """Whether a Chinese character stands on either side of a span."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return bool(_HAN.match(before) and _HAN.match(after))


def closes_list(text: str, start: int, meant: str) -> bool:
    """Whether a span begins with what closes a list, and should not: 查询、备案等|急办事项."""
    if text[start] != "等" or meant.startswith("等"):
        return False
    return "、" in _CLAUSE_END.split(text[max(0, start - _LISTED) : start])[-1]
