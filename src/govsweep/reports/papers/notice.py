"""The notice of rectification (整改通知书): one for each unit that is to act."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from govsweep.checking import checks
from govsweep.errors import InputError
from govsweep.facts import MediaAccount, Site, Subject
from govsweep.findings import Finding, Severity
from govsweep.rectification import due_after, to_notify
from govsweep.reports import figures
from govsweep.reports.choices import Choices
from govsweep.reports.dates import chinese_day
from govsweep.reports.excerpts import excerpt
from govsweep.reports.inert import one_line, visible
from govsweep.reports.labels import SEVERITIES, check_name
from govsweep.reports.one_site import refuse_closed
from govsweep.reports.papers.filling import fill
from govsweep.reports.snapshot import Snapshot
from govsweep.rules.workdays import is_known, workdays_between
from govsweep.store import Notice

_MOST_ROWS = 300


def write_docx(snapshot: Snapshot, path: Path, choices: Choices) -> None:
    """Write the notices of a site, each on pages of its own."""
    site = find_subject(snapshot, choices.site)
    fill("notice", context(snapshot, site, choices), snapshot, choices, path)


def find_subject(snapshot: Snapshot, identifier: str) -> Subject:
    """The site or the media account that the user named."""
    if not identifier:
        raise InputError("整改通知书按网站出具，请用 --site 给出网站标识码")
    for one in snapshot.subjects:
        if one.identifier == identifier:
            return one
    raise InputError(f"登记表中没有标识码为“{identifier}”的网站或新媒体账号")


def _has_seen(snapshot: Snapshot, subject: Subject) -> bool:
    if isinstance(subject, MediaAccount):
        span = snapshot.period.span
        own = (one for one in snapshot.posts if one.account == subject.identifier)
        return any(span.meets(days.since, days.through) for one in own for days in one.spans)
    return snapshot.period.has_seen(subject.identifier)


class NoticeDraft(NamedTuple):
    """A notice that is to be issued: to whom, of what, and by how many workdays."""

    owner: str
    findings: list[Finding]
    days: int


def context(snapshot: Snapshot, site: Subject, choices: Choices) -> dict[str, Any]:
    """What the notices say: those that were issued, or those that would be."""
    shown = {
        "name": one_line(site.shown_name),
        "identifier": site.identifier,
        "url": visible(site.url),
        "seen": _has_seen(snapshot, site),
        "noun": site.of_kind.noun,
        "key_name": site.of_kind.key_name,
        "unseen": site.of_kind.unseen,
    }
    if choices.issued:
        day = choices.issued[0].day
        notices = [_issued(one, snapshot) for one in choices.issued]
        return {"site": shown, "notices": notices, "day": chinese_day(day)}
    return {
        "site": shown,
        "notices": [
            _notice(one.owner, one.findings, number, due_of(one, snapshot, choices), one.days)
            | {"draft": True}
            for number, one in numbered(snapshot, site, drafts(snapshot, site, choices))
        ],
    }


def numbered(
    snapshot: Snapshot, site: Subject, found: Sequence[NoticeDraft]
) -> list[tuple[str, NoticeDraft]]:
    """Drafts of a site with numbers that are not those of any notice issued."""
    night = snapshot.sweep.night
    return [
        (f"{site.identifier}-{night:%Y%m%d}-{number:02d}", one)
        for number, one in enumerate(found, start=1)
    ]


def due_of(draft: NoticeDraft, snapshot: Snapshot, choices: Choices) -> dt.date:
    """By when a draft would be due, were it issued today."""
    return due_after(choices.today or snapshot.as_of, draft.days)


def drafts(snapshot: Snapshot, site: Subject, choices: Choices) -> list[NoticeDraft]:
    """The notices that a site's units are to get; raises `InputError` where there are none.

    What is serious has a notice of its own where the office gave it a shorter time.
    """
    found = units(snapshot, site, choices.owner)
    return [one for owner, own in found.items() for one in unit_drafts(owner, own, choices)]


def open_drafts(snapshot: Snapshot, choices: Choices) -> list[tuple[Subject, list[NoticeDraft]]]:
    """The notices of all listed sites that somebody has to be notified of."""
    standing = figures.by_site(_standing(snapshot))
    return [
        (site, [one for owner, own in found.items() for one in unit_drafts(owner, own, choices)])
        for site in figures.answered_for(snapshot)
        if (found := to_units(standing.get(site.identifier, ()), site, snapshot.as_of))
    ]


def unit_drafts(owner: str, findings: list[Finding], choices: Choices) -> list[NoticeDraft]:
    """The notices to one unit: what is serious has its own where it has a shorter time."""
    usual = choices.days or choices.office.working_days
    short = choices.days or choices.office.serious_working_days or usual
    if short == usual:
        return [NoticeDraft(owner, findings, usual)]
    serious = [one for one in findings if one.severity is Severity.SERIOUS]
    others = [one for one in findings if one.severity is not Severity.SERIOUS]
    parts = (NoticeDraft(owner, serious, short), NoticeDraft(owner, others, usual))
    return [one for one in parts if one.findings]


def units(snapshot: Snapshot, site: Subject, owner: str = "") -> dict[str, list[Finding]]:
    """Who is to be notified of what on a site: findings go to the owner of their column."""
    if isinstance(site, Site):
        refuse_closed(site)
    standing = [one for one in _standing(snapshot) if one.site == site.identifier]
    found = to_units(standing, site, snapshot.as_of)
    name = f"{one_line(site.shown_name)}（{site.identifier}）"
    if not found and standing:
        due = max(finding.due for finding in standing if finding.due is not None)
        raise InputError(f"{name}待整改的问题都已通知，最晚的期限是 {due}，现在无须再出具通知书")
    if not found:
        raise InputError(f"{name}没有待整改的问题，无须出具通知书")
    if owner and owner not in found:
        raise InputError(f"{name}没有要通知“{owner}”的问题；责任单位有：{'、'.join(sorted(found))}")
    return {unit: found[unit] for unit in sorted(found) if owner in ("", unit)}


def _standing(snapshot: Snapshot) -> list[Finding]:
    return [one for one in snapshot.findings if figures.unresolved(one)]


def to_units(standing: Sequence[Finding], site: Subject, day: dt.date) -> dict[str, list[Finding]]:
    """Which of a site's units a notice of a day has to go to, on which of these findings."""
    organizer = one_line(site.organizer or site.name)
    found: dict[str, list[Finding]] = {}
    for finding in sorted(standing, key=_urgency):
        if to_notify(finding, day):
            found.setdefault(one_line(finding.owner) or organizer, []).append(finding)
    return {unit: found[unit] for unit in sorted(found)}


