"""The named blocks of a home page, and forms."""

import pytest

from govsweep.facts import Page
from govsweep.reading import read_page

URL = "http://www.a.gov.cn/"


def home(html: str) -> Page:
    return read_page(f"<html><body>{html}</body></html>".encode(), url=URL, home=True)


def rows(*names: str) -> str:
    items = (
        f'<li><a href="/{name}.html">某县召开工作会议{name}</a> 2024-01-02</li>' for name in names
    )
    return "<ul>" + "".join(items) + "</ul>"


def test_a_heading_names_the_list_below_it_and_more_leads_on() -> None:
    page = home(
        '<div class="b"><div class="hd"><h2>要闻</h2><a href="/yw/">更多&gt;&gt;</a></div>'
        + rows("a", "b")
        + '</div><div class="b"><h2><a href="/tz/">通知公告</a></h2>'
        + rows("c", "d")
        + "</div>"
    )
    assert [(one.name, one.urls, one.more) for one in page.sections] == [
        ("要闻", (URL + "a.html", URL + "b.html"), URL + "yw/"),
        ("通知公告", (URL + "c.html", URL + "d.html"), URL + "tz/"),
    ]


def test_tabs_name_the_lists_below_them_in_turn() -> None:
    tabs = '<ul class="tab"><li>要闻</li><li>公告</li></ul>'
    page = home(
        f'<div class="b">{tabs}<div>{rows("a", "b")}</div><div>{rows("c", "d")}</div></div>'
    )
    assert [one.name for one in page.sections] == ["要闻", "公告"]


def test_a_list_without_a_heading_is_no_section() -> None:
    assert home(f"<div>{rows('a', 'b')}</div>").sections == ()


TITLE = "市委召开常委会会议研究部署今年重点工作"


@pytest.mark.parametrize(
    "slot",
    [
        f'<div class="toutiao"><h2><a href="/art/1.html">{TITLE}</a></h2></div>',
        f'<div id="headline"><a href="/art/1.html"><img src="/1.jpg"></a>'
        f'<a href="/art/1.html">{TITLE}</a><a href="/art/1.html">[详细]</a></div>',
        '<div class="w1200 top-news"><div class="top-news-in">'
        f'<a href="/art/1.html">{TITLE}</a></div></div>',
        f'<div class="ttxw01"><a href="/art/1.html">{TITLE}</a></div>',
    ],
    ids=["a class", "an id, with its picture", "one in another", "numbered"],
)
def test_a_headline_slot_is_known_by_its_class_alone(slot: str) -> None:
    page = home(f"{slot}<div><h2>要闻</h2>{rows('a', 'b')}</div>")
    assert [(one.name, one.urls) for one in page.sections] == [
        ("要闻", (URL + "a.html", URL + "b.html")),
        ("头条", (URL + "art/1.html",)),
    ]


@pytest.mark.parametrize(
    "slot",
    [
        '<h1 class="headline"><a href="/">清禾市人民政府门户网站</a></h1>',
        f'<h3 class="headline"><a href="/a/">{TITLE}</a></h3>'
        '<h3 class="headline"><a href="/b/">通知公告与政策文件</a></h3>',
        '<div class="toutiao"><a href="/1/">新闻</a></div>',
        f'<div class="focus-news"><a href="/1.html">{TITLE}</a>'
        f'<a href="/2.html">{TITLE}二</a></div>',
        f'<div class="subheadliner"><a href="/1.html">{TITLE}</a></div>',
        f'<div class="toutiao"><b>头条推荐</b><a href="/1.html">{TITLE}</a></div>',
    ],
    ids=[
        *("the site's name", "a class of headings", "a menu's name", "a carousel"),
        *("another word", "a slot that says its name"),
    ],
)
def test_what_is_called_so_and_is_no_slot(slot: str) -> None:
    assert home(slot).sections == ()


def test_only_a_home_page_has_sections() -> None:
    body = f"<div><h2>要闻</h2>{rows('a', 'b')}</div>".encode()
    assert read_page(body, url=URL + "yw/").sections == ()


def test_a_form_says_where_it_leads_and_what_it_asks_for() -> None:
    page = home(
        '<form action="/search.jsp"><input type="hidden" name="token" value="1">'
        '<input name="keyword" placeholder="请输入关键词"><button>搜索</button></form>'
    )
    assert page.forms == ("/search.jsp keyword 请输入关键词 搜索",)


def test_fields_outside_any_form_count_too() -> None:
    page = home('<div><input id="searchword" placeholder="请输入关键字"></div>')
    assert page.forms == ("searchword 请输入关键字",)


def test_a_form_around_the_whole_page_says_only_what_it_asks_for() -> None:
    menu = "".join(f'<a href="/c{number}/">栏目{number}</a>' for number in range(6))
    state = '<input type="hidden" name="__VIEWSTATE" value="1">'
    asked = home(f'<form action="List.aspx?id=3">{state}{menu}<input name="key"></form>')
    assert asked.forms == ("key",)
    assert home(f'<form action="List.aspx?id=3">{state}{menu}</form>').forms == ()
    assert home(f'{menu}<form action="/so"><input name="key"></form>').forms == ("/so key",)


def test_a_page_without_fields_has_no_forms() -> None:
    assert home("<p>正文</p>").forms == ()
