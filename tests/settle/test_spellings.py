"""One spelling for each page, in whatever ways pages write its address."""

import datetime as dt
from collections.abc import Callable

import msgspec

from govsweep.facts import (
    Anchor,
    Context,
    Entry,
    LinkStatus,
    Page,
    PageKind,
    PageState,
    Place,
    Section,
)
from govsweep.settle.site_aggregate import SiteAggregate
from govsweep.settle.spellings import Spellings, by_form
from govsweep.store import StoredLink, StoredPage

ROOT = "http://www.qinghe.gov.cn/"
DAY = dt.date(2026, 11, 20)


def spellings(*asked: str) -> Spellings:
    found = Spellings(by_form(["http://b.gov.cn/x?b=1&a=2"]))
    for url in asked:
        found.call(url)
    return found


def test_a_page_is_called_as_it_was_asked_for() -> None:
    of = spellings(f"{ROOT}q?12345", f"{ROOT}xw/index.html").of
    assert of(f"{ROOT}q?12345=") == f"{ROOT}q?12345"
    assert of(f"{ROOT}xw/") == f"{ROOT}xw/index.html"
    assert of(f"{ROOT}xw/#top") == f"{ROOT}xw/index.html#top"
    assert of("http://b.gov.cn/x?a=2&b=1") == "http://b.gov.cn/x?b=1&a=2"
    assert of(f"{ROOT}other.html?b&a") == f"{ROOT}other.html?b&a"
    assert of("") == ""


def test_a_column_is_called_as_before_unless_an_older_release_ordered_its_query() -> None:
    one = spellings(f"{ROOT}xw/", f"{ROOT}q?12345")
    one.call_column(f"{ROOT}xw/index.html", registered=False)
    one.call_column(f"{ROOT}q?12345=", registered=False)
    assert one.of(f"{ROOT}xw/") == f"{ROOT}xw/index.html"
    assert one.of(f"{ROOT}q?12345=") == f"{ROOT}q?12345"
    one.call_column(f"{ROOT}q?12345=", registered=True)
    assert one.of(f"{ROOT}q?12345") == f"{ROOT}q?12345="


def test_every_address_on_a_page_is_respelt() -> None:
    asked, written = f"{ROOT}xw/", f"{ROOT}xw/index.html"
    page = Page(
        url=written,
        anchors=(Anchor(written, "新闻", Place.MAIN), Anchor(f"{ROOT}a", "甲", Place.MAIN)),
        entries=(Entry("新闻", written),),
        more=(written, asked),
        fetches=(written,),
        breadcrumb=(("首页", ROOT), ("新闻", written)),
        sections=(Section("新闻", (written,), written),),
        redirect=written,
    )
    respelt = spellings(asked).page(page)
    assert written not in msgspec.json.encode(respelt).decode()
    assert respelt.more == (asked,)
    assert respelt.anchors[1] == page.anchors[1]


def test_a_page_that_writes_all_as_it_was_asked_for_stays_the_same_object() -> None:
    page = Page(url=ROOT, anchors=(Anchor(f"{ROOT}a.html", "甲", Place.MAIN),))
    assert spellings(ROOT, f"{ROOT}a.html").page(page) is page


def stored(page: Page) -> StoredPage:
    return StoredPage(b"", page.url, PageState.FETCHED, "", 200, 0.1, "", None, page)


def test_rows_menus_and_links_meet_their_pages_by_any_spelling(
    a_context: Callable[..., Context],
) -> None:
    column, article, dead = f"{ROOT}dt/index.html", f"{ROOT}show.asp?b=1&a=2", f"{ROOT}no?7"
    home = Page(
        url=ROOT,
        kind=PageKind.HOME,
        anchors=(
            Anchor(f"{ROOT}dt/", "工作动态", Place.NAVIGATION),
            Anchor(f"{ROOT}no?7=", "坏的", Place.MAIN),
        ),
    )
    day = DAY - dt.timedelta(days=3)
    pages = [
        home,
        Page(
            url=column,
            kind=PageKind.LIST,
            column="工作动态",
            entries=(Entry("一则消息的题目", f"{ROOT}show.asp?a=2&b=1", day),),
            reader="rows",
        ),
        Page(url=article, kind=PageKind.ARTICLE, title="一则消息的题目", column="工作动态"),
    ]
    bad = StoredLink(dead, LinkStatus.DEAD, None, 404, "", "page")
    aggregate = SiteAggregate(
        a_context(DAY), {dead: bad}, (), {}, asked=[page.url for page in pages]
    )
    aggregate.gather(map(stored, pages))
    (found,) = aggregate.columns()
    assert (found.url, found.name, found.newest) == (column, "工作动态", day)
    (placed,) = aggregate.visit([found]).articles
    assert (placed.url, placed.listed, placed.place) == (article, day, column)
    assert [one.target for one in aggregate.links()] == [dead]
