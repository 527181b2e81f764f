"""A transfer: what comes in answer to one request, as it comes, until it is a response."""

from collections.abc import Callable
from ipaddress import ip_address
from socket import socket as Socket
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import pycurl as curl
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    StopDownload,
    UnsupportedURLSchemeError,
)
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes
from twisted.python.failure import Failure as RaisedFailure

from govsweep.address_zones import AddressZone, zone
from govsweep.egress_policy import EgressPolicy, port_of

_BROKEN_OFF = -1  # what a callback answers to have no more
_HEAD_MOST = 262_144  # bytes of a head; browsers take no more either

_OUT_OF_REACH = (
    "{} 指向本机、内部网络或云主机的元数据地址，登记表里没有这个网站，未连接。"
    "要访问自己的测试服务器，请用设置 REGISTERED_HOSTS 写明，如 REGISTERED_HOSTS=http://127.0.0.1:8000"
)

# How many bytes of a body are enough, by its head and its length if that is announced; None: all.
BodyLimit = Callable[[Headers, int | None, Request], int | None]
BODY_LIMIT = "body_limit"  # the key in a request's meta
ANSWERED = "answered"  # the key of an answer that came already: it is not asked for again


class BlockedError(DownloadCancelledError):
    """A name stands where nobody may be sent."""


class TlsError(DownloadFailedError):
    """No encrypted connection came about."""


_ERRORS: dict[int, type[Exception]] = {
    curl.E_URL_MALFORMAT: UnsupportedURLSchemeError,
    curl.E_COULDNT_RESOLVE_HOST: CannotResolveHostError,
    curl.E_COULDNT_RESOLVE_PROXY: CannotResolveHostError,
    curl.E_COULDNT_CONNECT: DownloadConnectionRefusedError,
    curl.E_OPERATION_TIMEDOUT: DownloadTimeoutError,
    curl.E_PARTIAL_FILE: ResponseDataLossError,
    curl.E_SSL_CONNECT_ERROR: TlsError,
    curl.E_PEER_FAILED_VERIFICATION: TlsError,
    curl.E_SSL_CIPHER: TlsError,
    curl.E_SSL_CERTPROBLEM: TlsError,
}


class Transfer:
    """One request and what has come in answer to it; libcurl calls it as that comes."""

    def __init__(self, request: Request, egress: EgressPolicy, most: int, crawler: Crawler) -> None:
        self.request = request
        self._crawler = crawler
        self.proxy: str = request.meta.get("proxy") or ""
        self._egress = egress
        self._most = most
        self._began = monotonic()
        self._status = 0
        self._head = 0
        self._lines: list[bytes] = []
        self._headers: Headers | None = None
        self._chunks: list[bytes] = []
        self._size = 0
        self._enough: int | None = None  # bytes; None: it is read whole
        self._too_large = self._out_of_reach = self._stopped = False
        self._stop: StopDownload | None = None  # what a user's listener raised
        self._sockets: list[Socket] = []

    def open_socket(self, _purpose: int, address: Any) -> Any:
        """Open a socket for the very address that is connected to, where that may be."""
        url = self.proxy or self.request.url
        name = urlsplit(url).hostname or ""
        ip = str(address.addr[0]).partition("%")[0]
        within = self._egress.holds(name, port_of(url), ip)
        if not within or (self.proxy and not self._may_be_named()):
            self._out_of_reach = True
            return curl.SOCKET_BAD
        opened = Socket(address.family, address.socktype, address.protocol)
        self._sockets.append(opened)  # libcurl works with a copy
        return opened

    def _may_be_named(self) -> bool:
        """Whether a proxy may be asked for it: the proxy connects where we cannot look."""
        name = urlsplit(self.request.url).hostname or ""
        return zone(name) is AddressZone.PUBLIC or self._egress.holds(
            name, port_of(self.request.url), name
        )

    def close(self) -> None:
        """Close what was opened for it here, and let go of what has come."""
        for opened in self._sockets:
            opened.close()
        self._chunks.clear()

    def take_header(self, line: bytes) -> int | None:
        """Take a line of the head; at its end it is decided how much is read."""
        self._head += len(line)
        if self._head > _HEAD_MOST:
            self._too_large = True
            return _BROKEN_OFF
        if line.startswith(b"HTTP/"):
            self._lines.clear()  # what came before said to go on waiting, or was a proxy's
            self._headers = None
            status = line.split(None, 2)[1:2]
            if not status or not status[0].isdigit():
                return _BROKEN_OFF  # what speaks so is no web server
            self._status = int(status[0])
        elif self._headers is not None:
            pass  # of a trailer
        elif line.strip():
            self._lines.append(line)
        elif self._status >= 200:
            return self._begin()
        return None

    def _begin(self) -> int | None:
        headers = self._headers = _headers(self._lines)
        meta = self.request.meta
        meta["came"] = monotonic()
        meta["began"] = self._began
        meta["download_latency"] = meta["came"] - self._began
        announced = headers.get(b"Content-Length") or b""
        length = int(announced) if announced.isdigit() else None
        limit: BodyLimit | None = meta.get(BODY_LIMIT)
        self._enough = limit(headers, length, self.request) if limit else None
        if self._enough is None and self._most and (length or 0) > self._most:
            self._too_large = True
        elif self._enough == 0 or self._told(
            signals.headers_received, headers=headers, body_length=length
        ):
            self._stopped = True
        return _BROKEN_OFF if self._too_large or self._stopped else None

    def take_body(self, chunk: bytes) -> int | None:
        """Take a piece of the body."""
        self.request.meta["came"] = monotonic()  # here, before anything waits for its turn
        self._size += len(chunk)
        self._chunks.append(chunk)
        enough = self._enough is not None and self._size > self._enough
        if enough or self._told(signals.bytes_received, data=chunk):
            self._stopped = True
        elif self._most and self._size > self._most:
            self._too_large = True
        return _BROKEN_OFF if self._too_large or self._stopped else None

    def _told(self, signal: object, **words: Any) -> bool:
        """Tell a user's listeners; whether one of them has had enough."""
        answers = self._crawler.signals.send_catch_log(
            signal, request=self.request, spider=self._crawler.spider, **words
        )
        for _, answer in answers:
            if isinstance(answer, RaisedFailure) and isinstance(answer.value, StopDownload):
                self._stop = answer.value
        return self._stop is not None

    def response(self, code: int, why: str, ip: str = "") -> Response:
        """The response, with the address that it came from; raises what kept it from coming."""
        if self._too_large:
            raise DownloadCancelledError(f"{self.request.url} is too large")
        if self._out_of_reach and code:
            raise BlockedError(_OUT_OF_REACH.format(self.request.url))
        if (code and not self._stopped) or self._headers is None:
            raise _ERRORS.get(code, DownloadFailedError)(f"{self.request.url}: {why}")
        body = b"".join(self._chunks)
        kind = responsetypes.from_args(headers=self._headers, url=self.request.url, body=body)
        response = kind(
            self.request.url,
            status=self._status,
            body=body,
            flags=["download_stopped"] if self._stopped else None,
            ip_address=ip_address(ip) if ip else None,
            protocol="HTTP/1.1",
        )
        response.headers = self._headers  # given above, they would be copied one by one
        if self._stop is not None:
            self._stop.response = response
            if self._stop.fail:
                raise self._stop
        return response


def _headers(lines: list[bytes]) -> Headers:
    """The fields of a head; to hand them to Scrapy as they are would have each looked at twice."""
    headers = Headers()
    for line in lines:
        name, _, value = line.partition(b":")
        dict.setdefault(headers, name.strip().title(), []).append(value.strip())
    return headers
