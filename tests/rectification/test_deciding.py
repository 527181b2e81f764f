"""Deciding on findings in the store: what it changes now, and what later sweeps make of it."""

import datetime as dt
from collections.abc import Callable
from typing import Any, TypeAlias

import pytest

from govsweep.errors import InputError
from govsweep.findings import Certainty, Finding, State
from govsweep.lifecycle import DecisionKind, DecisionScope
from govsweep.rectification import catch_up, chosen, decide, find, rule_figures
from govsweep.rectification.deciding import Words

Maker = Callable[..., Finding]
Office: TypeAlias = Any  # see conftest
SURE = Certainty.CONFIRMED
OTHER_SITE = "5118000002"


class TestDismissing:
    def test_it_stays_dismissed_when_seen_again(self, office: Office, a_finding: Maker) -> None:
        one = a_finding()
        office.sweep(one)
        assert office.decide(one, DecisionKind.DISMISS, reason="系统名称") == 1
        office.sweep(one)
        assert office.state(one) is State.DISMISSED
        (said,) = office.store.decisions.all()
        assert (said.author, said.reason, said.rule) == ("王工", "系统名称", "typo-denglu")

    def test_it_comes_back_after_its_last_day(self, office: Office, a_finding: Maker) -> None:
        one = a_finding()
        office.sweep(one)
        last = office.night + dt.timedelta(days=9)
        office.decide(one, DecisionKind.DISMISS, until=last)
        assert office.now(one).until == last
        office.sweep(one, day=last)
        catch_up(office.store, office.at)
        assert office.state(one) is State.DISMISSED
        office.sweep(one)
        catch_up(office.store, office.at)
        assert (office.state(one), office.now(one).until) == (State.OPEN, None)
        assert office.now(one).changed_at == office.at

    def test_one_that_was_fixed_and_is_dismissed_is_not_open_afterwards(
        self, office: Office, a_finding: Maker
    ) -> None:
        one = a_finding()
        sweep = office.sweep(one)
        office.store.findings.mark_fixed([one.id], office.at, sweep.id)
        office.decide(one, DecisionKind.DISMISS)
        office.decide(one, DecisionKind.REOPEN)
        assert office.state(one) is State.FIXED

    def test_one_seen_while_dismissed_is_open_afterwards(
        self, office: Office, a_finding: Maker
    ) -> None:
        one = a_finding()
        sweep = office.sweep(one)
        office.store.findings.mark_fixed([one.id], office.at, sweep.id)
        office.decide(one, DecisionKind.DISMISS)
        office.sweep(one)
        office.decide(one, DecisionKind.REOPEN)
        assert office.state(one) is State.OPEN

    @pytest.mark.parametrize(
        ("scope", "reached"),
        [
            (DecisionScope.FINDING, {"one"}),
            (DecisionScope.SITE, {"one", "cousin"}),
            (DecisionScope.CITY, {"one", "twin"}),
            (DecisionScope.RULE, {"one", "cousin", "twin"}),
        ],
    )
    def test_a_wide_one_reaches_findings_made_later(
        self, office: Office, a_finding: Maker, scope: DecisionScope, reached: set[str]
    ) -> None:
        found = {
            "one": a_finding(),
            "cousin": a_finding(subject="登陆系统"),
            "twin": a_finding(site=OTHER_SITE),
            "stranger": a_finding(rule="typo-other", subject="布署", site=OTHER_SITE),
        }
        office.sweep(found["one"])
        office.decide(found["one"], DecisionKind.DISMISS, scope=scope)
        office.sweep(*found.values())
        catch_up(office.store, office.at)
        dismissed = {name for name, one in found.items() if office.state(one) is State.DISMISSED}
        assert dismissed == reached


class TestConfirming:
    def test_it_survives_later_sweeps_that_doubt(self, office: Office, a_finding: Maker) -> None:
        one = a_finding()
        office.sweep(one)
        office.decide(one, DecisionKind.CONFIRM)
        office.sweep(one)
        assert office.now(one).certainty is SURE
        catch_up(office.store, office.at)
        assert office.now(one).certainty is SURE
        assert office.now(one).judged is Certainty.SUSPECTED

    def test_reopened_it_is_doubtful_again(self, office: Office, a_finding: Maker) -> None:
        one = a_finding()
        office.sweep(one)
        office.decide(one, DecisionKind.CONFIRM)
        office.decide(one, DecisionKind.REOPEN)
        assert office.now(one).certainty is Certainty.SUSPECTED
        office.sweep(one)
        assert office.now(one).certainty is Certainty.SUSPECTED

    def test_a_check_that_doubts_no_more_is_believed(
        self, office: Office, a_finding: Maker
    ) -> None:
        one = a_finding()
        office.sweep(one)
        office.sweep(one.model_copy(update={"certainty": SURE}))
        assert office.now(one).certainty is SURE
        office.sweep(one)
        assert office.now(one).certainty is Certainty.SUSPECTED

    def test_confirming_takes_a_dismissal_back(self, office: Office, a_finding: Maker) -> None:
        one = a_finding()
        office.sweep(one)
        office.decide(one, DecisionKind.DISMISS)
        office.decide(one, DecisionKind.CONFIRM)
        assert (office.state(one), office.now(one).certainty) == (State.OPEN, SURE)


