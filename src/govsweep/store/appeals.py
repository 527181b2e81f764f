"""Appeals of units as rows; each is kept with its row of the audit, and with what follows."""

import datetime as dt
from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, select, update

from govsweep.accounts import Actor, AuditAct, AuditEntry
from govsweep.errors import InputError
from govsweep.findings import Finding
from govsweep.lifecycle import Decision
from govsweep.lifecycle.appeals import Appeal, check_appeal, check_verdict
from govsweep.store.alone import one_at_a_time
from govsweep.store.audit_rows import record
from govsweep.store.connection import instant
from govsweep.store.decision_rows import decide
from govsweep.store.repository import Reads, Repository, Writes
from govsweep.tables import appeal

_PLAIN = ("id", "finding", "site", "author", "words", "accepted", "decided_by", "reason")


def appeals(
    connection: Connection, finding: str = "", *, sites: Collection[str] | None = None
) -> list[Appeal]:
    """All appeals, or those on one finding, the newest first; of these sites where given."""
    query = select(appeal).order_by(appeal.c.id.desc())
    if finding:
        query = query.where(appeal.c.finding == finding)
    if sites is not None:
        query = query.where(appeal.c.site.in_(sorted(sites)))
    return [_appeal(row) for row in connection.execute(query).mappings()]


def file_appeal(connection: Connection, finding: Finding, said: Appeal, by: Actor) -> Appeal:
    """Keep what a unit says of a finding; raises `InputError` where it takes no appeal."""
    one_at_a_time(connection, "appeals")
    check_appeal(finding, said, appeals(connection, finding.id))
    row: dict[str, Any] = {name: getattr(said, name) for name in ("author", "words")}
    row |= {"finding": finding.id, "site": finding.site, "at": said.at.timestamp()}
    key = connection.execute(appeal.insert().values(row).returning(appeal.c.id)).scalar_one()
    _note(connection, AuditAct.APPEALED, finding.id, by, said.at, said.words)
    return msgspec.structs.replace(said, id=key, finding=finding.id, site=finding.site)


def appeal_of(connection: Connection, key: int) -> Appeal:
    """One appeal; raises `InputError` where it is not there."""
    row = connection.execute(select(appeal).where(appeal.c.id == key)).mappings().one_or_none()
    if row is None:
        raise InputError(f"没有第 {key} 号申诉")
    return _appeal(row)


def decide_appeal(
    connection: Connection,
    key: int,
    by: Actor,
    reason: str,
    at: dt.datetime,
    *,
    dismissal: Decision | None,
    day: dt.date,
) -> Appeal:
    """Accept an appeal with the dismissal that follows from it, or reject it without one.

    Raises `InputError` where it is not there or was decided. Findings follow as of a day.
    """
    one_at_a_time(connection, "appeals")
    known = appeal_of(connection, key)
    check_verdict(known, by.name, reason)
    accepted = dismissal is not None
    told = {"accepted": accepted, "decided_by": by.name, "reason": reason}
    connection.execute(
        update(appeal).where(appeal.c.id == key).values(told | {"decided_at": at.timestamp()})
    )
    act = AuditAct.APPEAL_ACCEPTED if accepted else AuditAct.APPEAL_REJECTED
    _note(connection, act, known.finding, by, at, reason)
    if dismissal is not None:
        decide(connection, [dismissal], day, by=by)
    return msgspec.structs.replace(known, **told, decided_at=at)


def _note(
    connection: Connection, act: AuditAct, finding: str, by: Actor, at: dt.datetime, why: str
) -> None:
    record(connection, AuditEntry(at=at, by=by, act=act, subject=finding, reason=why))


def _appeal(row: RowMapping) -> Appeal:
    decided = row["decided_at"]
    return Appeal(
        **{name: row[name] for name in _PLAIN},
        at=instant(row["at"]),
        decided_at=instant(decided) if decided is not None else None,
    )


class AppealRepository(Repository):
    """What units say of findings."""

    all = Reads(appeals)
    get = Reads(appeal_of)
    file = Writes(file_appeal)
    decide = Writes(decide_appeal)
