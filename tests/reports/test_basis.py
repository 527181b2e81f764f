"""What the numbers of a period rest on: the sweeps whose looks count, and of how many sites."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from govsweep.periods import LedgerCount, Period, Round, SiteLook, Span
from govsweep.reports import brief, dashboard
from govsweep.reports.basis import Basis, basis_of
from govsweep.reports.snapshot import Snapshot, TrendRow

NIGHT = dt.date(2026, 11, 30)


def a_round(number: int, *sites: Any, seed: str = "") -> Round:
    own = frozenset(one.identifier for one in sites)
    return Round(id=number, night=NIGHT, number=number, as_of=NIGHT, sites=own, seed=seed)


def a_look(of: Any, sweep: int, **states: int) -> SiteLook:
    rows = [
        LedgerCount(site=of.identifier, state=state, reason="", count=count)
        for state, count in (states or {"fetched": 9}).items()
    ]
    return SiteLook(site=of.identifier, sweep=sweep, as_of=NIGHT, ledger=tuple(rows))


def period(rounds: list[Round], *looks: SiteLook) -> Period:
    return Period(
        span=Span.quarter_of(NIGHT), day=NIGHT, rounds=tuple(rounds),
        looks={one.site: one for one in looks},
    )  # fmt: skip


@pytest.fixture
def three(make_site: Callable[..., Any]) -> list[Any]:
    return [make_site(number) for number in (1, 2, 3)]


def test_one_night_of_all_sites_is_what_it_is_called(three: list[Any]) -> None:
    told = basis_of(period([a_round(1, *three)], *(a_look(one, 1) for one in three)), three)
    assert told.of_one_sweep and not told.partial and told.last_words == ""
    assert told.words == "2026年第4季度各网站以最近一次看完的巡检为准：11-30第1次巡检3个"


def test_a_sweep_of_one_site_does_not_stand_over_the_numbers_of_three(three: list[Any]) -> None:
    looks = [a_look(three[0], 2), a_look(three[1], 1), a_look(three[2], 1, fetched=3, left=6)]
    told = basis_of(period([a_round(1, *three), a_round(2, three[0])], *looks), three)
    assert not told.of_one_sweep and told.partial
    assert told.last_words == "只巡检1个网站"
    assert told.words.endswith("：11-30第2次巡检1个、11-30第1次巡检2个（其中1个没有看完）")


def test_a_sample_is_called_one(three: list[Any]) -> None:
    rounds = [a_round(1, *three), a_round(2, *three[:2], seed="秋")]
    looks = [a_look(three[0], 2), a_look(three[1], 2), a_look(three[2], 1)]
    assert basis_of(period(rounds, *looks), three).last_words == "只抽查2个网站"


def test_a_site_that_is_suspended_since_makes_no_night_a_part(
    three: list[Any], make_site: Callable[..., Any]
) -> None:
    gone = make_site(4, status="suspended")
    rounds = [a_round(1, *three, gone), a_round(2, *three)]
    told = basis_of(
        period(rounds, *(a_look(one, 2) for one in three), a_look(gone, 1)), [*three, gone]
    )
    assert not told.partial and not told.of_one_sweep
    assert "第1次巡检1个" in told.words


def test_who_was_never_looked_at_is_counted_apart(three: list[Any]) -> None:
    told = basis_of(period([a_round(1, three[0])], a_look(three[0], 1)), three)
    assert told.words.endswith("第1次巡检1个；没有巡检到2个") and told.of_one_sweep
    assert basis_of(period([]), three).words == ""


@pytest.fixture
def partial(three: list[Any], make_snapshot: Callable[..., Any]) -> Snapshot:
    """A night of three sites, and a sweep of one of them after it."""
    known = period(
        [a_round(1, *three), a_round(12, three[0])],
        a_look(three[0], 12), a_look(three[1], 1), a_look(three[2], 1),
    )  # fmt: skip
    shown: Snapshot = make_snapshot(*three, as_of=NIGHT, period=known)
    sweep = dataclasses.replace(shown.sweep, night=NIGHT, number=4, as_of=NIGHT)
    before = TrendRow(night=NIGHT, number=1, sites=3, troubled=0, unresolved=0, pages=27)
    return dataclasses.replace(shown, sweep=sweep, earlier=(before,))


def test_the_dashboard_is_headed_by_the_period_then(partial: Snapshot) -> None:
    page = dashboard.html(partial)
    assert "<h1>2026年第4季度巡检情况（截至11月30日）</h1>" in page
    assert "11-30第12次巡检1个、11-30第1次巡检2个" in page
    assert "最近一次巡检</dt>" in page and "，只巡检1个网站</dd>" in page
    whole = dataclasses.replace(partial.period, rounds=(), looks={})
    page = dashboard.html(dataclasses.replace(partial, period=whole))
    assert "<h1>2026年11月30日夜间巡检（第4次）</h1>" in page and "数据依据" not in page


def test_the_brief_says_that_it_compares_with_a_sweep_of_one_site(partial: Snapshot) -> None:
    (line, *_) = brief.of(partial).changed
    assert line.startswith("与2026年11月30日第1次巡检相比（最近一次只巡检1个网站）：新增0条")


def test_a_basis_is_told_by_what_it_is() -> None:
    told = Basis(span="全年", lines=(), unvisited=0, last=0, partial=False, drawn=False)
    assert told.of_one_sweep and told.words == ""
