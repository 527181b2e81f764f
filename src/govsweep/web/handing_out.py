"""Handing findings out: what a notice to each unit would name, and issuing it."""

import datetime as dt
import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from fastapi import Request
from starlette.responses import Response

from govsweep import clock
from govsweep.clock import date_of
from govsweep.errors import InputError
from govsweep.facts import Subject
from govsweep.findings import Certainty, Finding, Severity
from govsweep.rectification import due_after, issue, to_notify
from govsweep.reports import Choices
from govsweep.reports.gather import settled, under_way
from govsweep.reports.papers.notice import NoticeDraft, to_units, unit_drafts
from govsweep.store import Decided, Notice, Store
from govsweep.web import board
from govsweep.web.acting import chosen, led_back
from govsweep.web.api import store_of
from govsweep.web.asked import paged
from govsweep.web.filters import SITE
from govsweep.web.office_files import office_now
from govsweep.web.rendering import page, refusal
from govsweep.web.visitor import actor_of, field

router = paged()
_LONGEST = 250  # working days


class ProposedNotice(NamedTuple):
    """A notice that would be issued: of which site, to whom, on what, and by when."""

    site: Subject
    notice: NoticeDraft
    due: dt.date


@router.post("/queue/notices")
def preview(request: Request) -> Response:
    """What notices would be issued, before any is."""
    actor_of(request)
    try:
        found, seen = _of_site(request) if field(request, "site") else chosen(request)
        days = _days(request)
        drafts = _drafts(request, found, days)
        new = _not_settled(store_of(request), found)
    except InputError as error:
        return refusal(request, 400, f"{error.told}。")
    named = {one.id for draft in drafts for one in draft.notice.findings}
    return page(
        request,
        "notices_preview",
        drafts=drafts,
        left=[(one, _why_not(one, new)) for one in found if one.id not in named],
        seen=seen,
        days=days,
        office=office_now(request),
        back=field(request, "next"),
    )


@router.post("/queue/notices/issue")
def issue_notices(request: Request) -> Response:
    """Issue them; where something changed meanwhile that notice is not."""
    store: Store = request.app.state.acting
    by = actor_of(request)
    issued: list[Notice] = []
    try:
        found, seen = chosen(request)
        drafts = _drafts(request, found, _days(request))
        if not drafts:
            raise InputError("选中的问题都不能下发")
        for one in drafts:
            keys = [finding.id for finding in one.notice.findings]
            issued += issue(
                store,
                one.site.identifier,
                {one.notice.owner: keys},
                number=None,
                at=clock.now(),
                working_days=one.notice.days,
                by=by,
                seen={key: seen[key] for key in keys},
            )
    except InputError as error:
        done = f"已签发 {'、'.join(one.number for one in issued)}；其余没有：" if issued else ""
        return refusal(request, 400, f"{done}{error.told}。")
    return led_back(request, Decided(len(found), 0, ()), [one.id for one in issued])


def _of_site(request: Request) -> tuple[list[Finding], dict[str, str]]:
    """All that a site's units could be notified of now, and how it stands."""
    store, site = store_of(request), field(request, "site")
    if not re.fullmatch(SITE, site):
        raise InputError("没有这个网站")
    day = board.present(store).day
    found = [one for one in store.findings.all(site=[site], part=False) if to_notify(one, day)]
    if not found:
        raise InputError("这个网站没有要通知的问题：都已整改，或都已通知而没有到期")
    return found, store.decisions.marks([one.id for one in found])


def _days(request: Request) -> int | None:
    """The workdays that were asked for; the office's own where none were."""
    text = field(request, "days").strip()
    if not text:
        return None
    if not re.fullmatch("[0-9]{1,3}", text) or not 1 <= int(text) <= _LONGEST:
        raise InputError(f"期限应为 1 至 {_LONGEST} 个工作日")
    return int(text)


def _drafts(request: Request, found: Iterable[Finding], days: int | None) -> list[ProposedNotice]:
    """The notices on what was chosen, as `govsweep report notice` would divide them."""
    store, choices = store_of(request), Choices(office=office_now(request), days=days)
    day = board.present(store).day
    new = _not_settled(store, found)
    own: dict[str, list[Finding]] = {}
    for one in found:
        if one.id not in new:
            own.setdefault(one.site, []).append(one)
    return [
        ProposedNotice(site, draft, due_after(date_of(clock.now()), draft.days))
        for site in store.subjects()
        for owner, findings in to_units(own.get(site.identifier, ()), site, day).items()
        for draft in unit_drafts(owner, findings, choices)
    ]


def _not_settled(store: Store, found: Iterable[Finding]) -> set[str]:
    """Those of findings that a sweep which is under way has brought up: papers do not know them."""
    if under_way(store) is None:
        return set()
    snapshot = settled(store)
    known = {one.id for one in snapshot.findings if to_notify(one, snapshot.as_of)}
    return {one.id for one in found} - known


def _why_not(one: Finding, new: Collection[str]) -> str:
    """Why no notice names a finding; one that is notified may be asked for again once overdue."""
    if one.id in new and to_notify(one, clock.now().date()):
        return "正在进行的巡检查出的，收尾之后再下发"
    if one.part_of:
        return "属于另一个问题，那一个下发"
    if one.held is not None:
        return "暂扣待核，先放行"
    if one.certainty is not Certainty.CONFIRMED:
        return "疑似，先确认"
    if one.severity is Severity.NOTICE:
        return "提示，不进入通知书"
    return f"已通知，期限 {one.due}" if one.due else "不在待整改之列"
