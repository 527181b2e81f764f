"""The office's lists in the browser: which there are, one as a table, and their history."""

import csv
import io
from typing import Annotated, NamedTuple

from fastapi import Depends, HTTPException, Request
from starlette.responses import HTMLResponse, Response

from govsweep.accounts import AuditAct, AuditEntry
from govsweep.errors import InputError
from govsweep.kept_files import digest_of
from govsweep.office_lists import FolderList, ListKind, ListRecord, folder_lists, list_named
from govsweep.reports.inert import csv_cell
from govsweep.web.api import store_of
from govsweep.web.asked import Start, Term, paged
from govsweep.web.downloads import attachment
from govsweep.web.office_files import folder_of, rules_ahead
from govsweep.web.rendering import page
from govsweep.web.terms import one_of

router = paged(default_response_class=HTMLResponse)
_ROWS = 50
_SHOWN = 20  # rows of one change in the history


@router.get("/lists")
def lists(request: Request) -> Response:
    """Which lists there are, and which there might be."""
    try:
        known, ahead, told = folder_lists(folder_of(request)), rules_ahead(request), ""
    except InputError as error:
        known, ahead, told = [], None, f"{error.told}。"
    return page(request, "lists", lists=known, ahead=ahead, told=told)


class WhichChanges(NamedTuple):
    """Which changes of files are shown: of what, and from which on."""

    subject: str
    offset: int


def _changes_asked(subject: Term = "", offset: Start = 0) -> WhichChanges:
    return WhichChanges(subject, offset)


ChangesAsked = Annotated[WhichChanges, Depends(_changes_asked)]


class WhichRows(NamedTuple):
    """Which rows of a list are shown, and from which on."""

    words: str = ""
    refused: str = ""
    offset: int = 0


@router.get("/lists/history")
def history(request: Request, which: ChangesAsked) -> Response:
    """Who changed what of the lists, the newest first."""
    return changes_of_files(request, which, AuditAct.LIST_CHANGED, "词表的变更历史", "/lists")


def changes_of_files(
    request: Request, which: WhichChanges, act: AuditAct, title: str, back: str
) -> Response:
    """Who changed what of files of a kind, the newest first."""
    subject, offset = which
    total, entries = store_of(request).audit.entries(
        limit=_ROWS, offset=offset, act=act, subject=subject
    )
    return page(
        request, "file_history", entries=entries, total=total, offset=offset, limit=_ROWS,
        fields={"subject": subject}, title=title, back=back, most=_SHOWN, pairs=_pairs,
    )  # fmt: skip


def _pairs(entry: AuditEntry) -> list[tuple[dict[str, str], dict[str, str]]]:
    """The rows that an act changed, before and after."""
    before, after = entry.before.get("rows", []), entry.after.get("rows", [])
    return [(_in_order(one), _in_order(two)) for one, two in zip(before, after, strict=False)]


def _in_order(cells: dict[str, str]) -> dict[str, str]:
    """Cells in the order of their list's columns: a store keeps them in none."""
    kind = next((one for one in ListKind if one.heads[0] in cells), None)
    heads = kind.heads if kind is not None else ()
    return {head: cells[head] for head in heads if head in cells} | cells


@router.get("/lists/{lexicon}")
def one_list(
    request: Request, lexicon: str, words: Term = "", refused: Term = "", offset: Start = 0
) -> Response:
    """One list as a table."""
    one_of("refused", refused, ("true",))
    return shown(request, found(request, lexicon), which=WhichRows(words, refused, offset))


def found(request: Request, name: str) -> FolderList:
    """A list by its name."""
    try:
        one = list_named(folder_of(request), name)
    except InputError as error:
        raise HTTPException(404, f"{error.told}。") from error
    if one is None:
        raise HTTPException(404, "没有这一页")
    return one


def shown(
    request: Request,
    one: FolderList,
    told: str = "",
    status: int = 400,
    which: WhichRows = WhichRows(),  # noqa: B008 - it is frozen
) -> Response:
    """A list as a table; `told` is why something was not done."""
    words, refused, offset = which
    records = one.layout.records if one.layout is not None else ()
    rows = [
        row for row in records if _says(row, words) and (not refused or row.line in one.troubles)
    ]
    _, entries = store_of(request).audit.entries(
        limit=1, act=AuditAct.LIST_CHANGED, subject=one.name
    )
    last = entries[0] if entries else None
    return page(
        request,
        "list",
        status if told else 200,
        it=one,
        rows=rows[offset : offset + _ROWS],
        total=len(rows),
        offset=offset,
        limit=_ROWS,
        fields={"words": words, "refused": refused},
        ahead=rules_ahead(request),
        last=last,
        changed_since=last is not None and last.after.get("digest") != digest_of(one.body),
        told=told,
    )


def _says(row: ListRecord, words: str) -> bool:
    text = " ".join(row.cells.values()).lower()
    return all(word in text for word in words.lower().split())


@router.get("/lists/{lexicon}/table.csv")
def table(request: Request, lexicon: str) -> Response:
    """The list as a table that spreadsheets read."""
    one = found(request, lexicon)
    if one.layout is None:
        raise HTTPException(404, f"{one.why_not}。")
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(one.layout.heads)
    for row in one.layout.records:
        writer.writerow(csv_cell(row.cells.get(head, "")) for head in one.layout.heads)
    stem = lexicon.rpartition(".")[0]
    return attachment(f"{stem}.csv", text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8")
