"""The snapshot that papers are written from: of now from the store, of a day as it was kept."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from govsweep import clock, lifecycle
from govsweep.checking import Need, checks
from govsweep.clock import BEIJING, end_of_night, night_of
from govsweep.errors import InputError
from govsweep.facts import PageState
from govsweep.findings import LIVING, Finding
from govsweep.indicators import EDITIONS
from govsweep.lifecycle import life_of, lived
from govsweep.one_cause import held_together
from govsweep.periods import (
    ColumnTerm,
    Period,
    SiteLook,
    Span,
    columns_seen,
    ledger_of,
    looks_by,
    looks_of,
    newest_told,
    read_period,
    term_of,
    with_untested,
)
from govsweep.rectification import Doings, replay, rule_figures
from govsweep.reports import charts, figures
from govsweep.reports.sent import sent_of
from govsweep.reports.snapshot import (
    ColumnDuty,
    Snapshot,
    StoodFinding,
    SweepRow,
    TrendRow,
)
from govsweep.reports.stock import KEPT_DAYS, Stock, findings_of, kept, pack, unpack
from govsweep.rule_changes import REPOSTS
from govsweep.store import Freeze, Notice, Store, StoredColumn, StoredMedia, Sweep

_READ = (PageState.FETCHED.value, PageState.UNCHANGED.value)
_TREND = 12  # earlier sweeps shown


def gather(
    store: Store, as_of: dt.date | None = None, span: Span | None = None, *, rounds: bool = False
) -> Snapshot:
    """What was known of a span by the end of a day; of now where no day is given.

    With `rounds` also of each earlier day on which sweeps of the span counted, newest first.

    The span is the day's quarter where none is given, and the day the span's last where only the
    span is. A sweep belongs to the day that it counted ages to, and what is done apart from sweeps
    to its night. Raises `InputError` where no sweep had been opened by then or counts to the span,
    or the day is outside of the span.
    """
    snapshot = _known(store, as_of, span)
    snapshot = dataclasses.replace(snapshot, before=_before(store, snapshot))
    if not rounds:
        return snapshot
    own, last = snapshot.period.span, snapshot.period.rounds
    days = {one.as_of for one in last} - {last[-1].as_of} if last else set()
    return dataclasses.replace(
        snapshot, rounds=tuple(_known(store, day, own) for day in sorted(days, reverse=True))
    )


def under_way(store: Store) -> Sweep | None:
    """The sweep that is open, if one is."""
    newest = store.sweeps.get()
    return newest if newest is not None and newest.closed_at is None else None


def settled(store: Store) -> Snapshot:
    """What notices are issued from: while a sweep is under way, what was known before it.

    What that sweep finds is neither held nor joined to its cause before it is settled. Raises
    `InputError` where none was.
    """
    running = under_way(store)
    if running is None:
        return gather(store)
    closed = [one.id for one in store.sweeps.all() if one.closed_at is not None]
    frozen = store.freezes.newest(dt.date.max) if closed else None
    if frozen is None or frozen.sweep < max(closed):
        raise InputError(
            f"巡检 {running.id} 正在进行，在它收尾之前没有可以下发的，请收尾之后再签发"
        )
    stock = unpack(frozen.facts)
    day = stock.sweep.as_of
    done = _done(store)
    findings = replay(findings_of(stock), done, since=frozen.at, day=day)
    return _snapshot(store, stock, findings, day, done)


def as_issued(store: Store, notices: Iterable[Notice]) -> Iterator[tuple[Notice, Snapshot]]:
    """Each notice with what was known when it was issued.

    What was judged again or swept since, though in the same night, does not change what it said.
    """
    done = _done(store)
    known: dict[tuple[dt.date, dt.datetime | None], Snapshot] = {}
    for one in notices:
        night = night_of(one.issued_at)
        frozen = store.freezes.newest(night, one.issued_at)
        key = night, frozen.at if frozen is not None else None
        if key not in known:
            known[key] = _as_frozen(store, frozen, night, done) if frozen else gather(store, night)
        yield one, _with_named(store, known[key], one)


def _with_named(store: Store, snapshot: Snapshot, one: Notice) -> Snapshot:
    """The same with what a notice names and a sweep that was not closed yet had just found."""
    lacking = set(one.findings) - {finding.id for finding in snapshot.findings}
    if not lacking:
        return snapshot
    own = [finding for key in sorted(lacking) for finding in store.findings.all(key=key)]
    return dataclasses.replace(snapshot, findings=(*snapshot.findings, *own))


def _as_frozen(store: Store, frozen: Freeze, day: dt.date, done: Doings) -> Snapshot:
    stock = unpack(frozen.facts)
    done = done.until(end_of_night(day))
    findings = replay(findings_of(stock), done, since=frozen.at, day=day)
    return _snapshot(store, stock, findings, day, done)


def with_bundles(store: Store, snapshot: Snapshot, *, findings: bool = False) -> Snapshot:
    """The same with what other levels sent of its period, and who was to send something."""
    span = snapshot.period.span
    return dataclasses.replace(
        snapshot,
        sent=tuple(sent_of(store, span, snapshot.as_of, findings=findings)),
        senders=tuple(one for one in store.bundles.senders() if one.meets(span.begins, span.ends)),
    )


def of_levels(
    store: Store, as_of: dt.date | None, span: Span | None, *, findings: bool = False
) -> Snapshot:
    """What papers of all levels are written from.

    A level that swept nothing in the span, a province without sites of its own, say, sums what it
    was sent all the same: its own sites then stand there as not checked. Where nothing was sent,
    either, a paper still names who was to send something; with `findings`, which are passed on,
    there is nothing to pass.
    """
    today = clock.now().astimezone(BEIJING).date()
    asked = span or Span.quarter_of(as_of or _last_day(store) or today)
    day = min(as_of or today, asked.ends)
    own = [one for one in store.sweeps.all() if one.closed_at and asked.has(one.as_of)]
    due = any(one.meets(asked.begins, asked.ends) for one in store.bundles.senders())
    told = sent_of(store, asked, day) or (due and not findings)
    if any(one.as_of <= day for one in own) or not told:
        return with_bundles(store, gather(store, as_of, span), findings=findings)
    return with_bundles(store, _unswept(store, day, asked), findings=findings)


def _last_day(store: Store) -> dt.date | None:
    newest = newest_told(store.sweeps.all())
    return newest.as_of if newest is not None else None


def of_lists(store: Store, as_of: dt.date | None, span: Span | None) -> Snapshot:
    """What tables of the office's own lists and files are written from.

    Before a first sweep they tell what was registered and imported, and that nobody looked.
    """
    if newest_told(store.sweeps.all()) is not None:
        return gather(store, as_of, span)
    today = clock.now().astimezone(BEIJING).date()
    asked = span or Span.quarter_of(as_of or today)
    day = min(as_of or today, asked.ends)
    return dataclasses.replace(
        _unswept(store, day, asked),
        posts=tuple(_imported(store, day)),
        duties=store.duties.all(),
        suspects=tuple(store.suspects.all()),
    )


def _unswept(store: Store, day: dt.date, span: Span) -> Snapshot:
    """The registry alone, of a span in which nothing was swept."""
    if not span.has(day):
        raise InputError(f"{day} 不在{span.title}（{span.begins} 至 {span.ends}）之内")
    sweep = SweepRow(
        id=0, night=day, number=1, as_of=day, opened_at=end_of_night(day), closed_at=None,
        balanced=True, rules_version="", indicators=EDITIONS[0],
    )  # fmt: skip
    stock = Stock(
        sweep=sweep, sites=tuple(store.sites.all()), columns=(), ledger=(), crashes=0, earlier=(),
        checks=(), days={}, media=tuple(store.media.all()),
    )  # fmt: skip
    return _snapshot(store, stock, [], day, Doings(), span)


def _before(store: Store, snapshot: Snapshot) -> Snapshot | None:
    """The span before as it ended, where accounts are compared with it."""
    span = snapshot.period.span.before
    frozen = store.freezes.newest(span.ends) if snapshot.media else None
    if frozen is None or frozen.day < span.begins or not unpack(frozen.facts).media:
        return None
    return _known(store, span.ends, span)


def _known(store: Store, as_of: dt.date | None, span: Span | None) -> Snapshot:
    sweeps = store.sweeps.all()
    as_of = _day_of(sweeps, as_of, span)
    done = _done(store)
    if as_of is None:
        stock, findings = _taken(store, None)
        return _snapshot(store, stock, findings, stock.sweep.as_of, done, span)
    done = done.until(end_of_night(as_of))
    frozen = store.freezes.newest(as_of)
    newest = next((one for one in reversed(sweeps) if one.closed_at is not None), None)
    cut_short = newest is not None and newest.as_of <= as_of and not store.freezes.has(newest.id)
    if frozen is not None and not cut_short:
        stock, since = unpack(frozen.facts), frozen.at
        findings = findings_of(stock)
    else:  # closed by version 0.1, which kept none, or by one that ended before it could
        stock, findings = _taken(store, as_of)
        since = stock.sweep.closed_at or stock.sweep.opened_at
    findings = replay(findings, done, since=since, day=as_of)
    return _snapshot(store, stock, findings, as_of, done, span)


def _day_of(sweeps: Sequence[Sweep], as_of: dt.date | None, span: Span | None) -> dt.date | None:
    """By the end of which day papers are to know; None for now."""
    counted = max((one.as_of for one in sweeps), default=None)
    if span is None:
        return as_of
    if as_of is not None and not span.has(as_of):
        raise InputError(f"{as_of} 不在{span.title}（{span.begins} 至 {span.ends}）之内")
    if not any(one.closed_at and span.has(one.as_of) for one in sweeps):
        raise InputError(
            f"{span.title}（{span.begins} 至 {span.ends}）没有做完的巡检，无法出报告",
            "。用 govsweep sweep status 查看最近一次巡检",
        )
    if as_of is None and counted is not None and counted > span.ends:
        return span.ends
    return as_of


def freeze(store: Store, at: dt.datetime, *, night: dt.date | None = None) -> None:
    """Keep what papers print, from the day on that the newest closed sweep counts to.

    Does nothing where no sweep was closed.

    Where it was judged again on a later `night`, it is from that night on that papers know.
    """
    stock, findings = _taken(store, None)
    if stock.sweep.closed_at is None:
        return
    day = max(stock.sweep.as_of, night or stock.sweep.as_of)
    own = charts.today(_snapshot(store, stock, findings, day, Doings()))
    stock = msgspec.structs.replace(stock, findings=kept(findings), own=own)
    store.freezes.add(Freeze(sweep=stock.sweep.id, day=day, at=at, facts=pack(stock)))


def _done(store: Store) -> Doings:
    return Doings(store.decisions.all(), store.notices.all(), store.rechecks.all())


def _taken(store: Store, as_of: dt.date | None) -> tuple[Stock, list[Finding]]:
    """The stock of now; of a day that nothing was kept of, as far as it can be told."""
    known = [sweep for sweep in store.sweeps.all() if as_of is None or sweep.as_of <= as_of]
    sweep = newest_told(known)
    if sweep is None:
        when = f"到 {as_of} 为止" if as_of else ""
        raise InputError(f"{when}还没有做过巡检，无法出报告", "。请先运行 govsweep sweep")
    numbers = {one.id for one in known}
    day = as_of or sweep.as_of
    findings = lately(store.findings.all(lately=_first(day)), day)
    if as_of is not None:
        findings = [_at(one, as_of, numbers) for one in findings if one.first_sweep in numbers]
    stock = Stock(
        sweep=_sweep(sweep),
        sites=tuple(store.sites.all()),
        columns=tuple(store.columns.all()),
        ledger=tuple(ledger_of(store, sweep)),
        crashes=sweep.crashes,
        earlier=_earlier(store, sweep, known),
        checks=_ran(store, sweep),
        days={one.id: one.as_of for one in known},
        homes=tuple(store.sweeps.homes(sweep.id)),
        characters=store.sweeps.characters(sweep.id),
        media=tuple(media := store.media.all()),
        posts=tuple(_imported(store, as_of or sweep.as_of)) if media else (),
        duties=store.duties.all(),
        suspects=tuple(store.suspects.all()),
    )
    return stock, findings


def _imported(store: Store, day: dt.date) -> list[StoredMedia]:
    return store.posts.imported(_first(day))


def _first(day: dt.date) -> dt.date:
    """The first day of which papers of a day tell what has ended since."""
    return day - dt.timedelta(days=KEPT_DAYS)


def lately(findings: Sequence[Finding], day: dt.date) -> list[Finding]:
    """The findings that stand, or changed not too long ago to be in a paper."""
    first = _first(day)
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


def _snapshot(
    store: Store,
    stock: Stock,
    findings: Sequence[Finding],
    day: dt.date,
    done: Doings,
    span: Span | None = None,
) -> Snapshot:
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
    return {one.id: _ran(store, one) for one in store.sweeps.all() if one.id in taken}


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


def _earlier(store: Store, sweep: Sweep, known: Sequence[Sweep]) -> tuple[TrendRow, ...]:
    """The headline figures of earlier sweeps, as they were known when those were frozen."""
    before = store.freezes.before(sweep.id)
    if before is None:
        rows = [_trend(store, one) for one in known if one.closed_at and one.id < sweep.id]
    else:
        stock = unpack(before.facts)
        rows = [*stock.earlier, *([stock.own] if stock.own is not None else [])]
    return tuple(rows[-_TREND:])


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


def _ran(store: Store, sweep: Sweep) -> tuple[str, ...]:
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


def _columns(stock: Stock, period: Period, day: dt.date) -> Iterator[ColumnDuty]:
    """The columns; those that the look at their site did not come upon were not seen."""
    seen = columns_seen(period, stock.columns)
    for one in stock.columns:
        here = (one.site, one.url) in seen
        yield _column(one, term_of(one, day, stock.days, seen=here), seen=here)


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
