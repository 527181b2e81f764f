"""Words that lost their last character."""

import pytest

from govsweep.rules import Tier, load_rules
from govsweep.words import Matcher
from govsweep.words.evidence import PAD, Scene
from govsweep.words.ngrams import official
from govsweep.words.proposals import shipped_limits
from govsweep.words.truncated import truncated


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


def found(text: str) -> list[tuple[str, str]]:
    scene = Scene(text, official())
    masked = scene.codes[PAD : PAD + len(text)] < 0
    return [(text[: one.place], one.meant) for one in truncated(scene, masked)]


@pytest.mark.parametrize(
    ("before", "behind", "meant"),
    [
        ("各镇要加大政务信息公", "工作力度", "开"),
        ("事项经会议研究决", "，请遵照办理", "定"),
        ("确保供水设施正常运", "。", "行"),
    ],
)
def test_what_always_goes_on_into_a_word_is_not_whole(before: str, behind: str, meant: str) -> None:
    assert found(f"{before}{behind}") == [(before, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "公",
        "各镇要加大政务信息公开工作力度",
        "政务信息公布之后请核对",
        "事项经会议研究决定",
        "供水设施正常运转",
        "新建项目主厂房封顶",
        "相关国控监测点位",
    ],
)
def test_a_word_of_any_kind_makes_it_whole(text: str) -> None:
    assert found(text) == []


def test_it_is_suspected_with_the_whole_word(matcher: Matcher) -> None:
    text = "各镇要加大政务信息公工作力度，确保群众知情。"
    (mark,) = [mark for mark in matcher.marks(text) if mark.rule == Tier.MISSING]
    assert (text[mark.start : mark.end], mark.suggestion) == ("公工", "公开工")
    assert not mark.confirmed
    assert shipped_limits()["missing-cut"].confirmed > 1


def test_within_quotation_marks_words_may_be_shortened(matcher: Matcher) -> None:
    marks = matcher.marks("推出“信息公工作”新栏目")
    assert [mark for mark in marks if mark.rule == Tier.MISSING] == []
