"""Periods out of the store."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from govsweep.facts import PageState
from govsweep.periods.period import (
    MENU,
    PARTLY,
    SHELL,
    UNTESTED,
    LedgerCount,
    Period,
    Round,
    SiteLook,
    unite,
)
from govsweep.periods.span import Span
from govsweep.store import Store, StoredHome, Sweep

_READ = (PageState.FETCHED.value, PageState.UNCHANGED.value)
_NO_SITE = ""  # whose pages led to hosts that are not registered


def read_period(
    span: Span,
    day: dt.date,
    sweeps: Iterable[Sweep],
    looks: Callable[[Sweep, Collection[str] | None], Sequence[SiteLook]],
) -> Period:
    """The period of a span as it was known by the end of a day.

    `sweeps` are those that were known then; `looks` tells what one of them saw: of these sites, or
    of all.
    """
    last = min(day, span.ends)
    own = [one for one in sweeps if one.closed_at and span.begins <= one.as_of <= last]
    return Period(
        span=span,
        day=day,
        rounds=tuple(
            Round(
                id=one.id,
                night=one.night,
                number=one.number,
                as_of=one.as_of,
                sites=frozenset(one.sites),
                seed=one.seed,
                drawn_from=one.drawn_from,
            )
            for one in own
        ),
        looks=unite(_newest_first(own, looks)),
    )


def period_now(store: Store, today: dt.date) -> Period:
    """The quarter of the last sweep closed, as papers of now know it; before any, today's."""
    known = store.sweeps.all()
    last = newest_told(known)
    day = last.as_of if last is not None else today
    return read_period(Span.quarter_of(day), day, known, partial(looks_of, store))


def newest_told(sweeps: Sequence[Sweep]) -> Sweep | None:
    """The sweep that papers and pages tell: the last closed, or the last where none is closed."""
    closed = [one for one in sweeps if one.closed_at is not None]
    return (closed or sweeps)[-1] if sweeps else None


def _newest_first(
    sweeps: Sequence[Sweep],
    looks: Callable[[Sweep, Collection[str] | None], Sequence[SiteLook]],
) -> Iterator[SiteLook]:
    """What sweeps saw, as far back as something may still count.

    One site that cannot be reached is looked for in every night of the period: the others, of
    which the newest nights have told, are not read again.
    """
    missing = {site for one in sweeps for site in one.sites}
    for one in sorted(sweeps, key=lambda sweep: (sweep.as_of, sweep.id), reverse=True):
        wanted = missing.intersection(one.sites)
        if not wanted:
            continue
        whole = len(wanted) == len(one.sites)
        for look in looks(one, None if whole else {*wanted, _NO_SITE}):
            if look.whole:
                missing.discard(look.site)
            yield look


def looks_of(store: Store, sweep: Sweep, only: Collection[str] | None = None) -> list[SiteLook]:
    """What a sweep saw of each site that it was to look at, or of `only` some."""
    homes = store.sweeps.homes(sweep.id, only)
    ledger = ledger_of(store, sweep, only, homes)
    found = looks_by(sweep, ledger, homes, store.sweeps.characters(sweep.id))
    return [one for one in found if only is None or one.site in only]


def ledger_of(
    store: Store,
    sweep: Sweep,
    only: Collection[str] | None = None,
    homes: Iterable[StoredHome] | None = None,
) -> list[LedgerCount]:
    """What became of the addresses that a sweep knew of; `homes` are its home pages, if known."""
    ledger = [
        LedgerCount(site=row.site, state=row.state, reason=row.reason, count=row.addresses)
        for row in store.sweeps.ledger(sweep.id, only)
    ]
    homes = list(store.sweeps.homes(sweep.id, only) if homes is None else homes)
    return with_untested(_without_shells(ledger, homes), homes)


def with_untested(
    ledger: Iterable[LedgerCount], homes: Collection[StoredHome]
) -> list[LedgerCount]:
    """The ledger with what was left beside pages, each site's once.

    These are links to test, columns to turn, and menus that scripts may write.

    Ledgers that older releases froze have none of these.
    """
    waiting = (
        LedgerCount(site=one.site, state=UNTESTED, reason="", count=one.untested)
        for one in homes
        if one.untested
    )
    partly = (
        LedgerCount(site=one.site, state=PARTLY, reason="", count=in_part)
        for one in homes
        if one.pages is not None and (in_part := len(one.pages.partly) + len(one.pages.short))
    )
    menus = (
        LedgerCount(site=one.site, state=MENU, reason="", count=1 + one.pages.inner)
        for one in homes
        if one.pages is not None and one.pages.menu_hidden
    )
    addresses = (row for row in ledger if row.state not in (UNTESTED, PARTLY, MENU))
    return [*addresses, *waiting, *partly, *menus]


def _without_shells(
    ledger: Iterable[LedgerCount], homes: Iterable[StoredHome]
) -> Iterator[LedgerCount]:
    """The ledger with pages that show nothing until their scripts have run among the failed ones.

    The crawl had an answer and went on from it, but nobody has read what such a page says. Of a
    site on which nothing else showed anything no page was read, whatever led there.
    """
    dark = {
        one.site: one.pages.shells if one.pages.anything else None
        for one in homes
        if one.pages is not None and one.pages.shells
    }
    for row in ledger:
        if row.state not in _READ or row.site not in dark:
            yield row
            continue
        left = dark[row.site]
        taken = row.count if left is None else min(left, row.count)
        if left is not None:
            dark[row.site] = left - taken
        if taken:
            state = PageState.FAILED.value
            yield LedgerCount(site=row.site, state=state, reason=SHELL, count=taken)
        if row.count > taken:
            yield replace(row, count=row.count - taken)


def looks_by(
    sweep: Sweep,
    ledger: Iterable[LedgerCount],
    homes: Iterable[StoredHome],
    characters: Mapping[str, int],
) -> list[SiteLook]:
    """What a sweep saw of each site, by its ledger, the home pages and the characters read."""
    rows: dict[str, list[LedgerCount]] = {site: [] for site in sweep.sites}
    at = {home.site: home for home in homes}
    for row in with_untested(ledger, list(at.values())):
        rows.setdefault(row.site, []).append(row)
    return [
        SiteLook(
            site=site,
            sweep=sweep.id,
            as_of=sweep.as_of,
            ledger=tuple(own),
            home=at.get(site),
            characters=characters.get(site),
        )
        for site, own in rows.items()
    ]
