"""Letters that stand apart hide nothing that is protected."""

import pytest

from govsweep.rules import load_rules
from govsweep.words import Matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


@pytest.mark.parametrize("space", [" ", "\u3000"])
def test_a_protected_name_is_seen_through_spaces(matcher: Matcher, space: str) -> None:
    wrong = space.join("习近平总书纪")
    text = f"会议传达{wrong}讲话。"
    found = [
        (text[one.start : one.end], one.suggestion)
        for one in matcher.marks(text)
        if one.check == "serious-expression"
    ]
    assert found == [(wrong, "习近平总书记")]


@pytest.mark.parametrize(
    "text",
    [
        "习 近 平 总 书 记 强调。",
        "一 二 三 四 五 六 日",
        "姓 名 性 别 年 龄",
        "",
        "张 三",
    ],
)
def test_what_is_right_or_stands_in_a_table_is_left_alone(matcher: Matcher, text: str) -> None:
    assert [one for one in matcher.marks(text) if one.check == "serious-expression"] == []
