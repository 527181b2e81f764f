"""One finding: what is wrong, what it should be, its life, and the page as it stood."""

import datetime as dt
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fastapi import HTTPException, Request
from starlette.responses import HTMLResponse, Response

from govsweep.browser.program import program
from govsweep.errors import InputError
from govsweep.exports.evidence import pack
from govsweep.exports.screenshot import shoot
from govsweep.findings import Finding, State
from govsweep.lifecycle import Decision
from govsweep.reading.decode import decode
from govsweep.reports.labels import ANSWERS, STATES, STEPS
from govsweep.store import Store
from govsweep.store.saved_page_rows import SavedPage
from govsweep.web import board
from govsweep.web.access import may
from govsweep.web.api import finding_of, store_of
from govsweep.web.asked import paged
from govsweep.web.filters import FINDING
from govsweep.web.inert_page import MARK, POLICY, Excerpt, inert
from govsweep.web.job_pages import rechecks
from govsweep.web.queue import DoneBefore, told_of_acts
from govsweep.web.rendering import DECISIONS, SCOPES, page
from govsweep.web.visitor import visitor_of

router = paged()
_one_browser = threading.Lock()  # each takes some hundred MB
_TOLD = "保存的网页原文，{url}。样式、图片、脚本和链接都已去掉；网站用样式藏起来的文字也显示出来。"


class LifeStep(NamedTuple):
    """Something that happened to a finding."""

    at: dt.datetime
    told: str
    by: str = ""
    reason: str = ""


@router.get("/findings/{key}")
def finding(request: Request, key: str, before: DoneBefore) -> Response:
    """One finding with everything that is known of it."""
    store = store_of(request)
    shown = _named(store, key)
    named = [
        one for one in store.columns.all(shown.site) if shown.column and one.name == shown.column
    ]
    columns = {one.name: one for one in board.columns(store, shown.site)} if named else {}
    check = next((one for one in board.all_checks() if one.code == shown.check), None)
    decided = board.decisions(store, shown)
    return page(
        request,
        "finding",
        it=shown,
        column=columns.get(shown.column),
        check=check,
        decisions=decided,
        steps=sorted(_steps(store, shown, decided), key=lambda one: one.at),
        has_page=store.evidence.has_saved_page(shown.id),
        has_picture=program(request.app.state.browser) is not None,
        mark=MARK,
        seen=store.decisions.marks([shown.id]).get(shown.id, ""),
        newest=_newest(store, request),
        jobs=rechecks(request, shown.id),
        appealed=next(iter(store.appeals.all(shown.id)), None),
        fields={},
        **told_of_acts(request, store, before),
    )


def _named(store: Store, key: str) -> Finding:
    if not re.fullmatch(FINDING, key):
        raise HTTPException(404, "没有这一页")
    return finding_of(store, key)


def _newest(store: Store, request: Request) -> int:
    """The newest entry of the audit, for who may be told of what others do."""
    visitor = visitor_of(request)
    sees = visitor is not None and may(visitor.role, "GET", "/queue/news")
    return store.audit.newest() if sees else 0


def _steps(store: Store, shown: Finding, decided: list[Decision]) -> Iterator[LifeStep]:
    yield LifeStep(shown.first_seen, "首次发现")
    for one in decided:
        words = f"{DECISIONS[one.verdict]}（{SCOPES[one.scope]}）"
        until = f"，到 {one.until} 为止" if one.until else ""
        yield LifeStep(one.at, words + until, one.author, one.reason)
        if one.revoked_at is not None:
            yield LifeStep(one.revoked_at, f"撤回了上面的{DECISIONS[one.verdict]}")
    for notice in store.notices.of(shown.id):
        words = f"签发 {notice.number}，要求 {notice.owner} 在 {notice.due} 之前整改"
        yield LifeStep(notice.issued_at, words)
        for step in notice.steps:
            until = f"至 {step.due}" if step.due else ""
            told = f"{notice.number} {STEPS[step.kind]}{until}"
            yield LifeStep(step.at, told, step.author, step.reason)
        for said in store.notices.answers(notice.id):
            if said.finding == shown.id:
                again = "，申请复查" if said.wants_recheck else ""
                told = f"单位答复：{ANSWERS[said.kind]}{again}"
                yield LifeStep(said.at, told, said.author, said.words)
    for said_so in store.appeals.all(shown.id):
        yield LifeStep(said_so.at, "单位申诉", said_so.author, said_so.words)
        if said_so.decided_at is not None:
            told = f"复核：{said_so.state}"
            yield LifeStep(said_so.decided_at, told, said_so.decided_by, said_so.reason)
    for look in store.rechecks.of(shown.id):
        yield LifeStep(
            look.at, "复查，已经整改" if look.state is State.FIXED else "复查，还没有整改"
        )
    if shown.fixed_at is not None and shown.state is State.FIXED:
        yield LifeStep(shown.fixed_at, f"巡检见到{STATES[State.FIXED]}")
    if shown.state is not State.FIXED and shown.last_seen > shown.first_seen:
        times = f"，共复发 {shown.relapses} 次" if shown.relapses else ""
        yield LifeStep(shown.last_seen, f"最近一次看到它{times}")


@router.get("/findings/{key}/page")
def saved(request: Request, key: str) -> Response:
    """The page as it stood, inert, to be shown in a frame without rights of its own."""
    shown = _named(store_of(request), key)
    kept = _saved(store_of(request), shown)
    words = Excerpt(kept.before, kept.quote or shown.quote, kept.after)
    markup, _ = inert(decode(kept.body).text, words, _TOLD.format(url=kept.url))
    headers = {"Content-Security-Policy": POLICY, "X-Frame-Options": "SAMEORIGIN"}
    return HTMLResponse(markup, headers=headers)


def _saved(store: Store, shown: Finding) -> SavedPage:
    kept = store.evidence.saved_page(shown.id)
    if kept is None or kept.body.startswith((b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise HTTPException(404, "没有保存这个网页的原文")
    return kept


@router.get("/findings/{key}/page.png")
def picture(request: Request, key: str) -> Response:
    """The page as it stood as a picture, by a browser that runs and fetches nothing."""
    store = store_of(request)
    kept = _saved(store, _named(store, key))
    named: Path | None = request.app.state.browser
    if program(named) is None:
        raise HTTPException(404, "这台机器上没有浏览器，不能截图")
    with _one_browser:
        try:
            body = shoot(kept.body, named)
        except InputError as error:
            raise HTTPException(503, error.told) from error
    return Response(body, media_type="image/png")


@router.get("/findings/{key}/evidence.zip")
def evidence(request: Request, key: str) -> Response:
    """The evidence pack, without pictures: those take a browser."""
    store = store_of(request)
    shown = _named(store, key)
    made = pack(store, shown, {})
    headers = {"Content-Disposition": f'attachment; filename="evidence-{shown.short_id}.zip"'}
    return Response(made.content, media_type="application/zip", headers=headers)
