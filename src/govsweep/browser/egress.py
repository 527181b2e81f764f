"""A forward proxy on loopback: the only way out that a browser of ours has.

It connects to what the reach of the registry holds, by the very address that was asked about, and
hands on to the proxies of the environment where there are some. It wants a password, so that
nothing else on this machine goes out by it.
"""

import asyncio
import secrets
from base64 import b64encode
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple, Self
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from govsweep.address_zones import AddressZone, zone
from govsweep.addresses import path_of
from govsweep.egress_policy import EgressPolicy, port_of
from govsweep.resolving import EgressResolver, OutOfReachError

_USER = "govsweep"
_HEAD_MOST = 64 * 1024
_HEAD_SECONDS, _CONNECT_SECONDS = 15.0, 15.0
_CHUNK = 64 * 1024
_NOT_HANDED_ON = frozenset({"proxy-authorization", "proxy-connection", "connection", "keep-alive"})

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Head(NamedTuple):
    """The head of a request to a proxy."""

    method: str
    target: str  # `host:port` of CONNECT, else an absolute address
    headers: tuple[tuple[str, str], ...]

    @property
    def place(self) -> tuple[str, int]:
        """The host and port it asks for; raises `ValueError` where it names none."""
        url = f"https://{self.target}" if self.method == "CONNECT" else self.target
        name, port = urlsplit(url).hostname, port_of(url)
        if not name or not port:
            raise ValueError(self.target)
        return name, port

    def password(self) -> str:
        """What it offers to be let in."""
        return next((value for name, value in self.headers if name == "proxy-authorization"), "")


class EgressProxy:
    """Serves on loopback from `async with` until its end."""

    def __init__(self, policy: EgressPolicy) -> None:
        self._policy = policy
        self._resolver: EgressResolver | None = None
        self._secret = secrets.token_urlsafe(24)
        self._proxies = {name: url for name, url in getproxies().items() if name != "no"}
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self.refused: list[str] = []  # hosts that nobody may be sent to, as they were asked for

    async def __aenter__(self) -> Self:
        self._resolver = EgressResolver(self._policy)
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_HEAD_MOST)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.close()
            for writer in tuple(self._open):
                writer.close()
            await self._server.wait_closed()
        if self._resolver is not None:
            await self._resolver.close()

    @property
    def credentials(self) -> Mapping[str, str]:
        """Its address, user and password, by the names that playwright has for them."""
        assert self._server is not None  # noqa: S101 - it serves
        port = self._server.sockets[0].getsockname()[1]
        return {
            "server": f"http://127.0.0.1:{port}",
            "username": _USER,
            "password": self._secret,
            "bypass": "<-loopback>",  # loopback too goes by here
        }

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            async with asyncio.timeout(_HEAD_SECONDS):
                head = _parse(await reader.readuntil(b"\r\n\r\n"))
            await self._answer(head, reader, writer)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, OSError):
            pass  # it went away, or never asked
        except (OutOfReachError, ValueError):
            await _say(writer, "403 Forbidden")
        finally:
            self._open.discard(writer)
            writer.close()

    async def _answer(
        self, head: Head, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        given = head.password().removeprefix("Basic ").strip()
        wanted = b64encode(f"{_USER}:{self._secret}".encode()).decode()
        if not secrets.compare_digest(given, wanted):
            await _say(writer, "407 Proxy Authentication Required", 'Basic realm="govsweep"')
            return
        name, port = head.place
        try:
            upstream, opening = await self._connect(head, name, port)
        except OutOfReachError:
            self.refused.append(name)
            raise
        except (OSError, TimeoutError):
            await _say(writer, "502 Bad Gateway")
            return
        self._open.add(upstream[1])
        try:
            if opening:
                upstream[1].write(opening)
            else:
                writer.write(b"HTTP/1.1 200 Connection Established\r\n\r\n")
            await _join((reader, writer), upstream)
        finally:
            self._open.discard(upstream[1])
            upstream[1].close()

    async def _connect(self, head: Head, name: str, port: int) -> tuple[Streams, bytes]:
        """A connection to where a request leads, and what is to be said there first."""
        if not self._may_ask(name, port):
            raise OutOfReachError(name)
        tunnel = head.method == "CONNECT"
        proxy = self._proxies.get("https" if tunnel else "http")
        if proxy and not proxy_bypass(name):
            proxy = proxy if "://" in proxy else f"http://{proxy}"
            streams = await self._dial(urlsplit(proxy).hostname or "", port_of(proxy))
            if not tunnel:
                return streams, _head(head, head.target)
            await _tunnel(streams, f"{name}:{port}")
            return streams, b""
        streams = await self._dial(name, port)
        return streams, b"" if tunnel else _head(head, path_of(head.target))

    def _may_ask(self, name: str, port: int) -> bool:
        """Whether a page's script may send us there: what is not public, registered alone."""
        within = self._policy.holds(name, port, name)
        return within and (zone(name) is AddressZone.PUBLIC or self._policy.names(name, port))

    async def _dial(self, name: str, port: int) -> Streams:
        assert self._resolver is not None  # noqa: S101 - it serves
        async with asyncio.timeout(_CONNECT_SECONDS):
            for found in (candidates := await self._resolver.resolve(name, port)):
                with suppress(OSError):
                    return await asyncio.open_connection(found["host"], port)
        raise ConnectionError(f"{name}:{port} 无法连接（{len(candidates)} 个地址）")


def _parse(raw: bytes) -> Head:
    first, *lines = raw.decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines if line)
    return Head(
        method.upper(),
        target,
        tuple((name.strip().lower(), value.strip()) for name, _, value in pairs),
    )


def _head(head: Head, target: str) -> bytes:
    kept = [f"{name}: {value}" for name, value in head.headers if name not in _NOT_HANDED_ON]
    lines = [f"{head.method} {target} HTTP/1.1", *kept, "Connection: close", "", ""]
    return "\r\n".join(lines).encode("latin-1")


async def _tunnel(streams: Streams, place: str) -> None:
    reader, writer = streams
    writer.write(f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n\r\n".encode("latin-1"))
    async with asyncio.timeout(_CONNECT_SECONDS):
        answer = await reader.readuntil(b"\r\n\r\n")
    if answer.split(b" ", 2)[1:2] != [b"200"]:
        writer.close()
        raise ConnectionError(place)


async def _say(writer: asyncio.StreamWriter, status: str, challenge: str = "") -> None:
    with suppress(OSError):
        wanted = f"Proxy-Authenticate: {challenge}\r\n" if challenge else ""
        writer.write(f"HTTP/1.1 {status}\r\n{wanted}Content-Length: 0\r\n\r\n".encode("latin-1"))
        await writer.drain()


async def _join(one: Streams, other: Streams) -> None:
    """Carry bytes both ways until either side has said all and the other has answered."""
    await asyncio.gather(_carry(one[0], other[1]), _carry(other[0], one[1]))


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while chunk := await reader.read(_CHUNK):
            writer.write(chunk)
            await writer.drain()
    with suppress(OSError, RuntimeError):
        if writer.can_write_eof():
            writer.write_eof()
