"""Years of a list that a visitor chooses, where a script brings their rows."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from govsweep.facts import Entry
from govsweep.reading.addressing import Addresses
from govsweep.reading.tree import Tree

_YEAR = re.compile(r"(20\d\d)\s*年?\s*度?")
_LONGEST = 8  # characters of what is chosen
_LEAST = 2  # years of a choice


def offers_later(
    tree: Tree, addresses: Addresses, listed: Sequence[Entry], day: dt.date | None
) -> bool:
    """Whether years can be chosen that no address leads to, one of them later than all rows.

    Years to come are not offered because something happened in them.
    """
    shown = {one.date.year for one in listed if one.date is not None}
    years = set(_offered(tree, addresses)) if shown else set()
    if day is not None:
        years = {one for one in years if one <= day.year}
    return len(years) >= _LEAST and max(years) > max(shown)


def _offered(tree: Tree, addresses: Addresses) -> Iterator[int]:
    """The years among options, dead links and what a click sets to work."""
    references = [*tree.links, *(one for one in tree.others if one.tag == "option")]
    dead = (
        one.text
        for one in references
        if len(one.text) <= _LONGEST
        and "20" in one.text
        and (one.target[:4] in one.text or not addresses.resolve(one.target))
    )
    for text in (*dead, *(one.text for one in tree.controls)):
        told = _YEAR.fullmatch(text)
        if told:
            yield int(told[1])
