"""The way to a home page over IPv6: servers on ::1, names in this machine's own resolver."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from govsweep.egress_policy import EgressPolicy
from govsweep.facts import Failure, Page, View
from govsweep.reading import read_page
from govsweep.spiders import ipv6
from govsweep.spiders.ipv6 import ipv6_view

NAME = "www.qinghe.gov.cn"


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as one:
            one.bind(("::1", 0))
            return True
    except OSError:
        return False


needs_ipv6 = pytest.mark.skipif(not has_ipv6(), reason="no ::1 on this machine")


def read(body: bytes, *, url: str, content_type: str, home: bool) -> Page:
    return read_page(body, url=url, content_type=content_type, home=home)


class Names:
    """What DNS tells, in its own two voices: IPv4 and IPv6."""

    def __init__(self, four: list[str], six: list[str] | None) -> None:
        self.four, self.six = four, six

    def __call__(self, name: str, port: int, family: int = 0, *_: object) -> list[object]:
        found = self.six if family == socket.AF_INET6 else self.four
        if found is None:
            raise socket.gaierror(socket.EAI_AGAIN, "try again")
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, "not known")
        return [(family, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    yield


@asynccontextmanager
async def served(status: int = 200) -> AsyncIterator[int]:
    async def answer(request: web.Request) -> web.Response:
        assert request.headers["Host"].startswith(NAME)
        text = "<html><head><title>清禾市人民政府</title></head><body>六</body></html>"
        return web.Response(text=text, status=status, content_type="text/html")

    app = web.Application()
    app.router.add_route("GET", "/{path:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "::1", 0).start()
    try:
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def seen(port: int, *, registered: str = "") -> View:
    url = f"http://{NAME}:{port}/"
    policy = EgressPolicy([registered or url])
    return asyncio.run(ipv6_view(url, policy, read, "t"))


def test_a_name_that_dns_gives_no_ipv6_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names(["203.0.113.1"], []))
    view = seen(80)
    assert (view.addresses, view.routed) == ((), False)


@pytest.mark.parametrize("names", [Names([], []), Names(["203.0.113.1"], None)])
def test_a_name_that_dns_does_not_know_tells_nothing(
    monkeypatch: pytest.MonkeyPatch, names: Names
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", names)
    assert seen(80).addresses is None


def test_an_address_in_numbers_is_no_name() -> None:
    url = "http://127.0.0.1:9/"
    view = asyncio.run(ipv6_view(url, EgressPolicy([url]), read, "t"))
    assert (view.addresses, view.routed) == (None, False)


def test_an_address_to_which_there_is_no_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names(["203.0.113.1"], ["2001:db8::1"]))
    monkeypatch.setattr(ipv6, "_has_way", lambda *_: False)
    view = seen(80)
    assert (view.addresses, view.routed, view.failure) == (("2001:db8::1",), False, None)


def test_a_proxy_is_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names(["203.0.113.1"], ["2001:db8::1"]))
    monkeypatch.setattr(ipv6, "_has_way", lambda *_: True)
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:3128")
    assert not seen(80).routed


def test_what_is_out_of_reach_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names(["203.0.113.1"], ["::1"]))
    view = seen(80)  # a public name that leads to this machine
    assert (view.addresses, view.routed) == (("::1",), False)


@needs_ipv6
@pytest.mark.parametrize(("status", "failure"), [(200, None), (503, Failure.STATUS)])
def test_a_home_page_over_ipv6(
    monkeypatch: pytest.MonkeyPatch, status: int, failure: Failure | None
) -> None:
    monkeypatch.setattr(EgressPolicy, "holds", lambda *_: True)
    real = socket.getaddrinfo

    async def story() -> View:
        async with served(status) as port:
            names = Names(["203.0.113.1"], ["::1"])

            def looked_up(name: str, *rest: object, **words: object) -> object:
                if name == NAME:
                    return names(name, port, words.get("family") or rest[1])  # type: ignore[arg-type]
                return real(name, *rest, **words)  # type: ignore[arg-type]

            monkeypatch.setattr(socket, "getaddrinfo", looked_up)
            return await ipv6_view(f"http://{NAME}:{port}/", EgressPolicy([]), read, "t")

    view = asyncio.run(story())
    assert view.routed
    assert view.failure is failure
    assert view.title == ("" if failure else "清禾市人民政府")


@needs_ipv6
def test_nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EgressPolicy, "holds", lambda *_: True)
    with socket.socket(socket.AF_INET6) as taken:
        taken.bind(("::1", 0))
        port = taken.getsockname()[1]
        real = socket.getaddrinfo

        def looked_up(name: str, *rest: object, **words: object) -> object:
            if name == NAME:
                return Names([], ["::1"])(name, port, socket.AF_INET6)
            return real(name, *rest, **words)  # type: ignore[arg-type]

        monkeypatch.setattr(socket, "getaddrinfo", looked_up)
        view = asyncio.run(ipv6_view(f"http://{NAME}:{port}/", EgressPolicy([]), read, "t"))
    assert view.failure is Failure.REFUSED
