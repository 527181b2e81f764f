"""Reading a period out of the store: as far back as something may still count, and no further."""

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest

from govsweep.addresses import fingerprint
from govsweep.clock import BEIJING
from govsweep.facts import PagesSeen, PageState, Site, Visit
from govsweep.periods import (
    SHELL,
    UNTESTED,
    LedgerCount,
    Period,
    Round,
    SiteLook,
    Span,
    ledger_of,
    looks_of,
    newest_told,
    period_now,
    read_period,
    unite,
    with_untested,
)
from govsweep.store import Delivery, Store, StoredHome, Sweep

DAY = dt.date(2026, 11, 20)
WELL, DEAD = "5118000001", "5118000002"
_HOME = {WELL: "http://a.gov.cn/", DEAD: "http://b.gov.cn/"}


@pytest.fixture
def swept(store: Store, a_site: Callable[..., Site], open_sweep: Callable[..., Sweep]) -> Store:
    """Three nights: one site is read in each, the other in none."""
    store.sites.save([a_site(identifier=key, url=url) for key, url in _HOME.items()])
    for night in range(3):
        sweep = open_sweep(store, DAY + dt.timedelta(days=night))
        ends = {WELL: PageState.FETCHED, DEAD: PageState.FAILED}
        store.pages.commit(sweep.id, [Delivery(visit(key, end)) for key, end in ends.items()])
        store.sweeps.close(sweep.id, reason="until", finished=True)
    return store


def visit(site: str, end: PageState) -> Visit:
    url = _HOME[site]
    at = dt.datetime.combine(DAY, dt.time(22), BEIJING)
    return Visit(
        queue=site, url=url, fingerprint=fingerprint(url), at=at, state=end, reason="timeout"
    )


def closed(number: int, site: str) -> Sweep:
    """A sweep of one site, closed."""
    night = DAY + dt.timedelta(days=number)
    at = dt.datetime.combine(night, dt.time(23), BEIJING)
    return Sweep(
        id=number, night=night, number=1, as_of=night, token="t", indicators="2019",
        rules_version="1", sites=(site,), opened_at=at, closed_at=at,
    )  # fmt: skip


def read(store: Store, asked: list[tuple[int, set[str] | None]]) -> Period:
    """The period, and which sites of which sweep were asked for."""

    def looks(sweep: Sweep, only: set[str] | None) -> list[object]:
        asked.append((sweep.id, only))
        return looks_of(store, sweep, only)

    last = DAY + dt.timedelta(days=2)
    return read_period(Span.quarter_of(DAY), last, store.sweeps.all(), looks)


def test_a_site_that_was_read_is_asked_for_in_the_newest_night_alone(swept: Store) -> None:
    asked: list[tuple[int, set[str] | None]] = []
    period = read(swept, asked)
    assert asked == [(3, None), (2, {DEAD, ""}), (1, {DEAD, ""})]
    assert {site: look.sweep for site, look in period.looks.items()} == {WELL: 3, DEAD: 3}


def test_what_is_told_is_what_all_nights_would_have_told(swept: Store) -> None:
    newest_first = [one for sweep in reversed(swept.sweeps.all()) for one in looks_of(swept, sweep)]
    assert read(swept, []).looks == unite(newest_first)


def test_where_all_were_read_one_night_is_enough(
    swept: Store, open_sweep: Callable[..., Sweep]
) -> None:
    last = open_sweep(swept, DAY + dt.timedelta(days=2))
    some = [Delivery(visit(key, PageState.FETCHED)) for key in _HOME]
    swept.pages.commit(last.id, some)
    swept.sweeps.close(last.id, reason="until", finished=True)
    asked: list[tuple[int, set[str] | None]] = []
    read(swept, asked)
    assert asked == [(last.id, None)]


def test_of_a_sweep_some_sites_can_be_asked_for(swept: Store) -> None:
    newest = swept.sweeps.all()[-1]
    (look,) = looks_of(swept, newest, {DEAD})
    assert (look.site, {row.state for row in look.ledger}) == (DEAD, {"failed", "known"})
    assert looks_of(swept, newest, set()) == []


