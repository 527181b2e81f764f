"""What a module of this package tells of its content management system."""

import re
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


_TOTAL = re.compile(
    r"页\s*次\s*[:：]?\s*\d+\s*/\s*(\d+)|第?\s*\d+\s*/\s*(\d+)\s*页|共\s*(\d+)\s*页|\d+\s*/\s*(\d+)\s*页|"
    r"总页数\s*[:：]?\s*(\d+)"
)
_MAX_LINE = 200


def told_pages(tree: Tree) -> int:
    """How many pages a list has, as its pager says (第1/26页, 共 26 页); 0 where it does not."""
    lines = (run.text for run in tree.runs if "页" in run.text and len(run.text) < _MAX_LINE)
    found = (match for text in lines if (match := _TOTAL.search(text)))
    return max((int(next(filter(None, one.groups()))) for one in found), default=0)


def counted(
    tree: Tree, addresses: Addresses, address: re.Pattern[str], total: int, first: int = 2
) -> list[str]:
    """The pages `first` to `total` by the first link whose address `address` matches.

    Its groups are what stands before the page's number, the number, and what stands behind it.
    """
    if total < first:
        return []
    for link in tree.links:
        match = address.fullmatch(addresses.resolve(link.target)) if link.target else None
        if match:
            before, _, after = match.groups()
            numbers = range(first, min(total, first + MAX_MORE - 1) + 1)
            return [f"{before}{number}{after}" for number in numbers]
    return []


def by_links(words: tuple[str, ...], *addresses: re.Pattern[str]) -> More:
    """What finds further pages by links: those of the first pattern that any of them matches.

    Most pages are not of the system; none that links nothing with these words is.
    """

    def more(tree: Tree, base: Addresses) -> list[str]:
        written = tree.targets()
        for word in words:
            if word in written:
                break
        else:
            return []
        total = told_pages(tree)
        return next(filter(None, (counted(tree, base, one, total) for one in addresses)), [])

    return more


def numbered(
    addresses: Addresses, count: int, current: int, name: str, ending: str, first: int = 0
) -> list[str]:
    """The other pages of `count`, the first of which bears no number: name.ending, name_1.ending"""
    pages = []
    for number in range(first, first + min(count, MAX_MORE + 1)):
        if number != current:
            reference = f"{name}_{number}.{ending}" if number > first else f"{name}.{ending}"
            pages.append(addresses.resolve(reference))
    return pages
