"""Deliveries: which event each receiver has, waits for, or could not be given.

An event waits for a receiver until the receiver took it ("done"), or for so long that it is given
up ("dead"); one that the receiver does not ask for is "skipped". Whoever sends takes what waits
under a lease, so that two who send at a time do not send the same; one who dies in between leaves
it to whoever comes after the lease has run out.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, or_, select, update

from govsweep.store.event_rows import Event, EventKind
from govsweep.store.statements import add_new, upsert
from govsweep.tables import delivery, event

_BATCH = 1_000
_WAIT_MOST = 7 * 3_600.0  # seconds: no try is put off for longer, nor is any lease as long
_EVENT = (event.c.sequence, event.c.id, event.c.kind, event.c.at, event.c.body)


class Waiting(NamedTuple):
    """An event that waits for a receiver."""

    event: Event
    tries: int
    since: float  # when it was queued, or asked for again


class Taken(NamedTuple):
    """What may be sent now, and when to ask again if that is nothing; None: nothing waits."""

    events: list[Waiting]
    again_at: float | None


class Tried(NamedTuple):
    """What came of sending an event."""

    event: str
    state: str  # done, waiting, dead
    due: float
    answer: str


class DeliveryCount(NamedTuple):
    """How the events of a receiver stand."""

    receiver: str
    done: int
    waiting: int
    dead: int
    oldest: float | None  # of those waiting, since when
    due: float | None  # when the first of them is tried next
    answer: str  # what the last failure said


def enrol(connection: Connection, receiver: str, wants: Callable[[Event], bool], at: float) -> None:
    """Queue for a receiver the events that it does not know of."""
    known = (
        select(literal(1))
        .where(delivery.c.event == event.c.id, delivery.c.receiver == receiver)
        .exists()
    )
    query = select(*_EVENT).where(~known).order_by(event.c.sequence).limit(_BATCH)
    while rows := connection.execute(query).all():
        add_new(connection, delivery, [_new(receiver, _event(row), wants, at) for row in rows])


def _event(row: Sequence[object]) -> Event:
    sequence, key, kind, at, body = row[:5]
    return Event(sequence, key, EventKind(kind), at, body)  # type: ignore[arg-type]


def _new(receiver: str, one: Event, wants: Callable[[Event], bool], at: float) -> dict[str, object]:
    return {
        "event": one.id,
        "receiver": receiver,
        "state": "waiting" if wants(one) else "skipped",
        "tries": 0,
        "since": at,
        "due": at,
        "answer": "",
    }


def take(connection: Connection, receiver: str, *, now: float, lease: float, limit: int) -> Taken:
    """Take the first events that wait for a receiver, in their order.

    Where the first is not due yet the ones behind it wait too; one that would be due later than any
    ever is was written down by a clock that was set back since, and is due.
    """
    query = (
        select(*_EVENT, delivery.c.tries, delivery.c.since, delivery.c.due)
        .join(event, event.c.id == delivery.c.event)
        .where(delivery.c.receiver == receiver, delivery.c.state == "waiting")
        .order_by(event.c.sequence)
        .limit(limit)
        .with_for_update(of=delivery)
    )
    rows = connection.execute(query).all()
    if not rows:
        return Taken([], None)
    if now < rows[0].due <= now + _WAIT_MOST:
        return Taken([], rows[0].due)
    taken = [Waiting(_event(row), row.tries, row.since) for row in rows]
    connection.execute(
        update(delivery)
        .where(
            delivery.c.receiver == receiver,
            delivery.c.event.in_([one.event.id for one in taken]),
        )
        .values(due=now + lease)
    )
    return Taken(taken, None)


def record(
    connection: Connection,
    receiver: str,
    tried: Sequence[Tried],
    untried: Collection[str],
    now: float,
    later: float,
) -> None:
    """Write what came of sending; what was taken and not tried waits until later."""
    for one in tried:
        connection.execute(
            update(delivery)
            .where(delivery.c.receiver == receiver, delivery.c.event == one.event)
            .values(
                state=one.state,
                due=one.due,
                answer=one.answer,
                at=now,
                tries=delivery.c.tries + 1,
            )
        )
    connection.execute(
        update(delivery)
        .where(delivery.c.receiver == receiver, delivery.c.event.in_(list(untried)))
        .values(due=later)
    )


def replay(
    connection: Connection,
    receivers: Collection[str],
    wants: Callable[[str, Event], bool],
    *,
    at: float,
    since: int | None = None,
    dead: bool = False,
    key: str | None = None,
) -> dict[str, int]:
    """Queue events again under their own ids; tells how many for each receiver.

    They are those after a sequence number, those given up, or one by the start of its id.
    """
    terms: list[ColumnElement[bool]] = []
    if since is not None:
        terms.append(event.c.sequence > since)
    if key is not None:
        terms.append(event.c.id.startswith(key, autoescape=True))
    counts = {}
    for receiver in receivers:
        mine = and_(delivery.c.event == event.c.id, delivery.c.receiver == receiver)
        query = select(*_EVENT).where(*terms).order_by(event.c.sequence)
        if dead:
            query = query.join(delivery, mine).where(delivery.c.state == "dead")
        found = [_event(row) for row in connection.execute(query)]
        chosen = [one for one in found if key is not None or wants(receiver, one)]
        upsert(connection, delivery, [_new(receiver, one, _always, at) for one in chosen])
        counts[receiver] = len(chosen)
    return counts


def _always(_: Event) -> bool:
    return True


def delivery_counts(connection: Connection) -> list[DeliveryCount]:
    """How each receiver that was ever sent to stands."""
    waits = delivery.c.state == "waiting"
    query = (
        select(
            delivery.c.receiver,
            *(_counted(state) for state in ("done", "waiting", "dead")),
            func.min(case((waits, delivery.c.since))).label("oldest"),
            func.min(case((waits, delivery.c.due))).label("due"),
        )
        .group_by(delivery.c.receiver)
        .order_by(delivery.c.receiver)
    )
    rows = connection.execute(query).mappings().all()
    return [
        DeliveryCount(**dict(row), answer=_last_answer(connection, row["receiver"])) for row in rows
    ]


def _counted(state: str) -> Any:
    return func.sum(case((delivery.c.state == state, 1), else_=0)).label(state)


def _last_answer(connection: Connection, receiver: str) -> str:
    failed = or_(delivery.c.state == "dead", delivery.c.state == "waiting")
    query = (
        select(delivery.c.answer)
        .where(delivery.c.receiver == receiver, failed, delivery.c.at.is_not(None))
        .order_by(delivery.c.at.desc())
        .limit(1)
    )
    return connection.scalar(query) or ""


def newest_sequence(connection: Connection) -> int:
    """The number of the newest event kept; 0 where there is none."""
    return connection.scalar(select(func.max(event.c.sequence))) or 0
