"""Old servers: those that know nothing of secure renegotiation, which browsers still let in.

libcurl's OpenSSL does not, and cannot be told to; Python's can.
"""

import ssl
from typing import Protocol

import aiohttp
import pycurl as curl
from scrapy import Request
from yarl import URL

from govsweep.egress_policy import EgressPolicy
from govsweep.resolving import EgressResolver

_LEGACY_SERVER_CONNECT = 0x4  # ssl.OP_LEGACY_SERVER_CONNECT, which Python names from 3.12 on


class TransferSink(Protocol):
    """What takes an answer in as it comes; -1 from a call breaks it off."""

    request: Request

    def take_header(self, line: bytes) -> int | None:
        """Take a line of the head."""

    def take_body(self, chunk: bytes) -> int | None:
        """Take a piece of the body."""


class LegacyTls:
    """Transfers as `Transfers` does, for the few servers that need it."""

    def __init__(self, egress: EgressPolicy) -> None:
        self._egress = egress
        self._session: aiohttp.ClientSession | None = None

    async def run(self, sink: TransferSink) -> tuple[int, str]:
        """Ask for what an sink wants; gives libcurl's code and why, as `Transfers` does."""
        request = sink.request
        session = self._session = self._session or self._opened()
        try:
            async with session.request(
                request.method,
                URL(request.url, encoded=True),
                headers=request.headers.to_tuple_list(),
                timeout=aiohttp.ClientTimeout(total=request.meta.get("download_timeout")),
                allow_redirects=False,
                data=request.body or None,
            ) as response:
                await _take(response, sink)
        except TimeoutError as error:
            return curl.E_OPERATION_TIMEDOUT, str(error)
        except aiohttp.ClientPayloadError as error:
            return curl.E_PARTIAL_FILE, str(error)
        except (aiohttp.ClientSSLError, aiohttp.ClientConnectorError) as error:
            # The host was there a moment ago: what fails is the handshake.
            return curl.E_SSL_CONNECT_ERROR, str(error)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            return curl.E_RECV_ERROR, str(error)
        return curl.E_OK, ""

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientSession:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        context.options |= _LEGACY_SERVER_CONNECT
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(ssl=context, resolver=EgressResolver(self._egress)),
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            skip_auto_headers=("Accept", "Accept-Encoding", "User-Agent"),
        )


async def _take(response: aiohttp.ClientResponse, sink: TransferSink) -> None:
    sink.take_header(f"HTTP/1.1 {response.status}\r\n".encode())
    for name, value in response.raw_headers:
        sink.take_header(name + b": " + value)
    broken_off = sink.take_header(b"\r\n")
    if broken_off:
        return
    async for chunk in response.content.iter_any():
        broken_off = sink.take_body(chunk)
        if broken_off:
            return
