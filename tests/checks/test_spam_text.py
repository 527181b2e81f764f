"""spam-text knows injected text by its structure."""

from collections.abc import Callable

import pytest

from govsweep.checks.spam_text import spam_text
from govsweep.facts import Page
from govsweep.findings import Certainty
from govsweep.rules import load_rules
from govsweep.words import Matcher, join


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


def test_a_line_of_brands_between_two_paragraphs(
    matcher: Matcher, a_page: Callable[..., Page]
) -> None:
    page = a_page(
        "各区人民政府，市政府各部门：",
        "365bet官方网址_365betvip5_beat365亚洲体育在线",
        "现将有关事项通知如下。",
    )
    faults = list(spam_text(join(page, matcher)))
    assert faults
    assert {fault.certainty for fault in faults} == {Certainty.CONFIRMED}


@pytest.mark.parametrize(
    "text",
    [
        "体育彩票管理中心：竞彩足球开奖公告，请到官方网站查询",
        "某市体育局官方网站_政务公开_通知公告",
        "糖尿病（diabetes）365天健康管理",
        "alphabet better",
        "",
    ],
)
def test_proper_text_is_left_alone(
    matcher: Matcher, a_page: Callable[..., Page], text: str
) -> None:
    assert list(spam_text(join(a_page(text), matcher))) == []


def test_a_title_in_numeric_entities(a_page: Callable[..., Page]) -> None:
    page = a_page("正文", document_title="鲁山县", entity_title=True)
    (fault,) = spam_text(page)
    assert fault.certainty is Certainty.CONFIRMED


@pytest.mark.parametrize(
    ("script", "told"),
    [("x.zbzqq8.top", 1), ("hm.baidu.com", 0), ("www.qinghe.gov.cn", 0), ("cdn.qh-news.cn", 0)],
    ids=["unknown", "statistics", "government", "allowed"],
)
def test_a_foreign_script_in_the_head_is_suspected(
    a_page: Callable[..., Page], a_context: Callable[..., object], script: str, told: int
) -> None:
    context = a_context(known_hosts=frozenset({"cdn.qh-news.cn"}))
    faults = list(spam_text(a_page("正文", head_scripts=(script,), context=context)))
    assert [fault.certainty for fault in faults] == [Certainty.SUSPECTED] * told
