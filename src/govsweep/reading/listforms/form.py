"""What a module of this package tells of its form of lists."""

from collections.abc import Callable
from typing import NamedTuple

from govsweep.facts import Place
from govsweep.reading.addressing import Addresses
from govsweep.reading.row import Row
from govsweep.reading.tree import Tree


class ListForm(NamedTuple):
    """A form of lists, told by the elements that hold its rows and by no site's names."""

    name: str
    # Its rows in document order; none where the page is not of this form. Asked of every page
    # that shows no list of links, so that what is not of it must be told soon.
    rows: Callable[[Tree, list[Place], Addresses], list[Row]]
