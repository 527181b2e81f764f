"""Papers to be saved: ledgers as they are shown, notices as they were issued, one or many."""

import io
import tempfile
import threading
import zipfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from fastapi import HTTPException, Request
from starlette.responses import Response

from govsweep.reports import (
    Choices,
    Office,
    notice_list,
    printed_table,
    problem_list,
    trends,
    write,
)
from govsweep.reports.gather import as_issued, gather
from govsweep.reports.papers.notice_batch import file_name
from govsweep.reports.snapshot import Snapshot
from govsweep.store import Notice, Store
from govsweep.web.api import store_of
from govsweep.web.asked import Term, paged
from govsweep.web.notice_filter import AskedNotices
from govsweep.web.office_files import office_now
from govsweep.web.terms import site_asked

router = paged()
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST = 300  # notices in one archive
writing = threading.Lock()  # a report takes the whole store: one at a time


def attachment(name: str, body: bytes, media_type: str = _DOCX) -> Response:
    """A file to be saved by its name."""
    plain = name.encode("ascii", "ignore").decode().strip("-_. ") or "file"
    told = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return Response(body, media_type=media_type, headers={"Content-Disposition": told})


def notice_document(store: Store, one: Notice, office: Office) -> tuple[str, bytes]:
    """A notice as it was issued: the name of its file, and that."""
    with writing:
        ((_, snapshot),) = as_issued(store, [one])
        return file_name(one), _document(snapshot, one, office)


def _document(snapshot: Snapshot, one: Notice, office: Office) -> bytes:
    with tempfile.TemporaryDirectory(prefix="govsweep-") as folder:
        path = Path(folder) / "notice.docx"
        write("notice", snapshot, path, Choices(site=one.site, office=office, issued=(one,)))
        return path.read_bytes()


@router.get("/ledgers/problems.xlsx")
def problems(request: Request, site: Term = "") -> Response:
    """The ledger of problems, of all sites or of one."""
    store = store_of(request)
    site_asked(store, site)
    with writing:
        snapshot = gather(store)
        table = problem_list.table(snapshot)
        own = [one for one in table.rows if site in ("", one.finding.site)]
        return attachment("问题台账.xlsx", _xlsx(table._replace(rows=own), snapshot), _XLSX)


@router.get("/ledgers/trends.xlsx")
def trends_ledger(request: Request) -> Response:
    """The quarter by city, unit and site."""
    with writing:
        snapshot = gather(store_of(request))
        made = trends.table(snapshot, office_now(request))
        return attachment("趋势.xlsx", _xlsx(made, snapshot), _XLSX)


@router.get("/ledgers/notices.xlsx")
def notices_ledger(request: Request, asked: AskedNotices) -> Response:
    """The ledger of the notices that were asked for."""
    with writing:
        snapshot = gather(store_of(request))
        fitting = [one for one in notice_list.table(snapshot).rows if asked.fits(one)]
        body = _xlsx(notice_list.printed(fitting), snapshot)
        return attachment("通知书台账.xlsx", body, _XLSX)


@router.get("/ledgers/notices.zip")
def notices_archive(request: Request, asked: AskedNotices) -> Response:
    """The notices that were asked for themselves."""
    store = store_of(request)
    with writing:
        rows = notice_list.table(gather(store)).rows
        fitting = [one.notice for one in rows if asked.fits(one)]
        if len(fitting) > _MOST:
            raise HTTPException(400, f"一次至多 {_MOST} 份，请先筛选")
        body = _archive(store, fitting, office_now(request))
        return attachment("整改通知书.zip", body, "application/zip")


def _xlsx(table: printed_table.PrintedTable[printed_table.Row], snapshot: Snapshot) -> bytes:
    with tempfile.TemporaryDirectory(prefix="govsweep-") as folder:
        path = Path(folder) / "ledger.xlsx"
        printed_table.write_xlsx(table, snapshot, path)
        return path.read_bytes()


def _archive(store: Store, notices: Iterable[Notice], office: Office) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, snapshot in as_issued(store, notices):
            stamp = one.issued_at.timetuple()[:6]
            entry = zipfile.ZipInfo(f"{one.id:05d}-{file_name(one)}", stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, _document(snapshot, one, office))
    return made.getvalue()
