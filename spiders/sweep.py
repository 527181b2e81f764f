"""The spider: pages of registered sites and the targets of their links, in one crawl."""

from collections.abc import AsyncIterator, Awaitable
from email.utils import parsedate_to_datetime
from inspect import isawaitable
from time import time
from typing import Any, Self

import msgspec
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from twisted.python.failure import Failure as RaisedFailure

from govsweep.addresses import fingerprint, host
from govsweep.crawl import is_foreign
from govsweep.errors import InputError, ServiceError
from govsweep.facts import Failure, Page, PageKind
from govsweep.frontier import Task, TaskPurpose
from govsweep.reading.answers import say_none
from govsweep.spiders.agents import Agents
from govsweep.spiders.assignment import Assignment
from govsweep.spiders.discovery import may_ask
from govsweep.spiders.engine.dispatcher import Dispatcher
from govsweep.spiders.engine.feeder import SPIDER, Feeder
from govsweep.spiders.engine.lease import Lease
from govsweep.spiders.engine.scheduler import SweepScheduler
from govsweep.spiders.files import IMAGE_HEAD, Files, is_file, is_image, shortfall
from govsweep.spiders.http.http_log import http_log
from govsweep.spiders.http.preflight import Preflight
from govsweep.spiders.http.replies import Reply, ReplyKind, of_error, of_response
from govsweep.spiders.outcome import FetchOutcome
from govsweep.spiders.outcome_builder import Ending, OutcomeBuilder, body_hash, readable
from govsweep.spiders.outside import BYTES, Outside
from govsweep.spiders.rendering import Rendering
from govsweep.spiders.requests import Requests, is_endless, target_of
from govsweep.spiders.scripts import BYTES as SCRIPT_BYTES
from govsweep.spiders.scripts import read_script, wants_script
from govsweep.spiders.unreferred import asked_anew
from govsweep.spiders.views import Views

_OK = 200
_PROBED_BYTES = 65_536


