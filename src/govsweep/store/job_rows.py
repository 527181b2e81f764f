"""Jobs as rows: asked for with their row of the audit, taken by one process, ended."""

import datetime as dt
from collections.abc import Callable

from sqlalchemy import Connection, RowMapping, exists, func, or_, select, update

from govsweep.accounts import Actor, AuditAct, AuditEntry
from govsweep.errors import InputError
from govsweep.jobs import ASKED, LEASE, OPEN, Job, JobKind, JobState
from govsweep.store.alone import one_at_a_time
from govsweep.store.audit_rows import record
from govsweep.store.connection import instant
from govsweep.tables import job, sweep

_ACTS = {JobKind.RECHECK: AuditAct.RECHECK_ASKED, JobKind.SWEEP: AuditAct.SWEEP_ASKED}
_LONGEST = 2_000  # characters of what a job says
_WAITS = "等在它之前要求的复查做完"


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
    if kind is JobKind.SWEEP and _must_wait(connection, kind, number):
        tell(connection, number, _WAITS)
    told = f"任务 {number}" if subject in ("", ASKED) else subject
    record(connection, AuditEntry(at=at, by=by, act=_ACTS[kind], subject=told))
    return _of(connection, number)


def take(connection: Connection, kind: JobKind, runner: str, at: dt.datetime) -> Job | None:
    """Begin the job of a kind that has waited longest; None where none waits, or must wait on."""
    one_at_a_time(connection, "jobs")
    waiting = select(job.c.id).where(job.c.kind == kind.value)
    waiting = waiting.where(job.c.state == JobState.QUEUED.value).order_by(job.c.id).limit(1)
    number = connection.scalar(waiting)
    if number is None or _must_wait(connection, kind, number):
        return None
    moment = {"started_at": at.timestamp(), "alive_at": at.timestamp(), "told": ""}
    begun = {"state": JobState.RUNNING.value, "runner": runner, **moment}
    connection.execute(update(job).where(job.c.id == number).values(begun))
    return _of(connection, number)


def _must_wait(connection: Connection, kind: JobKind, number: int) -> bool:
    """Whether jobs of the other kind are to be done first.

    A sweep and a recheck together would ask a site faster than its pace. So a sweep waits for the
    rechecks that were asked for before it, and those that were asked for after it wait until it is
    open: from then on a recheck says by itself which sites are being read.
    """
    if kind is JobKind.SWEEP:
        before = (job.c.kind == JobKind.RECHECK.value, job.c.id < number)
        query = select(job.c.id).where(*before, job.c.state.in_([one.value for one in OPEN]))
    else:
        there = exists().where(
            or_(sweep.c.closed_at.is_(None), sweep.c.opened_at >= job.c.started_at)
        )
        waits = (job.c.state == JobState.QUEUED.value) & (job.c.id < number)
        begins = (job.c.state == JobState.RUNNING.value) & ~there
        query = select(job.c.id).where(job.c.kind == JobKind.SWEEP.value, or_(waits, begins))
    return connection.scalar(query.limit(1)) is not None


def tell(connection: Connection, number: int, told: str) -> None:
    """Note what a job says."""
    connection.execute(update(job).where(job.c.id == number).values(told=told[-_LONGEST:]))


def end(connection: Connection, number: int, state: JobState, at: dt.datetime) -> None:
    """Note how a job ended."""
    ended = {"state": state.value, "ended_at": at.timestamp()}
    connection.execute(update(job).where(job.c.id == number).values(ended))


def keep(connection: Connection, number: int, at: dt.datetime) -> None:
    """Note that a job is still run."""
    connection.execute(update(job).where(job.c.id == number).values(alive_at=at.timestamp()))


def abort_left(
    connection: Connection, kind: JobKind, is_gone: Callable[[str], bool], at: dt.datetime
) -> None:
    """Say of the jobs of a kind that they were aborted whose runners are gone, or silent."""
    left = {"state": JobState.ABORTED.value, "ended_at": at.timestamp()}
    heard = func.coalesce(job.c.alive_at, job.c.started_at)
    query = select(job.c.id, job.c.runner, heard).where(job.c.kind == kind.value)
    for number, runner, instant_ in connection.execute(
        query.where(job.c.state == JobState.RUNNING.value)
    ).all():
        if is_gone(runner) or instant_ < at.timestamp() - LEASE:
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
