"""Which pages of a site are lists, and what they are called."""

from govsweep.facts import Page
from govsweep.reading import read_page
from govsweep.settle.listing import Listing

HOME = "http://www.a.gov.cn/"
MENU = (
    '<ul class="nav"><li><a href="/c1/">规划计划</a></li><li><a href="/c2/">统计数据</a></li></ul>'
)


def read(path: str, body: str) -> Page:
    page = f"<html><head><title>规划计划</title></head><body>{MENU}{body}</body></html>"
    return read_page(page.encode(), url=HOME + path, home=not path)


def column_behind_a_redirect(*, own: bool) -> str:
    """What the page is called to which the menu's 规划计划 sends its visitors on."""
    listing = Listing(HOME)
    listing.take(HOME, read("", ""))
    listing.move(HOME + "c1/", HOME + "c1/fzgh/")
    page = read("c1/fzgh/", "<ul><li><a href='/c1/9.html'>城区排水规划</a> 2026-03-04</li></ul>")
    listing.take(HOME + "c1/fzgh/", page)
    sub = '<div>当前位置：<a href="/">首页</a> &gt; <a href="/c1/fzgh/">发展规划</a></div>'
    sub += (
        "<h1>城区排水规划</h1><p>发布时间：2026-03-04</p><p>" + "规划范围为中心城区。" * 20 + "</p>"
    )
    if own:
        listing.take(HOME + "c1/9.html", read("c1/9.html", sub))
    names = {url: listing.name(url, one) for url, one in listing.columns(())}
    return names[HOME + "c1/fzgh/"]


def test_a_parent_that_redirects_lends_its_name_where_there_is_no_other() -> None:
    assert column_behind_a_redirect(own=False) == "规划计划"


def test_a_parent_that_redirects_does_not_name_a_child_with_its_own() -> None:
    assert column_behind_a_redirect(own=True) == "发展规划"
