"""The same article and the same list in many spellings."""

import datetime as dt

import pytest

from govsweep.facts import Page, PageKind
from govsweep.reading import read_page

DAY = dt.date(2024, 6, 1)
HEADLINE = "全县重点项目推进会召开"
BODY = (
    "<p>近日，全县重点项目推进会在县会议中心召开，会议研究部署下一阶段重点工作，要求各单位压实责任。</p>"
    * 3
)
DATE = '<div class="info">发布时间：2024-01-05 来源：县融媒体中心</div>'
HEAD = "<html><head><meta charset=utf-8><title>{title}</title>{tags}</head><body>"
MENU = '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/zx/">资讯</a></li></ul>'
PLACE = '<div class="pos">当前位置：<a href="/">首页</a> > <a href="/zx/">通知公告</a></div>'
FOOT = '<div class="footer">版权所有：某县人民政府办公室 网站标识码：1234567890</div></body></html>'


def article(title: str, top: str, tags: str = "", below: str = "") -> Page:
    head = HEAD.format(title=title, tags=tags)
    html = (
        f'{head}{MENU}{PLACE}<div class="main">{top}<div class="nr">{BODY}</div>{below}</div>{FOOT}'
    )
    return read_page(html.encode(), url="http://www.x.gov.cn/zx/123.html", day=DAY)


@pytest.mark.parametrize(
    "line",
    [
        "<div>时间：2024年1月5日 10:00</div>",
        "<div>发表时间:2024/1/5 8:05:02</div>",
        "<div>日期：[2024-01-05] 作者：办公室</div>",
        "<table><tr><td>发布时间：</td><td>2024-01-05</td><td>来源：</td><td>办</td></tr></table>",
        "<table><tr><td>成文日期</td><td>2023-12-20</td><td>发布日期</td><td>2024-01-05</td></tr></table>",
        "<div>来源：县委办 2024.01.05</div>",
        "<div>发布时间：2024年01月05日10时20分</div>",
        "<div>发布时间：２０２４年０１月０５日</div>",
        "<div>发布时间：20240105 来源：县委办</div>",
        "<div>发布时间： 2024 - 01 - 05 </div>",
        "<div><span>2024</span>-<span>01</span>-<span>05</span></div>",
        "<div>更新时间：2024-03-01 发布时间：2024-01-05</div>",
        "<ul><li>来源：办公室</li><li>2024-01-05</li><li>浏览：9</li></ul>",
        "<div>发布者：管理员 2024-01-05 09:00 浏览 22 次</div>",
        "<div>【信息时间： 2024/1/5   阅读次数：<script></script>】【我要打印】【关闭】</div>",
    ],
)
def test_date_under_the_headline(line: str) -> None:
    page = article(f"{HEADLINE}-某县人民政府", f"<h1>{HEADLINE}</h1>{line}")
    assert page.kind is PageKind.ARTICLE
    assert page.published is not None
    assert page.published.date() == dt.date(2024, 1, 5)


@pytest.mark.parametrize(
    "byline",
    [
        '由 <a href="/user/3/">办公室</a>',
        '作者：<a href="/people/3.html">县政府办</a>',
        '<a href="/author/admin/">admin</a>',
    ],
)
def test_who_wrote_an_article_is_no_row_though_it_has_no_text(byline: str) -> None:
    line = f"<div>发布于 <time>2024年1月5日</time> <span>{byline}</span></div>"
    head = HEAD.format(title=f"{HEADLINE}-某县人民政府", tags="")
    html = f'{head}{MENU}<div class="main"><h1>{HEADLINE}</h1>{line}<div></div></div>{FOOT}'
    page = read_page(html.encode(), url="http://www.x.gov.cn/2024/01/123/", day=DAY)
    assert (page.kind, page.entries) == (PageKind.ARTICLE, ())
    assert page.published is not None


@pytest.mark.parametrize(
    "line",
    ["<div>发布时间：2024-01-05</div>", "<div>编辑：李 时间：2024-01-05</div>"],
)
def test_date_below_the_body(line: str) -> None:
    page = article(f"{HEADLINE}-某县人民政府", f"<h1>{HEADLINE}</h1>", below=line)
    assert page.published is not None
    assert page.published.date() == dt.date(2024, 1, 5)


