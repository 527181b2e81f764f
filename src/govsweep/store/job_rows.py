"""Jobs as rows: asked for with their row of the audit, taken by one process, ended."""

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Connection, RowMapping, select, update

from govsweep.accounts import Actor, AuditAct, AuditEntry
from govsweep.errors import InputError
from govsweep.jobs import Job, JobKind, JobState
from govsweep.store.alone import one_at_a_time
from govsweep.store.audit_rows import record
from govsweep.store.connection import instant
from govsweep.tables import job

_ACTS = {JobKind.RECHECK: AuditAct.RECHECK_ASKED, JobKind.SWEEP: AuditAct.SWEEP_ASKED}
_LONGEST = 2_000  # characters of what a job says


def jobs(
    connection: Connection, kind: JobKind, subject: str | None = None, limit: int = 5
) -> list[Job]:
    """The last jobs of a kind, on a subject where given, the newest first."""
    query = select(job).where(job.c.kind == kind.value).order_by(job.c.id.desc()).limit(limit)
    if subject is not None:
        query = query.where(job.c.subject == subject)
    return [_job(row) for row in connection.execute(query).mappings()]


def ask_for(connection: Connection, kind: JobKind, subject: str, by: Actor, at: dt.datetime) -> Job:
    """Ask for a job; raises `InputError` where the same one is waited for already."""
    one_at_a_time(connection, "jobs")
    for one in jobs(connection, kind, subject):
        if one.is_open:
            raise InputError(f"{one.by}已经要求过，{one.in_words or '还没有做完'}")
    row = {
        **{"kind": kind.value, "subject": subject, "by": by.name, "at": at.timestamp()},
        "state": JobState.QUEUED.value,
    }
    number = connection.execute(job.insert().values(row).returning(job.c.id)).scalar_one()
    told = subject or f"任务 {number}"
    record(connection, AuditEntry(at=at, by=by, act=_ACTS[kind], subject=told))
    return _of(connection, number)


def take(connection: Connection, kind: JobKind, runner: str, at: dt.datetime) -> Job | None:
    """Begin the job of a kind that has waited longest; None where none waits."""
    one_at_a_time(connection, "jobs")
    waiting = select(job.c.id).where(job.c.kind == kind.value)
    waiting = waiting.where(job.c.state == JobState.QUEUED.value).order_by(job.c.id).limit(1)
    number = connection.scalar(waiting)
    if number is None:
        return None
    begun = {"state": JobState.RUNNING.value, "runner": runner, "started_at": at.timestamp()}
    connection.execute(update(job).where(job.c.id == number).values(begun))
    return _of(connection, number)


def tell(connection: Connection, number: int, told: str) -> None:
    """Note what a job says."""
    connection.execute(update(job).where(job.c.id == number).values(told=told[-_LONGEST:]))


def end(connection: Connection, number: int, state: JobState, at: dt.datetime) -> None:
    """Note how a job ended."""
    ended = {"state": state.value, "ended_at": at.timestamp()}
    connection.execute(update(job).where(job.c.id == number).values(ended))


def abort_left(
    connection: Connection, kind: JobKind, is_gone: Callable[[str], bool], at: dt.datetime
) -> None:
    """Say of the jobs of a kind that they were aborted whose runners are gone."""
    left = {"state": JobState.ABORTED.value, "ended_at": at.timestamp()}
    query = select(job.c.id, job.c.runner).where(job.c.kind == kind.value)
    for number, runner in connection.execute(
        query.where(job.c.state == JobState.RUNNING.value)
    ).all():
        if is_gone(runner):
            connection.execute(update(job).where(job.c.id == number).values(left))


def audit_stop(connection: Connection, one: Job, by: Actor, at: dt.datetime) -> None:
    """Write down that somebody stops a job."""
    told = one.subject or f"任务 {one.id}"
    record(connection, AuditEntry(at=at, by=by, act=AuditAct.JOB_STOPPED, subject=told))


def _of(connection: Connection, number: int) -> Job:
    return _job(connection.execute(select(job).where(job.c.id == number)).mappings().one())


def _job(row: RowMapping) -> Job:
    started, ended = row["started_at"], row["ended_at"]
    return Job(
        **{name: row[name] for name in ("id", "subject", "by", "told")},
        kind=JobKind(row["kind"]),
        state=JobState(row["state"]),
        at=instant(row["at"]),
        started_at=instant(started) if started is not None else None,
        ended_at=instant(ended) if ended is not None else None,
    )
