"""Results from elsewhere, as rows."""

import datetime as dt
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, select, update

from govsweep.accounts import Actor, AuditAct, AuditEntry
from govsweep.clock import date_of
from govsweep.errors import InputError
from govsweep.facts import OutsideResult
from govsweep.findings import LIVING, Finding, State
from govsweep.outside_results import key_of
from govsweep.store.alone import one_at_a_time
from govsweep.store.audit_rows import record
from govsweep.store.connection import instant
from govsweep.store.finding_rows import save_listed
from govsweep.store.repository import Reads, Repository, Writes
from govsweep.store.settled_rows import mark_fixed
from govsweep.store.statements import add_new
from govsweep.tables import finding, outside_result

_FEWEST = 4
_CHECK = "outside-result"  # what speaks of results


class StoredResult(NamedTuple):
    """A result, and what the office said of it."""

    key: str
    result: OutsideResult
    closed_by: str
    closed_why: str
    closed_on: dt.date | None = None


class ResultsAdded(NamedTuple):
    """What became of results that came."""

    new: list[OutsideResult]
    relapsed: list[OutsideResult]  # that were mended, and found again on a later day
    mended: int = 0  # of those that came again, how many were mended since


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
            date_of(instant(row["closed_at"])) if row["closed_at"] is not None else None,
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
) -> ResultsAdded:
    """Keep results, and as of a sweep what is `told` of those that are new or found again."""
    one_at_a_time(connection, "results")
    known = {one.key: one for one in results(connection)}
    before = [(one, _there(known, one)) for one in found]
    mended = _mended_on(connection, known.values())
    new = [one for one, there in before if there is None]
    again = [
        (one, there, mended[there.key]) for one, there in before if there and there.key in mended
    ]
    relapsed = [
        (there.key, msgspec.structs.replace(one, by_quote=there.result.by_quote))
        for one, there, day in again
        if one.day is not None and one.day > day
    ]
    add_new(connection, outside_result, [_row(one, at) for one in new])
    _reopen(connection, relapsed, sweep)
    back = [one for _, one in relapsed]
    save_listed(connection, sweep, [finding for one in (*new, *back) for finding in told(one)])
    after = {"new": len(new)} | ({"relapsed": len(back)} if back else {})
    act = AuditAct.RESULTS_IMPORTED
    record(connection, AuditEntry(at=at, by=by, act=act, subject=source, after=after))
    return ResultsAdded(new, back, len(again) - len(back))


def _there(known: Mapping[str, StoredResult], one: OutsideResult) -> StoredResult | None:
    """The same result as it is kept: older releases kept it without asking for its words."""
    older = known.get(key_of(msgspec.structs.replace(one, by_quote=False)))
    return known.get(key_of(one)) or (older if older and older.result.quote == one.quote else None)


def _mended_on(connection: Connection, known: Iterable[StoredResult]) -> dict[str, dt.date]:
    """Since when results are mended: by whoever closed them, or by a sweep."""
    query = select(finding.c.site, finding.c.subject, finding.c.fixed_at).where(
        finding.c.check == _CHECK,
        finding.c.state == State.FIXED.value,
        finding.c.fixed_at.is_not(None),
    )
    fixed = {(site, told): date_of(instant(at)) for site, told, at in connection.execute(query)}
    days = {
        one.key: one.closed_on or fixed.get((one.result.site, one.result.subject)) for one in known
    }
    return {key: day for key, day in days.items() if day is not None}


def _reopen(connection: Connection, found: Sequence[tuple[str, OutsideResult]], sweep: int) -> None:
    """Keep results as they were found again; what a sweep says of them now comes after the end."""
    for key, one in found:
        opened = {"closed_at": None, "closed_by": "", "closed_why": "", "facts": _facts(one)}
        connection.execute(update(outside_result).where(outside_result.c.key == key).values(opened))
        own = (finding.c.check == _CHECK, finding.c.site == one.site)
        ended = update(finding).where(*own, finding.c.subject == one.subject)
        connection.execute(
            ended.where(finding.c.state == State.FIXED.value).values(fixed_sweep=sweep)
        )


def _row(one: OutsideResult, at: dt.datetime) -> dict[str, Any]:
    return {"key": key_of(one), "site": one.site, "facts": _facts(one), "at": at.timestamp()}


def _facts(one: OutsideResult) -> str:
    return json.dumps(msgspec.to_builtins(one), ensure_ascii=False)


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
    _mark_findings_fixed(connection, [found[0].result], at)
    return found[0]


def mark_closed_fixed(connection: Connection, at: dt.datetime) -> None:
    """Mark findings of closed results fixed: older programs left that to a sweep."""
    _mark_findings_fixed(
        connection, [one.result for one in results(connection) if one.result.closed], at
    )


def _mark_findings_fixed(
    connection: Connection, closed: Iterable[OutsideResult], at: dt.datetime
) -> None:
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
    mark_closed_fixed = Writes(mark_closed_fixed)
