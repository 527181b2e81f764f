"""The notice of rectification (整改通知书): one for each unit that is to act."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from govsweep.errors import InputError
from govsweep.facts import Site
from govsweep.findings import Finding
from govsweep.reports import figures
from govsweep.reports.choices import Choices
from govsweep.reports.inert import one_line, visible
from govsweep.reports.labels import SEVERITIES, check_name
from govsweep.reports.papers.filling import fill
from govsweep.reports.snapshot import Snapshot

_MOST_ROWS = 300


def write_docx(snapshot: Snapshot, path: Path, choices: Choices) -> None:
    """Write the notices of a site, each on pages of its own."""
    site = find_site(snapshot, choices.site)
    fill("notice", context(snapshot, site), snapshot, choices, path)


def find_site(snapshot: Snapshot, identifier: str) -> Site:
    """The site that the user named."""
    if not identifier:
        raise InputError("整改通知书按网站出具，请用 --site 给出网站标识码")
    for site in snapshot.sites:
        if site.identifier == identifier:
            return site
    raise InputError(f"登记表中没有标识码为“{identifier}”的网站")


def context(snapshot: Snapshot, site: Site) -> dict[str, Any]:
    """What the notices say; findings go to the owner of their column."""
    organizer = one_line(site.organizer or site.name)
    units: dict[str, list[Finding]] = {}
    for finding in sorted(snapshot.findings, key=_urgency):
        if finding.site == site.identifier and figures.unresolved(finding):
            units.setdefault(one_line(finding.owner) or organizer, []).append(finding)
    if not units:
        raise InputError(
            f"{one_line(site.name)}（{site.identifier}）没有待整改的问题，无须出具通知书"
        )
    night = snapshot.sweep.night
    return {
        "site": {
            "name": one_line(site.name),
            "identifier": site.identifier,
            "url": visible(site.url),
        },
        "notices": [
            _notice(owner, found, f"{site.identifier}-{night:%Y%m%d}-{number:02d}")
            for number, (owner, found) in enumerate(sorted(units.items()), start=1)
        ],
    }


def _urgency(finding: Finding) -> tuple[bool, tuple[int, str, int, str, str]]:
    return (SEVERITIES[finding.severity] != "严重", figures.census_order(finding))


def _notice(owner: str, findings: Sequence[Finding], number: str) -> dict[str, Any]:
    rows = [_row(place, one) for place, one in enumerate(findings[:_MOST_ROWS], start=1)]
    return {
        "number": number,
        "owner": owner,
        "problems": len(findings),
        "rows": rows,
        "left_out": len(findings) - len(rows),
    }


def _row(number: int, finding: Finding) -> dict[str, Any]:
    more = f"等{finding.sightings}个页面" if finding.sightings > 1 else ""
    column = f"{one_line(finding.column)} " if finding.column else ""
    quote = one_line(finding.quote)
    return {
        "number": number,
        "name": check_name(finding.check),
        "severity": SEVERITIES[finding.severity],
        "place": f"{column}{visible(finding.url)}{more}",
        "message": one_line(finding.message),
        "excerpt": f"{one_line(finding.before)}【{quote}】{one_line(finding.after)}"
        if quote
        else "",
        "clause": one_line(finding.clause),
        "suggestion": one_line(finding.suggestion),
    }
