"""What decisions do to a finding, and how far they reach."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from govsweep.findings import Certainty, Finding, State
from govsweep.lifecycle import (
    Decision,
    DecisionKind,
    DecisionScope,
    Life,
    follow,
    grounds,
    known_by,
    reach,
)

DAY = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


def decision(
    verdict: DecisionKind = DecisionKind.DISMISS, number: int = 1, **words: Any
) -> Decision:
    given: dict[str, Any] = {
        "id": number,
        "finding": "f1",
        "verdict": verdict,
        "scope": DecisionScope.FINDING,
        "site": "5118000001",
        "check": "typo",
        "subject": "登陆网站",
        "rule": "typo-denglu",
        "author": "王工",
        "reason": "经核实",
        "at": AT,
    }
    return Decision(**(given | words))


def life(**words: Any) -> Life:
    given: dict[str, Any] = {"certainty": Certainty.SUSPECTED, "judged": Certainty.SUSPECTED}
    return Life(**(given | words))


class TestFollowing:
    def test_without_a_decision_all_stays(self) -> None:
        assert follow(life(), [], DAY) == life()

    def test_dismissed_until_a_day(self) -> None:
        said = decision(until=DAY)
        dismissed = follow(life(), [said], DAY)
        assert (dismissed.state, dismissed.until) == (State.DISMISSED, DAY)
        later = follow(dismissed, [said], DAY + dt.timedelta(days=1))
        assert (later.state, later.until) == (State.OPEN, None)

    def test_confirmed_whatever_its_check_doubts(self) -> None:
        assert (
            follow(life(), [decision(DecisionKind.CONFIRM)], DAY).certainty is Certainty.CONFIRMED
        )

    def test_the_newest_word_holds(self) -> None:
        first, second = decision(DecisionKind.DISMISS, 1), decision(DecisionKind.CONFIRM, 2)
        now = follow(life(state=State.DISMISSED), [second, first], DAY)
        assert (now.state, now.certainty) == (State.OPEN, Certainty.CONFIRMED)

    def test_where_the_newest_ran_out_the_one_before_holds(self) -> None:
        yesterday = DAY - dt.timedelta(days=1)
        said = [
            decision(DecisionKind.CONFIRM, 1),
            decision(DecisionKind.DISMISS, 2, until=yesterday),
        ]
        now = follow(life(state=State.DISMISSED), said, DAY)
        assert (now.state, now.certainty) == (State.OPEN, Certainty.CONFIRMED)

    def test_reopened_is_as_its_check_said(self) -> None:
        said = [
            decision(DecisionKind.CONFIRM, 1, scope=DecisionScope.CITY),
            decision(DecisionKind.REOPEN, 2),
        ]
        now = follow(life(certainty=Certainty.CONFIRMED), said, DAY)
        assert now.certainty is Certainty.SUSPECTED

    def test_what_was_revoked_or_releases_decides_nothing(self) -> None:
        said = [decision(DecisionKind.DISMISS, revoked_at=AT), decision(DecisionKind.RELEASE, 2)]
        assert follow(life(), said, DAY) == life()

    @pytest.mark.parametrize(
        ("past", "state"),
        [
            ({"fixed_at": AT, "due": DAY}, State.FIXED),
            ({"withdrawn_sweep": 3, "due": DAY}, State.WITHDRAWN),
            ({"due": DAY, "relapses": 1}, State.NOTIFIED),
            ({"relapses": 1}, State.RELAPSED),
            ({}, State.OPEN),
        ],
    )
    def test_what_is_dismissed_no_more_is_where_it_was(
        self, past: dict[str, Any], state: State
    ) -> None:
        assert follow(life(state=State.DISMISSED, **past), [], DAY).state is state


def grounds_of(one: Finding) -> list[tuple[str, ...]]:
    return grounds(one.id, one.site, one.check, one.subject, one.rule)


class TestReach:
    @pytest.mark.parametrize(
        ("changes", "scopes"),
        [
            ({"id": "f1"}, {"finding", "site", "city", "rule"}),
            ({"id": "f2", "subject": "登陆系统"}, {"site", "rule"}),
            ({"id": "f3", "site": "5118000002"}, {"city", "rule"}),
            ({"id": "f4", "site": "5118000002", "subject": "登陆系统"}, {"rule"}),
            ({"id": "f5", "rule": "typo-other"}, {"city"}),
            ({"id": "f6", "check": "sensitive-word"}, set()),
        ],
    )
    def test_each_scope_reaches_its_own(
        self, a_finding: Callable[..., Finding], changes: dict[str, Any], scopes: set[str]
    ) -> None:
        one = a_finding(**({"id": "f0", "rule": "typo-denglu"} | changes))
        keys = grounds_of(one)
        assert {scope for scope in DecisionScope if reach(decision(scope=scope)) in keys} == scopes

    def test_no_rule_is_no_rule_in_common(self, a_finding: Callable[..., Finding]) -> None:
        said = decision(check="dead-link", rule="", scope=DecisionScope.RULE)
        assert reach(said) not in grounds_of(a_finding("dead-link", rule=""))


def test_what_was_decided_or_revoked_later_was_not_known() -> None:
    hour = dt.timedelta(hours=1)
    before = decision(revoked_at=AT + hour)
    assert known_by([before, decision(at=AT + hour)], AT + hour) == [decision()]
    assert known_by([before], AT + 2 * hour) == [before]
