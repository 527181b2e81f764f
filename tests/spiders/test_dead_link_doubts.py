"""What a browser opens though a server answers oddly is no dead link; what it does not open is."""

import asyncio
from typing import Any

from aiohttp import web

from govsweep.facts import PageState
from govsweep.findings import Certainty
from govsweep.judging import Judges
from govsweep.rules import load_rules
from govsweep.settle import settle

_PDF = b"%PDF-1.4\n" + b"0" * 2_000
_ARTICLE = (
    "<!DOCTYPE html><meta charset=utf-8><title>{0}</title><h1>{0}</h1><p>发布时间：2026-11-12</p>"
    "<p>{1}</p>"
)


async def _by_get_alone(request: web.Request) -> web.Response:
    known = request.method == "GET"
    return web.Response(status=200 if known else 405, text="只答 GET", content_type="text/html")


async def _with_a_cookie(request: web.Request) -> web.Response:
    if "seen" in request.cookies:
        return web.Response(text="看到了", content_type="text/html")
    answer = web.Response(status=302, headers={"Location": request.path})
    answer.set_cookie("seen", "1")
    return answer


async def _slowly(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Type": "text/html"})
    await answer.prepare(request)
    for part in (b"<p>one</p>", b"<p>two</p>"):
        await asyncio.sleep(0.3)
        await answer.write(part)
    return answer


async def _for_browsers(request: web.Request) -> web.Response:
    fit = "Mozilla" in request.headers.get("User-Agent", "") and request.headers.get("Accept")
    return web.Response(status=200 if fit else 404, text="好", content_type="text/html")


class _BusyOnce:
    """Fails the first time it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    async def __call__(self, request: web.Request) -> web.Response:
        self.asked += 1
        return web.Response(status=500 if self.asked == 1 else 200, text="忙过了")


def _says(title: str, text: str) -> bytes:
    return _ARTICLE.format(title, text).encode()


OPEN: dict[str, object] = {
    "/get.html": _by_get_alone,
    "/cookie.html": _with_a_cookie,
    "/slow.html": _slowly,
    "/browser.html": _for_browsers,
    "/none.html": _says("申请公开的信息不存在怎么办", "该信息不存在的，书面告知申请人。"),
    "/404.html": _says("关于公布404号文件的通知", "404号文件已公布，原文件已删除的条款不再执行。"),
    "/pause.html": _says("关于网站暂停服务的公告", "本网站将于周六暂停服务，敬请谅解。"),
    "/plan.pdf": _PDF,
    "/附件 1.doc": b"\xd0\xcf\x11\xe0" + b"0" * 2_000,
}
UNSEEN = {  # nobody can say: refused, or to be logged in for
    f"/{status}.html": status for status in (401, 403, 405, 412, 418, 429, 521)
}
DEAD: dict[str, object] = {
    "/gone.html": 410,
    "/missing.html": 404,
    "/failing.html": 500,
    "/sorry.html": "<title>提示</title><p>抱歉，您访问的页面不存在</p>".encode(),
    "/alert.html": "<meta charset=utf-8><script>alert('该信息不存在')</script>".encode(),
    "/nothing.html": b"",
}
_HARMLESS = (
    *("mailto:a@b.cn", "tel:0737-1234567", "javascript:void(0)", "#top", "data:text/plain,a"),
    *("weixin://dl/chat", "about:blank", ""),
)


def test_of_all_that_a_site_links_to_only_what_no_browser_opens_is_dead(
    sweeping: Any, town: Any
) -> None:
    site = sweeping.site()
    town.page("/", *OPEN, "/busy.html", *UNSEEN, *DEAD, *_HARMLESS)
    for path, body in OPEN.items():
        kind = "application/pdf" if path.endswith("pdf") else "text/html; charset=utf-8"
        asked = path.replace(" ", "%20").replace("附件", "%E9%99%84%E4%BB%B6")
        town.put(asked, body, Content_Type=kind)
    town.put("/busy.html", _BusyOnce())
    for path, status in UNSEEN.items():
        town.put(path, "请先登录".encode(), status=status)
    for path, body in DEAD.items():
        words = {"status": body} if isinstance(body, int) else {"body": body}
        town.put(path, **words)
    assert sweeping.run() == ""
    store, sweep = sweeping.store, sweeping.sweep
    assert settle(store, sweep, Judges.by(load_rules())) == []
    found = store.findings.all(check=["dead-link"])
    dead = {site.url.rstrip("/") + path for path in DEAD}
    assert {one.subject for one in found} == dead
    assert {one.certainty for one in found} == {Certainty.CONFIRMED}
    states = sweeping.states()
    assert {path for path in UNSEEN if states[path][0] is not PageState.BLOCKED} == set()
