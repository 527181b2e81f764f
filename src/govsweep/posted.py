"""Posted requests as addresses: what a list's data service is asked with stands in the fragment.

A fragment is never sent, and none comes with an address that a page links to: `addresses` cuts
them off. So a posted request has one string that tells it from others, as an address has, and
queues, budgets, the ledger and the rows of lists treat both alike. Web archives name what they
recorded of posted requests in the same way.
"""

from enum import StrEnum
from typing import NamedTuple
from urllib.parse import quote, unquote

_MARK = "#post:"
_KEPT = "!$&'()*+,-./:;=?@_~"  # signs that may stand in a fragment as they are


class BodyType(StrEnum):
    """How the body of a posted request is written."""

    FORM = "form"
    JSON = "json"

    @property
    def content_type(self) -> str:
        """The Content-Type that a browser sends with it."""
        if self is BodyType.JSON:
            return "application/json"
        return "application/x-www-form-urlencoded; charset=UTF-8"


class Posted(NamedTuple):
    """One posted request."""

    url: str  # where it goes, without a fragment
    type: BodyType
    body: str

    @property
    def address(self) -> str:
        """The one string by which it is known."""
        return f"{self.url}{_MARK}{self.type}:{quote(self.body, safe=_KEPT)}"


def posted(address: str) -> Posted | None:
    """The posted request that an address stands for; None for one that is asked with GET."""
    url, mark, told = address.partition(_MARK)
    if not mark:
        return None
    kind, _, body = told.partition(":")
    return Posted(url, BodyType(kind), unquote(body)) if kind in tuple(BodyType) else None


def question_of(address: str) -> str:
    """What tells a posted request from others to the same address; "" for one asked with GET."""
    _, mark, told = address.partition(_MARK)
    return mark + told
