"""The rows of a list, wherever they stand: on its page, in frames, in frames within frames."""

from govsweep.facts import Page
from govsweep.reading import read_page
from govsweep.settle.listing import Listing

HOME = "http://www.a.gov.cn/"
MENU = (
    '<ul class="nav"><li><a href="/c1/">规划计划</a></li><li><a href="/c2/">统计数据</a></li></ul>'
)
CRUMBS = '<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/c1/">规划计划</a></div>'


def read(path: str, body: str) -> Page:
    page = f"<html><head><title>规划计划</title></head><body>{MENU}{body}</body></html>"
    return read_page(page.encode(), url=HOME + path, home=not path)


def test_rows_of_a_frame_are_those_of_the_page_that_shows_it_alone() -> None:
    """A frame of every page, as of news beside the text, is no column's own list."""
    row = '<li><a href="/a/1.html">关于供水价格的通告</a><span>2026-11-03</span></li>'
    listing = Listing(HOME)
    listing.take(HOME, read("", ""))
    own, shared = '<iframe src="/c1/in.html"></iframe>', '<iframe src="/news.html"></iframe>'
    first = read("c1/", f"{CRUMBS}{own}{shared}")
    second = read("c2/", f"<h2>统计数据</h2>{shared}")
    for path, page in (("c1/", first), ("c2/", second)):
        listing.take(HOME + path, page)
    for path in ("c1/in.html", "news.html"):
        listing.take(HOME + path, read(path, f"<ul>{row.replace('/a/', '/' + path)}</ul>"))
    assert [one.url for one in listing.entries(HOME + "c1/", first)] == [HOME + "c1/in.html1.html"]
    assert listing.entries(HOME + "c2/", second) == []
    assert listing.is_further(HOME + "c1/in.html")


def test_a_frame_beside_the_rows_of_most_lists_is_no_column_s_own() -> None:
    """The one column without rows of its own has not those of the news that run beside all."""
    row = '<li><a href="/{0}{1}.html">关于供水价格的通告之{1}</a><span>2026-11-0{1}</span></li>'
    running = '<div class="left"><iframe src="/news.html"></iframe></div>'
    for many in (2, 7):  # of two nobody can say
        listing = Listing(HOME)
        empty = read("c1/", f"{CRUMBS}<h2>规划计划</h2>{running}")
        listing.take(empty.url, empty)
        listing.take(HOME + "news.html", read("news.html", f"<ul>{row.format('a/', 3)}</ul>"))
        for at in range(2, 2 + many):
            rows = "".join(row.format(f"c{at}/", day) for day in range(1, 7))
            page = read(f"c{at}/", f"<h2>统计数据</h2>{running}<ul>{rows}</ul>")
            assert page.entries and not page.more
            listing.take(page.url, page)
        assert bool(listing.entries(empty.url, empty)) is (many == 2)
    assert not listing.waits_for_rows(empty.url) and not listing.pieces(empty.url, empty)


def test_rows_of_frames_within_frames_with_their_further_pages() -> None:
    row = '<li><a href="/a/{0}.html">关于供水价格的通告之{0}</a><span>2026-11-0{0}</span></li>'
    listing = Listing(HOME)
    listing.take(HOME, read("", ""))
    outer = read("c1/", f'{CRUMBS}<iframe src="/c1/menu.html"></iframe><iframe src="/c1/out.html">')
    listing.take(HOME + "c1/", outer)
    menu = '<ul><li><a href="/c1/x/1.html">机构设置和职能</a></li></ul>'
    listing.take(HOME + "c1/menu.html", read("c1/menu.html", menu))
    framing = read("c1/out.html", '<iframe src="/c1/in.html"></iframe>')
    listing.take(HOME + "c1/out.html", framing)
    assert listing.waits_for_rows(HOME + "c1/")  # the inner frame was not read yet
    pager = '<a href="in_2.html">下一页</a>'
    listing.take(HOME + "c1/in.html", read("c1/in.html", f"<ul>{row.format(3)}</ul>{pager}"))
    listing.take(HOME + "c1/in_2.html", read("c1/in_2.html", f"<ul>{row.format(1)}</ul>"))
    assert [one.url for one in listing.entries(HOME + "c1/", outer)] == [HOME + "a/3.html"]
    assert not listing.waits_for_rows(HOME + "c1/")
    further = [one.url for one in listing.further_entries(HOME + "c1/")]
    assert HOME + "a/1.html" in further


def cards(*links: str) -> Listing:
    """A column of pictures, whose articles were read."""
    listing = Listing(HOME)
    listing.take(HOME, read("", ""))
    listing.take(HOME + "c1/", read("c1/", f"{CRUMBS}<h2>规划计划</h2><div>{''.join(links)}</div>"))
    for number in range(3):
        text = f"<h1>第{number}批危桥改造完工</h1><p>发布时间：2026-11-0{number + 1}</p>"
        text += "<p>" + f"第{number}批危桥已经改造完工，恢复通行。" * 20 + "</p>"
        listing.take(f"{HOME}c1/{number}.html", read(f"c1/{number}.html", text))
    return listing


PICTURES = [f'<p><a href="/c1/{one}.html"><img src="/i/{one}.jpg"></a></p>' for one in range(3)]


def test_pictures_without_words_are_rows_by_their_articles() -> None:
    listing = cards(*PICTURES)
    found = listing.entries(HOME + "c1/", listing.pages[HOME + "c1/"])
    assert [one.title for one in found] == [f"第{number}批危桥改造完工" for number in range(3)]


def test_a_picture_s_own_words_are_not_seen() -> None:
    listing = cards(*(one.replace(".jpg", ".jpg' alt='桥梁合龙") for one in PICTURES))
    assert len(listing.pictured(listing.pages[HOME + "c1/"])) == 3


def test_what_is_no_list_of_pictures() -> None:
    other = '<p><a href="http://www.b.gov.cn/{0}/"><img src="/i/{0}.jpg"></a></p>'
    for links in ([], PICTURES[:2], [other.format(one) for one in range(3)]):
        listing = cards(*links)
        assert listing.pictured(listing.pages[HOME + "c1/"]) == []
