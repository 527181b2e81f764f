"""Edits of the office's lists: a row or a table is sent, and what it changes is confirmed."""

from collections.abc import Callable, Mapping

from fastapi import HTTPException, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from govsweep import clock
from govsweep.accounts import Actor, AuditAct, AuditEntry
from govsweep.errors import InputError
from govsweep.kept_files import CHANGED, FileChangedError, Replacement
from govsweep.office_lists import (
    FolderList,
    ListEdit,
    ListLayout,
    ListRecord,
    SentRows,
    import_rows,
    list_named,
    read_upload,
    with_row,
    without_row,
)
from govsweep.store import Store
from govsweep.table_rows import refused_lines
from govsweep.web.asked import paged
from govsweep.web.drafts import Drafts, ListDraft
from govsweep.web.office_files import folder_of, rules_ahead
from govsweep.web.rendering import page
from govsweep.web.visitor import actor_of, field, file_of
from govsweep.web.word_lists import found, shown

router = paged(default_response_class=HTMLResponse)
_LONGEST = 2_000  # characters of a cell
_SHOWN = 1_000  # rows of a kind on a preview
_GONE = "这一行已经有人改了或删了"
Make = Callable[[ListLayout], ListEdit]


@router.get("/lists/{lexicon}/row")
def new_row(request: Request, lexicon: str) -> Response:
    """An empty form for a row."""
    one, layout = _editable(request, lexicon)
    return _form(request, one, dict.fromkeys(_heads(layout), ""))


@router.get("/lists/{lexicon}/rows/{line}")
def edit_row(request: Request, lexicon: str, line: str) -> Response:
    """The form of a row."""
    one, layout = _editable(request, lexicon)
    row = _row(layout, line)
    if row is None:
        raise HTTPException(404, "没有这一页")
    return _form(request, one, {head: row.cells.get(head, "") for head in _heads(layout)}, row)


@router.post("/lists/{lexicon}/row")
def send_new_row(request: Request, lexicon: str) -> Response:
    """Show what a row more would change."""
    one, layout = _editable(request, lexicon)
    values = _written(request, layout)
    return _try(request, one, values, lambda there: with_row(lexicon, there, values))


@router.post("/lists/{lexicon}/rows/{line}")
def send_row(request: Request, lexicon: str, line: str) -> Response:
    """Show what the form of a row would change."""
    one, layout = _editable(request, lexicon)
    values = _written(request, layout)
    row = _meant(layout, line, field(request, "was"))
    if row is None:
        told = f"{_GONE}。下面是刚才填的，可以作为新的一行加上"
        return _form(request, one, values, told=told, status=409)

    def make(there: ListLayout) -> ListEdit:
        return with_row(lexicon, there, values, _line_of(there, row))

    return _try(request, one, values, make, row)


@router.post("/lists/{lexicon}/rows/{line}/delete")
def delete_row(request: Request, lexicon: str, line: str) -> Response:
    """Show what the list would be without a row."""
    one, layout = _editable(request, lexicon)
    row = _meant(layout, line, field(request, "was"))
    if row is None:
        return shown(request, one, f"没有删去：{_GONE}，请看现在的词表。", 409)

    def make(there: ListLayout) -> ListEdit:
        return without_row(lexicon, there, _line_of(there, row))

    try:
        return preview(request, one, make)
    except InputError as error:
        return shown(request, one, f"没有删去：{error.told}。")


@router.post("/lists/{lexicon}/import")
def send_table(request: Request, lexicon: str) -> Response:
    """Show what a table would change."""
    one, layout = _editable(request, lexicon)
    whole = field(request, "mode") == "whole"
    try:
        sent = read_upload(layout.kind, file_of(request).name, file_of(request).body)
        if not sent.rows:
            return preview(request, one, None, file_of(request).name, sent)
        return preview(
            request,
            one,
            lambda there: import_rows(
                lexicon, there, sent.rows, sent.heads, whole=whole, refused=sent.refused
            ),
            file_of(request).name,
            sent,
        )
    except InputError as error:
        return shown(request, one, f"没有改动：{error.told}。")


def _editable(request: Request, name: str) -> tuple[FolderList, ListLayout]:
    one = found(request, name)
    if one.layout is None or one.why_not:
        raise HTTPException(404, f"{one.why_not}。")
    return one, one.layout


def _heads(layout: ListLayout) -> list[str]:
    if layout.plain:
        return list(layout.heads)
    return list(dict.fromkeys([*layout.kind.heads, *filter(None, layout.heads)]))


def _row(layout: ListLayout, line: str) -> ListRecord | None:
    return next((one for one in layout.records if str(one.line) == line), None)


