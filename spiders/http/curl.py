"""Downloading: Scrapy's requests to libcurl's transfers, and what comes of them to responses."""

from collections.abc import Callable
from socket import socket as Socket
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pycurl as curl
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Headers, Response

from govsweep.reach import Reach, port_of
from govsweep.spiders.http.transfers import Transfers

if TYPE_CHECKING:
    from govsweep.spiders.http.legacy_tls import LegacyTls

_BROKEN_OFF = -1  # what a callback answers to have no more
_NAMES_KEPT = 600  # seconds that an address found for a name holds
_SPARE = 100  # handles that wait to be used again
_TOO_OLD = "unsafe legacy renegotiation"  # what OpenSSL says of servers that browsers let in
_HEAD_MOST = 262_144  # bytes of a head; browsers take no more either


# How many bytes of a body are enough, by its head and its length if that is announced; None: all.
BodyLimit = Callable[[Headers, int | None, Request], int | None]
BODY_LIMIT = "body_limit"  # the key in a request's meta


class BlockedError(DownloadFailedError):
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


class CurlDownloadHandler(BaseDownloadHandler):
    """Downloads by http and https for one worker; connects only to what is within reach."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._most = settings.getint("DOWNLOAD_MAXSIZE")
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._reach = Reach(settings.getlist("REGISTERED_HOSTS"))
        self._known_names = settings.getlist("KNOWN_NAMES")
        self._whole = settings.getbool("DOWNLOAD_FAIL_ON_DATALOSS")
        self._from = settings["DOWNLOAD_BIND_ADDRESS"]
        self._transfers = Transfers(settings.getint("CONCURRENT_REQUESTS"))
        self._legacy_tls: LegacyTls | None = None  # made ready when the first one is met
        self._handles: list[Any] = []

    async def download_request(self, request: Request) -> Response:
        """Scrapy's way to ask for an answer.

        Raises Scrapy's download errors where none comes, `TlsError` and `BlockedError` among
        them.
        """
        if request.method != "GET":
            raise NotSupported(f"{request.method} is not asked here")
        handle = self._handles.pop() if self._handles else self._new_handle()
        transfer = _Transfer(request, self._reach, self._most)
        self._set_up(handle, transfer)
        try:
            code, why = await self._transfers.run(handle)
            if code == curl.E_SSL_CONNECT_ERROR and _TOO_OLD in why and not transfer.proxy:
                code, why = await self._by_legacy_tls().run(transfer)
            if code == curl.E_PARTIAL_FILE and not self._whole:
                code = curl.E_OK
            return transfer.response(code, why)
        finally:
            transfer.close()  # the handle goes on naming it until it is used again
            if len(self._handles) < _SPARE:
                self._handles.append(handle)

    async def close(self) -> None:
        """Close all connections."""
        self._transfers.close()
        if self._legacy_tls is not None:
            await self._legacy_tls.close()
        for handle in self._handles:
            handle.close()

    def _by_legacy_tls(self) -> "LegacyTls":
        if self._legacy_tls is None:
            # Loaded only here: a tenth of a worker's start, and most nights meet none.
            from govsweep.spiders.http.legacy_tls import LegacyTls  # noqa: PLC0415

            self._legacy_tls = LegacyTls(self._reach)
        return self._legacy_tls

    def _new_handle(self) -> Any:
        handle = curl.Curl()
        options = {
            curl.NOSIGNAL: 1,
            curl.NOPROXY: "",  # what goes by a proxy was decided before
            curl.HTTP_VERSION: curl.CURL_HTTP_VERSION_1_1,
            curl.PATH_AS_IS: 1,
            curl.DNS_CACHE_TIMEOUT: _NAMES_KEPT,
            curl.HEADEROPT: curl.HEADER_SEPARATE,
            # The crawl reads on whatever a certificate says: that is a finding of its own.
            curl.SSL_VERIFYPEER: 0,
            curl.SSL_VERIFYHOST: 0,
            curl.SSLVERSION: curl.SSLVERSION_TLSv1,
            curl.SSL_CIPHER_LIST: "DEFAULT:@SECLEVEL=0",
        }
        for option, value in options.items():
            handle.setopt(option, value)
        if self._known_names:
            handle.setopt(curl.RESOLVE, self._known_names)
        if self._from:
            handle.setopt(curl.INTERFACE, f"host!{self._from}")
        return handle

    def _set_up(self, handle: Any, transfer: "_Transfer") -> None:
        request = transfer.request
        handle.setopt(curl.URL, request.url)
        seconds = request.meta.get("download_timeout", self._timeout)
        handle.setopt(curl.TIMEOUT_MS, int(seconds * 1_000))
        handle.setopt(curl.CONNECTTIMEOUT_MS, int(seconds * 1_000))
        ours, proxys = _header_lines(request.headers)
        handle.setopt(curl.HTTPHEADER, ours)
        handle.setopt(curl.PROXYHEADER, proxys)
        handle.setopt(curl.PROXY, transfer.proxy)  # "": none, whatever the environment says
        handle.setopt(curl.FORBID_REUSE, request.headers.get(b"Connection") == b"close")
        handle.setopt(curl.HEADERFUNCTION, transfer.take_header)
        handle.setopt(curl.WRITEFUNCTION, transfer.take_body)
        handle.setopt(curl.OPENSOCKETFUNCTION, transfer.open_socket)


class _Transfer:
    """One request and what has come in answer to it."""

    def __init__(self, request: Request, reach: Reach, most: int) -> None:
        self.request = request
        self.proxy: str = request.meta.get("proxy") or ""
        self._reach = reach
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
        self._sockets: list[Socket] = []

    def open_socket(self, _purpose: int, address: Any) -> Any:
        """Open a socket for the very address that is connected to, where that may be."""
        url = self.proxy or self.request.url
        name = urlsplit(url).hostname or ""
        ip = str(address.addr[0]).partition("%")[0]
        if not self._reach.holds(name, port_of(url), ip):
            self._out_of_reach = True
            return curl.SOCKET_BAD
        opened = Socket(address.family, address.socktype, address.protocol)
        self._sockets.append(opened)  # libcurl works with a copy
        return opened

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
        headers = self._headers = Headers(_fields(self._lines))
        meta = self.request.meta
        meta["came"] = monotonic()
        meta["began"] = self._began
        announced = headers.get(b"Content-Length") or b""
        length = int(announced) if announced.isdigit() else None
        limit: BodyLimit | None = meta.get(BODY_LIMIT)
        self._enough = limit(headers, length, self.request) if limit else None
        if self._enough is None and self._most and (length or 0) > self._most:
            self._too_large = True
        elif self._enough == 0:
            self._stopped = True
        return _BROKEN_OFF if self._too_large or self._stopped else None

    def take_body(self, chunk: bytes) -> int | None:
        """Take a piece of the body."""
        self.request.meta["came"] = monotonic()  # here, before anything waits for its turn
        self._size += len(chunk)
        self._chunks.append(chunk)
        if self._enough is not None and self._size > self._enough:
            self._stopped = True
        elif self._most and self._size > self._most:
            self._too_large = True
        return _BROKEN_OFF if self._too_large or self._stopped else None

    def response(self, code: int, why: str) -> Response:
        """The response; raises what kept it from coming."""
        if self._too_large:
            raise DownloadCancelledError(f"{self.request.url} is too large")
        if self._out_of_reach and code:
            raise BlockedError(self.request.url)
        if (code and not self._stopped) or self._headers is None:
            raise _ERRORS.get(code, DownloadFailedError)(f"{self.request.url}: {why}")
        return Response(
            self.request.url,
            status=self._status,
            headers=self._headers,
            body=b"".join(self._chunks),
            flags=["download_stopped"] if self._stopped else None,
        )


def _fields(lines: list[bytes]) -> dict[bytes, list[bytes]]:
    fields: dict[bytes, list[bytes]] = {}
    for line in lines:
        name, _, value = line.partition(b":")
        fields.setdefault(name.strip(), []).append(value.strip())
    return fields


def _header_lines(headers: Headers) -> tuple[list[bytes], list[bytes]]:
    """The lines of a request, and those meant for a proxy."""
    ours: list[bytes] = []
    proxys: list[bytes] = []
    for name, values in headers.items():
        lines = proxys if name == b"Proxy-Authorization" else ours
        lines += [name + b": " + value for value in values]
    return ours, proxys
