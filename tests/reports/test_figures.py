import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from govsweep.findings import Certainty, State
from govsweep.reports import figures
from govsweep.reports.figures import Condition, Standing


@pytest.mark.parametrize(
    ("changes", "standing", "counts"),
    [
        ({}, Standing.UNRESOLVED, True),
        ({"state": State.NOTIFIED}, Standing.UNRESOLVED, True),
        ({"state": State.RELAPSED}, Standing.UNRESOLVED, True),
        ({"state": State.FIXED}, Standing.FIXED, True),
        ({"certainty": Certainty.SUSPECTED}, Standing.SUSPECTED, False),
        ({"held": "数量异常"}, Standing.HELD, False),
        ({"held": "数量异常", "certainty": Certainty.SUSPECTED}, Standing.HELD, False),
        ({"state": State.DISMISSED, "held": "数量异常"}, Standing.DISMISSED, False),
        ({"state": State.FIXED, "held": "数量异常"}, Standing.FIXED, False),
        ({"state": State.WITHDRAWN}, Standing.WITHDRAWN, False),
    ],
)
def test_a_finding_stands_in_one_place(
    make_finding: Callable[..., Any], changes: dict[str, Any], standing: Standing, counts: bool
) -> None:
    assert figures.standing(make_finding(**changes)) is standing
    assert figures.counts(make_finding(**changes)) is counts


def test_a_notice_never_counts(make_finding: Callable[..., Any]) -> None:
    assert not figures.counts(make_finding("undated-article"))


class TestCondition:
    def test_without_open_findings_a_site_that_was_read_is_fine(
        self, make_site: Callable[..., Any], make_ledger: Callable[..., Any]
    ) -> None:
        read = figures.coverage(make_ledger(make_site(), fetched=9, failed=1))
        assert figures.condition([], read) is Condition.FINE

    def test_not_seen_is_not_good(
        self, make_site: Callable[..., Any], make_ledger: Callable[..., Any]
    ) -> None:
        walled = figures.coverage(make_ledger(make_site(), blocked=10))
        assert figures.condition([], walled) is Condition.UNKNOWN
        assert figures.condition([], None) is Condition.UNKNOWN

    def test_an_open_finding_that_counts_is_trouble(self, make_finding: Callable[..., Any]) -> None:
        assert figures.condition([make_finding()], None) is Condition.TROUBLED

    @pytest.mark.parametrize(
        "changes",
        [{"state": State.FIXED}, {"certainty": Certainty.SUSPECTED}, {"held": "数量异常"}],
    )
    def test_others_are_none(
        self,
        make_finding: Callable[..., Any],
        make_site: Callable[..., Any],
        make_ledger: Callable[..., Any],
        changes: dict[str, Any],
    ) -> None:
        read = figures.coverage(make_ledger(make_site()))
        assert figures.condition([make_finding(**changes)], read) is Condition.FINE

    def test_unreachable_outweighs_everything(self, make_finding: Callable[..., Any]) -> None:
        found = [make_finding(), make_finding("site-unreachable")]
        assert figures.condition(found, None) is Condition.UNREACHABLE


class TestCoverage:
    def test_the_ledger_balances_when_every_address_ended_somewhere(
        self, make_site: Callable[..., Any], make_ledger: Callable[..., Any]
    ) -> None:
        rows = make_ledger(make_site(), known=10, fetched=5, unchanged=2, failed=1, cut=2)
        coverage = figures.coverage(rows)
        assert (coverage.missing, coverage.read, coverage.share) == (0, 7, 0.7)
        assert coverage.reasons == (("failed", "timeout", 1),)

    def test_what_nobody_can_account_for_is_missing(
        self, make_site: Callable[..., Any], make_ledger: Callable[..., Any]
    ) -> None:
        assert figures.coverage(make_ledger(make_site(), known=10, fetched=8)).missing == 2

    def test_nothing_known_has_no_share(self) -> None:
        assert figures.coverage([]).share is None


def test_current_findings_are_the_unresolved_of_all_times_and_the_fixed_of_the_quarter(
    make_finding: Callable[..., Any], make_snapshot: Callable[..., Any]
) -> None:
    old = {"first_seen": "2026-01-05T03:00+08:00", "last_seen": "2026-06-05T03:00+08:00"}
    kept = [
        make_finding(subject="旧的没改", **old),
        make_finding(subject="本季度改", state=State.FIXED),
        make_finding(subject="疑似", certainty=Certainty.SUSPECTED),
        make_finding(
            subject="旧的刚改", state=State.FIXED, fixed_at="2026-10-03T03:00+08:00", **old
        ),
    ]
    gone = [
        make_finding(subject="早已改", state=State.FIXED, **old),
        make_finding(subject="驳回", state=State.DISMISSED),
        make_finding(subject="撤回", state=State.WITHDRAWN),
    ]
    assert figures.current(make_snapshot(findings=(*kept, *gone))) == kept


def test_what_a_sweep_saw_was_seen_on_the_day_it_is_counted_to(
    make_finding: Callable[..., Any], make_snapshot: Callable[..., Any]
) -> None:
    """A sweep of today with --as-of in another quarter fills that quarter's papers."""
    late = {"first_seen": "2027-08-01T03:00+08:00", "last_seen": "2027-08-01T03:00+08:00"}
    found = make_finding(**late)
    assert figures.of_period(make_snapshot(findings=(found,))) == []
    days = {found.sweep: dt.date(2026, 11, 20)}
    assert figures.of_period(make_snapshot(findings=(found,), days=days)) == [found]


def test_a_finding_of_a_closed_site_is_in_no_paper(
    make_site: Callable[..., Any],
    make_finding: Callable[..., Any],
    make_snapshot: Callable[..., Any],
) -> None:
    closed = make_site(status="closed")
    assert figures.of_period(make_snapshot(closed, findings=(make_finding(of=closed),))) == []
