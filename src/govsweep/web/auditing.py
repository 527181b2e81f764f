"""The audit and the accounts as pages: who did what, and who may."""

from fastapi import Request
from starlette.responses import Response

from govsweep.accounts import ROLE_NAMES, AuditAct
from govsweep.accounts.audit import ACT_NAMES
from govsweep.exports.audit import as_csv
from govsweep.web.api import store_of
from govsweep.web.asked import Start, Term, paged
from govsweep.web.rendering import page
from govsweep.web.terms import one_of

router = paged()
_ROWS = 50


@router.get("/audit")
def audit(
    request: Request, name: Term = "", act: Term = "", subject: Term = "", offset: Start = 0
) -> Response:
    """Who did what, the newest first."""
    one_of("act", act, list(AuditAct))
    total, entries = store_of(request).audit.entries(
        limit=_ROWS,
        offset=offset,
        name=name,
        subject=subject,
        act=AuditAct(act) if act else None,
    )
    return page(
        request,
        "audit",
        entries=entries,
        total=total,
        offset=offset,
        limit=_ROWS,
        fields={"name": name, "act": act, "subject": subject},
        acts=ACT_NAMES,
    )


@router.get("/audit.csv")
def export(request: Request) -> Response:
    """The whole audit, the oldest first."""
    _, entries = store_of(request).audit.entries()
    headers = {"Content-Disposition": 'attachment; filename="audit.csv"'}
    body = as_csv(reversed(entries)).encode("utf-8-sig")
    return Response(body, media_type="text/csv; charset=utf-8", headers=headers)


@router.get("/people")
def people(request: Request) -> Response:
    """Who has an account."""
    store = store_of(request)
    names = {one.identifier: one.shown_name for one in store.subjects()}
    return page(request, "people", people=store.accounts.all(), names=names, roles=ROLE_NAMES)