@pytest.mark.parametrize(
    ("below", "told"),
    [
        ("<div>更新时间：2024-01-05</div>", True),
        ("<div>主办：某县水利局 地址：人民路1号</div><div>最后更新：2024-01-05</div>", False),
        (
            "<div>版权所有：某县水利局</div><div>邮编：620000</div><p>更新日期：2024-01-05</p>",
            False,
        ),
        ("<div>本站最后更新：2024-01-05 08:00</div>", False),
    ],
    ids=["of the article", "below its host", "two lines below", "of the site by its word"],
)
def test_an_update_that_a_template_tells_of_the_site_is_none_of_the_article(
    below: str, told: bool
) -> None:
    page = article(f"{HEADLINE}-某县人民政府", f"<h1>{HEADLINE}</h1>", below=below)
    assert (page.published is not None) is told


@pytest.mark.parametrize(
    ("title", "top", "tags"),
    [
        ("某县人民政府", f'<div class="abc">{HEADLINE}</div>{DATE}', ""),
        ("某县人民政府", f'<h2>要闻动态</h2><div class="bt">{HEADLINE}</div>{DATE}', ""),
        ("某县人民政府", f'<table><tr><td class="x1">{HEADLINE}</td></tr></table>{DATE}', ""),
        (f"某县人民政府>>要闻动态>>{HEADLINE}", f"<div>{HEADLINE}</div>{DATE}", ""),
        (
            f"{HEADLINE}_某县人民政府",
            f"<h1>{HEADLINE}</h1>{DATE}",
            f'<meta name="ArticleTitle" content="{HEADLINE[:8]}...">',
        ),
        (
            "某县人民政府",
            "<table><tr><th>索引号</th><td>123</td><th>发布日期</th><td>2024-01-05</td></tr>"
            f"<tr><th>名 称</th><td>{HEADLINE}</td></tr></table>",
            "",
        ),
        (
            "某县人民政府",
            "<table><tr><th>索引号</th><td>123</td><th>发布日期</th><td>2024-01-05</td></tr></table>"
            f'<div class="x_t">{HEADLINE}</div>',
            "",
        ),
    ],
)
def test_headline(title: str, top: str, tags: str) -> None:
    page = article(title, top, tags)
    assert (page.kind, page.title) == (PageKind.ARTICLE, HEADLINE)


TITLES = (
    "关于做好春季防火工作的通知",
    "某县年度公务员招录公告",
    "关于公开征求意见的公告",
    "关于举办招聘会的通知",
    "节假日值班安排",
    "行政处罚决定公示",
)
DATES = ("2024-05-10", "2024-04-28", "2024-04-03", "2024-03-19", "2024-02-27", "2024-01-08")


def listing(row: str, before: str = "<ul>", after: str = "</ul>") -> Page:
    rows = "".join(
        row.format(title=title, date=date, day=date[8:], month=date[:7], url=f"/zx/{number}.html")
        for number, (title, date) in enumerate(zip(TITLES, DATES, strict=True))
    )
    head = HEAD.format(title="通知公告-某县人民政府", tags="")
    html = f'{head}{MENU}{PLACE}<div class="you">{before}{rows}{after}</div>{FOOT}'
    return read_page(html.encode(), url="http://www.x.gov.cn/zx/", day=DAY)


@pytest.mark.parametrize(
    ("row", "before", "after"),
    [
        ("<li><a href={url}>{title}</a><em>{date}</em></li>", "<ul>", "</ul>"),
        ("<li><span>{date}</span><a href={url}>{title}</a></li>", "<ul>", "</ul>"),
        ('<li><a href={url} title="{title}">{title}...</a> [{date}]</li>', "<ul>", "</ul>"),
        ("<li><i>1</i><a href={url}>{title}</a><span>{date}</span></li>", "<ul>", "</ul>"),
        ("<dt><a href={url}>{title}</a></dt><dd>{date}</dd>", "<dl>", "</dl>"),
        ("<dl><dt><a href={url}>{title}</a></dt><dd>{date}</dd></dl>", "<div>", "</div>"),
        ("<a href={url}>{title}</a>　({date})<br>", "<div>", "</div>"),
        ("<a href={url}><p>{title}</p><span>{date}</span></a>", "<div>", "</div>"),
        (
            "<tr><td>·</td><td><a href={url}>{title}</a></td><td>{date}</td></tr>",
            "<table>",
            "</table>",
        ),
        (
            "<div><a href={url}><div><b>{day}</b><span>{month}</span></div><h3>{title}</h3>"
            "<p>为贯彻落实上级部署，现就有关事项通知如下，请认真组织实施……</p></a></div>",
            "<div>",
            "</div>",
        ),
    ],
)
def test_rows(row: str, before: str, after: str) -> None:
    page = listing(row, before, after)
    assert (page.kind, page.title) == (PageKind.LIST, "通知公告")
    assert tuple(entry.title for entry in page.entries) == TITLES
    assert tuple(str(entry.date) for entry in page.entries) == DATES


