"""What may stand on a column's page beside what was read: then nobody may sign it unread."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.blank_column import blank_column
from govsweep.checks.stale_column import stale_column
from govsweep.facts import Column, Context, PageState
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
COMMON = '<script src="/js/common.js"></script>'
SURE, UNSURE = Certainty.CONFIRMED, Certainty.SUSPECTED


def listed(folder: str, *ages: int) -> str:
    days = (DAY - dt.timedelta(days=age) for age in ages)
    return '<ul class="list">{}</ul>'.format(
        "".join(
            f'<li><a href="/{folder}/{number}.html">镇里办第{number}期技能培训</a><i>{day}</i></li>'
            for number, day in enumerate(days)
        )
    )


OLD = listed("dt", 100, 120, 140, 160)


def stored(path: str, html: str) -> StoredPage:
    url = ROOT + path
    page = read_page(html.encode(), url=url, home=not path, day=DAY)
    return StoredPage(
        url.encode()[:16], url, PageState.FETCHED, "", 200, 0.1, url, None, page
    )  # fmt: skip


def a_page(name: str, body: str) -> str:
    crumbs = f'<div class="pos">当前位置：<a href="/">首页</a> &gt; {name}</div>'
    head = f'<head><title>{name}</title><meta name="ColumnName" content="{name}"></head>'
    return f"<html>{head}<body>{MENU}{crumbs}<h2>{name}</h2>{body}{COMMON}</body></html>"


@pytest.fixture
def column(a_context: Callable[..., Context]) -> Callable[..., Column | None]:
    """工作动态 with this body, on a site whose other list is full."""

    def make(body: str, *others: StoredPage) -> Column | None:
        aggregate = SiteAggregate(a_context(DAY), {}, (), DURATIONS, number=9)
        home = f"<html><head><title>清禾</title></head><body>{MENU}</body></html>"
        full = stored("tz/", a_page("通知公告", listed("tz", 1, 2, 3)))
        aggregate.gather([stored("", home), stored("dt/", a_page("工作动态", body)), full, *others])
        return {one.url: one for one in aggregate.columns()}.get(ROOT + "dt/")

    return make


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<p>暂无数据</p>", [SURE]),
        ('<ul class="list"></ul>', [SURE]),
        ('<ul class="list-wrap"></ul>', [UNSURE]),
        ('<ul class="list-wrap" data-channel="7"></ul>', []),
        ("<p>正在加载，请稍候…</p>", []),
        ('<news-list channel="7"></news-list>', []),
        ("<p>数据库连接失败</p>", []),
        ("<p>系统异常，请稍后再试</p>", []),
        ("<p>共 36 条记录 第 1/3 页</p>", [UNSURE]),
        ("<p>共 0 条记录 第 1/0 页</p>", [SURE]),
        ('<p><a href="/dt/jj/">基金监督</a> <a href="/dt/jc/">稽查动态</a></p>', []),
        ('<table class="w"><tr><td>&nbsp;</td></tr><tr><td>&nbsp;</td></tr></table>', [SURE]),
        ('<iframe src="/dt/in.htm"></iframe>', []),
    ],
    ids=[
        "truly blank",
        "a place where others' rows stand",
        "a place of its own",
        "a place for scripts",
        "words of loading",
        "an element of scripts",
        "a failed database",
        "a failed system",
        "a count without rows",
        "a count of none",
        "an index",
        "rows without words",
        "a frame that scripts fill",
    ],
)
def test_blank(column: Callable[..., Column | None], body: str, said: list[Certainty]) -> None:
    frame = '<html><body><div class="box"></div><script src="/js/a.js"></script></body></html>'
    found = column(body, stored("dt/in.htm", frame))
    assert [one.certainty for one in (blank_column(found) if found else ())] == said


@pytest.mark.parametrize(
    ("body", "sure"),
    [
        (OLD, SURE),
        (OLD + '<ul id="top" data-channel="7"></ul>', SURE),
        ('<ul id="top" data-channel="7"></ul>' + OLD, UNSURE),
        ("<div>正在加载…</div>" + OLD, UNSURE),
        ('<iframe src="/dt/in.htm"></iframe>' + OLD, UNSURE),
        ('<p><a href="http://mp.weixin.qq.com/s/1">镇里召开安全生产会议</a></p>' + OLD, UNSURE),
        ('<p><a href="/dt/hot.html">县里召开乡村振兴会议</a></p>' + OLD, UNSURE),
        (OLD + "<ul><li>县里举办冬季用电安全讲座<i>2026-11-18</i></li></ul>", UNSURE),
        (OLD + "<ul><li>县里举办冬季用电安全讲座<i>2026-01-18</i></li></ul>", SURE),
        (listed("dt", 160, 140, 120) + '<button class="more">加载更多</button>', UNSURE),
        (listed("dt", 120, 140, 160) + '<button class="more">加载更多</button>', SURE),
    ],
    ids=[
        "a plain list",
        "an empty place below",
        "an empty place above",
        "words of loading above",
        "a frame",
        "an undated row above",
        "a newer headline above",
        "a newer line without a link",
        "an older one",
        "oldest first, with more",
        "newest first, with more",
    ],
)
def test_stale(column: Callable[..., Column | None], body: str, sure: Certainty) -> None:
    hot = (
        "<html><head><title>县里召开乡村振兴会议</title></head><body><h1>县里召开乡村振兴会议</h1>"
        f"<p>发布时间：2026-11-19</p><p>{'会议部署了今冬明春的工作。' * 20}</p></body></html>"
    )
    found = column(body, stored("dt/hot.html", hot))
    assert found is not None
    assert [one.certainty for one in stale_column(found)] == [sure]


def test_an_index_of_what_the_menu_has_too_is_no_blank_column(
    column: Callable[..., Column | None],
) -> None:
    deeper = (
        '<ul><li><a href="/dt/jj/">基金监督</a></li><li><a href="/dt/jc/">稽查动态</a></li></ul>'
    )
    other = stored("zc/", a_page("政策文件", deeper + listed("zc", 1, 2, 3)))
    own = '<p><a href="/dt/jj/">基金监督</a> <a href="/dt/jc/">稽查动态</a></p>'
    assert column(deeper + own, other) is None
    assert column(deeper, other) is not None


@pytest.mark.parametrize(
    ("name", "age", "said"),
    [
        ("在线访谈", 100, []),
        ("在线访谈", 400, [SURE]),
        ("互动交流", 50, []),
        ("互动交流", 100, [UNSURE]),
        ("互动交流", 400, [SURE]),
    ],
)
def test_interviews_have_a_year_and_what_may_be_one_is_not_sure_before(
    a_context: Callable[..., Context], name: str, age: int, said: list[Certainty]
) -> None:
    aggregate = SiteAggregate(a_context(DAY), {}, (), DURATIONS, number=9)
    home = f"<html><head><title>清禾</title></head><body>{MENU}</body></html>"
    full = stored("tz/", a_page("通知公告", listed("tz", 1, 2, 3)))
    own = stored("dt/", a_page(name, listed("dt", age, age + 9, age + 20)))
    aggregate.gather([stored("", home.replace("工作动态", name)), own, full])
    (found,) = (one for one in aggregate.columns() if one.url == ROOT + "dt/")
    assert [one.certainty for one in stale_column(found)] == said


def in_frame(html: str) -> str:
    return f"<iframe srcdoc='{html}'></iframe>"


NEW = '<ul><li><a href="/xw/9.html">县里召开冬季安全生产会议</a><i>2026-11-18</i></li></ul>'
PAST = '<ul><li><a href="/xw/9.html">县里召开冬季安全生产会议</a><i>2026-01-18</i></li></ul>'


@pytest.mark.parametrize(
    ("body", "sure"),
    [
        (in_frame(NEW) + OLD, UNSURE),
        (OLD + in_frame(f"<!DOCTYPE html><html><body><div>{NEW}</div></body></html>"), UNSURE),
        (OLD + in_frame("<p>县里召开冬季安全生产会议 2026-11-18</p>"), UNSURE),
        (OLD + in_frame(PAST), SURE),
        (in_frame("<p>欢迎访问</p>") + OLD, SURE),
        (f"<div class='foot'>{in_frame(NEW)}</div>{OLD}", SURE),
    ],
    ids=[
        "above",
        "a document below",
        "without a link",
        "older rows below",
        "no rows",
        "in the footer",
    ],
)
def test_what_a_frame_holds_itself_stands_on_the_page(
    column: Callable[..., Column | None], body: str, sure: Certainty
) -> None:
    found = column(body)
    assert found is not None
    assert [one.certainty for one in stale_column(found)] == [sure]


def test_a_frame_that_most_lists_hold_is_no_column_s_own(
    column: Callable[..., Column | None],
) -> None:
    others = [
        stored(f"l{at}/", a_page(f"第{at}类", in_frame(NEW) + listed(f"l{at}", 1, 2, 3)))
        for at in range(5)
    ]
    found = column(in_frame(NEW) + OLD, *others)
    assert found is not None
    assert [one.certainty for one in stale_column(found)] == [SURE]


def test_rows_in_a_frame_lead_where_its_base_says(column: Callable[..., Column | None]) -> None:
    row = '<a href="9.html">县里召开冬季安全生产会议</a>'
    found = column(
        in_frame(
            f'<head><base href="/dt/new/"></head><ul><li>{row}<i>2026-11-18</i></li></ul>{OLD}'
        )
    )
    assert found is not None
    assert f"{ROOT}dt/new/9.html" in [one.url for one in found.rows]
    assert not list(stale_column(found))


FRAME = '<iframe src="/dt/in.htm"></iframe>'


@pytest.mark.parametrize(
    ("body", "framed", "sure"),
    [
        (FRAME, "<p>今日 晴 3~12℃</p>", SURE),
        (FRAME, "<p>今天是2026年11月20日 星期五 晴</p>", SURE),
        (FRAME, f"<p>晴</p>{NEW}", UNSURE),
        (FRAME, "<p>县里召开冬季安全生产会议 2026-11-18</p>", UNSURE),
        (FRAME, "<p><a href='/xw/9.html'>县里召开冬季安全生产会议</a></p>", UNSURE),
        (FRAME, "<div id='w'></div><script>fetch('/w').then(w=>put(w))</script>", UNSURE),
        (FRAME, "<script src='/js/w.js'></script><div id='w'></div>", UNSURE),
        ("<iframe data-src='/dt/in.htm'></iframe>", f"<p>晴</p>{NEW}", UNSURE),
        ("<iframe src='https://i.tianqi.com/index.php?c=code&amp;id=1'></iframe>", "", SURE),
        ("<iframe src='http://www.shi.gov.cn/weather/day.html'></iframe>", "", SURE),
        ("<iframe src='http://www.shi.gov.cn/mapping/day.html'></iframe>", "", UNSURE),
        ("<iframe src='http://www.shi.gov.cn/list.html?w=weather'></iframe>", "", UNSURE),
    ],
    ids=[
        "the weather",
        "with the day",
        "new rows",
        "a new line",
        "an undated link",
        "a script that asks",
        "a script that nobody read",
        "loaded once it is seen",
        "another's weather",
        "by its path",
        "no word of its own",
        "its query says nothing",
    ],
)
def test_a_frame_is_judged_by_what_it_shows(
    column: Callable[..., Column | None], body: str, framed: str, sure: Certainty
) -> None:
    inner = f"<html><head><title>框架</title></head><body>{framed}</body></html>"
    found = column(body + OLD, stored("dt/in.htm", inner))
    assert found is not None
    assert [one.certainty for one in stale_column(found)] == [sure]


ABOUT = '<li><a href="/about/">本栏目使用说明和声明</a></li>'
PINNED = '<li>[置顶]<a href="/dt/top.html">镇里办理社会保险的办法</a></li>'


def with_row(row: str, *, at: int = 0) -> str:
    head, *rows = OLD.replace("</ul>", "").split("<li>")
    rows = [f"<li>{one}" for one in rows]
    return head + "".join((*rows[:at], row, *rows[at:])) + "</ul>"


@pytest.mark.parametrize(
    ("body", "day", "sure"),
    [
        (with_row(PINNED), dt.date(2026, 2, 3), SURE),
        (with_row(PINNED), dt.date(2026, 11, 18), None),
        (with_row(PINNED), None, UNSURE),
        (with_row(PINNED, at=2), None, SURE),
        (with_row(ABOUT), None, SURE),
        (with_row("<li>本栏目发布镇里各部门的工作动态</li>"), None, UNSURE),
        (with_row("<li>本栏目发布镇里各部门的工作动态</li>", at=2), None, SURE),
        (with_row("<li>本栏目发布镇里各部门的工作动态 上周</li>", at=2), None, UNSURE),
    ],
    ids=[
        "an old article",
        "a new article",
        "an article that was not read",
        "the same below",
        "where the template leads",
        "no link",
        "no link, below",
        "a time that nobody understood",
    ],
)
def test_a_row_without_a_day(
    column: Callable[..., Column | None], body: str, day: dt.date | None, sure: Certainty | None
) -> None:
    told = (
        "<html><head><title>镇里办理社会保险的办法</title></head><body><h1>镇里办理社会保险的办法</h1>"
        f"<p>发布时间：{day}</p><p>{'各村要按时办理登记和缴费。' * 20}</p></body></html>"
    )
    about = '<div class="foot"><a href="/about/">网站声明</a></div>'
    others = [
        stored(f"l{at}/", a_page(f"第{at}类", listed(f"l{at}", 1, 2, 3) + about)) for at in range(8)
    ]
    found = column(body, *others, *([stored("dt/top.html", told)] if day else []))
    assert found is not None
    assert [one.certainty for one in stale_column(found)] == ([sure] if sure else [])


def in_block(rows: str, kind: str = "application/json") -> str:
    return f'<script type="{kind}" id="data">{{"rows":[{rows}]}}</script>'


@pytest.mark.parametrize(
    ("body", "sure"),
    [
        (in_block('{"t":"县里召开冬修水利会议","d":"2026-11-18","u":"/dt/n.html"}'), UNSURE),
        (in_block('{"t":"县里召开冬修水利会议","d":"2026-01-18","u":"/dt/n.html"}'), SURE),
        (in_block('{"t":"镇里办第0期技能培训","d":"2026-11-18","u":"/dt/0.html"}'), SURE),
        (in_block('{"name":"清禾市人民政府","theme":"red","build":"20261118"}'), SURE),
        (in_block('{"t":"县里召开冬修水利会议","d":"2026-11-18"}', "application/ld+json"), SURE),
        ("<p>本栏目已迁移，最新内容请见<a href='/tz/'>通知公告</a></p>", UNSURE),
        ("<div>该栏目自2026年7月起不再更新</div>", UNSURE),
        ("<p>原栏目已并入“政务公开”</p>", UNSURE),
        ("<p>最新信息请点击这里</p>", UNSURE),
        ("<p>本栏目公开镇里各部门的工作动态</p>", SURE),
        ("<p>请不要关闭本页面</p>", SURE),
    ],
    ids=[
        "a later row in a block of data",
        "an earlier one",
        "one that is drawn",
        "settings",
        "what search engines read",
        "a column that moved",
        "one that ended",
        "one that was united",
        "where the newest is",
        "what a column is for",
        "what is to be left open",
    ],
)
def test_what_a_page_says_of_other_rows(
    column: Callable[..., Column | None], body: str, sure: Certainty
) -> None:
    found = column(body + OLD)
    assert found is not None
    assert [one.certainty for one in stale_column(found)] == [sure]


def test_a_carousel_of_one_column_may_be_its_own(column: Callable[..., Column | None]) -> None:
    """Whatever else leads there, as the home page does; not what stands on many columns."""
    new = (
        "<html><head><title>县里召开会议</title></head><body><h1>县里召开安全生产会议</h1>"
        f"<p>发布时间：2026-11-19</p><p>{'会议部署了今冬明春的工作。' * 20}</p></body></html>"
    )
    box = "<div class='swiper'><a href='/xw/9.html'><img src='/a.jpg' alt='会议'></a></div>"
    filed = stored("xw/", a_page("本地新闻", listed("xw", *range(1, 12))))
    found = column(box + OLD, stored("xw/9.html", new), filed)
    assert found is not None
    assert [one.certainty for one in stale_column(found)] == [UNSURE]
    others = [
        stored(f"l{at}/", a_page(f"第{at}类", box + listed(f"l{at}", 1, 2, 3))) for at in range(5)
    ]
    found = column(box + OLD, stored("xw/9.html", new), filed, *others)
    assert found is not None
    assert [one.certainty for one in stale_column(found)] == [SURE]
