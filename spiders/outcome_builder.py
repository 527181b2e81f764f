"""Catching: an answer, or none, becomes the one visit that its task ends in."""

import re
import time
from hashlib import blake2b
from typing import Any, NamedTuple

import msgspec
from scrapy.http import Response

from govsweep import clock
from govsweep.addresses import fingerprint, host, path_of
from govsweep.checking import Crash
from govsweep.crawl import Delivery, Outline, is_foreign
from govsweep.facts import (
    Address,
    Failure,
    HttpExchange,
    LinkStatus,
    Page,
    PageState,
    Probe,
    TargetKind,
    Visit,
)
from govsweep.frontier import Task, TaskPurpose
from govsweep.spiders.assignment import Assignment
from govsweep.spiders.discovery import Discovery, Revealed
from govsweep.spiders.engine.lease import Lease
from govsweep.spiders.files import content_type
from govsweep.spiders.http.preflight import Preflight
from govsweep.spiders.http.replies import Reply, ReplyKind
from govsweep.spiders.outcome import FetchOutcome
from govsweep.spiders.traps import DEPTH

_FAILED_REMEMBERED = 5_000
_LATE = 0.5  # seconds that a second try may take to leave once it is due
_TRIES = 2
_TRIES_OF_HOME = 3
_TIMINGS = 2  # besides the visit that reads the home page, where that was not fine and quick
_QUICK = 3.0  # seconds; a home page that takes longer is timed again
_HOME_PATH = re.compile(r"/?(?:(?:index|default|main|home)[^/]*)?$", re.IGNORECASE)
_LINKS_OF_NONE = 8  # of an error in a home page's place, at the most
_TOLD = (Failure.SOFT_404, Failure.ERROR_PAGE, Failure.BLOCKED)  # by what came with status 200
_KEPT_BYTES = 1_000_000  # of a file with findings
_READABLE = re.compile(rb"html|xml|json|javascript|text/plain", re.IGNORECASE)


class Ending(NamedTuple):
    """What is common to all ways a request can end."""

    task: Task
    lease: Lease
    reply: Reply
    elapsed: float | None = None
    final_url: str = ""  # where redirects led; "" where there were none
    http_log: tuple[HttpExchange, ...] = ()


def readable(content_type: bytes | None) -> bool:
    """Whether a document of this type is read; one that names none is."""
    return not content_type or bool(_READABLE.search(content_type))


