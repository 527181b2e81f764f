"""What changed since the sweep before adds up: each finding that came or went has a cause."""

import dataclasses
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from tests.reports.test_gather import Days, afternoon

from govsweep.facts import Site
from govsweep.findings import Certainty, Finding, State
from govsweep.lifecycle import DecisionKind
from govsweep.reports import brief, charts
from govsweep.reports.gather import gather
from govsweep.reports.movements import MoveCause, Movement, movement
from govsweep.reports.snapshot import Snapshot, StoodFinding
from govsweep.store import Store

Make = Callable[..., Any]


@pytest.fixture
def days(store: Store, make_site: Callable[..., Site]) -> Days:
    return Days(store, [make_site(1), make_site(2)])


def moved(store: Store) -> Movement:
    """The movement until now, of which the sum holds."""
    snapshot = gather(store)
    told = movement(snapshot)
    assert told is not None
    assert told.explained == told.now - told.before
    assert told.now == charts.today(snapshot).unresolved
    assert told.before == snapshot.earlier[-1].unresolved
    return told


def test_a_story_in_which_every_cause_occurs(
    days: Days, store: Store, make_site: Make, make_finding: Make
) -> None:
    one, two = make_site(1), make_site(2)
    typo = {key: make_finding(subject=key, of=one, rule=f"r-{key}") for key in "甲乙丙丁戊己庚"}
    doubt = make_finding(subject="辛", of=one, certainty=Certainty.SUSPECTED, rule="r-辛")
    away = make_finding(subject="壬", of=two)
    days.sweep(*typo.values(), doubt, away)
    assert movement(gather(store)) is None  # nothing went before
    days.sweep(*list(typo.values())[:6], doubt, away, fixed=(typo["庚"],))
    assert moved(store).counts == {MoveCause.FIXED: 1}

    days.recheck(typo["甲"])
    told = moved(store)
    assert (told.counts[MoveCause.FIXED], told.rechecked) == (2, 1)
    days.decide(typo["乙"], DecisionKind.DISMISS)
    days.decide(doubt, DecisionKind.CONFIRM)
    assert moved(store).counts == {
        MoveCause.FIXED: 2, MoveCause.DISMISSED: 1, MoveCause.TAKEN_IN: 1,
    }  # fmt: skip

    store.findings.mark_withdrawn([typo["丙"].id], afternoon(days.day), 2)
    store.sites.save([msgspec.structs.replace(two, status="closed")])
    days.sites = days.sites[:1]
    new = make_finding(subject="癸", of=one)
    days.sweep(typo["丁"], typo["己"], typo["庚"], new, fixed=(typo["戊"],))
    told = moved(store)
    assert told.counts == {
        MoveCause.NEW: 1, MoveCause.BACK: 1, MoveCause.TAKEN_IN: 1, MoveCause.FIXED: 2,
        MoveCause.DISMISSED: 1, MoveCause.WITHDRAWN: 1, MoveCause.CLOSED: 1,
    }  # fmt: skip
    assert (told.before, told.now, told.rechecked) == (7, 5, 1)
    assert told.others == "核实转入1条、驳回1条、规则撤回1条、网站关停1条"
    first, second, *_ = brief.of(gather(store)).changed
    assert first.endswith("：新增1条，复发1条，整改2条（其中复查1条）。")
    assert second == f"另有{told.others}；现有复发1条。"
    heads = {one.name: (one.value, one.change) for one in brief.of(gather(store)).headlines}
    assert heads["待整改问题"] == (5, "比上次-2")


def stood(*findings: Finding, **changes: Any) -> dict[str, StoodFinding]:
    fields = {"state": State.OPEN, "counted": True} | changes
    return {one.id: StoodFinding(site=one.site, **fields) for one in findings}


def test_what_is_held_back_now_is_no_more_to_be_mended(
    make_finding: Make, make_snapshot: Make
) -> None:
    held, gone = make_finding(subject="甲", held="太多"), make_finding(subject="乙")
    snapshot: Snapshot = make_snapshot(findings=(held,), stood=stood(held, gone))
    told = movement(snapshot)
    assert told is not None
    assert told.counts == {MoveCause.TAKEN_OUT: 1, MoveCause.WITHDRAWN: 1}
    assert (told.before, told.now, told.explained) == (2, 0, -2)


def test_nothing_moved(make_finding: Make, make_snapshot: Make) -> None:
    one = make_finding()
    told = movement(make_snapshot(findings=(one,), stood=stood(one)))
    assert told == Movement(1, 1, {}, 0, ())
    assert movement(dataclasses.replace(make_snapshot(), stood={})) == Movement(0, 0, {}, 0, ())
