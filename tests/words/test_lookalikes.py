"""A character written for one of nearly the same shape, in a usual word of two."""

import numpy as np
import pytest

from govsweep.rules import Tier, load_rules
from govsweep.words import Matcher
from govsweep.words.evidence import Scene
from govsweep.words.lookalikes import lookalikes
from govsweep.words.ngrams import official
from govsweep.words.pairs import odd


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


def found(text: str) -> list[tuple[str, str]]:
    scene = Scene(text, official())
    places = odd(scene, np.zeros(len(text), dtype=bool))
    return [(text[one.place : one.place + 2], one.meant) for one in lookalikes(scene, places)]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("做好果树病虫害防冶工作", "防冶", "防治"),
        ("以更加札实的作风抓落实", "札实", "扎实"),
        ("发挥中心城市的幅射带动作用", "幅射", "辐射"),
    ],
)
def test_a_usual_word_of_the_same_shape_is_meant(text: str, wrong: str, right: str) -> None:
    assert found(text) == [(wrong, right)]


@pytest.mark.parametrize(
    "text",
    ["", "防", "做好果树病虫害防治工作", "隋军同志不再担任主任", "发展依靠谁以及怎样发展"],
)
def test_words_names_and_particles_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_what_is_masked_is_left_alone() -> None:
    text = "以更加札实的作风抓落实"
    scene = Scene(text, official())
    assert lookalikes(scene, odd(scene, np.ones(len(text), dtype=bool))) == []


def test_it_is_certain_but_not_beside_marks_of_names(matcher: Matcher) -> None:
    (mark,) = matcher.marks("以更加札实的作风抓落实")
    assert (mark.rule, mark.suggestion, mark.confirmed) == (Tier.SPELLER, "扎实", True)
    assert matcher.marks("以更加“札实”的作风抓落实") == ()


@pytest.mark.parametrize("text", ["大棚要及时通风降湿，防止病害。", "大棚要及时通风降湿"])
def test_what_may_be_coined_at_the_end_of_a_clause_is_suspected(
    matcher: Matcher, text: str
) -> None:
    assert [mark for mark in matcher.marks(text) if mark.confirmed] == []


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("对库房旧图纸进行扫瞄后归档", "扫瞄", "扫描"),  # seen before, written so by others
        ("工期推迟，损失不己！", "不己", "不已"),
    ],
)
def test_what_was_seen_or_is_less_usual_is_only_suspected(
    matcher: Matcher, text: str, wrong: str, right: str
) -> None:
    (mark,) = matcher.marks(text)
    assert (text[mark.start : mark.end], mark.suggestion) == (wrong, right)
    assert not mark.confirmed


@pytest.mark.parametrize(
    "text",
    [
        "双方的误会涣然冰释",
        "刻章业经营者应当备案",
        "免去隋军的副主任职务",
        "一家不圆万家圆",
        "工期推迟，损失不已！",
    ],
)
def test_known_words_and_usual_forms_speak_for_a_pair(matcher: Matcher, text: str) -> None:
    assert matcher.marks(text) == ()
