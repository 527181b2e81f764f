"""Trends, and the leader's page: what papers say of the quarter, to be read and printed."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import Response

from govsweep.errors import InputError
from govsweep.reports import Office, brief
from govsweep.reports import trends as reckoned
from govsweep.reports.gather import gather
from govsweep.reports.snapshot import Snapshot
from govsweep.store import Store
from govsweep.web.api import NOTHING_YET, store_of
from govsweep.web.downloads import writing
from govsweep.web.gathered import Gathered
from govsweep.web.rendering import page, refusal

router = APIRouter(include_in_schema=False)


class _Dated(NamedTuple):
    """A paper's words, and the day by which they were known; none before the first sweep."""

    day: dt.date | None
    words: object


@router.get("/trends")
def trends(request: Request) -> Response:
    """The quarter by city, unit and site, the quarters before, and the last nights."""
    office: Office = request.app.state.office
    day, made = _dated(request, "trends", lambda snapshot: reckoned.of(snapshot, office))
    if day is None:
        return refusal(request, 503, NOTHING_YET)
    return page(request, "trends", trends=made, day=day)


@router.get("/brief")
def leaders(request: Request) -> Response:
    """One page for a leader, that prints on one page."""
    day, made = _dated(request, "brief", brief.of)
    if day is None:
        return refusal(request, 503, NOTHING_YET)
    return page(request, "brief", brief=made, day=day, office=request.app.state.office)


def _dated(request: Request, name: str, tell: Callable[[Snapshot], object]) -> _Dated:
    def told(store: Store) -> _Dated:
        with writing:
            try:
                snapshot = gather(store)
            except InputError:  # there was no sweep
                return _Dated(None, None)
            return _Dated(snapshot.as_of, tell(snapshot))

    gathered: Gathered = request.app.state.gathered
    return gathered.of(store_of(request), name, told)
