"""Pages that only show the rows of other columns, and owe nothing of their own."""

from collections import Counter
from collections.abc import Collection, Mapping

import msgspec

from govsweep.facts import Column
from govsweep.settle.columns.rows import row_key


def relieved(
    found: Mapping[str, Column], registered: Collection[str], column_of: Mapping[str, str]
) -> dict[str, Column]:
    """The columns, without a term where all rows are those of others.

    `column_of` tells of articles which column they name as theirs.
    """
    holders: dict[str, set[str]] = {}
    for url, column in found.items():
        for row in column.rows:
            holders.setdefault(row_key(row), set()).add(url)

    def gathers(url: str, column: Column) -> bool:
        if not column.rows or url in registered or column.max_age_days is None:
            return False
        others = [holders[row_key(row)] - {url} for row in column.rows]
        return all(others) and _is_gathered(column, set().union(*others), found, column_of)

    return {
        url: msgspec.structs.replace(column, max_age_days=None) if gathers(url, column) else column
        for url, column in found.items()
    }


def _is_gathered(
    column: Column,
    others: set[str],
    found: Mapping[str, Column],
    column_of: Mapping[str, str],
) -> bool:
    """Whether the rows of a column, all held by others, are theirs."""
    rows = set(map(row_key, column.rows))
    holders = [one for one in others if rows <= set(map(row_key, found[one].rows))]
    if not holders:
        return True
    # One other column holds them all: whose are they, by the articles' own word?
    said = Counter(column_of.get(row.url, "") for row in column.rows)
    name, _ = said.most_common(1)[0]
    return name != column.name and any(found[one].name == name for one in holders)
