"""Taking findings back: what a sweep, judged again or seen as a whole, does not say after all."""

import datetime as dt
from collections.abc import Collection

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)

from govsweep import clock
from govsweep.findings import LIVING, Certainty
from govsweep.lifecycle import INITIAL, LifeEvent
from govsweep.store.event_rows import take_back, tell
from govsweep.store.finding_rows import changed_by, mark_withdrawn, withdrawal
from govsweep.tables import appeal, decision, finding, sighting, sweep

_BATCH = 500
# Made once: every site is settled by these, and a statement costs more to make than to run.
_MINE = (finding.c.sweep == bindparam("number"), finding.c.site == bindparam("of"))
_SEEN = select(sighting.c.sweep).where(sighting.c.finding == finding.c.id)
_NEWEST = select(func.max(sighting.c.sweep)).where(sighting.c.finding == finding.c.id)
_NOT_SEEN = (*_MINE, ~_SEEN.where(sighting.c.sweep == bindparam("number")).exists())
# What was told, appealed against or decided on is known to people: its row has to stay, as that of
# whatever a closed sweep found and did not hold back.
_TOLD = exists().where(sweep.c.id == bindparam("number"), sweep.c.closed_at.is_not(None))
_KNOWN = or_(
    and_(_TOLD, finding.c.held.is_(None)),
    finding.c.told.is_not(None),
    select(decision.c.id).where(decision.c.finding == finding.c.id).exists(),
    select(appeal.c.id).where(appeal.c.finding == finding.c.id).exists(),
)
_NOWHERE = and_(
    *_MINE,
    ~_SEEN.exists(),
    finding.c.state == INITIAL.value,
    finding.c.check.not_in(bindparam("foreign", expanding=True)),
)
_DOOMED = select(finding.c.id).where(_NOWHERE, ~_KNOWN).order_by(finding.c.id)
_TAKEN_BACK = select(finding.c.id).where(_NOWHERE, _KNOWN).order_by(finding.c.id)
_BY_RULE = and_(
    *_NOT_SEEN,
    finding.c.rule_version != bindparam("version"),
    finding.c.check.not_in(bindparam("foreign", expanding=True)),
    changed_by(LifeEvent.WITHDRAWN),
)
_SEEN_BEFORE = (
    update(finding)
    .where(*_NOT_SEEN)
    .values(sweep=func.coalesce(_NEWEST.scalar_subquery(), finding.c.sweep))
)


def withdraw(
    connection: Connection,
    number: int,
    identifier: str,
    version: str,
    at: dt.datetime,
    foreign: Collection[str] = (),
) -> None:
    """Take back findings of a site in a sweep that, judged again, stand on no page any more.

    One that was never seen elsewhere goes, if the sweep has told nobody of it yet and nobody did
    anything about it, else its rule has withdrawn it; another was last seen where its sightings
    say. What rules of another version than this said of the same pages, its rule has withdrawn.
    What `foreign` checks tell no page of ours said first: judging pages again takes nothing of it
    back.
    """
    words = {"number": number, "of": identifier, "foreign": sorted(foreign)}
    known = list(connection.execute(_TAKEN_BACK, words).scalars())
    mark_withdrawn(connection, known, at, number)
    tell(connection, at, known)
    _drop(connection, list(connection.execute(_DOOMED, words).scalars()))
    taken_back = connection.execute(
        update(finding).where(_BY_RULE).values(withdrawal(number, at)).returning(finding.c.id),
        words | {"version": version},
    ).scalars()
    if (keys := list(taken_back)) and connection.scalar(select(_TOLD), {"number": number}):
        tell(connection, clock.now(), keys)
    connection.execute(_SEEN_BEFORE, {"number": number, "of": identifier})


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
        finding.c.state.in_([one.value for one in LIVING]),
    )


def _drop(connection: Connection, keys: list[str]) -> None:
    for start in range(0, len(keys), _BATCH):
        some = keys[start : start + _BATCH]
        take_back(connection, some, clock.now())
        connection.execute(delete(sighting).where(sighting.c.finding.in_(some)))
        connection.execute(delete(finding).where(finding.c.id.in_(some)))
