"""One text in place of many pages is told from an article that stands at many addresses."""

import datetime as dt
from collections.abc import Callable, Sequence

import pytest

from govsweep.facts import Context, Page, PageState
from govsweep.reading.page import read_page
from govsweep.settle.listing import Listing
from govsweep.settle.notices import Notices
from govsweep.settle.site_aggregate import SiteAggregate
from govsweep.store import StoredPage

DAY = dt.date(2026, 11, 20)
ROOT = "http://www.qinghe.gov.cn/"
COLUMNS = {"xw": "工作动态", "tz": "通知公告", "zc": "政策文件", "rs": "人事信息"}
MENU = "".join(f"<a href=/{code}/>{name}</a>" for code, name in COLUMNS.items())
TITLES = ["关于供水检修的通知", "水库防汛演练举行", "河长制督查方案印发"]
BODY = (
    "<p>发布时间：2026-11-19 来源：市水利局</p><p>因机房搬迁，本网站于今晚八时至明日八时升级，"
    "期间各栏目暂停访问，给您带来不便敬请谅解，如有急事请拨打值班电话，请相互转告。</p>"
)
NOTICE = "<h1>系统维护公告</h1>" + BODY
SHORT = "<p>系统维护中，请稍后访问</p>"


def page(url: str, body: str, title: str = "清禾市水利局") -> Page:
    markup = (
        f"<html><head><meta charset=utf-8><title>{title}</title></head><body>"
        f"<div class=nav><a href=/>首页</a>{MENU}</div>{body}"
        "<div class=footer>主办：市水利局</div></body></html>"
    )
    return read_page(markup.encode(), url=url, home=url == ROOT, day=DAY)


def rows(titles: Sequence[str]) -> str:
    lines = (
        f"<li><a href=/art/{number}.html>{title}</a><span>2026-11-1{number}</span></li>"
        for number, title in enumerate(titles)
    )
    return f"<ul>{''.join(lines)}</ul>"


def site(titles: Sequence[str], articles: Sequence[str], columns: Sequence[str]) -> dict[str, Page]:
    """A home page with rows that bear these titles, the articles and the columns beside it."""
    made = {ROOT: page(ROOT, rows(titles))}
    for number, body in enumerate(articles):
        url = f"{ROOT}art/{number}.html"
        made[url] = page(url, body)
    for code, body in zip(COLUMNS, columns, strict=False):
        made[f"{ROOT}{code}/"] = page(f"{ROOT}{code}/", body)
    return made


def told(pages: dict[str, Page]) -> frozenset[str]:
    listing, notices = Listing(ROOT), Notices(ROOT)
    for url, one in pages.items():
        listing.take(url, one)
        notices.note(url, one)
    return notices.told(listing, pages.get(ROOT), (), lambda one: one)


@pytest.mark.parametrize(
    ("articles", "columns"),
    [([NOTICE] * 3, []), ([], [NOTICE] * 4), ([SHORT] * 3, [SHORT] * 4)],
    ids=["in place of articles", "in place of columns", "short, in place of all"],
)
def test_what_stands_in_place_of_pages_that_links_call_otherwise_is_a_notice(
    articles: list[str], columns: list[str]
) -> None:
    pages = site(TITLES, articles, columns)
    assert told(pages) == pages.keys() - {ROOT}


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize(
    "body",
    [
        NOTICE,
        "<h1>工作动态</h1>" + BODY,  # in the column's own frame
        "<h1>温馨提示</h1><p>本栏目正在升级改造，暂停访问，请稍后再试，感谢您对我们工作的支持。</p>",
        "<h1>公告</h1><p>因系统检修，本页面暂时无法浏览，预计明日恢复访问，给您带来的不便敬请谅解。</p>",
    ],
)
def test_one_in_place_of_a_column_or_two_is_told_by_its_words(body: str, count: int) -> None:
    pages = site(TITLES, [], [body] * count)
    assert told(pages) == pages.keys() - {ROOT}


@pytest.mark.parametrize(
    "body",
    [
        "<h1>市水利局主要职责</h1><p>负责水利设施的运行维护和水资源管理，负责指导水利信息系统建设。</p>",
        "<h1>李明同志简历</h1><p>李明，男，一九七五年生，负责办公室、机房、网站维护方面的工作。</p>",
        "<p>栏目建设中</p>",  # it says of itself that it is blank
        "<h1>关于供水管网检修停水的公告</h1><p>因管网检修，定于明日停水，请各用户做好储水准备。</p>",
        f"<h1>网站升级情况说明</h1>{BODY}<p>{'现将有关情况说明如下，请知悉。' * 40}</p>",
    ],
    ids=["duties", "a person", "blank", "another matter", "long"],
)
def test_what_fills_a_column_is_no_notice(body: str) -> None:
    assert told(site(TITLES, [], [body])) == frozenset()


def test_an_article_about_a_notice_stands_under_its_own_title() -> None:
    pages = site(["系统维护公告", *TITLES], [NOTICE], [])
    assert told(pages) == frozenset()


def test_a_notice_in_place_of_the_home_page_too_is_one() -> None:
    pages = site(TITLES, [NOTICE] * 3, []) | {ROOT: page(ROOT, NOTICE)}
    assert told(pages) == pages.keys()


@pytest.mark.parametrize(
    ("titles", "articles", "columns"),
    [
        (["系统维护公告", "系统维护公告（转）", "系统维护…"], [NOTICE] * 3, []),
        (TITLES, [NOTICE] * 2, []),
        (TITLES, [f"<h1>{one}</h1><p>{one}已经公布。</p>" for one in TITLES], []),
        (TITLES, [], ["<div class=list>暂无内容</div>"] * 4),
        (TITLES, [f"<p>见附件：<a href=/f{at}.pdf>附件</a></p>" for at in range(3)], []),
        ([], [], []),
    ],
    ids=[
        "an article published thrice",
        "at two addresses",
        "articles of their own",
        "blank columns",
        "texts alike, with files of their own",
        "nothing",
    ],
)
def test_what_is_a_page_s_own_is_no_notice(
    titles: list[str], articles: list[str], columns: list[str]
) -> None:
    assert told(site(titles, articles, columns)) == frozenset()


def test_of_pages_that_show_a_notice_nothing_was_seen(a_context: Callable[..., Context]) -> None:
    pages = site(TITLES, [NOTICE] * 3, [NOTICE] * 4)
    hidden = told(pages)
    aggregate = SiteAggregate(a_context(day=DAY), {}, (), {}, notices=hidden)
    aggregate.gather(
        StoredPage(b"", url, PageState.FETCHED, "", 200, 0.1, url, None, one)
        for url, one in pages.items()
    )
    assert aggregate.articles.found == []
    assert not [one for one in aggregate.columns() if one.seen and one.url in hidden]
    assert len(aggregate.pages_seen().unread) == len(COLUMNS)
