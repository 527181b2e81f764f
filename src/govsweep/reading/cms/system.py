"""What a module of this package tells of its content management system."""

from collections.abc import Callable
from typing import NamedTuple

from govsweep.reading.addressing import Addresses
from govsweep.reading.tree import Tree

MAX_MORE = 50  # further pages of one list

More = Callable[[Tree, Addresses], list[str]]


class System(NamedTuple):
    """A content management system by its public signs; what it lacks the plain reader does."""

    name: str
    more: More  # further pages of a list, and the addresses that serve its rows
    shell: tuple[str, ...] = ()  # words of a page that shows nothing until its scripts have run


def numbered(addresses: Addresses, count: int, current: int, name: str, ending: str) -> list[str]:
    """The other pages of `count`: name.ending, name_1.ending …"""
    pages = []
    for number in range(min(count, MAX_MORE + 1)):
        if number != current:
            reference = f"{name}_{number}.{ending}" if number else f"{name}.{ending}"
            pages.append(addresses.resolve(reference))
    return pages
