"""What many columns of a site have in common puts what each shows in doubt."""

import datetime as dt
from collections.abc import Mapping

import msgspec

from govsweep.facts import Column, UnreadList
from govsweep.settle.columns.terms import is_overdue
from govsweep.settle.listing import Listing
from govsweep.store import StoredColumn

_FEW = 3  # columns from which a half of them says something of the site


def in_doubt(
    found: Mapping[str, Column],
    known: Mapping[str, StoredColumn],
    listing: Listing,
    number: int,
    day: dt.date,
) -> dict[str, Column]:
    """The columns, of which nothing is said after a redesign, or where every list seems empty.

    `known` are the columns as they were kept before the sweep `number`. Those that were known
    before and have rows, or that have new ones, are as they seem.
    """
    before = {
        url
        for url, one in known.items()
        if one.entries and one.first_sweep is not None and one.first_sweep < number
    }
    lost = [url for url in before if url not in found or not found[url].rows]
    redesigned = len(before) >= _FEW and len(lost) * 2 >= len(before)
    empty = {url for url, one in found.items() if one.seen and not one.rows and not one.entries}
    mute = len(empty) >= _FEW and len(empty) * 2 > len(found)
    any_rows = any(one.rows for one in found.values())

    def is_doubted(url: str, column: Column) -> bool:
        if mute and url in empty and not (any_rows and listing.is_plainly_blank(url)):
            return True
        return redesigned and not _is_plain(column, day, is_known=url in before)

    def why(url: str) -> UnreadList:
        return UnreadList.REDESIGN if redesigned else without_rows(known.get(url))

    return {
        url: msgspec.structs.replace(column, seen=False, reason=why(url))
        if is_doubted(url, column)
        else column
        for url, column in found.items()
    }


def without_rows(known: StoredColumn | None) -> UnreadList:
    """Why no list was seen on a page that was read: nothing changed where none ever was seen."""
    had_rows = known is not None and known.entries
    return UnreadList.READER if had_rows else UnreadList.EMPTY


def _is_plain(column: Column, day: dt.date, *, is_known: bool) -> bool:
    """Whether a column has rows, and is an old acquaintance or up to date."""
    if not column.rows or column.newest is None:
        return False
    return is_known or not is_overdue(column.newest, column.max_age_days, day)
