"""Every kind of answer, to pages and to links of another registered site, and what it makes."""

import asyncio
from typing import Any

from aiohttp import web

from govsweep.findings import Certainty
from govsweep.judging import Judges
from govsweep.rules import load_rules
from govsweep.settle import settle

_HTML = {"Content-Type": "text/html"}
_DEAD, _DOUBTED = Certainty.CONFIRMED, Certainty.SUSPECTED


async def _nothing_at_all(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def _reset(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def _cut_short(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={**_HTML, "Content-Length": "5000"})
    await answer.prepare(request)
    await answer.write(b"<p>half</p>")
    assert request.transport is not None
    request.transport.close()
    return answer


async def _slow(request: web.Request) -> web.Response:
    await asyncio.sleep(1.5)
    return web.Response(text="<p>终于来了</p>", content_type="text/html")


async def _no_head(request: web.Request) -> web.Response:
    return web.Response(status=200 if request.method == "GET" else 405, headers=_HTML, text="好")


def _to(target: str, status: int) -> dict[str, Any]:
    return {"status": status, "Location": target}


# What each is told as; None: nothing.
KINDS: dict[str, tuple[dict[str, Any], Certainty | None]] = {
    "/404.html": ({"status": 404}, _DEAD),
    "/410.html": ({"status": 410}, _DEAD),
    "/400.html": ({"status": 400}, _DEAD),
    "/500.html": ({"status": 500}, _DEAD),
    "/502.html": ({"status": 502}, _DEAD),
    "/503.html": ({"status": 503}, _DEAD),
    "/504.html": ({"status": 504}, _DEAD),
    "/loop.html": (_to("/loop.html", 302), _DEAD),
    "/to-missing.html": (_to("/404.html", 301), _DEAD),
    "/empty.html": ({"body": _nothing_at_all}, _DOUBTED),
    "/reset.html": ({"body": _reset}, _DOUBTED),
    "/short.html": ({"body": _cut_short}, _DOUBTED),
    **{
        f"/{status}.html": ({"status": status}, None)
        for status in (401, 403, 405, 406, 412, 418, 451, 521)
    },
    "/429.html": ({"status": 429, "Retry-After": "1"}, None),
    "/busy.html": ({"status": 503, "Retry-After": "1"}, None),
    **{f"/{status}-on.html": (_to("/good.html", status), None) for status in (301, 302, 307, 308)},
    "/nowhere-302.html": ({"status": 302, "body": b"<p>moved</p>"}, None),
    "/head.html": ({"body": _no_head}, None),
    "/slow.html": ({"body": _slow}, None),
    "/good.html": ({"body": "<p>好</p>".encode()}, None),
}


def test_only_what_no_browser_opens_is_confirmed(sweeping: Any, town: Any) -> None:
    site, other = sweeping.site(), sweeping.site(2)
    town.page("/", *KINDS)
    town.page("/", *(site.url.rstrip("/") + path for path in KINDS), number=2)
    for path, (words, _) in KINDS.items():
        given = {name.replace("-", "_"): value for name, value in words.items()}
        town.put(path, **({"body": "<p>说明</p>".encode()} | given))
    sweeping.run()
    store, sweep = sweeping.store, sweeping.sweep
    assert settle(store, sweep, Judges.by(load_rules())) == []
    wanted = {path: told for path, (_, told) in KINDS.items() if told is not None}
    # A link of another site only says that a server of ours dislikes what it was asked.
    doubted = wanted | {"/400.html": _DOUBTED, "/loop.html": _DOUBTED}
    for one, expected in ((site, wanted), (other, doubted)):
        found = store.findings.all(check=["dead-link"], site=[one.identifier])
        told = {found_.subject.removeprefix(site.url.rstrip("/")): found_ for found_ in found}
        certain = {path: found_.certainty for path, found_ in told.items()}
        assert certain == expected, one.name
