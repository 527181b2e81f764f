"""Standing orders as rows; each is given and ended with its row of the audit."""

import datetime as dt

import msgspec
from sqlalchemy import Connection, RowMapping, select, update

from govsweep.accounts import Actor, AuditAct, AuditEntry
from govsweep.errors import InputError
from govsweep.rules.orders import StandingOrder, checked
from govsweep.store.alone import one_at_a_time
from govsweep.store.audit_rows import record
from govsweep.store.connection import instant
from govsweep.tables import standing_order


def orders(connection: Connection) -> list[StandingOrder]:
    """All standing orders, those that were ended too, the newest first."""
    query = select(standing_order).order_by(standing_order.c.id.desc())
    return [_order(row) for row in connection.execute(query).mappings()]


def orders_in_force(connection: Connection, at: dt.datetime, day: dt.date) -> list[StandingOrder]:
    """Those that a sweep goes by that was opened at an instant and counts to a day."""
    return [one for one in orders(connection) if one.in_force(at, day)]


def give_order(connection: Connection, order: StandingOrder, by: Actor) -> StandingOrder:
    """Give an order; raises `InputError` for one that cannot be, or is in force already."""
    one_at_a_time(connection, "orders")
    order = checked(order)
    for one in orders(connection):
        if one.words == order.words and one.ended_at is None:
            raise InputError(f"已经在专查“{one.words}”（第 {one.id} 号）；要改，请先停止那一项")
    row = {
        **{name: getattr(order, name) for name in ("words", "right", "reason", "first", "last")},
        **{"certain": order.certain, "by": by.name, "at": order.at.timestamp()},
    }
    adding = standing_order.insert().values(row).returning(standing_order.c.id)
    given = msgspec.structs.replace(order, id=connection.execute(adding).scalar_one(), by=by.name)
    after = {
        "words": given.words,
        "right": given.right,
        "first": str(given.first or ""),
        "last": str(given.last or ""),
        "certain": given.certain,
    }
    told = f"专查 {given.id}"
    record(
        connection,
        AuditEntry(
            at=order.at, by=by, act=AuditAct.ORDER_GIVEN, subject=told, reason=order.reason,
            after=after,
        ),
    )  # fmt: skip
    return given


def end_order(
    connection: Connection, number: int, reason: str, by: Actor, at: dt.datetime
) -> StandingOrder:
    """End an order from the next sweep on; raises `InputError` where it is not in force."""
    one_at_a_time(connection, "orders")
    order = next((one for one in orders(connection) if one.id == number), None)
    if order is None:
        raise InputError(f"没有第 {number} 号专查")
    if order.ended_at is not None:
        raise InputError(f"第 {number} 号专查已经由{order.ended_by}停止")
    connection.execute(
        update(standing_order)
        .where(standing_order.c.id == number)
        .values(ended_at=at.timestamp(), ended_by=by.name)
    )
    act, told = AuditAct.ORDER_ENDED, f"专查 {number}"
    before = {"words": order.words}
    record(
        connection, AuditEntry(at=at, by=by, act=act, subject=told, reason=reason, before=before)
    )
    return msgspec.structs.replace(order, ended_at=at, ended_by=by.name)


def _order(row: RowMapping) -> StandingOrder:
    ended = row["ended_at"]
    told = ("id", "words", "right", "reason", "first", "last", "certain", "by", "ended_by")
    return StandingOrder(
        **{name: row[name] for name in told},
        at=instant(row["at"]),
        ended_at=instant(ended) if ended is not None else None,
    )
