"""The figures that all papers share: said once here, so that no two papers disagree."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from govsweep.checking import checks, places
from govsweep.clock import night_of
from govsweep.facts import Failure, MediaAccount, PageState, Site, Subject
from govsweep.findings import Certainty, Finding, Severity, State
from govsweep.periods import MENU, PARTLY, SHELL, UNTESTED, LedgerCount, SiteLook
from govsweep.reports.labels import wording
from govsweep.reports.snapshot import Snapshot
from govsweep.store import FindingCount

Judged: TypeAlias = Finding | FindingCount  # one, or several that stand alike

_READ = (PageState.FETCHED, PageState.UNCHANGED)
PUT_ASIDE = (State.DISMISSED, State.WITHDRAWN)
# Why an address failed that may show something all the same.
_NO_ANSWER = (Failure.TIMEOUT, Failure.REFUSED, Failure.DNS, Failure.TLS, Failure.LOST)
_ENDS = (*_READ, PageState.FAILED, PageState.BLOCKED, PageState.CUT, PageState.LEFT)


class Standing(StrEnum):
    """Where a finding stands for its reader; each finding stands in one place only."""

    UNRESOLVED = "unresolved"
    SUSPECTED = "suspected"
    HELD = "held"
    FIXED = "fixed"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"


class Condition(StrEnum):
    """How a site is doing, worst first."""

    UNREACHABLE = "unreachable"
    TROUBLED = "troubled"
    UNKNOWN = "unknown"
    FINE = "fine"


def standing(finding: Judged) -> Standing:
    """Where a finding stands; what is gone waits for nobody, though it was held back."""
    if finding.state in PUT_ASIDE:
        return Standing(finding.state.value)
    if finding.state is State.FIXED:
        return Standing.FIXED
    if finding.held is not None:
        return Standing.HELD
    if finding.certainty is Certainty.SUSPECTED:
        return Standing.SUSPECTED
    return Standing.UNRESOLVED


def is_part(finding: Judged) -> bool:
    """Whether another finding owns its cause: that one is told and counted, not both."""
    return finding.is_part if isinstance(finding, FindingCount) else bool(finding.part_of)


def waits(finding: Judged) -> bool:
    """Whether a person has still to say what it is; however grave, it is no mere notice."""
    return not is_part(finding) and standing(finding) in (Standing.SUSPECTED, Standing.HELD)


def is_only_notice(finding: Judged) -> bool:
    """Whether it is a notice that nobody has to look into: told, and counted nowhere."""
    return finding.severity is Severity.NOTICE and not waits(finding)


def was_doubtful(finding: Judged) -> bool:
    """Whether it went before anybody confirmed it: it is told, and no figure calls it mended."""
    return standing(finding) is Standing.FIXED and not counts(finding)


def counts(finding: Judged) -> bool:
    """Whether it enters papers: confirmed, more than a notice, not held, dismissed or withdrawn.

    What is a part of another finding does not enter them beside it.
    """
    return (
        not is_part(finding)
        and finding.certainty is Certainty.CONFIRMED
        and finding.held is None
        and finding.state not in PUT_ASIDE
        and finding.severity is not Severity.NOTICE
    )


def unresolved(finding: Judged) -> bool:
    """Whether it counts and has still to be mended."""
    return counts(finding) and finding.state is not State.FIXED


def overdue(snapshot: Snapshot) -> list[Finding]:
    """The findings of listed sites and kept accounts that were to be mended by a day gone by."""
    sites = {one.identifier for one in answered_for(snapshot)}
    return [
        finding
        for finding in snapshot.findings
        if finding.site in sites and unresolved(finding) and is_overdue(finding, snapshot.as_of)
    ]


def is_overdue(finding: Finding, day: dt.date) -> bool:
    """Whether a notice wanted a finding mended by a day that has passed."""
    return finding.state is State.NOTIFIED and finding.due is not None and finding.due < day


def census_order(finding: Finding) -> tuple[int, str, int, str, str]:
    """The key that sorts findings as the census names them, then by address."""
    order = places()
    place = order.get(finding.check, len(order))
    return (place, finding.check, _place_of_variant(finding), finding.url, finding.id)


def _place_of_variant(finding: Finding) -> int:
    known = checks().get(finding.check)
    named = [*known.wordings.values()] if known is not None else []
    told = wording(finding)
    return named.index(told) if told in named else 0


def of_period(snapshot: Snapshot) -> list[Finding]:
    """The findings that the papers of the snapshot's quarter speak of, as the census orders them.

    They count, the census has a wording for them, and their site is still listed. What stands is
    told though no sweep of the quarter came to look: not seen is not mended.
    """
    sites = {site.identifier for site in listed(snapshot)}
    found = [
        finding
        for finding in snapshot.findings
        if finding.site in sites
        and counts(finding)
        and wording(finding)
        and _is_told(finding, snapshot)
    ]
    return sorted(found, key=census_order)


def parts_of_period(snapshot: Snapshot) -> list[Finding]:
    """The certain findings of listed sites that papers of the period count with another's."""
    sites = {site.identifier for site in listed(snapshot)}
    return [
        one
        for one in snapshot.findings
        if one.site in sites
        and is_part(one)
        and counts(one.model_copy(update={"part_of": ""}))
        and _is_told(one, snapshot)
    ]


