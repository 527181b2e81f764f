"""The board: what the store knows, gathered as the pages and the API show it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from govsweep import clock
from govsweep.addresses import digest
from govsweep.checking import checks, places
from govsweep.facts import Site
from govsweep.findings import Finding
from govsweep.indicators import in_force
from govsweep.lifecycle import Decision, grounds, reach
from govsweep.periods import (
    ColumnTerm,
    Period,
    Span,
    columns_in_part,
    ledger_of,
    looks_of,
    newest_told,
    read_period,
    terms_of,
)
from govsweep.reports import error_rate, figures
from govsweep.reports.basis import basis_of
from govsweep.reports.figures import Condition
from govsweep.reports.labels import check_name
from govsweep.store import FindingCount, Store, StoredColumn, Sweep
from govsweep.web import models
from govsweep.words.error_rate import CHECKS, ErrorRate

_WORST = tuple(Condition)
NOT_SWEPT = "还没有做过巡检：没有列出的，不等于没有"
_FAR = 1_000_000  # days left where there is no duty


@dataclass(frozen=True, slots=True)
class Present:
    """What the board stands on: the last sweep closed, as in the papers."""

    sweep: Sweep | None
    known: list[Sweep]
    day: dt.date  # that ages are counted to

    @property
    def since(self) -> dt.date:
        """The first day of its quarter: what was mended before is not told any more."""
        return Span.quarter_of(self.day).begins

    def period(self, store: Store) -> Period:
        """Its quarter, as far as it is known: the ledgers of several sweeps are read for it."""
        span = Span.quarter_of(self.day)
        return read_period(span, self.day, self.known, partial(looks_of, store))


def present(store: Store) -> Present:
    """What the board stands on."""
    known = store.sweeps.all()
    sweep = newest_told(known)
    return Present(sweep, known, sweep.as_of if sweep else clock.now().date())


def not_swept(store: Store) -> str:
    """That no sweep was closed, so that what is not listed may be there; "" after the first."""
    return "" if newest_told(store.sweeps.all()) is not None else NOT_SWEPT


def told_of(count: int, note: str) -> int | None:
    """How many there are; None of what nobody looked for."""
    return count if count or not note else None


def counted(store: Store, site: str | None = None) -> list[FindingCount]:
    """How many findings stand where, column by column; the one question that takes long."""
    only = (site,) if site else ()
    return store.findings.counts(columns=True, mended_since=present(store).since, site=only)


def sites(
    store: Store,
    only: str | None = None,
    rows: Iterable[FindingCount] | None = None,
    period: Period | None = None,
) -> list[models.SiteOut]:
    """The sites that are not closed, those with the gravest trouble first; or one of any status.

    `rows` are what `counted` gave, and `period` is the present one, where these were asked already.
    """
    by_site: dict[str, list[FindingCount]] = {}
    for row in counted(store, only) if rows is None else rows:
        by_site.setdefault(row.site, []).append(row)
    period = period or present(store).period(store)
    ledgers = figures.coverage_by_site(period.ledger)
    rates = _rates(store, period, only)
    return sorted(
        (
            _site(
                site,
                by_site.get(site.identifier, []),
                ledgers.get(site.identifier),
                rates.get(site.identifier),
            )
            for site in store.sites.all()
            if (site.identifier == only if only else site.status != "closed")
        ),
        key=_trouble,
    )


def _rates(store: Store, period: Period, only: str | None = None) -> dict[str, ErrorRate]:
    site = (only,) if only else ()
    written = store.findings.counts(sweeps=True, check=CHECKS, site=site)
    return error_rate.by_site(written, period)


def _site(
    site: Site,
    rows: list[FindingCount],
    ledger: figures.Coverage | None,
    rate: ErrorRate | None,
) -> models.SiteOut:
    told = ("identifier", "name", "url", "organizer", "level", "kind", "parent", "status")
    return models.SiteOut(
        **{name: getattr(site, name) for name in told},
        condition=figures.condition(rows, ledger),
        findings=models.Figures.seen(rows, looked=ledger is not None),
        coverage=models.CoverageOut.of(ledger) if ledger else None,
        error_rate=models.ErrorRateOut.of(rate),
    )


def _trouble(site: models.SiteOut) -> tuple[int, int, int]:
    told = site.findings or models.Figures()
    return (_WORST.index(site.condition), -told.serious, -told.minor)


def columns(
    store: Store,
    site: str | None = None,
    rows: Iterable[FindingCount] | None = None,
    period: Period | None = None,
) -> list[models.ColumnOut]:
    """The columns, those with the gravest trouble and the fewest days left first.

    As in papers none is late that was not seen: it may have been renamed, or be gone.
    """
    period = period or present(store).period(store)
    listed = store.columns.all(site)
    part = columns_in_part(period)
    known = {one.identifier: one for one in store.sites.all() if site or one.status != "closed"}
    terms = terms_of(period, listed, {one.id: one.as_of for one in store.sweeps.all()})
    by_column: dict[tuple[str, str], list[FindingCount]] = {}
    for row in counted(store, site) if rows is None else rows:
        by_column.setdefault((row.site, row.column), []).append(row)
    return sorted(
        (
            _column(
                one,
                known[one.site],
                by_column.get((one.site, one.name), []),
                terms[one.site, one.url],
                part.get((one.site, one.url), ""),
            )
            for one in listed
            if one.site in known
        ),
        key=_neglect,
    )


def _column(
    one: StoredColumn, site: Site, rows: list[FindingCount], term: ColumnTerm, part: str
) -> models.ColumnOut:
    """A column with its term as far as somebody looked."""
    return models.ColumnOut(
        id=digest(one.url).hex(),
        site=one.site,
        site_name=site.name,
        url=one.url,
        name=one.name,
        kind=one.kind,
        owner=one.owner or site.organizer or site.name,
        registered=one.registered,
        max_age_days=one.max_age_days,
        newest=one.newest,
        days_left=term.days_left,
        unseen=term.unseen,
        entries=one.entries if one.sweep is not None else None,
        part=part,
        sweep=one.sweep,
        findings=models.Figures.seen(rows if one.name else [], looked=one.sweep is not None),
    )


def _neglect(column: models.ColumnOut) -> tuple[int, int, int, str, str]:
    left = _FAR if column.days_left is None else column.days_left
    told = column.findings or models.Figures()
    return (-told.serious, -told.minor, left, column.site, column.url)


def sweeps(store: Store) -> list[models.SweepOut]:
    """All sweeps, the newest first."""
    return [sweep_of(one) for one in reversed(store.sweeps.all())]


def sweep_of(sweep: Sweep) -> models.SweepOut:
    """A sweep as it is shown; its token stays with us."""
    told = ("id", "night", "number", "as_of", "opened_at", "closed_at", "balanced", "crashes")
    return models.SweepOut(
        **{name: getattr(sweep, name) for name in told},
        sites=len(sweep.sites),
        indicators=sweep.indicators or in_force(sweep.as_of),
        rules_version=sweep.rules_version,
    )


def coverage_of(store: Store, sweep: Sweep) -> figures.Coverage:
    """What became of the addresses that a sweep knew of."""
    return figures.coverage(ledger_of(store, sweep))


def ledger(store: Store, sweep: Sweep) -> models.Ledger:
    """The ledger of a sweep: what does not balance comes first, then the registry's order."""
    names = {site.identifier: site.name for site in store.sites.all()}
    rows = ledger_of(store, sweep)
    by_site = figures.coverage_by_site(rows)
    order = {identifier: number for number, identifier in enumerate(names)}
    keys = sorted(
        by_site, key=lambda key: (not by_site[key].missing, order.get(key, len(order)), key)
    )
    return models.Ledger(
        sweep=sweep.id,
        total=models.CoverageOut.of(figures.coverage(rows)),
        sites=tuple(
            models.SiteLedger(
                site=key,
                site_name=names.get(key, key),
                coverage=models.CoverageOut.of(by_site[key]),
            )
            for key in keys
        ),
    )


