"""The queue: open findings to be looked through one by one, by what is most pressing of them."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Any, NamedTuple

from fastapi import Depends, Request
from starlette.responses import JSONResponse, Response

from govsweep.accounts import AuditEntry
from govsweep.accounts.audit import ACT_NAMES
from govsweep.checking import checks
from govsweep.findings import LIVING, Certainty, Finding, Severity, State
from govsweep.store import FindingTerms, Notice, Store, Subjects
from govsweep.store.decision_rows import UNDOABLE
from govsweep.web import board
from govsweep.web.access import may
from govsweep.web.api import store_of
from govsweep.web.asked import Keys, LongTerm, Number, Numbers, Start, Term, paged
from govsweep.web.filters import number_of
from govsweep.web.rendering import page
from govsweep.web.terms import one_of, site_asked
from govsweep.web.visitor import visitor_of

router = paged()
ROWS = 50
_LATELY = 200  # entries of the audit in which it is looked up who changed a finding
_UNTOLD = (State.OPEN, State.RELAPSED)  # what no notice names yet


class QueueView(StrEnum):
    """What part of the open findings is looked at."""

    NEW = "new"
    RELAPSED = "relapsed"
    OVERDUE = "overdue"
    SUSPECTED = "suspected"
    HELD = "held"
    OPEN = "open"


VIEW_NAMES = {
    QueueView.NEW: "今夜新增",
    QueueView.RELAPSED: "复发",
    QueueView.OVERDUE: "超期未改",
    QueueView.SUSPECTED: "疑似待核",
    QueueView.HELD: "暂扣待核",
    QueueView.OPEN: "全部待整改",
}


def views(now: board.Present) -> Mapping[str, FindingTerms]:
    """What findings each part has, as of the last sweep closed.

    Those that stand, wait or are late are counted as papers count them: of sites and accounts that
    are kept, and no mere notices among what is to be mended.
    """
    newest = now.sweep.id if now.sweep is not None else 0
    kept = Subjects.KEPT
    return {
        QueueView.NEW: FindingTerms(state=_UNTOLD, held=False, first_sweep=newest, undecided=True),
        QueueView.RELAPSED: FindingTerms(state=[State.RELAPSED], held=False),
        QueueView.OVERDUE: FindingTerms(
            overdue=now.day, held=False, certainty=Certainty.CONFIRMED, told=True, among=kept
        ),
        QueueView.SUSPECTED: FindingTerms(
            state=LIVING, held=False, certainty=Certainty.SUSPECTED, among=kept
        ),
        QueueView.HELD: FindingTerms(state=LIVING, held=True, among=kept),
        QueueView.OPEN: FindingTerms(
            state=LIVING, held=False, certainty=Certainty.CONFIRMED, told=True, among=kept
        ),
    }


class ActsBefore(NamedTuple):
    """What the page before did, as the address of the page that follows it tells."""

    done: str
    passed: str
    issued: str


def _acts_before(done: Number = "", passed: Keys = "", issued: Numbers = "") -> ActsBefore:
    return ActsBefore(done, passed, issued)


DoneBefore = Annotated[ActsBefore, Depends(_acts_before)]


def _asked(
    check: Term = "",
    severity: Term = "",
    site: Term = "",
    subject: LongTerm = "",
    by: Term = "",
    words: Term = "",
) -> dict[str, str]:
    return {
        "check": check, "severity": severity, "site": site, "subject": subject, "by": by,
        "words": words,
    }  # fmt: skip


@router.get("/queue")
def queue(
    request: Request,
    asked: Annotated[dict[str, str], Depends(_asked)],
    before: DoneBefore,
    view: Term = "",
    offset: Start = 0,
) -> Response:
    """One part of the queue, finding by finding or cause by cause."""
    store = store_of(request)
    known = views(board.present(store))
    narrowing = _narrowing(store, asked)
    counts = store.findings.sums(known, **narrowing)
    wanted = one_of("view", view, list(QueueView))
    part = QueueView(wanted) if wanted else _first(counts)
    terms: FindingTerms = {**known[part], **narrowing}
    words: dict[str, Any] = {}
    note = board.not_swept(store)
    if asked["by"] == "cause":
        total, words["causes"] = store.findings.causes(limit=ROWS, offset=offset, **terms)
        keys = [one.sample for one in words["causes"]]
    else:
        total, words["findings"] = store.findings.page(limit=ROWS, offset=offset, **terms)
        keys = [one.id for one in words["findings"]]
    return page(
        request,
        "queue",
        **words,
        view=part,
        views=VIEW_NAMES,
        counts=counts,
        total=board.told_of(total, note),
        note=note,
        offset=offset,
        limit=ROWS,
        fields=asked | {"view": part},
        by=asked["by"],
        marks=store.decisions.marks(keys),
        samples=_samples(store, keys) if asked["by"] == "cause" else {},
        checks=board.all_checks(),
        sites=store.subjects(),
        newest=store.audit.newest(),
        **told_of_acts(request, store, before),
    )


def _narrowing(store: Store, asked: Mapping[str, str]) -> FindingTerms:
    terms = FindingTerms(part=False)  # one cause is looked through once
    one_of("by", asked["by"], ("cause", "finding"))
    if check := one_of("check", asked["check"], list(checks())):
        terms["check"] = [check]
    if severity := one_of("severity", asked["severity"], list(Severity)):
        terms["severity"] = [severity]
    if site := site_asked(store, asked["site"]):
        terms["site"] = [site]
    if asked["subject"]:
        terms["subject"] = asked["subject"]
    if asked["words"]:
        terms["words"] = asked["words"]
    return terms


def _first(counts: Mapping[str, int]) -> QueueView:
    """The first part that has something in it."""
    return next((view for view in QueueView if counts[view]), QueueView.NEW)


def _samples(store: Store, keys: Iterable[str]) -> dict[str, Finding]:
    return {one.id: one for one in store.findings.all(keys=list(keys))}


def told_of_acts(request: Request, store: Store, before: ActsBefore) -> dict[str, Any]:
    """What the page before did, for the page that follows it: the act, and what was passed over."""
    visitor, number = visitor_of(request), before.done
    if visitor is None or not may(visitor.role, "POST", "/queue/acts") or not visitor.account:
        return {"done": None, "undoable": False, "passed": [], "issued": []}
    entry = store.audit.get(number_of(number)) if number else None
    mine = entry is not None and entry.by.name == visitor.account.name
    keys = [key for key in before.passed.split(",") if key]
    _, lately = store.audit.entries(limit=_LATELY)
    passed = [(key, next((one for one in lately if key in touched(one)), None)) for key in keys]
    return {
        "done": entry if mine else None,
        "undoable": entry is not None and mine and entry.act in UNDOABLE,
        "passed": passed,
        "issued": issued_before(store, before),
    }


def issued_before(store: Store, before: ActsBefore) -> list[Notice]:
    """The notices that the page before issued, for the page that follows it."""
    told = before.issued.split(",")[:_LATELY]
    numbers = [number_of(one) for one in told if one]
    return [one for number in numbers for one in store.notices.numbered(number)]


def touched(entry: AuditEntry) -> set[str]:
    """The findings that an act was done to, or that changed by it."""
    told: set[str] = set(entry.after.get("findings", ()))
    return told | set(entry.after.get("held", ())) | set(entry.after.get("on", ()))


@router.get("/queue/news")
def news(request: Request, after: Number = "") -> Response:
    """What others did to findings since an entry of the audit, for a page that is open."""
    store, visitor = store_of(request), visitor_of(request)
    own = visitor.account.name if visitor is not None and visitor.account is not None else ""
    _, entries = store.audit.entries(
        after=number_of(after) if after else store.audit.newest(), limit=_LATELY
    )
    told = [
        {"id": one.id, "told": f"{one.by.name} {ACT_NAMES[one.act]}", "findings": sorted(some)}
        for one in reversed(entries)
        if one.by.name != own and (some := touched(one))
    ]
    return JSONResponse({"newest": entries[0].id if entries else None, "acts": told})
