"""Decisions of the office as rows, and what follows from them for findings."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, bindparam, or_, select, update

from govsweep.findings import Certainty, State
from govsweep.lifecycle import Decision, DecisionKind, DecisionScope, Life, follow, grounds, reach
from govsweep.store.connection import instant
from govsweep.store.event_rows import tell
from govsweep.store.hold_rows import release
from govsweep.tables import decision, finding

_FIELDS = tuple(name for name in Decision.__struct_fields__ if name != "id")
_LIFE = (
    *("id", "state", "certainty", "judged", "until"),
    *("fixed_at", "withdrawn_sweep", "due", "relapses"),  # what a decision covers is remembered
)
_AT_ONCE = 500


def decide(
    connection: Connection,
    made: Sequence[Decision],
    day: dt.date,
    *,
    revoking: Collection[str] = (),
    releasing: Collection[str] = (),
) -> int:
    """Write decisions and let findings follow as of a day; tells how many findings changed.

    What was decided before on the findings in `revoking` no longer holds; those in `releasing`
    are held back no more, nor is what is held together with them.
    """
    at = max(one.at for one in made)
    earlier = (decision.c.finding.in_(list(revoking)), decision.c.revoked_at.is_(None))
    connection.execute(
        update(decision)
        .where(*earlier, decision.c.verdict != DecisionKind.RELEASE.value)
        .values(revoked_at=at.timestamp())
    )
    connection.execute(decision.insert(), [_row(one) for one in made])
    released = sum(len(release(connection, key, at)) for key in releasing)
    changed = follow_all(connection, day, at)
    tell(connection, at, changed)
    return released + len(changed)


def _row(one: Decision) -> dict[str, Any]:
    revoked = one.revoked_at
    return {name: getattr(one, name) for name in _FIELDS} | {
        "verdict": one.verdict.value,
        "scope": one.scope.value,
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
                "verdict": DecisionKind(row["verdict"]),
                "scope": DecisionScope(row["scope"]),
                "at": instant(row["at"]),
                "revoked_at": instant(revoked) if revoked is not None else None,
            }
        )


def follow_all(connection: Connection, day: dt.date, at: dt.datetime) -> list[str]:
    """Let every finding follow the decisions that reach it on a day; tells which changed."""
    reached = _reached(connection)
    changed = {}
    for key, life in _lives(connection, reached):
        then = follow(life, reached.get(key, ()), day)
        if then != life:
            changed[key] = then
    _change(connection, changed, at)
    return list(changed)


def _reached(connection: Connection) -> dict[str, list[Decision]]:
    """The decisions that reach each finding that any reaches, oldest first."""
    by_reach: dict[tuple[str, ...], list[Decision]] = {}
    for one in _decisions(connection, decision.c.revoked_at.is_(None)):
        by_reach.setdefault(reach(one), []).append(one)
    checks = {key[1] for key in by_reach if key[0] != DecisionScope.FINDING}
    named = sorted(key[1] for key in by_reach if key[0] == DecisionScope.FINDING)
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


def _lives(connection: Connection, reached: Collection[str]) -> Iterator[tuple[str, Life]]:
    """The findings that a decision reaches, or that follow one which holds no more."""
    query = select(*(finding.c[name] for name in _LIFE))
    differing = or_(
        finding.c.state == State.DISMISSED.value, finding.c.judged != finding.c.certainty
    )
    rows = {row["id"]: row for row in connection.execute(query.where(differing)).mappings()}
    others = sorted(set(reached) - set(rows))
    for start in range(0, len(others), _AT_ONCE):
        some = query.where(finding.c.id.in_(others[start : start + _AT_ONCE]))
        rows |= {row["id"]: row for row in connection.execute(some).mappings()}
    for key in sorted(rows):
        yield key, _life(rows[key])


def _life(row: RowMapping) -> Life:
    fixed_at = row["fixed_at"]
    return Life(
        state=State(row["state"]),
        certainty=Certainty(row["certainty"]),
        judged=Certainty(row["judged"] or row["certainty"]),
        fixed_at=instant(fixed_at) if fixed_at is not None else None,
        **{name: row[name] for name in ("until", "due", "withdrawn_sweep", "relapses")},
    )


def _change(connection: Connection, lives: Mapping[str, Life], at: dt.datetime) -> None:
    rows = [
        {
            "key": key,
            "state": life.state.value,
            "certainty": life.certainty.value,
            "judged": life.judged.value,
            "until": life.until,
            "changed_at": at.timestamp(),
        }
        for key, life in lives.items()
    ]
    if rows:
        connection.execute(update(finding).where(finding.c.id == bindparam("key")), rows)
