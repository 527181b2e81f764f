"""Empty places for a list, which scripts may fill once the page is shown."""

import re
from collections.abc import Iterator

from govsweep.reading.tree import Box, Tree

_HOLDERS = ("div", "ul", "ol", "dl", "table", "tbody")
_OF_ROWS = re.compile(
    r"(?:^|[\s_\-])(?:\w*list|news\w*|con(?:tent)?|data\w*|main|app|root|tbody)(?:$|[\s_\-\d])"
)
# What heads or turns a list is no place for its rows.
_NO_PLACE = re.compile(
    r"(?:^|[\s_\-])(?:t|tit|title|head\w*|top|bar|tabs?|search\w*|page\w*|line|bg)(?:$|[\s_\-\d])"
)


def stands_empty(tree: Tree, before: Box) -> bool:
    """Whether an empty place for a list stands before another box, where scripts may fill it."""
    return any(box.number < before.number for box in _empty(tree))


def stands_over(tree: Tree, row: Box) -> bool:
    """Whether an empty place for a list stands right above a row's list, in what holds both."""
    return any(
        box.number < row.number
        and box.first_run == row.first_run
        and box.parent is not None
        and box.parent.holds(row)
        for box in _empty(tree)
    )


def _empty(tree: Tree) -> Iterator[Box]:
    """The containers that are called a list's and hold nothing."""
    return (
        box
        for box in (tree.boxes if tree.scripts else ())
        if box.first_run == box.last_run
        and box.first_link == box.last_link
        and box.tag in _HOLDERS
        and _OF_ROWS.search(box.name)
        and not _NO_PLACE.search(box.name)
    )
