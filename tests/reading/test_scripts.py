"""What scripts write into a page: links as far as they are literal, none that is half known."""

import pytest

from govsweep.reading import read_page


def targets(script: str) -> list[str]:
    html = f"<html><body><div><script>{script}</script></div></body></html>"
    page = read_page(html.encode(), url="http://www.a.gov.cn/tzgg/index.html")
    return [one.target.removeprefix("http://www.a.gov.cn/") for one in page.anchors]


@pytest.mark.parametrize(
    "script",
    [
        """document.write('<a href="./mtbd/">更多</a>');""",
        """document.write('<a href="./' + 'mtbd/">更多</a>');""",
        """document.write("<a href='./mtbd/'>" + word + "</a>");""",
        """more.innerHTML = '<a href="./mtbd/">更多</a>';""",
        """$("#more").html(`<a href="./mtbd/">更多</a>`);""",
    ],
)
def test_a_literal_link_is_one(script: str) -> None:
    assert targets(script) == ["tzgg/mtbd/"]


@pytest.mark.parametrize(
    "script",
    [
        """document.write("<a href='index_" + n + ".html'>下一页</a>");""",
        """document.write("<a href=\\"index_" + (n - 1) + ".html\\">尾页</a>");""",
        """document.write("<a href=" + address + ">下一页</a>");""",
        """document.write('<a><img src="' + path + '/a.png"></a>');""",
        """more.innerHTML = '<a href="index_' + n + '.html">下一页</a>';""",
        """more.innerHTML = `<a href="index_${n}.html">下一页</a>`;""",
    ],
)
def test_an_address_of_which_a_part_is_not_known_is_none(script: str) -> None:
    assert targets(script) == []


@pytest.mark.parametrize(
    ("script", "day"),
    [
        ('document.write("<i>2026-11-03</i>")', 3),
        ('writeDate("2026-11-03 10:00:00");', 3),
        ('showTime("[2026年11月3日]", 10)', 3),
        ('document.write(TodayInfo("2026-11-03"))', None),
        ('setLimit("2026-11-03")', None),
        ('showNews("2026-11-03", "更正", 1); more()', None),
    ],
)
def test_the_day_of_a_row_that_one_call_writes(script: str, day: int | None) -> None:
    rows = "".join(
        f"<li><a href='/a/{one}.html'>关于第{one}批项目验收的公示</a><script>{script}</script></li>"
        for one in range(3)
    )
    page = read_page(f"<ul>{rows}</ul>".encode(), url="http://www.a.gov.cn/tzgg/")
    assert {entry.date and entry.date.day for entry in page.entries} == {day}


@pytest.mark.parametrize(
    "script",
    [
        r"""var p=["<di",'v style="dis',"play:no",'ne">'];"""
        r"""document.write(p.join("")+"<a href=\"http://www.x.top/\">\u5f69\x41</a></d"+"iv>");""",
        r"""const q_1 = ['<div style=\'display:none\'>', '<a href="http://www.x.top/">彩A</a></div>'];
        document.write(q_1.join(''));""",
    ],
)
def test_pieces_of_an_array_are_put_together(script: str) -> None:
    html = f"<html><body><p>正文</p><script>{script}</script></body></html>"
    page = read_page(html.encode(), url="http://www.a.gov.cn/a.html")
    assert page.hidden_links == ("http://www.x.top/",)
    assert [one.text for one in page.anchors] == ["彩A"]


@pytest.mark.parametrize(
    "script",
    [
        """var p=["甲","乙"]; document.write(p.join("、")+"<a href='http://www.x.top/'>丙</a>");""",
        """var p=[a, b]; document.write(p.join("")+"<a href='http://www.x.top/'>丙</a>");""",
        """var p=["<p>","</p>"]; document.write(p.join("")+"<a href='http://www.x.top/'>丙</a>");""",
        r"""var p=["\ud83d","\u0022"]; document.write(p.join("")+"<a href='http://www.x.top/'>丙</a>");""",
    ],
    ids=["other joints", "what nobody knows", "nothing hidden", "half a letter and a quote"],
)
def test_what_an_array_holds_otherwise_hides_nothing(script: str) -> None:
    html = f"<html><body><p>正文</p><script>{script}</script></body></html>"
    page = read_page(html.encode(), url="http://www.a.gov.cn/a.html")
    assert page.hidden_links == ()
    assert [one.target for one in page.anchors] == ["http://www.x.top/"]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (
            "<script>if(n==0) document.write('<b>首页</b>');"
            "else document.write('<a href=./>首页</a>');</script>",
            "首页 首页",
        ),
        (
            "<script>document.write('<a href=./a/>主办');document.write('单位</a>');</script>",
            "主办单位",
        ),
        ("很<input type='radio'>很满意<input type='radio'>满意", "很 很满意 满意"),
        ("第<input type='text'>页", "第页"),
    ],
    ids=["two branches", "one after another", "choices", "a field"],
)
def test_what_parts_words(body: str, line: str) -> None:
    page = read_page(f"<html><body><div>{body}</div></body>".encode(), url="http://www.a.gov.cn/x/")
    assert [one.text for one in page.blocks] == [line]
