"""Tasks to Scrapy's requests, and redirects followed by hand."""

from collections.abc import Callable
from typing import Any, NamedTuple

from scrapy import Request
from scrapy.http import Headers, Response
from scrapy.settings import BaseSettings

from govsweep.addresses import absolute, host
from govsweep.frontier import Task, TaskPurpose
from govsweep.posted import posted
from govsweep.spiders.browsing import Browsing
from govsweep.spiders.cookies import Cookies
from govsweep.spiders.engine.lease import AgentTrial, Lease
from govsweep.spiders.http.http_log import http_log
from govsweep.spiders.http.replies import led_to
from govsweep.spiders.http.transfer import ANSWERED, BODY_LIMIT, BodyLimit

HOPS = 8
UNREFERRED = "unreferred"  # in the meta of a request that tells not where it comes from
_BY_SCRIPT = {"X-Requested-With": "XMLHttpRequest"}
_OF_A_BODY = (b"Content-Type", b"X-Requested-With")

Callback = Callable[..., Any]


class WrittenRequest(Request):
    """A request whose address goes out as it is: Scrapy would escape more than a browser does."""

    def _set_url(self, url: str) -> None:
        self._url = url


class Hop(NamedTuple):
    """One step of a chain of redirects."""

    url: str
    cookies: frozenset[tuple[str, str]]


class Requests:
    """Makes the requests of one spider."""

    def __init__(
        self, settings: BaseSettings, callback: Callback, errback: Callback, limit: BodyLimit
    ) -> None:
        self._callback = callback
        self._errback = errback
        self._limit = limit
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self.browsing = Browsing(settings)
        headers = {"User-Agent": settings["USER_AGENT"]}
        self._browser: str = settings.get("BROWSER_AGENT") or ""
        self._headers = Headers(headers | dict(settings.getdict("DEFAULT_REQUEST_HEADERS")))

    def of(self, task: Task, lease: Lease) -> Request:
        """The request for a task; conditional where the page was seen before.

        Raises `ValueError` for an address that cannot be asked for.
        """
        headers: dict[str, str] = {}
        question = posted(task.url)
        if question is not None:
            headers = {"Content-Type": question.type.content_type} | _BY_SCRIPT
        elif task.purpose is TaskPurpose.LINK or task.hops:
            headers["Accept-Encoding"] = "identity"  # it may be broken off in the middle
            headers["Connection"] = "close"  # broken off, it must not serve another request
        elif task.purpose is TaskPurpose.PAGE and not task.tries:
            headers = _conditions(lease, task)
        meta = {
            "download_timeout": self._timeout,
            "lease": lease,
            "task": task,
            "chain": (),
            BODY_LIMIT: self._limit,
            ANSWERED: None,
        }
        if task.purpose is TaskPurpose.PAGE:
            meta[ANSWERED] = lease.ends.pop(task.fingerprint, None)
        if lease.trial is AgentTrial.BROWSER:
            headers["User-Agent"] = self._browser
        url = question.url if question else task.url
        headers |= self.browsing.headers(
            url, lease, home=task.fingerprint == lease.home, referrer=task.referrer
        )
        request = WrittenRequest(
            url,
            method="POST" if question else "GET",
            body=question.body.encode() if question else b"",
            callback=self._callback,
            errback=self._errback,
            meta=meta,
            dont_filter=True,
        )
        # What all requests say was put into Scrapy's form once.
        dict.update(request.headers, {key: [*values] for key, values in dict.items(self._headers)})
        request.headers.update(headers)
        return request

    def next_hop(self, response: Response, target: str) -> Request:
        """The request that follows a redirect, with the cookies it set for that host.

        What was posted is not posted anywhere else: wherever it is sent, that is asked with GET.
        """
        request = response.request
        assert request is not None  # noqa: S101 - set by the engine
        chain = (*request.meta["chain"], Hop(request.url, _cookies(request)))
        headers = Headers(request.headers)
        for name in (b"Cookie", b"If-None-Match", b"If-Modified-Since", *_OF_A_BODY):
            headers.pop(name, None)
        cookies = _chain_cookies(response, target)
        if cookies:
            headers[b"Cookie"] = cookies
        task, lease = request.meta.get("task"), request.meta["lease"]
        if task is not None:  # other visitors than the crawl come from where they said
            self._as_browsed(headers, target, task, lease)
            if UNREFERRED in request.meta:
                headers.pop(b"Referer", None)
        meta = _unmeasured(request, response) | {"chain": chain}
        return request.replace(url=target, method="GET", body=b"", headers=headers, meta=meta)

    def as_browser(self, response: Response, mark: str) -> Request:
        """The same request once more, under a browser's name; `mark` says so in its meta."""
        request = response.request
        assert request is not None  # noqa: S101 - set by the engine
        headers = Headers(request.headers)
        headers["User-Agent"] = self._browser
        return request.replace(headers=headers, meta=_unmeasured(request, response) | {mark: True})

    def unreferred(self, response: Response) -> Request:
        """The question of a task once more, from its start, by one who comes from nowhere."""
        request = response.request
        assert request is not None  # noqa: S101 - set by the engine
        headers = Headers(request.headers)
        for name in (b"Referer", b"Cookie"):
            if name.decode() not in self._headers:
                headers.pop(name, None)
        meta = _unmeasured(request, response) | {"chain": (), UNREFERRED: True}
        return request.replace(url=request.meta["task"].url, headers=headers, meta=meta)

    def _as_browsed(self, headers: Headers, target: str, task: Task, lease: Lease) -> None:
        if "Referer" not in self._headers:
            headers.pop(b"Referer", None)
        if "Cookie" in self._headers:
            headers[b"Cookie"] = self._headers[b"Cookie"]
        elif self.browsing.keeps(lease):  # the chain's are among the site's
            headers.pop(b"Cookie", None)
        home = task.fingerprint == lease.home
        headers.update(self.browsing.headers(target, lease, home=home, referrer=task.referrer))


