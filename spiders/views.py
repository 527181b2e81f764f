"""Views: after its last timed visit a home page is looked at as other visitors get it.

Who breaks into a site often shows the bait to search engines only, or to those who come from one;
and not on the home page, where the office looks. So are a few pages that it leads to, drawn by lot
anew each week.
The certificate is looked at on the same occasion; the crawl itself reads on whatever it says. So is
the way there over IPv6.
"""

import datetime as dt
import logging
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import quote

import msgspec
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure as RaisedFailure

from govsweep.addresses import fingerprint, host, href
from govsweep.egress_policy import EgressPolicy
from govsweep.facts import (
    SEARCH,
    SEARCH_BELOW,
    SEARCH_KEYWORDS,
    Entry,
    Page,
    Place,
    Site,
    TargetKind,
    View,
)
from govsweep.facts import Failure as Fault
from govsweep.frontier import TaskPurpose
from govsweep.reading.search_form import (
    finds,
    in_parts,
    search_form,
    searchable,
    shows_classes,
)
from govsweep.reading.view import view_of
from govsweep.spiders.assignment import PageReader, SweepMemory
from govsweep.spiders.certificate import certificate_fault
from govsweep.spiders.engine.lease import Lease
from govsweep.spiders.files import content_type
from govsweep.spiders.http.preflight import Preflight
from govsweep.spiders.http.replies import ReplyKind, of_response
from govsweep.spiders.ipv6 import ipv6_view
from govsweep.spiders.outcome import FetchOutcome
from govsweep.spiders.outcome_builder import body_hash
from govsweep.spiders.requests import Requests, WrittenRequest, is_endless, target_of
from govsweep.spiders.routes import is_excluded, is_outside, origin

_log = logging.getLogger(__name__)

SPIDER_AGENT = "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"
_SEARCH = "https://www.baidu.com/s?wd="
_AGENTS = ("spider", "referrer")
_NONSENSE = "qzxvkwyj"
_DRAWN = 2  # pages beside the home page
_LINKS_LEAST = 20  # of a home page from which pages are drawn: with fewer it is a signpost
_TITLES = 4  # that are searched for: as many as 国办秘函〔2019〕19号 does
_BELOW = 2  # titles of other sites, as there


class Search(NamedTuple):
    """A row of a home page that its search is to find."""

    row: Entry | None  # None: words that nobody wrote, to see what it shows to any
    url: str
    agent: str = ""  # by what name it is told


class Searching(NamedTuple):
    """The searches that are left to be made on one portal."""

    left: tuple[Search, ...]
    home: Page
    always: frozenset[str] = frozenset()  # titles that it shows to who asks for something else


class DrawnPage(NamedTuple):
    """A page beside the home page that is looked at as other visitors get it."""

    number: int
    url: str


