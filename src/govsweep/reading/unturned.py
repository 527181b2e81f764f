"""Lists that go on where nobody can follow: by forms, scripts and buttons without an address."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from govsweep.facts import LooseRow, Place
from govsweep.reading.addressing import Addresses
from govsweep.reading.cms.system import told_pages
from govsweep.reading.hiding import Hidden
from govsweep.reading.pagers import is_turned_by_script
from govsweep.reading.tree import Box, Tree

_NEXT = re.compile(r"[\[【<]?\s*(?:下一?页|后一?页|下页)\s*[>»\]】]*", re.IGNORECASE)
_LOAD = re.compile(r"(?:点击|点此|上拉|上滑)?(?:加载|显示)更多(?:内容|信息)?\W{0,3}")
_CALLS = re.compile(r"javascript:\s*(?!void\b)[\w$.\[\]]+\s*\(", re.IGNORECASE)
_LONGEST = 12  # characters of a button


class Turning(NamedTuple):
    """What a page tells of the rest of its list."""

    total: int = 0  # rows of the whole, 0 where it does not say
    unturned: bool = False
    turnable: bool = False
    choices: tuple[str, ...] = ()  # what else can be chosen, and no address leads to
    loose: tuple[LooseRow, ...] = ()  # rows without links beside its own
    tabs: tuple[str, ...] = ()  # where links right above its rows lead


def is_unturned(
    tree: Tree, addresses: Addresses, places: Sequence[Place], end: int, rows: int
) -> bool:
    """Whether a list without addresses of further pages says that there are some.

    `end` is the number of the first line behind its rows, of which there are `rows`.
    """
    pages = told_pages(tree)
    if pages:
        return pages > 1
    turned = (one for one in tree.links if len(one.text) <= _LONGEST and _NEXT.fullmatch(one.text))
    if any(_CALLS.match(one.target) and not addresses.resolve(one.target) for one in turned):
        return True
    short = (run.text for run in tree.runs if len(run.text) <= _LONGEST)
    if tree.scripts and any(map(_LOAD.fullmatch, short)):
        return True
    return is_turned_by_script(tree, addresses, places, end, rows)


def may_hold_pager(tree: Tree, places: Sequence[Place], end: int) -> bool:
    """Whether right behind its rows a list has an empty place with an identifier for scripts.

    Nothing says that a pager will stand there, nor that there is only one page.
    """
    if not end or not tree.scripts or told_pages(tree):
        return False
    names = {one.lower() for one in tree.names}
    row = tree.runs[end - 1].box
    return any(
        box.first_run == box.last_run == end
        and box.number > row.number
        and box.hidden is Hidden.NOT
        and places[box.number] is not Place.FOOTER
        and names.intersection(box.name.split())
        and box.parent is not None
        and (box.parent.holds(row) or (box.parent.parent or box.parent).holds(row))
        and not _shows_anything(tree, box)
        for box in tree.boxes[row.number + 1 :]
    )


def _shows_anything(tree: Tree, box: Box) -> bool:
    others = tree.others[box.first_other : box.last_other]
    return box.first_link < box.last_link or any(one.tag != "script" for one in others)
