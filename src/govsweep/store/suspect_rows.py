"""Suspected counterfeits as rows; each step is kept with its day, and with its row of the audit."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select, update

from govsweep.accounts import Actor, AuditAct, AuditEntry
from govsweep.clock import BEIJING
from govsweep.errors import InputError
from govsweep.store.alone import one_at_a_time
from govsweep.store.audit_rows import record
from govsweep.store.statements import upsert
from govsweep.suspects import (
    SWEEP,
    Stage,
    Step,
    Suspect,
    passed_over,
    undoes,
    words_of,
)
from govsweep.tables import suspect, suspect_step

_PLAIN = (
    *("host", "url", "name", "site", "source", "reason", "found", "changed", "answered"),
    "asked",
)
_NAMED = 5  # hosts that an entry of the audit names


class SuspectsNoted(NamedTuple):
    """What became of suspects that were handed in."""

    new: int
    known: int


def suspects(connection: Connection) -> list[Suspect]:
    """All suspects with their steps, the newest first."""
    steps: dict[str, list[Step]] = {}
    for row in connection.execute(select(suspect_step).order_by(suspect_step.c.id)).mappings():
        step = Step(stage=Stage(row["stage"]), day=row["day"], by=row["by"], note=row["note"])
        steps.setdefault(row["host"], []).append(step)
    query = select(suspect).order_by(suspect.c.found.desc(), suspect.c.host)
    return [
        Suspect(
            **{name: row[name] for name in _PLAIN},
            stage=Stage(row["stage"]),
            steps=tuple(steps.get(row["host"], ())),
        )
        for row in connection.execute(query).mappings()
    ]


def note_suspects(
    connection: Connection, found: Sequence[Suspect], at: dt.datetime, by: Actor | None = None
) -> SuspectsNoted:
    """Add suspects; of those that are known, what nobody had said is filled in.

    `by` is who handed them in; None: a sweep found them.
    """
    one_at_a_time(connection, "suspects")
    known = {one.host: one for one in suspects(connection)}
    new: list[Suspect] = []
    for one in found:  # of two that name one host the first is kept
        if one.host not in known:
            known[one.host] = one
            new.append(one)
    rows = [_row(one) for one in new]
    upsert(connection, suspect, rows)
    for one in found:
        _fill_in(connection, known[one.host], one)
    who = by.name if by is not None else SWEEP
    for one in new:
        _add_step(connection, one.host, Step(stage=one.stage, day=one.found, by=who), at)
    if by is not None and new:
        named = "、".join(one.host for one in new[:_NAMED])
        more = f"等 {len(new)} 个" if len(new) > _NAMED else ""
        _record(connection, at, by, f"假冒线索 {named}{more}", after={"hosts": len(new)})
    return SuspectsNoted(len(new), len(found) - len(new))


def _fill_in(connection: Connection, before: Suspect, now: Suspect) -> None:
    news = {
        name: getattr(now, name)
        for name in ("name", "site", "reason")
        if not getattr(before, name) and getattr(now, name)
    }
    if news:
        connection.execute(update(suspect).where(suspect.c.host == now.host).values(**news))


def _row(one: Suspect) -> dict[str, Any]:
    return {name: getattr(one, name) for name in _PLAIN} | {"stage": one.stage.value}


def set_stage(
    connection: Connection,
    name: str,
    stage: Stage,
    day: dt.date,
    note: str,
    by: Actor,
    at: dt.datetime,
) -> Suspect:
    """Take a suspect to another stage; raises `InputError` where that cannot be."""
    one_at_a_time(connection, "suspects")
    before = next((one for one in suspects(connection) if one.host == name), None)
    if before is None:
        raise InputError(f"没有 {name} 这个假冒线索", "，用 govsweep suspects list 查看")
    if before.stage is stage:
        raise InputError(f"{name} 已经是“{stage.word}”，没有改动")
    if day > at.astimezone(BEIJING).date():
        raise InputError(f"日期 {day} 还没有到")
    if day < before.changed:
        raise InputError(f"日期 {day} 早于上一步的 {before.changed}")
    if not note:
        _refuse_unexplained(before.stage, stage)
    skipped = [one.word for one in passed_over(before.stage, stage)]
    connection.execute(
        update(suspect).where(suspect.c.host == name).values(stage=stage.value, changed=day)
    )
    _add_step(connection, name, Step(stage=stage, day=day, by=by.name, note=note), at)
    _record(
        connection,
        at,
        by,
        f"假冒线索 {name}",
        reason=note,
        before={"stage": before.stage.value},
        after={"stage": stage.value, "day": day.isoformat()}
        | ({"skipped": "、".join(skipped)} if skipped else {}),
    )
    return next(one for one in suspects(connection) if one.host == name)


def _refuse_unexplained(before: Stage, to: Stage) -> None:
    """Raise `InputError` for a step that nobody may take without saying why."""
    if to in (Stage.CLEARED, Stage.FOUND):
        raise InputError(f"改为“{to.word}”要写明原因")
    if undoes(before, to):
        raise InputError(f"由“{before.word}”退回“{to.word}”要写明原因")
    if skipped := passed_over(before, to):
        told = f"现在是“{before.word}”，还没有经过{words_of(skipped)}"
        raise InputError(f"{told}：请逐步记下；要跳过的，写明原因", "（--note）")


def suspects_asked(connection: Connection, answers: Mapping[str, bool], day: dt.date) -> None:
    """Keep which of some hosts answered on a day."""
    for name in sorted(answers):
        connection.execute(
            update(suspect).where(suspect.c.host == name).values(answered=answers[name], asked=day)
        )


def _add_step(connection: Connection, name: str, step: Step, at: dt.datetime) -> None:
    row = {
        **{"host": name, "stage": step.stage.value, "day": step.day, "by": step.by},
        **{"note": step.note, "at": at.timestamp()},
    }
    connection.execute(suspect_step.insert().values(row))


def _record(
    connection: Connection,
    at: dt.datetime,
    by: Actor,
    subject: str,
    *,
    reason: str = "",
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    record(
        connection,
        AuditEntry(
            at=at, by=by, act=AuditAct.SUSPECT_CHANGED, subject=subject, reason=reason,
            before=before or {}, after=after or {},
        ),
    )  # fmt: skip
