"""Notices: by when, on what, and under which number."""

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from govsweep.errors import InputError
from govsweep.findings import Certainty, Finding, Severity, State
from govsweep.lifecycle import DecisionKind
from govsweep.rectification import due_after, issue, to_notify

Maker = Callable[..., Finding]
Office: TypeAlias = Any  # see conftest
DAY = dt.date(2026, 11, 20)
SURE = Certainty.CONFIRMED


@pytest.mark.parametrize(
    ("day", "days", "due"),
    [
        ("2026-11-20", 1, "2026-11-23"),  # a Friday
        ("2026-11-20", 10, "2026-12-04"),
        ("2026-09-30", 1, "2026-10-08"),  # the national holiday
        ("2026-09-30", 3, "2026-10-10"),  # a Saturday that is worked in its place
        ("2026-11-20", 0, "2026-11-20"),
    ],
)
def test_due_dates_are_counted_in_workdays(day: str, days: int, due: str) -> None:
    assert due_after(dt.date.fromisoformat(day), days).isoformat() == due


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({}, True),
        ({"state": State.RELAPSED}, True),
        ({"state": State.NOTIFIED, "due": DAY}, False),
        ({"state": State.NOTIFIED, "due": DAY - dt.timedelta(days=1)}, True),
        ({"state": State.FIXED}, False),
        ({"state": State.DISMISSED}, False),
        ({"held": "一夜增多"}, False),
        ({"certainty": Certainty.SUSPECTED}, False),
        ({"severity": Severity.NOTICE}, False),
    ],
)
def test_what_counts_and_stands_is_to_be_notified(
    a_finding: Maker, words: dict[str, Any], expected: bool
) -> None:
    assert to_notify(a_finding(**{"certainty": SURE} | words), DAY) is expected


class TestLife:
    def test_notified_until_it_is_fixed(self, office: Office, a_finding: Maker) -> None:
        one = a_finding(certainty=SURE)
        office.sweep(one)
        self.notify(office, one)
        office.sweep(one)
        assert office.state(one) is State.NOTIFIED
        sweep = office.sweep()
        office.store.findings.mark_fixed([one.id], office.at, sweep.id)
        assert office.state(one) is State.FIXED
        office.sweep(one)
        now = office.now(one)
        assert (now.state, now.due, now.relapses) == (State.RELAPSED, None, 1)

    def test_a_dismissal_taken_back_leaves_it_notified(
        self, office: Office, a_finding: Maker
    ) -> None:
        one = a_finding(certainty=SURE)
        office.sweep(one)
        self.notify(office, one)
        office.decide(one, DecisionKind.DISMISS)
        assert office.state(one) is State.DISMISSED
        office.decide(one, DecisionKind.REOPEN)
        assert office.state(one) is State.NOTIFIED

    def test_what_was_mended_meanwhile_is_named_but_stays_fixed(
        self, office: Office, a_finding: Maker
    ) -> None:
        one = a_finding(certainty=SURE)
        sweep = office.sweep(one)
        office.store.findings.mark_fixed([one.id], office.at, sweep.id)
        self.notify(office, one)
        assert office.state(one) is State.FIXED
        (notice,) = office.store.notices.all()
        assert notice.findings == (one.id,)

    def notify(self, office: Office, one: Finding) -> None:
        issue(
            office.store, one.site, {"办公室": [one.id]}, number=None, at=office.at,
            working_days=5,
        )  # fmt: skip


class TestNumbers:
    def issue(self, office: Office, number: str | None, *owners: str) -> list[str]:
        issued = issue(
            office.store, office.site.identifier, dict.fromkeys(owners, ()),
            number=number, at=office.at, working_days=5,
        )  # fmt: skip
        return [one.number for one in issued]

    def test_they_run_through_the_year(self, office: Office) -> None:
        assert self.issue(office, None, "甲", "乙") == ["整改〔2026〕1号", "整改〔2026〕2号"]
        assert self.issue(office, None, "甲") == ["整改〔2026〕3号"]
        office.at += dt.timedelta(days=60)
        assert self.issue(office, None, "甲") == ["整改〔2027〕1号"]

    def test_a_morning_has_the_date_that_the_office_signs_with(self, office: Office) -> None:
        """Papers of that morning tell of the night before; a unit's workdays begin with today's."""
        office.at = dt.datetime.fromisoformat("2027-01-01T09:00+08:00")
        assert self.issue(office, None, "甲") == ["整改〔2027〕1号"]
        (one,) = office.store.notices.all()
        assert (one.day, one.due) == (dt.date(2027, 1, 1), due_after(dt.date(2027, 1, 1), 5))

    def test_one_that_the_office_gave_away_is_passed_over(self, office: Office) -> None:
        self.issue(office, "整改〔2026〕2号", "甲")
        assert self.issue(office, None, "甲") == ["整改〔2026〕3号"]

    def test_one_is_given_once(self, office: Office) -> None:
        assert self.issue(office, "清政网改1号", "甲") == ["清政网改1号"]
        with pytest.raises(InputError, match="已经用过"):
            self.issue(office, "清政网改1号", "乙")
        with pytest.raises(InputError, match="2 个责任单位"):
            self.issue(office, "清政网改2号", "甲", "乙")
        assert len(office.store.notices.all()) == 1
