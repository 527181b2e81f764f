"""Notices: their ledger, each with its answers, and what the office and the unit do about it."""

import datetime as dt
from collections.abc import Callable, Sequence

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from govsweep import clock
from govsweep.accounts import Actor
from govsweep.enclosures import MEDIA_TYPES
from govsweep.errors import InputError
from govsweep.lifecycle import Answer, AnswerKind
from govsweep.rectification import answer, close, extend, remind
from govsweep.reports import figures
from govsweep.reports.labels import ANSWERS, STEPS
from govsweep.reports.notice_list import IssuedNotice, NoticeProgress, listed
from govsweep.reports.stocktaking import lately
from govsweep.store import Notice, Store
from govsweep.web import board
from govsweep.web.api import found, store_of
from govsweep.web.asked import Start, paged
from govsweep.web.downloads import attachment, notice_document
from govsweep.web.filters import number_of
from govsweep.web.job_pages import rechecks_asked_for
from govsweep.web.notice_filter import AskedNotices
from govsweep.web.office_files import office_now
from govsweep.web.queue import DoneBefore, issued_before
from govsweep.web.rendering import page
from govsweep.web.visitor import actor_of, field, file_of, form_of, written

router = paged()
_ROWS = 50
_AT_ONCE = 5_000  # findings asked for at a time
Act = Callable[[Store, int, Actor, str], int]


def rows_of(store: Store) -> list[IssuedNotice]:
    """All notices with their findings as they stand, as the ledger that is printed has them."""
    return _rows(store, store.notices.all())


def _rows(store: Store, notices: Sequence[Notice]) -> list[IssuedNotice]:
    subjects = store.subjects()
    day = board.present(store).day
    keys = sorted({key for one in notices for key in one.findings})
    known = [
        finding
        for start in range(0, len(keys), _AT_ONCE)
        for finding in lately(store.findings.all(keys=keys[start : start + _AT_ONCE]), day)
    ]
    kept = {one.identifier for one in subjects if one.is_kept}
    late = {
        one.id
        for one in known
        if one.site in kept and figures.unresolved(one) and figures.is_overdue(one, day)
    }
    return listed(notices, subjects, known, late)


@router.get("/notices")
def ledger(request: Request, asked: AskedNotices, told: DoneBefore, offset: Start = 0) -> Response:
    """The ledger of notices, the newest first."""
    store = store_of(request)
    rows = rows_of(store)
    fitting = [one for one in reversed(rows) if asked.fits(one)]
    again = store.notices.asked_again()
    return page(
        request,
        "notices",
        rows=fitting[offset : offset + _ROWS],
        total=len(fitting),
        offset=offset,
        limit=_ROWS,
        fields=asked._asdict(),
        owners=sorted({one.notice.owner for one in rows}),
        sites={one.notice.site: one.site_name for one in rows},
        outcomes=list(NoticeProgress),
        again=store.findings.all(keys=again) if again else [],
        jobs=rechecks_asked_for(request),
        issued=issued_before(store, told),
    )


@router.get("/notices/{number}")
def notice(request: Request, number: str) -> Response:
    """One notice: what it names, what was answered, what was done about it."""
    return _shown(request, number)


def _shown(request: Request, number: str, told: str = "") -> Response:
    store = store_of(request)
    row = _row(store, number)
    said: dict[str, list[Answer]] = {}
    for one in store.notices.answers(row.notice.id):
        said.setdefault(one.finding, []).append(one)
    return page(
        request,
        "notice",
        400 if told else 200,
        told=told,
        typed=form_of(request) if told else {},
        row=row,
        it=row.notice,
        said=said,
        enclosures=store.notices.enclosures(row.notice.id),
        again=set(store.notices.asked_again()),
        answers_named=ANSWERS,
        steps_named=STEPS,
    )


def _row(store: Store, number: str) -> IssuedNotice:
    rows = _rows(store, store.notices.numbered(number_of(number)))
    return found(next(iter(rows), None), "这份通知书")


@router.get("/notices/{number}/notice.docx")
def document(request: Request, number: str) -> Response:
    """The notice as it was issued."""
    one = _row(store_of(request), number).notice
    name, body = notice_document(request.app.state.store, one, office_now(request))
    return attachment(name, body)


@router.get("/notices/{number}/files/{file}")
def enclosed(request: Request, number: str, file: str) -> Response:
    """A file that a unit enclosed: to be saved, never shown here."""
    store = store_of(request)
    row = _row(store, number)
    key = number_of(file)
    kept = [one for one in store.notices.enclosures(row.notice.id) if one.id == key]
    one = found(next(iter(kept), None), "这个附件")
    body = found(store.notices.enclosed(row.notice.id, one.id), "这个附件")
    response = attachment(one.file.name, body, MEDIA_TYPES[one.file.kind])
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@router.post("/notices/{number}/remind")
def remind_unit(request: Request, number: str) -> Response:
    """Remind the unit."""
    return _done(
        request, number, lambda store, key, by, why: remind(store, key, by, clock.now(), reason=why)
    )


@router.post("/notices/{number}/extend")
def extend_notice(request: Request, number: str) -> Response:
    """Let it be due later."""
    text = field(request, "due").strip()
    try:
        due = dt.date.fromisoformat(text)
    except ValueError:
        return _shown(request, number, f"“{text}”不是日期，应写作 2026-11-20。")
    return _done(
        request,
        number,
        lambda store, key, by, why: extend(store, key, by, clock.now(), due=due, reason=why),
    )


@router.post("/notices/{number}/close")
def close_notice(request: Request, number: str) -> Response:
    """Follow it no further."""
    return _done(
        request, number, lambda store, key, by, why: close(store, key, by, clock.now(), reason=why)
    )


@router.post("/notices/{number}/answers")
def answer_notice(request: Request, number: str) -> Response:
    """Answer to its lines, and enclose a file."""
    row = _row(store_of(request), number)
    by, file = actor_of(request), file_of(request)
    try:
        said = _answers(request, row, by.name)
        store: Store = request.app.state.acting
        answer(store, row.notice.id, said, by, name=file.name, body=file.body)
    except InputError as error:
        again = "附件请重新选择。" if file.name else ""  # which no page can put back
        return _shown(request, number, f"没有收下：{error.told}。{again}")
    return RedirectResponse(f"/notices/{row.notice.id}", 303)


def _answers(request: Request, row: IssuedNotice, author: str) -> list[Answer]:
    """What was said of the lines that something was said of."""
    asked = set(form_of(request).get("recheck", ()))
    answers = []
    for key in row.notice.findings:
        kind = field(request, f"kind-{key}")
        words = written(request, f"words-{key}")
        if kind not in set(AnswerKind):
            if words or key in asked:
                raise InputError("有一行写了说明而没有选“已整改”“计划整改”或“有异议”")
            continue
        answers.append(
            Answer(
                finding=key,
                at=clock.now(),
                author=author,
                kind=AnswerKind(kind),
                words=words,
                wants_recheck=key in asked,
            )
        )
    return answers


def _done(request: Request, number: str, act: Act) -> Response:
    row = _row(store_of(request), number)
    try:
        why = written(request, "why")
        act(request.app.state.acting, row.notice.id, actor_of(request), why)
    except InputError as error:
        return _shown(request, number, f"没有改动：{error.told}。")
    return RedirectResponse(f"/notices/{row.notice.id}", 303)
