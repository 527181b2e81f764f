"""Two neighbours that changed places."""

import pytest

from govsweep.facts import Mark
from govsweep.rules import Tier, load_rules
from govsweep.words import Matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


def told(matcher: Matcher, text: str) -> list[Mark]:
    return [mark for mark in matcher.marks(text) if mark.rule == Tier.SWAPPED]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("工作人员向群众发放传宣资料两千份。", "宣传"),
        ("各科室要认真织组好年终考核。", "组织"),
        ("园区以创驱新动引领发展。", "创新驱动"),
        ("两委班子扛起主责体任。", "主体责任"),  # 主责 is a term of its own
    ],
)
def test_a_word_that_stands_the_wrong_way_round(matcher: Matcher, text: str, right: str) -> None:
    (mark,) = told(matcher, text)
    assert mark.suggestion == right
    assert not mark.confirmed


@pytest.mark.parametrize(
    "text",
    [
        "工作人员向群众发放宣传资料两千份。",
        "民航预计累计运输旅客十九万人次。",
        "黄灵心、王越参加了比赛。",
        "“传宣”是旧时官职",
        "科产融合催生新的增长点。",
        "展厅里挂着青绿山水长卷。",
        "柒煲",
        "",
    ],
    ids=[
        "right",
        "two words meet",
        "a name",
        "quoted",
        "at an edge",
        "two other words",
        "strange to its end",
        "empty",
    ],
)
def test_what_words_or_names_explain_is_left_alone(matcher: Matcher, text: str) -> None:
    assert told(matcher, text) == []


def test_a_particle_twice_is_suspected_but_not_where_it_begins_a_word(matcher: Matcher) -> None:
    doubled = [
        mark for mark in matcher.marks("会上通报了了全年信访情况。") if mark.rule == Tier.DOUBLED
    ]
    assert [mark.suggestion for mark in doubled] == ["了"]
    for right in ("他说的的确有道理。", "大家听了了解到的情况。"):
        assert not [mark for mark in matcher.marks(right) if mark.rule == Tier.DOUBLED]
