"""The notice of rectification (整改通知书): one for each unit that is to act."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from govsweep.checking import checks
from govsweep.errors import InputError
from govsweep.facts import Site
from govsweep.findings import Finding
from govsweep.rectification import due_after, to_notify
from govsweep.reports import figures
from govsweep.reports.choices import Choices
from govsweep.reports.dates import chinese_day
from govsweep.reports.excerpts import excerpt
from govsweep.reports.inert import one_line, visible
from govsweep.reports.labels import SEVERITIES, check_name
from govsweep.reports.papers.filling import fill
from govsweep.reports.snapshot import Snapshot
from govsweep.rules.workdays import is_known, workdays_between
from govsweep.store import Notice

_MOST_ROWS = 300


def write_docx(snapshot: Snapshot, path: Path, choices: Choices) -> None:
    """Write the notices of a site, each on pages of its own."""
    site = find_site(snapshot, choices.site)
    fill("notice", context(snapshot, site, choices), snapshot, choices, path)


def find_site(snapshot: Snapshot, identifier: str) -> Site:
    """The site that the user named."""
    if not identifier:
        raise InputError("整改通知书按网站出具，请用 --site 给出网站标识码")
    for site in snapshot.sites:
        if site.identifier == identifier:
            return site
    raise InputError(f"登记表中没有标识码为“{identifier}”的网站")


def context(snapshot: Snapshot, site: Site, choices: Choices) -> dict[str, Any]:
    """What the notices say: those that were issued, or those that would be."""
    shown = {
        "name": one_line(site.name),
        "identifier": site.identifier,
        "url": visible(site.url),
    }
    if choices.issued:
        day = choices.issued[0].day
        notices = [_issued(one, snapshot) for one in choices.issued]
        return {"site": shown, "notices": notices, "day": chinese_day(day)}
    night = snapshot.sweep.night
    days = choices.days or choices.office.working_days
    due = due_after(snapshot.as_of, days)
    return {
        "site": shown,
        "notices": [
            _notice(owner, found, f"{site.identifier}-{night:%Y%m%d}-{number:02d}", due, days)
            | {"draft": True}
            for number, (owner, found) in enumerate(
                units(snapshot, site, choices.owner).items(), start=1
            )
        ],
    }


def units(snapshot: Snapshot, site: Site, owner: str = "") -> dict[str, list[Finding]]:
    """Who is to be notified of what on a site: findings go to the owner of their column."""
    organizer = one_line(site.organizer or site.name)
    standing = [
        finding
        for finding in snapshot.findings
        if finding.site == site.identifier and figures.unresolved(finding)
    ]
    found: dict[str, list[Finding]] = {}
    for finding in sorted(standing, key=_urgency):
        if to_notify(finding, snapshot.as_of):
            found.setdefault(one_line(finding.owner) or organizer, []).append(finding)
    name = f"{one_line(site.name)}（{site.identifier}）"
    if not found and standing:
        due = max(finding.due for finding in standing if finding.due is not None)
        raise InputError(f"{name}待整改的问题都已通知，最晚的期限是 {due}，现在无须再出具通知书")
    if not found:
        raise InputError(f"{name}没有待整改的问题，无须出具通知书")
    if owner and owner not in found:
        raise InputError(f"{name}没有要通知“{owner}”的问题；责任单位有：{'、'.join(sorted(found))}")
    return {unit: found[unit] for unit in sorted(found) if owner in ("", unit)}


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
        "rows": rows,
        "left_out": len(findings) - len(rows),
    }


def _row(number: int, finding: Finding) -> dict[str, Any]:
    more = f"等{finding.sightings}个页面" if finding.sightings > 1 else ""
    column = f"{one_line(finding.column)} " if finding.column else ""
    demand = one_line(finding.suggestion)
    if demand and checks()[finding.check].by_rules:  # words of the text, and no advice
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
