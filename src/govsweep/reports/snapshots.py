"""A snapshot out of a stock and the findings that stood."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from govsweep.clock import BEIJING
from govsweep.findings import Finding
from govsweep.one_cause import held_together
from govsweep.periods import (
    ColumnTerm,
    Period,
    SiteLook,
    Span,
    columns_seen,
    looks_by,
    looks_of,
    read_period,
    term_of,
    with_untested,
)
from govsweep.rectification import Doings, rule_figures
from govsweep.reports import figures
from govsweep.reports.snapshot import (
    ColumnDuty,
    Snapshot,
    StoodFinding,
)
from govsweep.reports.stock import Stock, findings_of, unpack
from govsweep.reports.stocktaking import codes_run
from govsweep.store import Store, StoredColumn, Sweep


def snapshot_of(
    store: Store,
    stock: Stock,
    findings: Sequence[Finding],
    day: dt.date,
    done: Doings,
    span: Span | None = None,
) -> Snapshot:
    """What was known of a span by the end of a day; the span is the day's quarter if none is given.

    The stock is of the newest sweep by then, the findings are as they stood on that day.
    """
    opened, closed = stock.sweep.opened_at, stock.sweep.closed_at
    sweep = dataclasses.replace(
        stock.sweep,
        opened_at=opened.astimezone(BEIJING),
        closed_at=closed.astimezone(BEIJING) if closed is not None else None,
    )
    period = _period(store, stock, day, span or Span.quarter_of(day))
    return Snapshot(
        as_of=day,
        period=period,
        sweep=sweep,
        sites=stock.sites,
        findings=tuple(held_together(findings)),
        columns=tuple(_columns(stock, period, day)),
        crashes=stock.crashes,
        earlier=stock.earlier,
        stood=_stood(store, stock.sweep.id),
        checks=stock.checks,
        days=stock.days,
        rules=tuple(rule_figures(done.decisions)),
        notices=tuple(done.notices),
        media=stock.media,
        posts=stock.posts,
        duties=stock.duties,
        suspects=stock.suspects,
        own_ledger=tuple(with_untested(stock.ledger, stock.homes)),
        judged=_judged(store, period, stock),
        first_sweeps=_first_sweeps(store, stock),
    )


def _judged(store: Store, period: Period, stock: Stock) -> dict[int, tuple[str, ...]]:
    """By what the sweeps judged whose looks count, beside the one that the stock is of."""
    taken = {look.sweep for look in period.looks.values()} - {stock.sweep.id}
    return {one.id: codes_run(store, one) for one in store.sweeps.all() if one.id in taken}


def _first_sweeps(store: Store, stock: Stock) -> dict[str, int]:
    known = sorted(one.id for one in store.sweeps.all() if one.id in stock.days)
    sites = {one.id: one.sites for one in store.sweeps.all()}
    return {site: number for number in reversed(known) for site in sites[number]}


def _period(store: Store, stock: Stock, day: dt.date, span: Span) -> Period:
    """The period as the stock knew it: sweeps since then, and what they saw, are not in it."""
    known = [one for one in store.sweeps.all() if one.id in stock.days]

    def looks(sweep: Sweep, only: Collection[str] | None) -> list[SiteLook]:
        if sweep.id != stock.sweep.id:
            return looks_of(store, sweep, only)
        return looks_by(sweep, stock.ledger, stock.homes, stock.characters)

    return read_period(span, day, known, looks)


def _stood(store: Store, number: int) -> dict[str, StoodFinding] | None:
    """How findings stood when the sweep before was closed, as its papers counted them."""
    before = store.freezes.before(number)
    if before is None:
        return None
    stock = unpack(before.facts)
    kept_sites = {one.identifier for one in stock.sites if one.status != "closed"}
    return {
        one.id: StoodFinding(
            site=one.site,
            state=one.state,
            counted=one.site in kept_sites and figures.unresolved(one),
        )
        for one in held_together(findings_of(stock))
    }


def _columns(stock: Stock, period: Period, day: dt.date) -> Iterator[ColumnDuty]:
    """The columns; those that the look at their site did not come upon were not seen."""
    seen = columns_seen(period, stock.columns)
    for one in stock.columns:
        here = (one.site, one.url) in seen
        missed = period.has_missed(one.site)
        term = term_of(one, day, stock.days, seen=here, missed=missed)
        yield _column(one, term, seen=here)


def _column(one: StoredColumn, term: ColumnTerm, *, seen: bool) -> ColumnDuty:
    return ColumnDuty(
        site=one.site,
        url=one.url,
        name=one.name,
        kind=one.kind,
        owner=one.owner,
        max_age_days=one.max_age_days,
        newest=one.newest,
        days_left=term.days_left,
        seen=seen,
        unseen=term.unseen,
        seen_on=term.seen_on,
        entries=one.entries,
        dated=one.dated,
    )
