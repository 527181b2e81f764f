"""Places of findings on pages that a sweep ended before reading: where they stood, they stand.

A sweep that is cut sees a finding again on some of its pages. The others were not looked at, and
what was counted on them does not shrink to what was.
"""

from sqlalchemy import Connection, bindparam, delete, func, select

from govsweep.facts import PageState
from govsweep.store.statements import add_new
from govsweep.tables import finding, page, sighting

_WAITING = (PageState.QUEUED.value, PageState.LEFT.value)  # settled first, left afterwards
# Made once: every site is settled by these, and a statement costs more to make than to run.
_UNREAD = select(page.c.fingerprint).where(
    page.c.sweep == bindparam("number"),
    page.c.site == bindparam("of"),
    page.c.state.in_(_WAITING),
)
_BROUGHT = delete(sighting).where(
    sighting.c.sweep == bindparam("number"), sighting.c.page.in_(_UNREAD)
)
_earlier = sighting.alias()
_LAST = (
    select(func.max(_earlier.c.sweep))
    .where(_earlier.c.finding == finding.c.id, _earlier.c.sweep < bindparam("number"))
    .scalar_subquery()
)
_STOOD = (
    select(sighting)
    .select_from(sighting.join(finding, finding.c.id == sighting.c.finding))
    .where(
        sighting.c.sweep == _LAST,
        finding.c.site == bindparam("of"),
        finding.c.sweep == bindparam("number"),
        sighting.c.page.in_(_UNREAD),
    )
)


def forget(connection: Connection, number: int, site: str) -> None:
    """Take from a sweep what `keep` brought into it: judged again, it is brought anew."""
    if _has_unread(connection, number, site):
        connection.execute(_BROUGHT, {"number": number, "of": site})


def keep(connection: Connection, number: int, site: str) -> None:
    """See in a sweep, on the pages that it did not come to, what it saw again on others."""
    if not _has_unread(connection, number, site):
        return
    found = connection.execute(_STOOD, {"number": number, "of": site}).mappings()
    add_new(connection, sighting, [dict(one) | {"sweep": number} for one in found])


def _has_unread(connection: Connection, number: int, site: str) -> bool:
    return connection.execute(_UNREAD.limit(1), {"number": number, "of": site}).first() is not None
