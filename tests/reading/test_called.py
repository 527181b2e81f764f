"""Links that call a function of the page, which tells where they lead."""

import pytest

from govsweep.reading import read_page

SHOW = "<script>function show(n){location.href='/xw/'+n+'.html'}</script>"


def targets(link: str, script: str = SHOW) -> list[str]:
    html = f"<html><body><p>{link}</p>{script}</body></html>"
    page = read_page(html.encode(), url="http://www.x.gov.cn/xw/")
    return [one.target.removeprefix("http://www.x.gov.cn") for one in page.anchors]


@pytest.mark.parametrize(
    ("link", "script"),
    [
        ('<a href="javascript:show(7)">关于召开会议的通知</a>', SHOW),
        ('<a href="javascript:void(0)" onclick="show(7)">关于召开会议的通知</a>', SHOW),
        ('<a href="#" onclick="return show(\'7\')">关于召开会议的通知</a>', SHOW),
        (
            "<a href=\"javascript:go('xw', 7)\">关于召开会议的通知</a>",
            "<script>var go=function(c,n){window.open('/'+c+'/'+n+'.html','_blank');}</script>",
        ),
        (
            '<a href="javascript:go(7)">关于召开会议的通知</a>',
            "<script>var root='/xw/';function go(n){location.assign(`${root}${n}.html`)}</script>",
        ),
    ],
    ids=["href", "onclick", "return", "two arguments", "a name of the script"],
)
def test_a_call_that_tells_its_address_is_a_link(link: str, script: str) -> None:
    assert targets(link, script) == ["/xw/7.html"]


@pytest.mark.parametrize(
    ("link", "script"),
    [
        ('<a href="javascript:show(this.id)">关于召开会议的通知</a>', SHOW),
        ('<a href="javascript:other(7)">关于召开会议的通知</a>', SHOW),
        (
            '<a href="javascript:del(7)">删除这条信息</a>',
            "<script>function del(n){if(confirm('?'))location.href='/xw/del?id='+n}</script>",
        ),
        (
            '<a href="javascript:find(7)">搜索全部信息</a>',
            "<script>function find(n){location.href='/search?q='+q.value+n}</script>",
        ),
        (
            '<a href="javascript:show(7)">关于召开会议的通知</a>',
            "<script>function show(n){location.href=base+n+'.html'}</script>",
        ),
        ('<a href="javascript:;">关于召开会议的通知</a>', SHOW),
    ],
    ids=["unknown argument", "unknown function", "asks", "searches", "unknown part", "no call"],
)
def test_what_is_not_known_to_the_last_letter_leads_nowhere(link: str, script: str) -> None:
    assert targets(link, script) == []


def test_rows_and_pager_of_such_links_are_those_of_a_list() -> None:
    rows = "".join(
        f"<li><a href='javascript:show({one})'>全市第{one}次调度会议召开</a>"
        f"<i>2026-11-1{one}</i></li>"
        for one in range(6)
    )
    turn = "<script>function turn(n){location.href='/xw/p'+n+'.html'}</script>"
    html = f"<h2>动态</h2><ul>{rows}</ul><a href='javascript:turn(2)'>下一页</a>{SHOW}{turn}"
    page = read_page(html.encode(), url="http://www.x.gov.cn/xw/")
    assert [one.url[-11:] for one in page.entries] == [f"n/xw/{one}.html" for one in range(6)]
    assert page.more == ("http://www.x.gov.cn/xw/p2.html",)
