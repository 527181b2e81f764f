"""Norms of punctuation and numerals: nested titles, ranges cut short."""

import pytest

from govsweep.rules import Rules
from govsweep.words import Matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(Rules(version="0", word_rules=()), suspected=False)


def told(matcher: Matcher, text: str, rule: str) -> list[tuple[str, str, bool]]:
    return [
        (text[mark.start : mark.end], mark.suggestion, mark.confirmed)
        for mark in matcher.marks(text)
        if mark.rule == rule
    ]


@pytest.mark.parametrize(
    ("text", "quote", "right"),
    [
        ("印发《关于执行《园林管理规定》的意见》", "《园林管理规定》", "〈园林管理规定〉"),
        ("《市政府关于转发《绿化方案》通知》", "《绿化方案》", "〈绿化方案〉"),
    ],
)
def test_a_title_within_a_title_has_single_marks(
    matcher: Matcher, text: str, quote: str, right: str
) -> None:
    assert told(matcher, text, "nested-title") == [(quote, right, False)]


@pytest.mark.parametrize(
    "text",
    [
        "印发《关于执行〈园林管理规定〉的意见》",
        "《绿化方案》《园林管理规定》的通知",
        "《关于修订〈《绿化协议》补充条款〉的决定》",
        "《绿化方案、《园林管理规定》已经印发",
        "《》",
        "",
    ],
    ids=["single marks", "side by side", "a third level", "never closed", "no title", "empty"],
)
def test_titles_that_are_marked_well_are_left_alone(matcher: Matcher, text: str) -> None:
    assert told(matcher, text, "nested-title") == []


@pytest.mark.parametrize(
    ("text", "quote", "right"),
    [
        ("每项资助20-25万元", "20-25万", "20万-25万"),
        ("降幅为15～30%", "15～30%", "15%～30%"),
        ("投资6.5—7亿元", "6.5—7亿", "6.5亿—7亿"),
        ("下达３--４万人的计划", "３--４万", "3万--4万"),
        ("占7–10％左右", "7–10％", "7％–10％"),
    ],
)
def test_a_range_keeps_the_unit_of_its_first_number(
    matcher: Matcher, text: str, quote: str, right: str
) -> None:
    assert told(matcher, text, "cut-range") == [(quote, right, False)]


@pytest.mark.parametrize(
    "text",
    [
        "每项资助20万-25万元",
        "降幅为15%～30%",
        "重100—150千克",
        "由3万-5万元",
        "利率下调至5-3%",
        "电话0571-8812万",
        "2024-01-15万人大会",
        "涨幅-3%，跌幅-5%",
        "第3-5亿",
        "时间为2019—2025万年历",
        "-",
        "",
    ],
)
def test_other_numbers_are_left_alone(matcher: Matcher, text: str) -> None:
    assert told(matcher, text, "cut-range") == []
