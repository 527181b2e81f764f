"""The pages: what a supervisor sees in a browser, at a desk or on a phone."""

import datetime as dt
import re
import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import HTTPException, Query, Request
from starlette.responses import HTMLResponse, Response

from govsweep import clock
from govsweep.facts import ColumnKind
from govsweep.findings import LIVING
from govsweep.reports import Choices, write
from govsweep.reports.figures import Condition
from govsweep.reports.gather import gather
from govsweep.reports.open_days import OpenDay, begins, open_days
from govsweep.store import Store
from govsweep.web import board, models
from govsweep.web.api import board_of, column_of, site_of, store_of, sweep_of
from govsweep.web.asked import Start, Term, paged
from govsweep.web.downloads import writing
from govsweep.web.filters import FINDING, SITE, PageFilters, fields_of
from govsweep.web.office_files import office_now
from govsweep.web.rendering import page
from govsweep.web.terms import one_of, refused, site_asked, to_come, wrong_terms

router = paged(default_response_class=HTMLResponse)
_NO_NAME = "（未命名）"  # of a column: no finding stands in it
_TOP = 10  # rows of a table on the overview
_ROWS = 50
_DOWNLOADS = {
    "census.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "census.csv": "text/csv; charset=utf-8",
    "dashboard.html": "text/html; charset=utf-8",
}


@router.get("/")
def overview(request: Request) -> Response:
    """Figures, the worst sites, the columns most overdue, the checks."""
    view, sites, columns = board_of(request)
    columns = [one for one in columns if one.days_left is not None]
    return page(
        request,
        "overview",
        view=view,
        sites=sites[:_TOP],
        columns=sorted(columns, key=lambda one: one.days_left or 0)[:_TOP],
        downloads=_DOWNLOADS,
    )


@router.get("/sites")
def sites(request: Request, condition: Term = "", words: Term = "", offset: Start = 0) -> Response:
    """All sites, or those in a condition, or with words in their names."""
    wanted = one_of("condition", condition, list(Condition))
    listed = [
        one
        for one in board_of(request).sites
        if wanted in ("", one.condition) and _says(one, words)
    ]
    return page(
        request,
        "sites",
        sites=listed[offset : offset + _ROWS],
        total=len(listed),
        offset=offset,
        limit=_ROWS,
        fields={"condition": wanted, "words": words},
        conditions=list(Condition),
    )


def _says(site: models.SiteOut, words: str) -> bool:
    text = f"{site.identifier} {site.name} {site.organizer} {site.url}".lower()
    return all(word in text for word in words.lower().split())


@router.get("/sites/{identifier}")
def site(request: Request, identifier: str) -> Response:
    """One site: its columns, its checks, what is urgent, its ledger."""
    _must_be(SITE, identifier)
    store = store_of(request)
    rows = board.counted(store, identifier)
    shown = site_of(store, identifier, rows)
    total, urgent = store.findings.page(limit=_TOP, site=(identifier,), state=LIVING)
    return page(
        request,
        "site",
        site=shown,
        since=board.present(store).since,
        columns=board.columns(store, identifier, rows),
        checks=board.checks_of(rows),
        findings=urgent,
        total=total,
        weeks=_weeks(store, identifier),
        life=store.site_life.all(identifier),
    )


def _weeks(store: Store, identifier: str) -> list[list[OpenDay]]:
    """On which days the home page was open; nothing where nobody visited it."""
    through = clock.now().date()
    since = dt.datetime.combine(begins(through), dt.time(), clock.now().tzinfo)
    probes = store.probes.since(identifier, since)
    return open_days(probes, through) if probes else []


