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
from govsweep.facts import Page, PageKind
from govsweep.frontier import Task, TaskPurpose
from govsweep.spiders.assignment import PageReader
from govsweep.spiders.browsing import Browsing
from govsweep.spiders.engine.lease import Lease
from govsweep.spiders.http.replies import ReplyKind, led_to, of_response

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
    ELSEWHERE = "elsewhere"  # and of its ending in another folder, where that one is answered


class Host:
    """What was learnt of one host."""

    def __init__(self) -> None:
        self.robots: Protego | None = None
        self.known: set[PreflightStep] = set()
        self.home: set[bytes] = set()  # what its first page says
        self.nowhere: set[bytes] = set()  # what it says to any address
        self.signposts: set[str] = set()  # where it sends any address
        self.said: bytes | str | None = None  # what it said in one folder, if not to any address
        self.asked = ""  # the address that cannot exist there


class Preflight:
    """Asks hosts and remembers what they said, for one worker."""

    def __init__(self, settings: BaseSettings, read: PageReader, *, obey: bool) -> None:
        self._read = read
        self._obey = obey
        self._agent = settings["USER_AGENT"]
        self._browsing = Browsing(settings)
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
            host.asked = urljoin(first.url, name)
            return self._request(PreflightStep.SIBLING, host.asked, lease)
        if host.said is not None and PreflightStep.ELSEWHERE not in host.known:
            return self._request(PreflightStep.ELSEWHERE, _in_folder_above(host.asked), lease)
        return None

    def hear_home(self, page: Page, lease: Lease) -> None:
        """Note what the first page of a site says: many answer any address with it."""
        sign = signature(page, page.url)
        if sign is not None:
            self._hosts.setdefault(lease.queue, Host()).home.add(sign)

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

    def is_home(self, page: Page, task: Task, lease: Lease) -> bool:
        """Whether a page says what the first page of its site says."""
        host = self._hosts.get(lease.queue)
        return host is not None and signature(page, task.url) in host.home

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
        said: bytes | str | None = None
        if answer is ReplyKind.REDIRECT:
            said = canonical(absolute(response.url, led_to(response).decode("latin-1")))
        elif answer is ReplyKind.READABLE and response.body:
            said = self._said(response, lease, host)
        if said is not None:
            _learn(said, step, host)
        return []

    def fail(self, failure: RaisedFailure) -> list[Any]:
        """No answer: robots.txt is asked for again after a rest, the others are let be."""
        request: Request = failure.request  # type: ignore[attr-defined]
        lease: Lease = request.meta["lease"]
        step: PreflightStep = request.meta["step"]
        lease.land(_KEY)
        if step is PreflightStep.ROBOTS:
            lease.trouble.strike(busy=True)
        elif not lease.lost:  # else it may never have been asked
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

    def _said(self, response: Response, lease: Lease, host: Host) -> bytes | None:
        """What an address that cannot exist is answered with; None where it may be a real page.

        A server that reads the beginning of a path only answers what is below a column with that
        column. Its list is no error; the first page, which many answer anything with, is one.
        """
        content_type = (response.headers.get(b"Content-Type") or b"").decode("latin-1")
        try:
            page = self._read(
                response.body, url=response.url, content_type=content_type, home=False
            )
        except Exception as error:  # then nothing can be compared with it
            _log.debug("%s could not be read: %s", response.url, error)
            return None
        sign = signature(page, response.url)
        home = sign in host.home or _is_known_home(response.body, lease)
        return sign if home or not _tells(page) else None

    def _request(self, step: PreflightStep, url: str, lease: Lease) -> Request:
        lease.begin_ahead(_KEY)
        meta = {
            "download_timeout": self._timeout,
            "lease": lease,
            "step": step,
        }
        is_robots = step is PreflightStep.ROBOTS  # no page leads there
        return Request(
            url,
            callback=self.parse,
            errback=self.fail,
            headers=self._headers | self._browsing.headers(url, lease, home=is_robots),
            meta=meta,
            dont_filter=True,
        )


def _learn(said: bytes | str, step: PreflightStep, host: Host) -> None:
    """Learn what a host says to any address: at its root, or in two of its folders."""
    if step is PreflightStep.SIBLING and _folder(host.asked) and said not in _learnt(host):
        host.said = said
        return
    if step is PreflightStep.ELSEWHERE and said != host.said:
        return
    if isinstance(said, bytes):
        host.nowhere.add(said)
    else:
        host.signposts.add(said)


def _learnt(host: Host) -> set[bytes | str]:
    return {*host.nowhere, *host.signposts}


def _is_known_home(body: bytes, lease: Lease) -> bool:
    """Whether a document is the first page as it was read in an earlier sweep."""
    seen = lease.earlier.get(lease.home)
    return seen is not None and seen.body_hash == blake2b(body, digest_size=16).digest()


def _tells(page: Page) -> bool:
    """Whether a page has what an error has not: a list with days, an article with its day."""
    dated = any(one.date is not None for one in page.entries)
    return dated or (page.kind is PageKind.ARTICLE and page.published is not None)


def _folder(url: str) -> str:
    """The folder that an address stands in; "" at the root."""
    return urlsplit(url).path.rstrip("/").rpartition("/")[0]


def _in_folder_above(url: str) -> str:
    """An address that cannot exist, of the same ending, in the folder above that of another."""
    path = urlsplit(url).path
    above, name = _folder(url).rpartition("/")[0], path.rstrip("/").rpartition("/")[2]
    ending = "/" if path.endswith("/") else (_ENDING.search(name) or [""])[0]
    return urljoin(url, f"{above}/{_made_up()}{ending}")


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