def days_of(snapshot: Snapshot, finding: Finding) -> tuple[dt.date, dt.date]:
    """The first and the last day that a finding was seen on.

    A sweep may be counted to another day than that of the clock (`sweep --as-of`); then what it
    saw was seen on that day.
    """
    first = snapshot.days.get(finding.first_sweep) or night_of(finding.first_seen)
    last = snapshot.days.get(finding.sweep) or night_of(finding.last_seen)
    return min(first, last), last


def fixed_on(snapshot: Snapshot, finding: Finding) -> dt.date | None:
    """The day on which a finding was seen to be mended: its sweep's, or the night of the look."""
    if finding.state is not State.FIXED or finding.fixed_at is None:
        return None
    return snapshot.days.get(finding.fixed_sweep or 0) or night_of(finding.fixed_at)


def by_site(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """Findings by the identifier of their site."""
    sites: dict[str, list[Finding]] = {}
    for finding in findings:
        sites.setdefault(finding.site, []).append(finding)
    return sites


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What became of the known addresses of one site, or of all."""

    known: int
    ends: dict[PageState, int]
    reasons: tuple[tuple[PageState, str, int], ...]  # why addresses were not read
    untested: int = 0  # links that waited to be tested when the sweep ended
    partly: int = 0  # columns of which only a part was read
    without_menu: int = 0  # pages that were read where scripts may write the menu; 0: elsewhere

    @property
    def read(self) -> int:
        """Pages that were read, unchanged ones included."""
        return sum(self.ends[state] for state in _READ)

    @property
    def missing(self) -> int:
        """Addresses that nobody can account for; nought where the ledger balances."""
        return self.known - sum(self.ends.values())

    @property
    def share(self) -> float | None:
        """The share of known addresses that was read; None where none is known."""
        return self.read / self.known if self.known else None

    @property
    def whole(self) -> bool:
        """Whether all was looked at as far as it goes: then what was not found is not there.

        Traps cut off hide nothing, and a page that is gone was seen to be. A wall, a line or
        scripts that kept back more than a fifth of what was asked for hide too much, and so does a
        menu that scripts may write.
        """
        budget = any(one[:2] == (PageState.CUT, "budget") for one in self.reasons)
        left = self.ends[PageState.LEFT] or self.untested
        return bool(self.read) and not (left or budget or self.kept_back or self.without_menu)

    @property
    def lost(self) -> int:
        """Addresses from which no answer came."""
        return self._failed(*(one.value for one in _NO_ANSWER))

    @property
    def shells(self) -> int:
        """Pages that show nothing until their scripts have run."""
        return self._failed(SHELL)

    @property
    def kept_back(self) -> bool:
        """Whether a wall, a line or scripts kept back more than a fifth of what was asked for."""
        return 4 * (self.ends[PageState.BLOCKED] + self.lost + self.shells) > self.read

    def _failed(self, *reasons: str) -> int:
        return sum(
            count
            for state, reason, count in self.reasons
            if state is PageState.FAILED and reason in reasons
        )


def coverage(rows: Iterable[LedgerCount]) -> Coverage:
    """Add up rows of the ledger."""
    totals: Counter[str] = Counter()
    reasons: Counter[tuple[PageState, str]] = Counter()
    for row in rows:
        totals[row.state] += row.count
        if row.count and row.reason and row.state in _ENDS and row.state not in _READ:
            reasons[PageState(row.state), row.reason] += row.count
    return Coverage(
        known=totals["known"],
        ends={state: totals[state] for state in _ENDS},
        reasons=tuple((*key, count) for key, count in reasons.most_common()),
        untested=totals[UNTESTED],
        partly=totals[PARTLY],
        without_menu=totals[MENU],
    )


def ledger(snapshot: Snapshot) -> list[LedgerCount]:
    """What became of the addresses of the sites that papers list: closed ones are in no figure."""
    sites = {site.identifier for site in listed(snapshot)}
    return [row for row in snapshot.ledger if row.site in sites]


def coverage_by_site(ledger: Iterable[LedgerCount]) -> dict[str, Coverage]:
    """What became of the addresses of each site that any are known of."""
    rows: dict[str, list[LedgerCount]] = {}
    for row in ledger:
        rows.setdefault(row.site, []).append(row)
    return {site: coverage(own) for site, own in rows.items()}


def condition(findings: Iterable[Judged], ledger: Coverage | None) -> Condition:
    """How a site is doing, from its findings and what was read of it.

    Not seen is not good: a site without findings of which nothing was read is unknown.
    """
    open_checks = {finding.check for finding in findings if unresolved(finding)}
    if "site-unreachable" in open_checks:
        return Condition.UNREACHABLE
    if open_checks:
        return Condition.TROUBLED
    return Condition.FINE if ledger is not None and ledger.read else Condition.UNKNOWN


def is_checked(condition: Condition, look: SiteLook | None) -> bool:
    """Whether a look of the period tells anything of a site: it was read, or does not answer.

    What an earlier sweep found there is told, but nobody has checked the site for all that.
    """
    return look is not None and (look.read > 0 or condition is Condition.UNREACHABLE)


def of_media(snapshot: Snapshot) -> list[Finding]:
    """The findings of media accounts that the papers of the period speak of, as of sites."""
    accounts = {one.identifier for one in kept(snapshot)}
    found = [
        one
        for one in snapshot.findings
        if one.site in accounts and counts(one) and wording(one) and _is_told(one, snapshot)
    ]
    return sorted(found, key=census_order)


def kept(snapshot: Snapshot) -> list[MediaAccount]:
    """The media accounts that were not cancelled, in the register's order."""
    return [one for one in snapshot.media if one.is_kept]


def answered_for(snapshot: Snapshot) -> list[Subject]:
    """The sites that papers list, then the media accounts that are kept."""
    return [one for one in snapshot.subjects if one.is_kept]


def running(snapshot: Snapshot) -> list[Site]:
    """The sites that are in operation."""
    return [site for site in snapshot.sites if site.status == "running"]


def seen(snapshot: Snapshot) -> list[Site]:
    """The listed sites of which a page was read in the period: what the coverage of sites is of."""
    return [one for one in listed(snapshot) if snapshot.period.has_seen(one.identifier)]


def listed(snapshot: Snapshot) -> list[Site]:
    """The sites that a paper lists: all but the closed ones, in the registry's order."""
    return [site for site in snapshot.sites if site.is_kept]


def current(snapshot: Snapshot) -> list[Finding]:
    """The findings of listed sites that somebody has still to look at, or that were mended lately.

    Lately is in the snapshot's quarter.
    """
    return _standing(snapshot, listed(snapshot))


def current_of_media(snapshot: Snapshot) -> list[Finding]:
    """The same of the media accounts that are kept."""
    return _standing(snapshot, kept(snapshot))


def _standing(snapshot: Snapshot, subjects: Iterable[Subject]) -> list[Finding]:
    own = {one.identifier for one in subjects}
    return [
        finding
        for finding in snapshot.findings
        if finding.site in own
        and finding.state not in PUT_ASIDE
        and not is_part(finding)
        and _is_told(finding, snapshot)
    ]


def _is_told(finding: Finding, snapshot: Snapshot) -> bool:
    """Whether a finding still stands, or was mended or last seen in the period."""
    first, last = days_of(snapshot, finding)
    if finding.state is not State.FIXED:
        return first <= snapshot.period.span.ends
    last = max(last, fixed_on(snapshot, finding) or last)
    return snapshot.period.span.meets(first, last)
