"""Lines judged alone, as an editor asks before publishing."""

import pytest

from govsweep.findings import Certainty
from govsweep.rules import load_rules
from govsweep.words import LineMark, Matcher, judge_lines


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


def test_each_flag_is_a_row(matcher: Matcher) -> None:
    rows = list(judge_lines(["没有问题。\n", "请登陆网站查询\r\n", "\n"], matcher))
    assert rows == [LineMark(2, 1, 5, "typo", "登陆网站", "登录网站", Certainty.CONFIRMED)]
    assert [one.confirmed for one in rows] == [True]


def test_personal_numbers_are_masked(matcher: Matcher) -> None:
    (row,) = judge_lines(["张某，33010619720315001X"], matcher)
    assert (row.check, row.start, row.end) == ("personal-data", 3, 21)
    assert row.quote == "330*************1X"


def test_no_lines_give_no_rows(matcher: Matcher) -> None:
    assert list(judge_lines([], matcher)) == []
