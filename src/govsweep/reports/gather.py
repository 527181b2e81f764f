"""The snapshot that papers are written from, gathered from the store."""

import datetime as dt

from govsweep.checking import checks
from govsweep.errors import InputError
from govsweep.facts import PageState
from govsweep.findings import Finding, State
from govsweep.reports import figures
from govsweep.reports.snapshot import (
    ColumnRow,
    LedgerRow,
    Period,
    Snapshot,
    SweepRow,
    TrendRow,
    night_of,
)
from govsweep.store import Store, StoredColumn, Sweep

_READ = (PageState.FETCHED.value, PageState.UNCHANGED.value)
_TREND = 12  # earlier sweeps shown


def gather(store: Store, as_of: dt.date | None = None) -> Snapshot:
    """What was known by the end of a day; of now where none is given.

    A sweep belongs to the day that it counted ages to. Raises `InputError` where none had been
    opened by then.
    """
    known = [sweep for sweep in store.sweeps() if as_of is None or sweep.as_of <= as_of]
    if not known:
        when = f"到 {as_of} 为止" if as_of else ""
        raise InputError(f"{when}还没有做过巡检，无法出报告。请先运行 govsweep sweep")
    closed = [sweep for sweep in known if sweep.closed_at is not None]
    sweep = (closed or known)[-1]
    day = as_of or sweep.as_of
    numbers = {sweep.id for sweep in known}
    findings = store.findings()
    if as_of is not None:
        findings = [_at(one, as_of, numbers) for one in findings if one.first_sweep in numbers]
    return Snapshot(
        as_of=day,
        period=Period.quarter_of(day),
        sweep=_sweep(sweep),
        sites=tuple(store.sites()),
        findings=tuple(findings),
        columns=tuple(_column(one, day) for one in store.columns()),
        ledger=tuple(_ledger(store, sweep)),
        crashes=sweep.crashes,
        earlier=tuple(_trend(store, one) for one in closed[-_TREND - 1 : -1]),
        checks=tuple(checks()),
        days={one.id: one.as_of for one in known},
    )


def _at(finding: Finding, day: dt.date, known: set[int]) -> Finding:
    """The finding as it stood at the end of a day, by which these sweeps were known."""
    if finding.state is not State.FIXED or finding.fixed_at is None:
        return finding
    if finding.fixed_sweep is None:
        fixed = night_of(finding.fixed_at) <= day
    else:
        fixed = finding.fixed_sweep in known
    if fixed:
        return finding
    return finding.model_copy(update={"state": State.OPEN, "fixed_at": None, "fixed_sweep": None})


def _sweep(sweep: Sweep) -> SweepRow:
    return SweepRow(
        id=sweep.id,
        night=sweep.night,
        number=sweep.number,
        as_of=sweep.as_of,
        opened_at=sweep.opened_at,
        closed_at=sweep.closed_at,
        balanced=bool(sweep.balanced),
        rules_version=sweep.rules_version,
        indicators=sweep.indicators,
    )


def _column(one: StoredColumn, day: dt.date) -> ColumnRow:
    left = None
    if one.max_age_days is not None and one.newest is not None:
        left = one.max_age_days - (day - one.newest).days
    return ColumnRow(
        site=one.site,
        url=one.url,
        name=one.name,
        kind=one.kind,
        owner=one.owner,
        max_age_days=one.max_age_days,
        newest=one.newest,
        days_left=left,
    )


def _ledger(store: Store, sweep: Sweep) -> list[LedgerRow]:
    return [
        LedgerRow(site=row.site, state=row.state, reason=row.reason, count=row.addresses)
        for row in store.ledger(sweep.id)
    ]


def _trend(store: Store, sweep: Sweep) -> TrendRow:
    counted = [finding for finding in store.findings(sweep=sweep.id) if figures.counts(finding)]
    return TrendRow(
        night=sweep.night,
        number=sweep.number,
        sites=len(sweep.sites),
        troubled=len({finding.site for finding in counted}),
        unresolved=len(counted),
        pages=sum(row.addresses for row in store.ledger(sweep.id) if row.state in _READ),
    )