class SweepSpider(Spider):
    """Asks for what the frontier hands out; every task ends in exactly one outcome."""

    name = SPIDER
    # Every status comes to the callback: what it means is decided there.
    handle_httpstatus_all = True

    def __init__(self, *args: Any, assignment: Assignment, **words: Any) -> None:
        super().__init__(*args, **words)
        self.assignment = assignment
        self._feeder: Feeder | None = None
        self._files = Files(assignment.attachments)
        self._outside = Outside(assignment.read, assignment.swept)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **words: Any) -> Self:
        """Scrapy's way to build it."""
        if "assignment" not in words:
            raise InputError(
                "sweep 要和巡检任务一起启动：请运行 govsweep sweep，或 python -m govsweep.worker"
            )
        spider = super().from_crawler(crawler, *args, **words)
        settings, assignment = crawler.settings, spider.assignment
        requests = Requests(settings, spider.parse, spider.fail, spider.enough_of)
        preflight = Preflight(settings, assignment.read, obey=assignment.obey_robots)
        outcome_builder = OutcomeBuilder(assignment, preflight)
        spider._requests = requests
        spider._outcomes = outcome_builder
        spider._agents = Agents(settings, requests)
        spider._views = Views(
            settings,
            assignment.read,
            assignment.memory,
            requests,
            preflight,
            assignment.routes.sites.values(),
            day=assignment.day,
        )
        spider.dispatcher = Dispatcher(
            requests, preflight, outcome_builder, assignment.sink, spider._views.first_look
        )
        crawler.signals.connect(spider.stop_feeding, signals.spider_closed)
        return spider

    dispatcher: Dispatcher
    _requests: Requests
    _agents: Agents
    _outcomes: OutcomeBuilder
    _views: Views

    async def start(self) -> AsyncIterator[Any]:
        """Requests come by the scheduler; this ends when the sweep is done."""
        await self.assignment.progress.finished.wait()
        nothing: tuple[Any, ...] = ()
        for one in nothing:
            yield one

    def start_feeding(self, scheduler: SweepScheduler) -> None:
        """Start moving work between the frontier and the scheduler."""
        self._feeder = Feeder(self.assignment, scheduler, self.crawler)
        self._feeder.start()

    async def stop_feeding(self) -> None:
        """Acknowledge what is stored and give all queues back."""
        if self._feeder is not None:
            await self._feeder.stop()
        self._files.close()
        if self.assignment.rendering is not None:
            await self.assignment.rendering.close()
        await self.assignment.frontier.close()

    def _sent(self, outcome: FetchOutcome) -> list[FetchOutcome]:
        """What Scrapy's pipelines are to carry of a outcome that brought no page.

        Nothing in them looks at it but the store: it goes straight there, so long as that keeps up.
        """
        sink = self.assignment.sink
        if not sink.has_room():
            return [outcome]
        sink.put(outcome)
        return []

    def enough_of(self, headers: Headers, length: int | None, request: Request) -> int | None:
        """How many bytes of a body are enough, now that its head is known; None: all of them.

        What is long or not to be read is broken off: that it answers is known by its head.
        """
        meta = request.meta
        task: Task = meta["task"]
        if task.purpose is TaskPurpose.TIMING:
            return None
        opened_for_it = task.purpose is TaskPurpose.LINK  # its connection serves no other request
        content_type = headers.get(b"Content-Type")
        unread = not readable(content_type) and not self._files.wants(
            task, meta["lease"], content_type
        )
        meta["unread"] = unread or opened_for_it or bool(task.hops)
        if not meta["unread"]:
            return None
        if self._outside.wants(task, meta["lease"], content_type):
            meta["outside"] = True
            return BYTES
        if wants_script(task, meta["lease"], content_type):
            meta["script"] = True
            return SCRIPT_BYTES
        # A short body on a connection that is kept is let in: broken off, the connection is lost.
        if (unread and opened_for_it) or (length is not None and length > _PROBED_BYTES):
            return IMAGE_HEAD if is_image(task.url) else 0
        return _PROBED_BYTES

    def parse(self, response: Response) -> Any:
        """One answer: a outcome, or the next hop of a redirect."""
        request = response.request
        assert request is not None  # noqa: S101 - set by the engine
        task, lease = self._landed(request)
        self._requests.browsing.keep(response, lease)
        try:
            taken = self._take_in(response, request, task, lease)
            if isawaitable(taken) and task.purpose is TaskPurpose.PAGE:
                lease.begin_reading(task.key)
                return self._read_in_time(taken, task, lease)
            return taken
        except Exception as error:  # whatever an answer does to us, its task comes to an end
            reply = Reply(ReplyKind.READABLE, None, response.status)
            return [self._outcomes.crashed(Ending(task, lease, reply), error)]

    @staticmethod
    async def _read_in_time(taken: Awaitable[Any], task: Task, lease: Lease) -> Any:
        try:
            return await taken
        finally:
            lease.end_reading(task.key)

    def _take_in(self, response: Response, request: Request, task: Task, lease: Lease) -> Any:
        reply = of_response(response)
        if reply.kind is ReplyKind.READABLE and (failure := shortfall(task, response)):
            reply = Reply(ReplyKind.FAILED, failure, response.status)
        if reply.kind is not ReplyKind.READABLE and request.meta.get("outside"):
            self._outside.missed(lease)
        if reply.kind is ReplyKind.REDIRECT:
            return [self._follow(response, request, reply)]
        again = self._agents.again(response, request, reply)
        again = again or asked_anew(response, reply, self._requests)
        if again:
            lease.begin_reading(task.key)  # ends where the next answer lands
            return [again]
        if reply.kind is ReplyKind.BUSY:
            lease.trouble.strike(busy=True, retry_after=_retry_after(response))
        elif reply.status is not None and reply.status >= 500:
            lease.trouble.strike()
        else:
            lease.trouble.succeed()
        log = http_log(request, response)
        ending = Ending(task, lease, reply, _elapsed(request), _final_url(request), log)
        if reply.kind is ReplyKind.UNCHANGED:
            return self._unchanged(ending, response)
        if (
            reply.kind is not ReplyKind.READABLE
            or task.purpose is not TaskPurpose.PAGE
            or request.meta.get("unread")
        ):
            outcome = self._without_page(ending)
            if reply.kind is ReplyKind.READABLE and request.meta.get("outside"):
                outcome.amend(outside=self._outside.seen(response))
            if reply.kind is ReplyKind.READABLE and request.meta.get("script"):
                outcome.amend(script=read_script(response))
            return self._after(outcome)
        return self._page(ending, response)

    def fail(self, failure: RaisedFailure) -> Any:
        """No answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        task, lease = self._landed(request)
        reply = of_error(failure.value or Exception())
        if self._files.is_slow(task, lease, reply, began="began" in request.meta):
            reply = Reply(ReplyKind.READABLE)
        if reply.failure in (None, Failure.TOO_LARGE, Failure.UNREADABLE, Failure.BLOCKED):
            lease.trouble.succeed()
        else:
            lease.strike(request.url)
        ending = Ending(task, lease, reply, None, _final_url(request), http_log(request))
        return self._after(self._without_page(ending))

    def _after(self, outcome: FetchOutcome) -> Any:
        return self._views.after(outcome) if self._views.follow(outcome) else self._sent(outcome)

    def _landed(self, request: Request) -> tuple[Task, Lease]:
        task: Task = request.meta["task"]
        lease: Lease = request.meta["lease"]
        lease.land(task.key)
        return task, lease

    def _page(self, ending: Ending, response: Response) -> Any:
        task, lease = ending.task, ending.lease
        if task.fingerprint == lease.home:
            if ending.final_url:
                lease.settle_at(ending.final_url)
        elif ending.final_url and fingerprint(ending.final_url) != task.fingerprint:
            lease.keep_end(fingerprint(ending.final_url), response)
            return [self._outcomes.led_elsewhere(ending)]
        seen = lease.earlier.get(task.fingerprint)
        if seen is not None and seen.body_hash == body_hash(response.body):
            return self._unchanged(ending, response)
        if is_file(response):
            return self._file(ending, response)
        if self.assignment.rendering is not None:
            return self._maybe_rendered(ending, response, self.assignment.rendering)
        return [self._outcomes.page(ending, response)]

    def _maybe_rendered(self, ending: Ending, response: Response, rendering: Rendering) -> Any:
        page = self._outcomes.read(ending, response)
        wanted = rendering.wants(page, ending.lease)
        audited = rendering.audits(page, ending.lease)
        if wanted or audited:
            return self._rendered(ending, response, page, rendering, wanted, audited)
        return [self._outcomes.page(ending, response, page)]

    async def _rendered(
        self,
        ending: Ending,
        response: Response,
        page: Page,
        rendering: Rendering,
        wanted: bool,
        audited: bool,
    ) -> list[FetchOutcome]:
        try:
            rendered = await rendering.shown(response, ending.lease, audited=audited)
            if rendered is not None and rendered.html and wanted:
                shown = self._outcomes.read_rendered(ending, response, rendered.html)
                shown = msgspec.structs.replace(
                    shown,
                    # What a browser writes out is always ended.
                    ended=page.ended,
                    broken_off=page.broken_off,
                    # It shows the first rows; the service that gave them gives the next ones, too.
                    more=tuple(dict.fromkeys((*page.more, *shown.more))),
                )
                if shown.entries or shown.kind is PageKind.HOME:
                    page = shown
                elif say_none(rendered.answers) and not (shown.wall or shown.soft_error):
                    page = msgspec.structs.replace(
                        shown, shell=False, fetches=(), answered_none=True
                    )
            if rendered is not None and rendered.audit is not None:
                page = msgspec.structs.replace(page, audit=rendered.audit)
            return [self._outcomes.page(ending, response, page)]
        except Exception as error:  # whatever a script does to us, its task comes to an end
            return [self._outcomes.crashed(ending, error)]

    async def _file(self, ending: Ending, response: Response) -> list[FetchOutcome]:
        try:
            page = await self._files.read(response)
            return [self._outcomes.page(ending, response, page, file=True)]
        except Exception as error:  # whatever a file does to us, its task comes to an end
            return [self._outcomes.crashed(ending, error)]

    async def _unchanged(self, ending: Ending, response: Response) -> list[FetchOutcome]:
        lease, key = ending.lease, ending.task.fingerprint
        try:
            outline = await self.assignment.memory.outline(key)
        except ServiceError as error:  # the database was away for longer than anybody waits
            self.assignment.progress.give_up(error)
            return []
        if outline is not None:
            return self._sent(self._outcomes.unchanged(ending, outline))
        # Facts that are gone cannot be carried on: it is read as if for the first time.
        lease.earlier.pop(key, None)
        if response.status == 304:
            lost = Reply(ReplyKind.FAILED, Failure.LOST, response.status)
            return [self._outcomes.without_page(ending._replace(reply=lost))]
        if is_file(response):
            return await self._file(ending, response)
        return [self._outcomes.page(ending, response)]

    def _without_page(self, ending: Ending) -> FetchOutcome:
        task, lease = ending.task, ending.lease
        if ending.reply.kind is ReplyKind.READABLE and task.purpose is TaskPurpose.PAGE:
            lease.read.add(task.fingerprint)
        return self._outcomes.without_page(ending)

    @staticmethod
    def _is_known_end(target: str, queue: str, task: Task, lease: Lease) -> bool:
        """Whether a page is led to another of its site that was read, or is about to be."""
        key = fingerprint(target)
        other = queue == lease.queue and key not in (task.fingerprint, lease.home)
        is_page = task.purpose is TaskPurpose.PAGE and task.fingerprint != lease.home
        return is_page and other and lease.knows_end(key)

    def _follow(self, response: Response, request: Request, reply: Reply) -> FetchOutcome | Request:
        task: Task = request.meta["task"]
        lease: Lease = request.meta["lease"]
        target = target_of(response)
        log = http_log(request, response)
        ending = Ending(task, lease, reply, None, _final_url(request), log)
        if not target or is_endless(request, task.hops):
            why = Failure.REDIRECT_LOOP if target else Failure.REDIRECT_NOWHERE
            astray = Reply(ReplyKind.FAILED, why, reply.status)
            return self._outcomes.without_page(ending._replace(reply=astray))
        queue = self.assignment.routes.queue_of(target)
        foreign = is_foreign(queue)
        if foreign and not may_ask(target, lease):
            forbidden = Reply(ReplyKind.BLOCKED, Failure.BLOCKED, reply.status)
            return self._outcomes.without_page(ending._replace(reply=forbidden))
        if self._is_known_end(target, queue, task, lease):
            read = Reply(ReplyKind.READABLE, None, _OK)
            return self._outcomes.led_elsewhere(ending._replace(reply=read, final_url=target))
        at_home = foreign and (task.fingerprint == lease.home or host(target) in lease.hosts)
        if queue == lease.queue or at_home:
            lease.hold_for(task)
            lease.begin_reading(task.key)  # ends where the next hop lands
            return self._requests.next_hop(response, target)
        hops = task.hops + len(request.meta["chain"]) + 1
        return self._outcomes.moved(task, lease, target, hops)


def _elapsed(request: Request) -> float | None:
    """Seconds from the request to the last byte, whatever waited to be read here since."""
    began: float | None = request.meta.get("began")
    return None if began is None else float(request.meta["came"]) - began


def _final_url(request: Request) -> str:
    redirected = request.meta["chain"] or request.meta["task"].hops
    return request.url if redirected else ""


def _retry_after(response: Response) -> float | None:
    value = (response.headers.get(b"Retry-After") or b"").decode("latin-1").strip()
    if value.isdecimal():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, until.timestamp() - time())
