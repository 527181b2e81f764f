"""Walls are told by what they leave; a page that speaks of one is a page."""

import pytest

from govsweep.spiders.http.walls import wall


@pytest.mark.parametrize(
    ("status", "headers", "body", "name"),
    [
        (521, "set-cookie: __jsluid_s=1", b"<script>document.cookie=1</script>", "加速乐"),
        (412, "", b"<script>$_ts=window['$_ts'];</script>", "瑞数"),
        (403, "server: safedog", b"", "安全狗"),
        (403, "", "<title>网站防火墙</title>".encode(), "防火墙"),
        (403, "", "您的访问请求已被管理员拦截".encode(), "防火墙"),
        (468, "", b"<div id=SafeLineChallenge>", "雷池"),
        (503, "", b"<script src=/cdn-cgi/challenge-platform/x></script>", "cloudflare"),
        (200, "", b"<html><script>var a='__jsl_clearance=1'</script></html>", "加速乐"),
        (200, "", b"<script>arg1='AB';acw_sc__v2</script>", "阿里云"),
    ],
)
def test_a_wall_is_recognised(status: int, headers: str, body: bytes, name: str) -> None:
    assert wall(status, lambda: headers, body) == name


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (403, "server: nginx", b"<h1>403 Forbidden</h1>"),
        (404, "set-cookie: __jsluid_s=1", b"not found"),
        (500, "set-cookie: hwwafsesid=1", b"Internal Server Error"),
        (200, "set-cookie: __jsluid_s=1", "<p>关于安装网站防火墙的通知</p>".encode()),
        (200, "", "<script></script><a href=/>首页</a><p>云锁采购公告</p>".encode()),
        (200, "", b"<script>safedog</script>" + b" " * 9_000),
    ],
)
def test_what_is_no_wall(status: int, headers: str, body: bytes) -> None:
    assert wall(status, lambda: headers, body) == ""
