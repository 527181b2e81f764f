"""Answers: what Scrapy brought, or did not, in the words of `govsweep.link_status`."""

import re
from enum import Enum
from typing import NamedTuple

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    NotSupported,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response

from govsweep.addresses import absolute
from govsweep.facts import Failure, LinkStatus, PageState
from govsweep.link_status import REFUSALS, Asked, link_status
from govsweep.spiders.http.transfer import BlockedError, TlsError
from govsweep.spiders.http.unpacking import UnreadableError
from govsweep.spiders.http.walls import wall

TOO_MANY = 429
UNAVAILABLE = 503
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REFRESH = re.compile(
    rb"\s*(\d{1,4}(?:\.\d+)?)?\s*[;,]?\s*url\s*=\s*['\"]?\s*([^'\"\s]+)", re.IGNORECASE
)
_AT_ONCE = 3.0  # seconds
_MAX_DELAY = 10.0  # after which a page that shows next to nothing is one all the same
_BARE = 2_000  # bytes of it


class ReplyKind(Enum):
    """The kinds of answers, as far as the crawl must treat them apart."""

    READABLE = "readable"
    UNCHANGED = "unchanged"
    REDIRECT = "redirect"
    FAILED = "failed"
    BLOCKED = "blocked"
    BUSY = "busy"  # asked too fast


class Reply(NamedTuple):
    """What an answer says."""

    kind: ReplyKind
    failure: Failure | None = None
    status: int | None = None

    @property
    def reason(self) -> str:
        """The failure by name, or ""."""
        return self.failure.value if self.failure else ""

    @property
    def page_state(self) -> PageState:
        """What it makes of a page, taken as final."""
        if self.kind in (ReplyKind.BLOCKED, ReplyKind.BUSY):
            return PageState.BLOCKED
        if self.kind is ReplyKind.FAILED:
            return PageState.BLOCKED if self.failure is Failure.ROBOTS else PageState.FAILED
        return PageState.UNCHANGED if self.kind is ReplyKind.UNCHANGED else PageState.FETCHED

    def link_status(self, *, own: bool) -> LinkStatus:
        """What it makes of a link's target, taken as final; `own`: on a registered site."""
        if self.kind in (ReplyKind.BLOCKED, ReplyKind.BUSY):
            return LinkStatus.UNVERIFIABLE
        if self.kind is not ReplyKind.FAILED:
            return LinkStatus.FINE
        return link_status(self.failure, self.status, Asked.OWN if own else Asked.FOREIGN)


def of_response(response: Response) -> Reply:
    """What a response says, by its status and, where one answers, by its wall."""
    status = response.status
    if status == 304:
        return Reply(ReplyKind.UNCHANGED, None, status)
    if led_to(response):
        return Reply(ReplyKind.REDIRECT, None, status)
    if wall(status, lambda: _header_text(response), response.body):
        return Reply(ReplyKind.BLOCKED, Failure.BLOCKED, status)
    if status == TOO_MANY or (status == UNAVAILABLE and b"Retry-After" in response.headers):
        return Reply(ReplyKind.BUSY, Failure.STATUS, status)
    if status in REFUSALS:
        return Reply(ReplyKind.BLOCKED, Failure.STATUS, status)
    if status >= 400:
        return Reply(ReplyKind.FAILED, Failure.STATUS, status)
    return Reply(ReplyKind.READABLE, None, status)


def led_to(response: Response) -> bytes:
    """Where an answer's head leads its visitor, as it is written; b"" where it leads nowhere.

    A browser obeys “Refresh: 0; url=…” as it does a redirect. What waits longer is a page first.
    """
    if response.status in _REDIRECTS:
        return response.headers.get(b"Location") or b""
    refresh = _REFRESH.match(response.headers.get(b"Refresh") or b"")
    if refresh is None or response.status != 200:
        return b""
    delay, target = float(refresh[1] or 0), refresh[2].strip()
    bare = len(response.body) <= _BARE and b"<a " not in response.body
    if not delay <= (_MAX_DELAY if bare else _AT_ONCE):
        return b""
    return b"" if absolute(response.url, target.decode("latin-1")) == response.url else target


def of_error(error: BaseException) -> Reply:
    """What the downloader's exception says."""
    if isinstance(error, BlockedError):
        return Reply(ReplyKind.BLOCKED, Failure.BLOCKED)
    return Reply(ReplyKind.FAILED, _failure(error))


def _failure(error: BaseException) -> Failure:
    if isinstance(error, DownloadTimeoutError):
        return Failure.TIMEOUT
    if isinstance(error, CannotResolveHostError):
        return Failure.DNS
    if isinstance(error, DownloadConnectionRefusedError):
        return Failure.REFUSED
    if isinstance(error, ResponseDataLossError):
        return Failure.LOST
    if isinstance(error, DownloadCancelledError):
        return Failure.TOO_LARGE
    if isinstance(error, UnreadableError):
        return Failure.UNREADABLE
    if isinstance(error, IgnoreRequest):
        # The only middleware that refuses a whole answer is the one that unpacks it.
        return Failure.TOO_LARGE
    if isinstance(error, (UnsupportedURLSchemeError, NotSupported, ValueError)):
        return Failure.DNS  # an address that names no host
    return Failure.TLS if isinstance(error, TlsError) else Failure.LOST


def _header_text(response: Response) -> str:
    lines = [
        f"{name.decode('latin-1')}: {value.decode('latin-1')}"
        for name, values in response.headers.items()
        for value in values
    ]
    return "\n".join(lines).lower()
