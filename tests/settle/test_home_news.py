"""What a home page shows: rows and pictures, and those of the page that it sends visitors to."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.stale_home import stale_home
from govsweep.facts import Context, PageState
from govsweep.findings import Certainty
from govsweep.reading import read_page
from govsweep.rules.model import DURATIONS
from govsweep.settle.site_aggregate import SiteAggregate
from govsweep.store import StoredPage

DAY = dt.date(2026, 11, 20)
ROOT = "http://www.qinghe.gov.cn/"
SURE, UNSURE = [Certainty.CONFIRMED], [Certainty.SUSPECTED]


def rows(folder: str, *ages: int) -> str:
    days = (DAY - dt.timedelta(days=age) for age in ages)
    lines = (
        f"<li><a href='/{folder}/{at}.html'>{folder}区举办第{at}期技能培训</a><i>{day}</i></li>"
        for at, day in enumerate(days)
    )
    return f"<ul class='list'>{''.join(lines)}</ul>"


OLD = rows("dt", 100, 120, 140, 160)
NEW = rows("xw", 2, 5, 9, 12)


def stored(path: str, title: str, body: str) -> StoredPage:
    url = ROOT + path
    html = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    page = read_page(html.encode(), url=url, home=not path, day=DAY)
    return StoredPage(
        url.encode()[:24], url, PageState.FETCHED, "", 200, 0.1, url, None, page
    )  # fmt: skip


def article(path: str, age: int) -> StoredPage:
    day = DAY - dt.timedelta(days=age)
    text = "会议部署了今冬明春的工作，要求各单位抓好落实。" * 10
    body = f"<h1>县里召开安全生产会议</h1><p>发布时间：{day}</p><div class='article'>{text}</div>"
    return stored(path, "县里召开安全生产会议", body)


@pytest.fixture
def said(a_context: Callable[..., Context]) -> Callable[..., list[Certainty]]:
    def make(body: str, *others: StoredPage) -> list[Certainty]:
        aggregate = SiteAggregate(a_context(DAY), {}, (), DURATIONS, number=9)
        aggregate.gather([stored("", "清禾市人民政府", body), *others])
        return [one.certainty for one in stale_home(aggregate.visit(aggregate.columns()))]

    return make


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/main/'>进入网站</a>",
        "<a href='/main/'>【点击进入首页】</a>",
        "<a href='/main/'>首页</a>",
        "<a href='/main/'><img src='/in.jpg' alt='进入'></a>",
    ],
)
def test_the_home_page_is_the_one_that_visitors_are_sent_to(
    said: Callable[..., list[Certainty]], link: str
) -> None:
    assert said(link + OLD, stored("main/", "清禾市人民政府", NEW)) == []
    assert said(link + OLD, stored("main/", "清禾市人民政府", OLD)) == SURE
    assert said(link, stored("main/", "清禾市人民政府", NEW)) == []
    assert said(link, stored("main/", "清禾市人民政府", OLD)) == SURE


def test_a_column_is_no_home_page(said: Callable[..., list[Certainty]]) -> None:
    """Not even where all pages bear one title."""
    menu = "<div class='nav'><a href='/xw/'>新闻</a><a href='/tz/'>进入专栏</a></div>"
    lists = [stored(one, "清禾市人民政府", f"{menu}<h2>新闻</h2>{NEW}") for one in ("xw/", "tz/")]
    assert said(menu + OLD, *lists) == SURE


@pytest.mark.parametrize(
    ("shown", "said_of"),
    [
        ("<div class='swiper'><a href='/xw/9.html'><img src='/a.jpg'></a></div>", []),
        (
            "<img src='/a.jpg' usemap='#m'><map name='m'><area href='/xw/8.html' "
            "alt='县里召开会议 2026-11-18'></map>",
            [],
        ),
        (
            "<a href='/xw/8.html'><img src='/a.jpg' alt='县里召开会议（2026年11月18日）'></a>",
            [],
        ),
        ("<a href='/xw/8.html'><img src='/a.jpg' alt='安全会议 2026-01-18'></a>", SURE),
        ("<a href='/xw/7.html'>关于2026年11月25日停电的预告 2026-12-25</a>", SURE),
        ("<p>今天是2026年11月20日</p>", SURE),
    ],
    ids=["an article", "an area", "a picture", "an older picture", "a day to come", "a clock"],
)
def test_pictures_are_news_of_the_home_page(
    said: Callable[..., list[Certainty]], shown: str, said_of: list[Certainty]
) -> None:
    assert said(shown + OLD, article("xw/9.html", 2)) == said_of
