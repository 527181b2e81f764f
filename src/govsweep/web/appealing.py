"""Appeals on pages: a unit files one on a finding of its own, the office decides."""

import re

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from govsweep import clock
from govsweep.errors import InputError
from govsweep.rectification import appeal, review
from govsweep.store import Store
from govsweep.web.api import finding_of, store_of
from govsweep.web.asked import Start, paged
from govsweep.web.filters import FINDING
from govsweep.web.rendering import page, refusal
from govsweep.web.visitor import actor_of, written

router = paged()
_ROWS = 50


@router.get("/appeals")
def appeals(request: Request, offset: Start = 0) -> Response:
    """The appeals that wait, then those that were decided, the newest first."""
    return _shown(request, offset=offset)


def _shown(request: Request, told: str = "", *, offset: int = 0) -> Response:
    store = store_of(request)
    rows = sorted(store.appeals.all(), key=lambda one: one.accepted is not None)
    some = rows[offset : offset + _ROWS]
    found = store.findings.all(keys=[one.finding for one in some]) if some else []
    return page(
        request,
        "appeals",
        400 if told else 200,
        appeals=some,
        findings={one.id: one for one in found},
        waiting=sum(one.accepted is None for one in rows),
        total=len(rows),
        offset=offset,
        limit=_ROWS,
        told=told,
    )


@router.post("/findings/{key}/appeal")
def file(request: Request, key: str) -> Response:
    """File an appeal; lead back to the finding."""
    by = actor_of(request)
    acting: Store = request.app.state.acting
    try:
        if not re.fullmatch(FINDING, key):
            raise InputError("没有这个问题")
        shown = finding_of(store_of(request), key)  # of the visitor's own sites alone
        appeal(acting, shown, written(request, "words"), by, clock.now())
    except InputError as error:
        return refusal(request, 400, f"没有提出申诉：{error.told}。")
    return RedirectResponse(f"/findings/{shown.id}", 303)


@router.post("/appeals/{number}/accept")
def accept(request: Request, number: str) -> Response:
    """Accept an appeal: its finding is dismissed."""
    return _decided(request, number, accepted=True)


@router.post("/appeals/{number}/reject")
def reject(request: Request, number: str) -> Response:
    """Reject an appeal: its finding stays what it is."""
    return _decided(request, number, accepted=False)


def _decided(request: Request, number: str, *, accepted: bool) -> Response:
    by = actor_of(request)
    acting: Store = request.app.state.acting
    try:
        if not re.fullmatch("[1-9][0-9]{0,8}", number):
            raise InputError("没有这项申诉")
        review(acting, int(number), written(request, "why"), by, clock.now(), accepted=accepted)
    except InputError as error:
        return _shown(request, f"没有改动：{error.told}。")
    return RedirectResponse("/appeals", 303)
