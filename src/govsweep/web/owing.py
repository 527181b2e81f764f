"""What units owe, on a page: the office's lists with what was seen, and their import."""

from collections.abc import Iterable
from typing import Any

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from govsweep import clock
from govsweep.duties import DutyList, heads_of, read_duties, strange_units
from govsweep.errors import InputError
from govsweep.reports import duties as tables
from govsweep.store import Store
from govsweep.table_rows import ReadTable, RowFault, refused_lines
from govsweep.web.api import store_of
from govsweep.web.asked import Start, Term, paged
from govsweep.web.rendering import page
from govsweep.web.sent_tables import read_sent
from govsweep.web.terms import one_of
from govsweep.web.visitor import actor_of, field, file_of

router = paged()
_ROWS = 100
_FAULTS = 50  # refused lines that a page tells


@router.get("/duties")
def duties(request: Request, kind: Term = "", unit: Term = "", offset: Start = 0) -> Response:
    """One of the lists as the newest sweep saw it."""
    which = DutyList(one_of("kind", kind, list(DutyList)) or DutyList.CATALOGUE)
    return _shown(request, kind=which, unit=unit, offset=offset)


def _shown(
    request: Request,
    told: str = "",
    faults: Iterable[RowFault] = (),
    status: int = 200,
    *,
    kind: DutyList = DutyList.CATALOGUE,
    unit: str = "",
    offset: int = 0,
) -> Response:
    store = store_of(request)
    table = tables.shown(store, kind, clock.now().date())
    rows = [row for row in map(table.cells, table.rows) if not unit or unit in str(row[0])]
    return page(
        request,
        "duties",
        status,
        kinds=[(one.value, one.word) for one in DutyList],
        fields={"kind": kind.value, "unit": unit},
        heads=[one.head for one in table.columns],
        rows=rows[offset : offset + _ROWS],
        total=len(rows),
        offset=offset,
        limit=_ROWS,
        notes=table.notes,
        told=told,
        faults=list(faults)[:_FAULTS],
    )


@router.post("/duties")
def take(request: Request) -> Response:
    """Import a list that was sent; lead back to it."""
    by = actor_of(request)
    store: Store = request.app.state.acting
    try:
        if field(request, "kind") not in set(DutyList):
            raise InputError("请说明是哪一份清单")
        kind, file = DutyList(field(request, "kind")), file_of(request)
        sites = store.sites.all()

        def read(path: Any) -> ReadTable[Any]:
            return ReadTable(*read_duties(kind, path, sites, clock.now().date()))

        rows, faults, told, _ = read_sent(file, read, *heads_of(kind))
        if not rows:
            return _shown(request, f"{told}没有一行可用，原来的清单没有改动：", faults, 400)
        store.duties.save(kind, rows, by, clock.now(), source=file.name, refused=bool(faults))
    except InputError as error:
        return _shown(request, f"没有导入：{error.told}。", status=400)
    told += "".join(f"{one}。" for one in strange_units(rows, sites, store.duties.units(kind)))
    if not faults and not told:
        return RedirectResponse(f"/duties?kind={kind.value}", 303)
    told += f"已导入 {len(rows)} 项{kind.word}，拒收 {refused_lines(faults)} 行"
    told += "：" if faults else "。"
    return _shown(request, told, faults, 400 if faults else 200)
