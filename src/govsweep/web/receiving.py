"""Bundles of other levels, on a page: what came from whom, who sent nothing, and acts on them."""

import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from govsweep import clock
from govsweep.bundles import (
    KEY_HEADERS,
    Sender,
    drawn_items,
    examine_bytes,
    in_words,
    read_reviews,
    read_senders,
)
from govsweep.errors import InputError
from govsweep.periods import Span, span_of
from govsweep.reports.cross_review import agreement_of_period, items_of_period, sample_form
from govsweep.store import Store, StoredBundle
from govsweep.table_rows import refused_lines
from govsweep.web.api import store_of
from govsweep.web.asked import Start, Term, paged
from govsweep.web.drafts import BundleDraft, Drafts
from govsweep.web.filters import number_of
from govsweep.web.rendering import page
from govsweep.web.sent_tables import read_sent
from govsweep.web.visitor import actor_of, field, file_of, reason_of

router = paged()
_ROWS = 100
_FAULTS = 50  # that a page tells
_MOST = 10_000  # items of a sample


@router.get("/bundles")
def bundles(request: Request, offset: Start = 0) -> Response:
    """What was taken in, the newest period first; who is missing of each period that is shown."""
    return _shown(request, offset=offset)


def _shown(
    request: Request,
    told: str = "",
    lines: list[str] | None = None,
    status: int = 400,
    *,
    offset: int = 0,
) -> Response:
    store = store_of(request)
    known = store.bundles.all()
    senders = store.bundles.senders()
    periods: dict[tuple[str, str], list[StoredBundle]] = {}
    for one in known[offset : offset + _ROWS]:
        span = one.manifest
        periods.setdefault((span.title, f"{span.begins} 至 {span.ends}"), []).append(one)
    now = Span.quarter_of(clock.now().date())
    came_now = any(now.has(one.manifest.begins) and now.has(one.manifest.ends) for one in known)
    due = [] if came_now else [one.name for one in senders if one.meets(now.begins, now.ends)]
    missing = {}
    for key, some in periods.items():
        span = some[0].manifest
        came = {
            one.sender
            for one in known
            if (one.manifest.begins, one.manifest.ends) == (span.begins, span.ends)
        }
        owing = (one.name for one in senders if one.meets(span.begins, span.ends))
        missing[key] = [name for name in dict.fromkeys(owing) if name not in came]
    return page(
        request,
        "bundles",
        status if told else 200,
        periods=periods,
        missing=missing,
        senders=senders,
        total=len(known),
        offset=offset,
        limit=_ROWS,
        quarter=now.words,
        now=now,
        due=[] if offset else list(dict.fromkeys(due)),
        told=told,
        lines=(lines or [])[:_FAULTS],
    )


@router.post("/bundles")
def send(request: Request) -> Response:
    """Show what a bundle says and what it would replace; nothing is taken in yet."""
    by, file = actor_of(request), file_of(request)
    if not file.name:
        return _shown(request, "没有导入：请选择文件。")
    found = examine_bytes(file.body)
    if found.manifest is None or found.content is None:
        return _shown(request, f"{file.name} 不能导入：", list(found.faults))
    try:
        earlier = store_of(request).bundles.would_replace(
            found.manifest, found.content, clock.now()
        )
    except InputError as error:
        return _shown(request, f"{file.name} 不能导入：{error.told}。")
    draft = BundleDraft(
        by=by.name, manifest=found.manifest, content=found.content, digest=found.digest
    )
    drafts: Drafts[BundleDraft] = request.app.state.bundle_drafts
    return page(
        request,
        "bundle_preview",
        draft=draft,
        key=drafts.keep(draft),
        told=in_words(found.content.figures),
        earlier=earlier,
        before=in_words(earlier.figures) if earlier is not None else "",
        unseen=[one.name for one in found.content.sites if not one.read],
    )


