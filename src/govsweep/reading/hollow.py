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
_LOADING = re.compile(
    r"(?:正在|努力)(?:加载|载入|读取|获取|查询)|(?:加载|载入|读取|获取)中|\bloading\b",
    re.IGNORECASE,
)
_MAX_LOADING = 24  # characters of it
_OF_FRAME = re.compile(  # what stands around every page's own part, and beside its list
    r"head|nav|menu|banner|logo|share|search|login|weather|tab(?!le)|page|bread|crumb|foot|clear|line"
)
_MAIN, _FOOTER = Place.MAIN, Place.FOOTER


def awaits(tree: Tree, places: Sequence[Place], before: Box | None) -> bool:
    """Whether a page's own part says that something is to come, in words or to its scripts.

    What stands below its rows, before which this is to stand, makes them go on.
    """
    if any(_says_loading(run, places, before) for run in tree.runs):
        return True
    if any(places[box.number] is not _FOOTER for box in tree.reserved):
        return True
    return bool(tree.scripts) and any(
        box.number in tree.sockets or "-" in box.tag for box in _blank(tree, places, before)
    )


def _is_called_list(box: Box) -> bool:
    return _OF_ROWS.search(box.name) is not None and not _NO_PLACE.search(box.name)


def _says_loading(run: Run, places: Sequence[Place], before: Box | None) -> bool:
    box = run.box
    if len(run.text) > _MAX_LOADING or run.linked or box.hidden is not Hidden.NOT:
        return False
    above = before is not None and box.number < before.number
    shown = places[box.number] is not _FOOTER if above else before is None
    return shown and _LOADING.search(run.text) is not None


def _blank(tree: Tree, places: Sequence[Place], before: Box | None) -> Iterator[Box]:
    """The empty boxes of a page's own part; above rows, those beside what holds the rows."""
    for box in tree.boxes:
        if not _is_blank(box) or box.hidden is not Hidden.NOT or _OF_FRAME.search(_called(box)):
            continue
        if before is None:
            own = places[box.number] is _MAIN
        else:
            beside = box.parent is not None and box.parent.holds(before)
            own = beside and box.first_run > 0 and box.number < before.number
        if own:
            yield box


def _called(box: Box) -> str:
    return f"{box.tag} {box.name}" if "-" in box.tag else box.name


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
        and _is_called_list(box)
    )
