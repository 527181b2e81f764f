"""What the scripts of a page ask for by themselves."""

import pytest

from govsweep.reading import read_page

URL = "http://www.a.gov.cn/col/"


def asked(script: str) -> list[str]:
    body = f"<h2>通知公告</h2><ul id='l'></ul><script>{script}</script>"
    return list(read_page(f"<html><body>{body}</body></html>".encode(), url=URL).fetches)


@pytest.mark.parametrize(
    "script",
    [
        "$.ajax({type: 'post', url: '/api/list?col=3', data: {page: 1}, success: show})",
        'jQuery.ajax("/api/list", {dataType: "json"})',
        "$.getJSON('/api/list?col=' + col, show)",
        "$.get('../api/list', show)",
        "$('#l').load('/api/list?col=3 #rows')",
        "fetch(`/api/list?page=${page}`).then(show)",
        "axios.post('/api/list', {col: 3})",
        "axios({method: 'get', url: '/api/list'})",
        "var x = new XMLHttpRequest(); x.open('GET', 'http://www.a.gov.cn/api/list', true)",
        "var u = '/api/list'; $.ajax({url: u, success: show})",
    ],
    ids=[
        *("ajax", "ajax by address", "getJSON", "get", "load", "fetch", "axios", "axios options"),
        *("a plain request", "a variable"),
    ],
)
def test_an_address_is_told_without_its_query(script: str) -> None:
    assert asked(script) == ["http://www.a.gov.cn/api/list"]


@pytest.mark.parametrize(
    "script",
    [
        "window.open('/art/1.html')",
        "$.ajax({url: url, success: show})",
        "var fetched = '/api/list'; show(fetched)",
        "$.getScript('/js/a.js'); $('#l').load('/js/a.css')",
        "$(window).load(function () { show('/a/') })",
        "",
    ],
    ids=["a window", "an unknown variable", "a plain string", "parts of the page", "an event", ""],
)
def test_what_asks_for_nothing(script: str) -> None:
    assert asked(script) == []


def test_what_is_known_to_serve_rows_is_left_out() -> None:
    script = (
        "var p = '/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15&col=1';"
        "$.get('/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15&col=1', show)"
    )
    assert asked(script) == []
