"""What the office does about notices as rows, and what units answer and enclose."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, func, select, update

from govsweep.accounts import Actor, AuditAct, AuditEntry
from govsweep.enclosures import Enclosure, FileKind
from govsweep.errors import InputError
from govsweep.findings import LIVING
from govsweep.lifecycle import (
    Answer,
    AnswerKind,
    NoticeStep,
    StepKind,
    check_answer,
    check_step,
)
from govsweep.store.alone import one_at_a_time
from govsweep.store.audit_rows import record
from govsweep.store.connection import instant
from govsweep.store.notice_rows import Notice, notices_numbered, states
from govsweep.store.statements import upsert
from govsweep.tables import (
    enclosure,
    finding,
    notice,
    notice_answer,
    notice_file,
    notice_step,
    recheck,
)

MOST_FILES = 20  # with one notice
_ACTS = {
    StepKind.REMINDED: AuditAct.NOTICE_REMINDED,
    StepKind.EXTENDED: AuditAct.NOTICE_EXTENDED,
    StepKind.CLOSED: AuditAct.NOTICE_CLOSED,
}


class KeptEnclosure(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was enclosed with an answer."""

    id: int
    notice: int
    author: str
    file: Enclosure


def take_step(connection: Connection, key: int, step: NoticeStep, by: Actor) -> int:
    """Do something about a notice; gives the number of the audit's entry.

    Extended, its findings that are due by it are due later. Raises `InputError` where the notice
    is not there, or does not take the step: see `lifecycle.check_step`.
    """
    one = _locked(connection, key)
    check_step(one.due, one.steps, step)
    row = {name: getattr(step, name) for name in ("author", "reason", "due")}
    row |= {"notice": key, "at": step.at.timestamp(), "kind": step.kind.value}
    connection.execute(notice_step.insert().values(row))
    before: dict[str, Any] = {"due": one.last_due.isoformat()}
    after = before
    if step.due is not None:
        moved = _extend(connection, one, step)
        after = {"due": step.due.isoformat(), "findings": states(connection, moved)}
        before |= {"findings": after["findings"]}
    return record(
        connection,
        AuditEntry(
            at=step.at,
            by=by,
            act=_ACTS[step.kind],
            subject=one.number,
            reason=step.reason,
            before=before,
            after=after | {"closed": step.kind is StepKind.CLOSED},
        ),
    )


def _locked(connection: Connection, key: int) -> Notice:
    one_at_a_time(connection, "decide")
    one = next(iter(notices_numbered(connection, key)), None)
    if one is None:
        raise InputError("没有这份通知书")
    return one


def _extend(connection: Connection, one: Notice, step: NoticeStep) -> list[str]:
    """What `lifecycle.LifeEvent.EXTENDED` does to the findings of a notice; those it changed."""
    rows = connection.execute(
        update(finding)
        .where(finding.c.id.in_(one.findings), finding.c.due == one.last_due)
        .values(due=step.due, changed_at=step.at.timestamp())
        .returning(finding.c.id)
    )
    return sorted(rows.scalars())


def answer(
    connection: Connection,
    key: int,
    answers: Sequence[Answer],
    by: Actor,
    *,
    file: Enclosure | None = None,
    body: bytes = b"",
) -> int:
    """Keep what a unit answers to lines of a notice, and a file it encloses; all or nothing.

    Gives the number of the audit's entry. Raises `InputError` where the notice is not there, does
    not name a finding, or does not take an answer: see `lifecycle.check_answer`.
    """
    one = _locked(connection, key)
    if not answers:
        raise InputError("没有写答复")
    for said in answers:
        if said.finding not in one.findings:
            raise InputError("答复的问题不在这份通知书里")
        check_answer(one.steps, said)
        row = {name: getattr(said, name) for name in ("finding", "author", "words")}
        row |= {"notice": key, "at": said.at.timestamp(), "kind": said.kind.value}
        connection.execute(
            notice_answer.insert().values(row | {"wants_recheck": said.wants_recheck})
        )
    after: dict[str, Any] = {
        "answers": {said.finding: said.kind.value for said in answers},
        "rechecks": [said.finding for said in answers if said.wants_recheck],
    }
    at = answers[0].at
    if file is not None:
        _enclose(connection, key, file, body, by.name, at.timestamp())
        after["enclosure"] = {"name": file.name, "sha256": file.digest}
    act = AuditAct.NOTICE_ANSWERED
    entry = AuditEntry(at=at, by=by, act=act, subject=one.number, after=after)
    return record(connection, entry)


