"""Reading a period out of the store: as far back as something may still count, and no further."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.addresses import fingerprint
from govsweep.clock import BEIJING
from govsweep.facts import PageState, Site, Visit
from govsweep.periods import Period, Span, looks_of, read_period, unite
from govsweep.store import Delivery, Store, Sweep

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
