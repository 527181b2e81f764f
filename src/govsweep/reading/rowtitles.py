"""The titles of list rows: by a link's lines and its tooltip, without the date glued to them."""

import re
from functools import lru_cache
from typing import TypeAlias

from govsweep.reading.rowdates import RowDate, only_date, split_title
from govsweep.reading.tree import Reference
from govsweep.reading.wording import clean_title, is_function

_REMEMBERED = 300  # characters of a link's text and its tooltip
_CUT = re.compile(r"(?:\.{2,}|…+|。。+)\s*$")

Named: TypeAlias = tuple[str, RowDate | None]  # a title, and the date that was glued to it


def row_title(link: Reference) -> Named:
    """The title that a link gives its row, by its lines and its tooltip."""
    text, title = link.text, link.title
    if len(link.parts) > 1:
        own = [part for part in link.parts if only_date(part) is None and not is_function(part)]
        text = next((part for part in own if len(part) >= 5), max(own, key=len, default=text))
    short = len(text) + len(title) <= _REMEMBERED
    return _named(text, title) if short else _named.__wrapped__(text, title)


@lru_cache(maxsize=16_384)
def _named(text: str, tooltip: str) -> Named:
    """The title of a row, by a link's text and its tooltip, and the date glued to it."""
    text = clean_title(text)
    given = clean_title(" ".join(tooltip.split()))
    if given and given != text:
        shown = _CUT.sub("", split_title(text)[0])
        if not shown or (len(given) >= len(shown) and given.startswith(shown)):
            return given[:300], split_title(text)[1]
    title, glued = split_title(text)
    return clean_title(title)[:300], glued
