"""Audits by axe-core in a real browser, of pages served on loopback."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from govsweep.browser.program import has_axe, missing, program
from govsweep.egress_policy import EgressPolicy
from govsweep.facts import Audit

if any(missing()) or not has_axe():
    pytest.skip("no browser on this machine", allow_module_level=True)

from govsweep.browser.pool import RenderPool

HEAD = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>通知公告</title>
<link rel="stylesheet" href="/site.css"><script src="/site.js"></script></head><body><main>"""
PAGES = {
    "/good": HEAD + '<h1>通知</h1><p>正文</p><img src="/a.png" alt="会场">',
    "/bad": HEAD + '<p class="pale">看不清的字</p><img src="/a.png"><input name="q">'
    '<button></button><a href="/good"><i class="icon"></i></a>',
    "/wide": HEAD + '<div style="width:900px">宽</div>',
    "/spoilt": HEAD + "<p>正文</p><script>Object.defineProperty(window, 'axe',"
    "{value: {run: () => ({violations: 'x'.repeat(9)})}, writable: false})</script>",
    "/lies": HEAD + "<p>正文</p><script>setInterval(() => { if (window.axe) window.axe.run = "
    "() => Promise.resolve({violations: [], incomplete: []}) }, 1)</script>",
    "/away": HEAD
    + """<p>正文</p><script>
        for (const to of ["http://127.0.0.9:PORT/canary", "http://localhost:PORT/canary"]) {
          fetch(to, {mode: "no-cors"}).catch(() => {});
        }</script>""",
}
STYLE = ".pale { color: #bbb; background: #fff } .icon { width: 9px; height: 9px }"


@asynccontextmanager
async def audits(asked: Counter[str]) -> AsyncIterator[tuple[str, RenderPool]]:
    async def answer(request: web.Request) -> web.Response:
        asked[request.path] += 1
        port = str(request.url.port)
        if request.path in PAGES:
            text = PAGES[request.path].replace("PORT", port)
            return web.Response(text=text, content_type="text/html")
        if request.path == "/site.css":
            return web.Response(text=STYLE, content_type="text/css")
        if request.path == "/site.js":
            return web.Response(text="window.kept = 1", content_type="text/javascript")
        raise web.HTTPNotFound

    async def at_once(_: str) -> None:
        pass

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    browser = program()
    assert browser is not None
    try:
        policy = EgressPolicy([url], neighbours=False)
        async with RenderPool(browser, policy=policy, pace=at_once, user_agent="t") as pool:
            yield url, pool
    finally:
        await runner.cleanup()


def audited(*paths: str) -> tuple[list[Audit | None], Counter[str]]:
    asked: Counter[str] = Counter()

    async def story() -> list[Audit | None]:
        async with audits(asked) as (url, pool):
            return [
                (await pool.render(f"{url}{path}", {"127.0.0.1"}, audited=True)).audit
                for path in paths
            ]

    return asyncio.run(story()), asked


Looked = tuple[dict[str, Audit | None], Counter[str]]


@pytest.fixture(scope="module")
def looked() -> Looked:
    """All the harmless pages in one browser, and those that do what they can against it."""
    paths = ("/good", "/bad", "/wide", "/spoilt", "/lies", "/away", "/good")
    found, asked = audited(*paths)
    return dict(zip(paths, found, strict=True)), asked


def test_a_page_in_order_and_one_with_faults(looked: Looked) -> None:
    found, asked = looked
    good, bad = found["/good"], found["/bad"]
    assert good is not None
    assert good.engine.startswith("4.")
    assert good.violations == ()
    assert bad is not None
    faults = {one.rule: one for one in bad.violations}
    assert {"color-contrast", "image-alt", "label", "button-name", "link-name"} <= faults.keys()
    assert faults["image-alt"].nodes == 1
    assert faults["image-alt"].snippet == '<img src="/a.png">'
    # What pages of a template share is asked for once; pictures are not asked for.
    assert (asked["/good"], asked["/bad"]) == (2, 1)
    assert asked.keys() == {*PAGES, "/site.css", "/site.js"}
    assert (asked["/site.css"], asked["/site.js"]) == (1, 1)


def test_a_page_wider_than_a_telephone(looked: Looked) -> None:
    good, wide = looked[0]["/good"], looked[0]["/wide"]
    assert good is not None
    assert good.overflow == 0
    assert wide is not None
    assert wide.overflow is not None
    assert 500 <= wide.overflow <= 540


def test_pages_that_spoil_the_audit_or_rewrite_axe_spoil_their_own_alone(looked: Looked) -> None:
    spoilt, lying = looked[0]["/spoilt"], looked[0]["/lies"]
    assert spoilt is None or spoilt.violations == ()
    assert lying is None or isinstance(lying, Audit)
    assert looked[0]["/good"] is not None  # it was audited after both


def test_no_audit_reaches_what_is_out_of_reach(looked: Looked) -> None:
    found, asked = looked
    assert found["/away"] is not None
    assert "/canary" not in asked


def test_pages_that_are_only_rendered_are_not_audited() -> None:
    async def story() -> None:
        async with audits(Counter()) as (url, pool):
            assert (await pool.render(f"{url}/bad", {"127.0.0.1"})).audit is None

    asyncio.run(story())
