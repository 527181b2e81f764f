"""On which of the pages where a sweep saw it a finding is shown, and on how many it saw it."""

from collections.abc import Collection

from sqlalchemy import (
    ColumnElement,
    Connection,
    Text,
    and_,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    update,
)

from govsweep.findings import State
from govsweep.tables import finding, sighting

_SEEN_THERE = ("url", "quote", "before", "after")  # what is kept of each page


def is_shown_elsewhere(number: int, *, again: bool) -> ColumnElement[bool]:
    """Whether a finding that is seen is shown on another page of the same sweep, and stays so."""
    new: ColumnElement[str] = literal_column("excluded.url", Text)
    shorter = func.length(finding.c.url) < func.length(new)
    alike = func.length(finding.c.url) == func.length(new)
    stands = select(literal(1)).where(
        sighting.c.finding == finding.c.id,
        sighting.c.sweep == number,
        sighting.c.url == finding.c.url,
    )
    return and_(
        finding.c.sweep == number,
        finding.c.url != new,
        true() if again else or_(shorter, and_(alike, finding.c.url < new)),
        stands.exists(),
    )


def count_sightings(connection: Connection, number: int, checks: Collection[str]) -> None:
    """Count on how many pages each finding of these checks stood in a sweep.

    What its rule took back keeps the count that it was told with. One that was shown on a page
    where it stands no more is shown on one where it does.
    """
    _show_where_they_stand(connection, number, checks)
    counted = (
        select(func.count())
        .where(sighting.c.finding == finding.c.id, sighting.c.sweep == number)
        .scalar_subquery()
    )
    connection.execute(
        update(finding)
        .where(
            finding.c.sweep == number,
            finding.c.check.in_(list(checks)),
            finding.c.state != State.WITHDRAWN.value,
        )
        .values(sightings=counted)
    )


def _show_where_they_stand(connection: Connection, number: int, checks: Collection[str]) -> None:
    here = and_(sighting.c.finding == finding.c.id, sighting.c.sweep == number)
    there = sighting.alias()
    shown = select(literal(1)).where(
        there.c.finding == finding.c.id, there.c.sweep == number, there.c.url == finding.c.url
    )
    rows = connection.execute(
        select(*(sighting.c[name] for name in ("finding", *_SEEN_THERE)))
        .join(finding, here)
        .where(
            finding.c.sweep == number,
            finding.c.check.in_(list(checks)),
            finding.c.state != State.WITHDRAWN.value,
            ~shown.exists(),
        )
        .order_by(func.length(sighting.c.url).desc(), sighting.c.url.desc())
    ).mappings()
    for key, row in {row["finding"]: row for row in rows}.items():
        words = {name: row[name] for name in _SEEN_THERE}
        connection.execute(update(finding).where(finding.c.id == key).values(**words))
