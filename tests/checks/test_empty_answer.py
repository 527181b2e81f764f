"""empty-answer: answers that seem to say nothing, always suspected."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.empty_answer import empty_answer
from govsweep.facts import Context, EmptyAnswer, Letter, LetterState, SiteVisit
from govsweep.findings import Certainty

DAY = dt.date(2026, 11, 20)


def letter(flaw: EmptyAnswer | None, age: int = 20) -> Letter:
    day = DAY - dt.timedelta(days=age)
    url = "http://www.qinghe.gov.cn/1.html"
    return Letter(url, "路灯不亮", LetterState.ANSWERED, day, day, "请联系相关部门。", flaw)


@pytest.mark.parametrize("flaw", EmptyAnswer)
def test_an_answer_that_says_nothing(a_context: Callable[..., Context], flaw: EmptyAnswer) -> None:
    (fault,) = empty_answer(SiteVisit(context=a_context(), letters=(letter(flaw),)))
    assert (fault.certainty, fault.quote) == (Certainty.SUSPECTED, "请联系相关部门。")


def test_one_that_does_and_an_old_one(a_context: Callable[..., Context]) -> None:
    letters = (letter(None), letter(EmptyAnswer.SHORT, age=366))
    assert list(empty_answer(SiteVisit(context=a_context(), letters=letters))) == []


def test_a_site_without_letters(a_context: Callable[..., Context]) -> None:
    assert list(empty_answer(SiteVisit(context=a_context()))) == []
