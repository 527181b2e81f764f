"""The rows of a column: what tells them apart, and how the page words them."""

from collections.abc import Iterable

from govsweep.facts import Entry, Page, TargetKind


def row_key(row: Entry) -> str:
    """What tells a row from others: its address, or its title where it leads nowhere."""
    return row.url or row.title


def as_shown(page: Page, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The rows with the words of their links as they stand on the page."""
    words = {one.target: one.text for one in page.anchors if one.kind is TargetKind.PAGE}
    return tuple(
        Entry(words.get(one.url) or one.title, one.url, one.date, one.shown) for one in entries
    )
