"""Two characters that nobody ever wrote together, for a usual word of the same sound."""

import numpy as np
import pytest

from govsweep.rules import Tier, load_rules
from govsweep.words import Matcher
from govsweep.words.evidence import PAD, Scene
from govsweep.words.ngrams import encode, official
from govsweep.words.nobodys import meant, nobodys
from govsweep.words.pairs import odd


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


def found(text: str) -> list[tuple[str, str]]:
    scene = Scene(text, official())
    masked = np.zeros(len(text), dtype=bool)
    assert len(scene.codes) == len(text) + 2 * PAD
    return [
        (text[one.place : one.place + 2], one.meant) for one in nobodys(scene, odd(scene, masked))
    ]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("关于闲置房屋拍买的公告", "拍买", "拍卖"),
        ("遗址具有很高的历史价直", "价直", "价值"),
        ("施工现场设置安全围拦", "围拦", "围栏"),
    ],
)
def test_a_usual_word_of_the_same_sound_is_meant(text: str, wrong: str, right: str) -> None:
    assert found(text) == [(wrong, right)]


@pytest.mark.parametrize(
    "text",
    ["", "拍", "关于闲置房屋拍卖的公告", "每次拍买家秀都要排队", "马佳琪同志任主任", "深圳市"],
)
def test_words_and_names_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_what_is_masked_is_left_alone() -> None:
    text = "关于闲置房屋拍买的公告"
    scene = Scene(text, official())
    assert nobodys(scene, odd(scene, np.ones(len(text), dtype=bool))) == []


def test_what_stands_together_nowhere_is_certain_and_what_a_chance_made_is_not(
    matcher: Matcher,
) -> None:
    (mark,) = matcher.marks("关于闲置房屋拍买的公告")
    assert (mark.rule, mark.suggestion, mark.confirmed) == (Tier.SPELLER, "拍卖", True)
    (mark,) = matcher.marks("完成老旧电梯的验受工作")
    assert (mark.suggestion, mark.confirmed) == ("验收", False)


def test_quotations_and_places_named_by_where_they_lie_are_left_alone(matcher: Matcher) -> None:
    assert matcher.marks("中介推出“拍买”专场") == ()
    assert matcher.marks("在古城西仓街区改造现场") == ()


def test_only_very_usual_words_are_meant() -> None:
    codes = encode("价直")
    _, first, second = meant(codes[:1], codes[1:])
    words = [chr(one) + chr(other) for one, other in zip(first, second, strict=True)]
    assert "价值" in words


def test_what_only_marks_stand_beside_is_not_certain(matcher: Matcher) -> None:
    (mark,) = matcher.marks("遗址具有很高的历史价直")
    assert mark.confirmed
    (mark,) = matcher.marks("遗址面积大，价直，年代久")
    assert (mark.suggestion, mark.confirmed) == ("价值", False)


def test_nouns_and_names_that_anybody_forms_are_not_certain(matcher: Matcher) -> None:
    told = matcher.marks("这道名题流传了一千五百多年。") + matcher.marks("贡水与章水合流始称赣江。")
    told += matcher.marks("供销社的老秤") + matcher.marks("来源：区体数局")
    assert told
    assert not any(mark.confirmed for mark in told)


def test_a_rare_character_before_waters_and_hills_is_of_a_name(matcher: Matcher) -> None:
    text = "嘉陵江段及琅溪、{}水等支流划定禁采区"
    assert [mark.confirmed for mark in matcher.marks(text.format("沄"))] == [False]


def test_what_is_done_already_is_not_done_by_oneself(matcher: Matcher) -> None:
    (mark,) = matcher.marks("该项目己正式启动")
    assert (mark.suggestion, mark.confirmed) == ("已正式", True)
    assert matcher.marks("他依靠自己完成了任务") == ()
