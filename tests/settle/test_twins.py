"""The mobile page and the view to print of an article are the article."""

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest
from tests.settle.test_site_aggregate import DURATIONS, a_list, an_entry, home, stored

from govsweep.facts import Context, Page, PageKind
from govsweep.reading import read_page
from govsweep.reading.sketch import sketch
from govsweep.settle.site_aggregate import SiteAggregate
from govsweep.settle.twins import Twins

DAY = dt.datetime(2026, 11, 20, 9)
ROOT = "http://www.qinghe.gov.cn/"
FIRST = ROOT + "zwgk/content/post_938.html"
TITLE = "关于印发清禾市供水管理办法的通知"


def piece(url: str, title: str = TITLE, text: str = "", **words: object) -> Page:
    body = text or f"正文写在{url}，各有各的说法。"
    given: dict[str, object] = {
        "kind": PageKind.ARTICLE, "published": DAY, "main_hash": body.encode(),
        "main_sketch": sketch(body),
    }  # fmt: skip
    return Page(url=url, title=title, **(given | words))  # type: ignore[arg-type]


def twins(*pages: Page) -> Twins:
    made = Twins()
    for page in pages:
        made.note(page.url, page)
    return made


@pytest.mark.parametrize(
    "copy",
    [
        ROOT + "zwgk/content/mpost_938.html",
        "http://m.qinghe.gov.cn/zwgk/content/post_938.html",
        ROOT + "wap/zwgk/content/post_938.html",
        FIRST + "?print=1",
        ROOT + "plus/print.php?aid=938",
    ],
)
def test_an_address_says_whose_copy_it_is(copy: str) -> None:
    made = twins(piece(copy), piece(FIRST))
    assert dict(made.copies) == {copy: FIRST} and made.views == {copy}
    assert not twins(piece(copy, "另一篇的题目"), piece(FIRST)).copies


@pytest.mark.parametrize("names", [True, False], ids=["the copy's", "the article's"])
def test_a_head_says_whose_copy_it_is(names: bool) -> None:
    copy = "http://touch.qinghe.gov.cn/info/detail/9380001.html"
    own = piece(copy, original=FIRST if names else "")
    made = twins(own, piece(FIRST, mobile="" if names else copy))
    assert dict(made.copies) == {copy: FIRST} and made.views == {copy}


OTHER = ROOT + "gsgg/202611/t20261120_77.html"


def test_one_title_day_and_text_are_one_article_published_twice() -> None:
    text = "同一篇文字，一字不差。"
    first, again = piece(FIRST, text=text), piece(OTHER, text=text)
    made = twins(first, again)
    assert dict(made.copies) == {FIRST: OTHER} or dict(made.copies) == {OTHER: FIRST}
    assert not made.views  # that is said of it
    for other in (
        msgspec.structs.replace(again, published=DAY - dt.timedelta(days=1)),
        msgspec.structs.replace(again, published=None),
        piece(OTHER, text="另一篇文字，字字不同。"),
        piece(OTHER, "停水通知", text=text),
    ):
        assert not twins(first, other).copies
    short = [piece(url, "停水通知", text="今日停水。") for url in (FIRST, OTHER)]
    assert not twins(*short).copies


@pytest.mark.parametrize(
    ("path", "copy"),
    [
        ("show.aspx?id=1", "show.aspx?id=1&cid=12"),
        ("gzdt/x1.html", "gzdt/x1.html?v=20261120"),
        ("gzdt/x1.html", "wza/gzdt/x1.html"),
    ],
)
def test_another_address_of_the_same_article_is_a_view_of_it(path: str, copy: str) -> None:
    text = "同一篇文字，一字不差。"
    first, view = piece(ROOT + path, text=text, published=None), piece(ROOT + copy, text=text)
    for marked in (view, piece(ROOT + copy, text=text.replace("，", ","))):
        made = twins(marked, first)
        assert dict(made.copies) == {view.url: first.url} and made.views == {view.url}
    assert not twins(first, piece(ROOT + copy, text="另一篇文字，字字不同。")).copies
    assert not twins(first, piece(ROOT + copy, "另一篇的题目", text=text)).copies


def test_of_many_of_one_title_each_is_its_own() -> None:
    pages = [piece(f"{ROOT}a/{number}.html", "公告") for number in range(200)]
    assert not twins(*pages).copies


def read(head: str, url: str) -> tuple[str, str]:
    words = "市政府办公室印发通知，要求各县区、各部门认真贯彻执行，切实做好供水保障工作。" * 4
    html = (
        f"<html><head><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1>"
        f"<p>发布时间：2026-11-20 09:00 来源：市政府办公室</p><div><p>{words}</p></div></body>"
    )
    page = read_page(html.encode(), url=url, content_type="text/html; charset=utf-8")
    assert page.kind is PageKind.ARTICLE
    return page.original, page.mobile


def test_what_a_head_names_is_read() -> None:
    mobile = "http://m.qinghe.gov.cn/938.html"
    assert read(f'<link rel="canonical" href="{FIRST}">', mobile) == (FIRST, "")
    alternate = f'<link rel="alternate" media="only screen and (max-width: 640px)" href="{mobile}">'
    assert read(alternate, FIRST) == ("", mobile)
    assert read(f'<link rel="canonical" href="{FIRST}">', FIRST) == ("", "")
    assert read('<link rel="alternate" type="application/rss+xml" href="/x.xml">', FIRST) == (
        "", "",
    )  # fmt: skip


def test_a_twin_is_in_no_count_of_the_site(a_context: Callable[..., Context]) -> None:
    made = SiteAggregate(a_context(DAY.date()), {}, [], DURATIONS)
    news = an_entry("news/post_1.html", 1)
    twin = ROOT + "news/mpost_1.html"
    name = "市水利局召开冬季供水保障工作推进会议"
    pages = [piece(url, name, column="政务动态") for url in (news.url, twin)]
    made.gather([home(), a_list(news), *map(stored, pages)])
    columns = made.columns()
    assert [one.url for one in made.visit(columns).articles] == [news.url]
    published = made.owed(columns).kept.published
    assert sum(one.number for one in published) == 1
