"""Taking findings back: what a sweep, judged again or seen as a whole, does not say after all."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select, update

from govsweep.findings import Certainty, State
from govsweep.store.event_rows import take_back
from govsweep.tables import finding, sighting

_BATCH = 500
# Made once: every site is settled by these, and a statement costs more to make than to run.
_MINE = (finding.c.sweep == bindparam("number"), finding.c.site == bindparam("of"))
_SEEN = select(sighting.c.sweep).where(sighting.c.finding == finding.c.id)
_NEWEST = select(func.max(sighting.c.sweep)).where(sighting.c.finding == finding.c.id)
_DOOMED = select(finding.c.id).where(*_MINE, ~_SEEN.exists()).order_by(finding.c.id)
_SEEN_BEFORE = (
    update(finding)
    .where(*_MINE, ~_SEEN.where(sighting.c.sweep == bindparam("number")).exists())
    .values(sweep=_NEWEST.scalar_subquery())
)


def withdraw(connection: Connection, number: int, identifier: str) -> None:
    """Take back findings of a site in a sweep that, judged again, stand on no page any more.

    One that was never seen elsewhere goes; another was last seen where its sightings say.
    """
    words = {"number": number, "of": identifier}
    _drop(connection, list(connection.execute(_DOOMED, words).scalars()))
    connection.execute(_SEEN_BEFORE, words)


def drop_usage(
    connection: Connection, number: int, check: str, sites: int, rules: Collection[str]
) -> None:
    """Drop what these rules merely suspect and stands alike on so many sites: usage, no slip."""
    common = (
        select(finding.c.subject)
        .where(*(terms := (*_suspected(number, check), finding.c.rule.in_(rules))))
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
