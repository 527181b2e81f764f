"""Suspected counterfeits on a page, and the outside hosts that turned."""

import datetime as dt
from collections.abc import Iterable

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from govsweep import clock
from govsweep.errors import InputError
from govsweep.store import Store
from govsweep.suspects import HEADERS, STAGE_WORDS, Stage, SuspectRow, read_suspects
from govsweep.table_rows import RowFault, refused_lines
from govsweep.web.api import store_of
from govsweep.web.asked import Start, Term, paged
from govsweep.web.rendering import page
from govsweep.web.sent_tables import read_sent
from govsweep.web.terms import one_of
from govsweep.web.visitor import actor_of, field, file_of, written

router = paged()
_ROWS = 50
_FAULTS = 50  # refused lines that a page tells
_TURNED = 20


@router.get("/suspects")
def suspects(request: Request, stage: Term = "", offset: Start = 0) -> Response:
    """The suspects, the forms to hand some in and to take one a step on, and what turned."""
    return _shown(request, stage=one_of("stage", stage, list(Stage)), offset=offset)


def _shown(
    request: Request,
    told: str = "",
    faults: Iterable[RowFault] = (),
    status: int = 200,
    *,
    stage: str = "",
    offset: int = 0,
) -> Response:
    store = store_of(request)
    known = store.suspects.all()
    found = [one for one in known if stage in ("", one.stage)]
    return page(
        request,
        "suspects",
        status,
        suspects=found[offset : offset + _ROWS],
        total=len(found),
        offset=offset,
        limit=_ROWS,
        fields={"stage": stage},
        stages=STAGE_WORDS,
        sums={one: sum(own.stage is one for own in known) for one in Stage},
        names={one.identifier: one.name for one in store.sites.all()},
        turned=store.outside.turned()[:_TURNED],
        swept=store.sweeps.get() is not None,
        today=clock.now().date(),
        told=told,
        faults=list(faults)[:_FAULTS],
    )


@router.post("/suspects")
def hand_in(request: Request) -> Response:
    """Take in the office's clues, row by row."""
    by, moment = actor_of(request), clock.now()
    store: Store = request.app.state.acting
    sites = store.sites.all()
    try:
        rows, faults, unused, _ = read_sent(
            file_of(request),
            lambda path: read_suspects(path, moment.date(), sites),
            SuspectRow,
            HEADERS,
        )
    except InputError as error:
        return _shown(request, f"没有登记：{error.told}。", status=400)
    done = store.suspects.note([row.suspect(moment.date(), sites) for row in rows], moment, by)
    if not faults and not unused:
        return RedirectResponse("/suspects", 303)
    counted = f"新增 {done.new} 条线索，已有 {done.known} 条，拒收 {refused_lines(faults)} 行"
    told = f"{unused}{counted}{'：' if faults else '。'}"
    return _shown(request, told, faults, 400 if faults else 200)


@router.post("/suspects/{name}/stage")
def set_stage(request: Request, name: str) -> Response:
    """Take a suspect to another stage, from a day on."""
    by, moment = actor_of(request), clock.now()
    store: Store = request.app.state.acting
    wanted, day = field(request, "stage"), field(request, "day").strip()
    try:
        if wanted not in set(Stage):
            raise InputError("没有这个阶段")
        try:
            since = dt.date.fromisoformat(day) if day else moment.date()
        except ValueError:
            raise InputError(f"“{day}”不是日期，应写作 2026-11-20") from None
        note = written(request, "note")
        store.suspects.set_stage(name, Stage(wanted), since, note, by, moment)
    except InputError as error:
        return _shown(request, f"没有改动：{error.told}。", status=400)
    return RedirectResponse("/suspects", 303)
