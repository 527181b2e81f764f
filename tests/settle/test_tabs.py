"""An old list above which tabs lead to parts of its column is old only if these are, too."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.stale_column import stale_column
from govsweep.facts import Column, Context, PageState
from govsweep.findings import Certainty
from govsweep.reading import read_page
from govsweep.rules.model import DURATIONS
from govsweep.settle.site_aggregate import SiteAggregate
from govsweep.store import StoredPage

DAY = dt.date(2026, 11, 20)
ROOT = "http://www.qinghe.gov.cn/"
SURE, UNSURE = Certainty.CONFIRMED, Certainty.SUSPECTED
NAV = '<div class="nav"><a href="/bm/dt/">部门动态</a><a href="/tz/">通知公告</a></div>'
TAB = "<a href='/bm/dt/zs/'>直属单位</a>"


def rows(folder: str, *ages: int) -> str:
    days = (DAY - dt.timedelta(days=age) for age in ages)
    lines = (
        f"<li><a href='/{folder}{at}.html'>{folder}举办第{at}期技能培训</a><i>{day}</i></li>"
        for at, day in enumerate(days)
    )
    return f"<ul class='list'>{''.join(lines)}</ul>"


OLD = rows("bm/dt/", 100, 120, 140, 160)


def stored(path: str, name: str, body: str, *steps: str) -> StoredPage:
    url = ROOT + path
    crumbs = "".join(f" &gt; {one}" for one in (*steps, name))
    html = (
        f"<html><head><title>{name}</title></head><body>{NAV}<div class='pos'>当前位置："
        f"<a href='/'>首页</a>{crumbs}</div><h2>{name}</h2>{body}</body></html>"
    )
    page = read_page(html.encode(), url=url, home=not path, day=DAY)
    return StoredPage(
        url.encode()[:24], url, PageState.FETCHED, "", 200, 0.1, url, None, page
    )  # fmt: skip


@pytest.fixture
def said(a_context: Callable[..., Context]) -> Callable[..., list[Certainty]]:
    """What is said of 部门动态 with this body, beside other pages of its site."""

    def make(body: str, *others: StoredPage) -> list[Certainty]:
        aggregate = SiteAggregate(a_context(DAY), {}, (), DURATIONS, number=9)
        full = stored("tz/", "通知公告", rows("tz/", 1, 2, 3))
        own = stored("bm/dt/", "部门动态", body)
        aggregate.gather([stored("", "清禾", ""), own, full, *others])
        found: dict[str, Column] = {one.url: one for one in aggregate.columns()}
        return [one.certainty for one in stale_column(found[f"{ROOT}bm/dt/"])]

    return make


@pytest.mark.parametrize(
    "body",
    [
        f"<div class='tab'><a href='/bm/dt/'>局机关</a>{TAB}</div>{OLD}",
        f"<ul class='tabs'><li>局机关</li><li>{TAB}</li></ul>{OLD}",
        f"<p><a href='/bm/dt/'>全部</a> | {TAB}</p>{OLD}",
        f"<dl><dd class='on'>本级</dd><dd>{TAB}</dd></dl>{OLD}",
        f"<div class='sub-nav'><span>本级</span>{TAB}</div>{OLD}",
        f"<table><tr><td><a href='/bm/dt/'>本级</a></td><td>{TAB}</td></tr></table>{OLD}",
        f"<div class='box'><div class='hd'><ul><li>{TAB}</li></ul></div><div>{OLD}</div></div>",
        f"<div class='tab'>{TAB}<a href='/bm/'>更多&gt;&gt;</a></div>{OLD}",
    ],
)
def test_tabs_of_a_column_hold_its_rows_too(
    said: Callable[..., list[Certainty]], body: str
) -> None:
    for age, certainty in ((3, UNSURE), (200, SURE)):
        newer = stored("bm/dt/zs/", "直属单位", rows("bm/dt/zs/", age, age + 5, age + 9))
        assert said(body, newer) == [certainty]


@pytest.mark.parametrize(
    ("path", "body", "certainty"),
    [
        ("bm/zs/", "<p><a href='/bm/dt/'>局机关</a> <a href='/bm/zs/'>直属单位</a></p>", UNSURE),
        ("bm/zs/", "<p><a href='/bm/zs/'>直属单位</a></p>", SURE),
        ("zs/", "<p><a href='/bm/dt/'>局机关</a> <a href='/zs/'>直属单位</a></p>", SURE),
        ("bm/dt/?t=2", "", UNSURE),
    ],
    ids=["each leads to the other", "only one leads to it", "another folder", "another query"],
)
def test_tabs_beside_each_other(
    said: Callable[..., list[Certainty]], path: str, body: str, certainty: Certainty
) -> None:
    newer = stored(path, "直属单位", body + rows("bm/zs/", 3, 5, 9))
    tab = f"<p>局机关 <a href='/{path}'>直属单位</a></p>"
    assert said(tab + OLD, newer) == [certainty]


def test_a_tab_that_was_not_read_may_hold_newer_rows(said: Callable[..., list[Certainty]]) -> None:
    assert said(f"<p>{TAB}</p>{OLD}") == [UNSURE]


@pytest.mark.parametrize(
    "body",
    [
        f"<div class='fl'><ul><li>{TAB}</li></ul></div><div><h3>部门动态</h3>{OLD}</div>",
        f"<div class='fl'><ul><li>{TAB}</li></ul></div><div><p>部门动态栏目</p>{OLD}</div>",
        f"<div class='side_menu'><ul><li>{TAB}</li></ul></div><div>{OLD}</div>",
        f"{OLD}<div><ul><li>{TAB}</li></ul></div>",
        f"<p><a href='/tz/'>通知公告</a></p>{OLD}",
    ],
    ids=["a heading between", "words between", "at the side", "below", "what the home page has"],
)
def test_a_menu_of_other_columns_holds_none_of_its_rows(
    said: Callable[..., list[Certainty]], body: str
) -> None:
    newer = stored("bm/dt/zs/", "直属单位", rows("bm/dt/zs/", 3, 5, 9))
    assert said(body, newer) == [SURE]