def test_what_the_newest_night_saw_of_a_site(swept: Store) -> None:
    homes = {site: StoredHome(site=site, seen=True, newest=DAY) for site in _HOME}
    for home in homes.values():
        for sweep, characters in ((2, 1), (3, 700)):
            swept.sweeps.keep_settled(
                sweep, findings=(), columns=(), home=home, characters=characters, oldest=1,
                version="1", at=dt.datetime.combine(DAY, dt.time(23), BEIJING),
            )  # fmt: skip
    newest = swept.sweeps.all()[-1]
    (look,) = looks_of(swept, newest, {DEAD})
    assert look == SiteLook(
        site=DEAD, sweep=3, as_of=newest.as_of, home=homes[DEAD], characters=700,
        ledger=tuple(
            LedgerCount(site=DEAD, state=state, reason=reason, count=1)
            for state, reason in (("failed", "timeout"), ("known", ""))
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("pages", "read", "hidden"),
    [
        (None, 3, 0),  # an older release counted none
        (PagesSeen(home=True, others=2), 3, 0),
        (PagesSeen(home=True, others=1, shells=1), 2, 1),
        (PagesSeen(shells=1), 0, 3),  # all else only led there
    ],
)
def test_a_page_that_only_scripts_fill_was_not_read(
    store: Store, open_sweep: Callable[..., Sweep], a_site: Callable[..., Site],
    pages: PagesSeen | None, read: int, hidden: int,
) -> None:  # fmt: skip
    store.sites.save([a_site(identifier=WELL, url=_HOME[WELL])])
    sweep = open_sweep(store, DAY)
    for name in ("", "a", "b"):
        url = _HOME[WELL] + name
        done = msgspec.structs.replace(
            visit(WELL, PageState.FETCHED), url=url, fingerprint=fingerprint(url)
        )
        store.pages.commit(sweep.id, [Delivery(done)])
    store.sweeps.keep_settled(
        sweep.id, findings=(), columns=(), home=StoredHome(site=WELL, seen=True, pages=pages),
        characters=1, oldest=1, version="1", at=dt.datetime.combine(DAY, dt.time(23), BEIJING),
    )  # fmt: skip
    store.sweeps.close(sweep.id, reason="until", finished=True)
    (look,) = looks_of(store, sweep)
    told = {(row.state, row.reason): row.count for row in look.ledger}
    assert (look.read, told.get(("failed", SHELL), 0)) == (read, hidden)
    assert told["known", ""] == read + hidden
    assert look.home is not None
    assert look.home.pages == pages


def test_links_left_untested_are_in_every_ledger_once(swept: Store) -> None:
    newest = swept.sweeps.all()[-1]
    home = StoredHome(site=DEAD, seen=True, untested=3)
    swept.sweeps.keep_settled(
        newest.id, findings=(), columns=(), home=home, characters=1, oldest=1, version="1",
        at=dt.datetime.combine(DAY, dt.time(23), BEIJING),
    )  # fmt: skip
    ledger = ledger_of(swept, newest, {DEAD})
    waiting = LedgerCount(site=DEAD, state=UNTESTED, reason="", count=3)
    assert ledger.count(waiting) == 1
    (look,) = looks_of(swept, newest, {DEAD})
    assert list(look.ledger) == ledger
    assert with_untested(ledger, [home]) == ledger
    before = [one for one in ledger if one != waiting]  # as older releases froze it
    assert with_untested(before, [home]) == ledger
    assert with_untested(before, [msgspec.structs.replace(home, untested=0)]) == before


def test_now_is_the_quarter_of_the_last_night_that_was_closed(
    store: Store, open_sweep: Callable[..., Sweep], a_site: Callable[..., Site]
) -> None:
    store.sites.save([a_site(identifier=WELL, url=_HOME[WELL])])
    later = dt.date(2027, 2, 1)
    empty = period_now(store, later)
    assert (empty.span, empty.day, empty.rounds) == (Span.quarter_of(later), later, ())
    sweep = open_sweep(store, DAY, seed="秋", drawn_from=9)
    assert newest_told(store.sweeps.all()) == sweep  # none is closed yet
    store.pages.commit(sweep.id, [Delivery(visit(WELL, PageState.FETCHED))])
    store.sweeps.close(sweep.id, reason="until", finished=True)
    still_open = open_sweep(store, DAY + dt.timedelta(days=1))
    now = period_now(store, later)
    assert (now.span, now.day) == (Span.quarter_of(DAY), DAY)
    assert now.rounds == (
        Round(
            id=sweep.id, night=DAY, number=1, as_of=DAY, sites=frozenset({WELL}), seed="秋",
            drawn_from=9,
        ),
    )  # fmt: skip
    assert set(now.looks) == {WELL} and now.has_seen(WELL)
    store.sweeps.close(still_open.id, reason="until", finished=True)
    told = newest_told(store.sweeps.all())
    assert told is not None and told.id == still_open.id
    assert newest_told([]) is None


def test_a_night_whose_sites_were_all_read_since_is_passed_over() -> None:
    """The one before it may have looked at others."""
    asked = []

    def looks(sweep: Sweep, only: object) -> list[SiteLook]:
        asked.append(sweep.id)
        read = LedgerCount(site=sweep.sites[0], state="fetched", reason="", count=1)
        return [SiteLook(site=sweep.sites[0], sweep=sweep.id, as_of=sweep.as_of, ledger=(read,))]

    span = Span.quarter_of(DAY)
    period = read_period(
        span, span.ends, [closed(1, DEAD), closed(2, WELL), closed(3, WELL)], looks
    )
    assert asked == [3, 1]
    assert {site: look.sweep for site, look in period.looks.items()} == {WELL: 3, DEAD: 1}
