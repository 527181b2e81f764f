"""Views: after its last timed visit a home page is looked at as other visitors get it.

Who breaks into a site often shows the bait to search engines only, or to those who come from one.
The certificate is looked at on the same occasion; the crawl itself reads on whatever it says.
"""

import logging
from urllib.parse import quote

import msgspec
from scrapy import Request
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure as RaisedFailure

from govsweep.addresses import canonical, host
from govsweep.facts import Page, View
from govsweep.frontier import Errand
from govsweep.reading.view import view_of
from govsweep.spiders.assignment import Catch, Reader
from govsweep.spiders.certificate import certificate_fault
from govsweep.spiders.files import content_type
from govsweep.spiders.lease import Lease
from govsweep.spiders.requests import Requests, is_endless, target_of
from govsweep.spiders.verdicts import Answer, of_response

_log = logging.getLogger(__name__)

SPIDER_AGENT = "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"
_SEARCH = "https://www.baidu.com/s?wd="
_AGENTS = ("spider", "referrer")


class Views:
    """Asks for home pages as other visitors and adds what they get to the catch, for one worker."""

    def __init__(self, settings: BaseSettings, read: Reader, requests: Requests) -> None:
        self._read = read
        self._requests = requests
        self._headers = {"User-Agent": settings["USER_AGENT"]} | dict(
            settings.getdict("DEFAULT_REQUEST_HEADERS")
        )
        self._timeout = settings.getfloat("DOWNLOAD_TIMEOUT")

    @staticmethod
    def follow(catch: Catch) -> bool:
        """Whether a catch is that of the last timed visit, which the other looks follow."""
        ticket, lease = catch.ticket, catch.lease
        last = ticket.errand is Errand.TIMING and catch.wait is None
        return last and lease.site is not None and ticket.fingerprint == lease.home

    async def after(self, catch: Catch) -> list[Catch | Request]:
        """The first of the other looks; or the whole catch, where the page is not to be had."""
        if catch.lease.home not in catch.lease.read:
            return await self._with_certificate(catch)
        return [self.first_look(catch)]

    def first_look(self, catch: Catch) -> Request:
        """The request by which another visitor than a browser looks first."""
        return self._request(catch, _AGENTS[0])

    async def _with_certificate(self, catch: Catch) -> list[Catch | Request]:
        visit, site = catch.visit, catch.lease.site
        if site is not None and visit is not None and visit.timing is not None:
            fault = await certificate_fault(site.url)
            timing = msgspec.structs.replace(visit.timing, certificate=fault)
            catch.visit = msgspec.structs.replace(visit, timing=timing)
        return [catch]

    async def parse(self, response: Response) -> list[Catch | Request]:
        """One visitor's page: the next hop of a redirect, the next visitor, or the whole catch."""
        request = response.request
        assert request is not None  # noqa: S101 - set by the engine
        catch: Catch = request.meta["catch"]
        catch.lease.flying -= 1
        try:
            seen = self._seen(response, request)
        except Exception as error:  # what cannot be read tells nothing
            _log.debug("%s could not be read: %s", response.url, error)
            seen = None
        if isinstance(seen, Request):
            return [seen]
        if seen is not None and catch.visit is not None:
            views = (*catch.visit.views, seen)
            catch.visit = msgspec.structs.replace(catch.visit, views=views)
        return await self._next(request)

    async def fail(self, failure: RaisedFailure) -> list[Catch | Request]:
        """No answer: what this visitor gets is unknown."""
        request: Request = failure.request  # type: ignore[attr-defined]
        request.meta["catch"].lease.flying -= 1
        return await self._next(request)

    async def _next(self, request: Request) -> list[Catch | Request]:
        catch: Catch = request.meta["catch"]
        rest = _AGENTS[_AGENTS.index(request.meta["agent"]) + 1 :]
        if rest:
            return [self._request(catch, rest[0], request.meta.get("before"))]
        return await self._with_certificate(catch)

    def _seen(self, response: Response, request: Request) -> View | Request | None:
        verdict = of_response(response)
        lease: Lease = request.meta["lease"]
        agent: str = request.meta["agent"]
        if verdict.answer is Answer.REDIRECT:
            target = target_of(response)
            if not target or is_endless(request, 0):
                return None
            if host(target) not in lease.hosts:
                return View(agent=agent, sent_to=host(target))
            return self._requests.next_hop(response, target)
        if verdict.answer is not Answer.READABLE:
            return None
        page = self._page(response, request.meta.get("before"))
        request.meta["before"] = (response, page)
        seen = view_of(page, agent)
        return seen if _is_whole(page) and (seen.title or seen.text_hash) else None

    def _page(self, response: Response, before: tuple[Response, Page] | None) -> Page:
        """The facts of an answer; most visitors get what the one before them got."""
        kind = content_type(response)
        if before is not None:
            earlier, page = before
            told = (earlier.url, content_type(earlier), earlier.body)
            if told == (response.url, kind, response.body):
                return page
        return self._read(response.body, url=response.url, content_type=kind, home=True)

    def _request(
        self, catch: Catch, agent: str, before: tuple[Response, Page] | None = None
    ) -> Request:
        lease = catch.lease
        site = lease.site
        assert site is not None  # noqa: S101 - only a site's home page is looked at
        if agent == "spider":
            own = {"User-Agent": SPIDER_AGENT}
        else:
            own = {"Referer": _SEARCH + quote(site.name)}
        meta = {
            "download_timeout": self._timeout,
            "lease": lease,
            "ticket": catch.ticket,  # a timed visit's answer is read whole
            "catch": catch,
            "agent": agent,
            "before": before,
            "chain": (),
        }
        return Request(
            canonical(site.url),
            callback=self.parse,
            errback=self.fail,
            headers=self._headers | own,
            meta=meta,
            dont_filter=True,
        )


def _is_whole(page: Page) -> bool:
    """Whether a page shows what a visitor gets, and not a notice or what scripts would fill."""
    return page.decoded_well and not (page.shell or page.soft_error or page.redirect)
