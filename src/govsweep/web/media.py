"""Media accounts as pages and by the API: the register, what is known of each, its last posts."""

import datetime as dt
import re
from collections.abc import Iterable
from typing import NamedTuple

from fastapi import HTTPException, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from govsweep import clock
from govsweep.errors import InputError
from govsweep.facts import MediaAccount, MediaStatus, Platform
from govsweep.media import (
    HEADERS,
    MEDIA_STATUSES,
    PLATFORMS,
    KnownStatuses,
    MediaRow,
    media_row,
)
from govsweep.remarks import remark
from govsweep.store import Store
from govsweep.table_rows import RowFault, refused_lines
from govsweep.web import board
from govsweep.web.api import store_of
from govsweep.web.asked import Start, Term, paged
from govsweep.web.media_api import MediaOut, accounts_of
from govsweep.web.rendering import page
from govsweep.web.sent_tables import SentTable, read_sent
from govsweep.web.terms import one_of
from govsweep.web.visitor import actor_of, field, file_of

router = paged(default_response_class=HTMLResponse)
MEDIA = f"^{MediaAccount.of_kind.identifiers}$"
_ROWS = 50
_WRITTEN = ("platform", "handle", "name", "organizer", "status", "addresses", "opened")
_FAULTS = 50  # refused lines that a page tells


class WhichAccounts(NamedTuple):
    """Which accounts are shown, and from which on."""

    platform: str = ""
    status: str = ""
    words: str = ""
    offset: int = 0


@router.get("/media")
def media(
    request: Request,
    platform: Term = "",
    status: Term = "",
    words: Term = "",
    offset: Start = 0,
) -> Response:
    """The register of accounts."""
    one_of("platform", platform, list(Platform))
    one_of("status", status, list(MediaStatus))
    return _table(request, which=WhichAccounts(platform, status, words, offset))


def _table(
    request: Request,
    told: str = "",
    faults: Iterable[RowFault] = (),
    status: int = 200,
    which: WhichAccounts = WhichAccounts(),  # noqa: B008 - it is frozen
) -> Response:
    platform, state, words, offset = which
    known = accounts_of(store_of(request))
    found = [
        one
        for one in known
        if platform in ("", one.platform) and state in ("", one.status) and _says(one, words)
    ]
    return page(
        request,
        "media",
        status,
        accounts=found[offset : offset + _ROWS],
        total=len(found),
        offset=offset,
        limit=_ROWS,
        fields={"platform": platform, "status": state, "words": words},
        platforms=PLATFORMS,
        media_statuses=MEDIA_STATUSES,
        sums={one: sum(own.status is one for own in known) for one in MediaStatus},
        told=told,
        faults=list(faults)[:_FAULTS],
    )


def _says(account: MediaOut, words: str) -> bool:
    text = f"{account.name} {account.handle} {account.organizer} {account.identifier}".lower()
    return all(word in text for word in words.lower().split())


@router.post("/media")
def register(request: Request) -> Response:
    """Register one account by its fields, or those of a file that was sent."""
    by, today = actor_of(request), clock.now().date()
    store: Store = request.app.state.acting
    known = KnownStatuses(store.media.all())
    try:
        rows, faults, unused, _ = _sent_rows(request, today, known)
    except InputError as error:
        return _table(request, f"没有登记：{error.told}。", status=400)
    if rows:
        accounts = [known.account(row, today) for row in rows]
        store.media.save(accounts, today, by)
    kept = f"{known.told_kept}。" if known.told_kept and file_of(request).name else ""
    if not faults and not unused and not kept:
        return RedirectResponse("/media", 303)
    counted = f"已登记 {len(rows)} 个账号，拒收 {refused_lines(faults)} 行"
    told = f"{unused}{kept}{counted}{'：' if faults else '。'}"
    return _table(request, told, faults, 400 if faults else 200)


def _sent_rows(request: Request, today: dt.date, known: KnownStatuses) -> SentTable[MediaRow]:
    file = file_of(request)
    if not file.name:
        row = media_row({name: field(request, name).strip() for name in _WRITTEN}, today)
        if (refused := known.refused(row)) is not None:
            raise InputError(refused[1])
        known.lacking = tuple(name for name in MediaRow.model_fields if name not in _WRITTEN)
        return SentTable([row], [], "", known.lacking)
    return read_sent(file, lambda path: known.read(path, today), MediaRow, HEADERS)


@router.get("/media/{identifier}")
def account(request: Request, identifier: str) -> Response:
    """One account: its status, its last posts, what was found."""
    return _one(request, identifier)


def _one(request: Request, identifier: str, told: str = "", status: int = 200) -> Response:
    store = store_of(request)
    shown = next((one for one in accounts_of(store) if one.identifier == identifier), None)
    if shown is None:
        raise HTTPException(404, "没有这一页")
    registered = next(one for one in store.media.all() if one.identifier == identifier)
    total, some = store.findings.page(limit=_ROWS, site=(identifier,))
    return page(
        request,
        "media_account",
        status,
        it=shown,
        account=registered,
        posts=store.posts.of_account(identifier, limit=_ROWS),
        findings=some,
        total=total,
        since=board.present(store).since,
        platforms=PLATFORMS,
        media_statuses=MEDIA_STATUSES,
        today=clock.now().date(),
        # By the whole store: a contact, whose own has no such question, is not shown the answer.
        kept=request.app.state.acting.media.why_kept(identifier),
        told=told,
    )


@router.post("/media/{identifier}/remove")
def remove(request: Request, identifier: str) -> Response:
    """Take an account that was registered by mistake out of the register."""
    by, store = actor_of(request), request.app.state.acting
    try:
        if not re.fullmatch(MEDIA, identifier):
            raise InputError("没有这个账号")
        store.media.remove(identifier, by, clock.now(), remark(field(request, "note")))
    except InputError as error:
        return _one(request, identifier, f"没有改动：{error.told}。", 400)
    return RedirectResponse("/media", 303)


@router.post("/media/{identifier}/status")
def set_status(request: Request, identifier: str) -> Response:
    """Change the status of an account, from a day on."""
    by, moment = actor_of(request), clock.now()
    store: Store = request.app.state.acting
    wanted, day = field(request, "status"), field(request, "day").strip()
    try:
        note = remark(field(request, "note"))
        if not re.fullmatch(MEDIA, identifier) or wanted not in set(MediaStatus):
            raise InputError("没有这个账号或状态")
        try:
            since = dt.date.fromisoformat(day) if day else moment.date()
        except ValueError:
            raise InputError(f"“{day}”不是日期，应写作 2026-11-20") from None
        store.media.set_status(identifier, MediaStatus(wanted), since, by, moment, note)
    except InputError as error:
        return _one(request, identifier, f"没有改动：{error.told}。", 400)
    return RedirectResponse(f"/media/{identifier}", 303)
