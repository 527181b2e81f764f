"""Catching: an answer, or none, becomes the one visit that its ticket ends in."""

import datetime as dt
import re
import time
from hashlib import blake2b
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec
from scrapy.http import Response

from govsweep.addresses import canonical, fingerprint, host
from govsweep.checking import Crash
from govsweep.facts import (
    Address,
    Failure,
    LinkStatus,
    Page,
    PageState,
    Probe,
    Said,
    TargetKind,
    Visit,
)
from govsweep.frontier import Errand, Queued, Ticket
from govsweep.spiders.assignment import Assignment, Catch, Outline
from govsweep.spiders.discovery import Discovery, Revealed
from govsweep.spiders.files import content_type
from govsweep.spiders.lease import Lease
from govsweep.spiders.scouting import Scouts
from govsweep.spiders.traps import DEPTH
from govsweep.spiders.verdicts import Answer, Verdict

_TRIES = 2
_TRIES_OF_HOME = 3
_TRIES_WHEN_BUSY = 5
_TIMINGS = 2  # besides the visit that reads the home page, where that was not fine and quick
_QUICK = 3.0  # seconds; a home page that takes longer is timed again
_HOME_PATH = re.compile(r"/?(?:(?:index|default|main|home)[^/]*)?$", re.IGNORECASE)
_KEPT_BYTES = 1_000_000  # of a file with findings
_READABLE = re.compile(rb"html|xml|json|javascript|text/plain", re.IGNORECASE)


class Exchange(NamedTuple):
    """What is common to all ways a request can end."""

    ticket: Ticket
    lease: Lease
    verdict: Verdict
    elapsed: float | None = None
    final_url: str = ""  # where redirects led; "" where there were none
    said: tuple[Said, ...] = ()


def readable(content_type: bytes | None) -> bool:
    """Whether a document of this type is read; one that names none is."""
    return not content_type or bool(_READABLE.search(content_type))


