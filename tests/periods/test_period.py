"""The sweeps of a span, united: what one of them did not see whole does not count against it."""

import dataclasses
import datetime as dt

import msgspec
import pytest

from govsweep.facts import DutySeen, DutyState, Ipv6, SiteDuties
from govsweep.periods import LedgerCount, Period, SiteLook, Span, unite
from govsweep.store import StoredHome

DAY = dt.date(2026, 11, 20)
NIGHT = dt.timedelta(days=1)


def look(sweep: int, site: str = "a", *, seen: bool | None = None, **states: int) -> SiteLook:
    known = LedgerCount(site=site, state="known", reason="", count=sum(states.values()))
    rows = [LedgerCount(site=site, state=key, reason="", count=n) for key, n in states.items()]
    home = None
    if seen is not None:
        home = StoredHome(site=site, seen=seen, newest=DAY if seen else None, week=((sweep, 0),))
    return SiteLook(site=site, sweep=sweep, as_of=DAY, ledger=(known, *rows), home=home)


def chosen(*looks: SiteLook) -> dict[str, int]:
    newest_first = sorted(looks, key=lambda one: -one.sweep)
    return {site: one.sweep for site, one in unite(newest_first).items()}


def test_the_latest_whole_look_counts() -> None:
    assert chosen(look(1, fetched=9), look(2, fetched=8)) == {"a": 2}


def test_a_cut_night_does_not_take_its_place() -> None:
    assert chosen(look(1, fetched=9), look(2, fetched=3, left=6)) == {"a": 1}


def test_nor_does_one_whose_links_waited_when_it_was_cut() -> None:
    assert chosen(look(1, fetched=9), look(2, fetched=9, untested=1)) == {"a": 1}


def test_of_cut_nights_counts_the_one_that_came_further() -> None:
    all_pages, some, few = look(1, fetched=9, untested=4), look(2, fetched=5, left=4), None
    assert chosen(all_pages, some) == {"a": 1}
    some, few = look(2, fetched=5, left=4), look(3, fetched=2, left=7)
    assert chosen(some, few) == {"a": 2}
    assert chosen(some, look(3, fetched=3, left=6)) == {"a": 3}  # as good as the other, and newer


def test_the_home_page_has_the_day_of_which_it_tells() -> None:
    before = dataclasses.replace(look(1, seen=True, fetched=9), as_of=DAY - NIGHT)
    away, there = look(2, seen=False, fetched=3, left=6), look(2, seen=True, fetched=3, left=6)
    told = unite([away, before])["a"]
    assert (told.home_seen, told.week_seen) == (DAY - NIGHT, DAY)
    told = unite([there, before])["a"]
    assert (told.home_seen, told.week_seen) == (DAY, DAY)
    told = unite([before])["a"]
    assert (told.home_seen, told.week_seen) == (DAY - NIGHT, DAY - NIGHT)


def test_nor_does_one_that_read_nothing() -> None:
    assert chosen(look(1, fetched=9), look(2, failed=1), look(3)) == {"a": 1}


@pytest.mark.parametrize(
    ("latest", "missed"),
    [
        (look(2, failed=9), True),
        (look(2, blocked=1, left=8), True),
        (look(2, failed=8, fetched=1, left=1), False),
        (look(2, left=9), False),  # nobody asked
        (look(2, fetched=9), False),
    ],
    ids=["errors", "walls", "one page", "not asked", "all"],
)
def test_that_the_latest_look_got_no_page_is_told(latest: SiteLook, missed: bool) -> None:
    looks = unite([latest, look(1, fetched=9)])
    period = Period(span=Span.quarter_of(DAY), day=DAY, looks=looks)
    assert period.has_missed("a") is missed
    assert not period.has_missed("b")


def test_without_a_whole_one_the_latest_that_read_anything_counts() -> None:
    looks = look(1, fetched=3, left=6), look(2, fetched=2, left=7), look(3, failed=1)
    assert chosen(*looks) == {"a": 2}


def test_where_nothing_was_ever_read_that_is_what_is_known() -> None:
    period = Period(span=Span.quarter_of(DAY), day=DAY, looks=unite([look(2, failed=1)]))
    assert period.look_at("a") is not None
    assert not period.has_seen("a")
    assert not period.has_seen("b")


def test_a_sweep_of_some_sites_changes_nothing_of_the_others() -> None:
    assert chosen(look(1, "a", fetched=9), look(1, "b", fetched=9), look(2, "a", fetched=9)) == {
        "a": 2,
        "b": 1,
    }


def test_a_home_page_is_told_by_who_saw_it_and_its_probes_by_the_latest() -> None:
    united = unite([look(2, failed=1, seen=False), look(1, fetched=9, seen=True)])
    home = united["a"].home
    assert home is not None
    assert (home.seen, home.newest, home.week) == (True, DAY, ((2, 0),))


def test_where_the_latest_saw_the_home_page_its_newest_day_counts() -> None:
    before, cut = look(1, fetched=9, seen=False), look(2, fetched=1, left=8, seen=True)
    home = unite([cut, before])["a"].home
    assert home is not None
    assert (home.seen, home.newest) == (True, DAY)
    newer = dataclasses.replace(cut, home=StoredHome(site="a", seen=True, newest=DAY + NIGHT))
    home = unite([newer, look(1, fetched=9, seen=True)])["a"].home
    assert home is not None and home.newest == DAY + NIGHT


def test_what_was_seen_over_ipv6_stands_until_it_is_looked_at_again() -> None:
    def at(sweep: int, ipv6: Ipv6 | None, **states: int) -> SiteLook:
        home = StoredHome(site="a", seen=True, ipv6=ipv6)
        return dataclasses.replace(look(sweep, **states), home=home)

    none, some = Ipv6(addresses=()), Ipv6(addresses=("2001:db8::5",))
    for latest, before, told in ((none, some, none), (None, some, some), (None, None, None)):
        cut, whole = at(2, latest, fetched=1, left=8), at(1, before, fetched=9)
        home = unite([cut, whole])["a"].home
        assert home is not None and home.ipv6 == told


@pytest.mark.parametrize("newest", [None, DAY - dt.timedelta(days=30)])
def test_a_cut_night_does_not_know_the_days_of_what_it_did_not_read(
    newest: dt.date | None,
) -> None:
    cut, before = look(2, fetched=1, left=8, seen=True), look(1, fetched=9, seen=True)
    assert cut.home is not None
    cut = dataclasses.replace(cut, home=msgspec.structs.replace(cut.home, newest=newest))
    home = unite([cut, before])["a"].home
    assert home is not None and home.newest == DAY


def test_what_is_owed_is_told_by_the_whole_look_after_a_cut_night_too() -> None:
    owed = SiteDuties(whole=True, items=(DutySeen("局/A1", DutyState.MET),))
    before, cut = look(1, fetched=9, seen=True), look(2, fetched=1, left=8, seen=True)
    assert before.home is not None
    before = dataclasses.replace(before, home=msgspec.structs.replace(before.home, duties=owed))
    home = unite([cut, before])["a"].home
    assert home is not None and home.duties == owed


def test_of_some_sites_alone() -> None:
    looks = unite([look(1, "a", fetched=9), look(1, "b", fetched=9)])
    period = Period(span=Span.quarter_of(DAY), day=DAY, looks=looks).only(("b",))
    assert {row.site for row in period.ledger} == {"b"}
