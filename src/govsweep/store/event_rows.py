"""Events: what other systems are to be told, written with the change that they tell of.

A finding remembers what others were told of it last (`told`). Whoever changes findings calls
`tell` in the same transaction: it compares, writes one event for each difference, and remembers.
So a change is told once, whoever asks how often, and what was undone before anybody heard of it
is not told at all. A sweep's changes count as made when it is closed.
"""

import datetime as dt
import json
import uuid
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select, update

from govsweep import clock
from govsweep.findings import LIVING, Certainty, Finding, State
from govsweep.indicators import in_force
from govsweep.store.finding_rows import findings
from govsweep.store.statements import add_new
from govsweep.tables import delivery, event, finding, sweep

_BATCH = 500
_KEPT = dt.timedelta(days=90)  # a quarter and its papers: as long as anybody may ask for a replay


class EventKind(StrEnum):
    """What an event tells."""

    OPENED = "finding.opened"
    FIXED = "finding.fixed"
    RELAPSED = "finding.relapsed"
    DISMISSED = "finding.dismissed"  # told before, but it was no fault, or we took it back
    CLOSED = "sweep.closed"


class Event(NamedTuple):
    """An event as it is stored; `body` is the JSON of the finding or the sweep it tells of."""

    sequence: int
    id: str
    kind: EventKind
    at: float
    body: str


_STANDING = ("opened", "relapsed")  # what others were told of a finding that stands for them
_LIVING = [one.value for one in LIVING]
_TAKEN_BACK = (State.DISMISSED.value, State.WITHDRAWN.value)


def untold() -> ColumnElement[bool]:
    """Whether a finding, if it stands, does not do so for others yet."""
    return or_(finding.c.told.is_(None), finding.c.told.not_in(_STANDING))


def _changes() -> list[tuple[EventKind, ColumnElement[bool]]]:
    told_standing = finding.c.told.in_(_STANDING)
    stands = and_(
        finding.c.certainty == Certainty.CONFIRMED.value,
        finding.c.held.is_(None),
        finding.c.state.in_(_LIVING),
    )
    new = or_(finding.c.told.is_(None), finding.c.told == "dismissed")
    return [
        (EventKind.FIXED, and_(told_standing, finding.c.state == State.FIXED.value)),
        (EventKind.DISMISSED, and_(told_standing, finding.c.state.in_(_TAKEN_BACK))),
        (EventKind.OPENED, and_(stands, new)),
        (EventKind.RELAPSED, and_(stands, finding.c.told == "fixed")),
    ]


def tell(connection: Connection, at: dt.datetime, keys: Collection[str] | None = None) -> int:
    """Write an event for each finding that others know otherwise; of these keys where given.

    Tells how many were written.
    """
    told = 0
    for kind, differs in _changes():
        for some in _groups(connection, differs, keys):
            changed = findings(connection, finding.c.id.in_(some))
            _add(connection, kind, changed, at)
            connection.execute(
                update(finding).where(finding.c.id.in_(some)).values(told=kind.partition(".")[2])
            )
            told += len(changed)
    return told


def _groups(
    connection: Connection, differs: ColumnElement[bool], keys: Collection[str] | None
) -> Iterable[list[str]]:
    # Locked, so that two who tell of one finding at a time tell once between them.
    query = select(finding.c.id).where(differs).order_by(finding.c.site, finding.c.id)
    query = query.with_for_update()
    if keys is None:
        found = list(connection.execute(query).scalars())
    else:
        named = sorted(keys)
        found = []
        for start in range(0, len(named), _BATCH):
            some = finding.c.id.in_(named[start : start + _BATCH])
            found += connection.execute(query.where(some)).scalars()
    return [found[start : start + _BATCH] for start in range(0, len(found), _BATCH)]


def take_back(connection: Connection, keys: Collection[str], at: dt.datetime) -> None:
    """Tell, of findings about to be deleted, that those which others know were none."""
    known = findings(connection, and_(finding.c.id.in_(list(keys)), finding.c.told.in_(_STANDING)))
    withdrawn = [one.model_copy(update={"state": State.WITHDRAWN}) for one in known]
    _add(connection, EventKind.DISMISSED, withdrawn, at)


def _add(
    connection: Connection, kind: EventKind, changed: Iterable[Finding], at: dt.datetime
) -> None:
    rows = [
        {
            "id": str(uuid.uuid4()),
            "kind": kind.value,
            "at": at.timestamp(),
            "finding": one.id,
            "sweep": one.sweep,
            "body": one.model_dump_json(),
        }
        for one in changed
    ]
    add_new(connection, event, rows)


def tell_closed(connection: Connection, number: int, at: dt.datetime) -> None:
    """Tell that a sweep is closed, once, after all that it changed; forget very old events."""
    row = connection.execute(select(sweep).where(sweep.c.id == number)).mappings().one()
    tell(connection, at)
    add_new(
        connection,
        event,
        [
            {
                "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{row['token']} closed")),
                "kind": EventKind.CLOSED.value,
                "at": at.timestamp(),
                "sweep": number,
                "body": _sweep_body(dict(row)),
            }
        ],
    )
    _forget(connection, at - _KEPT)


def _sweep_body(row: dict[str, Any]) -> str:
    opened, closed = row["opened_at"], row["closed_at"]
    body = {
        "id": row["id"],
        "night": row["night"].isoformat(),
        "number": row["number"],
        "as_of": row["as_of"].isoformat(),
        "sites": len(json.loads(row["sites"])),
        "indicators": row["indicators"] or in_force(row["as_of"]),
        "rules_version": row["rules_version"],
        "opened_at": _iso(opened),
        "closed_at": _iso(closed),
        "balanced": row["balanced"],
        "crashes": row["crashes"],
    }
    return json.dumps(body, ensure_ascii=False)


def _iso(seconds: float) -> str:
    return clock.told(seconds).isoformat()


def _forget(connection: Connection, before: dt.datetime) -> None:
    """Drop old events that nobody waits for, or that nobody ever asked for."""
    waited = select(delivery.c.event).where(delivery.c.state.in_(("waiting", "dead")))
    old = select(event.c.id).where(event.c.at < before.timestamp(), event.c.id.not_in(waited))
    keys = list(connection.execute(old).scalars())
    for start in range(0, len(keys), _BATCH):
        some = keys[start : start + _BATCH]
        connection.execute(delete(delivery).where(delivery.c.event.in_(some)))
        connection.execute(delete(event).where(event.c.id.in_(some)))


def events(connection: Connection, after: int = 0) -> list[Event]:
    """The events kept, in their order, after a sequence number."""
    rows = connection.execute(
        select(event.c.sequence, event.c.id, event.c.kind, event.c.at, event.c.body)
        .where(event.c.sequence > after)
        .order_by(event.c.sequence)
    )
    return [Event(row.sequence, row.id, EventKind(row.kind), row.at, row.body) for row in rows]