class Board(NamedTuple):
    """Everything that is known at once."""

    overview: models.OverviewOut
    sites: list[models.SiteOut]
    columns: list[models.ColumnOut]


def whole(store: Store) -> Board:
    """The whole board."""
    now = present(store)
    period, rows = now.period(store), counted(store)
    listed, known = sites(store, rows=rows, period=period), columns(store, rows=rows, period=period)
    keys = {site.identifier for site in listed}
    registered = [one for one in store.sites.all() if one.identifier in keys]
    rows = [row for row in rows if row.site in keys]
    rates = [rate for site, rate in _rates(store, period).items() if site in keys]
    conditions = dict.fromkeys(Condition, 0)
    for site in listed:
        conditions[site.condition] += 1
    swept = now.sweep is not None
    overdue = sum(column.days_left is not None and column.days_left < 0 for column in known)
    coverage = models.CoverageOut.of(figures.coverage(period.only(keys).ledger))
    seen = sum(map(period.has_seen, keys))
    overview = models.OverviewOut(
        sweep=sweep_of(now.sweep) if now.sweep else None,
        note=not_swept(store),
        basis=models.BasisOut.of(basis_of(period, registered)) if swept else None,
        sites=len(listed),
        running=sum(site.status == "running" for site in listed),
        conditions=conditions if swept else None,
        unchecked=sum(
            not figures.is_checked(one.condition, period.look_at(one.identifier)) for one in listed
        ),
        findings=models.Figures.seen(rows, looked=swept),
        since=now.since,
        overdue=overdue if swept else None,
        coverage=coverage if swept else None,
        seen=seen if swept else None,
        site_coverage=seen / len(listed) if swept and listed else None,
        error_rate=models.ErrorRateOut.of(ErrorRate.total(rates)),
        checks=checks_of(rows) if swept or rows else None,
    )
    return Board(overview, listed, known)


def checks_of(counts: Iterable[FindingCount]) -> tuple[models.CheckFigures, ...]:
    """Figures check by check, in the order of the census."""
    rows: dict[str, list[FindingCount]] = {}
    for row in counts:
        rows.setdefault(row.check, []).append(row)
    order = places()
    return tuple(
        models.CheckFigures(
            check=code,
            name=check_name(code),
            severity=rows[code][0].severity,
            findings=models.Figures.of(rows[code]),
        )
        for code in sorted(rows, key=lambda code: (order.get(code, len(order)), code))
    )


def decisions(store: Store, finding: Finding) -> list[Decision]:
    """What was decided that reaches a finding, the newest first."""
    told = (finding.id, finding.site, finding.check, finding.subject, finding.rule)
    keys = set(grounds(*told))
    return [one for one in reversed(store.decisions.all()) if reach(one) in keys]


def all_checks() -> list[models.CheckOut]:
    """Every check with its text."""
    return [
        models.CheckOut(
            code=one.code,
            name=one.name,
            severity=one.severity,
            wording=one.wording,
            clause=one.clause,
            summary=one.summary,
            text=one.text,
        )
        for one in checks().values()
    ]
