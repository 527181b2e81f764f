"""Lists that scripts post for: asked for where that is made at load, known whole, and only asks."""

import pytest

from govsweep.posted import posted
from govsweep.reading import read_page

URL = "http://www.a.gov.cn/col/"
ROWS = "<ul><li><a href='1.html'>关于开展秋季植树活动的通知</a> 2026-11-02</li></ul>"
FORM, JSON = "form", "json"


def told(*scripts: str, rows: str = "", body: str = "") -> list[tuple[str, str, str]]:
    head = (
        f"<div><a href='/'>首页</a> &gt; <a href='/col/'>通知公告</a></div><h2>通知公告</h2>{rows}"
    )
    written = "".join(f"<script>{one}</script>" for one in scripts)
    page = f"<html><body {body}>{head}<ul id='l'></ul>{written}</body></html>"
    found = [posted(one) for one in read_page(page.encode(), url=URL).more]
    return [
        (one.url.removeprefix("http://www.a.gov.cn"), one.type.value, one.body)
        for one in found
        if one is not None
    ]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("$.post('/api/list', {col: 3}, show)", ("/api/list", FORM, "col=3")),
        ("$.post('/api/list', 'col=3&p=1', 'json')", ("/api/list", FORM, "col=3&p=1")),
        (
            "$.post('/api/list?col=3', show); function show(d) {}",
            ("/api/list?col=3", FORM, ""),
        ),
        (
            "$.ajax({type: 'POST', url: '../api/list', data: {page: 1, name: '通知'}})",
            ("/api/list", FORM, "page=1&name=%E9%80%9A%E7%9F%A5"),
        ),
        (
            "$.ajax('/api/list', {method: 'post', contentType: 'application/json',"
            " data: JSON.stringify({col: 3, open: true, tags: ['a']})})",
            ("/api/list", JSON, '{"col":3,"open":true,"tags":["a"]}'),
        ),
        (
            "$.post('/api/list', {q: {a: 1}, ids: [1, 2]}, show)",
            ("/api/list", FORM, "q%5Ba%5D=1&ids%5B%5D=1&ids%5B%5D=2"),
        ),
        (
            "fetch('/api/list', {method: 'POST', body: JSON.stringify({col: '3'})})",
            ("/api/list", JSON, '{"col":"3"}'),
        ),
        (
            "fetch('/api/list', {method: 'POST', body: new URLSearchParams({col: 3})})",
            ("/api/list", FORM, "col=3"),
        ),
        ("axios.post('/api/list', {col: 3}).then(show)", ("/api/list", JSON, '{"col":3}')),
        ("axios.post('/api/list', Qs.stringify({col: 3}))", ("/api/list", FORM, "col=3")),
        ("axios({method: 'post', url: '/api/list', data: {c: 5}})", ("/api/list", JSON, '{"c":5}')),
        (
            "this.$http.post('/api/list', {c: 5}, {emulateJSON: true})",
            ("/api/list", FORM, "c=5"),
        ),
        (
            "var x = new XMLHttpRequest(); x.open('POST', '/api/list', true);"
            "x.onload = function () { show(x.responseText) }; x.send('col=3')",
            ("/api/list", FORM, "col=3"),
        ),
        (
            "var c = '37', data = {col: c, page: 1}; $.post('/api/list', data, show)",
            ("/api/list", FORM, "col=37&page=1"),
        ),
        (
            "$.ajax({type: 'post', dataType: 'xml', data: {col: 1, webid: 2},"
            " url: '/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15'})",
            (
                "/module/web/jpage/dataproxy.jsp?startrecord=1&endrecord=45&perpage=15",
                FORM,
                "col=1&webid=2",
            ),
        ),
    ],
    ids=[
        *("post", "a text", "no body", "ajax", "ajax of JSON", "nested", "fetch of JSON"),
        *("fetch of a form", "axios", "axios of a form", "axios options", "vue", "a plain request"),
        *("names", "dataproxy"),
    ],
)
def test_a_request_that_is_posted(script: str, expected: tuple[str, str, str]) -> None:
    assert told(script) == [expected]


