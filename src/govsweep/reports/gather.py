"""The snapshot that papers are written from: of now from the store, of a day as it was kept."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from govsweep import clock
from govsweep.clock import BEIJING, end_of_night, night_of
from govsweep.errors import InputError
from govsweep.indicators import EDITIONS
from govsweep.periods import (
    Span,
    newest_told,
)
from govsweep.rectification import Doings, replay
from govsweep.reports import charts
from govsweep.reports.sent import sent_of
from govsweep.reports.snapshot import (
    Snapshot,
    SweepRow,
)
from govsweep.reports.snapshots import snapshot_of
from govsweep.reports.stock import Stock, findings_of, kept, pack, unpack
from govsweep.reports.stocktaking import imported_posts, take_stock
from govsweep.store import Freeze, Notice, Store, Sweep


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
    return snapshot_of(store, stock, findings, day, done)


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
    return snapshot_of(store, stock, findings, day, done)


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
        posts=tuple(imported_posts(store, day)),
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
    return snapshot_of(store, stock, [], day, Doings(), span)


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
        stock, findings = take_stock(store, None)
        return snapshot_of(store, stock, findings, stock.sweep.as_of, done, span)
    done = done.until(end_of_night(as_of))
    frozen = store.freezes.newest(as_of)
    newest = next((one for one in reversed(sweeps) if one.closed_at is not None), None)
    cut_short = newest is not None and newest.as_of <= as_of and not store.freezes.has(newest.id)
    if frozen is not None and not cut_short:
        stock, since = unpack(frozen.facts), frozen.at
        findings = findings_of(stock)
    else:  # closed by version 0.1, which kept none, or by one that ended before it could
        stock, findings = take_stock(store, as_of)
        since = stock.sweep.closed_at or stock.sweep.opened_at
    findings = replay(findings, done, since=since, day=as_of)
    return snapshot_of(store, stock, findings, as_of, done, span)


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
    stock, findings = take_stock(store, None)
    if stock.sweep.closed_at is None:
        return
    day = max(stock.sweep.as_of, night or stock.sweep.as_of)
    own = charts.today(snapshot_of(store, stock, findings, day, Doings()))
    stock = msgspec.structs.replace(stock, findings=kept(findings), own=own)
    store.freezes.add(Freeze(sweep=stock.sweep.id, day=day, at=at, facts=pack(stock)))


def _done(store: Store) -> Doings:
    return Doings(store.decisions.all(), store.notices.all(), store.rechecks.all())
