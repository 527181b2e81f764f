"""Decisions of the office as rows, and what follows from them for findings."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import ColumnElement, Connection, bindparam, or_, select, update

from govsweep.findings import Certainty, State
from govsweep.store.connection import instant
from govsweep.store.event_rows import tell
from govsweep.store.hold_rows import release
from govsweep.tables import decision, finding


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One word of the office on a finding, and how far it reaches."""

    id: int = 0
    finding: str
    verdict: str  # a rectification.Verdict
    scope: str  # a rectification.Scope
    site: str
    check: str
    subject: str
    rule: str = ""
    author: str
    reason: str
    at: dt.datetime
    until: dt.date | None = None
    revoked_at: dt.datetime | None = None


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A finding as far as decisions bear on it."""

    id: str
    state: State
    certainty: Certainty
    judged: Certainty  # what its check says
    until: dt.date | None = None
    due: dt.date | None = None
    fixed: bool = False
    relapses: int = 0


Follow: TypeAlias = Callable[[Case, Sequence[Decision]], Case]

_FIELDS = tuple(name for name in Decision.__struct_fields__ if name != "id")
_CASE = ("id", "state", "certainty", "judged", "until", "due", "fixed_at", "relapses")
_AT_ONCE = 500


def decide(
    connection: Connection,
    made: Sequence[Decision],
    follow: Follow,
    *,
    revoking: Collection[str] = (),
    releasing: Collection[str] = (),
) -> int:
    """Write decisions and let findings follow; tells how many findings changed.

    What was decided before on the findings in `revoking` no longer holds; those in `releasing`
    are held back no more, nor is what is held together with them.
    """
    at = max(one.at for one in made)
    earlier = (decision.c.finding.in_(list(revoking)), decision.c.revoked_at.is_(None))
    connection.execute(
        update(decision)
        .where(*earlier, decision.c.verdict != "release")
        .values(revoked_at=at.timestamp())
    )
    connection.execute(decision.insert(), [_row(one) for one in made])
    released = sum(len(release(connection, key, at)) for key in releasing)
    changed = follow_all(connection, follow, at)
    tell(connection, at, changed)
    return released + len(changed)


def _row(one: Decision) -> dict[str, Any]:
    revoked = one.revoked_at
    return {name: getattr(one, name) for name in _FIELDS} | {
        "at": one.at.timestamp(),
        "revoked_at": revoked.timestamp() if revoked is not None else None,
    }


def decisions(connection: Connection) -> list[Decision]:
    """All decisions that were ever made, oldest first."""
    return list(_decisions(connection))


def _decisions(connection: Connection, *where: ColumnElement[bool]) -> Iterator[Decision]:
    query = select(decision).where(*where).order_by(decision.c.id)
    for row in connection.execute(query).mappings():
        revoked = row["revoked_at"]
        yield Decision(
            **dict(row)
            | {
                "at": instant(row["at"]),
                "revoked_at": instant(revoked) if revoked is not None else None,
            }
        )


def follow_all(connection: Connection, follow: Follow, at: dt.datetime) -> list[str]:
    """Let every finding follow the decisions that reach it; tells which changed."""
    reached = _reached(connection)
    changed = []
    for case in _cases(connection, reached):
        then = follow(case, reached.get(case.id, ()))
        if then != case:
            changed.append(then)
    _change(connection, changed, at)
    return [case.id for case in changed]


def reach(one: Decision) -> tuple[str, ...]:
    """What a decision reaches, as a key: findings follow it that have the same in `grounds`."""
    if one.scope == "finding":
        return (one.scope, one.finding)
    if one.scope == "site":
        return (one.scope, one.check, one.rule, one.site)
    if one.scope == "city":
        return (one.scope, one.check, one.subject)
    return (one.scope, one.check, one.rule)


def grounds(key: str, site: str, check: str, subject: str, rule: str) -> list[tuple[str, ...]]:
    """The keys of all decisions that reach a finding, from what tells it from others."""
    keys: list[tuple[str, ...]] = [
        ("finding", key),
        ("site", check, rule, site),
        ("city", check, subject),
    ]
    return [*keys, ("rule", check, rule)] if rule else keys


def _reached(connection: Connection) -> dict[str, list[Decision]]:
    """The decisions that reach each finding that any reaches, oldest first."""
    by_reach: dict[tuple[str, ...], list[Decision]] = {}
    for one in _decisions(connection, decision.c.revoked_at.is_(None)):
        by_reach.setdefault(reach(one), []).append(one)
    checks = {key[1] for key in by_reach if key[0] != "finding"}
    named = sorted(key[1] for key in by_reach if key[0] == "finding")
    told = (finding.c.id, finding.c.site, finding.c.check, finding.c.subject, finding.c.rule)
    wheres = [finding.c.check.in_(sorted(checks))]
    wheres += [
        finding.c.id.in_(named[start : start + _AT_ONCE])
        for start in range(0, len(named), _AT_ONCE)
    ]
    reached: dict[str, list[Decision]] = {}
    for where in wheres:
        for key, *rest in connection.execute(select(*told).where(where)):
            found = [one for ground in grounds(key, *rest) for one in by_reach.get(ground, ())]
            if found:
                reached[key] = found
    return reached


def _cases(connection: Connection, reached: Collection[str]) -> Iterator[Case]:
    """The findings that a decision reaches, or that follow one which holds no more."""
    query = select(*(finding.c[name] for name in _CASE))
    differing = or_(
        finding.c.state == State.DISMISSED.value, finding.c.judged != finding.c.certainty
    )
    rows = {row["id"]: row for row in connection.execute(query.where(differing)).mappings()}
    others = sorted(set(reached) - set(rows))
    for start in range(0, len(others), _AT_ONCE):
        some = query.where(finding.c.id.in_(others[start : start + _AT_ONCE]))
        rows |= {row["id"]: row for row in connection.execute(some).mappings()}
    for key in sorted(rows):
        yield _case(rows[key])


def _case(row: Any) -> Case:
    return Case(
        id=row["id"],
        state=State(row["state"]),
        certainty=Certainty(row["certainty"]),
        judged=Certainty(row["judged"] or row["certainty"]),
        until=row["until"],
        due=row["due"],
        fixed=row["fixed_at"] is not None,
        relapses=row["relapses"],
    )


def _change(connection: Connection, cases: Sequence[Case], at: dt.datetime) -> None:
    rows = [
        {
            "key": case.id,
            "state": case.state.value,
            "certainty": case.certainty.value,
            "judged": case.judged.value,
            "until": case.until,
            "changed_at": at.timestamp(),
        }
        for case in cases
    ]
    if rows:
        connection.execute(update(finding).where(finding.c.id == bindparam("key")), rows)
