"""Papers of a day: what was known by its end, today and in a year."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from govsweep import reports
from govsweep.clock import BEIJING
from govsweep.errors import InputError
from govsweep.facts import ColumnKind, Site
from govsweep.findings import Certainty, Finding, State
from govsweep.lifecycle import DecisionKind
from govsweep.rectification import decide, issue
from govsweep.rectification.deciding import Words
from govsweep.reports.gather import freeze, gather
from govsweep.reports.snapshot import Snapshot
from govsweep.rule_changes import REPOSTS
from govsweep.store import Store, StoredColumn, Sweep
from govsweep.store.rule_list_rows import keep_lists
from govsweep.tables import ledger

DAY = dt.date(2026, 11, 20)
PAPERS = ("census.csv", "census.xlsx", "bulletin.docx", "selfcheck.docx", "dashboard.html")


def afternoon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(14)).astimezone()


class Days:
    """One day after another: what a night's sweep saw, and what was done by day."""

    def __init__(self, store: Store, sites: list[Site]) -> None:
        self.store = store
        self.day = DAY
        store.sites.save(sites)
        self.sites = sites

    def sweep(
        self,
        *seen: Finding,
        fixed: tuple[Finding, ...] = (),
        keep: bool = True,
        lists: Mapping[str, int] | None = None,
    ) -> Sweep:
        """The night's sweep, after which the next day begins; with `lists` it read pages, too."""
        at = afternoon(self.day) + dt.timedelta(hours=10)
        sweep, _ = self.store.sweeps.open(
            night=self.day, as_of=self.day, sites=self.sites, indicators="2019",
            rules_version="r1", at=at.timestamp(), again=False,
        )  # fmt: skip
        self.store.findings.save(
            sweep.id,
            [one.model_copy(update={"sweep": sweep.id, "last_seen": at}) for one in seen],
        )
        self.store.findings.mark_fixed([one.id for one in fixed], at, sweep.id)
        self.store.columns.save(
            [
                StoredColumn(
                    site=self.sites[0].identifier, url="http://www.s1.gov.cn/xw/", name="要闻",
                    kind=ColumnKind.NEWS, max_age_days=14, newest=DAY, sweep=sweep.id,
                )
            ]
        )  # fmt: skip
        self.store.sweeps.close(sweep.id, reason="until", finished=False)
        if lists is not None:
            self._read_by(sweep, lists)
        if keep:
            freeze(self.store, at)
        self.day += dt.timedelta(days=1)
        return sweep

    def _read_by(self, sweep: Sweep, lists: Mapping[str, int]) -> None:
        with self.store.engine.begin() as connection:
            keep_lists(connection, sweep.id, lists)
            connection.execute(ledger.delete().where(ledger.c.sweep == sweep.id))
            rows = [
                {
                    "sweep": sweep.id,
                    "site": site.identifier,
                    "state": state,
                    "reason": "",
                    "count": 9,
                }
                for site in self.sites
                for state in ("known", "fetched")
            ]
            connection.execute(ledger.insert(), rows)

    def judge_again(self) -> None:
        freeze(self.store, afternoon(self.day), night=self.day)

    def decide(self, one: Finding, verdict: DecisionKind) -> None:
        (found,) = self.store.findings.all(key=one.id)
        decide(self.store, [found], verdict, Words("王工", "经核实"), afternoon(self.day))

    def issue(self, one: Finding) -> None:
        issue(
            self.store, one.site, {"办公室": [one.id]}, number=None, at=afternoon(self.day),
            working_days=5,
        )  # fmt: skip

    def recheck(self, one: Finding) -> None:
        self.store.findings.mark_fixed([one.id], afternoon(self.day))


@pytest.fixture
def days(store: Store, make_site: Callable[..., Site]) -> Days:
    return Days(store, [make_site(1), make_site(2)])


@pytest.fixture
def found(make_finding: Callable[..., Finding]) -> list[Finding]:
    """A wrong word, another that is merely suspected, and a dead link."""
    return [
        make_finding(subject="甲", rule="typo-a"),
        make_finding(subject="乙", rule="typo-b", certainty=Certainty.SUSPECTED),
        make_finding("dead-link", subject="http://x.example/"),
    ]


