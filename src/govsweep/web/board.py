"""The board: what the store knows, gathered as the pages and the API show it."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from govsweep.addresses import fingerprint
from govsweep.checking import checks
from govsweep.facts import Site
from govsweep.findings import CODES, Severity
from govsweep.reports import figures
from govsweep.reports.figures import Condition
from govsweep.reports.labels import check_name
from govsweep.reports.snapshot import LedgerRow, Period
from govsweep.store import FindingCount, Store, StoredColumn, Sweep
from govsweep.web import models

_WORST = tuple(Condition)
_FAR = 1_000_000  # days left where there is no duty


@dataclass(frozen=True, slots=True)
class Present:
    """The sweep that the board stands on: the last one closed, as in the papers."""

    sweep: Sweep | None

    @property
    def day(self) -> dt.date:
        """The day that ages are counted to."""
        return self.sweep.as_of if self.sweep else dt.date.today()

    @property
    def since(self) -> dt.date:
        """The first day of its quarter: what was mended before is not told any more."""
        return Period.quarter_of(self.day).first


def present(store: Store) -> Present:
    """What the board stands on."""
    known = store.sweeps()
    closed = [sweep for sweep in known if sweep.closed_at is not None]
    return Present((closed or known)[-1] if known else None)


def sites(store: Store, only: str | None = None) -> list[models.Site]:
    """The sites that are not closed, those with the gravest trouble first; or one of any status."""
    now = present(store)
    chosen = (only,) if only else ()
    listed = [
        site
        for site in store.sites()
        if (site.identifier == only if only else site.status != "closed")
    ]
    counted: dict[str, list[FindingCount]] = {}
    for row in store.finding_counts(site_=chosen, mended_since=now.since):
        counted.setdefault(row.site, []).append(row)
    ledgers = _coverage_by_site(store, now.sweep)
    return sorted(
        (
            _site(site, counted.get(site.identifier, []), ledgers.get(site.identifier))
            for site in listed
        ),
        key=_trouble,
    )


def _site(site: Site, counted: list[FindingCount], ledger: figures.Coverage | None) -> models.Site:
    told = ("identifier", "name", "url", "organizer", "level", "kind", "parent", "status")
    return models.Site(
        **{name: getattr(site, name) for name in told},
        condition=figures.condition(counted, ledger),
        findings=models.Figures.of(counted),
        coverage=models.Coverage.of(ledger) if ledger else None,
    )


def _trouble(site: models.Site) -> tuple[int, int, int]:
    return (_WORST.index(site.condition), -site.findings.serious, -site.findings.minor)


def columns(store: Store, site: str | None = None) -> list[models.Column]:
    """The columns, those with the gravest trouble and the fewest days left first."""
    now = present(store)
    known = {one.identifier: one for one in store.sites() if site or one.status != "closed"}
    counted: dict[tuple[str, str], list[FindingCount]] = {}
    terms = {"site_": (site,)} if site else {}
    for row in store.finding_counts(columns=True, mended_since=now.since, **terms):
        counted.setdefault((row.site, row.column), []).append(row)
    return sorted(
        (
            _column(one, known[one.site], counted.get((one.site, one.name), []), now.day)
            for one in store.columns(site)
            if one.site in known
        ),
        key=_neglect,
    )


def _column(
    one: StoredColumn, site: Site, counted: list[FindingCount], day: dt.date
) -> models.Column:
    left = None
    if one.max_age_days is not None and one.newest is not None:
        left = one.max_age_days - (day - one.newest).days
    return models.Column(
        id=fingerprint(one.url).hex(),
        site=one.site,
        site_name=site.name,
        url=one.url,
        name=one.name,
        kind=one.kind,
        owner=one.owner or site.organizer or site.name,
        registered=one.registered,
        max_age_days=one.max_age_days,
        newest=one.newest,
        days_left=left,
        entries=one.entries,
        sweep=one.sweep,
        findings=models.Figures.of(counted if one.name else []),
    )


def _neglect(column: models.Column) -> tuple[int, int, int, str, str]:
    left = _FAR if column.days_left is None else column.days_left
    return (-column.findings.serious, -column.findings.minor, left, column.site, column.url)


def sweeps(store: Store) -> list[models.Sweep]:
    """All sweeps, the newest first."""
    return [sweep_of(one) for one in reversed(store.sweeps())]


def sweep_of(sweep: Sweep) -> models.Sweep:
    """A sweep as it is shown; its token stays with us."""
    told = ("id", "night", "number", "as_of", "opened_at", "closed_at", "balanced", "crashes")
    return models.Sweep(
        **{name: getattr(sweep, name) for name in told},
        sites=len(sweep.sites),
        indicators=sweep.indicators,
        rules_version=sweep.rules_version,
    )


def ledger(store: Store, sweep: Sweep) -> models.Ledger:
    """The ledger of a sweep: what does not balance comes first, then the registry's order."""
    names = {site.identifier: site.name for site in store.sites()}
    by_site = _coverage_by_site(store, sweep)
    order = {identifier: number for number, identifier in enumerate(names)}
    keys = sorted(
        by_site, key=lambda key: (not by_site[key].missing, order.get(key, len(order)), key)
    )
    return models.Ledger(
        sweep=sweep.id,
        total=models.Coverage.of(figures.coverage(_ledger_rows(store, sweep))),
        sites=tuple(
            models.SiteLedger(
                site=key,
                site_name=names.get(key, key),
                coverage=models.Coverage.of(by_site[key]),
            )
            for key in keys
        ),
    )


