"""What units owe by the office's own lists."""

import datetime as dt
import json
from collections.abc import Collection, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, delete, select

from govsweep.accounts import Actor, AuditAct, AuditEntry
from govsweep.clock import date_of
from govsweep.duties.lists import Duty, DutyList, key_of
from govsweep.facts import Adoption, CatalogueItem, Duties, Entrance, Quota
from govsweep.store.alone import one_at_a_time
from govsweep.store.audit_rows import record
from govsweep.store.repository import Reads, Repository, Writes
from govsweep.tables import column, duty

_FACTS: dict[DutyList, type[Duty]] = {
    DutyList.CATALOGUE: CatalogueItem,
    DutyList.QUOTAS: Quota,
    DutyList.ADOPTIONS: Adoption,
    DutyList.ENTRANCES: Entrance,
}


class DutiesKept(NamedTuple):
    """What became of a list."""

    rows: int  # that it has now
    dropped: int  # that it had before, and has no more
    left: int  # that it had before and the file does not name, kept as rows were refused


def duties(connection: Connection) -> Duties:
    """All lists."""
    found: dict[str, list[Duty]] = {one.value: [] for one in DutyList}
    query = select(duty).order_by(duty.c.kind, duty.c.position)
    for row in connection.execute(query).mappings():
        kind = DutyList(row["kind"])
        found[kind].append(msgspec.json.decode(row["facts"], type=_FACTS[kind]))
    return msgspec.convert({name: tuple(rows) for name, rows in found.items()}, Duties)


def save_duties(
    connection: Connection,
    kind: DutyList,
    rows: Sequence[Duty],
    by: Actor,
    at: dt.datetime,
    *,
    source: str = "",
    refused: bool = False,
) -> DutiesKept:
    """Put a file's rows into the place of a list.

    Where rows of the file were `refused`, or the list accumulates, what it does not name stays.
    """
    one_at_a_time(connection, "duties")
    known = getattr(duties(connection), kind.value)
    if kind is DutyList.QUOTAS:
        rows = _dated(rows, known, at)
    named = {key_of(one) for one in rows}
    unnamed = [one for one in known if key_of(one) not in named]
    kept = unnamed if refused or kind.accumulates else []
    _write(connection, kind, [*rows, *kept])
    done = DutiesKept(
        len(rows) + len(kept),
        len(unnamed) - len(kept),
        len(kept) if not kind.accumulates else 0,
    )
    entry = AuditEntry(
        at=at, by=by, act=AuditAct.DUTIES_IMPORTED, subject=f"{kind.word}清单",
        reason=source, before={"rows": len(known)}, after=done._asdict(),
    )  # fmt: skip
    record(connection, entry)
    return done


def _dated(rows: Sequence[Duty], known: Sequence[Quota], at: dt.datetime) -> list[Duty]:
    """Quotas with the day from which each holds: of a new one that tells none, that of its span.

    Nobody has missed what was laid down only after the span was over.
    """
    before = {key_of(one): one.since for one in known}
    day = date_of(at)
    return [
        msgspec.structs.replace(one, since=before.get(key_of(one), one.span.begins(day)))
        if isinstance(one, Quota) and one.since is None
        else one
        for one in rows
    ]


def _write(connection: Connection, kind: DutyList, rows: Collection[Duty]) -> None:
    connection.execute(delete(duty).where(duty.c.kind == kind.value))
    written = [
        {
            "kind": kind.value,
            "position": place,
            "facts": json.dumps(msgspec.to_builtins(one), ensure_ascii=False),
        }
        for place, one in enumerate(rows)
    ]
    if written:
        connection.execute(duty.insert(), written)


def units(connection: Connection, kind: DutyList) -> set[str]:
    """Whoever is owner of a column, or owes something by another list than this one."""
    known = duties(connection)
    owners = connection.execute(select(column.c.owner).distinct()).scalars()
    owed: dict[DutyList, Sequence[CatalogueItem | Quota]] = {
        DutyList.CATALOGUE: known.catalogue,
        DutyList.QUOTAS: known.quotas,
    }
    listed = {one.unit for other, rows in owed.items() if other is not kind for one in rows}
    return ({*owners} | listed) - {""}


class DutyRepository(Repository):
    """The office's lists of what units owe."""

    all = Reads(duties)
    units = Reads(units)
    save = Writes(save_duties)
