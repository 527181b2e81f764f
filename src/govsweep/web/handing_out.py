"""Handing findings out: what a notice to each unit would name, and issuing it."""

from collections.abc import Iterable
from typing import NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import Response

from govsweep.errors import InputError
from govsweep.findings import Certainty, Finding, Severity
from govsweep.periods import night_of
from govsweep.rectification import due_after, issue, to_notify
from govsweep.reports.inert import one_line
from govsweep.store import Decided, Store
from govsweep.sweep_runner import now
from govsweep.web import board
from govsweep.web.acting import chosen, led_back
from govsweep.web.api import store_of
from govsweep.web.rendering import page, refusal
from govsweep.web.visitor import actor_of, field

router = APIRouter(include_in_schema=False)
_LONGEST = 250  # working days


class Draft(NamedTuple):
    """A notice that would be issued: to whom, on what."""

    site: str
    site_name: str
    owner: str
    findings: list[Finding]


@router.post("/queue/notices")
def preview(request: Request) -> Response:
    """What notices would be issued, before any is."""
    store = store_of(request)
    actor_of(request)
    try:
        found, seen = chosen(request)
        days = _days(request)
    except InputError as error:
        return refusal(request, 400, f"{error}。")
    day = night_of(now())
    drafts = _drafts(store, found)
    named = {one.id for draft in drafts for one in draft.findings}
    return page(
        request,
        "notices_preview",
        drafts=drafts,
        left=[(one, _why_not(one)) for one in found if one.id not in named],
        seen=seen,
        days=days,
        due=due_after(day, days),
        back=field(request, "next"),
    )


@router.post("/queue/notices/issue")
def issue_notices(request: Request) -> Response:
    """Issue them, all or none of a site: where something changed meanwhile nothing is."""
    store: Store = request.app.state.acting
    by = actor_of(request)
    try:
        found, seen = chosen(request)
        days = _days(request)
        drafts = _drafts(store_of(request), found)
        if not drafts:
            raise InputError("选中的问题都不能下发")
        for site in dict.fromkeys(one.site for one in drafts):
            units = {
                one.owner: [finding.id for finding in one.findings]
                for one in drafts
                if one.site == site
            }
            own = {key: seen[key] for keys in units.values() for key in keys}
            issue(store, site, units, number=None, at=now(), working_days=days, by=by, seen=own)
    except InputError as error:
        return refusal(request, 400, f"{error}。")
    return led_back(request, Decided(len(found), store.audit.newest(), ()))


def _days(request: Request) -> int:
    text = field(request, "days").strip()
    if not text:
        return int(request.app.state.working_days)
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= _LONGEST:
        raise InputError(f"期限应为 1 至 {_LONGEST} 个工作日")
    return int(text)


def _drafts(store: Store, found: Iterable[Finding]) -> list[Draft]:
    day = board.present(store).day
    sites = {one.identifier: one for one in store.sites.all()}
    drafts: dict[tuple[str, str], Draft] = {}
    for one in found:
        site = sites.get(one.site)
        if site is None or not to_notify(one, day):
            continue
        owner = one_line(one.owner) or one_line(site.organizer or site.name)
        draft = drafts.setdefault((one.site, owner), Draft(one.site, site.name, owner, []))
        draft.findings.append(one)
    return [drafts[key] for key in sorted(drafts)]


def _why_not(one: Finding) -> str:
    """Why no notice names a finding; one that is notified may be asked for again once overdue."""
    if one.held is not None:
        return "暂扣待核，先放行"
    if one.certainty is not Certainty.CONFIRMED:
        return "疑似，先确认"
    if one.severity is Severity.NOTICE:
        return "提示，不进入通知书"
    return f"已通知，期限 {one.due}" if one.due else "不在待整改之列"
