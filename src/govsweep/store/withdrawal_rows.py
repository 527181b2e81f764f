"""Taking findings back: what a sweep, judged again or seen as a whole, does not say after all."""

import datetime as dt

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from govsweep.findings import Certainty, State
from govsweep.store.event_rows import take_back
from govsweep.tables import finding, sighting

_BATCH = 500


def withdraw(connection: Connection, number: int, identifier: str) -> None:
    """Take back findings of a site in a sweep that, judged again, stand on no page any more.

    One that was never seen elsewhere goes; another was last seen where its sightings say.
    """
    mine = (finding.c.sweep == number, finding.c.site == identifier)
    seen = select(sighting.c.sweep).where(sighting.c.finding == finding.c.id)
    newest = select(func.max(sighting.c.sweep)).where(sighting.c.finding == finding.c.id)
    doomed = select(finding.c.id).where(*mine, ~seen.exists()).order_by(finding.c.id)
    _drop(connection, list(connection.execute(doomed).scalars()))
    connection.execute(
        update(finding)
        .where(*mine, ~seen.where(sighting.c.sweep == number).exists())
        .values(sweep=newest.scalar_subquery())
    )


def drop_usage(connection: Connection, number: int, check: str, sites: int) -> None:
    """Drop what is merely suspected and stands alike on so many sites: that is usage, no slip."""
    common = (
        select(finding.c.subject)
        .where(*(terms := _suspected(number, check)))
        .group_by(finding.c.subject)
        .having(func.count(finding.c.site.distinct()) >= sites)
    )
    doomed = select(finding.c.id).where(*terms, finding.c.subject.in_(common))
    _drop(connection, list(connection.execute(doomed).scalars()))


def _suspected(number: int, check: str) -> tuple[ColumnElement[bool], ...]:
    return (
        finding.c.sweep == number,
        finding.c.check == check,
        finding.c.certainty == Certainty.SUSPECTED.value,
        finding.c.state != State.DISMISSED.value,
    )


def _drop(connection: Connection, keys: list[str]) -> None:
    for start in range(0, len(keys), _BATCH):
        some = keys[start : start + _BATCH]
        take_back(connection, some, dt.datetime.now(dt.UTC))
        connection.execute(delete(sighting).where(sighting.c.finding.in_(some)))
        connection.execute(delete(finding).where(finding.c.id.in_(some)))