HOT = "".join(
    f'<li><a href="/hot/{number}.html">各地新闻标题第{number}条</a><i>2024-05-2{number}</i></li>'
    for number in range(5)
)
LINE = "<li><a href={url}>{title}</a><em>{date}</em></li>"


@pytest.mark.parametrize(
    "beside",
    [
        f'<div class="w300"><h3>热点新闻</h3><ul>{HOT}</ul></div>',
        f'<div class="hot"><ul>{HOT}</ul></div>',
        '<marquee><a href="/x/1.html">某县召开重要会议</a> 2024-05-30</marquee>',
    ],
)
def test_a_list_beside_the_list(beside: str) -> None:
    for page in (listing(LINE, f"{beside}<ul>"), listing(LINE, "<ul>", f"</ul>{beside}")):
        assert tuple(entry.title for entry in page.entries) == TITLES


def test_the_column_of_publication() -> None:
    page = listing(
        "<tr><td><a href={url}>{title}</a></td><td>2023-01-01</td><td>{date}</td></tr>",
        "<table><tr><td>标题</td><td>成文日期</td><td>发布日期</td></tr>",
        "</table>",
    )
    assert tuple(str(entry.date) for entry in page.entries) == DATES


def test_two_columns_of_sections() -> None:
    def part(side: str, name: str, start: int) -> str:
        rows = "".join(
            f'<li><a href="../{number}/c.html">会见外方代表第{number}次</a><i>(2024-05-16)</i></li>'
            for number in range(start, start + 5)
        )
        return f'<div class="box {side}"><p>{name}</p><ul class="l1">{rows}</ul></div>'

    html = (
        f"{HEAD.format(title='新闻中心', tags='')}{PLACE}{part('left', '领导活动', 10)}"
        f"{part('right', '部门要闻', 20)}{part('right', '能源动态', 30)}</body></html>"
    )
    page = read_page(html.encode(), url="http://www.x.gov.cn/xwzx/index.htm", day=DAY)
    assert (page.kind, len(page.entries)) == (PageKind.LIST, 15)


def days_of_letters(row: str) -> set[str]:
    """The days that a list of letters shows, asked on days 1 to 3, answered ten days later."""
    rows = "".join(
        f"<li><a href='/zx/{one}.html'>关于第{one}封来信所说事项的咨询</a>"
        + row.format(asked=f"2023-11-0{one}", answered=f"2023-11-1{one}")
        for one in (1, 2, 3)
    )
    html = f"{HEAD.format(title='区长信箱', tags='')}{MENU}<h2>区长信箱</h2><ul>{rows}</ul>{FOOT}"
    page = read_page(html.encode(), url="http://www.x.gov.cn/zx/", day=DAY)
    assert len(page.entries) == 3
    return {one.date.isoformat()[8:10] for one in page.entries if one.date}


@pytest.mark.parametrize(
    "row",
    [
        "<span>来信时间：{asked}</span><span>回复时间：{answered}</span>",
        "<div>留言日期：{asked}</div><div>答复日期：{answered}</div>",
        "<p>来信时间：</p><p>{asked}</p><p>办结时间：</p><p>{answered}</p>",
        "<span>答复时间：{answered}</span><span>提问时间：{asked}</span>",
        "<span>来信时间：{asked}</span><span>发布时间：{answered}</span>",
    ],
    ids=["a line", "lines", "lines of their own", "the reply first", "published"],
)
def test_a_row_of_a_letter_has_the_day_of_its_reply(row: str) -> None:
    assert days_of_letters(row) == {"11", "12", "13"}


@pytest.mark.parametrize(
    "row",
    [
        "<span>来信时间：{asked}</span><span>待回复</span>",
        "<span>开始时间：{asked}</span><span>结束时间：{answered}</span>",
        "<span>发布时间：{asked}</span><span>答复时间：{answered}</span>",
    ],
    ids=["no reply yet", "no letter", "published"],
)
def test_other_rows_have_their_first_day(row: str) -> None:
    assert days_of_letters(row) == {"01", "02", "03"}
