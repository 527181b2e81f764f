"""Trends, and the leader's page: what papers say of the quarter, to be read and printed."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from fastapi import Request
from starlette.responses import Response

from govsweep.assess import Outlook
from govsweep.errors import InputError
from govsweep.facts import TermStanding
from govsweep.reports import Office, brief
from govsweep.reports import trends as reckoned
from govsweep.reports.ahead import DueDay, days_in_words, due_days, limit_in_words, outlooks
from govsweep.reports.brief import Brief
from govsweep.reports.gather import gather
from govsweep.store import Store
from govsweep.web.api import NOTHING_YET, store_of
from govsweep.web.asked import paged
from govsweep.web.downloads import writing
from govsweep.web.gathered import Gathered
from govsweep.web.office_files import office_now
from govsweep.web.rendering import page, refusal

router = paged()
_AHEAD = 14  # days
_ROWS = 30


class Quarter(NamedTuple):
    """What both pages tell, and the day by which it was known; none before the first sweep."""

    day: dt.date | None
    trends: reckoned.Trends | None = None
    brief: Brief | None = None
    due: Sequence[DueDay] = ()
    ahead: Sequence[Outlook] = ()  # what breaks in the days to come, who must act first first


@router.get("/trends")
def trends(request: Request) -> Response:
    """The quarter by city, unit and site, the quarters before, and the last nights."""
    told = _quarter(request)
    if told.day is None:
        return refusal(request, 503, NOTHING_YET)
    return page(
        request,
        "trends",
        trends=told.trends,
        day=told.day,
        due=told.due,
        ahead=told.ahead[:_ROWS],
        more=max(0, len(told.ahead) - _ROWS),
        within=_AHEAD,
        limit_in_words=limit_in_words,
        days_in_words=days_in_words,
    )


@router.get("/brief")
def leaders(request: Request) -> Response:
    """One page for a leader, that prints on one page."""
    told = _quarter(request)
    if told.day is None:
        return refusal(request, 503, NOTHING_YET)
    office: Office = office_now(request)
    return page(request, "brief", brief=told.brief, day=told.day, office=office)


def _quarter(request: Request) -> Quarter:
    state = request.app.state
    return quarter(store_of(request), state.gathered, office_now(request))


def quarter(store: Store, gathered: Gathered, office: Office) -> Quarter:
    """The quarter as it stands: both pages are reckoned from one look at the whole store."""

    def told(store: Store) -> Quarter:
        with writing:
            try:
                snapshot = gather(store)
            except InputError:  # there was no sweep
                return Quarter(None)
            return Quarter(
                snapshot.as_of,
                reckoned.of(snapshot, office),
                brief.of(snapshot, office),
                due_days(snapshot, _AHEAD),
                [
                    one
                    for one in outlooks(snapshot, _AHEAD, office=office)
                    if one.standing is not TermStanding.BROKEN
                ],
            )

    return gathered.of(store, "quarter", told)
