"""The named blocks of a home page, and forms."""

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


def test_a_page_without_fields_has_no_forms() -> None:
    assert home("<p>正文</p>").forms == ()
