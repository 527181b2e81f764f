"""A site's own names, which are right however they are written."""

import re
from collections.abc import Iterable

from govsweep.facts import Mark, Page, Site

# The places that a name begins with, one within the other: 宁溪市|东浦区|清河湾街道.
_PLACE = re.compile(r"([\u4e00-\u9fff]{2,4}?)(?:[省市区县旗州盟镇乡村]|街道|社区)")


def without_own_names(marks: tuple[Mark, ...], page: Page) -> tuple[Mark, ...]:
    """The marks outside the names of the site; in the places that these name there is no typo."""
    own = _own_names(page) if marks else ()
    if not own:
        return marks
    places = [place for name in own for place in _PLACE.findall(name)]
    return tuple(
        mark
        for mark in marks
        if not _within(mark, page, own)
        and not (mark.check == "typo" and _is_of(mark, page, places))
    )


def _own_names(page: Page) -> tuple[str, ...]:
    if page.context is None:
        return ()
    own = page.context.site
    parent = own.parent if isinstance(own, Site) else ""
    return tuple(name for name in {own.name, own.organizer, parent} if len(name) > 1)


def _within(mark: Mark, page: Page, names: Iterable[str]) -> bool:
    text = page.blocks[mark.block].text
    for name in names:
        start = text.find(name, max(0, mark.start - len(name) + 1))
        if 0 <= start < mark.end and mark.start < start + len(name):
            return True
    return False


def _is_of(mark: Mark, page: Page, places: Iterable[str]) -> bool:
    """Whether what is marked is the name of a place, or a part of it."""
    said = page.blocks[mark.block].text[mark.start : mark.end]
    return len(said) > 1 and any(said in place for place in places) and _within(mark, page, places)