def _unmeasured(request: Request, response: Response) -> dict[str, Any]:
    """What a request carries on, without what was measured of its answer."""
    meta = request.meta | {"http_log": http_log(request, response)}
    for measured in ("began", "came", "unread", "outside", "script", ANSWERED):
        meta.pop(measured, None)
    return meta


def target_of(response: Response) -> str:
    """Where a redirect leads; "" where it leads nowhere."""
    # Whatever charset it is in, its bytes go back as they came: so do browsers.
    text = "".join([chr(byte) if byte < 128 else f"%{byte:02X}" for byte in led_to(response)])
    return absolute(response.url, text)


def is_endless(request: Request, hops: int) -> bool:
    """Whether a chain of redirects has come round, or is longer than anybody follows."""
    chain = request.meta["chain"]
    return len(chain) + hops >= HOPS or Hop(request.url, _cookies(request)) in chain


def _conditions(lease: Lease, task: Task) -> dict[str, str]:
    seen = lease.earlier.get(task.fingerprint)
    if seen is None:
        return {}
    conditions = {"If-None-Match": seen.etag, "If-Modified-Since": seen.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _cookies(request: Request) -> frozenset[tuple[str, str]]:
    text = request.headers.get(b"Cookie") or b""
    pairs = (pair.partition("=") for pair in text.decode("latin-1").split("; ") if pair)
    return frozenset((name, value) for name, _, value in pairs)


def _chain_cookies(response: Response, target: str) -> bytes:
    """What a chain of redirects brought from one host, for a next hop to that host."""
    request = response.request
    assert request is not None  # noqa: S101 - set by the engine
    if host(target) != host(request.url):
        return b""
    brought = Cookies()
    carried = [f"{name}={value}; path=/" for name, value in sorted(_cookies(request))]
    brought.keep(request.url, [one.encode("latin-1") for one in carried])
    brought.keep(request.url, response.headers.getlist("Set-Cookie"))
    pairs = brought.of(target).items()
    return "; ".join(f"{name}={value}" for name, value in pairs).encode("latin-1")
