"""Downloading: Scrapy's requests to libcurl's transfers, and what comes of them to responses."""

import re
from typing import TYPE_CHECKING, Any

import pycurl as curl
from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Headers, Response

from govsweep.egress_policy import EgressPolicy
from govsweep.spiders.engine.lease import Lease
from govsweep.spiders.http.transfer import ANSWERED, Transfer
from govsweep.spiders.http.transfers import Transfers

if TYPE_CHECKING:
    from govsweep.spiders.http.legacy_tls import LegacyTls

_NAMES_KEPT = 600  # seconds that an address found for a name holds
_SPARE = 100  # handles that wait to be used again
_TOO_OLD = "unsafe legacy renegotiation"  # what OpenSSL says of servers that browsers let in
# What libcurl would write in capitals; a browser leaves it, and some servers go by the bytes.
_ESCAPED = re.compile(r"/[^#]*%(?:[a-f][0-9A-Fa-f]|[0-9A-F][a-f])")
_WITH_A_BODY = ("POST", "PUT", "PATCH")


class CurlDownloadHandler(BaseDownloadHandler):
    """Downloads by http and https for one worker; connects only to what is within reach."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        settings = crawler.settings
        self._most = settings.getint("DOWNLOAD_MAXSIZE")
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._egress = EgressPolicy(
            settings.getlist("REGISTERED_HOSTS"), neighbours=settings.getbool("NEIGHBOURS")
        )
        self._known_names = settings.getlist("KNOWN_NAMES")
        self._whole = settings.getbool("DOWNLOAD_FAIL_ON_DATALOSS")
        self._from = settings["DOWNLOAD_BIND_ADDRESS"]
        self._connections = settings.getint("CONCURRENT_REQUESTS")
        self._transfers: Transfers | None = None  # made where the event loop runs
        self._legacy_tls: LegacyTls | None = None  # made ready when the first one is met
        self._handles: list[Any] = []

    async def download_request(self, request: Request) -> Response:
        """Scrapy's way to ask for an answer.

        Raises Scrapy's download errors where none comes, `TlsError` and `BlockedError` among
        them, and `IgnoreRequest` where another worker holds the queue by now.
        """
        lease: Lease | None = request.meta.get("lease")
        if lease is not None and not lease.may_ask:
            raise IgnoreRequest("its lease was lost")
        answered: Response | None = request.meta.get(ANSWERED)
        if answered is not None:
            return answered.replace(request=request)
        if self._transfers is None:
            self._transfers = Transfers(self._connections)
        escaped = _ESCAPED.search(request.url) is not None
        plain = request.method == "GET" and not request.body and not escaped
        handle = self._handles.pop() if plain and self._handles else self._new_handle()
        most = request.meta.get("download_maxsize", self._most)
        transfer = Transfer(request, self._egress, most, self.crawler)
        self._set_up(handle, transfer)
        if not plain:
            _set_method(handle, request)
        if escaped:
            handle.setopt(curl.REQUEST_TARGET, _target(request.url, transfer.proxy))
        try:
            code, why = await self._transfers.run(handle)
            ip = handle.getinfo(curl.PRIMARY_IP)
            if code == curl.E_SSL_CONNECT_ERROR and _TOO_OLD in why and not transfer.proxy:
                code, why = await self._by_legacy_tls().run(transfer)
            whole = request.meta.get("download_fail_on_dataloss", self._whole)
            if code == curl.E_PARTIAL_FILE and not whole:
                code = curl.E_OK
            return transfer.response(code, why, ip)
        finally:
            transfer.close()  # the handle goes on naming it until it is used again
            if plain and len(self._handles) < _SPARE:
                self._handles.append(handle)
            else:
                handle.close()

    async def close(self) -> None:
        """Close all connections."""
        if self._transfers is not None:
            self._transfers.close()
        if self._legacy_tls is not None:
            await self._legacy_tls.close()
        for handle in self._handles:
            handle.close()

    def _by_legacy_tls(self) -> "LegacyTls":
        if self._legacy_tls is None:
            # Loaded only here: a tenth of a worker's start, and most nights meet none.
            from govsweep.spiders.http.legacy_tls import LegacyTls  # noqa: PLC0415

            self._legacy_tls = LegacyTls(self._egress)
        return self._legacy_tls

    def _new_handle(self) -> Any:
        handle = curl.Curl()
        options = {
            curl.NOSIGNAL: 1,
            curl.USERAGENT: "",  # who asks is for the request to say
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

    def _set_up(self, handle: Any, transfer: "Transfer") -> None:
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


def _target(url: str, proxy: str) -> str:
    """What the line of a request asks for: a proxy without a tunnel is told the host, too."""
    return url if proxy and url.startswith("http:") else "/" + url.split("/", 3)[3]


def _set_method(handle: Any, request: Request) -> None:
    """Set up what is no plain GET; such a handle is used once."""
    if request.method == "HEAD":
        handle.setopt(curl.NOBODY, 1)
        return
    if request.body or request.method in _WITH_A_BODY:
        handle.setopt(curl.POSTFIELDS, request.body)
        ours, _ = _header_lines(request.headers)
        # What libcurl would say by itself is left out.
        own = [name + b":" for name in (b"Content-Type", b"Expect") if name not in request.headers]
        handle.setopt(curl.HTTPHEADER, ours + own)
    handle.setopt(curl.CUSTOMREQUEST, request.method)


def _header_lines(headers: Headers) -> tuple[list[bytes], list[bytes]]:
    """The lines of a request, and those meant for a proxy."""
    ours: list[bytes] = []
    proxys: list[bytes] = []
    for name, values in dict.items(headers):  # Scrapy's own looks each name up again
        lines = proxys if name == b"Proxy-Authorization" else ours
        lines += [name + b": " + value for value in values]
    return ours, proxys
