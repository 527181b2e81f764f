"""A page as it stood, made inert: its text and order are kept, and nothing that could act.

It is written anew from a list of what may stay, so what is not known to be harmless is gone: no
scripts, styles, frames, pictures, forms or addresses. What the site hid with its styles is seen.
"""

import base64
import re
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from govsweep.reading.sanitize import sanitize
from govsweep.reports.inert import visible

MARK = "marked"  # the fragment at which the words stand
_STYLE = (
    "body{font:16px/1.75 sans-serif;margin:0 auto;padding:12px 20px;max-width:60em;color:#222;"
    "overflow-wrap:anywhere}table{border-collapse:collapse}td,th{border:1px solid #ccc;"
    "padding:2px 6px}a{text-decoration:underline;color:#24527a}mark{background:#ffe08a;"
    "outline:2px solid #c98a00;scroll-margin:40vh}.told{font-size:13px;color:#555;"
    "border-bottom:1px solid #ccc;padding-bottom:8px}i.picture{color:#666}"
)
_HASH = base64.b64encode(sha256(_STYLE.encode()).digest()).decode()
POLICY = (
    f"sandbox; default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'self'"
)
_KEPT_TAGS = (
    "a abbr article aside b blockquote br caption center code col colgroup dd del div dl dt em "
    "figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i ins li main nav ol p pre q s section "
    "small strong sub sup table tbody td tfoot th thead tr u ul"  # no mark: marks are ours
)
_KEPT = frozenset(_KEPT_TAGS.split())
_VOID = frozenset(["br", "hr", "col"])
_DROPPED_TAGS = (
    "script style template iframe frame frameset object embed applet svg math link meta base audio "
    "video canvas noscript"
)
_DROPPED = frozenset(_DROPPED_TAGS.split())
_SPANS = ("colspan", "rowspan")
_DEEPEST = 400
_NEAR = 12  # characters of context that tell one place from another


class Excerpt(NamedTuple):
    """The words to be marked, and what stands around them."""

    before: str
    quote: str
    after: str


class _Piece(NamedTuple):
    """A part of the page to be: markup of ours, or text."""

    markup: str = ""
    text: str = ""


def inert(markup: str, words: Excerpt, told: str) -> tuple[str, bool]:
    """The page, with a line of ours at its head; and whether the words were found in its text."""
    tree = LexborHTMLParser(sanitize(markup))
    title = tree.css_first("title")
    pieces = [_Piece("<h1>"), _Piece(text=title.text() if title else ""), _Piece("</h1>")]
    if tree.body is not None:
        pieces += _pieces(tree.body, 0)
    places = _find([one.text for one in pieces], words)
    body = "".join(_written(piece, places.get(number)) for number, piece in enumerate(pieces))
    if places:
        body = body.replace("<mark>", f'<mark id="{MARK}">', 1)
    head = f'<meta charset="utf-8"><title>{escape(told)}</title><style>{_STYLE}</style>'
    note = f'<p class="told">{escape(told)}</p>'
    page = f'<!DOCTYPE html><html lang="zh-CN"><head>{head}</head><body>{note}{body}</body></html>'
    return page, bool(places)


def _pieces(node: LexborNode, depth: int) -> Iterator[_Piece]:
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag == "-text":
            yield _Piece(text=child.text(deep=False))
        elif tag == "img":
            yield _Piece('<i class="picture">［图片：')
            yield _Piece(text=child.attributes.get("alt") or "")
            yield _Piece("］</i>")
        elif tag in _VOID:
            yield _Piece(f"<{tag}>")
        elif tag not in _DROPPED and depth < _DEEPEST:
            kept = tag in _KEPT
            if kept:
                yield _Piece(f"<{tag}{_attributes(child)}>")
            yield from _pieces(child, depth + 1)
            if kept:
                yield _Piece(f"</{tag}>")


def _attributes(node: LexborNode) -> str:
    found = ((name, node.attributes.get(name) or "") for name in _SPANS)
    return "".join(
        f' {name}="{value}"' for name, value in found if re.fullmatch("[0-9]{1,3}", value)
    )


def _find(texts: list[str], words: Excerpt) -> dict[int, tuple[int, int]]:
    """In which texts the words stand, and from where to where; white space does not count."""
    flat: list[str] = []
    at: list[tuple[int, int]] = []
    for number, text in enumerate(texts):
        for place, letter in enumerate(text):
            if not letter.isspace():
                flat.append(letter)
                at.append((number, place))
    before, quote, after = ("".join(part.split()) for part in words)
    start = _start("".join(flat), before[-_NEAR:], quote, after[:_NEAR])
    if start < 0 or not quote:
        return {}
    found: dict[int, tuple[int, int]] = {}
    for number, place in at[start : start + len(quote)]:
        first = found[number][0] if number in found else place
        found[number] = (first, place + 1)
    return found


def _start(page: str, before: str, quote: str, after: str) -> int:
    for front, back in ((before, after), (before, ""), ("", after), ("", "")):
        place = page.find(front + quote + back)
        if place >= 0:
            return place + len(front)
    return -1


def _written(piece: _Piece, marked: tuple[int, int] | None) -> str:
    if marked is None:
        return piece.markup or escape(visible(piece.text))
    start, end = marked
    parts = (piece.text[:start], piece.text[start:end], piece.text[end:])
    front, words, back = (escape(visible(one)) for one in parts)
    return f"{front}<mark>{words}</mark>{back}"