def _issued(notice: Notice, snapshot: Snapshot) -> dict[str, Any]:
    named = set(notice.findings)
    found = sorted((one for one in snapshot.findings if one.id in named), key=_urgency)
    days = workdays_between(notice.day, notice.due)
    return _notice(notice.owner, found, notice.number, notice.due, days) | {"draft": False}


def _urgency(finding: Finding) -> tuple[bool, tuple[int, str, int, str, str]]:
    return (SEVERITIES[finding.severity] != "严重", figures.census_order(finding))


def _notice(
    owner: str, findings: Sequence[Finding], number: str, due: dt.date, days: int
) -> dict[str, Any]:
    rows = [_row(place, one) for place, one in enumerate(findings[:_MOST_ROWS], start=1)]
    return {
        "number": number,
        "owner": owner,
        "due": chinese_day(due),
        "days": days,
        # Next year's public holidays are made known in late autumn only.
        "provisional": not is_known(due.year),
        "problems": len(findings),
        "gravity": "严重" if all(one.severity is Severity.SERIOUS for one in findings) else "",
        "rows": rows,
        "left_out": len(findings) - len(rows),
    }


def _row(number: int, finding: Finding) -> dict[str, Any]:
    more = f"等{finding.sightings}个页面" if finding.sightings > 1 else ""
    column = f"{one_line(finding.column)} " if finding.column else ""
    known = checks().get(finding.check)
    demand = one_line(finding.suggestion)
    if known is not None and not demand:
        demand = known.remedy
    elif known is not None and known.by_rules:  # words of the text, and no advice
        demand = f"应改为“{demand}”"
    return {
        "number": number,
        "id": finding.short_id,
        "name": check_name(finding.check),
        "severity": SEVERITIES[finding.severity],
        "place": f"{column}{visible(finding.url)}{more}",
        "message": one_line(finding.message),
        "excerpt": excerpt(finding),
        "clause": one_line(finding.clause),
        "demand": demand,
    }
