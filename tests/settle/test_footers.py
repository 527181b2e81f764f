"""Which footers a site shows: a page's own, and one that stands in a frame."""

import datetime as dt

import msgspec
import pytest

from govsweep.facts import FooterMark, Page, PageKind
from govsweep.reading import read_page
from govsweep.settle.footers import Footers
from govsweep.settle.listing import Listing
from govsweep.settle.shown_pages import ShownPages

ROOT = "http://www.qinghe.gov.cn/"
FRAME = "<iframe src='/foot.asp' width='1000' height='90'></iframe>"
BADGE = "<a href='http://bszs.conac.cn/sitename?method=show&id=0A1B'><img src='/i/a.png'></a>"
FOOT = "<p>主办单位：清禾市水利局　电话：0818-2233445</p><p>蜀ICP备05001234号</p>"
ROWS = "".join(
    f"<li><a href='/gz/{one}.html'>水库蓄水情况第{one}期</a><span>2026-11-0{one}</span></li>"
    for one in range(1, 7)
)


def read(body: str, path: str = "", *, home: bool = False) -> Page:
    html = (
        f"<html><head><meta charset='utf-8'><title>水利局</title></head><body>{body}</body></html>"
    )
    return read_page(html.encode(), url=ROOT + path, day=dt.date(2026, 11, 20), home=home)


def told(*pages: Page) -> dict[str, dict[FooterMark, str | None]]:
    footers = Footers()
    for page in pages:
        footers.note(page.url, page)
    return dict(footers.told())


@pytest.fixture
def foot() -> Page:
    return read(FOOT, "foot.asp")


def test_a_footer_in_a_frame_is_that_of_the_pages_that_show_it(foot: Page) -> None:
    home = read(f"<ul>{ROWS}</ul>{FRAME}", home=True)
    column = read(f"<div><h2>水情</h2><ul>{ROWS}</ul></div>{FRAME}", "gz/")
    found = told(home, column, foot)
    assert set(found) == {home.url, column.url}
    assert found[home.url][FooterMark.ICP] == "蜀ICP备05001234号"
    assert found[home.url][FooterMark.IDENTIFIER] is None


def test_a_badge_beside_the_frame_counts(foot: Page) -> None:
    home = read(f"<ul>{ROWS}</ul>{BADGE}{FRAME}", home=True)
    assert told(home, foot)[home.url][FooterMark.CONAC] == "present"


def test_a_page_has_its_own_footer_before_that_of_a_frame(foot: Page) -> None:
    own = "<div class='footer'>主办单位：清禾市水利局　网站标识码：5118000001</div>"
    home = read(f"<ul>{ROWS}</ul>{FRAME}{own}", home=True)
    assert told(home, foot)[home.url][FooterMark.IDENTIFIER] == "5118000001"


@pytest.mark.parametrize(
    "other",
    [None, "<p>今日天气：晴</p>", f"<ul>{ROWS}</ul>{FOOT}"],
    ids=["not read", "no footer", "a list of its own"],
)
def test_a_frame_that_is_no_footer_tells_of_none(other: str | None) -> None:
    home = read(f"<ul>{ROWS}</ul>{FRAME}", home=True)
    framed = [] if other is None else [read(other, "foot.asp")]
    assert home.url not in told(home, *framed)


@pytest.mark.parametrize("unseen", [{"shell": True}, {"wall": True}, {"soft_error": True}])
def test_the_foot_of_a_page_that_was_not_seen_tells_nothing(unseen: dict[str, bool]) -> None:
    home = read(f"<ul>{ROWS}</ul>{FOOT}", home=True)
    assert home.url in told(home)
    assert told(msgspec.structs.replace(home, **unseen)) == {}


def test_without_pages_there_are_none() -> None:
    assert told() == {}


@pytest.mark.parametrize(("written", "feet"), [(None, (True, 1)), ("", (False, 0))])
def test_a_foot_of_which_a_script_may_write_a_part_was_not_seen_whole(
    written: str | None, feet: tuple[bool, int]
) -> None:
    shown, listing = ShownPages(ROOT), Listing(ROOT)
    for url, kind in ((ROOT, PageKind.HOME), (ROOT + "gz/", PageKind.LIST)):
        marks = {FooterMark.ICP: "蜀ICP备05001234号", FooterMark.POLICE: written}
        shown.note(url, Page(url=url, kind=kind, footer=marks), home=url == ROOT)
    told = shown.told(listing, None, (), ())
    assert (told.home_foot, told.feet) == feet
