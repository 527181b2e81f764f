"""Marks that come in pairs: titles, brackets and quotations that something else ends."""

import pytest

from govsweep.rules import Rules
from govsweep.words import Matcher


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(Rules(version="0", word_rules=()), suspected=False)


def told(matcher: Matcher, text: str) -> list[tuple[str, str, bool]]:
    return [
        (text[mark.start : mark.end], mark.suggestion, mark.confirmed)
        for mark in matcher.marks(text)
        if mark.rule.startswith("unpaired-")
    ]


@pytest.mark.parametrize(
    ("text", "quote", "right"),
    [
        ("据《清禾晚报）报道，古桥修好了", "《清禾晚报）", "《清禾晚报》"),
        ("经费照标准安排（见《园林管理规定）", "《园林管理规定）", "《园林管理规定》）"),
        (
            "印发《园林管理办法（试行》，请执行",
            "《园林管理办法（试行》",
            "《园林管理办法（试行）》",
        ),
        (
            "按照《市政府关于保护古树的通知，各镇要登记古树",
            "《市政府关于保护古树的通知",
            "《市政府关于保护古树的通知》",
        ),
    ],
    ids=["by a bracket", "within brackets", "a bracket in it", "never"],
)
def test_a_title_that_is_not_closed(matcher: Matcher, text: str, quote: str, right: str) -> None:
    assert told(matcher, text) == [(quote, right, False)]


@pytest.mark.parametrize(
    ("text", "quote", "right"),
    [
        ("古桥（建于明代】已经修好", "（建于明代】", "（建于明代）"),
        ("【图解）保护古树怎么做", "【图解）", "【图解】"),
    ],
)
def test_a_bracket_closed_by_another(matcher: Matcher, text: str, quote: str, right: str) -> None:
    assert told(matcher, text) == [(quote, right, False)]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("实施”古桥守护”计划", ["”古桥守护”"]),
        ("获评“大V之乡“称号", ["“大V之乡“"]),
        ("建设“一村一园““一镇一馆”", ["“一村一园“"]),
        ("开展”护林”和”护河”行动", ["”护林”", "”护河”"]),
        ("推进“护林“行动。他说：“很好。”", ["“护林“"]),
    ],
)
def test_quotation_marks_that_are_alike(matcher: Matcher, text: str, quotes: list[str]) -> None:
    expected = [(one, f"“{one[1:-1]}”", False) for one in quotes]
    assert told(matcher, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "据《清禾晚报》（周日版）报道，《园林管理办法（试行）》已经印发",
        "关于印发《清禾市园林管理办法的通知",
        "园林管理办法》的通知",
        "《古桥（明代",
        "他说的“家”和“国”在一起。”",
        "”她说，“古桥”修好了。”",
        "“他说“好”了。”",
        "屏幕有12”、14”两种",
        "〔2026〕（3）【4】《》“”",
        "",
    ],
    ids=[
        "all in pairs", "one line of a headline", "its other line", "cut off",
        "end of a longer one", "between two", "one within another", "inches", "side by side",
        "empty",
    ],
)  # fmt: skip
def test_what_is_no_fault(matcher: Matcher, text: str) -> None:
    assert told(matcher, text) == []


def test_no_line_is_looked_at_together_with_the_next(matcher: Matcher) -> None:
    some = ("开展”护林", "护河”行动", "据《清禾晚报）", "》报道")
    assert [len(marks) for marks in matcher.marks_of(some)] == [0, 0, 1, 0]
