"""The parts of a list that plain links on the lines right above it open: 局机关, 直属单位."""

from collections.abc import Iterator

from govsweep.addresses import host
from govsweep.reading.addressing import Addresses
from govsweep.reading.hiding import Hidden
from govsweep.reading.listing import is_aside
from govsweep.reading.tree import HEADINGS, Box, Reference, Run, Tree
from govsweep.reading.wording import is_function

_LONGEST = 12  # characters of a part's name
_MOST = 12
_MOST_CURRENT = 1  # which is no link
_PARTED = dict.fromkeys(map(ord, " |｜/、·\u3000\xa0"))  # what stands between tabs


def tabs(tree: Tree, addresses: Addresses, rows: range) -> tuple[str, ...]:
    """The addresses of what visitors turn to right above a list; `rows` are the lines of its rows.

    Between the tabs and the list stands nothing, not even a heading, as one stands between a menu
    at the side and the list.
    """
    if not rows or rows.start == 0:
        return ()
    links = list(_above(tree, rows))
    here = host(addresses.url)
    found = dict.fromkeys(addresses.resolve(one.target) for one in links)
    own = [one for one in found if one and host(one) == here]
    return tuple(own) if len(links) <= _MOST else ()


def _above(tree: Tree, rows: range) -> Iterator[Reference]:
    """The links of the lines right above the rows, which hold nothing else."""
    current = 0
    for number in range(rows.start - 1, -1, -1):
        run = tree.runs[number]
        if run.box.tag in HEADINGS or run.box.hidden is not Hidden.NOT or is_aside(run.box):
            return
        if not run.linked:
            current += 1
            if current > _MOST_CURRENT or not _may_be_current(run, tree.runs[number + 1].box):
                return
            continue
        held = tree.links[run.first_link : run.last_link]
        words = run.text.translate(_PARTED)
        if any(len(one.text) > _LONGEST for one in held) or len(words) > run.linked + _LONGEST:
            return
        yield from (one for one in held if not is_function(one.text))


def _may_be_current(run: Run, beside: Box) -> bool:
    """Whether a line without a link names the tab whose rows are shown, by the one beside it."""
    box = run.box
    alike = box is beside or (box.tag == beside.tag and box.parent is beside.parent)
    return alike and len(run.text) <= _LONGEST
