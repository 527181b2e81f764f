"""IPv6: whether DNS has an address of a home page's host, and what a visitor over IPv6 gets.

A machine without a way to IPv6, or behind a proxy, cannot tell: then nothing is asked for, and
what would have come stays unknown.
"""

import asyncio
import socket
import ssl
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies, proxy_bypass

import msgspec

from govsweep.address_zones import literal
from govsweep.egress_policy import EgressPolicy, port_of
from govsweep.facts import Failure, View
from govsweep.spiders.assignment import PageReader

AGENT = "ipv6"
_SECONDS = 15.0
_MOST = 1_000_000  # bytes of an answer
_NOWHERE = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))


class _Ipv6Answer(NamedTuple):
    status: int
    content_type: str
    body: bytes


async def ipv6_view(url: str, policy: EgressPolicy, read: PageReader, agent: str) -> View:
    """The home page at this address as a visitor over IPv6 gets it."""
    parts = urlsplit(url)
    name, port = parts.hostname or "", port_of(url)
    addresses = None if literal(name) else await _addresses(name, port)
    view = View(agent=AGENT, addresses=addresses)
    held = [one for one in addresses or () if policy.holds(name, port, one)]
    way = next((one for one in held if _has_way(one, port)), "")
    if not way or _goes_by_proxy(parts):
        return view
    view = msgspec.structs.replace(view, routed=True)
    try:
        async with asyncio.timeout(_SECONDS):
            answer = await _ask(parts, way, port, agent)
    except TimeoutError:
        return msgspec.structs.replace(view, failure=Failure.TIMEOUT)
    except ssl.SSLError:
        return msgspec.structs.replace(view, failure=Failure.TLS)
    except (OSError, EOFError, ValueError):
        return msgspec.structs.replace(view, failure=Failure.REFUSED)
    if answer.status >= 400:
        return msgspec.structs.replace(view, failure=Failure.STATUS)
    page = read(answer.body, url=url, content_type=answer.content_type, home=True)
    return msgspec.structs.replace(view, title=page.document_title)


async def _addresses(name: str, port: int) -> tuple[str, ...] | None:
    """What DNS tells of a host: its IPv6 addresses; None where DNS does not know the host."""
    found = await _looked_up(name, port, socket.AF_INET6)
    if found:
        return found
    if found is None or not await _looked_up(name, port, socket.AF_INET):
        return None
    return ()


async def _looked_up(name: str, port: int, family: int) -> tuple[str, ...] | None:
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(_SECONDS):
            found = await loop.getaddrinfo(name, port, family=family, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        return () if error.errno in _NOWHERE else None
    except (TimeoutError, OSError, UnicodeError):
        return None
    return tuple(dict.fromkeys(str(where[0]) for *_, where in found))


def _has_way(address: str, port: int) -> bool:
    """Whether this machine has a route there; nothing is sent."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as probe:
            probe.connect((address, port))
            return True
    except OSError:
        return False


def _goes_by_proxy(parts: SplitResult) -> bool:
    proxies = getproxies()
    named = proxies.get(parts.scheme) or proxies.get("all")
    return bool(named) and not proxy_bypass(parts.netloc)


async def _ask(parts: SplitResult, address: str, port: int, agent: str) -> _Ipv6Answer:
    secure = parts.scheme == "https"
    reader, writer = await asyncio.open_connection(
        address,
        port,
        ssl=_context() if secure else None,
        server_hostname=parts.hostname if secure else None,
    )
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        head = (
            f"GET {path} HTTP/1.0\r\nHost: {parts.netloc}\r\nUser-Agent: {agent}\r\n"
            "Accept: text/html\r\nConnection: close\r\n\r\n"
        )
        writer.write(head.encode("latin-1", "replace"))
        await writer.drain()
        return _parsed(await _all_of(reader))
    finally:
        writer.close()


async def _all_of(reader: asyncio.StreamReader) -> bytes:
    came = bytearray()
    while len(came) < _MOST and (chunk := await reader.read(65_536)):
        came += chunk
    return bytes(came)


def _parsed(raw: bytes) -> _Ipv6Answer:
    head, parting, body = raw.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    status = int(first.split(" ", 2)[1]) if parting and first.count(" ") else 0
    if not status:
        raise ValueError("no answer of HTTP")
    heads = {
        name.strip().lower(): told.strip() for name, _, told in (x.partition(":") for x in lines)
    }
    return _Ipv6Answer(status, heads.get("content-type", ""), body)


def _context() -> ssl.SSLContext:
    """As the crawl reads on whatever a certificate says: that is looked at apart."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
