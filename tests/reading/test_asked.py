"""The data services that scripts ask are told with their queries, so that they can be asked too."""

import pytest

from govsweep.reading import read_page

URL = "http://www.a.gov.cn/col/"
ROWS = "<ul><li><a href='1.html'>关于开展秋季植树活动的通知</a> 2026-11-02</li></ul>"


def told(script: str, rows: str = "") -> list[str]:
    body = (
        f"<div><a href='/'>首页</a> &gt; <a href='/col/'>通知公告</a></div><h2>通知公告</h2>{rows}"
    )
    page = f"<html><body>{body}<ul id='l'></ul><script>{script}</script></body></html>"
    return list(read_page(page.encode(), url=URL).more)


@pytest.mark.parametrize(
    ("script", "path"),
    [
        ("$.getJSON('/api/list?col=3', show)", "/api/list?col=3"),
        ("$.getJSON('/api/list', {col: 3, page: page}, show)", "/api/list?col=3&page=1"),
        ("$.get('../api/list', {col: '3'}, show, 'json')", "/api/list?col=3"),
        ("$.ajax({url: '/api/list', data: {col: 3}, success: show})", "/api/list?col=3"),
        ("$.ajax('/api/list?col=3', {dataType: 'json', success: show})", "/api/list?col=3"),
        ("var c = '37'; $.getJSON('/api/list?c=' + c + '&p=' + page)", "/api/list?c=37&p=1"),
        ("fetch(`/api/list/${page}?size=${pageSize}`).then(show)", "/api/list/1?size=20"),
        ("fetch('/data/list.json').then(show)", "/data/list.json"),
        ("axios.get('/api/list', {params: {ch: 8, pageNo: 1}})", "/api/list?ch=8&pageNo=1"),
        ("axios({method: 'get', url: '/api/list', params: {id: 5}})", "/api/list?id=5"),
        ("x.open('GET', '/api/list?id=5', true)", "/api/list?id=5"),
        ("$('#l').load('/col/rows.html #rows')", "/col/rows.html"),
        ("$.getJSON('/api/list?t=' + Math.random(), show)", "/api/list?t=1"),
    ],
    ids=[
        *("getJSON", "a query as object", "get", "ajax", "ajax by address", "a variable"),
        *("a template", "a file", "axios", "axios options", "a plain request", "load", "a random"),
    ],
)  # fmt: skip
def test_a_service_that_is_asked_with_get(script: str, path: str) -> None:
    assert told(script) == [f"http://www.a.gov.cn{path}"]


@pytest.mark.parametrize(
    "script",
    [
        "fetch('/api/list', {method: 'POST', body: form})",
        "$.getJSON('/api/list?col=' + columnOf(this), show)",
        "$.getJSON('http://other.example.com/api/list', show)",
        "$.get('/hits/count.php?id=3', show)",
        "$('#head').load('/inc/header.html')",
        "$.get('/api/list?col=3",
        "",
    ],
    ids=[
        *("posted", "not known", "another host", "a counter"),
        *("a part of all pages", "not closed", "nothing"),
    ],
)
def test_what_is_not_asked(script: str) -> None:
    assert told(script) == []


def test_a_page_with_rows_asks_for_no_others() -> None:
    assert told("$.getJSON('/api/list?col=3', show)", ROWS) == []


def test_the_service_stays_among_what_the_page_waits_for() -> None:
    script = "<script>$.getJSON('/api/list?col=3', show)</script>"
    page = read_page(f"<html><body><h2>通知公告</h2>{script}</body></html>".encode(), url=URL)
    assert page.fetches == ("http://www.a.gov.cn/api/list",)