class TestReopening:
    def test_it_takes_back_the_whole_decision_made_on_it(
        self, office: Office, a_finding: Maker
    ) -> None:
        one, twin = a_finding(), a_finding(site=OTHER_SITE)
        office.sweep(one, twin)
        assert office.decide(one, DecisionKind.DISMISS, scope=DecisionScope.CITY) == 2
        office.decide(one, DecisionKind.REOPEN)
        assert (office.state(one), office.state(twin)) == (State.OPEN, State.OPEN)

    def test_of_a_decision_made_on_another_it_is_an_exception(
        self, office: Office, a_finding: Maker
    ) -> None:
        one, twin = a_finding(), a_finding(site=OTHER_SITE)
        office.sweep(one, twin)
        office.decide(one, DecisionKind.DISMISS, scope=DecisionScope.CITY)
        office.decide(twin, DecisionKind.REOPEN)
        assert (office.state(one), office.state(twin)) == (State.DISMISSED, State.OPEN)
        catch_up(office.store, office.at)
        assert office.state(twin) is State.OPEN


class TestWords:
    @pytest.mark.parametrize(
        ("verdict", "words", "message"),
        [
            (DecisionKind.DISMISS, {"reason": " "}, "--why"),
            (DecisionKind.DISMISS, {"author": ""}, "--by"),
            (DecisionKind.CONFIRM, {"until": dt.date(2027, 1, 1)}, "--until"),
            (DecisionKind.DISMISS, {"until": dt.date(2026, 11, 1)}, "已经过去"),
            (DecisionKind.RELEASE, {}, "没有暂扣"),
            (DecisionKind.RELEASE, {"scope": DecisionScope.CITY}, "--scope"),
        ],
    )
    def test_what_does_not_fit_is_refused(
        self,
        office: Office,
        a_finding: Maker,
        verdict: DecisionKind,
        words: dict[str, object],
        message: str,
    ) -> None:
        one = a_finding()
        office.sweep(one)
        with pytest.raises(InputError, match=message):
            office.decide(one, verdict, **words)
        assert office.store.decisions.all() == []

    def test_without_a_rule_there_is_nothing_to_decide_by_rule(
        self, office: Office, a_finding: Maker
    ) -> None:
        link, old = a_finding("dead-link", rule=""), a_finding(rule="")
        office.sweep(link, old)
        with pytest.raises(InputError, match="不是由词语规则"):
            office.decide(link, DecisionKind.DISMISS, scope=DecisionScope.RULE)
        with pytest.raises(InputError, match="再巡检一次"):
            office.decide(old, DecisionKind.DISMISS, scope=DecisionScope.SITE)
        assert office.decide(link, DecisionKind.DISMISS, scope=DecisionScope.SITE) == 1
        assert office.state(old) is State.OPEN

    def test_an_id_may_be_shortened_as_long_as_it_is_one(
        self, office: Office, a_finding: Maker
    ) -> None:
        first, second = a_finding(id="abcd1" + "0" * 27), a_finding(id="abcd2" + "0" * 27)
        office.sweep(first, second)
        assert find(office.store, "ABCD1").id == first.id
        assert [one.id for one in chosen(office.store, ["abcd1", first.id])] == [first.id]
        for key, message in (("abc", "太短"), ("abcd", "对应 2 个问题"), ("ffff", "没有编号")):
            with pytest.raises(InputError, match=message):
                find(office.store, key)


def test_several_are_decided_on_at_once(office: Office, a_finding: Maker) -> None:
    found = [a_finding(), a_finding(subject="登陆系统")]
    office.sweep(*found)
    words = Words("王工", "系统名称")
    assert decide(office.store, found, DecisionKind.DISMISS, words, office.at).changed == 2
    assert {office.state(one) for one in found} == {State.DISMISSED}


def test_a_rules_figure_counts_each_finding_once_by_the_last_word(
    office: Office, a_finding: Maker
) -> None:
    found = [a_finding(subject=f"登陆{n}") for n in range(4)]
    link = a_finding("dead-link", rule="")
    office.sweep(*found, link)
    assert rule_figures(office.store.decisions.all()) == []
    office.decide(found[0], DecisionKind.DISMISS)
    for one in (*found[:3], link):
        office.decide(one, DecisionKind.CONFIRM)
    office.decide(found[3], DecisionKind.DISMISS, scope=DecisionScope.SITE)
    office.decide(link, DecisionKind.REOPEN)
    (figure,) = rule_figures(office.store.decisions.all())
    assert (figure.check, figure.rule) == ("typo", "typo-denglu")
    assert (figure.confirmed, figure.dismissed, figure.share) == (3, 1, 0.75)
    assert figure.interval == (0.3006, 0.9544)