@router.post("/bundles/senders")
def list_senders(request: Request) -> Response:
    """Put a list of keys in the place of the one before: whole, or where a row is wrong not."""
    by, file, store = actor_of(request), file_of(request), request.app.state.acting
    try:
        rows, faults, unused, _ = read_sent(file, read_senders, Sender, KEY_HEADERS)
    except InputError as error:
        return _shown(request, f"名单没有替换：{error.told}。")
    if faults:
        return _shown(request, "名单没有替换：有误的行如下。", [str(one) for one in faults])
    before = {one.key: one.name for one in store.bundles.senders()}
    store.bundles.set_senders(rows, by, clock.now())
    after = {one.key: one.name for one in rows}
    told = f"名单已替换，现有公钥 {len(rows)} 把：{_changed(before, after)}。{unused}"
    return _shown(request, told, status=200)


def _changed(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Whose keys came and went."""
    new = [name for key, name in after.items() if key not in before]
    gone = [name for key, name in before.items() if key not in after]
    told = [f"新增 {'、'.join(new)}"] if new else []
    told += [f"去掉 {'、'.join(gone)}"] if gone else []
    return "；".join(told) or "没有增减"


@router.post("/bundles/confirm")
def confirm(request: Request) -> Response:
    """Take in what somebody was shown."""
    drafts: Drafts[BundleDraft] = request.app.state.bundle_drafts
    store: Store = request.app.state.acting
    by = actor_of(request)
    draft = drafts.take(field(request, "draft"), by.name)
    if draft is None:
        return _shown(request, "没有导入：这份预览已经导入过，或已经过期，请重新上传。")
    try:
        store.bundles.accept(draft.manifest, draft.content, draft.digest, by, clock.now())
    except InputError as error:
        return _shown(request, f"没有导入：{error.told}。")
    return RedirectResponse("/bundles", 303)


@router.post("/bundles/{number}/withdraw")
def withdraw(request: Request, number: str) -> Response:
    """Take a bundle out again, saying why."""
    store: Store = request.app.state.acting
    by = actor_of(request)
    try:
        store.bundles.withdraw(number_of(number), by, clock.now(), reason_of(request))
    except InputError as error:
        return _shown(request, f"没有撤出：{error.told}。")
    return RedirectResponse("/bundles", 303)


@router.get("/bundles/sample.csv")
def sample(request: Request, period: Term = "", count: Term = "", seed: Term = "") -> Response:
    """The form of a sample to review, drawn by a seed."""
    seed = " ".join(seed.split())
    try:
        span = span_of(period)
        if not re.fullmatch(r"[1-9]\d{0,4}", count) or int(count) > _MOST or not seed:
            raise InputError(f"请写明抽几项（1 至 {_MOST}）和种子")
        items = items_of_period(store_of(request), span, clock.now().date())
        drawn = drawn_items(items, int(count), seed)
    except InputError as error:
        return _shown(request, f"没有抽样：{error.told}。")
    name = quote(f"交叉复核抽查表{span.words}.csv")
    return Response(
        sample_form(drawn, seed),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )


@router.post("/bundles/verdicts")
def verdicts(request: Request) -> Response:
    """Take in a form that reviewers filled in, and tell how often they agreed."""
    by, file, store = actor_of(request), file_of(request), request.app.state.acting
    try:
        span = span_of(field(request, "period"))
        ending = Path(file.name).suffix.lower()
        if ending not in (".csv", ".xlsx", ".xlsm"):
            raise InputError("请选择填好的抽查表（CSV、XLSX）")
        items = items_of_period(store, span, clock.now().date())
        with tempfile.TemporaryDirectory(prefix="govsweep-") as folder:
            path = Path(folder) / f"抽查表{ending}"
            path.write_bytes(file.body)
            read = read_reviews(path, items)
    except InputError as error:
        return _shown(request, f"没有导入：{error.told}。")
    store.bundles.keep_reviews(span.begins, span.ends, read.reviews, by, clock.now())
    faults = [str(one._replace(file=file.name)) for one in read.faults]
    said = agreement_of_period(store, span, clock.now().date())
    refused = refused_lines(read.faults)
    told = f"导入结论 {len(read.reviews)} 项，没有复核 {read.left} 项，拒收 {refused} 行。"
    return _shown(request, told, [*faults, *said], 400 if faults else 200)
