"""Hostile or broken markup, made harmless before the parser sees it.

Tree building is quadratic in the depth of nesting, in the attributes of one element, in the
options of one select, and formatting elements that are never closed are copied into every
paragraph. Real pages stay far below these limits.
"""

import re

MAX_TEXT = 1_500_000
_FEW = 2_000  # tags below which nothing can go wrong
_MAX_TAGS = 40_000
_MAX_DEPTH = 256
_MAX_FORMATTING = 24
_MAX_OPTIONS = 2_000
_MAX_ATTRIBUTES = 1_000
_LONG = 8_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ATTRIBUTE = re.compile(r"[\s/=\"']+")
_SELF_CLOSING_TAGS = (
    "area base br col embed hr img input link meta param source track wbr p li option dt dd tr td "
    "th tbody thead tfoot"
)
_SELF_CLOSING = frozenset(_SELF_CLOSING_TAGS.split())
_FORMATTING = (
    frozenset("abisu")
    | {"big", "code", "em", "font", "nobr", "small", "strike"}
    | {
        "strong",
        "tt",
    }
)


def sanitize(text: str) -> str:
    """The text, with what would make its parse explode cut out."""
    if len(text) > MAX_TEXT:
        text = text[:MAX_TEXT]
    if text.count("<") > _FEW:
        text = _flatten(text)
    if _has_long_piece(text):
        text = ">".join(map(_shorten, text.split(">")))
    return text


def _has_long_piece(text: str) -> bool:
    """Whether more than `_LONG` characters stand anywhere without a ">" among them."""
    start = 0
    while len(text) - start > _LONG:
        end = text.rfind(">", start, start + _LONG + 1)
        if end < 0:
            return True
        start = end + 1
    return False


def _shorten(piece: str) -> str:
    """Cut the tag that a piece of text between two ">" opens, where it has too many attributes."""
    if len(piece) <= _LONG:
        return piece
    start = piece.find("<")
    if start < 0 or len(_ATTRIBUTE.findall(piece, start)) <= _MAX_ATTRIBUTES:
        return piece
    return piece[: start + 2_000]


def _flatten(text: str) -> str:
    """Drop start tags beyond the limits of depth and number."""
    depth: dict[str, int] = {}
    total = formatting = options = 0
    dropped: list[tuple[int, int]] = []
    for number, tag in enumerate(_TAG.finditer(text)):
        if number > _MAX_TAGS:
            text = text[: tag.start()]
            break
        name = tag.group(2).lower()
        if name in _SELF_CLOSING:
            options += name == "option"
            if options > _MAX_OPTIONS and name == "option":
                dropped.append(tag.span())
        elif not tag.group(1):
            if total >= _MAX_DEPTH or (name in _FORMATTING and formatting >= _MAX_FORMATTING):
                dropped.append(tag.span())
                continue
            if name == "a" and depth.get(name):
                continue  # a link ends the link before it
            depth[name] = depth.get(name, 0) + 1
            total += 1
            formatting += name in _FORMATTING
        elif depth.get(name):
            depth[name] -= 1
            total -= 1
            formatting -= name in _FORMATTING
    if not dropped:
        return text
    kept: list[str] = []
    at = 0
    for start, end in dropped:
        kept.append(text[at:start])
        kept.append("<wbr")  # its attributes stay behind, on an element that can hold nothing
        at = end
    kept.append(text[at:])
    return "".join(kept)