def states(snapshot: Snapshot) -> list[tuple[str, State, Certainty]]:
    return sorted((one.subject, one.state, one.certainty) for one in snapshot.findings)


def written(store: Store, day: dt.date, folder: Path) -> dict[str, bytes]:
    snapshot = gather(store, day)
    for name in PAPERS:
        reports.write(name.partition(".")[0], snapshot, folder / name)
    return {name: (folder / name).read_bytes() for name in PAPERS}


def test_papers_of_a_day_are_the_same_whatever_comes_after(
    days: Days, found: list[Finding], store: Store, tmp_path: Path
) -> None:
    wrong, doubtful, dead = found
    days.sweep(*found)
    days.sweep(*found, fixed=())
    of_day = DAY + dt.timedelta(days=1)
    before = written(store, of_day, tmp_path)
    days.day += dt.timedelta(days=1)
    days.issue(wrong)
    days.decide(doubtful, DecisionKind.CONFIRM)
    days.decide(dead, DecisionKind.DISMISS)
    days.sweep(doubtful, fixed=(wrong,))
    days.judge_again()
    store.sites.save([msgspec.structs.replace(days.sites[0], name="改了名的网站")])
    days.sweep(wrong, doubtful)
    days.day += dt.timedelta(days=365)
    days.recheck(wrong)
    days.sweep(doubtful)
    assert written(store, of_day, tmp_path) == before
    now = written(store, days.day, tmp_path)
    assert all(now[name] != before[name] for name in PAPERS)


def test_of_the_last_sweeps_day_it_says_what_now_says(
    days: Days, found: list[Finding], store: Store
) -> None:
    days.sweep(*found)
    sweep = days.sweep(*found[1:], fixed=(found[0],))
    assert gather(store, sweep.as_of) == gather(store)


class TestBetweenSweeps:
    """What is done apart from sweeps is known from its day on, and only then."""

    def test_decisions(self, days: Days, found: list[Finding], store: Store) -> None:
        wrong, doubtful, _ = found
        days.sweep(wrong, doubtful)
        decided = days.day
        days.decide(wrong, DecisionKind.DISMISS)
        days.decide(doubtful, DecisionKind.CONFIRM)
        days.day += dt.timedelta(days=2)
        days.decide(wrong, DecisionKind.REOPEN)
        sure, unsure = Certainty.CONFIRMED, Certainty.SUSPECTED
        assert states(gather(store, DAY)) == [
            ("乙", State.OPEN, unsure), ("甲", State.OPEN, sure),
        ]  # fmt: skip
        assert states(gather(store, decided)) == [
            ("乙", State.OPEN, sure), ("甲", State.DISMISSED, sure),
        ]  # fmt: skip
        assert states(gather(store, days.day)) == states(gather(store))
        assert [one.confirmed for one in gather(store, decided).rules] == [0, 1]
        assert gather(store, DAY).rules == ()

    def test_notices_and_looks(self, days: Days, found: list[Finding], store: Store) -> None:
        wrong, _, dead = found
        days.sweep(wrong, dead)
        days.issue(wrong)
        issued = days.day
        days.day += dt.timedelta(days=1)
        days.recheck(wrong)
        (before,) = (one for one in gather(store, issued).findings if one.id == wrong.id)
        assert (before.state, before.due) == (State.NOTIFIED, dt.date(2026, 11, 27))
        assert len(gather(store, issued).notices) == 1
        assert gather(store, DAY).notices == ()
        (after,) = (one for one in gather(store, days.day).findings if one.id == wrong.id)
        assert (after.state, after.fixed_sweep) == (State.FIXED, None)
        days.day += dt.timedelta(days=1)
        days.sweep(wrong)
        (still,) = (one for one in gather(store, issued).findings if one.id == wrong.id)
        assert still == before

    def test_what_is_released_counts_from_then_on(
        self, days: Days, make_finding: Callable[..., Finding], store: Store
    ) -> None:
        held = [make_finding(subject=word, rule="r", held="一夜增多") for word in "甲乙"]
        days.sweep(*held)
        days.decide(held[0], DecisionKind.RELEASE)
        assert [one.held for one in gather(store, DAY).findings] == ["一夜增多"] * 2
        assert [one.held for one in gather(store, days.day).findings] == [None] * 2

    def test_the_morning_belongs_to_the_night_before(
        self, days: Days, found: list[Finding], store: Store
    ) -> None:
        days.sweep(*found)
        morning = dt.datetime.combine(days.day, dt.time(9), BEIJING)
        decide(store, found[:1], DecisionKind.DISMISS, Words("王工", "经核实"), morning)
        assert ("甲", State.DISMISSED, Certainty.CONFIRMED) in states(gather(store, DAY))


