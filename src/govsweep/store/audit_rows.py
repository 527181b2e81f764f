"""The audit as rows: they are added, and read."""

import json
from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from govsweep.accounts import Actor, AuditAct, AuditEntry, Role
from govsweep.store.alone import one_at_a_time
from govsweep.store.connection import instant
from govsweep.tables import audit


def record(connection: Connection, entry: AuditEntry) -> int:
    """Add what somebody did, within the transaction that did it; the number of its row."""
    row = _row(entry)
    number: int = connection.execute(audit.insert().values(row).returning(audit.c.id)).scalar_one()
    return number


def record_all(connection: Connection, entries: Sequence[AuditEntry]) -> None:
    """Add what somebody did at once, in order."""
    if entries:
        connection.execute(audit.insert(), [_row(one) for one in entries])


def record_doing(connection: Connection, entry: AuditEntry, doing: Callable[[], None]) -> int:
    """Add what somebody does outside of the database, and do it; neither is without the other.

    One at a time: what is done may ask whether another has done something since.
    """
    one_at_a_time(connection, "files")
    number = record(connection, entry)
    doing()
    return number


def made_together(connection: Connection, number: int) -> list[AuditEntry]:
    """The entries that were made by an act before the one of a number, in their order."""
    first = audit.alias()
    query = (
        select(audit)
        .join(first, (first.c.at == audit.c.at) & (first.c.name == audit.c.name))
        .where(first.c.id == number, audit.c.id < number)
        .order_by(audit.c.id)
    )
    return [_entry(dict(row)) for row in connection.execute(query).mappings()]


def _row(entry: AuditEntry) -> dict[str, Any]:
    return {
        "at": entry.at.timestamp(),
        "name": entry.by.name,
        "role": entry.by.role.value if entry.by.role is not None else "",
        "address": entry.by.address,
        "act": entry.act.value,
        "subject": entry.subject,
        "reason": entry.reason,
        "before": json.dumps(dict(entry.before), ensure_ascii=False, sort_keys=True),
        "after": json.dumps(dict(entry.after), ensure_ascii=False, sort_keys=True),
    }


def entries(
    connection: Connection,
    *,
    limit: int | None = None,
    offset: int = 0,
    after: int = 0,
    name: str = "",
    act: AuditAct | None = None,
    acts: Collection[AuditAct] = (),
    subject: str = "",
) -> tuple[int, list[AuditEntry]]:
    """How many entries fit, and some of them, the newest first; `after` is a row's number."""
    where = [audit.c.id > after]
    where += [audit.c.name == name] if name else []
    where += [audit.c.act == act.value] if act is not None else []
    where += [audit.c.act.in_([one.value for one in acts])] if acts else []
    where += [audit.c.subject == subject] if subject else []
    total = connection.scalar(select(func.count()).select_from(audit).where(*where)) or 0
    query = select(audit).where(*where).order_by(audit.c.id.desc()).limit(limit).offset(offset)
    return total, [_entry(dict(row)) for row in connection.execute(query).mappings()]


def entry_of(connection: Connection, number: int) -> AuditEntry | None:
    """The entry of a number."""
    row = connection.execute(select(audit).where(audit.c.id == number)).mappings().first()
    return _entry(dict(row)) if row is not None else None


def newest_entry(connection: Connection) -> int:
    """The number of the newest entry; 0 where there is none."""
    return connection.scalar(select(func.max(audit.c.id))) or 0


def _entry(row: dict[str, Any]) -> AuditEntry:
    by = Actor(
        name=row["name"],
        role=Role(row["role"]) if row["role"] else None,
        address=row["address"],
    )
    return AuditEntry(
        id=row["id"],
        at=instant(row["at"]),
        by=by,
        act=AuditAct(row["act"]),
        subject=row["subject"],
        reason=row["reason"],
        before=json.loads(row["before"]),
        after=json.loads(row["after"]),
    )
