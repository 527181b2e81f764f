"""What the dashboard says in words, figures and tables, gathered for its template."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from govsweep.facts import Site
from govsweep.findings import CONTEXT, Finding, Severity, State
from govsweep.rectification import RuleFigure
from govsweep.reports import charts, error_rate, figures
from govsweep.reports.ahead import OutlookLine, soon
from govsweep.reports.assessing import indicators_of, pack_in_words
from govsweep.reports.basis import Basis, basis_of
from govsweep.reports.choices import Office
from govsweep.reports.figures import Condition, Coverage, Standing
from govsweep.reports.inert import folded, one_line, text_link, visible, web_link
from govsweep.reports.labels import COLUMN_KINDS, STATES, check_name, reason_name
from govsweep.reports.media import summary as media_summary
from govsweep.reports.snapshot import ColumnDuty, Snapshot, SweepRow
from govsweep.reports.unchecked import names_of, unchecked_in_words, unchecked_sites
from govsweep.words.error_rate import ErrorRate

MOST_FINDINGS = 2_000
_MOST_COLUMNS = 12
_PARTLY = "（没有看完）"  # there may be other problems
_MOST_PAGES = 5
_MOST_RULES = 20
_MOST_OUTLOOKS = 20
_WIDEST = 4.0  # a column four times over its limit fills its bar
_SEVERITY_ORDER = (Severity.SERIOUS, Severity.MINOR, Severity.NOTICE)
_STANDING_ORDER = tuple(charts.STANDINGS)
_CONDITION_ORDER = tuple(Condition)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """A site in the table of sites."""

    identifier: str
    name: str
    link: str
    condition: Condition
    condition_name: str
    serious: int
    minor: int
    suspected: int
    held: int
    fixed: int
    coverage: Coverage | None
    error_rate: ErrorRate | None  # None: no text was read

    @property
    def unresolved(self) -> int:
        """Counted findings that have still to be mended."""
        return self.serious + self.minor


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnLine:
    """A column in the table of the worst ones."""

    name: str
    link: str
    kind: str
    site: str
    owner: str
    newest: dt.date | None
    age: int
    limit: int
    days_left: int

    @property
    def filled(self) -> float:
        """How much of its bar is filled, in percent."""
        return round(min(self.age / self.limit / _WIDEST, 1) * 100, 1) if self.limit else 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingLine:
    """A finding in the list."""

    finding: Finding
    first: dt.date  # the nights that it was seen on, as all papers of this night tell them
    last: dt.date
    name: str
    site: str
    standing: Standing
    standing_name: str
    message: str
    before: str
    quote: str
    after: str
    suggestion: str
    page: str  # the address as text
    link: str  # the same with a text fragment; "" where it must not be one
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """A site's ledger."""

    name: str
    coverage: Coverage
    reasons: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleLine:
    """A check or word rule in the table of what the office said of them."""

    check: str
    figure: RuleFigure


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything that the template shows."""

    sweep: SweepRow
    snapshot: Snapshot
    basis: Basis
    pack: str  # of rules, by which sites are judged
    sites: list[SiteLine]
    running: int
    conditions: dict[str, int]
    unresolved: Counter[Severity]
    standings: Counter[Standing]
    notices: int
    columns: list[ColumnLine]
    overdue: int
    findings: list[FindingLine]
    all_findings: int
    checks: dict[str, str]
    seen: int  # sites of which a page was read
    coverage: Coverage
    reasons: str
    ledger: list[LedgerLine]
    late: int  # findings that a notice wanted mended by a day that has passed
    rules: list[RuleLine]
    outlooks: list[OutlookLine]
    all_outlooks: int
    error_rate: ErrorRate  # of all sites taken together
    unchecked: str  # what was looked for on no site, and why; "" where all was
    unseen: list[str]  # the names of sites that were not checked
    columns_seen: bool
    media: str  # how media accounts stand, in a sentence; "" where none is registered
    column_limit: float = 100 / _WIDEST


def of(snapshot: Snapshot, office: Office | None = None) -> Overview:
    """Gather it from the snapshot, under the pack of rules that the office's papers go by."""
    names = {one.identifier: one_line(one.shown_name) for one in snapshot.subjects}
    findings = figures.current(snapshot)  # of sites, of which the figures tell
    listed = sorted([*findings, *figures.current_of_media(snapshot)], key=_urgency)
    lines = [_finding(one, names, snapshot) for one in listed[:MOST_FINDINGS]]
    sites = sorted(_sites(snapshot), key=_trouble)
    total = figures.coverage(figures.ledger(snapshot))
    outlooks = soon(snapshot, office)
    return Overview(
        sweep=snapshot.sweep,
        snapshot=snapshot,
        basis=basis_of(snapshot.period, figures.listed(snapshot)),
        pack=pack_in_words(indicators_of(snapshot, office=office)),
        sites=sites,
        running=len(figures.running(snapshot)),
        conditions=dict(Counter(line.condition.value for line in sites)),
        unresolved=Counter(one.severity for one in findings if figures.unresolved(one)),
        standings=_standings(findings),
        notices=sum(map(figures.is_only_notice, findings)),
        columns=_columns(snapshot, names),
        overdue=sum(
            column.days_left is not None and column.days_left < 0 for column in _live(snapshot)
        ),
        findings=lines,
        all_findings=len(listed),
        checks={line.finding.check: line.name for line in lines},
        seen=len(figures.seen(snapshot)),
        coverage=total,
        reasons=_reasons(total),
        ledger=_ledger(snapshot, names),
        late=len(figures.overdue(snapshot)),
        rules=_rules(snapshot),
        outlooks=outlooks[:_MOST_OUTLOOKS],
        all_outlooks=len(outlooks),
        error_rate=ErrorRate.total(one.error_rate for one in sites if one.error_rate),
        unchecked=unchecked_in_words(snapshot),
        unseen=names_of(unchecked_sites(snapshot)),
        columns_seen=any(one.seen for one in snapshot.columns),
        media=media_summary(snapshot, office),
    )


