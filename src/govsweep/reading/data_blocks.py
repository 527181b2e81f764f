"""Rows in blocks of data that a page holds for its scripts: <script type="application/json">."""

import datetime as dt
import re
from collections.abc import Collection, Iterator

from govsweep.facts import LooseRow
from govsweep.reading import jsonrows
from govsweep.reading.addressing import Addresses
from govsweep.reading.tree import Tree

_TYPE = re.compile(r"\s*(?:application|text)/(?:x-)?json\b", re.IGNORECASE)
_MAX_BLOCK = 300_000  # characters
_MOST = 20  # rows


def undrawn_rows(
    tree: Tree, addresses: Addresses, day: dt.date | None, drawn: Collection[str]
) -> Iterator[LooseRow]:
    """The rows with a day in such blocks that are not `drawn`, by their titles, on the page.

    Nobody knows whether scripts draw them: a block may hold what is shown elsewhere.
    """
    for text, attributes in tree.scripts:
        if text and len(text) <= _MAX_BLOCK and _TYPE.match(attributes.get("type") or ""):
            rows = jsonrows.rows(jsonrows.parse(text), addresses, day)
            for row in [one for one in rows if one.date and one.title not in drawn][:_MOST]:
                yield LooseRow(row.title, row.date, "")
