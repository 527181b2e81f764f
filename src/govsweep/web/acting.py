"""Acts on findings: by the same life of a finding and the same calls as the command line's."""

import datetime as dt
import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from govsweep import clock
from govsweep.errors import InputError
from govsweep.findings import Finding
from govsweep.lifecycle import DecisionKind, DecisionScope
from govsweep.rectification import decide, undo
from govsweep.rectification.deciding import Words
from govsweep.store import Decided, Store
from govsweep.web.api import store_of
from govsweep.web.asked import paged
from govsweep.web.filters import FINDING, number_of
from govsweep.web.rendering import refusal
from govsweep.web.visitor import actor_of, field, form_of, written

router = paged()
_BACK = re.compile(r"/(queue|notices|findings/[0-9a-f]{32})(\?[^\\\x00-\x20]*)?")
_MOST = 2_000  # findings in one act
_AGREED = "经审核确认"


@router.post("/queue/acts")
def act(request: Request) -> Response:
    """Dismiss, confirm, reopen or release what was chosen; lead back to where it was done."""
    store: Store = request.app.state.acting
    by = actor_of(request)
    try:
        verdict, words = _said(request, by.name)
        found, seen = chosen(request)
        done = decide(store, found, verdict, words, clock.now(), by=by, seen=seen)
    except InputError as error:
        return refusal(request, 400, f"没有改动：{error.told}。")
    return led_back(request, done)


@router.post("/queue/acts/{number}/undo")
def take_back(request: Request, number: str) -> Response:
    """Take an act back."""
    by = actor_of(request)
    try:
        done = undo(request.app.state.acting, number_of(number), by, clock.now())
    except InputError as error:
        return refusal(request, 400, f"{error.told}。")
    return led_back(request, done)


def _said(request: Request, author: str) -> tuple[DecisionKind, Words]:
    act, scope, until = (field(request, name).strip() for name in ("act", "scope", "until"))
    reason = written(request, "why")
    if act not in set(DecisionKind):
        raise InputError("没有说明做什么")
    verdict = DecisionKind(act)
    if not reason and verdict is DecisionKind.CONFIRM:
        reason = _AGREED
    if not reason:
        raise InputError("请写明理由")
    if scope not in set(DecisionScope) or verdict is DecisionKind.RELEASE:
        scope = DecisionScope.FINDING
    try:
        day = dt.date.fromisoformat(until) if until else None
    except ValueError:
        raise InputError(f"“{until}”不是日期，应写作 2026-11-20") from None
    day = day if verdict is DecisionKind.DISMISS else None
    if day is not None and day < clock.now().date():
        raise InputError(f"驳回的期限 {day} 已经过去")
    return verdict, Words(author, reason, DecisionScope(scope), day)


def chosen(request: Request) -> tuple[list[Finding], dict[str, str]]:
    """The findings that were chosen in a form, and how each stood when the page was made."""
    form = form_of(request)
    keys = list(dict.fromkeys(form.get("key", ())))
    if not keys:
        raise InputError("没有选中问题")
    if len(keys) > _MOST:
        raise InputError(f"一次至多 {_MOST} 个问题")
    marks = dict(one.partition(":")[::2] for one in form.get("seen", ()))
    return _found(store_of(request), keys), {key: marks.get(key, "") for key in keys}


def _found(store: Store, keys: Sequence[str]) -> list[Finding]:
    known = [key for key in keys if re.fullmatch(FINDING, key)]
    found = {one.id: one for one in store.findings.all(keys=known)}
    if len(found) < len(keys):
        raise InputError("选中的问题里有的已经不存在")
    return [found[key] for key in keys]


def led_back(request: Request, done: Decided, issued: Sequence[int] = ()) -> Response:
    """Lead back to where an act was done, or notices were `issued`, which tells of it."""
    target = field(request, "next")
    target = target if _BACK.fullmatch(target) else "/queue"
    parts = urlsplit(target)
    kept = [one for one in parse_qsl(parts.query) if one[0] not in ("done", "passed", "issued")]
    kept += [("done", str(done.act))] if done.act else []
    kept += [("issued", ",".join(map(str, issued[:50])))] if issued else []
    kept += [("passed", ",".join(done.passed_over[:50]))] if done.passed_over else []
    return RedirectResponse(f"{parts.path}?{urlencode(kept)}" if kept else parts.path, 303)