def _enclose(
    connection: Connection, key: int, file: Enclosure, body: bytes, author: str, at: float
) -> None:
    there = select(func.count()).select_from(enclosure).where(enclosure.c.notice == key)
    if (connection.scalar(there) or 0) >= MOST_FILES:
        raise InputError(f"一份通知书至多 {MOST_FILES} 个附件")
    row: dict[str, Any] = {"notice": key, "at": at, "author": author, "body": body}
    told = {"name": file.name, "kind": file.kind.value, "digest": file.digest, "size": file.size}
    connection.execute(enclosure.insert().values(row | told))


def answers(
    connection: Connection, key: int, *, sites: Collection[str] | None = None
) -> list[Answer]:
    """What was answered to a notice, oldest first; of these sites where given."""
    query = select(notice_answer).join(notice, notice.c.id == notice_answer.c.notice)
    query = query.where(notice_answer.c.notice == key, *_of(sites)).order_by(notice_answer.c.id)
    return [
        Answer(
            finding=row["finding"],
            at=instant(row["at"]),
            author=row["author"],
            kind=AnswerKind(row["kind"]),
            words=row["words"],
            wants_recheck=row["wants_recheck"],
        )
        for row in connection.execute(query).mappings()
    ]


def enclosures(
    connection: Connection, key: int, *, sites: Collection[str] | None = None
) -> list[KeptEnclosure]:
    """The files enclosed with answers to a notice, oldest first; of these sites where given."""
    told = [one for one in enclosure.c if one.name not in ("body", "at")]
    query = select(*told).join(notice, notice.c.id == enclosure.c.notice)
    query = query.where(enclosure.c.notice == key, *_of(sites)).order_by(enclosure.c.id)
    return [
        KeptEnclosure(
            **{name: row[name] for name in ("id", "notice", "author")},
            file=Enclosure(
                name=row["name"], kind=FileKind(row["kind"]), size=row["size"], digest=row["digest"]
            ),
        )
        for row in connection.execute(query).mappings()
    ]


def enclosed(
    connection: Connection, key: int, file: int, *, sites: Collection[str] | None = None
) -> bytes | None:
    """The bytes of a file enclosed with a notice; None where there is none on these sites."""
    query = select(enclosure.c.body).join(notice, notice.c.id == enclosure.c.notice)
    where = (enclosure.c.notice == key, enclosure.c.id == file)
    return connection.scalar(query.where(*where, *_of(sites)))


def asked_again(connection: Connection, *, sites: Collection[str] | None = None) -> list[str]:
    """The findings whose units ask for a look that nobody has had since; of these sites only."""
    looked = select(recheck.c.finding).where(
        recheck.c.finding == notice_answer.c.finding, recheck.c.at > notice_answer.c.at
    )
    query = (
        select(notice_answer.c.finding)
        .distinct()
        .join(notice, notice.c.id == notice_answer.c.notice)
        .join(finding, finding.c.id == notice_answer.c.finding)
        .where(
            notice_answer.c.wants_recheck,
            finding.c.state.in_([one.value for one in LIVING]),
            finding.c.last_seen <= notice_answer.c.at,  # else a sweep has looked
            ~looked.correlate(notice_answer).exists(),
            *_of(sites),
        )
    )
    return sorted(connection.execute(query).scalars())


def _of(sites: Collection[str] | None) -> list[ColumnElement[bool]]:
    return [notice.c.site.in_(sorted(sites))] if sites is not None else []


def keep_files(connection: Connection, paths: Mapping[int, str]) -> None:
    """Keep where notices, by their keys, are written."""
    upsert(connection, notice_file, [{"notice": key, "path": paths[key]} for key in sorted(paths)])


def files(connection: Connection) -> dict[int, str]:
    """Where notices were written, by their keys; those issued on pages have no file."""
    rows = connection.execute(select(notice_file)).mappings()
    return {row["notice"]: row["path"] for row in rows}
