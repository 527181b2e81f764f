"""Titles of laws in 《》: one slip of the pen away from a known one."""

import pytest

from govsweep.rules import load_rules
from govsweep.words import Matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules(), suspected=False)


def told(matcher: Matcher, text: str) -> list[tuple[str, str, str, bool]]:
    return [
        (text[mark.start : mark.end], mark.suggestion, mark.check, mark.confirmed)
        for mark in matcher.marks(text)
        if mark.rule == "law-title"
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        "中华人民共和国治安管理处罚发",
        "中华人民共和国治安管处罚法",
        "中华人民共和国治安管理理处罚法",
        "中华人民共和国治安理管处罚法",
    ],
    ids=["like at the end", "left out", "doubled", "swapped"],
)
def test_a_whole_title_is_certain(matcher: Matcher, wrong: str) -> None:
    right = "中华人民共和国治安管理处罚法"
    expected = [(wrong, right, "serious-expression", True)]
    assert told(matcher, f"依照《{wrong}》处罚") == expected


def test_a_short_title_is_suspected(matcher: Matcher) -> None:
    expected = [("土地理管法", "土地管理法", "serious-expression", False)]
    assert told(matcher, "根据《土地理管法》有关规定") == expected


def test_a_long_title_with_a_character_of_another_word_is_suspected(matcher: Matcher) -> None:
    wrong, right = "中华人民共和国治安管制处罚法", "中华人民共和国治安管理处罚法"
    assert told(matcher, f"依照《{wrong}》处罚") == [(wrong, right, "serious-expression", False)]


@pytest.mark.parametrize(
    "text",
    [
        "根据《土地管理法》《中华人民共和国民法典》",
        "依照《中华人民共和国合同法》签订",
        "交验《居民身份证》",
        "根据《清禾市枪支管理办法》",
        "《山河镇环境保护》宣传册",
        "土地管里法",
        "",
    ],
)
def test_right_and_other_titles_are_left_alone(matcher: Matcher, text: str) -> None:
    assert told(matcher, text) == []
