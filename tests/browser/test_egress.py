"""The browser's only way out, by real sockets."""

import asyncio
from base64 import b64encode
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web

from govsweep.browser.egress import EgressProxy
from govsweep.egress_policy import EgressPolicy


async def serve(answer: str) -> tuple[web.AppRunner, str]:
    async def hello(request: web.Request) -> web.Response:
        return web.Response(
            text=f"{answer} {request.method} {request.path_qs} {await request.text()}"
        )

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", hello)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}"


def story(act: Callable[[str, str, EgressProxy], Awaitable[None]]) -> None:
    async def all_of_it() -> None:
        known, site = await serve("site")
        unknown, secret = await serve("secret")
        try:
            async with EgressProxy(EgressPolicy([site])) as proxy:
                await act(site, secret, proxy)
        finally:
            await known.cleanup()
            await unknown.cleanup()

    asyncio.run(all_of_it())


def basic(proxy: EgressProxy) -> str:
    words = proxy.credentials
    return "Basic " + b64encode(f"{words['username']}:{words['password']}".encode()).decode()


async def ask(proxy: EgressProxy, url: str, *, known: bool = True, body: str = "") -> str:
    """What a client of the proxy gets: the status, then the text."""
    port = proxy.credentials["server"].rpartition(":")[2]
    reader, writer = await asyncio.open_connection("127.0.0.1", int(port))
    sent = body.encode()
    lines = [f"{'POST' if body else 'GET'} {url} HTTP/1.1", "Host: any", "Connection: keep-alive"]
    lines += [f"Content-Length: {len(sent)}"] if body else []
    lines += [f"Proxy-Authorization: {basic(proxy)}"] if known else []
    writer.write("\r\n".join([*lines, "", ""]).encode() + sent)
    answer = await reader.read()
    writer.close()
    head, _, text = answer.decode().partition("\r\n\r\n")
    return f"{head.split()[1]} {text}"


def test_it_hands_on_what_the_registry_reaches() -> None:
    async def act(site: str, _: str, proxy: EgressProxy) -> None:
        assert await ask(proxy, f"{site}/a?b=1") == "200 site GET /a?b=1 "
        assert await ask(proxy, f"{site}/a", body="行") == "200 site POST /a 行"

    story(act)


def test_it_refuses_another_port_of_this_machine_and_says_so() -> None:
    async def act(_: str, secret: str, proxy: EgressProxy) -> None:
        assert await ask(proxy, f"{secret}/") == "403 "
        assert proxy.refused == ["127.0.0.1"]

    story(act)


def test_it_lets_nobody_out_without_its_password() -> None:
    async def act(site: str, _: str, proxy: EgressProxy) -> None:
        assert await ask(proxy, f"{site}/", known=False) == "407 "

    story(act)


@pytest.mark.parametrize("place", ["127.0.0.1:{port}", "[::1]:{port}", "localhost:{port}"])
def test_a_tunnel_is_held_to_the_same(place: str) -> None:
    async def act(_: str, secret: str, proxy: EgressProxy) -> None:
        port = secret.rpartition(":")[2]
        server = proxy.credentials["server"].rpartition(":")[2]
        reader, writer = await asyncio.open_connection("127.0.0.1", int(server))
        head = f"CONNECT {place.format(port=port)} HTTP/1.1\r\n"
        writer.write(f"{head}Proxy-Authorization: {basic(proxy)}\r\n\r\n".encode())
        assert (await reader.read(64)).startswith(b"HTTP/1.1 403")
        writer.close()

    story(act)


def test_it_goes_on_by_the_proxy_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    async def all_of_it() -> None:
        upstream, url = await serve("upstream")
        monkeypatch.setenv("http_proxy", url)
        monkeypatch.setenv("no_proxy", "")
        try:
            async with EgressProxy(EgressPolicy(["http://www.qinghe.gov.cn/"])) as proxy:
                answer = await ask(proxy, "http://www.qinghe.gov.cn/a?b=1")
                assert answer.startswith("200 upstream GET")
        finally:
            await upstream.cleanup()

    asyncio.run(all_of_it())
