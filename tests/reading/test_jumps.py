"""Links to places on a page: told where the place is not there, and nothing could make it."""

import pytest

from govsweep.facts import Jump, Page
from govsweep.reading import read_page
from govsweep.reading.jumps import mark

URL = "http://www.yunzhou.gov.cn/fg/3.html"


def read(links: str, rest: str = "", head: str = "") -> Page:
    html = (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>云州市章程</title>'
        f"{head}</head><body><h1>云州市章程</h1><p>发布时间：2026-11-02</p>"
        f'<div class="content"><p>{links}</p><p id="one">第一章的条文。</p>'
        f'<p><a name="第二章"></a>第二章的条文。</p>{rest}</div></body></html>'
    )
    return read_page(html.encode(), url=URL)


def parts(page: Page) -> list[str]:
    return [one.part for one in page.jumps]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="#three">第三章</a>',
        '<a href="3.html#three">第三章</a>',
        '<a href="#three" target="_self" style="color:red">第三章</a>',
        '<a class="MsoHyperlink" href="#three">第三章</a>',
    ],
    ids=["plain", "with the page's own address", "styled", "from an office's document"],
)
def test_a_place_that_is_not_on_the_page(link: str) -> None:
    assert read(link).jumps == (Jump(URL, "three", "第三章"),)


def test_names_in_chinese_and_in_their_codes() -> None:
    coded = "%E7%AC%AC%E4%B8%89%E7%AB%A0"
    assert parts(read(f'<a href="#第三章">第三章</a><a href="#{coded}">第三章</a>')) == [
        "第三章",
        coded,
    ]
    coded = "%E7%AC%AC%E4%BA%8C%E7%AB%A0"
    assert parts(read(f'<a href="#第二章">第二章</a><a href="#{coded}">第二章</a>')) == []


def test_numbers_are_places_where_others_are_found() -> None:
    assert parts(read('<a href="#3">第三章</a>')) == []
    assert parts(read('<a href="#one">第一章</a><a href="#3">第三章</a>')) == ["3"]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="#one">第一章</a>',
        '<a href="#">返回</a>',
        '<a href="#top">返回顶部</a>',
        '<a href="#TOP">返回顶部</a>',
        '<a href="#none">关闭</a>',
        '<a href="#/list/3">第三章</a>',
        '<a href="#!/list/3">第三章</a>',
        '<a href="#tab=3">第三章</a>',
        '<a href="#:~:text=条文">第三章</a>',
        '<a href="#three" onclick="show(3)">第三章</a>',
        '<a href="#three" data-toggle="tab">第三章</a>',
        '<a href="#three" class="tab-item">第三章</a>',
        '<a href="#three" role="tab">第三章</a>',
        '<a href="#three" id="opener">第三章</a>',
        '<a href="#three"><img src="/x.png" alt="跳过导航"></a>',
        '<a href="#three"></a>',
        '<a href="/fg/4.html#12">第三章</a>',
        '<a href="http://www.other.com/a.html#three">第三章</a>',
    ],
)
def test_what_is_there_or_is_no_place_or_is_taken_over(link: str) -> None:
    assert read(link).jumps == ()


@pytest.mark.parametrize(
    "script",
    [
        "box.id = 'ch' + n;",
        "el.setAttribute('id', 'three');",
        "$('h3').attr('id', function(n){return 'ch'+n;});",
        "$('#c').html('<h3 id=\"three\">第三章</h3>');",
        "$('#c').html('<h3 id=\"' + n + '\">第三章</h3>');",
        "if (location.hash) show(location.hash);",
        "$('a[href^=\"#\"]').click(go);",
    ],
)
def test_places_that_a_script_makes_are_not_told_of(script: str) -> None:
    page = read('<a href="#three">第三章</a>', f"<script>{script}</script>")
    assert page.jumps == ()
    other = read('<a href="#three">第三章</a>', "<script>var n = 1;</script>")
    assert parts(other) == ["three"]


def test_a_menu_is_left_to_its_scripts() -> None:
    menu = '<div class="nav"><ul><li><a href="#three">第三章</a></li></ul></div>'
    assert read("", menu).jumps == ()


def test_places_on_other_pages_and_the_names_of_ones_own_are_kept() -> None:
    page = read('<a href="4.html#three">第三章</a>')
    assert page.jumps == (Jump("http://www.yunzhou.gov.cn/fg/4.html", "three", "第三章"),)
    assert page.named is not None
    assert mark("one") in page.named and mark("第二章") in page.named
    assert read("", "<script>box.id = name;</script>").named is None
