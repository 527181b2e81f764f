"""A list of a page's own, told from the boxes beside it."""

import pytest

from govsweep.facts import Entry, Place
from govsweep.reading import read_page

ROWS = "<ul>" + "".join(
    f"<li><a href='/old/{one}.html'>全市第{one}次安全生产检查情况</a>"
    f"<span>2023-02-1{one}</span></li>"
    for one in range(5)
)
BRINGS = "<script>var k=atob('Lw==');$.ajax({url:k+sign(),success:draw})</script>"


def rows(body: str, title: str = "通知公告", path: str = "gg/tz/") -> tuple[Entry, ...]:
    html = f"<html><head><title>{title}</title></head><body><h2>{title}</h2>{body}</body></html>"
    return read_page(html.encode(), url=f"http://www.x.gov.cn/{path}").entries


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (f"<div id='list'></div>{BRINGS}<div class='r'><h3>热点推荐</h3>{ROWS}</div>", "gg/tz/"),
        (f"<div class='con'>加载中</div>{BRINGS}<h4>相关阅读</h4>{ROWS}", "gg/tz/"),
        (f"<div id='list'></div>{BRINGS}<div class='r'><h3>热点推荐</h3>{ROWS}</div>", "tz.html"),
        (f"<ul class='news_list'></ul>{BRINGS}<div><h3>便民信息</h3>{ROWS}</div>", "gg/tz/"),
    ],
    ids=["recommended", "related", "at the root", "any heading, an empty list before"],
)
def test_a_box_beside_the_place_of_a_list_is_not_that_list(body: str, path: str) -> None:
    assert rows(body, path=path) == ()


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (f"<h3>热点推荐</h3>{ROWS}", "热点推荐"),
        (f"<div>位置：首页 &gt; 推荐阅读</div><h3>推荐阅读</h3>{ROWS}", "某市人民政府"),
        (f"<div id='pager'></div>{BRINGS}<h3>通知</h3>{ROWS}", "某市人民政府"),
        (f"<h3>通知</h3>{ROWS}<div id='list'></div>{BRINGS}", "某市人民政府"),
        (f"<ul class='list'></ul>{BRINGS}{ROWS}", "某市人民政府"),
    ],
    ids=["its name", "its breadcrumb", "a pager", "an empty list behind", "no heading"],
)
def test_a_list_under_its_own_heading_is_one(body: str, title: str) -> None:
    assert len(rows(body, title)) == 5


@pytest.mark.parametrize("heading", ["热点推荐", "相关阅读", "往期回顾", "图片推荐"])
def test_a_list_without_dates_is_read_beside_such_a_box(heading: str) -> None:
    own = "".join(
        f"<li><a href='/f/{one}.html'>县水务局第{one}次巡查河道</a></li>" for one in range(6)
    )
    found = rows(f"<ul>{own}</ul><div class='r'><h3>{heading}</h3>{ROWS}</div>")
    assert [one.url for one in found] == [f"http://www.x.gov.cn/f/{one}.html" for one in range(6)]
    assert not any(one.date for one in found)


def test_what_stands_in_such_a_box_is_no_text_of_the_page() -> None:
    html = f"<body><h2>通知公告</h2><div id='list'></div>{BRINGS}<h3>热点推荐</h3>{ROWS}"
    page = read_page(html.encode(), url="http://www.x.gov.cn/gg/tz/")
    said = [one.text for one in page.blocks if one.place is Place.MAIN]
    assert not any("安全生产" in one for one in said)


def beside(*lines: tuple[str, ...]) -> list[str]:
    """The days of a table whose lines hold these, each beside a link of its own."""
    table = "".join(
        "<tr>"
        + "".join(
            f"<td><a href='/n/{day}.html'>{day[5:]}河道巡查记录</a></td><td>{day}</td>"
            for day in line
        )
        + "</tr>"
        for line in lines
    )
    return [one.shown for one in rows(f"<table>{table}</table>")]


def test_lists_side_by_side_are_read_one_after_the_other() -> None:
    found = beside(("2026-10-30", "2026-10-09"), ("2026-09-21", "2026-10-08"), ("2026-09-02",))
    assert found == ["2026-10-30", "2026-09-21", "2026-09-02", "2026-10-09", "2026-10-08"]


@pytest.mark.parametrize(
    "lines",
    [
        (("2026-10-30", "2026-10-28"), ("2026-10-09", "2026-10-08"), ("2026-09-21",)),
        (("2026-10-30", "2026-10-09"), ("2026-09-21", "2026-10-28")),
        (("2026-10-09",), ("2026-10-30",), ("2026-09-21",)),
    ],
    ids=["a grid", "one of them in no order", "one list"],
)
def test_rows_of_a_table_stand_line_by_line(lines: tuple[tuple[str, ...], ...]) -> None:
    assert beside(*lines) == [day for line in lines for day in line]
