"""Bundles of other levels, on a page: what came from whom, and who sent nothing."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from govsweep.store import StoredBundle
from govsweep.web.api import store_of
from govsweep.web.filters import place
from govsweep.web.rendering import page

router = APIRouter(include_in_schema=False)
_ROWS = 100


@router.get("/bundles")
def bundles(request: Request) -> Response:
    """What was taken in, the newest period first; who is missing of each period that is shown."""
    store = store_of(request)
    known = store.bundles.all()
    senders = store.bundles.senders()
    offset = place(request.query_params)
    periods: dict[tuple[str, str], list[StoredBundle]] = {}
    for one in known[offset : offset + _ROWS]:
        told = one.manifest
        periods.setdefault((told.title, f"{told.begins} 至 {told.ends}"), []).append(one)
    missing = {}
    for key, some in periods.items():
        span = some[0].manifest
        came = {
            one.sender
            for one in known
            if (one.manifest.begins, one.manifest.ends) == (span.begins, span.ends)
        }
        owing = (one.name for one in senders if one.meets(span.begins, span.ends))
        missing[key] = [name for name in dict.fromkeys(owing) if name not in came]
    return page(
        request,
        "bundles",
        periods=periods,
        missing=missing,
        senders=senders,
        total=len(known),
        offset=offset,
        limit=_ROWS,
    )
