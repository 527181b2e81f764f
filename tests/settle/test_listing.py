"""What a column page without rows shows as its own, by which it is no blank column."""

import pytest

from govsweep.facts import Page
from govsweep.reading import read_page
from govsweep.settle.listing import Listing

HOME = "http://www.a.gov.cn/"
MENU = (
    '<ul class="nav"><li><a href="/c1/">规划计划</a></li><li><a href="/c2/">统计数据</a></li></ul>'
)
CRUMBS = '<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/c1/">规划计划</a></div>'
DAYS = "".join(f'<td><a href="javascript:;">{day}</a></td>' for day in range(1, 31))


def read(path: str, body: str) -> Page:
    page = f"<html><head><title>规划计划</title></head><body>{MENU}{body}</body></html>"
    return read_page(page.encode(), url=HOME + path, home=not path)


def shown(body: str) -> tuple[int, bool]:
    """How many things the column shows, and whether nobody can say."""
    listing = Listing(HOME)
    page = read("c1/", f"{CRUMBS}<h2>规划计划</h2>{body}")
    listing.take(HOME, read("", ""))
    listing.take(HOME + "c1/", page)
    listing.take(HOME + "c2/", read("c2/", "<h2>统计数据</h2>"))
    assert not page.entries
    return listing.pieces(HOME + "c1/", page), page.shell


@pytest.mark.parametrize(
    "body",
    [
        '<object data="/f/plan.pdf" type="application/pdf"></object>',
        '<iframe src="/c1/list.html"></iframe>',
        '<table><tr><td>登记表</td><td><a href="/f/form.doc">下载</a></td></tr></table>',
        '<p><a href="/sub/a/">五年规划</a></p><p><a href="/sub/b/">年度计划</a></p>',
        '<img src="/m.jpg" usemap="#m"><map name="m"><area href="/x1/"></map>',
        f"<table><tr>{DAYS}</tr></table>",
        '<form action="/c1/"><select name="y"></select></form><input name="k">',
        '<p><a href="http://www.b.gov.cn/zl/">上级政府的专栏</a></p>',
        "<p>12345</p>",
        "<p>香樟、月季。</p>",
        "<p>本局目前没有行政征收事项。</p>",
        '<img src="/i/noon.png" alt="午时的钟楼">',
        '<img src="/i/ghjh.jpg" alt="规划计划">',
        '<a href="tel:96598">燃气抢修</a><a href="tel:96116">供水报修</a><a href="tel:1">供电</a>',
        '<img src="/i/ghjh.jpg" alt="规划示意图"><p>栏目正在完善中。</p>',
        '<img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==" alt="内设机构图">',
        f'<p><img src="data:image/jpeg;base64,{"9j4A" * 150}"></p>',
        '<div style="height:480px;background:#fff url(/i/parts.jpg) no-repeat">&nbsp;</div>',
        '<div class="chart" style="background-image:url(&quot;/i/parts.jpg&quot;)"></div>',
        "<style>.parts{height:480px;background:url('/i/parts.jpg')}</style>"
        "<div class='wide parts'></div>",
    ],
    ids=[
        "a document",
        "a frame",
        "a file without a name",
        "a landing page",
        "a map",
        "a calendar",
        "a filter",
        "one link to another site",
        "a hotline",
        "a short enumeration",
        "a statement of having none",
        "a picture of its own",
        "a picture called as the column",
        "numbers to call",
        "a picture beside a promise",
        "a picture written into the page",
        "a larger one without words",
        "a picture as a ground",
        "a ground that a foreign sheet gives its height",
        "a ground by the page's own sheet",
    ],
)
def test_a_page_that_shows_something(body: str) -> None:
    pieces, _ = shown(body)
    assert pieces > 0


def test_a_document_in_the_page_is_no_empty_column_wherever_else_it_is_linked() -> None:
    for body in (
        "<embed src='/f/plan.pdf' width='900' height='600'>",
        "<object type='application/pdf' data='/f/plan.pdf'></object>",
    ):
        assert shown(body)[1]
        assert not shown(body.replace(".pdf", ".swf"))[1]


@pytest.mark.parametrize(
    "body",
    [
        '<canvas id="c"></canvas>',
        '<svg viewBox="0 0 900 600"><path d="M0 0L9 9"></path></svg>',
        "<div id='m'></div><script>echarts.init(document.getElementById('m'))</script>",
        "<div id='p'></div><script>PDFObject.embed('/f/plan.pdf', '#p')</script>",
    ],
    ids=["a canvas", "a drawing", "a chart", "a document by script"],
)
def test_a_page_drawn_by_its_script_is_unknown(body: str) -> None:
    assert shown(body) == (0, True)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<ul></ul>",
        "<p>暂无内容</p>",
        "<p>1 2 3 4 5</p>",
        "<table><tr><td>1</td></tr></table>",
        '<p>暂无有关信息</p><img src="/i/p7.png" alt="暂无数据">',
        '<img src="/i/no_data.png">',
        '<img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==" alt="暂无数据">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
        '<div style="height:480px;background:url(/i/no_data.png)"></div>',
        '<div style="background:url(/i/line.png)"></div>',
        '<svg class="icon" viewBox="0 0 16 16"><path d="M0 0L9 9"></path></svg>',
        "<style>.bar{background:url(/i/bar.png)}</style><div class='bar'></div>",
        "<table><tr><td>序号</td><td>案件名称</td><td>办案机关</td><td>处罚日期</td><td>操作</td></tr></table>"
        "<p>共 0 条记录</p>",
        "<p>此栏目没有数据</p><p>页次：1/1 每页15 总数0 首页 上一页 下一页 尾页 转到</p>",
        "<p>资料还在整理中，请过几天再来查看。</p><p>第 1 页 共 1 页 首页 末页</p>",
        "<p>抱歉，没有查到您要的文章。</p>",
        "<p>No data</p>",
        '<img src="/i/ghjh_banner.jpg" alt="规划计划"><p>栏目正在建设中，敬请期待……</p>',
    ],
    ids=[
        "nothing",
        "an empty list",
        "the word for it",
        "a pager",
        "a number",
        "the word with a picture",
        "a picture of nothing",
        "a picture of nothing written into the page",
        "a picture that holds a place",
        "a ground of nothing",
        "a ground without height",
        "an icon",
        "a rule without height",
        "a head without rows",
        "a pager in full",
        "a promise",
        "an apology",
        "in English",
        "its heading as a picture and a promise",
    ],
)
def test_a_page_that_shows_nothing(body: str) -> None:
    assert shown(body) == (0, False)


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