def _meant(layout: ListLayout, line: str, mark: str) -> ListRecord | None:
    """The row that a form was opened for, wherever it stands by now; None where it is gone."""
    same = [one for one in layout.records if one.mark == mark]
    return next((one for one in same if str(one.line) == line), same[0] if same else None)


def _line_of(there: ListLayout, row: ListRecord) -> int:
    found = _meant(there, str(row.line), row.mark)
    if found is None:
        raise InputError(_GONE)
    return found.line


def _written(request: Request, layout: ListLayout) -> dict[str, str]:
    return {head: " ".join(field(request, f"cell-{head}").split()) for head in _heads(layout)}


def _try(
    request: Request,
    one: FolderList,
    values: Mapping[str, str],
    make: Make,
    row: ListRecord | None = None,
) -> Response:
    long = next((head for head, cell in values.items() if len(cell) > _LONGEST), "")
    try:
        if long:
            raise InputError(f"{long}：至多 {_LONGEST} 字")
        return preview(request, one, make)
    except InputError as error:
        return _form(request, one, values, row, error.told, 400)


def _form(
    request: Request,
    one: FolderList,
    values: Mapping[str, str],
    row: ListRecord | None = None,
    told: str = "",
    status: int = 200,
) -> Response:
    head, _, reason = told.partition("：")
    return page(
        request,
        "list_row",
        status,
        it=one,
        row=row,
        values=values,
        wrong={head: reason} if head in values else {},
        told=told,
    )


def preview(
    request: Request,
    one: FolderList,
    make: Make | None,
    source: str = "",
    sent: SentRows | None = None,
    told: str = "",
    status: int = 200,
) -> Response:
    """Show what an edit would change of a list as it is; without one, that no row can be used."""
    if one.layout is None:
        raise InputError(one.why_not)
    edit = make(one.layout) if make is not None else None
    draft = ListDraft(
        by=actor_of(request).name,
        name=one.name,
        kind=one.layout.kind,
        digest=one.digest,
        source=source,
        edit=edit,
        make=make,
        sent=sent,
    )
    drafts: Drafts[ListDraft] = request.app.state.list_drafts
    ahead = rules_ahead(request, one.name, edit.body) if edit and edit.changes else None
    stops = ahead is not None and ahead.stops and not rules_ahead(request).stops
    return page(
        request,
        "list_preview",
        status,
        it=one,
        draft=draft,
        key=drafts.keep(draft) if ahead is not None and not stops else "",
        ahead=ahead,
        stops=stops,
        faults=sent.faults if sent is not None else [],
        refused=refused_lines(sent.faults) if sent is not None else 0,
        most=_SHOWN,
        told=told,
    )


@router.post("/lists/{lexicon}/confirm")
def confirm(request: Request, lexicon: str) -> Response:
    """Write what somebody was shown; where the list is another by now, show that anew."""
    drafts: Drafts[ListDraft] = request.app.state.list_drafts
    by = actor_of(request)
    draft = drafts.take(field(request, "draft"), by.name)
    if draft is None or draft.name != lexicon or draft.edit is None:
        told = "没有写入：这份预览已经写入过，或已经过期，请重新来过。"
        return shown(request, found(request, lexicon), told)
    try:
        _write(request, draft, draft.edit, by)
    except FileChangedError:
        return _anew(request, draft)
    except InputError as error:
        return shown(request, found(request, lexicon), f"没有写入：{error.told}。")
    request.app.state.proofreader.forget()
    return RedirectResponse("/lists/history", 303)


def _write(request: Request, draft: ListDraft, edit: ListEdit, by: Actor) -> None:
    store: Store = request.app.state.acting
    folder = folder_of(request)
    if list_named(folder, draft.name) is None:
        raise FileChangedError(CHANGED)
    with Replacement(folder / draft.name, edit.body, draft.digest) as replace:
        store.audit.doing(_entry(draft, edit, by), replace)


def _entry(draft: ListDraft, edit: ListEdit, by: Actor) -> AuditEntry:
    rows, one = edit.changes.rows, edit.digest
    return AuditEntry(
        at=clock.now(),
        by=by,
        act=AuditAct.LIST_CHANGED,
        subject=draft.name,
        reason=draft.source,
        before={"rows": [dict(row.before) for row in rows], "digest": draft.digest},
        after={**edit.changes.told, "rows": [dict(row.after) for row in rows], "digest": one},
    )


def _anew(request: Request, draft: ListDraft) -> Response:
    """What the same edit would change of the list as it is by now."""
    one = found(request, draft.name)
    told = "没有写入：预览之后词表有人改过。下面是现在的情形，请再看一遍。"
    try:
        return preview(request, one, draft.make, draft.source, draft.sent, told, 409)
    except InputError as error:
        return shown(request, one, f"没有写入：{CHANGED}；{error.told}。", 409)
