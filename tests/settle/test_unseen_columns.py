"""Columns of which a page was found and nothing could be read: listed, and nothing said of them."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.blank_column import blank_column
from govsweep.checks.stale_column import stale_column
from govsweep.facts import Column, Context, Failure, PageState
from govsweep.reading import read_page
from govsweep.rules.model import DURATIONS
from govsweep.settle.site_aggregate import SiteAggregate
from govsweep.store import StoredPage

DAY = dt.date(2026, 11, 20)
ROOT = "http://www.qinghe.gov.cn/"
NOTICES, DUTIES = "通知公告", "机构职责"
PICTURES = "".join(f'<p><a href="/x/{one}/"><img src="/i/{one}.jpg"></a></p>' for one in range(3))

LETTERS = "".join(f"<p>来信{one}：户籍怎样迁移，2026-07-0{one} 请看答复</p>" for one in range(1, 5))


def stored(path: str, html: str, state: PageState, reason: str) -> StoredPage:
    url = ROOT + path
    page = None
    if state is PageState.FETCHED:
        page = read_page(html.encode(), url=url, home=not path, day=DAY)
    return StoredPage(url.encode()[:16], url, state, reason, 200, 0.1, url, None, page)


@pytest.fixture
def columns(a_context: Callable[..., Context]) -> Callable[..., list[Column]]:
    """The columns of a site whose menu names one page."""

    def make(
        body: str, name: str = NOTICES, state: PageState = PageState.FETCHED, reason: str = ""
    ) -> list[Column]:
        menu = f'<ul class="nav"><li><a href="/a/">{name}</a></li></ul>'
        aggregate = SiteAggregate(a_context(DAY), {}, (), DURATIONS, number=9)
        head = "<title>清禾区供水局</title>"
        home = stored("", head + menu, PageState.FETCHED, "")
        aggregate.gather([home, stored("a/", f"{head}{menu}<div>{body}</div>", state, reason)])
        return aggregate.columns()

    return make


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<iframe src='http://www.other.example.cn/list'></iframe>", "embedded"),
        ("<embed src='http://play.example.cn/p.swf'>", "embedded"),
        (PICTURES, "pictured"),
        (f"<p>首页 &gt; {NOTICES}</p><p>java.lang.NullPointerException</p>", "rows"),
        ("<div>ORA-00942: table or view does not exist</div>", "rows"),
        (LETTERS, "unlisted"),
    ],
    ids=[
        *("a foreign frame", "a film", "pictures", "a program's error", "a database's"),
        "lines with days",
    ],
)
def test_a_column_that_nobody_can_read_is_listed(
    columns: Callable[..., list[Column]], body: str, reason: str
) -> None:
    (column,) = columns(body)
    assert (column.name, column.seen, column.reason) == (NOTICES, False, reason)
    assert not [*blank_column(column), *stale_column(column)]


def test_an_error_in_a_column_s_place_is_listed(columns: Callable[..., list[Column]]) -> None:
    failed = PageState.FAILED
    (column,) = columns("", state=failed, reason=Failure.ERROR_PAGE)
    assert (column.name, column.seen, column.reason) == (NOTICES, False, Failure.ERROR_PAGE)
    assert columns("", state=failed, reason=Failure.SOFT_404) == []
    assert columns("", DUTIES, state=failed, reason=Failure.ERROR_PAGE) == []


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (
            "<h1>机构职责</h1>"
            + "<p>负责全区供水管网的规划、建设和维护，受理群众来电来访。</p>" * 8,
            DUTIES,
        ),
        (
            "<h1>停水通知</h1>" + "<p>城东管段定于周三检修，请沿线居民提前储水备用。</p>" * 8,
            NOTICES,
        ),
    ],
    ids=["a page about the unit", "an article"],
)
def test_a_single_page_is_no_column(
    columns: Callable[..., list[Column]], body: str, name: str
) -> None:
    assert columns(body, name) == []


@pytest.mark.parametrize(
    ("clock", "again"),
    [("", True), ("<p>第 7012 位访客</p>", True), ("<p>清禾区供水局通知公告如下</p>", False)],
    ids=["the same", "but for a counter", "with words of its own"],
)
def test_the_home_page_in_place_of_columns_is_none_of_them(
    a_context: Callable[..., Context], clock: str, again: bool
) -> None:
    menu = "<ul class=nav><li><a href=/a/>通知公告</a></li><li><a href=/b/>工作动态</a></li></ul>"
    rows = "".join(
        f"<li><a href='/x/{one}.html'>城东第{one}管段停水检修的通知</a><i>2026-11-1{one}</i></li>"
        for one in range(5)
    )
    home = f"<title>清禾区供水局</title>{menu}<ul>{rows}</ul>"
    aggregate = SiteAggregate(a_context(DAY), {}, (), DURATIONS, number=9)
    paths = ("a/", "b/", "x/1.html")
    served = [stored(path, home + clock, PageState.FETCHED, "") for path in paths]
    aggregate.gather([stored("", home, PageState.FETCHED, ""), *served])
    found = {one.url: (one.seen, one.reason, one.rows == ()) for one in aggregate.columns()}
    unread = dict.fromkeys((ROOT + "a/", ROOT + "b/"), (False, "home", True))
    assert found == unread if again else (found and found != unread)


def test_letters_without_links_are_read_with_what_became_of_them(
    columns: Callable[..., list[Column]],
) -> None:
    told = "".join(
        f"<li>户籍怎样迁移之{one} <span>2026-07-0{one}</span> 已答复</li>" for one in range(1, 6)
    )
    (column,) = columns(f"<ul>{told}</ul>", "咨询投诉")
    assert (column.seen, column.dated, column.entries) == (True, 5, 5)