def _rules(snapshot: Snapshot) -> list[RuleLine]:
    """The rules that the office dismissed most findings of."""
    most = sorted(snapshot.rules, key=lambda one: (-one.dismissed, -one.confirmed))[:_MOST_RULES]
    return [RuleLine(check=check_name(one.check), figure=one) for one in most]


def _sites(snapshot: Snapshot) -> list[SiteLine]:
    found = figures.by_site(figures.current(snapshot))
    ledgers = figures.coverage_by_site(snapshot.ledger)
    conditions = charts.site_conditions(snapshot)
    rates = error_rate.of_snapshot(snapshot)
    return [
        _site(
            site,
            conditions[site.identifier],
            found.get(site.identifier, []),
            ledgers.get(site.identifier),
            rates.get(site.identifier),
        )
        for site in figures.listed(snapshot)
    ]


def _site(
    site: Site,
    condition: Condition,
    findings: list[Finding],
    ledger: Coverage | None,
    rate: ErrorRate | None,
) -> SiteLine:
    severities = Counter(one.severity for one in findings if figures.unresolved(one))
    standings = _standings(findings)
    partly = ledger is not None and ledger.read > 0 and not ledger.whole
    return SiteLine(
        identifier=site.identifier,
        name=one_line(site.name),
        link=web_link(site.url),
        condition=condition,
        condition_name=charts.CONDITIONS[condition] + (_PARTLY if partly else ""),
        serious=severities[Severity.SERIOUS],
        minor=severities[Severity.MINOR],
        suspected=standings[Standing.SUSPECTED],
        held=standings[Standing.HELD],
        fixed=standings[Standing.FIXED],
        coverage=ledger,
        error_rate=rate,
    )


