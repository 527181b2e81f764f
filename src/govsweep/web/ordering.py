"""Standing orders on a page: given, listed, ended."""

import datetime as dt

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from govsweep import clock
from govsweep.errors import InputError
from govsweep.findings import LIVING
from govsweep.rules.orders import CHECK, StandingOrder
from govsweep.store import Store
from govsweep.web import board
from govsweep.web.api import store_of
from govsweep.web.asked import Term, paged
from govsweep.web.filters import number_of
from govsweep.web.rendering import page
from govsweep.web.visitor import actor_of, field, reason_of, written

router = paged()
_FIELDS = ("words", "right", "why", "first", "last", "certain")


@router.get("/orders")
def orders(request: Request, words: Term = "") -> Response:
    """All standing orders, and the form to give one."""
    return _shown(request, {"words": words})


def _shown(request: Request, fields: dict[str, str], told: str = "") -> Response:
    store = store_of(request)
    return page(
        request,
        "orders",
        400 if told else 200,
        orders=store.orders.all(),
        found=sum(one.findings for one in store.findings.counts(check=[CHECK], state=LIVING)),
        check=CHECK,
        note=board.not_swept(store),
        day=clock.now().date(),
        fields=dict.fromkeys(_FIELDS, "") | fields,
        told=told,
    )


@router.post("/orders")
def give(request: Request) -> Response:
    """Give an order; lead back to the list."""
    store: Store = request.app.state.acting
    by = actor_of(request)
    fields = {name: field(request, name).strip() for name in _FIELDS}
    try:
        order = StandingOrder(
            words=fields["words"],
            right=fields["right"],
            reason=written(request, "why"),
            first=_day(fields["first"]),
            last=_day(fields["last"]),
            certain=bool(fields["certain"]),
            at=clock.now(),
        )
        store.orders.give(order, by)
    except InputError as error:
        return _shown(request, fields, f"没有登记：{error.told}。")
    return RedirectResponse("/orders", 303)


@router.post("/orders/{number}/end")
def end(request: Request, number: str) -> Response:
    """End an order; lead back to the list."""
    store: Store = request.app.state.acting
    by = actor_of(request)
    try:
        store.orders.end(number_of(number), reason_of(request), by, clock.now())
    except InputError as error:
        return _shown(request, {}, f"没有停止：{error.told}。")
    return RedirectResponse("/orders", 303)


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError(f"“{text}”不是日期，应写作 2026-11-20") from None
