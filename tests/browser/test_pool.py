"""Rendering by a real browser, of pages served on loopback."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import NamedTuple

import pytest
from aiohttp import web

from govsweep.browser.program import missing, program
from govsweep.egress_policy import EgressPolicy
from govsweep.facts import Failure

if any(missing()):
    pytest.skip("no browser on this machine", allow_module_level=True)

from govsweep.browser.pool import Rendered, RenderLimits, RenderPool

LIST = """<html><body><ul id="list"></ul><img src="/picture.png"><script>
fetch("/rows.json").then(answer => answer.json()).then(rows => {
  for (const row of rows) list.innerHTML += `<li><a href="${row.url}">${row.title}</a></li>`;
});
</script></body></html>"""
ROWS = '[{"url": "/a/1.html", "title": "关于开展防汛检查的通知"}]'
PAGES = {
    "/list": LIST,
    "/endless": "<html><body><p>1</p><script>while (true) {}</script></body></html>",
    "/greedy": """<html><body><script>
        const kept = []; setTimeout(() => { while (true) kept.push(new Array(1e6).fill(kept)); });
        </script></body></html>""",
    "/popup": "<html><body><p>正文</p><script>window.open('/other')</script></body></html>",
    "/chatty": """<html><body><p>正文</p><script>
        for (let n = 0; n < 50; n++) fetch("/rows.json?" + n);</script></body></html>""",
    "/huge": """<html><body><p id="p"></p><script>
        p.textContent = "长".repeat(9000)</script></body></html>""",
    "/worker": """<html><body><p>正文</p><script>
        navigator.serviceWorker.register("/rows.json").catch(() => {});
        new WebSocket("ws://" + location.host + "/socket");</script></body></html>""",
}


ROOMY = RenderLimits()


class Site(NamedTuple):
    """A site that counts what it is asked for."""

    url: str
    asked: Counter[str]


@asynccontextmanager
async def served(pages: dict[str, str]) -> AsyncIterator[Site]:
    asked: Counter[str] = Counter()

    async def answer(request: web.Request) -> web.Response:
        asked[request.path] += 1
        if request.path == "/rows.json":
            return web.Response(text=ROWS, content_type="application/json")
        if request.path in pages:
            return web.Response(text=pages[request.path], content_type="text/html")
        if target := request.query.get("to"):
            raise web.HTTPFound(target)
        raise web.HTTPNotFound

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    try:
        yield Site(f"http://127.0.0.1:{port}", asked)
    finally:
        await runner.cleanup()


@asynccontextmanager
async def pool(
    *sites: Site, limits: RenderLimits = ROOMY, paced: Counter[str] | None = None
) -> AsyncIterator[Callable[[str], Awaitable[Rendered]]]:
    async def pace(name: str) -> None:
        if paced is not None:
            paced[name] += 1

    browser = program()
    assert browser is not None
    async with RenderPool(
        browser,
        policy=EgressPolicy(one.url for one in sites),
        pace=pace,
        user_agent="t",
        limits=limits,
    ) as opened:
        yield lambda url: opened.render(url, {"127.0.0.1"})


def run(story: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(story())  # type: ignore[arg-type]


def test_a_list_that_its_script_fills_is_there_and_pictures_are_not_asked_for() -> None:
    async def story() -> None:
        paced: Counter[str] = Counter()
        async with served(PAGES) as site, pool(site, paced=paced) as render:
            rendered = await render(f"{site.url}/list")
            assert rendered.failure is None
            assert '<a href="/a/1.html">关于开展防汛检查的通知</a>' in rendered.html
            assert site.asked == {"/list": 1, "/rows.json": 1}
            assert paced == {"127.0.0.1": 2}

    run(story)


TOO_MUCH = {
    "/endless": Failure.TIMEOUT,
    "/greedy": Failure.CRASHED,
    "/huge": Failure.TOO_LARGE,
}


def test_pages_that_take_too_much_spoil_themselves_only() -> None:
    async def story() -> None:
        limits = RenderLimits(seconds=8, characters=5_000)
        async with served(PAGES) as site, pool(site, limits=limits) as render:
            for path, failure in TOO_MUCH.items():
                spoilt, sound = await asyncio.gather(
                    render(f"{site.url}{path}"), render(f"{site.url}/list")
                )
                assert spoilt.failure in {failure, Failure.TIMEOUT}, path
                assert not spoilt.html
                again = await render(f"{site.url}/list")
                assert "防汛检查" in again.html, path
                assert sound.failure in {None, Failure.CRASHED, Failure.TIMEOUT}

    run(story)


def test_requests_beyond_the_most_are_not_made() -> None:
    async def story() -> None:
        async with served(PAGES) as site, pool(site, limits=RenderLimits(requests=10)) as render:
            assert "正文" in (await render(f"{site.url}/chatty")).html
            assert sum(site.asked.values()) == 10

    run(story)


def test_windows_workers_and_sockets_lead_nowhere() -> None:
    async def story() -> None:
        async with served(PAGES) as site, pool(site) as render:
            for path in ("/popup", "/worker"):
                site.asked.clear()
                assert "正文" in (await render(f"{site.url}{path}")).html
                assert set(site.asked) == {path}

    run(story)


WAYS = {
    "fetch": "<p>正文</p><script>fetch('{url}').catch(() => {{}})</script>",
    "form": "<p>正文</p><form id=f method=post action='{url}'></form><script>f.submit()</script>",
    "frame": "<p>正文</p><iframe src='{url}'></iframe>",
    "location": "<p>正文</p><script>location = '{url}'</script>",
    "refresh": "<meta http-equiv=refresh content='0;url={url}'><p>正文</p>",
    "script": "<p>正文</p><script src='{url}'></script>",
    "style": "<style>@import '{url}';</style><p>正文</p>",
    "beacon": "<p>正文</p><script>navigator.sendBeacon('{url}')</script>",
    "prefetch": "<link rel=prefetch href='{url}'><link rel=preconnect href='{url}'><p>正文</p>",
    "source": "<p>正文</p><script>new EventSource('{url}')</script>",
    "redirected": "<p>正文</p><script>fetch('/x?to={url}').catch(() => {{}})</script>",
}


def test_nothing_leads_to_a_service_of_this_machine() -> None:
    async def story() -> None:
        async with served({}) as secret:
            pages = {
                f"/{way}": f"<html><body>{page.format(url=f'{secret.url}/{way}')}</body></html>"
                for way, page in WAYS.items()
            }
            async with served(pages) as site, pool(site) as render:
                await asyncio.gather(*(render(site.url + path) for path in pages))
            assert not secret.asked
            assert set(pages) <= set(site.asked)

    run(story)


def test_a_page_that_leads_to_another_host_is_blocked_and_one_that_is_not_there_is_a_loss() -> None:
    async def story() -> None:
        async with served(PAGES) as site, pool(site) as render:
            port = site.url.rpartition(":")[2]
            rendered = await render(f"{site.url}/x?to=http://localhost:{port}/list")
            assert rendered.failure in {Failure.BLOCKED, Failure.LOST}
            assert not rendered.html
            assert "/list" not in site.asked
            gone = await render("http://127.0.0.1:9/")
            assert gone.failure in {Failure.LOST, Failure.BLOCKED}
            assert not gone.html

    run(story)
