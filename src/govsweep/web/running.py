"""How it runs: the last nights at a glance, what could not be read and why, and the sweep live."""

import json
import time
from typing import NamedTuple

from fastapi import Request
from starlette.responses import Response

from govsweep.doctor import HealthLevel
from govsweep.facts import PageState
from govsweep.reports import figures
from govsweep.reports.figures import Condition, Coverage
from govsweep.store import Store, Sweep
from govsweep.store.ledger_rows import Progress
from govsweep.web import board, models
from govsweep.web.api import board_of, store_of
from govsweep.web.asked import paged
from govsweep.web.job_pages import sweeps_asked_for
from govsweep.web.rendering import page

router = paged()
_NIGHTS = 10
_AGAIN = 3_000  # milliseconds until a browser asks how far a sweep is by now
LEVELS = {HealthLevel.OK: "好", HealthLevel.WARN: "注意", HealthLevel.BAD: "有误"}


class NightRow(NamedTuple):
    """A sweep at a glance."""

    sweep: Sweep
    coverage: Coverage

    @property
    def minutes(self) -> int | None:
        """How long it took; None while it runs."""
        closed = self.sweep.closed_at
        return (
            None if closed is None else round((closed - self.sweep.opened_at).total_seconds() / 60)
        )

    @property
    def failed(self) -> int:
        """Addresses that were asked for in vain."""
        return self.coverage.ends[PageState.FAILED] + self.coverage.ends[PageState.BLOCKED]


@router.get("/running")
def running(request: Request) -> Response:
    """The last nights, the sweep that runs, and what nothing can be said of."""
    store = store_of(request)
    now = board.present(store)
    sites, period = board_of(request).sites, now.period(store)
    open_ = _running(store)
    return page(
        request,
        "running",
        nights=[_night(store, one) for one in reversed(now.known[-_NIGHTS:])],
        open=open_,
        told=_in_words(store.sweeps.progress(open_.id)) if open_ is not None else "",
        coverage=models.CoverageOut.of(figures.coverage(period.ledger)) if now.sweep else None,
        unseen=[
            one
            for one in sites
            if not figures.is_checked(one.condition, period.look_at(one.identifier))
        ],
        unreachable=[one for one in sites if one.condition is Condition.UNREACHABLE],
        listed=len(sites),
        jobs=sweeps_asked_for(request),
    )


@router.get("/running/events")
def events(request: Request) -> Response:
    """How far the sweep is, as an event; the browser asks again by itself until it is over."""
    open_ = _running(store_of(request))
    if open_ is None:
        return Response(status_code=204)  # which ends the asking
    told = _in_words(store_of(request).sweeps.progress(open_.id))
    body = f"retry: {_AGAIN}\ndata: {json.dumps({'told': told}, ensure_ascii=False)}\n\n"
    return Response(body, media_type="text/event-stream; charset=utf-8")


@router.get("/health")
def health(request: Request) -> Response:
    """What `govsweep doctor` says of this installation now."""
    lines = list(request.app.state.health(time.time()))
    return page(request, "health", lines=lines, levels=LEVELS)


def _running(store: Store) -> Sweep | None:
    known = store.sweeps.all()
    return known[-1] if known and known[-1].closed_at is None else None


def _night(store: Store, sweep: Sweep) -> NightRow:
    return NightRow(sweep, board.coverage_of(store, sweep))


def _in_words(progress: Progress) -> str:
    return (
        f"已读页面 {progress.read:,}，待读 {progress.waiting_pages:,}；"
        f"链接已试 {progress.links_tried:,}，待试 {progress.links_waiting:,}；"
        f"还有 {progress.sites_waiting:,} 个网站没有读完；看到问题 {progress.findings:,} 个。"
    )
