"""The spider: pages of registered sites and the targets of their links, in one crawl."""

from collections.abc import AsyncIterator
from email.utils import parsedate_to_datetime
from time import time
from typing import Any, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from twisted.python.failure import Failure as RaisedFailure

from govsweep.addresses import canonical, fingerprint, host
from govsweep.errors import ServiceError
from govsweep.facts import Failure
from govsweep.frontier import Errand, Ticket
from govsweep.spiders.assignment import Assignment, Catch
from govsweep.spiders.catching import Catcher, Exchange, body_hash, readable
from govsweep.spiders.discovery import may_ask
from govsweep.spiders.ferry import SPIDER, Ferry
from govsweep.spiders.files import Files, is_file
from govsweep.spiders.lease import Lease
from govsweep.spiders.requests import Requests, is_endless, target_of
from govsweep.spiders.routes import FOREIGN
from govsweep.spiders.scheduler import SweepScheduler
from govsweep.spiders.scouting import Scouts
from govsweep.spiders.verdicts import Answer, Verdict, of_error, of_response
from govsweep.spiders.views import Views
from govsweep.spiders.wire import said

_PROBED_BYTES = 65_536


class SweepSpider(Spider):
    """Asks for what the frontier hands out; every ticket ends in exactly one catch."""

    name = SPIDER
    # Every status comes to the callback: what it means is decided there.
    handle_httpstatus_all = True

    def __init__(self, *args: Any, assignment: Assignment, **words: Any) -> None:
        super().__init__(*args, **words)
        self.assignment = assignment
        self._ferry: Ferry | None = None
        self._files = Files(assignment.attachments)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **words: Any) -> Self:
        """Scrapy's way to build it."""
        spider = super().from_crawler(crawler, *args, **words)
        spider._requests = Requests(crawler.settings, spider.parse, spider.fail)
        spider.scouts = Scouts(
            crawler.settings, spider.assignment.read, obey=spider.assignment.obey_robots
        )
        spider.catcher = Catcher(spider.assignment, spider.scouts)
        spider.views = Views(crawler.settings, spider.assignment.read, spider._requests)
        crawler.signals.connect(spider.disembark, signals.spider_closed)
        return spider

    _requests: Requests
    scouts: Scouts
    catcher: Catcher
    views: Views

    async def start(self) -> AsyncIterator[Any]:
        """Requests come by the scheduler; this ends when the sweep is done."""
        await self.assignment.finished.wait()
        nothing: tuple[Any, ...] = ()
        for one in nothing:
            yield one

    def embark(self, scheduler: SweepScheduler) -> None:
        """Start moving work between the frontier and the scheduler."""
        self._ferry = Ferry(self.assignment, scheduler, self.crawler)
        self.scouts.slow_down = self._ferry.slow_down
        self._ferry.start()

    async def disembark(self) -> None:
        """Acknowledge what is stored and give all queues back."""
        if self._ferry is not None:
            await self._ferry.stop()
        self._files.close()
        await self.assignment.frontier.close()

    def deliver(self, catch: Catch) -> None:
        """Send a catch that needed no request to the store."""
        if self.assignment.deliver is not None:
            self.assignment.deliver(catch)

    def _sent(self, catch: Catch) -> list[Catch]:
        """What Scrapy's pipelines are to carry of a catch that brought no page.

        Nothing in them looks at it but the store: it goes straight there, so long as that keeps up.
        """
        if not self.assignment.has_room():
            return [catch]
        self.deliver(catch)
        return []

    def request_for(self, ticket: Ticket, lease: Lease) -> Request | None:
        """The request for a ticket; None where its address cannot be asked for."""
        if ticket.errand is Errand.TIMING and ticket.depth:
            return self.views.first_look(self.catcher.known_already(ticket, lease))
        try:
            return self._requests.of(ticket, lease)
        except ValueError:
            lease.flying -= 1
            lease.held = False
            verdict = Verdict(Answer.FAILED, Failure.DNS)
            self.deliver(self.catcher.without_page(Exchange(ticket, lease, verdict)))
            return None

    def enough_of(self, headers: Headers, length: int | None, request: Request) -> int | None:
        """How many bytes of a body are enough, now that its head is known; None: all of them.

        What is long or not to be read is broken off: that it answers is known by its head.
        """
        meta = request.meta
        ticket: Ticket = meta["ticket"]
        if ticket.errand is Errand.TIMING:
            return None
        opened_for_it = ticket.errand is Errand.PROBE  # its connection serves no other request
        content_type = headers.get(b"Content-Type")
        unread = not readable(content_type) and not self._files.wants(
            ticket, meta["lease"], content_type
        )
        meta["unread"] = unread or opened_for_it or bool(ticket.hops)
        if not meta["unread"]:
            return None
        # A short body on a connection that is kept is let in: broken off, the connection is lost.
        if (unread and opened_for_it) or (length is not None and length > _PROBED_BYTES):
            return 0
        return _PROBED_BYTES

    def parse(self, response: Response) -> Any:
        """One answer: a catch, or the next hop of a redirect."""
        request = response.request
        assert request is not None  # noqa: S101 - set by the engine
        ticket, lease = self._landed(request)
        try:
            return self._take_in(response, request, ticket, lease)
        except Exception as error:  # whatever an answer does to us, its ticket comes to an end
            verdict = Verdict(Answer.READABLE, None, response.status)
            return [self.catcher.crashed(Exchange(ticket, lease, verdict), error)]

    def _take_in(self, response: Response, request: Request, ticket: Ticket, lease: Lease) -> Any:
        verdict = of_response(response)
        if verdict.answer is Answer.REDIRECT:
            return [self._follow(response, request, verdict)]
        if verdict.answer is Answer.BUSY:
            lease.trouble.strike(busy=True, retry_after=_retry_after(response))
        elif verdict.status is not None and verdict.status >= 500:
            lease.trouble.strike()
        else:
            lease.trouble.succeed()
        wire = said(request, response)
        exchange = Exchange(ticket, lease, verdict, _elapsed(request), _final_url(request), wire)
        if verdict.answer is Answer.UNCHANGED:
            return self._unchanged(exchange, response)
        if (
            verdict.answer is not Answer.READABLE
            or ticket.errand is not Errand.PAGE
            or request.meta.get("unread")
        ):
            return self._after(self._without_page(exchange))
        return self._page(exchange, response)

    def fail(self, failure: RaisedFailure) -> Any:
        """No answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        ticket, lease = self._landed(request)
        verdict = of_error(failure.value or Exception())
        if self._files.is_slow(ticket, lease, verdict, began="began" in request.meta):
            verdict = Verdict(Answer.READABLE)
        if verdict.failure in (None, Failure.TOO_LARGE, Failure.UNREADABLE, Failure.BLOCKED):
            lease.trouble.succeed()
        else:
            lease.strike(request.url)
        exchange = Exchange(ticket, lease, verdict, None, _final_url(request), said(request))
        return self._after(self._without_page(exchange))

    def _after(self, catch: Catch) -> Any:
        return self.views.after(catch) if self.views.follow(catch) else self._sent(catch)

    def _landed(self, request: Request) -> tuple[Ticket, Lease]:
        ticket: Ticket = request.meta["ticket"]
        lease: Lease = request.meta["lease"]
        lease.flying -= 1
        if ticket.key == lease.home:
            lease.held = False
        return ticket, lease

    def _page(self, exchange: Exchange, response: Response) -> Any:
        ticket, lease = exchange.ticket, exchange.lease
        if ticket.fingerprint == lease.home:
            if exchange.final_url:
                lease.settle_at(exchange.final_url)
        elif exchange.final_url and fingerprint(exchange.final_url) != ticket.fingerprint:
            return [self.catcher.led_elsewhere(exchange)]
        seen = lease.earlier.get(ticket.fingerprint)
        if seen is not None and seen.body_hash == body_hash(response.body):
            return self._unchanged(exchange, response)
        if is_file(response):
            return self._file(exchange, response)
        return [self.catcher.page(exchange, response)]

    async def _file(self, exchange: Exchange, response: Response) -> list[Catch]:
        try:
            return [self.catcher.page(exchange, response, await self._files.read(response))]
        except Exception as error:  # whatever a file does to us, its ticket comes to an end
            return [self.catcher.crashed(exchange, error)]

    async def _unchanged(self, exchange: Exchange, response: Response) -> list[Catch]:
        lease, key = exchange.lease, exchange.ticket.fingerprint
        try:
            outline = await self.assignment.memory.outline(key)
        except ServiceError as error:  # the database was away for longer than anybody waits
            self.assignment.give_up(error)
            return []
        if outline is not None:
            return self._sent(self.catcher.unchanged(exchange, outline))
        # Facts that are gone cannot be carried on: it is read as if for the first time.
        lease.earlier.pop(key, None)
        if response.status == 304:
            lost = Verdict(Answer.FAILED, Failure.LOST, response.status)
            return [self.catcher.without_page(exchange._replace(verdict=lost))]
        if is_file(response):
            return await self._file(exchange, response)
        return [self.catcher.page(exchange, response)]

    def _without_page(self, exchange: Exchange) -> Catch:
        ticket, lease = exchange.ticket, exchange.lease
        if exchange.verdict.answer is Answer.READABLE and ticket.errand is Errand.PAGE:
            lease.read.add(ticket.fingerprint)
        return self.catcher.without_page(exchange)

    def _follow(self, response: Response, request: Request, verdict: Verdict) -> Catch | Request:
        ticket: Ticket = request.meta["ticket"]
        lease: Lease = request.meta["lease"]
        target = target_of(response)
        wire = said(request, response)
        exchange = Exchange(ticket, lease, verdict, None, _final_url(request), wire)
        if not target or is_endless(request, ticket.hops):
            endless = Verdict(Answer.FAILED, Failure.REDIRECT_LOOP, verdict.status)
            return self.catcher.without_page(exchange._replace(verdict=endless))
        queue = self.assignment.routes.queue_of(target)
        foreign = queue.startswith(FOREIGN)
        if foreign and not may_ask(target, lease):
            forbidden = Verdict(Answer.BLOCKED, Failure.BLOCKED, verdict.status)
            return self.catcher.without_page(exchange._replace(verdict=forbidden))
        at_home = foreign and (ticket.fingerprint == lease.home or host(target) in lease.hosts)
        if queue == lease.queue or at_home:
            lease.held = ticket.key == lease.home
            return self._requests.next_hop(response, target)
        hops = ticket.hops + len(request.meta["chain"]) + 1
        return self.catcher.moved(ticket, lease, target, hops)


def _elapsed(request: Request) -> float | None:
    """Seconds from the request to the last byte, whatever waited to be read here since."""
    began: float | None = request.meta.get("began")
    return None if began is None else float(request.meta["came"]) - began


def _final_url(request: Request) -> str:
    redirected = request.meta["chain"] or request.meta["ticket"].hops
    return canonical(request.url) if redirected else ""


def _retry_after(response: Response) -> float | None:
    value = (response.headers.get(b"Retry-After") or b"").decode("latin-1").strip()
    if value.isdecimal():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, until.timestamp() - time())
