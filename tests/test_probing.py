"""Probing over real HTTP: what a visit to a home page may come to."""

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator
from itertools import pairwise

import aiohttp
import pytest
from aiohttp import web
from aiohttp.typedefs import Handler

from govsweep import probing
from govsweep.facts import Failure, Probe, Site


async def _fine(request: web.Request) -> web.Response:
    return web.Response(text="你好" * 1000)


async def _broken(request: web.Request) -> web.Response:
    return web.Response(status=503)


async def _walled(request: web.Request) -> web.Response:
    return web.Response(status=521)


async def _cut(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b"x")
    assert request.transport is not None
    request.transport.abort()
    return response


async def _round(request: web.Request) -> web.Response:
    raise web.HTTPFound("/round")


async def _slow(request: web.Request) -> web.Response:
    await asyncio.sleep(5)
    return web.Response()


async def _moved(request: web.Request) -> web.Response:
    await asyncio.sleep(0.2)
    raise web.HTTPFound("/fine")


async def _inward(request: web.Request) -> web.Response:
    raise web.HTTPFound("http://169.254.169.254/latest/meta-data")


@pytest.fixture(autouse=True)
def quick_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probing, "SPACING", 0.05)


@contextlib.asynccontextmanager
async def server(asked: list[float] | None = None) -> AsyncIterator[str]:
    @web.middleware
    async def count(request: web.Request, handler: Handler) -> web.StreamResponse:
        if asked is not None:
            asked.append(time.monotonic())
        return await handler(request)

    app = web.Application(middlewares=[count])
    for handler in (_fine, _broken, _walled, _cut, _round, _slow, _moved, _inward):
        app.router.add_get(f"/{handler.__name__.strip('_')}", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def probed(path: str) -> Probe:
    async def once() -> Probe:
        async with server() as root:
            site = Site(identifier="5118000001", name="甲", url=f"{root}/{path}")
            ((identifier, probe),) = await probing.probe_all([site], "test")
            assert identifier == site.identifier
            return probe

    return asyncio.run(once())


def test_a_page_that_opens_is_timed_to_its_last_byte() -> None:
    probe = probed("fine")
    assert (probe.status, probe.failure) == (200, None)
    assert probe.elapsed is not None


@pytest.mark.parametrize(
    ("path", "failure", "status"),
    [
        ("broken", Failure.STATUS, 503),
        ("none", Failure.STATUS, 404),
        ("walled", Failure.BLOCKED, 521),
        ("cut", Failure.LOST, 200),
        ("round", Failure.REDIRECT_LOOP, None),
        ("inward", Failure.BLOCKED, None),
    ],
)
def test_a_page_that_does_not(path: str, failure: Failure, status: int | None) -> None:
    probe = probed(path)
    assert (probe.failure, probe.status) == (failure, status)


def test_a_site_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probing, "LIMIT", 0.3)
    assert probed("slow").failure is Failure.TIMEOUT


def test_a_port_where_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    site = Site(identifier="5118000001", name="甲", url=f"http://127.0.0.1:{port}/")
    ((_, probe),) = asyncio.run(probing.probe_all([site], "test"))
    assert (probe.failure, probe.elapsed) == (Failure.REFUSED, None)


def test_a_registered_name_that_leads_to_this_machine_is_not_visited(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for variable in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.delenv(variable, raising=False)

    async def here(self: object, host: str, port: int = 0, family: int = 0) -> list[dict]:
        return [
            {"hostname": host, "host": "127.0.0.1", "port": port}
            | {"family": socket.AF_INET, "proto": 0, "flags": 0}
        ]

    monkeypatch.setattr(aiohttp.DefaultResolver, "resolve", here)

    async def once() -> Probe:
        async with server() as root:
            port = root.rpartition(":")[2]
            site = Site(identifier="5118000001", name="甲", url=f"http://gov.example:{port}/fine")
            ((_, probe),) = await probing.probe_all([site], "test")
            return probe

    assert asyncio.run(once()).failure is Failure.BLOCKED


def test_one_host_is_asked_in_turn_its_redirects_counted_and_nobody_s_time_is_longer_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spacing = 0.5
    monkeypatch.setattr(probing, "SPACING", spacing)
    monkeypatch.setattr(probing, "LIMIT", spacing * 7)  # the last waits for eight turns
    asked: list[float] = []
    late = [0.0]  # seconds by which a busy machine let a request come too late

    async def tick() -> None:
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.01)
            late.append(time.monotonic() - before - 0.01)

    async def once() -> list[tuple[str, Probe]]:
        async with server(asked) as root:
            ticking = asyncio.create_task(tick())
            sites = [
                Site(identifier=f"511800000{number}", name="甲", url=f"{root}/{path}")
                for number, path in enumerate(("moved", "fine") * 3)
            ]
            probes = await probing.probe_all(sites, "test")
            ticking.cancel()
            return probes

    probes = [probe for _, probe in asyncio.run(once())]
    assert [probe.failure for probe in probes] == [None] * 6
    assert all(probe.elapsed is not None and probe.elapsed < spacing * 7 for probe in probes)
    gaps = [later - earlier for earlier, later in pairwise(asked)]
    assert len(asked) == 9
    assert sum(gaps) > spacing * 8 * 0.9
    assert min(gaps) > spacing * 0.5 - max(late)  # it looks at its watch too late, too
