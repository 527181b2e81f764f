"""Pagers that scripts turn, told by words, attributes, scripts' arguments and build."""

import pytest

from govsweep.facts import Page
from govsweep.reading import read_page

ROWS = "<ul>" + "".join(
    f"<li><a href='/gs/{one}.html'>全市第{one}次检查结果公示</a><i>2026-11-1{one}</i></li>"
    for one in range(6)
)
SCRIPT = "<script src='/js/list.js'></script>"


def read(behind: str) -> Page:
    html = f"<html><head><title>公示公告</title></head><body>{ROWS}</ul>{behind}</body></html>"
    return read_page(html.encode(), url="http://www.x.gov.cn/gs/")


def options(*texts: str) -> str:
    return "".join(f"<option value='{at}'>{one}</option>" for at, one in enumerate(texts, 1))


def items(*texts: str) -> str:
    return "".join(f"<li>{one}</li>" for one in texts)


@pytest.mark.parametrize(
    "behind",
    [
        "<span>1</span><span>2</span><span>3</span><span>下一页</span><span>尾页</span>",
        f"<ul>{items('上一页', '1', '2', '3', '下一页')}</ul>",
        f"<ul>{items('1', '2', '3', '12')}</ul>",
        f"<div><button></button><ul>{items('1', '2', '3')}</ul><button></button></div>",
        "<input type='button' value='下一页' onclick='go(2)'>",
        "<button type='button'>下一页</button>",
        "<a onclick='turn(2)'>下一页</a>",
        "<a href='#' onclick='turn(2);return false'>下一页</a>",
        "<a href='javascript:;'>1</a><a href='javascript:;'>2</a><a href='javascript:;'>下一页</a>",
        "<p>1/12</p>",
        "<p><b>1</b>/<b>12</b> <span>Next</span></p>",
        "<p>Page 1 of 12</p>",
        "<p>1-6 / 120</p>",
        "<script>writePages(12, 0, 'index', 'shtml');</script>",
        "<script>showFenye('bar', 12, 1)</script>",
        f"<div>查看更多</div>{SCRIPT}",
        f"<a href='javascript:;'>点击查看更多&gt;&gt;</a>{SCRIPT}",
        f"<p>跳转到<select>{options('1', '2', '3')}</select></p>",
        f"<select>{options('第1页', '第2页')}</select>",
    ],
    ids=[
        "words in a line",
        "lines",
        "a leap",
        "between buttons",
        "an input",
        "a button",
        "a script on a link without an address",
        "a script on a dead link",
        "dead links",
        "a part",
        "a part with words",
        "a part in English",
        "a span",
        "arguments with a file's name and ending",
        "arguments of what is called after pages",
        "more by a script",
        "more by a dead link",
        "a choice with words beside it",
        "a choice of pages",
    ],
)
def test_what_tells_of_further_pages(behind: str) -> None:
    assert read(behind).unturned


@pytest.mark.parametrize(
    "behind",
    [
        "",
        "<p>首页 上一页 1 下一页 尾页</p>",
        "<button>上一页</button><b>1</b><button>下一页</button>",
        "<button onclick='turn(1)'>上一页</button><button onclick='turn(1)'>下一页</button>",
        "<button disabled>下一页</button>",
        "<p>共1页 <button>下一页</button></p>",
        "<p>共6条</p><button>下一页</button>",
        f"<ol>{items('1', '2', '3')}</ol>",
        "<p>1/1</p>",
        "<p>办公时间：9/12</p>",
        "<p>9/12</p>",
        "<script>writePages(1, 0, 'index', 'html');</script>",
        "<script>getPage('bar', 12, 1); setTimeout(12, 0)</script>",
        f"<a href='/gs/all.html'>查看更多</a>{SCRIPT}",
        f"<p>1</p><p>咨询</p><p>监督</p><p>投诉</p><div>查看更多</div>{SCRIPT}",
        f"<p>每页<select>{options('10', '20', '50')}</select>条</p>",
        f"<p>月份<select>{options('1', '2', '3')}</select></p>",
        f"<select>{options('2026年', '2025年')}</select>",
        "<div style='display:none'><span>1</span><span>2</span><span>下一页</span></div>",
    ],
    ids=[
        "nothing",
        "a dead pager",
        "the one number",
        "both ways lead to one page",
        "a button switched off",
        "one page told",
        "all rows told",
        "the dots of turning pictures",
        "one part",
        "hours",
        "a day",
        "one page by arguments",
        "calls of other kinds",
        "more at an address",
        "more of something else",
        "rows on a page",
        "months",
        "years",
        "a hidden pager",
    ],
)
def test_what_does_not(behind: str) -> None:
    page = read(behind)
    assert page.entries
    assert not page.unturned


@pytest.mark.parametrize(
    "behind",
    [
        f"<div data-total='120' data-page-count='20'></div>{SCRIPT}",
        "<div totalrecord='120'></div>",
        '<div data-options=\'{"total":120,"pageSize":6}\'></div>',
        "<page-bar :total='120' :page-size='6'></page-bar>",
        "<span data-total='120'></span>",
        "<input type='hidden' id='totalCount' value='120'>",
        "<p>Total 120</p>",
        "<p>共120则</p>",
    ],
)
def test_how_many_rows_there_are_in_words_and_attributes(behind: str) -> None:
    assert read(behind).total == 120


@pytest.mark.parametrize("behind", ["<div data-pages='20'></div>", "<p pagecount='20'></p>"])
def test_the_least_rows_that_so_many_pages_have(behind: str) -> None:
    assert read(behind).total == 19 * 6 + 1


@pytest.mark.parametrize(
    "behind",
    ["", "<div data-count='1200'></div>", "<div data-id='77'></div>", "<p>Total: none</p>"],
    ids=["nothing", "visits", "a number", "words"],
)
def test_no_number_of_rows(behind: str) -> None:
    assert read(behind).total == 0


def test_an_empty_place_with_an_identifier_may_be_a_pager() -> None:
    box = "<div id='demo7'></div>"
    assert read(box + SCRIPT).turnable
    assert not read(box).turnable  # nobody draws there
    assert not read(f"<div class='clear'></div>{SCRIPT}").turnable
    assert not read(f"<div id='demo7'><img src='/i/a.png'></div>{SCRIPT}").turnable
    assert not read(f"{box}<p>共1页</p>{SCRIPT}").turnable
    assert not read("").turnable


@pytest.mark.parametrize(
    "line", ["12" + "3" * 110 + "年", "1 2" + " 3" * 55 + "年", "<" * 100 + "年", "第12" * 30]
)
def test_a_hostile_line_is_read_through_once(line: str) -> None:
    assert not read(f"<p>{line}</p>").unturned