def _ledger_rows(store: Store, sweep: Sweep | None) -> list[LedgerRow]:
    return [
        LedgerRow(site=row.site, state=row.state, reason=row.reason, count=row.addresses)
        for row in (store.ledger(sweep.id) if sweep else ())
    ]


def _coverage_by_site(store: Store, sweep: Sweep | None) -> dict[str, figures.Coverage]:
    rows: dict[str, list[LedgerRow]] = {}
    for row in _ledger_rows(store, sweep):
        rows.setdefault(row.site, []).append(row)
    return {site: figures.coverage(own) for site, own in rows.items()}


def overview(store: Store, listed: Iterable[models.Site] | None = None) -> models.Overview:
    """The whole; `listed` spares asking for the sites again."""
    now = present(store)
    listed = list(sites(store) if listed is None else listed)
    keys = {site.identifier for site in listed}
    counted = [row for row in store.finding_counts(mended_since=now.since) if row.site in keys]
    conditions = dict.fromkeys(Condition, 0)
    for site in listed:
        conditions[site.condition] += 1
    return models.Overview(
        sweep=sweep_of(now.sweep) if now.sweep else None,
        sites=len(listed),
        running=sum(site.status == "running" for site in listed),
        conditions=conditions,
        findings=models.Figures.of(counted),
        since=now.since,
        overdue=sum(
            column.days_left is not None and column.days_left < 0 for column in columns(store)
        ),
        coverage=models.Coverage.of(figures.coverage(_ledger_rows(store, now.sweep))),
        checks=checks_of(counted),
    )


def checks_of(counted: Iterable[FindingCount]) -> tuple[models.CheckFigures, ...]:
    """Figures check by check, in the order of the census."""
    rows: dict[str, list[FindingCount]] = {}
    for row in counted:
        rows.setdefault(row.check, []).append(row)
    order = {code: number for number, code in enumerate(CODES)}
    return tuple(
        models.CheckFigures(
            check=code,
            name=check_name(code),
            severity=rows[code][0].severity,
            findings=models.Figures.of(rows[code]),
        )
        for code in sorted(rows, key=lambda code: (order.get(code, len(order)), code))
    )


def site_checks(store: Store, site: str) -> tuple[models.CheckFigures, ...]:
    """Figures of one site, check by check."""
    return checks_of(store.finding_counts(site_=(site,), mended_since=present(store).since))


def all_checks() -> list[models.Check]:
    """Every check with its text."""
    return [
        models.Check(
            code=one.code,
            name=check_name(one.code),
            severity=Severity(one.severity),
            wording=one.wording,
            clause=one.clause,
            summary=one.summary,
            text=one.text,
        )
        for one in checks().values()
    ]
