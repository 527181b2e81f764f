"""Stale lists that scripts turn: sure only where what was read shows that the newest come first."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.stale_column import stale_column
from govsweep.facts import Context, PageState
from govsweep.findings import Certainty
from govsweep.reading import read_page
from govsweep.rules.model import DURATIONS
from govsweep.settle.site_aggregate import SiteAggregate
from govsweep.store import StoredPage

DAY = dt.date(2026, 11, 20)
ROOT = "http://www.qinghe.gov.cn/"
MENU = (
    '<ul class="nav"><li><a href="/dt/">工作动态</a></li><li><a href="/tz/">通知公告</a></li></ul>'
)
NEWEST_FIRST, OLDEST_FIRST, ONE_DAY = (100, 120, 140, 160), (160, 140, 120, 100), (100,) * 4
SURE, UNSURE = Certainty.CONFIRMED, Certainty.SUSPECTED
PAGER = "<span>1</span><span>2</span><span>下一页</span>"
PLACE = "<div id='fy'></div><script src='/js/list.js'></script>"


def stored(path: str, html: str) -> StoredPage:
    url = ROOT + path
    page = read_page(html.encode(), url=url, home=not path, day=DAY)
    return StoredPage(
        url.encode()[:16], url, PageState.FETCHED, "", 200, 0.1, url, None, page
    )  # fmt: skip


def a_list(path: str, name: str, ages: tuple[int, ...], behind: str) -> StoredPage:
    rows = "".join(
        f"<li><a href='/{path}{number}.html'>{name}里第{number}期技能培训</a>"
        f"<i>{DAY - dt.timedelta(days=age)}</i></li>"
        for number, age in enumerate(ages)
    )
    return stored(path, f"<title>{name}</title>{MENU}<h2>{name}</h2><ul>{rows}</ul>{behind}")


@pytest.mark.parametrize(
    ("behind", "ages", "sure", "told"),
    [
        (PAGER, OLDEST_FIRST, UNSURE, True),
        (PAGER, NEWEST_FIRST, SURE, True),
        (PAGER, ONE_DAY, UNSURE, True),
        (PLACE, OLDEST_FIRST, UNSURE, False),
        (PLACE, NEWEST_FIRST, SURE, False),
        ("<p>共1页</p>", OLDEST_FIRST, SURE, False),
        ("", OLDEST_FIRST, SURE, False),
    ],
    ids=[
        "a pager below the oldest",
        "a pager below the newest",
        "a pager below rows of one day",
        "a place for one below the oldest",
        "a place for one below the newest",
        "one page",
        "no pager",
    ],
)
def test_a_list_of_which_only_the_first_page_was_read(
    a_context: Callable[..., Context],
    behind: str,
    ages: tuple[int, ...],
    sure: Certainty,
    told: bool,
) -> None:
    aggregate = SiteAggregate(a_context(DAY), {}, (), DURATIONS, number=9)
    home = stored("", f"<title>清禾</title>{MENU}")
    read = a_list("dt/", "工作动态", ages, behind)
    aggregate.gather([home, read, a_list("tz/", "通知公告", (1, 2, 3), behind)])
    (column,) = (one for one in aggregate.columns() if one.name == "工作动态")
    assert [fault.certainty for fault in stale_column(column)] == [sure]
    assert aggregate.pages_seen([column]).partly == ((ROOT + "dt/",) if told else ())
