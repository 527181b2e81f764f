"""What stands empty on a page, and what its scripts may put there."""

from collections.abc import Sequence
from typing import NamedTuple

from govsweep.facts import EmptyBody, FillablePlace, PageKind, Place
from govsweep.reading.addressing import Addresses
from govsweep.reading.emptied import emptied
from govsweep.reading.failures import is_scripted
from govsweep.reading.fillable import fillable_places, in_scripts, runs_scripts, with_names
from govsweep.reading.listing import Group, first_box
from govsweep.reading.tree import Tree

_KINDS = frozenset({PageKind.HOME, PageKind.LIST, PageKind.OTHER, PageKind.ARTICLE})
_LEAST_PROSE = 100  # characters of a text that is an article's, wherever it stands


class EmptyPlaces(NamedTuple):
    """The empty places of a page."""

    body: EmptyBody | None = None  # that of an article which shows no text
    fillable: tuple[FillablePlace, ...] = ()
    loads: tuple[str, ...] = ()  # the scripts that may fill them
    brings: bool = False  # a script of the page brings something


def empty_places(
    tree: Tree,
    text: str,
    places: Sequence[Place],
    addresses: Addresses,
    own: list[Group],
    *,
    kind: PageKind,
) -> EmptyPlaces:
    """The places on a page that scripts may fill: `own` are the groups of its list."""
    if kind not in _KINDS or not runs_scripts(tree, text):
        return EmptyPlaces()
    rows = [row for one in own if (row := first_box([one])) is not None]
    fillable = fillable_places(tree, places, rows, addresses)
    if not fillable or kind is PageKind.ARTICLE:
        return EmptyPlaces(fillable=fillable)
    told = in_scripts(tree, text, addresses)
    return EmptyPlaces(None, with_names(fillable, told), told.loads, told.brings)


def empty_body(
    tree: Tree,
    text: str,
    places: Sequence[Place],
    addresses: Addresses,
    *,
    head: int,
    length: int,
) -> EmptyBody | None:
    """The empty places of an article that shows no text below its headline in the line `head`."""
    if length >= _LEAST_PROSE or is_scripted(tree):
        return None
    return emptied(tree, places, head, addresses, text)
