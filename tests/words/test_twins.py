"""A character written for one of nearly the same shape, in a usual word of two."""

import numpy as np
import pytest

from govsweep.rules import Tier, load_rules
from govsweep.words import Matcher
from govsweep.words.evidence import Scene
from govsweep.words.ngrams import official
from govsweep.words.twins import twins


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


def found(text: str) -> list[tuple[str, str]]:
    masked = np.zeros(len(text), dtype=bool)
    return [
        (text[one.place : one.place + 2], one.meant)
        for one in twins(Scene(text, official()), masked)
    ]


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
    assert twins(Scene(text, official()), np.ones(len(text), dtype=bool)) == []


def test_it_is_certain_but_not_beside_marks_of_names(matcher: Matcher) -> None:
    (mark,) = matcher.marks("以更加札实的作风抓落实")
    assert (mark.rule, mark.suggestion, mark.confirmed) == (Tier.SPELLER, "扎实", True)
    assert matcher.marks("以更加“札实”的作风抓落实") == ()
