"""Whether a host has an address of IPv6 and answers there, by this machine's own resolver."""

import asyncio
import socket
from collections.abc import Iterator

import pytest

from govsweep.facts import Failure, View
from govsweep.spiders import ipv6
from govsweep.spiders.ipv6 import AGENT, ipv6_view


@pytest.fixture(autouse=True)
def without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def port() -> Iterator[int]:
    """A port on which this machine answers over IPv6."""
    try:
        server = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("this machine has no IPv6")
    with server:
        yield server.getsockname()[1]


def look(url: str) -> View | None:
    return asyncio.run(ipv6_view(url))


def test_a_host_with_an_address_or_without(port: int) -> None:
    try:
        socket.getaddrinfo("localhost", port, socket.AF_INET6)
        has = True
    except socket.gaierror:
        has = False
    seen = look(f"http://localhost:{port}/")
    assert seen == View(agent=AGENT, failure=None if has else Failure.DNS)


def test_what_connecting_tells(port: int) -> None:
    assert ipv6._connected("::1", port) == View(agent=AGENT)
    with socket.socket(socket.AF_INET6) as free:
        free.bind(("::1", 0))  # and does not listen
        seen = ipv6._connected("::1", free.getsockname()[1])
    assert seen == View(agent=AGENT, failure=Failure.REFUSED)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://[::1]/", "http://no-such-name.invalid/", "http://", "x"]
)
def test_what_cannot_be_known(url: str) -> None:
    assert look(url) is None


def test_behind_a_proxy_nothing_is_known(monkeypatch: pytest.MonkeyPatch, port: int) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    assert look(f"http://localhost:{port}/") is None
