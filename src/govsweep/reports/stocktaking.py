"""Taking stock: what the store holds now, or as far as it can be told of an earlier day."""

import datetime as dt
from collections.abc import Sequence

from govsweep import lifecycle
from govsweep.checking import Need, checks
from govsweep.clock import night_of
from govsweep.errors import InputError
from govsweep.facts import PageState
from govsweep.findings import LIVING, Finding
from govsweep.lifecycle import life_of, lived
from govsweep.periods import (
    ledger_of,
    newest_told,
)
from govsweep.reports import figures
from govsweep.reports.snapshot import (
    SweepRow,
    TrendRow,
)
from govsweep.reports.stock import KEPT_DAYS, Stock, unpack
from govsweep.rule_changes import REPOSTS
from govsweep.store import Store, StoredMedia, Sweep

_READ = (PageState.FETCHED.value, PageState.UNCHANGED.value)
_TREND = 12  # earlier sweeps shown


def take_stock(store: Store, as_of: dt.date | None) -> tuple[Stock, list[Finding]]:
    """The stock of now; of a day that nothing was kept of, as far as it can be told."""
    known = [sweep for sweep in store.sweeps.all() if as_of is None or sweep.as_of <= as_of]
    sweep = newest_told(known)
    if sweep is None:
        when = f"到 {as_of} 为止" if as_of else ""
        raise InputError(f"{when}还没有做过巡检，无法出报告", "。请先运行 govsweep sweep")
    numbers = {one.id for one in known}
    day = as_of or sweep.as_of
    findings = lately(store.findings.all(lately=_first_kept(day)), day)
    if as_of is not None:
        findings = [_at(one, as_of, numbers) for one in findings if one.first_sweep in numbers]
    stock = Stock(
        sweep=_sweep(sweep),
        sites=tuple(store.sites.all()),
        columns=tuple(store.columns.all()),
        ledger=tuple(ledger_of(store, sweep)),
        crashes=sweep.crashes,
        earlier=_earlier(store, sweep, known),
        checks=codes_run(store, sweep),
        days={one.id: one.as_of for one in known},
        homes=tuple(store.sweeps.homes(sweep.id)),
        characters=store.sweeps.characters(sweep.id),
        media=tuple(media := store.media.all()),
        posts=tuple(imported_posts(store, as_of or sweep.as_of)) if media else (),
        duties=store.duties.all(),
        suspects=tuple(store.suspects.all()),
    )
    return stock, findings


def imported_posts(store: Store, day: dt.date) -> list[StoredMedia]:
    """What was imported of media accounts, as far back as papers of a day tell."""
    return store.posts.imported(_first_kept(day))


def _first_kept(day: dt.date) -> dt.date:
    """The first day of which papers of a day tell what has ended since."""
    return day - dt.timedelta(days=KEPT_DAYS)


def lately(findings: Sequence[Finding], day: dt.date) -> list[Finding]:
    """The findings that stand, or changed not too long ago to be in a paper."""
    first = _first_kept(day)
    return [
        one
        for one in findings
        if one.state in LIVING
        or any(
            night_of(instant) >= first
            for instant in (one.last_seen, one.fixed_at, one.changed_at)
            if instant is not None
        )
    ]


def _at(finding: Finding, day: dt.date, known: set[int]) -> Finding:
    """The finding as it stood at the end of a day, by which these sweeps were known."""
    if finding.fixed_at is not None and finding.fixed_sweep is None:
        fixed = night_of(finding.fixed_at) <= day
    else:
        fixed = finding.fixed_sweep in known
    withdrawn = finding.withdrawn_sweep in known
    return lived(finding, lifecycle.as_of(life_of(finding), fixed=fixed, withdrawn=withdrawn))


def _earlier(store: Store, sweep: Sweep, known: Sequence[Sweep]) -> tuple[TrendRow, ...]:
    """The headline figures of earlier sweeps, as they were known when those were frozen."""
    before = store.freezes.before(sweep.id)
    if before is None:
        rows = [_trend(store, one) for one in known if one.closed_at and one.id < sweep.id]
    else:
        stock = unpack(before.facts)
        rows = [*stock.earlier, *([stock.own] if stock.own is not None else [])]
    return tuple(rows[-_TREND:])


def _trend(store: Store, sweep: Sweep) -> TrendRow:
    counted = [finding for finding in store.findings.all(sweep=sweep.id) if figures.counts(finding)]
    return TrendRow(
        night=sweep.night,
        number=sweep.number,
        sites=len(sweep.sites),
        troubled=len({finding.site for finding in counted}),
        unresolved=len(counted),
        pages=sum(row.addresses for row in store.sweeps.ledger(sweep.id) if row.state in _READ),
    )


def codes_run(store: Store, sweep: Sweep) -> tuple[str, ...]:
    """The codes that were judged by; what needs a list was looked for where one was there."""
    lists = {
        Need.REPOSTS: store.sweeps.lists(sweep.id).get(REPOSTS),
        Need.ORDERS: store.orders.in_force(sweep.opened_at, sweep.night),
        Need.RESULTS: store.results.all(),
    }
    return tuple(
        code for code, one in checks().items() if one.needs is None or lists.get(one.needs, True)
    )


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
