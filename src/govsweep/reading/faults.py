"""What an answer is in the place of a page: a wall's refusal, a page of a wall, a failure."""

from typing import NamedTuple

from govsweep.reading.failures import (
    is_away,
    is_empty,
    is_failure,
    is_refusal,
    is_wall,
    names_request,
)
from govsweep.reading.tree import Tree


class Faults(NamedTuple):
    """What is wrong with a page as a whole."""

    refused: bool  # a wall refuses it, and says no more
    wall: bool  # a wall speaks on it
    failing: bool  # the site's program failed, or the site is away


def faults(tree: Tree, length: int, *, told_of: bool, at_home: bool) -> Faults:
    """The faults of a page of `length` characters.

    `told_of`: it tells its day or its column, as a page of the site does; `at_home`: it is the home
    page and says nothing of another.
    """
    refused = is_refusal(tree) and (not told_of or names_request(tree))
    if refused or is_wall(tree):
        return Faults(refused, wall=True, failing=False)
    failed = (at_home and is_away(tree)) or is_failure(tree) or is_empty(tree, length)
    return Faults(refused=False, wall=False, failing=failed and not told_of)
