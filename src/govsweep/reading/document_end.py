"""How a document ends: as its author ended it, or wherever a connection or a program broke off."""

import re
from typing import NamedTuple

_TAIL = 4_000  # characters in which the end of nearly every document is found
_OPENED = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
# What stands behind the end of many documents: counters, scripts, the time it took to build them.
_BEHIND = re.compile(
    r"<!--.*?-->|<(script|style|noscript)\b.*?</\1\s*>|<(?:script|style|noscript)\b.*|<[^<>]*>|\s+",
    re.IGNORECASE | re.DOTALL,
)
_MAX_BEHIND = 60  # characters, such as the rest of an address that somebody left there
_SILENT = re.compile(
    r"<!--.*?-->|<(script|style|textarea|noscript)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL
)
_UNENDED = re.compile(r"<!--|<(?:script|style|textarea|noscript)\b", re.IGNORECASE)
_IN_A_TAG = re.compile(r"<[a-zA-Z/!][^<>]*$")
# Those whose end nobody leaves out; that of a paragraph, a row or a cell may be.
_TO_BE_ENDED = re.compile(
    r"<(/?)(div|table|ul|ol|dl|form|section|article|main|h[1-6]|a|span)\b", re.IGNORECASE
)


class DocumentEnd(NamedTuple):
    """How a document ends."""

    is_ended: bool | None  # None: it is a part of one, which says nothing of its end
    is_broken_off: bool


def document_end(text: str) -> DocumentEnd:
    """Whether a document is ended; where it is not, whether it ends in the midst of something."""
    if _is_closed(text[-_TAIL:]) or _is_closed(text):
        return DocumentEnd(True, False)
    if _OPENED.search(text) is None:
        return DocumentEnd(None, False)
    return DocumentEnd(False, _ends_within(text))


def _is_closed(text: str) -> bool:
    ends = [one.end() for one in _CLOSED.finditer(text)]
    return bool(ends) and len(_BEHIND.sub("", text[ends[-1] :])) <= _MAX_BEHIND


def _ends_within(text: str) -> bool:
    """Whether a tag, a comment, a script or an element that must be ended is open at the end."""
    shown = _SILENT.sub("", text)
    if _UNENDED.search(shown) or _IN_A_TAG.search(shown):
        return True
    open_ones: dict[str, int] = {}
    for tag in _TO_BE_ENDED.finditer(shown):
        name = tag[2].lower()
        open_ones[name] = open_ones.get(name, 0) + (-1 if tag[1] else 1)
    return any(number > 0 for number in open_ones.values())
