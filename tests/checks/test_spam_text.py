"""spam-text knows injected text by its structure."""

from collections.abc import Callable

import pytest

from govsweep.checks.hidden_link import hidden_link
from govsweep.checks.spam_text import spam_text
from govsweep.facts import Page
from govsweep.findings import Certainty
from govsweep.reading import read_page
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


BET = "365bet官方网址_365betvip5_beat365亚洲体育在线"


def read(body: str, matcher: Matcher) -> Page:
    html = (
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>市水利局召开会议</title></head>"
        f"<body><h1>市水利局召开会议</h1><p>会议研究部署下一阶段重点工作。</p>{body}</body></html>"
    )
    return join(read_page(html.encode(), url="http://www.qinghe.gov.cn/art/1.html"), matcher)


@pytest.mark.parametrize(
    "how",
    [
        "style='display:none'", "style='position:absolute;left:-9999px'", "style='font-size:0'",
        "style='color:#fff;background:#fff'", "hidden", "class=gone",
    ],
)  # fmt: skip
def test_text_that_no_visitor_sees_is_told_though_nothing_is_linked(
    matcher: Matcher, how: str
) -> None:
    page = read(f"<style>.gone{{display:none}}</style><div {how}>{BET}</div>", matcher)
    faults = list(spam_text(page))
    assert faults
    assert {(one.variant, one.message[:7]) for one in faults} == {("hidden", "看不见的文字里")}
    assert list(hidden_link(page)) == []


def test_the_same_words_in_sight_and_hidden_are_two(matcher: Matcher) -> None:
    page = read(f"<p>{BET}</p><div hidden>{BET}</div>", matcher)
    assert {fault.variant for fault in spam_text(page)} == {"", "hidden"}
    assert len({fault.subject for fault in spam_text(page)}) == len(list(spam_text(page)))


@pytest.mark.parametrize(
    "body",
    [
        "<ul style='display:none'><li>政务公开</li><li>体育彩票_福利彩票_开奖公告</li></ul>",
        "<span style='position:absolute;left:-9999px'>跳到主要内容区，按回车键进入</span>",
        "<div class=tab style='display:none'>打击网络赌博，远离百家乐、六合彩</div>",
        f"<template><p>{BET}</p></template>",
        f"<!-- {BET} -->",
        f"<script>var words='{BET}'</script>",
        "<div hidden></div>",
    ],
    ids=["menu", "for readers of screens", "tab", "template", "remark", "script", "empty"],
)
def test_what_is_hidden_for_good_reasons(matcher: Matcher, body: str) -> None:
    assert list(spam_text(read(body, matcher))) == []


class TestHomeTakenOver:
    """A home page that was tampered with before the first night differs from none."""

    HEAD = "<title>{}</title><meta name=keywords content='{}'><p>欢迎访问清禾市人民政府网站。</p>"

    def faults(self, title: str, keywords: str, *, home: bool = True) -> list[str]:
        body = self.HEAD.format(title, keywords).encode()
        url = f"http://www.qinghe.gov.cn/{'' if home else 'a/t20261120_1.html'}"
        page = read_page(body, url=url, home=home)
        return [one.message for one in spam_text(page)]

    def test_two_words_that_nobody_else_uses(self) -> None:
        (told,) = self.faults("澳门百家乐_真人博彩_老虎机", "百家乐,博彩")
        assert "首页的标题、关键词里有赌博、色情网站的用语：博彩、百家乐、老虎机" in told

    @pytest.mark.parametrize(
        ("title", "keywords"),
        [
            ("清禾市人民政府", "清禾,政府网站"),
            ("清禾市人民政府", "南亚博览会,西亚博物馆"),
            ("清禾市公安局", "打击赌博,百家乐,老虎机,博彩"),
            ("清禾市体育局", "体育彩票,棋牌比赛"),
        ],
    )
    def test_an_honest_head(self, title: str, keywords: str) -> None:
        assert self.faults(title, keywords) == []

    def test_other_pages_may_be_called_so(self) -> None:
        assert self.faults("百家乐、老虎机害人不浅", "", home=False) == []
