"""What became of findings that a sweep did not make again.

What was looked at again and is clean has been fixed. Not seen is not fixed: a site unreachable,
walled or cut leaves its findings as they were, and so does a page that answers and shows nothing
of what it showed: before its scripts have run, or with a refusal, an error or any other page in
its place (see `govsweep.settle.seen_again`). And what stands as it stood, while the rules are
others now, was not mended by anybody: its rule has withdrawn it. A page that is gone takes its
findings along where it was taken down (see `govsweep.settle.gone`). Of a site as a whole that is
told by judging, by the rules of today, what was seen when it was found (see `govsweep.settle`).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from govsweep.checking import Check
from govsweep.facts import (
    Column,
    Link,
    LinkStatus,
    OwedLook,
    Page,
    PageState,
    SiteVisit,
)
from govsweep.findings import Finding
from govsweep.lifecycle import LifeEvent
from govsweep.settle.gone import is_taken_down
from govsweep.settle.seen_again import SeenAgain
from govsweep.settle.site_aggregate import SiteAggregate
from govsweep.store import StoredColumn

_READ = (PageState.FETCHED, PageState.UNCHANGED)
_BESIDE = 8  # characters beside a quote that tell its place on a page


@dataclass(frozen=True, slots=True)
class Sight:
    """What a sweep saw of a site, and by which rules it was judged."""

    aggregate: SiteAggregate
    visit: SiteVisit
    columns: Mapping[str, Column]  # by address
    known: Mapping[str, StoredColumn]  # as the sweep before saw them
    links: Mapping[str, Link]  # by target; those that are not fine
    untried: Collection[str]  # targets that it knew of and did not come to ask for
    again: SeenAgain
    checks: Mapping[str, Check]
    version: str


def became(finding: Finding, sight: Sight) -> LifeEvent:
    """Whether a finding that this sweep did not make again is fixed, withdrawn or merely gone."""
    check = sight.checks.get(finding.check)
    if check is None or (finding.rule_version != sight.version and _stands(finding, check, sight)):
        return LifeEvent.WITHDRAWN
    return LifeEvent.FIXED if _is_fixed(finding, check, sight) else LifeEvent.GONE


def _stands(finding: Finding, check: Check, sight: Sight) -> bool:
    """Whether what it was found for is there as before, though nobody finds fault with it."""
    subject = sight.aggregate.spellings.of(finding.subject)
    if check.about is Link:
        link = sight.links.get(subject)
        return link is not None and link.status is LinkStatus.DEAD
    if check.about is Column:
        now, before = sight.columns.get(subject), sight.known.get(subject)
        return (
            now is not None
            and now.seen
            and before is not None
            and (now.newest, now.entries) == (before.newest, before.entries)
        )
    return False


def is_owed_no_more(finding: Finding, sight: Sight) -> bool:
    """Whether a finding is of a duty that the office's lists do not name any more."""
    check = sight.checks.get(finding.check)
    if check is None or not issubclass(check.about, OwedLook):
        return False
    owed = (one for one in sight.visit.owed if isinstance(one, check.about))
    return not any(isinstance(one, OwedLook) and one.subject == finding.subject for one in owed)


def is_of_a_copy(finding: Finding, sight: Sight) -> bool:
    """Whether a finding of the whole site is of an article's twin, of which nothing is told now."""
    check = sight.checks.get(finding.check)
    return (
        check is not None
        and check.about is SiteVisit
        and sight.aggregate.spellings.of(finding.subject) in sight.aggregate.copies
    )


def reads_on(finding: Finding, pages: Iterable[Page]) -> bool:
    """Whether one of the pages still says, in the same place, what it was found for."""
    words = finding.before[-_BESIDE:] + finding.quote + finding.after[:_BESIDE]
    return bool(finding.quote) and any(
        words in block.text for page in pages for block in page.blocks
    )


def _is_fixed(finding: Finding, check: Check, sight: Sight) -> bool:
    aggregate = sight.aggregate
    subject = aggregate.spellings.of(finding.subject)
    if check.about is Column:
        column = sight.columns.get(subject)
        if column is None:
            return _looked_at(finding.subject, finding, sight)
        return column.seen and _is_own(column, finding, sight)
    if check.about is Link:
        link = sight.links.get(subject)
        if link is not None:  # still there, and not found dead again
            return link.status is LinkStatus.FINE
        if finding.subject in sight.untried:
            return False
        if "#" in finding.subject and not _looked_at(finding.subject, finding, sight):
            return False  # whether the place is there again nobody saw
        return all(_looked_at(url, finding, sight) for url in finding.pages)
    if check.about is Page:
        return all(_looked_at(url, finding, sight) for url in finding.pages)
    return _is_fixed_on_site(finding, check, sight)


def _is_own(column: Column, finding: Finding, sight: Sight) -> bool:
    """Whether it is no other page that stands in a column's place."""
    if not column.entries:
        return _looked_at(finding.subject, finding, sight)
    address, since = finding.subject.partition("#")[0], finding.sweep
    again = sight.again
    return not (again.has_become_home(address, since) or again.is_cut(address, since))


def _is_fixed_on_site(finding: Finding, check: Check, sight: Sight) -> bool:
    aggregate = sight.aggregate
    if aggregate.home is None:
        return False
    pages = {aggregate.spellings.of(url.partition("#")[0]) for url in finding.pages}
    if check.looked is None:
        pages |= {aggregate.home_url, aggregate.spellings.of(aggregate.home.url)}
    elif not check.looked(finding.subject, sight.visit):
        return False
    elif aggregate.home_url in pages:  # it has told whether enough of the home page was seen
        pages.remove(aggregate.home_url)
        if not _is_read(aggregate.home_url, aggregate):
            return False
        if sight.again.is_cut(aggregate.home_url, finding.sweep):
            return False
    return all(_looked_at(url, finding, sight) for url in pages)


def _is_read(url: str, aggregate: SiteAggregate) -> bool:
    return aggregate.pages.get(url) in _READ or url in aggregate.gone


def _looked_at(url: str, finding: Finding, sight: Sight) -> bool:
    """Whether a page was seen again as well as when the finding was made there."""
    aggregate = sight.aggregate
    address = url.partition("#")[0]
    known_as = aggregate.spellings.of(address)
    if known_as in aggregate.gone:
        since = finding.sweep
        return known_as != aggregate.home_url and is_taken_down(
            home_shown=partial(sight.again.is_home_shown, since),
            mostly_gone=aggregate.is_mostly_gone,
            linked=aggregate.is_linked(known_as),
            gone_before=partial(sight.again.was_gone, address, since),
        )
    if not _is_read(known_as, aggregate):
        return False
    return sight.again.is_looked_at(address, finding.sweep)
