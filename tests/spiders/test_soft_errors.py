"""Pages with status 200 that are none: dead where a link leads to them, never read."""

from typing import Any

import pytest

from govsweep.facts import PageState

_SAID = {
    "/apology.html": "抱歉，您访问的信息不存在或已被删除",
    "/odbc.asp": "Microsoft OLE DB Provider for ODBC Drivers 错误 '80004005'",
    "/aspx.aspx": "“/”应用程序中的服务器错误。",
    "/expired.html": "网站已过期，请联系管理员续费",
}


@pytest.fixture
def swept(sweeping: Any, town: Any) -> Any:
    sweeping.site()
    town.page("/", *_SAID, "/empty.html", "/notice.html", "/on.html")
    town.put("/on.html", b"<META HTTP-EQUIV='Refresh' CONTENT='0; url=/notice.html'>")
    for path, words in _SAID.items():
        town.put(path, f"<meta charset=utf-8><body>{words}</body>".encode())
    town.put("/empty.html", b"")
    words = "因机房检修，本市信用网于本周六零时至六时暂停服务，给您带来不便敬请谅解。特此通知。"
    body = (
        f"<meta charset=utf-8><title>关于暂停服务的通知</title><h1>关于暂停服务的通知</h1>{words}"
    )
    town.put("/notice.html", f"{body}<p>发布时间：2026-11-19</p>".encode())
    assert sweeping.run() == ""
    return sweeping


def test_what_says_of_itself_that_it_failed_has_failed(swept: Any) -> None:
    states = swept.states()
    broken = (PageState.FAILED, "error_page")
    assert {path: states[path] for path in (*_SAID, "/empty.html")} == {
        **dict.fromkeys((*_SAID, "/empty.html"), broken),
        "/apology.html": (PageState.FAILED, "soft_404"),
    }
    assert states["/"] == states["/notice.html"] == states["/on.html"] == (PageState.FETCHED, "")


def test_it_is_asked_for_again_before_it_counts(swept: Any, town: Any) -> None:
    assert town.hits()["/odbc.asp"] == 2
    assert town.hits()["/notice.html"] == 1


def test_what_comes_in_a_home_page_s_place_is_none(sweeping: Any, town: Any) -> None:
    refusal = "<meta charset=utf-8><h1>本次请求已被防护系统拦截</h1><p>事件编号：7</p>"
    said = {1: b"", 2: "<meta charset=utf-8>系统检修中，暂停服务".encode(), 3: refusal.encode()}
    for number, body in said.items():
        sweeping.site(number)
        town.put("/", body, number=number)
    sweeping.site(4)
    town.page("/", "/refused.html", number=4)
    town.put("/refused.html", refusal.encode(), number=4)
    assert sweeping.run() == ""
    failed, walled = (PageState.FAILED, "error_page"), (PageState.BLOCKED, "blocked")
    assert sweeping.states(1) == sweeping.states(2) == {"/": failed}
    assert sweeping.states(3) == {"/": walled}
    assert sweeping.states(4) == {"/": (PageState.FETCHED, ""), "/refused.html": walled}
    assert all(one.page is None for number in said for one in sweeping.pages(number).values())