class Catcher:
    """Turns answers into catches, for one worker."""

    def __init__(self, assignment: Assignment, scouts: Scouts) -> None:
        self._assignment = assignment
        self._scouts = scouts
        self._discovery = Discovery(assignment.routes)

    def without_page(self, exchange: Exchange) -> Catch:
        """The catch of an answer that is not read: a failure, a probe, a redirect's end."""
        ticket, lease, verdict, *_ = exchange
        if ticket.errand is Errand.TIMING:
            return self._timed(exchange)
        wait = self._wait(ticket, lease, verdict)
        words: dict[str, Any] = {"reason": verdict.reason}
        if wait is not None:
            words["due"] = time.time() + wait
        if ticket.errand is Errand.PROBE:
            own = not lease.queue.startswith("@")
            words["link_status"] = (
                LinkStatus.UNTRIED if wait is not None else verdict.link_status(own=own)
            )
        else:
            words["state"] = PageState.QUEUED if wait is not None else verdict.page_state
        visit = self._visit(exchange, **words)
        return self._catch(exchange, visit, wait)

    def known_already(self, ticket: Ticket, lease: Lease) -> Catch:
        """The catch of a probe whose target was read as a page: that answers it."""
        exchange = Exchange(ticket, lease, Verdict(Answer.READABLE))
        return Catch(lease, ticket, self._visit(exchange, link_status=LinkStatus.FINE))

    def untested(self, ticket: Ticket, lease: Lease) -> Catch:
        """The catch of a ticket at whose origin nobody answers: it is not asked for tonight."""
        exchange = Exchange(ticket, lease, Verdict(Answer.READABLE))
        words: dict[str, Any] = {"link_status": LinkStatus.UNTRIED}
        if ticket.errand is Errand.PAGE:
            words = {"state": PageState.LEFT}
        visit = self._visit(exchange, reason="trouble", **words)
        return Catch(lease, ticket, visit)

    def parked(self, ticket: Ticket, lease: Lease) -> Catch:
        """The catch of a ticket that workers died with."""
        verdict = Verdict(Answer.FAILED, Failure.PARKED)
        return self.without_page(Exchange(ticket, lease, verdict))

    def forbidden(self, ticket: Ticket, lease: Lease) -> Catch:
        """The catch of a ticket that robots.txt keeps from being asked for."""
        verdict = Verdict(Answer.FAILED, Failure.ROBOTS)
        return self.without_page(Exchange(ticket, lease, verdict))

    def cut(self, ticket: Ticket, lease: Lease, rule: str) -> Catch:
        """The catch of a ticket that is not asked for any more, by the rule that says so."""
        exchange = Exchange(ticket, lease, Verdict(Answer.READABLE))
        return Catch(lease, ticket, self._visit(exchange, state=PageState.CUT, reason=rule))

    def moved(self, ticket: Ticket, lease: Lease, target: str, hops: int) -> Catch:
        """The catch of a redirect to a host of another queue: the ticket goes on there."""
        queue = self._assignment.routes.queue_of(target)
        onward = Ticket(
            target, ticket.fingerprint, ticket.errand, ticket.depth, ticket.tries, hops=hops
        )
        return Catch(lease, ticket, None, moved=Queued(queue, onward))

    def led_elsewhere(self, exchange: Exchange) -> Catch:
        """The catch of a page whose redirects end at another page of the site.

        That page is read under its own address; a deep address that leads to the home page has
        lost its page.
        """
        ticket, lease, verdict, _, final_url, _ = exchange
        if lease.site and _is_home(final_url, lease) and not _HOME_PATH.match(_path(ticket.url)):
            verdict = Verdict(Answer.FAILED, Failure.REDIRECT_HOME, verdict.status)
            return self.without_page(exchange._replace(verdict=verdict))
        if self._scouts.is_signpost(final_url, lease):
            verdict = Verdict(Answer.FAILED, Failure.SOFT_404, verdict.status)
            return self.without_page(exchange._replace(verdict=verdict))
        revealed = Revealed()
        key = fingerprint(final_url)
        if key not in lease.seen and lease.caps is not None:
            lease.seen.add(key)
            cut = lease.caps.refusal(final_url, min(ticket.depth, DEPTH))
            address = Address(
                lease.queue, final_url, key, False, TargetKind.PAGE, ticket.depth, cut
            )
            revealed.add(address, urgent=True)
        return self._with_revealed(exchange, PageState.FETCHED, revealed)

    def unchanged(self, exchange: Exchange, outline: Outline, body_hash: bytes = b"") -> Catch:
        """The catch of a page that is as it was; what it reveals is told by its stored facts."""
        ticket, lease = exchange.ticket, exchange.lease
        revealed = self._revealed(outline, exchange)
        seen = lease.earlier.get(ticket.fingerprint)
        words: dict[str, Any] = {}
        if seen is not None:
            words = {"etag": seen.etag, "last_modified": seen.last_modified}
            body_hash = body_hash or seen.body_hash
        return self._with_revealed(
            exchange, PageState.UNCHANGED, revealed, body_hash=body_hash, **words
        )

    def page(self, exchange: Exchange, response: Response, file: Page | None = None) -> Catch:
        """The catch of a document that is read; `file` is what was read of an attachment."""
        ticket, lease = exchange.ticket, exchange.lease
        home = ticket.fingerprint == lease.home
        url = response.url if exchange.final_url else ticket.url
        words: dict[str, Any] = {
            "etag": _header(response, b"ETag"),
            "last_modified": _header(response, b"Last-Modified"),
            "body_hash": body_hash(response.body),
        }
        try:
            page = file or self._assignment.read(
                response.body, url=url, content_type=content_type(response), home=home
            )
            if not home and self._is_nowhere(page, ticket, lease):
                verdict = Verdict(Answer.FAILED, Failure.SOFT_404, response.status)
                return self.without_page(exchange._replace(verdict=verdict))
            if not home and file is None:
                _hear(page, exchange)
            revealed = self._revealed(page, exchange)
        except Exception as error:  # one broken page spoils itself only, and is counted
            return self.crashed(exchange, error)
        if file is None or len(response.body) <= _KEPT_BYTES:
            words["body"] = response.body
        words["page"] = page
        return self._with_revealed(exchange, PageState.FETCHED, revealed, **words)

    def _revealed(self, page: Outline, exchange: Exchange) -> Revealed:
        if not self._assignment.discover:
            return Revealed()
        return self._discovery.revealed(page, exchange.lease, exchange.ticket.depth)

    def _is_nowhere(self, page: Page, ticket: Ticket, lease: Lease) -> bool:
        if _HOME_PATH.match(_path(ticket.url)):
            return False  # the home page by another name, where that answers anything
        return self._scouts.is_nowhere(page, ticket, lease)

    def crashed(self, exchange: Exchange, error: Exception) -> Catch:
        """The catch of an answer that broke its reader."""
        verdict = Verdict(Answer.FAILED, Failure.CRASHED, exchange.verdict.status)
        catch = self.without_page(exchange._replace(verdict=verdict))
        told = f"{type(error).__name__}: {error}"
        catch.crashes = (Crash("reading", exchange.ticket.url, told),)
        return catch

    def _with_revealed(
        self, exchange: Exchange, state: PageState, revealed: Revealed, **words: Any
    ) -> Catch:
        exchange.lease.read.add(exchange.ticket.fingerprint)
        visit = self._visit(exchange, state=state, found=tuple(revealed.addresses), **words)
        catch = self._catch(exchange, visit, None)
        catch.revealed += tuple(revealed.queued)
        return catch

    def _catch(self, exchange: Exchange, visit: Visit, wait: float | None) -> Catch:
        ticket = exchange.ticket
        if wait is not None:
            ticket = msgspec.structs.replace(ticket, tries=ticket.tries + 1)
        catch = Catch(exchange.lease, ticket, visit, wait)
        if wait is None and ticket.key == exchange.lease.home:
            catch.revealed = (self._looks(exchange),)
        return catch

    def _looks(self, exchange: Exchange) -> Queued:
        """What follows the visit of a home page: timed visits where it is in doubt, other looks."""
        ticket, lease, verdict, elapsed, *_ = exchange
        quick = verdict.failure is None and elapsed is not None and elapsed <= _QUICK
        looks = Ticket(ticket.url, ticket.fingerprint, Errand.TIMING, depth=int(quick))
        return Queued(lease.queue, looks, 0.0 if quick else self._assignment.retry_after)

    def _timed(self, exchange: Exchange) -> Catch:
        ticket, lease, verdict, *_ = exchange
        again = ticket.tries + 1 < _TIMINGS
        # The page's own visit says whether it answers; this one says how long it took.
        read = lease.home in lease.read
        status = LinkStatus.FINE if read else verdict.link_status(own=True)
        visit = self._visit(exchange, link_status=status, reason="" if read else verdict.reason)
        return self._catch(exchange, visit, self._assignment.retry_after if again else None)

    def _wait(self, ticket: Ticket, lease: Lease, verdict: Verdict) -> float | None:
        if verdict.failure is None or verdict.failure.permanent:
            return None
        most = _TRIES
        if verdict.answer is Answer.BUSY:
            most = _TRIES_WHEN_BUSY
        elif ticket.fingerprint == lease.home and ticket.errand is Errand.PAGE:
            most = _TRIES_OF_HOME
        return self._assignment.retry_after if ticket.tries + 1 < most else None

    def _visit(self, exchange: Exchange, **words: Any) -> Visit:
        ticket, lease, verdict, elapsed, final_url, said = exchange
        now = dt.datetime.now(dt.UTC)
        timing = None
        if ticket.fingerprint == lease.home and lease.home:
            failure = verdict.failure
            timing = Probe(
                url=ticket.url,
                at=now,
                elapsed=None if failure else elapsed,
                status=verdict.status,
                failure=failure,
            )
        return Visit(
            queue=lease.queue,
            url=ticket.url,
            fingerprint=ticket.fingerprint,
            probe=ticket.errand is not Errand.PAGE,
            status=verdict.status,
            elapsed=elapsed,
            at=now,
            final_url=final_url,
            tries=ticket.tries + 1,
            timing=timing,
            said=said,
            **words,
        )


def _hear(page: Page, exchange: Exchange) -> None:
    """Note what a page says, if it says anything before its scripts run."""
    caps = exchange.lease.caps
    if caps is not None and page.blocks and not page.shell:
        caps.hear(exchange.ticket.url, b"".join([block.hash for block in page.blocks]))


def body_hash(body: bytes) -> bytes:
    """The hash by which a document is found unchanged."""
    return blake2b(body, digest_size=16).digest()


def _header(response: Response, name: bytes) -> str:
    return (response.headers.get(name) or b"").decode("latin-1")[:500]


def _is_home(url: str, lease: Lease) -> bool:
    return lease.site is not None and (
        fingerprint(url) == lease.home
        or url == canonical(lease.site.url)
        or (host(url) in lease.hosts and _path(url) in ("", "/"))
    )


def _path(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
