"""Empty places for a list, which scripts may fill once the page is shown."""

import re
from collections.abc import Iterator, Sequence

from govsweep.facts import Place
from govsweep.reading.hiding import Hidden
from govsweep.reading.tree import Box, Run, Tree

_HOLDERS = ("div", "ul", "ol", "dl", "table", "tbody")
_OF_ROWS = re.compile(
    r"(?:^|[\s_\-])(?:\w*list|news\w*|con(?:tent)?|data\w*|main|app|root|tbody)(?:$|[\s_\-\d])"
)
# What heads or turns a list is no place for its rows.
_NO_PLACE = re.compile(
    r"(?:^|[\s_\-])(?:t|tit|title|head\w*|top|bar|tabs?|search\w*|page\w*|line|bg)(?:$|[\s_\-\d])"
)
_LISTS = ("ul", "ol", "dl", "table", "tbody")
_LOADING = re.compile(
    r"(?:正在|努力)(?:加载|载入|读取|获取|查询)|(?:加载|载入|读取|获取)中|\bloading\b",
    re.IGNORECASE,
)
_MAX_LOADING = 24  # characters of it
_MAIN = Place.MAIN


def awaits(tree: Tree, places: Sequence[Place], before: Box | None) -> bool:
    """Whether a page's own part says that something is to come, in words or to its scripts.

    What stands below its rows, before which this is to stand, makes them go on.
    """
    if any(_says_loading(run, places) for run in tree.runs if _is_above(run.box, before)):
        return True
    return bool(tree.scripts) and any(
        box.number in tree.sockets or "-" in box.tag
        for box in tree.boxes
        if _is_blank(box) and _is_shown(box, places) and _is_above(box, before)
    )


def gapped(tree: Tree, places: Sequence[Place], before: Box | None) -> bool:
    """Whether an empty place that is a list's stands in a page's own part, above its rows."""
    return bool(tree.scripts) and any(
        (box.tag in _LISTS and box.name)
        or (box.tag == "div" and _OF_ROWS.search(box.name) and not _NO_PLACE.search(box.name))
        for box in tree.boxes
        if _is_blank(box) and _is_shown(box, places) and _is_above(box, before)
    )


def _says_loading(run: Run, places: Sequence[Place]) -> bool:
    short = len(run.text) <= _MAX_LOADING and not run.linked
    return short and _is_shown(run.box, places) and _LOADING.search(run.text) is not None


def _is_shown(box: Box, places: Sequence[Place]) -> bool:
    return places[box.number] is _MAIN and box.hidden is Hidden.NOT


def _is_above(box: Box, before: Box | None) -> bool:
    return before is None or box.number < before.number


def _is_blank(box: Box) -> bool:
    """Whether a box holds nothing, neither words nor links, pictures or frames."""
    return (
        box.first_run == box.last_run
        and box.first_link == box.last_link
        and box.first_other == box.last_other
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
