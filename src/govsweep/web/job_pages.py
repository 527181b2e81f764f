"""Jobs on pages: a finding is rechecked, a sweep is started and stopped, and nobody waits."""

import json
import re
from typing import NamedTuple

from fastapi import HTTPException, Request
from starlette.responses import RedirectResponse, Response

from govsweep import clock
from govsweep.errors import InputError
from govsweep.jobs import ASKED, Job, JobKind
from govsweep.store import Store
from govsweep.web.access import may
from govsweep.web.api import finding_of, store_of
from govsweep.web.asked import paged
from govsweep.web.filters import FINDING
from govsweep.web.rendering import refusal
from govsweep.web.visitor import actor_of, visitor_of

router = paged()
_AGAIN = 2_000  # milliseconds until a browser asks how far a job is by now


class JobCard(NamedTuple):
    """The last job of a kind, and what the visitor may do."""

    last: Job | None
    may_ask: bool
    may_stop: bool = False


def rechecks(request: Request, key: str) -> JobCard | None:
    """The last recheck of a finding; None for who may not ask for one."""
    if not _may(request, f"/findings/{key}/recheck"):
        return None
    last = _last(store_of(request), JobKind.RECHECK, key)
    return JobCard(last, _runs(request, JobKind.RECHECK) and not (last and last.is_open))


def rechecks_asked_for(request: Request) -> JobCard | None:
    """The last recheck of all that units asked for; None for who may not ask for one."""
    if not _may(request, "/notices/recheck"):
        return None
    last = _last(store_of(request), JobKind.RECHECK, ASKED)
    return JobCard(last, _runs(request, JobKind.RECHECK) and not (last and last.is_open))


def sweeps_asked_for(request: Request) -> JobCard | None:
    """The last sweep that was started on a page; None for who may not start one."""
    if not _may(request, "/running/start"):
        return None
    last = _last(store_of(request), JobKind.SWEEP, "")
    is_open = last is not None and last.is_open
    runs = _runs(request, JobKind.SWEEP)
    return JobCard(last, runs and not is_open, runs and is_open)


def _may(request: Request, path: str) -> bool:
    visitor = visitor_of(request)
    return visitor is not None and bool(visitor.account) and may(visitor.role, "POST", path)


def _runs(request: Request, kind: JobKind) -> bool:
    return kind in request.app.state.runners


def _last(store: Store, kind: JobKind, subject: str) -> Job | None:
    return next(iter(store.jobs.all(kind, subject, 1)), None)


def _ask(request: Request, kind: JobKind, subject: str, back: str) -> Response:
    store: Store = request.app.state.acting
    by = actor_of(request)
    try:
        if not _runs(request, kind):
            raise InputError("这里没有开启复查和巡检")
        store.jobs.ask_for(kind, subject, by, clock.now())
    except InputError as error:
        return refusal(request, 400, f"{error.told}。")
    return RedirectResponse(back, 303)


@router.post("/findings/{key}/recheck")
def recheck(request: Request, key: str) -> Response:
    """Ask that a finding be looked at now; lead back to it."""
    return _ask(request, JobKind.RECHECK, _key(request, key), f"/findings/{key}")


@router.post("/notices/recheck")
def recheck_asked(request: Request) -> Response:
    """Ask that all be looked at now that units asked for; lead back to the notices."""
    return _ask(request, JobKind.RECHECK, ASKED, "/notices")


@router.get("/notices/recheck/events")
def events_of_asked(request: Request) -> Response:
    """How far that is."""
    return _told(_last(store_of(request), JobKind.RECHECK, ASKED))


@router.get("/findings/{key}/recheck/events")
def events(request: Request, key: str) -> Response:
    """How far the recheck is, as an event; the browser asks again by itself until it is over."""
    return _told(_last(store_of(request), JobKind.RECHECK, _key(request, key)))


def _told(last: Job | None) -> Response:
    if last is None:
        return Response(status_code=204)  # which ends the asking
    said = json.dumps({"told": last.in_words, "over": not last.is_open}, ensure_ascii=False)
    body = f"retry: {_AGAIN}\ndata: {said}\n\n"
    return Response(body, media_type="text/event-stream; charset=utf-8")


def _key(request: Request, key: str) -> str:
    if not re.fullmatch(FINDING, key):
        raise HTTPException(404, "没有这一页")
    return finding_of(store_of(request), key).id


@router.post("/running/start")
def start(request: Request) -> Response:
    """Start a sweep; lead back to where it is watched."""
    return _ask(request, JobKind.SWEEP, "", "/running")


@router.post("/running/stop")
def stop(request: Request) -> Response:
    """Stop the sweep that was started on a page, and close it."""
    store: Store = request.app.state.acting
    by = actor_of(request)
    last = _last(store_of(request), JobKind.SWEEP, "")
    if last is None or not last.is_open or not _runs(request, JobKind.SWEEP):
        return refusal(request, 400, "没有在网页上开始、正在进行的巡检。")
    store.jobs.audit_stop(last, by, clock.now())
    request.app.state.runners[JobKind.SWEEP].stop(last.id)
    return RedirectResponse("/running", 303)
