"""A period as a bundle tells it: from the same snapshot, by the same figures as papers."""

from collections.abc import Collection, Iterable

from govsweep.assess import MediaAssessment, SiteVerdict
from govsweep.bundles import (
    AccountVerdict,
    BundleAccount,
    BundleFinding,
    BundleFindingState,
    BundleSite,
    Content,
    SiteCoverage,
    cleaned,
    figures_of,
)
from govsweep.facts import MediaAccount, Site
from govsweep.findings import Finding, State
from govsweep.reports import figures
from govsweep.reports.choices import Office
from govsweep.reports.joining import Joined, joined
from govsweep.reports.labels import check_name, wording
from govsweep.reports.media import media_assessments
from govsweep.reports.snapshot import Snapshot
from govsweep.reports.unchecked import checked_sites

_WORD = 200
_PERSONAL = "personal-data"


def own_sites(snapshot: Snapshot, district: str = "") -> tuple[BundleSite, ...]:
    """The sites that papers list, in the registry's order."""
    found = figures.by_site(figures.of_period(snapshot))
    seen = figures.coverage_by_site(snapshot.ledger)
    checked = {one.identifier for one in checked_sites(snapshot)}
    return tuple(
        _site(
            one,
            district,
            _coverage(snapshot, one) if one.identifier in checked else SiteCoverage.NONE,
            found.get(one.identifier, ()),
            seen.get(one.identifier),
        )
        for one in figures.listed(snapshot)
    )


def _coverage(snapshot: Snapshot, site: Site) -> SiteCoverage:
    """How far a site was seen of which anything can be said."""
    look = snapshot.period.look_at(site.identifier)
    if look is None or not look.read:
        return SiteCoverage.FAILED
    return SiteCoverage.WHOLE if figures.coverage(look.ledger).whole else SiteCoverage.PARTLY


def _site(
    site: Site,
    district: str,
    coverage: SiteCoverage,
    findings: Iterable[Finding],
    seen: figures.Coverage | None,
) -> BundleSite:
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


def own_accounts(
    snapshot: Snapshot, office: Office, district: str = ""
) -> tuple[BundleAccount, ...]:
    """The media accounts of the register, in its order; cancelled ones have no problems."""
    found = figures.by_site(figures.of_media(snapshot))
    assessed = {one.account.identifier: one for one in media_assessments(snapshot, office)}
    return tuple(
        _account(one, district, found.get(one.identifier, ()), assessed.get(one.identifier))
        for one in snapshot.media
    )


def _account(
    account: MediaAccount,
    district: str,
    findings: Collection[Finding],
    assessed: MediaAssessment | None,
) -> BundleAccount:
    return BundleAccount(
        account=account.identifier,
        name=cleaned(account.name, _WORD),
        platform=account.platform,
        organizer=cleaned(account.organizer, _WORD),
        district=district,
        status=account.status,
        verdict=_verdict(assessed) if assessed is not None else None,
        problems=len(findings),
        fixed=sum(one.state is State.FIXED for one in findings),
    )


def _verdict(assessed: MediaAssessment) -> AccountVerdict:
    """How it comes out, counted as papers count it."""
    if assessed.verdict.fails:
        return AccountVerdict.FAILED
    if not assessed.seen:
        return AccountVerdict.UNSEEN
    is_good = assessed.verdict is SiteVerdict.PASSED
    return AccountVerdict.PASSED if is_good else AccountVerdict.OPEN


def own_findings(snapshot: Snapshot) -> tuple[BundleFinding, ...]:
    """The findings that papers speak of, without what stands around the quoted words."""
    told = (*figures.of_period(snapshot), *figures.of_media(snapshot))
    return tuple(_finding(snapshot, one) for one in told)


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


def bundled(snapshot: Snapshot, name: str, office: Office) -> Content:
    """All that a level has to tell its superior: its own, and what it was sent; each once.

    The snapshot has what other levels sent with their findings.
    """
    whole: Joined = joined(
        own_sites(snapshot, name),
        snapshot.sent,
        snapshot.senders,
        own_accounts(snapshot, office, name),
    )
    sites, accounts = whole.sites, whole.accounts
    kept = {one.site for one in whole.own} | {one.account for one in whole.own_accounts}
    findings = [one for one in own_findings(snapshot) if one.site in kept]
    for told in snapshot.sent:
        kept = {one.site for one in whole.sent[told.sender]}
        kept |= {one.account for one in whole.sent_accounts[told.sender] or ()}
        findings += [one for one in told.findings if one.site in kept]
    return Content(
        tuple(sorted(sites, key=lambda one: one.site)),
        tuple(sorted(findings, key=lambda one: one.id)),
        figures_of(sites, whole.missing, accounts),
        tuple(sorted(accounts, key=lambda one: one.account)),
    )