@pytest.mark.parametrize(
    "script",
    [
        "$(function () { $.post('/api/list', {page: 1}, show) })",
        "$(document).ready(function () { load(1) });"
        "function load(page) { $.post('/api/list', {page: page}, show) }",
        "window.onload = load; function load(page = 1) { $.post('/api/list', {page}, show) }",
        "document.addEventListener('DOMContentLoaded', () => load(1));"
        "const load = page => $.post('/api/list', {page: page}, show)",
        "new Vue({data() { return {page: 1} }, mounted() { this.load() },"
        " methods: {load() { $.post('/api/list', {page: this.page}, show) }}})",
        "(function () { setTimeout(function () { $.post('/api/list', {page: 1}, show) }, 10) })()",
        "$.get('/a/b/', function (d) { $.post('/api/list', {page: 1}, show) })",
        "// it's for\n var re = 1; /* 'all */ $.post('/api/list', {page: 1}, show)",
    ],
    ids=[
        *("ready", "a function", "a default", "an arrow", "vue", "later", "an answer", "comments"),
    ],
)
def test_what_is_posted_as_the_page_loads(script: str) -> None:
    assert told(script) == [("/api/list", FORM, "page=1")]


def test_what_the_body_calls_as_it_loads() -> None:
    script = "function load(page) { $.post('/api/list', {page: page}, show) }"
    assert told(script) == []
    assert told(script, body='onload="load(2)"') == [("/api/list", FORM, "page=2")]


def test_names_may_be_set_by_another_script_of_the_page() -> None:
    assert told("var config = {col: 8};", "$.post('/api/list', {col: config.col}, show)") == [
        ("/api/list", FORM, "col=8")
    ]


@pytest.mark.parametrize(
    "script",
    [
        "$('#more').click(function () { $.post('/api/list', {page: 2}, show) })",
        "$(document).on('click', '.more', function () { $.post('/api/list', {page: 2}, show) })",
        "more.onclick = () => fetch('/api/list', {method: 'POST', body: 'page=2'})",
        "form.addEventListener('submit', () => { $.post('/api/list', {page: 2}, show) })",
        "function next() { $.post('/api/list', {page: 2}, show) }",
        "function a() { b() } function b() { a(); $.post('/api/list', {page: 2}, show) }",
        "function more() { $.post('/api/list', {page: 2}, show) } $('#b').click(more)",
        "$.ajax({url: '/a/', error: function () { $.post('/api/list', {page: 2}, show) }})",
        "// $.post('/api/list', {page: 2}, show)",
        "/* $.post('/api/list', {page: 2}, show) */",
        "/* load() */ function load() { $.post('/api/list', {page: 2}, show) }",
    ],
    ids=[
        *("a click", "a click anywhere", "an arrow", "a form", "never called", "by each other"),
        *("handed to a click", "an error", "a comment", "a long comment", "called in a comment"),
    ],
)
def test_what_waits_for_a_visitor(script: str) -> None:
    assert told(script) == []


@pytest.mark.parametrize(
    "script",
    [
        "$.post('/api/list', {page: page}, show)",
        "$.post('/api/list', {col: columnOf(this)}, show)",
        "$.post(service, {page: 1}, show)",
        "fetch('/api/list', {method: 'POST', body: form})",
        "axios.post('/api/list', {...query, page: 1})",
        "$.post('/api/list', {page: 1",
        "$.post('/api/list', '\\u901a=1', show)",
        "var a = {b: b}, b = {a: a}; $.post('/api/list', a, show)",
    ],
    ids=[
        *("a page", "a call", "an address", "a body", "a part of it", "not closed", "an escape"),
        "without end",
    ],
)
def test_what_only_the_running_script_knows(script: str) -> None:
    assert told(script) == []


def test_a_body_that_is_no_json_is_sent_as_it_is() -> None:
    assert told("$.post('/api/list', '{3', show)") == [("/api/list", JSON, "{3")]


@pytest.mark.parametrize("host", ["http://other.gov.cn", "//127.0.0.1:6379", "http://[::1]"])
def test_nobody_posts_to_another_host(host: str) -> None:
    assert told(f"$.post('{host}/api/list', {{page: 1}}, show)") == []


def test_a_page_with_rows_asks_for_no_others() -> None:
    assert told("$.post('/api/list', {page: 1}, show)", rows=ROWS) == []
