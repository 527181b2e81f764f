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


NAMES = ("规划计划", "统计数据", "政策法规", "年度报告")
IN_ONE = "<div class='top'>" + "".join(
    f'<a href="/c{at}/">{name}</a>' for at, name in enumerate(NAMES, start=1)
) + "</div>"  # fmt: skip
IN_ITEMS = IN_ONE.replace("<div class='top'>", "<ul class='nav'>").replace("</div>", "</ul>")
IN_ITEMS = IN_ITEMS.replace("<a", "<li><a").replace("</a>", "</a></li>")
AWAY = '<ul><li><a href="/c3/">政策法规</a></li><li><a href="/c4/">年度报告</a></li></ul>'
CARDS = '<a href="/c3/"><img src="/i/c3.png"><p>政策法规</p></a>'


def leads_on(menu: str, body: str, *, beside: str = "") -> bool:
    """Whether a column shows something; all have the menu, two others what is `beside`, too."""
    listing = Listing(HOME)
    for at, name in enumerate(NAMES, start=1):
        own = body if at == 1 else beside if at in (2, 3) else ""
        source = f"<title>{name}</title>{menu}<div><h2>{name}</h2>{own}</div>"
        page = read_page(source.encode(), url=f"{HOME}c{at}/")
        listing.take(page.url, page)
    return listing.pieces(HOME + "c1/", listing.pages[HOME + "c1/"]) > 0


@pytest.mark.parametrize("menu", [IN_ONE, IN_ITEMS], ids=["in one line", "in items"])
def test_links_in_a_page_s_own_part_are_shown_wherever_its_menu_leads(menu: str) -> None:
    assert leads_on(menu, AWAY)
    assert leads_on(menu, f"<div class='cards'>{CARDS}{CARDS.replace('c3', 'c4')}</div>")
    assert leads_on(menu, '<p>公示已经迁移至<a href="/c3/">政策法规</a>栏目，请前往查看。</p>')


@pytest.mark.parametrize("menu", [IN_ONE, IN_ITEMS], ids=["in one line", "in items"])
@pytest.mark.parametrize(
    ("body", "beside"),
    [
        ("<ul></ul>", ""),
        (AWAY, AWAY),
        ('<ul><li><a href="/c1/">规划计划</a></li><li><a href="/c3/">政策法规</a></li></ul>', ""),
        ('<p><a href="/c3/">返回上一页</a></p>', ""),
    ],
    ids=["nothing", "a menu beside", "its own and one more", "the way back"],
)
def test_menus_show_nothing_of_a_column(menu: str, body: str, beside: str) -> None:
    assert not leads_on(menu, body, beside=beside)


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
        "<h3>热门推荐</h3><ul></ul><p>共0条 第1/1页 首页 上一页 下一页 尾页</p>",
        "<div><span>本级文件</span><span>上级文件</span></div>"
        "<div><ul></ul>暂无信息</div><div><ul></ul>暂无信息</div>",
        '<ul class="news_list"></ul><div class="page"><a href="/c1/index.html">1</a></div>',
        '<div class="list"><ul></ul></div><div class="page">共0条</div>',
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
        "the heading of a box beside it",
        "tabs",
        "one page",
        "a count of none",
    ],
)
def test_a_page_that_shows_nothing(body: str) -> None:
    assert shown(body) == (0, False)


ROWS = "".join(
    f'<li><a href="/c2/{n}.html">{n}月统计公报</a><span>2026-0{n}-03</span></li>'
    for n in range(1, 7)
)


def says_else(body: str, beside: str = "") -> bool:
    """Whether words stand in a column's place; another list of the site has some `beside` rows."""
    listing = Listing(HOME)
    page = read("c1/", f"{CRUMBS}<h2>规划计划</h2>{beside}{body}")
    listing.take(HOME, read("", ""))
    listing.take(HOME + "c1/", page)
    listing.take(HOME + "c2/", read("c2/", f"<h2>统计数据</h2>{beside}<ul>{ROWS}</ul>"))
    return listing.says_else(page)


@pytest.mark.parametrize(
    "body",
    [
        "网络开小差了",
        "页面走丢了，刷新一下试试",
        "参数有误",
        "undefined",
        "<p>null</p>",
        "暂无数据 undefined",
        "查询出错，没有相关数据",
        "模板编译不通过",
        "<ul><li>Forbidden</li></ul>",
        "<p>没有权限查看该栏目</p>",
    ],
)
def test_what_else_stands_in_the_place_of_rows(body: str) -> None:
    assert says_else(f"<div class='list'>{body}</div>")


