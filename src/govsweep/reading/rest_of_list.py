"""What a page tells of the rest of its list: how many there are, and what leads to them."""

import datetime as dt
from collections.abc import Sequence

from govsweep.facts import Place
from govsweep.reading import totals
from govsweep.reading.addressing import Addresses
from govsweep.reading.choices import choices
from govsweep.reading.data_blocks import undrawn_rows
from govsweep.reading.listing import Group
from govsweep.reading.loose import loose_rows
from govsweep.reading.tabs import tabs
from govsweep.reading.tree import Tree
from govsweep.reading.turnable import may_turn
from govsweep.reading.unturned import Turning, is_unturned, may_hold_pager


def beside_rows(
    tree: Tree,
    addresses: Addresses,
    places: Sequence[Place],
    own: list[Group],
    groups: list[Group],
    day: dt.date | None,
) -> Turning:
    """The rows that stand beside the list itself, of which `own` are the groups."""
    drawn = {row.title for one in groups for row in one.rows}
    return Turning(
        loose=(
            *loose_rows(tree, addresses, places, own, day, groups),
            *undrawn_rows(tree, addresses, day, drawn),
        )
    )


def rest_of_list(
    tree: Tree,
    addresses: Addresses,
    places: Sequence[Place],
    own: list[Group],
    beside: Turning,
    *,
    rows: int,
    has_more: bool,
) -> Turning:
    """The same, with what leads to the rest of a list of `rows` rows.

    `has_more`: addresses of further pages are known already.
    """
    lines = _lines_of(tree, own)
    total = totals.of_page(tree, rows, lines.stop)
    told = beside._replace(
        total=total,
        choices=choices(tree, addresses, places, lines),
        tabs=tabs(tree, addresses, lines),
    )
    if has_more or total == rows:
        return told
    unturned = is_unturned(tree, addresses, places, lines.stop, rows)
    turnable = not unturned and (
        may_hold_pager(tree, places, lines.stop) or may_turn(tree, addresses, places, lines, rows)
    )
    return told._replace(unturned=unturned, turnable=turnable)


def _lines_of(tree: Tree, groups: list[Group]) -> range:
    """The lines from the first row to the last; none where there are no rows."""
    rows = [row for one in groups for row in one.rows]
    found = [(row.top.first_run, row.top.last_run) for row in rows if not row.line]
    lines = {row.number for row in rows if row.line}
    if lines:
        first, last = min(lines), max(lines)
        found += [
            (at, at + 1)
            for at, run in enumerate(tree.runs)
            if run.first_link <= first < run.last_link or run.first_link <= last < run.last_link
        ]
    if not found:
        return range(0)
    return range(min(first for first, _ in found), max(last for _, last in found))