def _standings(findings: Iterable[Finding]) -> Counter[Standing]:
    """How many findings stand where: those that papers count, or that wait to be looked at."""
    return Counter(
        figures.standing(one)
        for one in findings
        if not figures.is_only_notice(one) and not figures.was_doubtful(one)
    )


def _trouble(line: SiteLine) -> tuple[int, int, int]:
    return (_CONDITION_ORDER.index(line.condition), -line.serious, -line.minor)


def _live(snapshot: Snapshot) -> list[ColumnDuty]:
    sites = {site.identifier for site in figures.listed(snapshot)}
    return [
        column
        for column in snapshot.columns
        if column.site in sites and column.seen and column.days_left is not None
    ]


def _columns(snapshot: Snapshot, names: dict[str, str]) -> list[ColumnLine]:
    """The columns furthest over their limit, or nearest to it."""
    organizers = {site.identifier: one_line(site.organizer) for site in snapshot.sites}
    lines = [
        ColumnLine(
            name=one_line(column.name),
            link=web_link(column.url),
            kind=COLUMN_KINDS[column.kind],
            site=names.get(column.site, column.site),
            owner=one_line(column.owner) or organizers.get(column.site, ""),
            newest=column.newest,
            age=(column.max_age_days or 0) - (column.days_left or 0),
            limit=column.max_age_days or 0,
            days_left=column.days_left or 0,
        )
        for column in _live(snapshot)
    ]
    return sorted(lines, key=lambda line: (line.days_left, line.site, line.link))[:_MOST_COLUMNS]


def _urgency(finding: Finding) -> tuple[int, int, tuple[int, str, int, str, str]]:
    return (
        _STANDING_ORDER.index(figures.standing(finding)),
        _SEVERITY_ORDER.index(finding.severity),
        figures.census_order(finding),
    )


def _state(finding: Finding, day: dt.date) -> str:
    """The state of a finding that is to be mended, with the day it is due where one is set."""
    if finding.state is not State.NOTIFIED or finding.due is None:
        return STATES[finding.state]
    late = "逾期未整改" if figures.is_overdue(finding, day) else STATES[finding.state]
    return f"{late}（限{finding.due}）"


def _finding(finding: Finding, names: dict[str, str], snapshot: Snapshot) -> FindingLine:
    first, last = figures.days_of(snapshot, finding)
    standing = figures.standing(finding)
    plain = standing is Standing.UNRESOLVED and finding.state is not State.OPEN
    return FindingLine(
        finding=finding,
        first=first,
        last=last,
        name=check_name(finding.check),
        site=names.get(finding.site) or one_line(finding.site_name),
        standing=standing,
        standing_name=_state(finding, snapshot.as_of) if plain else charts.STANDINGS[standing],
        message=visible(finding.message),
        before=("…" if len(finding.before) >= CONTEXT else "") + folded(finding.before),
        quote=folded(finding.quote),
        after=folded(finding.after) + ("…" if len(finding.after) >= CONTEXT else ""),
        suggestion=one_line(finding.suggestion),
        page=visible(finding.url),
        link=text_link(finding.url, finding.before, finding.quote, finding.after),
        pages=tuple(
            link
            for link in map(web_link, finding.pages[:_MOST_PAGES])
            if link and link != finding.url
        ),
    )


def _ledger(snapshot: Snapshot, names: dict[str, str]) -> list[LedgerLine]:
    """The ledger of each site in the registry's order; what does not balance comes first."""
    sites = figures.coverage_by_site(figures.ledger(snapshot))
    lines = [
        LedgerLine(name=name, coverage=sites[site], reasons=_reasons(sites[site]))
        for site, name in names.items()
        if site in sites
    ]
    return sorted(lines, key=lambda line: not line.coverage.missing)


def _reasons(coverage: Coverage) -> str:
    return "、".join(f"{reason_name(reason)} {count}" for _, reason, count in coverage.reasons)