@pytest.mark.parametrize(
    "body",
    [
        "",
        "暂无内容",
        "栏目建设中",
        "该栏目内容为空",
        "此栏目下没有文章",
        "敬请期待",
        "即将上线",
        "无",
        "共0条 第1/1页 上一页 下一页",
        "<p>规划计划</p>",
        "<p>规划计划 统计数据</p>",
        "<p>站内搜索：</p><p>打印 关闭窗口</p>",
        "<table><tr><td>序号</td><td>名称</td><td>发布日期</td></tr></table>",
    ],
)
def test_nothing_else_stands_there(body: str) -> None:
    assert not says_else(f"<div class='list'>{body}</div>")


def test_what_stands_beside_the_rows_of_another_list_is_none_of_the_place() -> None:
    beside = "<p>清禾市发展和改革局政务公开专栏</p>"
    assert not says_else("<p>暂无内容</p>", beside)
    assert says_else("<p>暂无内容</p>" + beside)


@pytest.mark.parametrize(
    ("body", "failed"),
    [
        ("{{item.title}}", True),
        ("${row.name}", True),
        ("<p>{field:title/}</p>", True),
        ("[object Object]", True),
        ("系统繁忙请稍后再试", True),
        ("暂无内容", False),
        ("[通知]", False),
    ],
)
def test_what_a_template_left_unfilled_is_a_list_that_nobody_read(body: str, failed: bool) -> None:
    listing = Listing(HOME)
    page = read("c1/", f"{CRUMBS}<h2>规划计划</h2><div class='list'>{body}</div>")
    listing.take(HOME + "c1/", page)
    assert listing.says_failure(page) is failed


WALL = '<div class="wall"><img src="/i/hall.jpg"><img src="/i/hall.jpg"></div>'


def shows_pictures(body: str, *, rows: str = "") -> bool:
    """Whether a column shows pictures that a list with rows has not; a third page has all of it."""
    listing = Listing(HOME)
    entries = "".join(
        f'<li><a href="/c2/{at}.html">关于做好第{at}批统计数据报送的通知</a>2026-11-0{at}</li>'
        for at in range(1, 7)
    )
    pages = {
        "c1/": read("c1/", f"<h2>规划计划</h2>{body}"),
        "c2/": read("c2/", f"<h2>统计数据</h2>{rows}<ul>{entries}</ul>"),
        "c3/": read("c3/", f"<h2>政策法规</h2>{body}"),
    }
    for path, page in pages.items():
        listing.take(HOME + path, page)
    assert len(pages["c2/"].entries) == len(range(1, 7))
    return listing.shows_pictures(pages["c1/"])


def test_pictures_that_other_pages_show_too_are_no_empty_page() -> None:
    assert shows_pictures(WALL)


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        (WALL, WALL),
        ('<img src="/i/nodata.png">', ""),
        ('<img src="/i/t.jpg" alt="规划计划">', ""),
        ("<p>暂无内容</p>", ""),
    ],
    ids=["of the template", "for nothing", "a heading", "none"],
)
def test_pictures_that_say_nothing(body: str, rows: str) -> None:
    assert not shows_pictures(body, rows=rows)


MENU_OF_SITE = (
    '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/c1/">规划计划</a></li></ul>'
)
FOOTER = '<div class="footer"><a href="/about/">关于我们</a> 主办：清禾市统计局</div>'


@pytest.mark.parametrize(
    ("body", "own"),
    [
        ('<p><a href="/about/">点击进入办事大厅</a></p>', True),
        ('<p><a href="/about/">关于我们</a></p>', False),
        ('<p><a href="/c1/">规划计划</a></p>', False),
        ('<p><a href="/c1/">首页</a> <a href="#">返回顶部</a></p>', False),
        ("<p>暂无内容</p>", False),
    ],
    ids=["in words of its own", "as elsewhere", "its own name", "functions", "none"],
)
def test_a_link_in_words_of_its_own_is_no_empty_page(body: str, own: bool) -> None:
    listing = Listing(HOME)
    page = read("c1/", f"{MENU_OF_SITE}<h2>规划计划</h2>{body}{FOOTER}")
    listing.take(HOME + "c1/", page)
    listing.take(HOME + "c2/", read("c2/", f"{MENU_OF_SITE}<h2>统计数据</h2><p>暂无</p>{FOOTER}"))
    assert listing.says_where(page) is own
