"""What a page's markup offers to assistive software: words for pictures, names of fields.

Only what a visitor sees counts, and only what markup settles: whether the words are good words a
person has to say.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from govsweep.facts import AccessFault, MarkupRule, PageAccess
from govsweep.reading.hiding import Hidden, hides

# Where a picture's address stands until a script puts it into its place.
LAZY = ("data-src", "data-original", "original", "data-lazy", "lazy-src", "_src")
_NAMES = ("aria-label", "aria-labelledby", "title")
_UNNAMED_TYPES = frozenset({"hidden", "submit", "button", "reset", "image"})
_NO_ZOOM = re.compile(r"user-scalable\s*=\s*(?:no|0)\b|maximum-scale\s*=\s*(?:0|1)(?:\.\d+)?\b")
_DOT = re.compile(r"^\s*[01](?:px)?\s*$")  # a width or height of nothing to look at
_HAN = re.compile("[\u4e00-\u9fff]")
_UP = 8  # elements above one in which its link or its label is looked for
_MOST_FAULTS, _MOST_HEADINGS, _MOST_WHAT = 60, 60, 120

Attributes = Mapping[str, str | None]
# Python 3.11 looks members of enumerations up slowly.
_NOT = Hidden.NOT


class AccessNotes:
    """Notes what the walk over a page comes by; `told` says what it comes to."""

    def __init__(self) -> None:
        self.language = ""
        self._images = 0
        self._fields: list[tuple[str, str, bool]] = []  # id, what it is, whether it has a name
        self._labelled: set[str] = set()  # ids that labels are for
        self._faults: Counter[tuple[MarkupRule, str]] = Counter()

    def image(self, node: LexborNode, attributes: Attributes) -> None:
        """A picture that stands where a visitor sees it."""
        if not _is_shown(attributes) or _is_dot(attributes):
            return
        self._images += 1
        source = _source(attributes)
        if not source:
            return  # a script brings it, and may bring its words
        if "alt" not in attributes and not _has_name(attributes):
            self._note(MarkupRule.IMAGE_ALT, source)
        elif not (attributes.get("alt") or "").strip() and not _has_name(attributes):
            link = _above(node, "a")
            if link is not None and link.attributes.get("href") and not _says_anything(link):
                self._note(MarkupRule.LINK_NAME, source)

    def field(self, node: LexborNode, attributes: Attributes) -> None:
        """Something to fill in."""
        kind = (attributes.get("type") or "text").strip().lower()
        if kind in _UNNAMED_TYPES or not _is_shown(attributes):
            return
        label = _above(node, "label")
        named = (
            _has_name(attributes)
            or bool((attributes.get("placeholder") or "").strip())
            or (label is not None and bool((label.text() or "").strip()))
        )
        identifier = attributes.get("id") or ""
        self._fields.append((identifier, attributes.get("name") or identifier or kind, named))

    def label(self, node: LexborNode, attributes: Attributes) -> None:
        """A label; one without words names nothing."""
        if (target := attributes.get("for")) and (node.text() or "").strip():
            self._labelled.add(target)

    def frame(self, attributes: Attributes) -> None:
        """A page within the page."""
        source = (attributes.get("src") or "").strip()
        leads = source and source[:11].lower() not in ("javascript:", "about:blank")
        shown = leads and _is_shown(attributes) and not _is_dot(attributes)
        if shown and not _has_name(attributes):
            self._note(MarkupRule.FRAME_TITLE, source)

    def told(self, *, title: str, viewport: str, headings: Sequence[int], text: str) -> PageAccess:
        """What all of it comes to, for a page of this title, viewport, headings and words."""
        for identifier, what, named in self._fields:
            if not named and identifier not in self._labelled:
                self._note(MarkupRule.LABEL, what)
        if not title:
            self._note(MarkupRule.TITLE, "")
        if not self.language or _is_of_another(self.language, text):
            self._note(MarkupRule.LANGUAGE, self.language)
        if _NO_ZOOM.search(viewport.lower()):
            self._note(MarkupRule.ZOOM, viewport)
        for before, after in _jumps(headings):
            self._note(MarkupRule.HEADINGS, f"h{before}→h{after}")
        return PageAccess(
            language=self.language,
            images=self._images,
            fields=len(self._fields),
            headings=tuple(headings[:_MOST_HEADINGS]),
            faults=tuple(
                AccessFault(rule, what, count)
                for (rule, what), count in self._faults.most_common(_MOST_FAULTS)
            )
            if self._faults
            else (),
        )

    def _note(self, rule: MarkupRule, what: str) -> None:
        self._faults[rule, what.strip()[:_MOST_WHAT]] += 1


def _source(attributes: Attributes) -> str:
    """A picture's address without what changes from page to page: its host, its query."""
    written = next((one for name in (*LAZY, "src") if (one := attributes.get(name))), "")
    if written[:5].lower() == "data:":
        return "data:"
    try:
        return urlsplit(written).path.rpartition("/")[2] or written
    except ValueError:
        return written


def _has_name(attributes: Attributes) -> bool:
    return any((attributes.get(name) or "").strip() for name in _NAMES)


def _is_shown(attributes: Attributes) -> bool:
    if (attributes.get("role") or "") in ("presentation", "none"):
        return False
    if attributes.get("aria-hidden") == "true" or "hidden" in attributes:
        return False
    style = attributes.get("style")
    return not style or hides(style) is _NOT


def _is_dot(attributes: Attributes) -> bool:
    return any(_DOT.match(attributes.get(name) or "") for name in ("width", "height"))


def _above(node: LexborNode, tag: str) -> LexborNode | None:
    above = node.parent
    for _ in range(_UP):
        if above is None or above.tag == tag:
            return above
        above = above.parent
    return None


def _says_anything(link: LexborNode) -> bool:
    attributes = link.attributes
    if _has_name(attributes) or not _is_shown(attributes) or (link.text() or "").strip():
        return True
    return any(
        (one.attributes.get("alt") or "").strip() or _has_name(one.attributes)
        for one in link.css("img")
    )


def _is_of_another(language: str, text: str) -> bool:
    """Whether a page names another language than that of most of its words."""
    if language.lower().startswith(("zh", "cmn", "yue")) or len(text) < 200:
        return False
    return len(_HAN.findall(text)) * 2 > len(text)


def _jumps(headings: Iterable[int]) -> set[tuple[int, int]]:
    return {(one, two) for one, two in pairwise(headings) if two > one + 1}