class OutcomeBuilder:
    """Turns answers into outcomes, for one worker."""

    def __init__(self, assignment: Assignment, preflight: Preflight) -> None:
        self._assignment = assignment
        self._preflight = preflight
        self._discovery = Discovery(assignment.routes)
        self._failed: dict[bytes, Ending] = {}  # for good, by their fingerprints
        self._doubts: dict[bytes, Address] = {}  # failed, and asked for once more when they are due

    def without_page(self, ending: Ending) -> FetchOutcome:
        """The outcome of an answer that is not read: a failure, a link, a redirect's end."""
        task, lease, reply, *_ = ending
        if task.purpose is TaskPurpose.TIMING:
            return self._timed(ending)
        wait = self._wait(task, lease, reply)
        if wait is None and _is_known_to_fail(task, reply):
            if len(self._failed) >= _FAILED_REMEMBERED:
                self._failed.clear()
            self._failed[task.fingerprint] = ending
        words: dict[str, Any] = {"reason": reply.reason}
        if wait is not None:
            words["due"] = time.time() + wait
        if task.purpose is TaskPurpose.LINK:
            own = not is_foreign(lease.queue)
            words["link_status"] = (
                LinkStatus.UNTRIED if wait is not None else reply.link_status(own=own)
            )
        else:
            words["state"] = PageState.QUEUED if wait is not None else reply.page_state
        visit = self._visit(ending, **words)
        return self._outcome(ending, visit, wait)

    def failed_already(self, task: Task, lease: Lease) -> FetchOutcome | None:
        """The outcome of a task whose target failed for good for its other purpose, or None."""
        failed = self._failed.get(task.fingerprint) or _failed_before(task, lease)
        if failed is None or failed.task.queue != task.queue or task.key == lease.home:
            return None
        if failed.task.purpose is task.purpose:
            return None
        task = msgspec.structs.replace(task, tries=failed.task.tries)
        return self.without_page(failed._replace(task=task, lease=lease))

    def postponed(self, task: Task, lease: Lease) -> FetchOutcome | None:
        """The outcome of a task whose target failed a moment ago for its other purpose.

        An address is a page and a link's target at once: together they have the tries of one. A
        link waits for what becomes of the page, a page goes on where the link's tries stand. None
        where the task is to be asked for.
        """
        doubt = self._doubts.get(task.fingerprint) or _doubted_before(task, lease)
        if doubt is None or not _answers_for(doubt, task):
            return None
        left = doubt.due - time.time()
        if task.purpose is TaskPurpose.PAGE:  # from now on the link waits for it
            task = msgspec.structs.replace(task, tries=max(task.tries, doubt.tries))
            self._doubts[task.fingerprint] = _waiting(task, doubt.due)
            return FetchOutcome(task, max(left, 0.0), lease=lease)
        if left < -self._assignment.retry_after:
            return None  # nobody came back to the page here: another worker has its queue
        return FetchOutcome(task, max(left, 0.0) + _LATE, lease=lease)

    def known_already(self, task: Task, lease: Lease) -> FetchOutcome:
        """The outcome of a link whose target was read as a page: that answers it."""
        ending = Ending(task, lease, Reply(ReplyKind.READABLE))
        return self._outcome(ending, self._visit(ending, link_status=LinkStatus.FINE), None)

    def untested(self, task: Task, lease: Lease) -> FetchOutcome:
        """The outcome of a task at whose origin nobody answers: it is not asked for tonight."""
        ending = Ending(task, lease, Reply(ReplyKind.READABLE))
        words: dict[str, Any] = {"link_status": LinkStatus.UNTRIED}
        if task.purpose is TaskPurpose.PAGE:
            words = {"state": PageState.LEFT}
        return self._outcome(ending, self._visit(ending, reason="trouble", **words), None)

    def parked(self, task: Task, lease: Lease) -> FetchOutcome:
        """The outcome of a task that workers died with."""
        reply = Reply(ReplyKind.FAILED, Failure.PARKED)
        return self.without_page(Ending(task, lease, reply))

    def forbidden(self, task: Task, lease: Lease) -> FetchOutcome:
        """The outcome of a task that robots.txt keeps from being asked for."""
        reply = Reply(ReplyKind.FAILED, Failure.ROBOTS)
        return self.without_page(Ending(task, lease, reply))

    def cut(self, task: Task, lease: Lease, rule: str) -> FetchOutcome:
        """The outcome of a task that is not asked for any more, by the rule that says so."""
        ending = Ending(task, lease, Reply(ReplyKind.READABLE))
        return self._outcome(ending, self._visit(ending, state=PageState.CUT, reason=rule), None)

    def moved(self, task: Task, lease: Lease, target: str, hops: int) -> FetchOutcome:
        """The outcome of a redirect to a host of another queue: the task goes on there."""
        queue = self._assignment.routes.queue_of(target)
        onward = Task(
            queue,
            target,
            task.fingerprint,
            task.purpose,
            task.depth,
            task.tries,
            hops=hops,
            referrer=task.referrer or lease.origin,  # redirects hide nobody
        )
        return FetchOutcome(task, lease=lease, moved=onward)

    def led_elsewhere(self, ending: Ending) -> FetchOutcome:
        """The outcome of a page whose redirects end at another page of the site.

        That page is read under its own address; a deep address that leads to the home page has
        lost its page.
        """
        task, lease, reply, _, final_url, _ = ending
        if lease.site and _is_home(final_url, lease) and not _HOME_PATH.match(path_of(task.url)):
            reply = Reply(ReplyKind.FAILED, Failure.REDIRECT_HOME, reply.status)
            return self.without_page(ending._replace(reply=reply))
        renamed = final_url.rstrip("/").lower() == task.url.rstrip("/").lower()
        if not renamed and self._preflight.is_signpost(final_url, lease):
            reply = Reply(ReplyKind.FAILED, Failure.SOFT_404, reply.status)
            return self.without_page(ending._replace(reply=reply))
        revealed = Revealed()
        key = fingerprint(final_url)
        if key not in lease.seen and lease.caps is not None:
            lease.seen.add(key)
            cut = lease.caps.refusal(final_url, min(task.depth, DEPTH))
            address = Address(lease.queue, final_url, key, False, TargetKind.PAGE, task.depth, cut)
            revealed.add(address, urgent=True)
        return self._with_revealed(ending, PageState.FETCHED, revealed)

    def unchanged(self, ending: Ending, outline: Outline, body_hash: bytes = b"") -> FetchOutcome:
        """The outcome of a page that is as it was; what it reveals is told by its stored facts."""
        task, lease = ending.task, ending.lease
        revealed = self._revealed(outline, ending)
        seen = lease.earlier.get(task.fingerprint)
        words: dict[str, Any] = {}
        if seen is not None:
            words = {"etag": seen.etag, "last_modified": seen.last_modified}
            body_hash = body_hash or seen.body_hash
        return self._with_revealed(
            ending, PageState.UNCHANGED, revealed, body_hash=body_hash, **words
        )

    def read(self, ending: Ending, response: Response) -> Page:
        """The facts of the document that came."""
        home = ending.task.fingerprint == ending.lease.home
        kind = content_type(response)
        return self._assignment.read(
            response.body, url=_url(ending, response), content_type=kind, home=home
        )

    def read_rendered(self, ending: Ending, response: Response, html: str) -> Page:
        """The facts of what a document shows once its scripts have run."""
        home = ending.task.fingerprint == ending.lease.home
        page = self._assignment.read(
            html.encode("utf-8", "surrogatepass"),
            url=_url(ending, response),
            content_type="text/html; charset=utf-8",
            home=home,
        )
        return msgspec.structs.replace(page, rendered=True)

    def page(
        self, ending: Ending, response: Response, page: Page | None = None, *, file: bool = False
    ) -> FetchOutcome:
        """The outcome of a document; `page` is what was read of it already, or of a `file`."""
        task, lease = ending.task, ending.lease
        home = task.fingerprint == lease.home
        words: dict[str, Any] = {}
        try:
            page = page or self.read(ending, response)
            if not page.rendered:  # what scripts bring changes though the document does not
                words["body_hash"] = body_hash(response.body)
                if page.ended is not False:  # what broke off is unchanged, too, once it comes whole
                    words["etag"] = _header(response, b"ETag")
                    words["last_modified"] = _header(response, b"Last-Modified")
            if (failure := self._failure_of(page, task, lease)) is not None:
                kind = ReplyKind.BLOCKED if page.wall else ReplyKind.FAILED
                reply = Reply(kind, failure, response.status)
                return self.without_page(ending._replace(reply=reply))
            if home:
                self._preflight.hear_home(page, lease)
            elif not file:
                _hear(page, ending)
            revealed = self._revealed(Outline.of(page), ending)
        except Exception as error:  # one broken page spoils itself only, and is counted
            return self.crashed(ending, error)
        if not file or len(response.body) <= _KEPT_BYTES:
            words["body"] = response.body
        words["page"] = page
        return self._with_revealed(ending, PageState.FETCHED, revealed, **words)

    def _revealed(self, outline: Outline, ending: Ending) -> Revealed:
        if not self._assignment.discover:
            return Revealed()
        return self._discovery.revealed(outline, ending.lease, ending.task.depth)

    def _failure_of(self, page: Page, task: Task, lease: Lease) -> Failure | None:
        """Why a document that came is no page of its site; None where it is one.

        What says that something is not there is a home page all the same, where it leads on.
        """
        if page.wall:
            return Failure.BLOCKED
        if task.fingerprint == lease.home:
            leads = sum(one.kind is TargetKind.PAGE for one in page.anchors) > _LINKS_OF_NONE
            return _error_of(page) if page.soft_error and not leads else None
        if page.soft_error:
            return _error_of(page)
        if not self._is_nowhere(page, task, lease):
            return None
        shows = self._preflight.is_home(page, task, lease) or page.entries
        return Failure.ANY_PAGE if shows else Failure.SOFT_404

    def _is_nowhere(self, page: Page, task: Task, lease: Lease) -> bool:
        if _HOME_PATH.match(path_of(task.url)):
            return False  # the home page by another name, where that answers anything
        return self._preflight.is_nowhere(page, task, lease)

    def crashed(self, ending: Ending, error: Exception) -> FetchOutcome:
        """The outcome of an answer that broke its reader."""
        reply = Reply(ReplyKind.FAILED, Failure.CRASHED, ending.reply.status)
        outcome = self.without_page(ending._replace(reply=reply))
        told = f"{type(error).__name__}: {error}"
        if outcome.delivery is not None:
            crashes = (Crash("reading", ending.task.url, told),)
            outcome.delivery = outcome.delivery._replace(crashes=crashes)
        return outcome

    def _with_revealed(
        self, ending: Ending, state: PageState, revealed: Revealed, **words: Any
    ) -> FetchOutcome:
        ending.lease.read.add(ending.task.fingerprint)
        visit = self._visit(ending, state=state, found=tuple(revealed.addresses), **words)
        outcome = self._outcome(ending, visit, None)
        outcome.revealed += tuple(revealed.queued)
        return outcome

    def _outcome(self, ending: Ending, visit: Visit, wait: float | None) -> FetchOutcome:
        task = ending.task
        if wait is not None:
            task = msgspec.structs.replace(task, tries=task.tries + 1)
        ending.lease.tried.pop(task.fingerprint, None)
        self._doubt(task, wait)
        outcome = FetchOutcome(task, wait, lease=ending.lease, delivery=Delivery(visit))
        if wait is None and task.key == ending.lease.home:
            outcome.revealed = (self._looks(ending),)
        return outcome

    def _doubt(self, task: Task, wait: float | None) -> None:
        """Remember a target that is asked for again, forget one that is settled."""
        if task.purpose is TaskPurpose.TIMING:
            return
        if wait is None:
            self._doubts.pop(task.fingerprint, None)
            return
        if len(self._doubts) >= _FAILED_REMEMBERED:
            self._doubts.clear()
        self._doubts[task.fingerprint] = _waiting(task, time.time() + wait)

    def _looks(self, ending: Ending) -> Task:
        """What follows the visit of a home page: timed visits where it is in doubt, other looks."""
        task, _, reply, elapsed, *_ = ending
        quick = reply.failure is None and elapsed is not None and elapsed <= _QUICK
        return Task(
            task.queue,
            task.url,
            task.fingerprint,
            TaskPurpose.TIMING,
            depth=int(quick),
            wait=0.0 if quick else self._assignment.retry_after,
        )

    def _timed(self, ending: Ending) -> FetchOutcome:
        ending = self._as_page(ending)
        task, lease, reply, *_ = ending
        again = task.tries + 1 < _TIMINGS
        # The page's own visit says whether it answers; this one says how long it took.
        read = lease.home in lease.read
        status = LinkStatus.FINE if read else reply.link_status(own=True)
        visit = self._visit(ending, link_status=status, reason="" if read else reply.reason)
        return self._outcome(ending, visit, self._assignment.retry_after if again else None)

    def _as_page(self, ending: Ending) -> Ending:
        """A visit that was not read, in whose place an error or a refusal came when it was."""
        failed = self._failed.get(ending.task.fingerprint)
        if failed is None or ending.reply.kind is not ReplyKind.READABLE:
            return ending
        told = failed.reply.failure in _TOLD
        return ending._replace(reply=failed.reply) if told else ending

    def _wait(self, task: Task, lease: Lease, reply: Reply) -> float | None:
        if reply.failure is None or reply.failure.permanent:
            return None
        if lease.site is None and lease.trouble.hopeless:
            return None  # its host failed often enough tonight: this one tells of it
        most = _TRIES
        if task.fingerprint == lease.home and task.purpose is TaskPurpose.PAGE:
            most = _TRIES_OF_HOME
        return self._assignment.retry_after if task.tries + 1 < most else None

    def _visit(self, ending: Ending, **words: Any) -> Visit:
        task, lease, reply, elapsed, final_url, log = ending
        now = clock.now()
        timing = None
        if task.fingerprint == lease.home and lease.home:
            failure = reply.failure
            timing = Probe(
                url=task.url,
                at=now,
                elapsed=None if failure else elapsed,
                status=reply.status,
                failure=failure,
            )
        return Visit(
            queue=lease.queue,
            url=task.url,
            fingerprint=task.fingerprint,
            unread=task.purpose is not TaskPurpose.PAGE,
            status=reply.status,
            elapsed=elapsed,
            at=now,
            final_url=final_url,
            tries=task.tries + 1,
            timing=timing,
            http_log=log,
            **words,
        )


