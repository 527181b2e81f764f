"""The life of findings: what was looked at again and is clean has been fixed.

Not seen is not fixed: a site unreachable, walled or cut leaves its findings as they were.
"""

from collections.abc import Collection, Mapping

from govsweep.addresses import canonical
from govsweep.checking import Check
from govsweep.facts import Column, Link, LinkStatus, Page, PageState, SiteVisit
from govsweep.findings import Finding
from govsweep.settle.site_aggregate import SiteAggregate

_READ = (PageState.FETCHED, PageState.UNCHANGED)


def is_fixed(
    finding: Finding,
    aggregate: SiteAggregate,
    visit: SiteVisit,
    columns: Mapping[str, Column],
    links: Mapping[str, Link],
    untried: Collection[str],
    checks: Mapping[str, Check],
) -> bool:
    """Whether a finding that this sweep did not make again has been looked at and is clean.

    `untried` are targets that the sweep knew of and did not come to ask for.
    """
    check = checks.get(finding.check)
    if check is None:  # a check of an earlier release: nobody looked
        return False
    if check.about is Column:
        column = columns.get(finding.subject)
        return column.seen if column is not None else _looked_at(finding.subject, aggregate)
    if check.about is Link:
        link = links.get(finding.subject)
        if link is not None:  # still there, and not found dead again
            return link.status is LinkStatus.FINE
        if finding.subject in untried:
            return False
        return all(_looked_at(url, aggregate) for url in finding.pages)
    if check.about is Page:
        return all(_looked_at(url, aggregate) for url in finding.pages)
    if check.looked is not None and not check.looked(finding.subject, visit):
        return False
    return aggregate.home is not None and all(_looked_at(url, aggregate) for url in finding.pages)


def _looked_at(url: str, aggregate: SiteAggregate) -> bool:
    url = canonical(url)
    return aggregate.pages.get(url) in _READ or url in aggregate.gone