class TestJudgedAgain:
    def test_it_is_known_from_its_own_night_on(
        self, days: Days, found: list[Finding], store: Store
    ) -> None:
        days.sweep(*found)
        days.day += dt.timedelta(days=3)
        store.findings.save(1, [found[1].model_copy(update={"certainty": Certainty.CONFIRMED})])
        days.judge_again()
        unsure = ("乙", State.OPEN, Certainty.SUSPECTED)
        assert unsure in states(gather(store, days.day - dt.timedelta(days=1)))
        assert unsure not in states(gather(store, days.day))


class TestTrend:
    def test_earlier_sweeps_stay_as_they_were_known(
        self, days: Days, found: list[Finding], store: Store
    ) -> None:
        days.sweep(*found)
        days.sweep(*found[:2], fixed=(found[2],))
        days.decide(found[0], DecisionKind.DISMISS)
        days.sweep(*found[:2])
        trend = [(row.night, row.unresolved) for row in gather(store).earlier]
        assert trend == [(DAY, 2), (DAY + dt.timedelta(days=1), 1)]
        days.judge_again()
        assert [(row.night, row.unresolved) for row in gather(store).earlier] == trend


class TestWithoutStock:
    """Sweeps of version 0.1 left none: what can be told is told."""

    def test_what_was_fixed_later_stood_then(
        self, days: Days, found: list[Finding], store: Store
    ) -> None:
        days.sweep(*found, keep=False)
        days.sweep(*found[1:], fixed=(found[0],))
        days.decide(found[2], DecisionKind.DISMISS)
        assert {state for _, state, _ in states(gather(store, DAY))} == {State.OPEN}

    def test_a_sweep_whose_stock_was_not_kept_in_time_is_told_from_the_store(
        self, days: Days, found: list[Finding], store: Store
    ) -> None:
        days.sweep(*found)
        days.sweep(*found[1:], fixed=(found[0],), keep=False)
        assert gather(store, DAY + dt.timedelta(days=1)) == gather(store)
        assert {state for _, state, _ in states(gather(store, DAY))} == {State.OPEN}

    def test_before_the_first_sweep_there_is_no_paper(self, days: Days, store: Store) -> None:
        days.sweep()
        with pytest.raises(InputError, match="到 2026-11-19 为止还没有做过巡检"):
            gather(store, DAY - dt.timedelta(days=1))


def test_what_stands_no_more_for_long_is_left_out(
    days: Days, found: list[Finding], store: Store
) -> None:
    days.sweep(*found)
    days.sweep(*found[1:], fixed=(found[0],))
    days.day += dt.timedelta(days=401)
    days.sweep(found[2])
    known: list[Any] = [one.subject for one in gather(store, days.day).findings]
    assert sorted(known) == ["http://x.example/", "乙"]


def test_a_list_of_the_newest_night_was_not_held_against_earlier_looks(
    days: Days, store: Store
) -> None:
    """The list of reposts came between two nights; the second went to one site alone."""
    days.sweep(lists={})
    both, days.sites = days.sites, days.sites[:1]
    days.sweep(lists={REPOSTS: 3})
    snapshot = gather(store)
    assert "late-repost" in snapshot.checks
    looked = {
        site.identifier: "late-repost" in snapshot.looked_for(site.identifier) for site in both
    }
    assert looked == {both[0].identifier: True, both[1].identifier: False}
    assert snapshot.first_sweeps == {site.identifier: 1 for site in both}
    assert gather(store, DAY).checks == gather(store, DAY).looked_for(both[0].identifier)