class Views:
    """Asks for home pages as other visitors and adds what they get to the outcome."""

    def __init__(
        self,
        settings: BaseSettings,
        read: PageReader,
        memory: SweepMemory,
        requests: Requests,
        preflight: Preflight,
        sites: Iterable[Site] = (),
        *,
        day: dt.date,
    ) -> None:
        """`sites` are those of the register; `day` is the sweep's: its week draws the pages."""
        self._week = "{}-{}".format(*day.isocalendar())
        self._hosts = {host(one.url) for one in sites}
        self._preflight = preflight
        self._read = read
        self._memory = memory
        self._requests = requests
        self._headers = {"User-Agent": settings["USER_AGENT"]} | dict(
            settings.getdict("DEFAULT_REQUEST_HEADERS")
        )
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
        self._egress = EgressPolicy(
            settings.getlist("REGISTERED_HOSTS"), neighbours=settings.getbool("NEIGHBOURS")
        )

    @staticmethod
    def follow(outcome: FetchOutcome) -> bool:
        """Whether a outcome is that of the last timed visit, which the other looks follow."""
        task, lease = outcome.task, outcome.lease
        last = task.purpose is TaskPurpose.TIMING and outcome.wait is None
        return last and lease.site is not None and task.fingerprint == lease.home

    async def after(self, outcome: FetchOutcome) -> list[FetchOutcome | Request]:
        """The first of the other looks; or the whole outcome, where the page is not to be had."""
        if outcome.lease.home not in outcome.lease.read:
            return await self._from_outside(outcome)
        return [self.first_look(outcome)]

    def first_look(self, outcome: FetchOutcome) -> Request:
        """The request by which another visitor than a browser looks first."""
        return self._request(outcome, _AGENTS[0])

    async def _from_outside(self, outcome: FetchOutcome) -> list[FetchOutcome | Request]:
        visit, site = outcome.visit, outcome.lease.site
        if site is not None and visit is not None and visit.timing is not None:
            fault = await certificate_fault(site.url)
            timing = msgspec.structs.replace(visit.timing, certificate=fault)
            agent = str(self._headers["User-Agent"])
            seen = await ipv6_view(href(site.url), self._egress, self._read, agent)
            outcome.amend(timing=timing, views=(*visit.views, seen))
        return [outcome]

    async def parse(self, response: Response) -> list[FetchOutcome | Request]:
        """One visitor's page: the next hop, the next visitor, or the whole outcome."""
        request = response.request
        assert request is not None  # noqa: S101 - set by the engine
        outcome: FetchOutcome = request.meta["outcome"]
        outcome.lease.land(outcome.task.key)
        try:
            seen = await self._seen(response, request)
        except Exception as error:  # what cannot be read tells nothing
            _log.debug("%s could not be read: %s", response.url, error)
            seen = None
        if isinstance(seen, Request):
            return [seen]
        if seen is not None and outcome.visit is not None:
            outcome.amend(views=(*outcome.visit.views, seen))
        return await self._next(request)

    async def fail(self, failure: RaisedFailure) -> list[FetchOutcome | Request]:
        """No answer: what this visitor gets is unknown."""
        request: Request = failure.request  # type: ignore[attr-defined]
        outcome: FetchOutcome = request.meta["outcome"]
        outcome.lease.land(outcome.task.key)
        return await self._next(request)

    async def _next(self, request: Request) -> list[FetchOutcome | Request]:
        outcome: FetchOutcome = request.meta["outcome"]
        drawn: tuple[DrawnPage, ...] | None = request.meta["drawn"]
        rest = _AGENTS[_AGENTS.index(request.meta["agent"]) + 1 :]
        if rest:
            before = request.meta.get("before")
            return [self._request(outcome, rest[0], before, drawn, request.meta["searching"])]
        if drawn is None:
            drawn, searching = self._draw(request), self._searches(request)
        else:
            drawn, searching = drawn[1:], request.meta["searching"]
        if drawn:
            return [self._request(outcome, _AGENTS[0], None, drawn, searching)]
        return await self._searched(outcome, searching)

    def _draw(self, request: Request) -> tuple[DrawnPage, ...]:
        """Pages of the site that its home page shows, drawn by the site and the week."""
        lease: Lease = request.meta["lease"]
        before: tuple[Response, Page] | None = request.meta.get("before")
        site = lease.site
        if before is None or site is None:
            return ()
        own = {
            one.target
            for one in before[1].anchors
            if one.kind is TargetKind.PAGE
            and one.place is not Place.HIDDEN
            and origin(one.target) == lease.origin
            and fingerprint(one.target) != lease.home
            and not is_excluded(one.target, site)
            and not is_outside(one.target, site)
            and not self._preflight.forbids_address(one.target, lease)
        }
        if len(own) < _LINKS_LEAST:
            return ()
        seed = f"{site.identifier} {self._week}".encode()

        def lot(url: str) -> bytes:
            return blake2b(url.encode(), digest_size=8, key=seed).digest()

        return tuple(DrawnPage(*one) for one in enumerate(sorted(own, key=lot)[:_DRAWN], start=1))

    async def _searched(
        self, outcome: FetchOutcome, searching: Searching | None
    ) -> list[FetchOutcome | Request]:
        """The next search; or the whole outcome, where there is none left."""
        if searching is not None and searching.left:
            return [self._search(outcome, searching)]
        return await self._from_outside(outcome)

    def _searches(self, request: Request) -> Searching | None:
        """What to search for with the form of a portal's home page, for a few of its own rows."""
        lease: Lease = request.meta["lease"]
        before: tuple[Response, Page] | None = request.meta.get("before")
        if before is None or lease.site is None or not lease.site.is_portal:
            return None
        response, page = before
        form = search_form(response.body, url=response.url, content_type=content_type(response))
        if form is None or host(form.action) not in lease.hosts:
            return None
        rows = searchable(page.entries, {host(response.url)}, _TITLES)
        made = [
            Search(row, form.address(row.title), f"{SEARCH}{number}")
            for number, row in enumerate(rows, 1)
        ]
        made += [
            Search(row, form.address(in_parts(row.title)), SEARCH_KEYWORDS) for row in rows[:1]
        ]
        made += [
            Search(row, form.address(row.title), f"{SEARCH_BELOW}-{number}")
            for number, row in enumerate(searchable(page.entries, self._others(lease), _BELOW), 1)
        ]
        found = [one for one in made if not self._preflight.forbids_address(one.url, lease)]
        return Searching((Search(None, form.address(_NONSENSE)), *found), page) if found else None

    def _others(self, lease: Lease) -> set[str]:
        """The hosts of the register's other sites."""
        return self._hosts - set(lease.hosts)

    def _search(self, outcome: FetchOutcome, searching: Searching) -> Request:
        meta = {
            "download_timeout": self._timeout,
            "lease": outcome.lease,
            "outcome": outcome,
            "searching": searching,
            "chain": (),
        }
        url = searching.left[0].url
        return WrittenRequest(
            url,
            callback=self.parse_results,
            errback=self.fail_results,
            headers=self._headers | self._requests.browsing.headers(url, outcome.lease),
            meta=meta,
            dont_filter=True,
        )

    async def parse_results(self, response: Response) -> list[FetchOutcome | Request]:
        """One search's results: the next hop, the next search, or the whole outcome."""
        request = response.request
        assert request is not None  # noqa: S101 - set by the engine
        outcome: FetchOutcome = request.meta["outcome"]
        outcome.lease.land(outcome.task.key)
        reply = of_response(response)
        if reply.kind is ReplyKind.REDIRECT:
            target = target_of(response)
            if target and host(target) in outcome.lease.hosts and not is_endless(request, 0):
                return [self._requests.next_hop(response, target)]
        page = None
        if reply.kind is ReplyKind.READABLE:
            try:
                page = self._read(
                    response.body, url=response.url, content_type=content_type(response), home=False
                )
            except Exception as error:  # what cannot be read tells nothing
                _log.debug("%s could not be read: %s", response.url, error)
        return await self._after_search(request, page)

    async def fail_results(self, failure: RaisedFailure) -> list[FetchOutcome | Request]:
        """No answer: what this search finds is unknown."""
        request: Request = failure.request  # type: ignore[attr-defined]
        outcome: FetchOutcome = request.meta["outcome"]
        outcome.lease.land(outcome.task.key)
        return await self._after_search(request, None)

    async def _after_search(
        self, request: Request, page: Page | None
    ) -> list[FetchOutcome | Request]:
        outcome: FetchOutcome = request.meta["outcome"]
        searching: Searching = request.meta["searching"]
        search, *left = searching.left
        row = search.row
        if row is None:
            rows = [one.row for one in left if one.row is not None]
            shown = (one.title for one in rows if page is not None and finds(page, one))
            searching = searching._replace(always=frozenset(shown))
        elif outcome.visit is not None:
            told = page is not None and _is_whole(page) and row.title not in searching.always
            seen = View(
                agent=search.agent,
                title=row.title,
                failure=None if told else Fault.LOST,
                found=finds(page, row) if page is not None and told else None,
                classes=shows_classes(page, searching.home) if page is not None and told else None,
            )
            outcome.amend(views=(*outcome.visit.views, seen))
        return await self._searched(outcome, searching._replace(left=tuple(left)))

    async def _seen(self, response: Response, request: Request) -> View | Request | None:
        reply = of_response(response)
        lease: Lease = request.meta["lease"]
        agent: str = request.meta["agent"]
        if reply.kind is ReplyKind.REDIRECT:
            target = target_of(response)
            if not target or is_endless(request, 0):
                return None
            if host(target) not in lease.hosts:
                return _named(View(agent=agent, sent_to=host(target)), request)
            return self._requests.next_hop(response, target)
        if reply.kind is not ReplyKind.READABLE:
            return None
        page = await self._page(response, request, home=request.meta["drawn"] is None)
        request.meta["before"] = (response, page)
        seen = _named(view_of(page, agent), request)
        return seen if _is_whole(page) and (seen.title or seen.text_hash) else None

    async def _page(self, response: Response, request: Request, *, home: bool) -> Page:
        """The facts of an answer; most visitors get what the one before them got, or a browser."""
        kind = content_type(response)
        before: tuple[Response, Page] | None = request.meta.get("before")
        if before is not None:
            earlier, page = before
            told = (earlier.url, content_type(earlier), earlier.body)
            if told == (response.url, kind, response.body):
                return page
        read = await self._read_before(response, request.meta["lease"], home=home)
        return read or self._read(response.body, url=response.url, content_type=kind, home=home)

    async def _read_before(self, response: Response, lease: Lease, *, home: bool) -> Page | None:
        """What the crawl read of this very document, tonight or on the nights before."""
        key = fingerprint(response.url)
        if home != (key == lease.home):
            return None
        if home and lease.site is not None and lease.site.is_portal:
            return None  # its texts are asked for when it is searched
        page = await self._memory.read_of(key, body_hash(response.body))
        return page if page is not None and page.url == response.url else None

    def _request(
        self,
        outcome: FetchOutcome,
        agent: str,
        before: tuple[Response, Page] | None = None,
        drawn: tuple[DrawnPage, ...] | None = None,
        searching: Searching | None = None,
    ) -> Request:
        """The request of a visitor for the home page, or for the first that was drawn."""
        lease = outcome.lease
        site = lease.site
        assert site is not None  # noqa: S101 - only a site's home page is looked at
        if agent == "spider":
            own = {"User-Agent": SPIDER_AGENT}
        else:
            own = {"Referer": _SEARCH + quote(site.name)}
        meta = {
            "download_timeout": self._timeout,
            "lease": lease,
            "outcome": outcome,
            "agent": agent,
            "before": before,
            "drawn": drawn,
            "searching": searching,
            "chain": (),
        }
        return WrittenRequest(
            href(drawn[0].url if drawn else site.url),
            callback=self.parse,
            errback=self.fail,
            headers=self._headers | own,
            meta=meta,
            dont_filter=True,
        )


def _named(view: View, request: Request) -> View:
    """A view under the number of the page that was drawn, where it is none of the home page."""
    drawn: tuple[DrawnPage, ...] | None = request.meta["drawn"]
    if not drawn:
        return view
    number, url = drawn[0]
    return msgspec.structs.replace(view, agent=f"{view.agent}-{number}", url=url)


def _is_whole(page: Page) -> bool:
    """Whether a page shows what a visitor gets, and not a notice or what scripts would fill."""
    return page.decoded_well and not (page.shell or page.soft_error or page.wall or page.redirect)
