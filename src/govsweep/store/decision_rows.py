"""Decisions of the office as rows, and what follows from them for findings."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    bindparam,
    func,
    or_,
    select,
    update,
)

from govsweep.accounts import Actor, AuditAct, AuditEntry
from govsweep.errors import InputError
from govsweep.findings import Certainty, State
from govsweep.lifecycle import Decision, DecisionKind, DecisionScope, Life, follow, grounds, reach
from govsweep.store.alone import one_at_a_time
from govsweep.store.audit_rows import entry_of, record
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
_ACTS = {
    DecisionKind.DISMISS: AuditAct.DISMISSED,
    DecisionKind.CONFIRM: AuditAct.CONFIRMED,
    DecisionKind.REOPEN: AuditAct.REOPENED,
    DecisionKind.RELEASE: AuditAct.RELEASED,
}
UNDOABLE = (AuditAct.DISMISSED, AuditAct.CONFIRMED)


class Decided(NamedTuple):
    """What came of deciding."""

    changed: int  # findings
    act: int  # the audit's entry; 0 where nothing was written
    passed_over: tuple[str, ...]  # findings that were changed by somebody meanwhile


def decide(
    connection: Connection,
    made: Sequence[Decision],
    day: dt.date,
    *,
    revoking: Collection[str] = (),
    releasing: Collection[str] = (),
    by: Actor | None = None,
    seen: Mapping[str, str] | None = None,
) -> Decided:
    """Write decisions and let findings follow as of a day.

    What was decided before on the findings in `revoking` no longer holds; those in `releasing`
    are held back no more, nor is what is held together with them. `by` is whoever acts, for the
    audit; the author at the command line where it is not given. `seen` says how each finding stood
    when it was looked at (see `marks`): what has changed since is passed over, and nothing is
    written on it.
    """
    passed = passed_over(connection, seen or {})
    made = [one for one in made if one.finding not in passed]
    if not made:
        return Decided(0, 0, tuple(sorted(passed)))
    revoking = [key for key in revoking if key not in passed]
    releasing = [key for key in releasing if key not in passed]
    at = max(one.at for one in made)
    earlier = (decision.c.finding.in_(list(revoking)), decision.c.revoked_at.is_(None))
    connection.execute(
        update(decision)
        .where(*earlier, decision.c.verdict != DecisionKind.RELEASE.value)
        .values(revoked_at=at.timestamp())
    )
    numbers = [
        connection.execute(
            decision.insert().values(_row(one)).returning(decision.c.id)
        ).scalar_one()
        for one in made
    ]
    released = [one for key in releasing for one in release(connection, key, at)]
    followed = _follow(connection, day, at)
    tell(connection, at, list(followed))
    first = made[0]
    entry = AuditEntry(
        at=at,
        by=by or Actor(name=first.author),
        act=_ACTS[first.verdict],
        subject=first.finding if len(made) == 1 else f"{len(made)} 个问题",
        reason=first.reason,
        before=_stood([before for before, _ in followed.values()], followed, released, held=True),
        after=_stood([after for _, after in followed.values()], followed, released, held=False)
        | {"decisions": numbers, "scope": first.scope.value, "on": [one.finding for one in made]},
    )
    number = record(connection, entry)
    return Decided(len(released) + len(followed), number, tuple(sorted(passed)))


def undo(connection: Connection, number: int, day: dt.date, by: Actor, at: dt.datetime) -> Decided:
    """Take back what an entry of the audit decided, and nothing that was decided since.

    Raises `InputError` where the entry cannot be taken back, or was.
    """
    one_at_a_time(connection, "decide")
    entry = entry_of(connection, number)
    if entry is None or entry.act not in UNDOABLE:
        raise InputError("这一项操作不能撤回：只有驳回和确认可以")
    mine = decision.c.id.in_(list(entry.after["decisions"])), decision.c.revoked_at.is_(None)
    taken = connection.execute(
        update(decision).where(*mine).values(revoked_at=at.timestamp())
    ).rowcount
    if not taken:
        raise InputError("这一项操作已经撤回了")
    followed = _follow(connection, day, at)
    tell(connection, at, list(followed))
    undone = AuditEntry(
        at=at,
        by=by,
        act=AuditAct.UNDONE,
        subject=entry.subject,
        reason=f"撤回 {entry.by.name} 的第 {number} 号操作",
        before=_stood([before for before, _ in followed.values()], followed, ()),
        after=_stood([after for _, after in followed.values()], followed, ()) | {"undoes": number},
    )
    return Decided(len(followed), record(connection, undone), ())


def marks(connection: Connection, keys: Collection[str]) -> dict[str, str]:
    """How findings stand now, each in a word that differs once anything was done to it."""
    found: dict[str, str] = {}
    named = sorted(set(keys))
    for start in range(0, len(named), _AT_ONCE):
        some = named[start : start + _AT_ONCE]
        ruled = select(decision.c.finding, func.max(decision.c.id)).where(
            decision.c.finding.in_(some), decision.c.revoked_at.is_(None)
        )
        newest = dict(connection.execute(ruled.group_by(decision.c.finding)).all())
        told = ("id", "state", "certainty", "hold", "held", "due", "changed_at", "relapses")
        query = select(*(finding.c[name] for name in told)).where(finding.c.id.in_(some))
        for key, *rest in connection.execute(query):
            words = "\0".join(str(one) for one in (*rest, newest.get(key, 0)))
            found[key] = blake2b(words.encode(), digest_size=6).hexdigest()
    return found


def passed_over(connection: Connection, seen: Mapping[str, str]) -> set[str]:
    """The findings that stand otherwise than they were seen; nobody else acts meanwhile."""
    one_at_a_time(connection, "decide")
    now = marks(connection, seen) if seen else {}
    return {key for key, mark in seen.items() if now.get(key) != mark}


def _stood(
    lives: Sequence[Life], keys: Iterable[str], released: Iterable[str], *, held: bool | None = None
) -> dict[str, Any]:
    """How findings stood, for the audit: state and certainty of each; whether held if released."""
    told: dict[str, Any] = {
        "findings": {
            key: [one.state.value, one.certainty.value]
            for key, one in zip(keys, lives, strict=True)
        }
    }
    freed = list(released)
    return told | ({"held": dict.fromkeys(freed, held)} if freed else {})


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
    return list(_follow(connection, day, at))


def _follow(connection: Connection, day: dt.date, at: dt.datetime) -> dict[str, tuple[Life, Life]]:
    """The findings that change by following what was decided: before, and after."""
    reached = _reached(connection)
    changed = {}
    for key, life in _lives(connection, reached):
        then = follow(life, reached.get(key, ()), day)
        if then != life:
            changed[key] = (life, then)
    _change(connection, {key: then for key, (_, then) in changed.items()}, at)
    return changed


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
