"""The headline of an article is what it is about, not what sort of page it is."""

import datetime as dt

import pytest

from govsweep.reading.page import read_page

TITLE = "供水管理办法主要内容"
DATED = "<p>发布时间：2026-11-19 来源：市水利局</p>"
BODY = "<p>办法共三章，规定了供水单位的义务和市民的权利，各县区结合实际贯彻执行。</p>" * 4


def title_of(head: str, window: str = "清禾市水利局") -> str:
    markup = (
        f"<html><head><meta charset=utf-8><title>{window}</title></head><body>"
        f"<div class=nav><a href=/>首页</a></div>{head}<div class=content>{BODY}</div>"
        "</body></html>"
    )
    page = read_page(
        markup.encode(),
        url="http://www.qinghe.gov.cn/zcjd/1.html",
        home=False,
        day=dt.date(2026, 11, 20),
    )
    return page.title


@pytest.mark.parametrize("sort", ["一图读懂", "图解", "政策解读", "【政策图解】", "一图读懂政策"])
@pytest.mark.parametrize(
    "below",
    [
        f"<h2>{TITLE}</h2>{DATED}",
        f"<h2>{TITLE}</h2>",
        f"<p style='text-align:center'>{TITLE}</p>{DATED}",
    ],
    ids=["a heading", "one without a date", "a line above the date"],
)
def test_a_page_s_sort_stands_above_its_headline(sort: str, below: str) -> None:
    assert title_of(f"<h1>{sort}</h1>{below}") == TITLE
    assert title_of(f"<h1>{sort}</h1>{below}", f"{sort}_清禾市水利局") == TITLE


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (f"<h1>一图读懂</h1>{DATED}", "一图读懂"),
        (f"<h1>图解：{TITLE}</h1><h2>一、为什么要出台办法</h2>{DATED}", f"图解：{TITLE}"),
        (f"<h1>一图读懂{TITLE}</h1><h2>一、为什么要出台办法</h2>{DATED}", f"一图读懂{TITLE}"),
        (f"<h1>停水检修的通知</h1><p>城东片区十二月三日停水</p>{DATED}", "停水检修的通知"),
        ("", "清禾市水利局"),
    ],
    ids=["nothing else", "a headline that says its sort", "one word of it", "short", "none"],
)
def test_what_says_more_or_stands_alone_is_the_headline(head: str, title: str) -> None:
    assert title_of(head) == title


def tagged(tag: str, shown: str) -> str:
    return title_of(f'<meta name="ArticleTitle" content="{tag}"><h1>{shown}</h1>{DATED}')


def test_a_quotation_mark_in_a_title_ends_its_tag_s_attribute() -> None:
    assert tagged('市水利局开展"节水宣传"活动', '市水利局开展"节水宣传"活动') == (
        '市水利局开展"节水宣传"活动'
    )
    assert tagged('"节水宣传"活动启动', '"节水宣传"活动启动') == '"节水宣传"活动启动'


def test_a_tag_that_is_shorter_for_another_reason_stays() -> None:
    assert (
        tagged("市水利局开展节水宣传", "市水利局开展节水宣传（第二批）") == "市水利局开展节水宣传"
    )


def test_what_closes_the_window_in_the_same_cell_is_no_column() -> None:
    markup = (
        "<html><meta charset=utf-8><title>停水检修的通知</title><body><table><tr><td>您的位置："
        "<a href=/>首页</a>→<a href=/l.asp?id=yw>要闻动态</a><hr><p><b>停水检修的通知</b></p>"
        f"<p>发布日期：2026年10月31日</p>{BODY}"
        "<p>【<a href='javascript:window.close()'>关闭</a>】</p>"
        "</td></tr></table></body></html>"
    )
    page = read_page(
        markup.encode(), url="http://www.qinghe.gov.cn/v.asp?id=1", day=dt.date(2026, 11, 20)
    )
    assert page.column == "要闻动态"
