"""Empty places in a page's own part, and which of them the page's scripts name."""

import pytest

from govsweep.facts import FillablePlace
from govsweep.reading import read_page

ROWS = "<ul class=list>{}</ul>".format(
    "".join(
        f"<li><a href='/o/{one}.html'>我区第{one}期培训班开班</a><i>2024-03-1{one}</i></li>"
        for one in range(6)
    )
)
SCRIPT = "<script src=/a.js></script>"


def found(body: str) -> dict[str, FillablePlace]:
    html = f"<html><head><title>工作动态</title></head><body><h2>工作动态</h2>{body}</body></html>"
    page = read_page(html.encode(), url="http://www.x.gov.cn/dt/")
    return {one.path: one for one in page.fillable if not (one.filled or one.beside)}


@pytest.mark.parametrize(
    ("place", "path"),
    [
        ("<ul id=lb></ul>", "ul#lb"),
        ("<div class='A b' id=A></div>", "div#a.a.b"),
        ("<div id=w><ul></ul></div>", "div#w ul"),
        ("<table id=t><tr><th>标题</th><th>日期</th></tr></table>", "table#t"),
        (
            "<table><thead><tr><td>标题</td></tr></thead><tbody id=b></tbody></table>",
            "table tbody#b",
        ),
        ("<ul id=lb><li>暂无信息</li></ul>", "ul#lb li"),
        ("<div id=p><img src=/wait.gif></div>", "div#p"),
        ("<iframe name=k></iframe>", "iframe#k"),
        ("<x-list></x-list>", "x-list"),
    ],
)
def test_one(place: str, path: str) -> None:
    above, below = found(place + ROWS + SCRIPT), found(ROWS + place + SCRIPT)
    assert not above[path].below
    assert below[path].below
    assert above[path].bare is not ("暂无" in place or "img" in place)


@pytest.mark.parametrize(
    "place",
    [
        "<ul id=lb></ul>",
        f"<ul id=lb><li>第三期</li></ul>{SCRIPT}",
        f"<ul id=lb><li><a href=/x/></a></li></ul>{SCRIPT}",
        f"<ul id=lb style='display:none'></ul>{SCRIPT}",
        f"<div class=nav><ul id=lb></ul></div>{SCRIPT}",
        f"<div id=lb><form action=/s><input name=q></form></div>{SCRIPT}",
        f"<iframe src=/in.html></iframe>{SCRIPT}",
    ],
    ids=["no script", "words", "a link", "hidden", "a menu", "a form", "a frame"],
)
def test_none(place: str) -> None:
    assert found(place + ROWS) == {}


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("<ul id=lb></ul><script>fill('lb')</script>", True),
        ("<ul id=lb></ul><script>fill('bl')</script>", False),
        ("<ul id=lb></ul><script type=text/html>fill('lb')</script>", False),
        ("<ul id=lb></ul><img src=/a.gif onload=\"fill('lb')\">", True),
        ("<ul id=lb></ul><script src=/a.js onload=\"fill('lb')\"></script>", True),
    ],
)
def test_named_in_the_page(body: str, named: bool) -> None:
    assert found(body + ROWS)["ul#lb"].named is named


@pytest.mark.parametrize(
    ("script", "named"),
    [
        ("document.write(list(7))", True),
        ("showList(7)", True),
        ("document.write(new Date())", None),
        ("var a = 1", None),
    ],
)
def test_a_script_that_brings_something_where_it_stands(script: str, named: bool | None) -> None:
    place = found(f"<div class=x><script>{script}</script></div>{ROWS}").get("div.x script")
    assert (place.named if place else None) is named


def test_a_script_loaded_where_it_may_write() -> None:
    place = found(f"<div class=x>{SCRIPT}</div>{ROWS}")["div.x script"]
    assert (place.source, place.named, place.bare) == ("http://www.x.gov.cn/a.js", False, True)


def test_what_holds_the_rows_and_what_a_page_without_any_holds() -> None:
    def filled(body: str) -> list[tuple[str, bool]]:
        html = f"<html><head><title>工作动态</title></head><body>{body}</body></html>"
        page = read_page(html.encode(), url="http://www.x.gov.cn/dt/")
        return [(one.path, one.written) for one in page.fillable if one.filled]

    assert filled(f"{ROWS}<script>$('.list').prepend(a)</script>") == [("ul.list", True)]
    assert filled(f"{ROWS}<script>$('.list').show()</script>") == [("ul.list", False)]
    blank = "<div class=con><h2>工作动态</h2></div><script>$('.con').append(a)</script>"
    assert filled(blank) == [("body", False), ("div.con", True)]
