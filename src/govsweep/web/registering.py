"""The registry in the browser: a table is sent, what it changes is shown, and then confirmed."""

from typing import TypeVar

import msgspec
from fastapi import Request
from pydantic import BaseModel
from starlette.responses import HTMLResponse, RedirectResponse, Response

from govsweep import clock
from govsweep.accounts import AuditAct
from govsweep.errors import InputError
from govsweep.registry import (
    COLUMN_HEADERS,
    SITE_HEADERS,
    ColumnRow,
    SiteRow,
    read_columns,
    read_sites,
)
from govsweep.registry_changes import (
    RegistryRows,
    RegistryTable,
    compare,
    rows_of_columns,
    rows_of_sites,
    told_kept,
)
from govsweep.store import Store
from govsweep.table_rows import refused_lines
from govsweep.web.api import store_of
from govsweep.web.asked import Start, Term, paged
from govsweep.web.drafts import Drafts, RegistryDraft
from govsweep.web.filters import number_of
from govsweep.web.rendering import page
from govsweep.web.sent_tables import SentTable, read_sent
from govsweep.web.visitor import actor_of, field, file_of

router = paged(default_response_class=HTMLResponse)
_Row = TypeVar("_Row", bound=BaseModel)
_ROWS = 50
_SHOWN = 1_000  # rows of a kind on a preview
HISTORY = (
    AuditAct.LIFE_IMPORTED,
    *(AuditAct.REGISTRY_IMPORTED, AuditAct.REGISTRY_UNDONE),
    *(AuditAct.SITE_CHANGED, AuditAct.COLUMN_CHANGED),
)


@router.get("/register")
def register(request: Request) -> Response:
    """Where tables are sent."""
    return _start(request)


def _start(request: Request, told: str = "") -> Response:
    store = store_of(request)
    return page(
        request,
        "register",
        400 if told else 200,
        tables=[(one, len(_known(store, one))) for one in RegistryTable],
        last=store.registry.last_import(),
        told=told,
    )


def _known(store: Store, table: RegistryTable) -> RegistryRows:
    rows = store.registry.rows(table)
    return {key: one for key, one in rows.items() if one.get("registered", True)}


@router.post("/register/sites")
def send_sites(request: Request) -> Response:
    """Show what a table of sites would change."""
    try:
        sent = read_sent(file_of(request), read_sites, SiteRow, SITE_HEADERS)
    except InputError as error:
        return _start(request, f"没有登记：{error.told}。")
    wanted = rows_of_sites(sent.rows)
    return _preview_sent(request, RegistryTable.SITES, wanted, sent)


@router.post("/register/columns")
def send_columns(request: Request) -> Response:
    """Show what a table of columns would change."""
    known = {one.identifier for one in store_of(request).sites.all()}
    try:
        sent = read_sent(
            file_of(request), lambda path: read_columns(path, known), ColumnRow, COLUMN_HEADERS
        )
    except InputError as error:
        return _start(request, f"没有登记：{error.told}。")
    return _preview_sent(request, RegistryTable.COLUMNS, rows_of_columns(sent.rows), sent)


def preview(request: Request, table: RegistryTable, rows: RegistryRows) -> Response:
    """Show what a row that was filled in would change."""
    there = store_of(request).registry.rows(table)
    changes = compare(there, rows, whole=False)
    by = actor_of(request).name
    return _shown(request, RegistryDraft(by=by, table=table, source="", rows=rows, changes=changes))


def _preview_sent(
    request: Request, table: RegistryTable, rows: RegistryRows, sent: SentTable[_Row]
) -> Response:
    """Show what the rows of a file would change."""
    there = store_of(request).registry.rows(table)
    draft = RegistryDraft(
        by=actor_of(request).name,
        table=table,
        source=file_of(request).name,
        rows=rows,
        changes=compare(there, rows, whole=True, lacking=sent.lacking),
        faults=tuple(sent.faults),
        lacking=sent.lacking,
    )
    return _shown(request, draft, sent.unused)


def _shown(request: Request, draft: RegistryDraft, told: str = "", status: int = 200) -> Response:
    drafts: Drafts[RegistryDraft] = request.app.state.drafts
    return page(
        request,
        "register_preview",
        status,
        draft=draft,
        key=drafts.keep(draft) if draft.rows else "",
        refused=refused_lines(draft.faults),
        most=_SHOWN,
        kept=told_kept(draft.table, draft.changes.kept),
        told=told,
    )


@router.post("/register/confirm")
def confirm(request: Request) -> Response:
    """Write what somebody was shown; where it would be something else by now, show that."""
    drafts: Drafts[RegistryDraft] = request.app.state.drafts
    store: Store = request.app.state.acting
    by = actor_of(request)
    draft = drafts.take(field(request, "draft"), by.name)
    if draft is None:
        return _start(request, "没有登记：这份预览已经登记过，或已经过期，请重新上传。")
    try:
        done = store.registry.write(
            draft.table,
            draft.rows,
            by,
            clock.now(),
            source=draft.source,
            expected=draft.changes,
            lacking=draft.lacking,
        )
    except InputError as error:
        return _start(request, f"没有登记：{error.told}。")
    if not done.written:
        told = "没有登记：预览之后登记表有了变动。下面是现在的情形，请再看一遍。"
        return _shown(request, msgspec.structs.replace(draft, changes=done.changes), told, 409)
    return RedirectResponse("/register/history", 303)


@router.get("/register/history")
def history(request: Request, subject: Term = "", offset: Start = 0) -> Response:
    """Who changed what of the registry, the newest first."""
    return _history(request, subject=subject, offset=offset)


def _history(request: Request, told: str = "", *, subject: str = "", offset: int = 0) -> Response:
    store = store_of(request)
    total, entries = store.audit.entries(limit=_ROWS, offset=offset, acts=HISTORY, subject=subject)
    last = store.registry.last_import()
    return page(
        request,
        "register_history",
        400 if told else 200,
        entries=entries,
        total=total,
        offset=offset,
        limit=_ROWS,
        fields={"subject": subject},
        names={one.identifier: one.name for one in store.sites.all()},
        undoable=last.id if last is not None else 0,
        told=told,
    )


@router.post("/register/undo")
def undo(request: Request) -> Response:
    """Take the last import back."""
    store: Store = request.app.state.acting
    number = field(request, "import")
    try:
        store.registry.undo(number_of(number), actor_of(request), clock.now())
    except InputError as error:
        return _history(request, f"没有撤销：{error.told}。")
    return RedirectResponse("/register/history", 303)
