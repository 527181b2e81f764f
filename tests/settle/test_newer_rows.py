"""Old rows are sure only where no newer ones stand, can be turned to or chosen, in any shape."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import pytest

from govsweep.checks.stale_column import stale_column
from govsweep.checks.stale_home import stale_home
from govsweep.facts import Context, PageState
from govsweep.findings import Certainty
from govsweep.reading import read_page
from govsweep.rules.model import DURATIONS
from govsweep.settle.site_aggregate import SiteAggregate
from govsweep.store import StoredPage

DAY = dt.date(2026, 11, 20)
ROOT = "http://www.qinghe.gov.cn/"
OLD, RISING = (150, 160, 170, 180, 190), (1290, 1280, 1270, 1260, 1250)
SCRIPT = "<script src='/js/list.js'></script>"
FOOT = "<div class=footer><p>主办单位：清禾市商务局 联系电话：0839-3267001</p></div>"
TITLE = "储备粮轮换竞价顺利完成"
TOPICS = [
    "农业",
    "水利",
    "教育",
    "卫生",
    "交通",
    "住建",
    "民政",
    "财政",
    "税务",
    "审计",
    "环保",
    "林业",
    "气象",
    "地震",
    "消防",
    "公安",
]
PAGERS = (
    "<p><a href='javascript:go(2)'>2</a> <a href='javascript:go(24)'>尾页</a></p>",
    "<p>1 2 3</p>",
    "<p>首页 上一页 下一页 尾页</p>",
    "<select onchange='go(this.value)'><option>1</option><option>2</option></select>",
    "<ul><li onclick='go(1)'>1</li><li onclick='go(2)'>2</li></ul>",
    "<img src='/next.gif' onclick='np()' alt=''>",
    "<img src='/next.gif' alt='下一页'>",
    "<input size=3><button>跳转</button>",
    "<p>共 12 页</p>",
    "<p>共 120 条 24 页</p>",
    "<a href='#' class='n'><i></i></a>",
    "<button class='n'></button>",
    "<p>▶</p>",
)
CHOICES = (
    "<p><a href='javascript:y(2026)'>2026</a> <a href='javascript:y(2025)'>2025</a></p>",
    "<select><option>2026年</option><option>2025年</option></select>",
    "<p><em>二〇二六年</em> <em>二〇二五年</em></p>",
    "<p><span onclick='s(1)'>本年</span><span onclick='s(2)'>往年</span></p>",
    "<ul><li>本月</li><li>上月</li></ul>",
    "<button onclick='y()'>今年</button>",
    "<p><em>最新发布</em> <em>历史发布</em></p>",
    "<p><span onclick='s(1)'>十一月</span><span onclick='s(2)'>六月</span></p>",
    "<p><span onclick='s(1)'>城区讲堂</span><span onclick='s(2)'>乡镇讲堂</span></p>",
)
PAST_CHOICES = (
    "<select><option>2025年</option><option>2024年</option></select>",
    "<p><em>二〇二五年</em> <em>二〇二四年</em></p>",
    "<p>字体：<span onclick='f(1)'>大</span> <span onclick='f(2)'>中</span></p>",
)
DAYS = [
    "26/11/18",
    "昨天",
    "3小时前",
    "前天",
    "刚刚",
    "11月18日",
    "20261118",
    "2026年11月18日星期三",
    "２０２６－１１－１８",
    "二〇二六年十一月十八日",
    "11-18",
    "2026-11",
    "十八日",
    "本周三",
    "18 2026.11",
    "Nov 18, 2026",
    "18 | 2026-11",
]
SHAPES = (
    f"<ul class=list><li>{TITLE}<span>DAY</span></li>ITEMS</ul>",
    f"<ul class=list>ITEMS<li><p>DAY</p><p>{TITLE}</p></li></ul>",
    f"<ul class=list><li><a href='https://a.example.com/1'>{TITLE}</a><i>DAY</i></li>ITEMS</ul>",
    f"<ul class=list><li><a href='javascript:v(7)'>{TITLE}</a><i>DAY</i></li>ITEMS</ul>",
    f"<div><h3>{TITLE}</h3><p>DAY</p></div>LIST",
    f"LIST<ul><li>{TITLE} <span>DAY</span></li></ul>",
)
OLD_SHAPES = (
    "26/06/{:02}",
    "2026年6月{}日星期三",
    "202606{:02}",
    "Jun {}, 2026",
    "{} 2026.06",
    "06-{:02}",
    "6月{}日",
    "[06-{:02}]",
    "2026-06-{:02}T09:00:00",
    "１６０天前",
    "{}0天前",
)


class Shown(NamedTuple):
    """What a column shows, and how sure it is that it is stale; None: nothing is said."""

    body: str
    certainty: Certainty | None = Certainty.SUSPECTED
    ages: tuple[int, ...] = OLD
    shape: str = ""


def days(one: Shown) -> list[str]:
    if one.shape:
        return [one.shape.format(day) for day in (29, 28, 27, 25, 22)]
    return [str(DAY - dt.timedelta(days=age)) for age in one.ages]


def stored(path: str, html: str) -> StoredPage:
    url = ROOT + path
    page = read_page(html.encode(), url=url, home=not path, day=DAY)
    return StoredPage(
        url.encode()[-16:].rjust(16), url, PageState.FETCHED, "", 200, 0.1, url, None, page
    )  # fmt: skip


def a_page(name: str, menu: str, body: str) -> str:
    head = f'<head><title>{name}</title><meta name="ColumnName" content="{name}"></head>'
    main = f"<div class=main><h2>{name}</h2>{body}</div>"
    return f"<html>{head}<body><ul class=nav>{menu}</ul>{main}{FOOT}{SCRIPT}</body></html>"


def items(path: str, name: str, told: Iterable[str]) -> str:
    return "".join(
        f"<li><a href='/{path}{at}.html'>{name}讲堂第{at}期顺利开讲</a><span>{day}</span></li>"
        for at, day in enumerate(told)
    )


@pytest.fixture
def said(a_context: Callable[..., Context]) -> Callable[..., list[tuple[Shown, list[Certainty]]]]:
    """What is said of columns that show all this, some of them on a site each; what differs."""

    def make(*shown: Shown) -> list[tuple[Shown, list[Certainty]]]:
        wrong = []
        for first in range(0, len(shown), len(TOPICS)):
            some = dict(zip(TOPICS, shown[first : first + len(TOPICS)], strict=False))
            found = settled(a_context(DAY), some)
            for topic, one in some.items():
                if found[topic] != ([one.certainty] if one.certainty else []):
                    wrong.append((one, found[topic]))
        return wrong

    return make


def settled(context: Context, shown: Mapping[str, Shown]) -> dict[str, list[Certainty]]:
    """What is said of the columns of one site."""
    paths = {topic: f"c{at}/" for at, topic in enumerate(shown)} | {"公务": "gw/"}
    menu = "".join(f"<li><a href=/{path}>{one}动态</a></li>" for one, path in paths.items())
    fresh = f"<ul>{items('gw/', '公务', (str(DAY), str(DAY)))}</ul>"
    pages = [stored("", a_page("首页", menu, "")), stored("gw/", a_page("公务动态", menu, fresh))]
    for topic, one in shown.items():
        rows = items(paths[topic], topic, days(one))
        body = one.body.replace("LIST", f"<ul class=list>{rows}</ul>").replace("ITEMS", rows)
        pages.append(stored(paths[topic], a_page(f"{topic}动态", menu, body)))
    aggregate = SiteAggregate(context, {}, (), DURATIONS, number=9)
    aggregate.gather(pages)
    columns = {column.url: column for column in aggregate.columns()}
    found = {topic: columns.get(ROOT + paths[topic]) for topic in shown}
    return {
        topic: [fault.certainty for fault in stale_column(one)] if one is not None else []
        for topic, one in found.items()
    }


SURE = Certainty.CONFIRMED


def test_pagers_matter_where_the_newest_rows_do_not_come_first(said: Callable[..., object]) -> None:
    below = [f"LIST{pager}" for pager in PAGERS]
    above = [f"{PAGERS[at]}LIST" for at in (0, 1, 3, 8)]
    turned = [Shown(one, ages=RISING) for one in (*below, *above)]
    old = [Shown(one, SURE) for one in below if "class='n'" not in one]
    alone = [Shown(f"LIST{one}", SURE, RISING) for one in ("", "<p>共1页</p>", "<p>第1/1页</p>")]
    assert said(*turned, *old, *alone) == []


def test_choices_matter_that_may_hold_later_rows(said: Callable[..., object]) -> None:
    later = [Shown(f"{one}LIST") for one in CHOICES]
    past = [Shown(f"{one}LIST", SURE) for one in PAST_CHOICES]
    assert said(*later, *past) == []


def test_newer_rows_matter_wherever_they_stand_and_however_they_tell_their_day(
    said: Callable[..., list[tuple[Shown, list[Certainty]]]],
) -> None:
    shown = [Shown(one.replace("DAY", day)) for one in SHAPES for day in DAYS]
    assert [one for one, found in said(*shown) if SURE in found] == []


def test_old_rows_are_old_however_they_tell_their_day(said: Callable[..., object]) -> None:
    assert said(*(Shown("LIST", SURE, shape=one) for one in OLD_SHAPES)) == []


def test_a_box_that_all_lists_show_in_the_same_place_is_no_row_of_theirs(
    said: Callable[..., object],
) -> None:
    box = "<div class=duty>今日值班安排一览表 2026-11-20</div>"
    assert said(*(Shown(f"LIST{box}", SURE) for _ in TOPICS)) == []


@pytest.mark.parametrize(
    ("beside", "sure"),
    [
        ("", True),
        (f"<ul><li>{TITLE} <span>2026-11-18</span></li></ul>", False),
        (f"<ul><li onclick=\"location='/n/1.html'\">{TITLE} <span>昨天</span></li></ul>", False),
        (f"<ul><li>{TITLE} <span>2026-03-18</span></li></ul>", True),
    ],
)
def test_a_home_page_with_newer_rows_that_lead_nowhere(
    a_context: Callable[..., Context], beside: str, sure: bool
) -> None:
    rows = items("gw/", "公务", days(Shown("")))
    menu = "<li><a href=/gw/>公务动态</a></li>"
    body = f"<h2>工作动态</h2>{beside}<h2>政策文件</h2><ul class=list>{rows}</ul>"
    aggregate = SiteAggregate(a_context(DAY), {}, (), DURATIONS, number=9)
    aggregate.gather([stored("", a_page("首页", menu, body).replace(SCRIPT, ""))])
    found = [one.certainty for one in stale_home(aggregate.visit(aggregate.columns()))]
    assert (found == [SURE]) is sure