@router.get("/columns")
def columns(
    request: Request, kind: Term = "", overdue: Term = "", site: Term = "", offset: Start = 0
) -> Response:
    """All columns, or those of a kind, or the overdue ones."""
    one_of("kind", kind, list(ColumnKind))
    one_of("overdue", overdue, ("true", "false"))
    site_asked(store_of(request), site)
    known = board.columns(store_of(request), site) if site else board_of(request).columns
    listed = [
        one
        for one in known
        if kind in ("", one.kind)
        and overdue in ("", "true" if one.days_left is not None and one.days_left < 0 else "false")
    ]
    return page(
        request,
        "columns",
        columns=listed[offset : offset + _ROWS],
        total=len(listed),
        note=board.not_swept(store_of(request)),
        offset=offset,
        limit=_ROWS,
        fields={"kind": kind, "overdue": overdue, "site": site},
        kinds=list(ColumnKind),
    )


@router.get("/sites/{identifier}/columns/{key}")
def column(request: Request, identifier: str, key: str) -> Response:
    """One column: its duty, and its findings."""
    _must_be(SITE, identifier)
    _must_be(FINDING, key)
    store = store_of(request)
    shown = column_of(store, identifier, key)
    total, some = store.findings.page(
        limit=_ROWS, site=(identifier,), column=shown.name or _NO_NAME, state=LIVING
    )
    return page(request, "column", column=shown, findings=some, total=total)


@router.get("/findings")
def findings(request: Request, filters: Annotated[PageFilters, Query()]) -> Response:
    """The list of findings with its filters."""
    store, fields = store_of(request), fields_of(request.query_params)
    wrong = wrong_terms(store, filters)
    if not_yet := to_come(store, filters.mended_since):
        wrong["mended_since"] = not_yet
    if wrong:
        told = (refused(name, fields[name], why) for name, why in wrong.items())
        raise HTTPException(400, f"{'；'.join(told)}。")
    total, some = store.findings.page(limit=filters.limit, offset=filters.offset, **filters.terms)
    note = board.not_swept(store)
    return page(
        request,
        "findings",
        findings=some,
        total=board.told_of(total, note),
        note=note,
        offset=filters.offset,
        limit=filters.limit,
        fields=fields,
        sites=store.subjects(),
        owners=store.findings.owners(),
        sweeps=board.sweeps(store)[:_ROWS],
        checks=board.all_checks(),
    )


@router.get("/sweeps")
def sweeps(request: Request, offset: Start = 0) -> Response:
    """All sweeps, the newest first."""
    known = board.sweeps(store_of(request))
    return page(
        request,
        "sweeps",
        sweeps=known[offset : offset + _ROWS],
        total=len(known),
        offset=offset,
        limit=_ROWS,
        fields={},
    )


@router.get("/sweeps/{number}")
def sweep(request: Request, number: str) -> Response:
    """One sweep with its ledger, or how far it is."""
    _must_be(r"^[1-9][0-9]{0,8}$", number)
    store = store_of(request)
    shown = sweep_of(store, int(number))
    return page(
        request,
        "sweep",
        sweep=board.sweep_of(shown),
        ledger=board.ledger(store, shown),
        progress=None if shown.closed_at else store.sweeps.progress(shown.id),
    )


@router.get("/reports/{name}")
def report(request: Request, name: str) -> Response:
    """A report of this moment, to be saved."""
    if name not in _DOWNLOADS:
        raise HTTPException(404, "没有这份报告")
    with writing, tempfile.TemporaryDirectory(prefix="govsweep-") as folder:
        path = Path(folder) / name
        choices = Choices(office=office_now(request))
        write(path.stem, gather(store_of(request)), path, choices)
        body = path.read_bytes()
    # Saved, not shown: our policy lets no script run here, and the dashboard has its own.
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=_DOWNLOADS[name], headers=headers)


@router.get("/api")
def api(request: Request) -> Response:
    """The API in words, from its own description."""
    described: dict[str, Any] = request.app.openapi()
    return page(
        request,
        "api",
        described=described,
        with_token=request.app.state.admission.sessions is not None,
    )


def _must_be(pattern: str, text: str) -> None:
    if not re.fullmatch(pattern, text):
        raise HTTPException(404, "没有这一页")
