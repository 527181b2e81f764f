"""A period as a bundle tells it: from the same snapshot, by the same figures as papers."""

from collections.abc import Callable, Iterable, Mapping

from govsweep.bundles import (
    BundleFinding,
    BundleFindingState,
    BundleSite,
    Content,
    SiteCoverage,
    cleaned,
    figures_of,
)
from govsweep.facts import Site
from govsweep.findings import Finding, State
from govsweep.reports import figures
from govsweep.reports.joining import Joined, joined
from govsweep.reports.labels import check_name, wording
from govsweep.reports.snapshot import Snapshot

_WORD = 200
_PERSONAL = "personal-data"


def own_sites(snapshot: Snapshot, district: str = "") -> tuple[BundleSite, ...]:
    """The sites that papers list, in the registry's order."""
    found = figures.by_site(figures.of_period(snapshot))
    seen = figures.coverage_by_site(snapshot.ledger)
    return tuple(
        _site(snapshot, one, district, found.get(one.identifier, ()), seen.get(one.identifier))
        for one in figures.listed(snapshot)
    )


def _site(
    snapshot: Snapshot,
    site: Site,
    district: str,
    findings: Iterable[Finding],
    seen: figures.Coverage | None,
) -> BundleSite:
    look = snapshot.period.look_at(site.identifier)
    coverage = SiteCoverage.NONE
    if look is not None and look.read:
        coverage = SiteCoverage.WHOLE if look.whole else SiteCoverage.PARTLY
    told = list(findings)
    read = seen.read if seen else 0
    return BundleSite(
        site=site.identifier,
        name=cleaned(site.name, _WORD),
        url=cleaned(site.url),
        organizer=cleaned(site.organizer, _WORD),
        level=cleaned(site.level, _WORD),
        kind=cleaned(site.kind, _WORD),
        district=district,
        coverage=coverage,
        known=max(seen.known if seen else 0, read),
        read=read,
        problems=len(told),
        fixed=sum(one.state is State.FIXED for one in told),
    )


def own_findings(snapshot: Snapshot) -> tuple[BundleFinding, ...]:
    """The findings that papers speak of, without what stands around the quoted words."""
    return tuple(_finding(snapshot, one) for one in figures.of_period(snapshot))


def _finding(snapshot: Snapshot, finding: Finding) -> BundleFinding:
    first, last = figures.days_of(snapshot, finding)
    personal = finding.check == _PERSONAL
    return BundleFinding(
        id=finding.id,
        site=finding.site,
        check=finding.check,
        check_name=check_name(finding.check),
        wording=cleaned(wording(finding), _WORD),
        severity=finding.severity,
        state=BundleFindingState.FIXED if finding.state is State.FIXED else BundleFindingState.OPEN,
        url=cleaned(finding.url),
        message="公开了个人信息（内容不随数据包上报）" if personal else cleaned(finding.message),
        quote="" if personal else cleaned(finding.quote),
        suggestion=cleaned(finding.suggestion),
        clause=cleaned(finding.clause),
        first_seen=first,
        last_seen=last,
    )


def bundled(
    snapshot: Snapshot, name: str, findings_of: Callable[[int], Iterable[BundleFinding]]
) -> Content:
    """All that a level has to tell its superior: its own, and what it was sent; each site once.

    `findings_of` gives the findings of a bundle by its number.
    """
    whole: Joined = joined(own_sites(snapshot, name), snapshot.bundles, snapshot.senders)
    sites = [*whole.own, *(one for rows in whole.sent.values() for one in rows)]
    findings = _of(own_findings(snapshot), whole.own)
    for bundle in snapshot.bundles:
        findings += _of(findings_of(bundle.id), whole.sent[bundle.sender])
    return Content(
        tuple(sorted(sites, key=lambda one: one.site)),
        tuple(sorted(findings, key=lambda one: one.id)),
        figures_of(sites, whole.missing),
    )


def _of(findings: Iterable[BundleFinding], sites: Iterable[BundleSite]) -> list[BundleFinding]:
    kept: Mapping[str, BundleSite] = {one.site: one for one in sites}
    return [one for one in findings if one.site in kept]