def _error_of(page: Page) -> Failure:
    """What a page is that stands in another's place: not there, or nobody knows whether it is."""
    return Failure.ERROR_PAGE if page.broken else Failure.SOFT_404


def _waiting(task: Task, due: float) -> Address:
    is_link = task.purpose is TaskPurpose.LINK
    return Address(
        task.queue,
        task.url,
        task.fingerprint,
        is_link,
        tries=task.tries,
        due=due,
        referrer=task.referrer,
    )


def _answers_for(doubt: Address, task: Task) -> bool:
    """Whether it is the other purpose of the same address: a page is a link's target, too."""
    return doubt.queue == task.queue and doubt.is_link is not (task.purpose is TaskPurpose.LINK)


def _doubted_before(task: Task, lease: Lease) -> Address | None:
    """A page that waits since another worker had its queue, and failed to get it."""
    page = lease.tried.get(task.fingerprint)
    if page is None or page.state is not PageState.QUEUED:
        return None
    return Address(task.queue, page.url, task.fingerprint, tries=page.tries, due=page.due)


def _failed_before(task: Task, lease: Lease) -> Ending | None:
    """How a page ended that another worker failed to get."""
    page = lease.tried.get(task.fingerprint)
    if page is None or page.state is PageState.QUEUED or page.reason not in {*Failure}:
        return None
    kind = ReplyKind.FAILED if page.state is PageState.FAILED else ReplyKind.BLOCKED
    failed = Task(task.queue, page.url, task.fingerprint, tries=page.tries)
    return Ending(failed, lease, Reply(kind, Failure(page.reason), page.status))


def _is_known_to_fail(task: Task, reply: Reply) -> bool:
    """Whether a failure answers an address's other purpose: a link's by a plain status alone."""
    if reply.failure is Failure.STATUS and task.purpose is TaskPurpose.LINK:
        return True
    return reply.failure is not None and task.purpose is TaskPurpose.PAGE


def _hear(page: Page, ending: Ending) -> None:
    """Note what a page says, if it says anything before its scripts run."""
    caps = ending.lease.caps
    if caps is not None and page.blocks and not page.shell:
        caps.hear(ending.task.url, b"".join([block.hash for block in page.blocks]))


def body_hash(body: bytes) -> bytes:
    """The hash by which a document is found unchanged."""
    return blake2b(body, digest_size=16).digest()


def _url(ending: Ending, response: Response) -> str:
    return response.url if ending.final_url else ending.task.url


def _header(response: Response, name: bytes) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")[:500]


def _is_home(url: str, lease: Lease) -> bool:
    return lease.site is not None and (
        fingerprint(url) == lease.home or (host(url) in lease.hosts and path_of(url) == "/")
    )
