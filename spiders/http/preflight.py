"""Preflight: what must be known of a host before its pages are asked for.

robots.txt, where it is obeyed; and what the host says to an address that cannot exist, so that a
page which says the same with status 200 is not taken for one.
"""

import logging
import re
import secrets
from enum import Enum
from hashlib import blake2b
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from protego import Protego
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure as RaisedFailure

from govsweep.addresses import absolute, canonical
from govsweep.crawl import is_foreign
from govsweep.facts import Page
from govsweep.frontier import Task, TaskPurpose
from govsweep.spiders.assignment import PageReader
from govsweep.spiders.engine.lease import Lease
from govsweep.spiders.http.replies import ReplyKind, of_response

_log = logging.getLogger(__name__)

NOWHERE = "govsweep-"  # what the made-up names begin with, to be told in a server's log
_CRAWL_DELAY_MOST = 30.0
_NUMBERS = re.compile(r"\d+")
_ENDING = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
_ROBOTS_MOST = 500_000
_LEAST_TEXT = 4
_KEY = b"ahead"  # no task's


class PreflightStep(Enum):
    """What is asked before the pages."""

    ROBOTS = "robots"
    ROOT = "root"  # an address that cannot exist, at the root
    SIBLING = "sibling"  # and one beside a page, of its ending


class Host:
    """What was learnt of one host."""

    def __init__(self) -> None:
        self.robots: Protego | None = None
        self.known: set[PreflightStep] = set()
        self.nowhere: set[bytes] = set()  # what it says to any address
        self.signposts: set[str] = set()  # where it sends any address


class Preflight:
    """Asks hosts and remembers what they said, for one worker."""

    def __init__(self, settings: BaseSettings, read: PageReader, *, obey: bool) -> None:
        self._read = read
        self._obey = obey
        self._agent = settings["USER_AGENT"]
        self._headers = {"User-Agent": self._agent} | dict(
            settings.getdict("DEFAULT_REQUEST_HEADERS")
        )
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._hosts: dict[str, Host] = {}

    def next_request(self, lease: Lease) -> Request | None:
        """What is to be asked now before anything else; the lease's tasks wait for it."""
        host = self._hosts.setdefault(lease.queue, Host())
        first = lease.stock[0] if lease.stock else None
        if first is None:
            return None
        if self._obey and PreflightStep.ROBOTS not in host.known:
            return self._request(PreflightStep.ROBOTS, urljoin(first.url, "/robots.txt"), lease)
        if is_foreign(lease.queue) or lease.home not in lease.read:
            return None
        if first.purpose is not TaskPurpose.PAGE or first.fingerprint == lease.home:
            return None
        if PreflightStep.ROOT not in host.known:
            return self._request(PreflightStep.ROOT, f"{lease.origin}/{_made_up()}.html", lease)
        if PreflightStep.SIBLING not in host.known:
            ending = _ENDING.search(urlsplit(first.url).path)
            name = f"{_made_up()}{ending.group() if ending else '/'}"
            return self._request(PreflightStep.SIBLING, urljoin(first.url, name), lease)
        return None

    def forbids(self, task: Task, lease: Lease) -> bool:
        """Whether robots.txt keeps a task from being asked for."""
        return self.forbids_address(task.url, lease)

    def forbids_address(self, url: str, lease: Lease) -> bool:
        """Whether robots.txt keeps an address of the lease's host from being asked for."""
        robots = self._hosts[lease.queue].robots if self._obey else None
        return robots is not None and not robots.can_fetch(quote(url, "/:?=&%"), self._agent)

    def is_nowhere(self, page: Page, task: Task, lease: Lease) -> bool:
        """Whether a page says what its host says to any address."""
        host = self._hosts.get(lease.queue)
        if host is None or not host.nowhere or task.fingerprint == lease.home:
            return False
        sign = signature(page, task.url)
        return sign is not None and sign in host.nowhere

    def is_signpost(self, url: str, lease: Lease) -> bool:
        """Whether a redirect leads where its host sends any address."""
        host = self._hosts.get(lease.queue)
        return host is not None and canonical(url) in host.signposts

    def parse(self, response: Response) -> list[Any]:
        """Learn from an answer."""
        request = response.request
        assert request is not None  # noqa: S101 - set by the engine
        lease: Lease = request.meta["lease"]
        step: PreflightStep = request.meta["step"]
        lease.land(_KEY)
        host = self._hosts[lease.queue]
        if step is PreflightStep.ROBOTS:
            self._learn_robots(response, lease, host)
            return []
        host.known.add(step)
        answer = of_response(response).kind
        if answer is ReplyKind.REDIRECT:
            location = (response.headers.get(b"Location") or b"").decode("latin-1")
            host.signposts.add(canonical(absolute(response.url, location)))
        elif answer is ReplyKind.READABLE and response.body:
            self._learn_nowhere(response, host)
        return []

    def fail(self, failure: RaisedFailure) -> list[Any]:
        """No answer: robots.txt is asked for again after a rest, the others are let be."""
        request: Request = failure.request  # type: ignore[attr-defined]
        lease: Lease = request.meta["lease"]
        step: PreflightStep = request.meta["step"]
        lease.land(_KEY)
        if step is PreflightStep.ROBOTS:
            lease.trouble.strike(busy=True)
        else:
            self._hosts[lease.queue].known.add(step)
        return []

    def _learn_robots(self, response: Response, lease: Lease, host: Host) -> None:
        if response.status >= 500 or response.status == 429:
            lease.trouble.strike(busy=True)
            return
        host.known.add(PreflightStep.ROBOTS)
        if response.status != 200:
            return
        text = response.body[:_ROBOTS_MOST].decode("utf-8", "replace")
        host.robots = Protego.parse(text)
        delay = host.robots.crawl_delay(self._agent)
        if delay:
            lease.slow_down(min(float(delay), _CRAWL_DELAY_MOST))

    def _learn_nowhere(self, response: Response, host: Host) -> None:
        content_type = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
        try:
            page = self._read(
                response.body, url=response.url, content_type=content_type, home=False
            )
        except Exception as error:  # then nothing can be compared with it
            _log.debug("%s could not be read: %s", response.url, error)
            return
        sign = signature(page, response.url)
        if sign is not None:
            host.nowhere.add(sign)

    def _request(self, step: PreflightStep, url: str, lease: Lease) -> Request:
        lease.begin_ahead(_KEY)
        meta = {
            "download_timeout": self._timeout,
            "lease": lease,
            "step": step,
        }
        return Request(
            url,
            callback=self.parse,
            errback=self.fail,
            headers=self._headers,
            meta=meta,
            dont_filter=True,
        )


def _made_up() -> str:
    return f"{NOWHERE}{secrets.token_hex(6)}"


def signature(page: Page, url: str) -> bytes | None:
    """What a page says, its own address and all numbers left out; None where it says nothing."""
    if page.shell:
        return None  # every address of such a site is the same until its scripts run
    text = "\n".join(block.text for block in page.blocks)
    path = urlsplit(url).path
    for own in (url, path, path.rpartition("/")[2]):  # the longest first
        if len(own) > 1:
            text = text.replace(own, "")
    text = _NUMBERS.sub("0", text)
    if len(text) < _LEAST_TEXT:
        return None
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
