"""Rows without links beside a list's own."""

import datetime as dt

import pytest

from govsweep.facts import LooseRow
from govsweep.reading import read_page

DAY = dt.date(2026, 11, 30)
TOLD = dt.date(2026, 11, 22)
TITLE = "储备粮轮换竞价顺利完成"
ROWS = "".join(
    f"<li><a href='/gs/{one}.html'>全市第{one}次检查结果公示</a><span>2026-06-1{one}</span></li>"
    for one in range(6)
)
LIST = f"<ul class=list>{ROWS}</ul>"
DAYS = [
    "2026-11-22",
    "2026/11/22",
    "26/11/22",
    "26-11-22",
    "2026年11月22日",
    "2026年11月22日星期日",
    "11月22日",
    "20261122",
    "２０２６－１１－２２",
    "二〇二六年十一月二十二日",
    "十一月二十二日",
    "11-22",
    "[11-22]",
    "(11.22)",
    "22-11-2026",
    "2026-11-22T10:00:00",
    "发布时间：2026-11-22",
    "8天前",
    "Nov 22, 2026",
    "22 Nov 2026",
    "Nov 22",
    "22 2026.11",
    "2026 11 22",
    "2026/11/22 10:23",
]
UNREAD = [
    "2026-11",
    "2026年11月",
    "二十二日",
    "本周五",
    "周日",
    "10:20",
    "2026年第47周",
    "二〇二六年十一月",
]
PLACES = (
    f"<ul class=list><li>{TITLE}<span>DAY</span></li>{ROWS}</ul>",
    f"<ul class=list>{ROWS}<li><p>DAY</p><p>{TITLE}</p></li></ul>",
    f"<ul><li>{TITLE} <span>DAY</span></li></ul>{LIST}",
    f"<ul><li><a href='javascript:view(7)'>{TITLE}</a> <span>DAY</span></li></ul>{LIST}",
    f"{LIST}<ul><li>{TITLE}<span>DAY</span></li></ul>",
    f"<div class=it><h3>{TITLE}</h3><p>DAY</p></div>{LIST}",
    f"<table><tr><td>{TITLE}</td><td>DAY</td></tr></table>{LIST}",
)


def loose(body: str) -> tuple[LooseRow, ...]:
    html = f"<title>公示公告</title><body><div><h2>公示公告</h2>{body}</div></body>"
    return read_page(html.encode(), url="http://www.x.gov.cn/gs/", day=DAY).loose


def test_days_of_all_shapes_in_all_places() -> None:
    told = {
        (day, at): loose(one.replace("DAY", day)) for at, one in enumerate(PLACES) for day in DAYS
    }
    wrong = {key: rows for key, rows in told.items() if [one.date for one in rows] != [TOLD]}
    assert wrong == {}


def test_days_that_are_told_and_not_understood() -> None:
    told = {
        (day, at): loose(one.replace("DAY", day))
        for at, one in enumerate(PLACES[:2])
        for day in UNREAD
    }
    assert {key: rows for key, rows in told.items() if [one.date for one in rows] != [None]} == {}


def test_a_row_among_the_lists_own_whose_day_nobody_knows() -> None:
    for time in ("丙午年十月十四", "昨日", "上午 9:30", ""):
        told = loose(f"<ul>{ROWS}<li><span>{time}</span> {TITLE}</li></ul>")
        assert len(told) == 1, time


def test_the_parts_of_a_day_in_boxes_of_their_own() -> None:
    item = f"<li><b>22</b><i>2026-11</i><span>{TITLE}</span></li>"
    boxes = f"<li><div>22</div><div>2026-11</div><div>{TITLE}</div></li>"
    for one in (item, boxes):
        assert [row.date for row in loose(f"<ul>{one}{ROWS}</ul>")] == [TOLD]


def test_a_row_among_the_lists_own_has_no_place_beside_it() -> None:
    (own,), (apart,) = (loose(one.replace("DAY", "2026-11-22")) for one in PLACES[1:3])
    assert (own.spot, own.title) == ("", TITLE)
    assert apart.spot.startswith("li. ul.")


def test_a_linked_row_whose_time_was_not_understood() -> None:
    row = f"<li><a href='https://mp.weixin.qq.com/s/x'>{TITLE}</a><span>本周五</span></li>"
    assert [one.date for one in loose(f"<ul>{ROWS}{row}</ul>")] == [None]


@pytest.mark.parametrize(
    "body",
    [
        LIST,
        f"{LIST}<p>今天是2026年11月30日 星期一，欢迎访问</p>",
        f"{LIST}<p>更新时间：2026-11-29 本栏目由办公室负责维护</p>",
        f"{LIST}<p>首页 上一页 下一页 尾页</p><p>1/12</p>",
        f"<p>2026年11月30日 星期一</p><p>清禾市人民政府门户网站</p>{LIST}",
        f"<table><tr><th>信息标题</th><th>发布日期</th></tr></table>{LIST}",
        f"<ul><li><a href='/x/1.html'>{TITLE}</a><span>2026-11-22</span></li></ul>{LIST}",
        f"{LIST}<p>咨询电话：0839-3267001 地址：人民路18号</p>",
    ],
)
def test_what_is_no_row(body: str) -> None:
    assert loose(body) == ()
