"""typo tells each wrong word of a page once."""

from collections.abc import Callable

import pytest

from govsweep.checks.typo import typo
from govsweep.facts import Mark, Page
from govsweep.findings import Certainty
from govsweep.rules import load_rules
from govsweep.words import Matcher, join


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


def test_a_wrong_word_is_quoted_with_its_place(
    matcher: Matcher, a_page: Callable[..., Page]
) -> None:
    (fault,) = typo(join(a_page("办事群众请登陆网站查询进度。"), matcher))
    assert (fault.quote, fault.suggestion) == ("登陆网站", "登录网站")
    assert (fault.before, fault.after) == ("办事群众请", "查询进度。")
    assert fault.message.startswith("“登陆网站”应为“登录网站”")
    assert fault.certainty is Certainty.CONFIRMED


def test_the_same_word_twice_is_one_fault(matcher: Matcher, a_page: Callable[..., Page]) -> None:
    page = join(a_page("请登陆网站。", "再登陆网站。", "现场按装。"), matcher)
    assert [fault.subject for fault in typo(page)] == ["登陆网站", "按装"]


def test_what_is_only_advised_is_suspected(matcher: Matcher, a_page: Callable[..., Page]) -> None:
    (fault,) = typo(join(a_page("建立工作台帐制度。"), matcher))
    assert fault.certainty is Certainty.SUSPECTED
    assert "疑似" in fault.message


@pytest.mark.parametrize(
    "text",
    ["台风登陆广东沿海", "按装机容量计算", "预防犯罪", "既使群众受益，又保护了环境", ""],
)
def test_right_words_are_left_alone(
    matcher: Matcher, a_page: Callable[..., Page], text: str
) -> None:
    assert [f for f in typo(join(a_page(text), matcher)) if f.certainty == "confirmed"] == []


def test_what_a_tier_merely_suspects_is_suspected(a_page: Callable[..., Page]) -> None:
    doubted = Mark("typo-speller", "typo", 0, 2, confirmed=False, score=0.85)
    (fault,) = typo(a_page("开展工做。", marks=(doubted,)))
    assert fault.certainty is Certainty.SUSPECTED
