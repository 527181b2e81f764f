"""Results from elsewhere, as rows."""

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

import msgspec
from sqlalchemy import Connection, select, update

from govsweep.accounts import Actor, AuditAct, AuditEntry
from govsweep.errors import InputError
from govsweep.facts import OutsideResult
from govsweep.findings import LIVING, Finding
from govsweep.outside_results import key_of
from govsweep.store.alone import one_at_a_time
from govsweep.store.audit_rows import record
from govsweep.store.connection import add_new
from govsweep.store.finding_rows import save_listed
from govsweep.store.repository import Reads, Repository, Writes
from govsweep.store.settled_rows import mark_fixed
from govsweep.tables import finding, outside_result

_FEWEST = 4
_CHECK = "outside-result"  # what speaks of results


class StoredResult(NamedTuple):
    """A result, and what the office said of it."""

    key: str
    result: OutsideResult
    closed_by: str
    closed_why: str


def results(connection: Connection) -> list[StoredResult]:
    """All results, in the order in which they came."""
    query = select(outside_result).order_by(outside_result.c.at, outside_result.c.key)
    return [
        StoredResult(
            row["key"],
            msgspec.structs.replace(
                msgspec.json.decode(row["facts"], type=OutsideResult),
                closed=row["closed_at"] is not None,
            ),
            row["closed_by"],
            row["closed_why"],
        )
        for row in connection.execute(query).mappings()
    ]


def add_results(
    connection: Connection,
    found: Sequence[OutsideResult],
    by: Actor,
    at: dt.datetime,
    *,
    source: str = "",
    told: Callable[[OutsideResult], Collection[Finding]] = lambda _: (),
    sweep: int = 0,
) -> list[OutsideResult]:
    """Keep results, and as of a sweep what is `told` of those that are new, which it gives."""
    one_at_a_time(connection, "results")
    known = {one.key for one in results(connection)}
    new = [one for one in found if key_of(one) not in known]
    rows = [
        {
            "key": key_of(one),
            "site": one.site,
            "facts": json.dumps(msgspec.to_builtins(one), ensure_ascii=False),
            "at": at.timestamp(),
        }
        for one in new
    ]
    add_new(connection, outside_result, rows)
    save_listed(connection, sweep, [finding for one in new for finding in told(one)])
    act = AuditAct.RESULTS_IMPORTED
    entry = AuditEntry(at=at, by=by, act=act, subject=source, after={"new": len(new)})
    record(connection, entry)
    return new


def close_result(
    connection: Connection, key: str, by: Actor, reason: str, at: dt.datetime
) -> StoredResult:
    """Say that a result is mended, and its finding with it: a person's word needs no sweep.

    Raises `InputError` where it is not there or was closed.
    """
    one_at_a_time(connection, "results")
    found = [one for one in results(connection) if one.key.startswith(key.lower())]
    if len(key) < _FEWEST or len(found) != 1:
        raise InputError(f"编号“{key}”对应 {len(found)} 项检查结果，至少写出前 {_FEWEST} 位")
    if found[0].result.closed:
        raise InputError(f"这项检查结果已经由{found[0].closed_by}办结")
    if not reason.strip():
        raise InputError("请写明怎样复查的")
    told = {"closed_at": at.timestamp(), "closed_by": by.name, "closed_why": reason.strip()}
    where = outside_result.c.key == found[0].key
    connection.execute(update(outside_result).where(where).values(told))
    act = AuditAct.RESULT_CLOSED
    record(connection, AuditEntry(at=at, by=by, act=act, subject=found[0].key, reason=reason))
    _mend(connection, [found[0].result], at)
    return found[0]


def mend_closed(connection: Connection, at: dt.datetime) -> None:
    """Say of what stands of closed results that it is mended: older programs left it to a sweep."""
    _mend(connection, [one.result for one in results(connection) if one.result.closed], at)


def _mend(connection: Connection, closed: Iterable[OutsideResult], at: dt.datetime) -> None:
    subjects = {(one.site, one.subject) for one in closed}
    if not subjects:
        return
    standing = select(finding.c.id, finding.c.site, finding.c.subject).where(
        finding.c.check == _CHECK, finding.c.state.in_([one.value for one in LIVING])
    )
    keys = [key for key, *told in connection.execute(standing) if tuple(told) in subjects]
    mark_fixed(connection, keys, at)


class ResultRepository(Repository):
    """What a person or a third party found."""

    all = Reads(results)
    add = Writes(add_results)
    close = Writes(close_result)
    mend_closed = Writes(mend_closed)
