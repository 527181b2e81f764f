"""Trends, and the leader's page: what papers say of the quarter, to be read and printed."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from govsweep.errors import InputError
from govsweep.reports import brief
from govsweep.reports import trends as reckoned
from govsweep.reports.gather import gather
from govsweep.reports.snapshot import Snapshot
from govsweep.web.api import NOTHING_YET, store_of
from govsweep.web.downloads import writing
from govsweep.web.rendering import page, refusal

router = APIRouter(include_in_schema=False)


@router.get("/trends")
def trends(request: Request) -> Response:
    """The quarter by city, unit and site, the quarters before, and the last nights."""
    with writing:
        snapshot = _snapshot(request)
        if snapshot is None:
            return refusal(request, 503, NOTHING_YET)
        made = reckoned.of(snapshot, request.app.state.office)
    return page(request, "trends", trends=made, day=snapshot.as_of)


@router.get("/brief")
def leaders(request: Request) -> Response:
    """One page for a leader, that prints on one page."""
    with writing:
        snapshot = _snapshot(request)
        if snapshot is None:
            return refusal(request, 503, NOTHING_YET)
        made = brief.of(snapshot)
    return page(request, "brief", brief=made, day=snapshot.as_of, office=request.app.state.office)


def _snapshot(request: Request) -> Snapshot | None:
    try:
        return gather(store_of(request))
    except InputError:  # there was no sweep
        return None
