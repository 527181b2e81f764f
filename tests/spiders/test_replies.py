"""What an answer says: four words for a link, and never dead for what could not be seen."""

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
)
from scrapy.http import Response

from govsweep.facts import Failure, LinkStatus, PageState
from govsweep.spiders.http.replies import ReplyKind, led_to, of_error, of_response
from govsweep.spiders.http.transfer import BlockedError, TlsError


def answered(status: int, **headers: str) -> Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response("http://a.gov.cn/", status=status, headers=named)


@pytest.mark.parametrize(
    ("status", "own", "foreign"),
    [
        (200, LinkStatus.FINE, LinkStatus.FINE),
        (204, LinkStatus.FINE, LinkStatus.FINE),
        (404, LinkStatus.DEAD, LinkStatus.DEAD),
        (410, LinkStatus.DEAD, LinkStatus.DEAD),
        (500, LinkStatus.DEAD, LinkStatus.SUSPECTED),
        (400, LinkStatus.SUSPECTED, LinkStatus.SUSPECTED),
        (401, LinkStatus.UNVERIFIABLE, LinkStatus.UNVERIFIABLE),
        (403, LinkStatus.UNVERIFIABLE, LinkStatus.UNVERIFIABLE),
        (405, LinkStatus.UNVERIFIABLE, LinkStatus.UNVERIFIABLE),
        (429, LinkStatus.UNVERIFIABLE, LinkStatus.UNVERIFIABLE),
        (521, LinkStatus.UNVERIFIABLE, LinkStatus.UNVERIFIABLE),
        (999, LinkStatus.UNVERIFIABLE, LinkStatus.UNVERIFIABLE),
    ],
)
def test_a_status_makes_a_link(status: int, own: LinkStatus, foreign: LinkStatus) -> None:
    reply = of_response(answered(status))
    assert reply.link_status(own=True) is own
    assert reply.link_status(own=False) is foreign


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (200, PageState.FETCHED),
        (304, PageState.UNCHANGED),
        (404, PageState.FAILED),
        (500, PageState.FAILED),
        (403, PageState.BLOCKED),
        (429, PageState.BLOCKED),
    ],
)
def test_a_status_makes_a_page(status: int, state: PageState) -> None:
    assert of_response(answered(status)).page_state is state


def test_a_server_that_says_when_to_come_again_is_busy() -> None:
    assert of_response(answered(503, Retry_After="60")).kind is ReplyKind.BUSY
    assert of_response(answered(503)).kind is ReplyKind.FAILED


def test_a_redirect_needs_a_target() -> None:
    assert of_response(answered(302, Location="/a")).kind is ReplyKind.REDIRECT
    assert of_response(answered(302)).kind is ReplyKind.READABLE


@pytest.mark.parametrize(
    ("refresh", "body", "target"),
    [
        ("0; url=/xw/2.html", b"", b"/xw/2.html"),
        ("0;URL='http://b.gov.cn/'", b"<a href='/'>on</a>", b"http://b.gov.cn/"),
        ("8; url=/xw/", b"wait", b"/xw/"),
        ("8; url=/xw/", b"<a href='/'>read this first</a>", b""),
        ("30; url=/xw/", b"", b""),
        ("300", b"", b""),
        ("5; url=http://a.gov.cn/", b"", b""),
    ],
    ids=["at once", "whatever it shows", "soon", "a page", "late", "itself", "itself by name"],
)
def test_a_head_that_refreshes_leads_on_as_in_a_browser(
    refresh: str, body: bytes, target: bytes
) -> None:
    response = answered(200, Refresh=refresh).replace(body=body)
    assert led_to(response) == target
    leads = of_response(response).kind is ReplyKind.REDIRECT
    assert leads is bool(target)
    assert of_response(response.replace(status=404)).kind is ReplyKind.FAILED


@pytest.mark.parametrize(
    ("error", "failure", "link"),
    [
        (DownloadTimeoutError(), Failure.TIMEOUT, LinkStatus.SUSPECTED),
        (CannotResolveHostError(), Failure.DNS, LinkStatus.DEAD),
        (DownloadConnectionRefusedError(), Failure.REFUSED, LinkStatus.DEAD),
        (ResponseDataLossError(), Failure.LOST, LinkStatus.SUSPECTED),
        (DownloadFailedError("reset"), Failure.LOST, LinkStatus.SUSPECTED),
        (DownloadCancelledError(), Failure.TOO_LARGE, LinkStatus.FINE),
        (TlsError(), Failure.TLS, LinkStatus.SUSPECTED),
        (BlockedError(), Failure.BLOCKED, LinkStatus.UNVERIFIABLE),
    ],
)
def test_no_answer_is_named(error: Exception, failure: Failure, link: LinkStatus) -> None:
    reply = of_error(error)
    assert reply.failure is failure
    assert reply.link_status(own=True) is link
