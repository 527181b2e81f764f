"""A pool of rendering: a page by its address, as it stands once its scripts have run.

One browser, restarted after so many pages; a context of its own for each page; limits of time,
requests and size. What a page asks for leaves by the egress proxy, each request at the pace of its
host; pictures, media and fonts are not asked for: only the text is wanted.
"""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self

import msgspec
from playwright.async_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Playwright,
    Request,
    Response,
    Route,
    WebSocketRoute,
    async_playwright,
)

from govsweep.address_zones import hostname
from govsweep.browser.audit import audit
from govsweep.browser.document import FetchedDocument
from govsweep.browser.egress import EgressProxy
from govsweep.browser.kept import KeptFiles
from govsweep.egress_policy import EgressPolicy
from govsweep.errors import ServiceError
from govsweep.facts import Answered, Audit, Failure

_WANTED = frozenset({"document", "script", "stylesheet", "xhr", "fetch"})
_ANSWERS = frozenset({"script", "xhr", "fetch"})
_MOST_ANSWERS = 30
_LONGEST_ANSWER = 20_000  # bytes: what says that there is nothing is short
_QUIET_SECONDS = 0.5  # without a request under way: the scripts are done
_CLOSING_SECONDS = 5.0
_ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--js-flags=--max-old-space-size=256",  # megabytes; beyond it the page's process ends
    "--no-pings",
)

Pace = Callable[[str], Awaitable[None]]  # waits until a host may be asked


class RenderLimits(NamedTuple):
    """What one page may take, and how long one browser lives."""

    seconds: float = 60.0  # from the first request to the text, waiting for the pace included
    requests: int = 120
    characters: int = 3_000_000
    at_once: int = 2
    pages_a_browser: int = 100


_LIMITS = RenderLimits()


class Rendered(NamedTuple):
    """A page after its scripts, or why there is none."""

    url: str  # where it stands in the end
    html: str = ""
    failure: Failure | None = None
    requests: int = 0
    answers: tuple[Answered, ...] = ()  # what its scripts asked its site for
    audit: Audit | None = None  # None: not asked for, not to be had, or spoilt by the page


class RenderPool:
    """Renders from `async with` until its end.

    Raises `errors.ServiceError` at its beginning where the browser does not start.
    """

    def __init__(
        self,
        program: str | Path,
        *,
        policy: EgressPolicy,
        pace: Pace,
        user_agent: str,
        limits: RenderLimits = _LIMITS,
    ) -> None:
        self._program = str(program)
        self._proxy = EgressProxy(policy)
        self._pace = pace
        self._user_agent = user_agent
        self._limits = limits
        self._places = asyncio.Semaphore(limits.at_once)
        self._starting = asyncio.Lock()
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._pages = 0  # of this browser
        self._kept = KeptFiles()

    async def __aenter__(self) -> Self:
        await self._proxy.__aenter__()
        try:
            self._playwright = await async_playwright().start()
            await self._fresh()
        except Exception as error:
            await self.__aexit__()
            raise ServiceError(f"浏览器无法启动：{self._program}（{_reason(error)}）") from error
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._drop()
        if self._playwright is not None:
            await self._playwright.stop()
            self._playwright = None
        await self._proxy.__aexit__()

    async def render(
        self,
        url: str,
        hosts: Collection[str],
        document: FetchedDocument | None = None,
        *,
        audited: bool = False,
    ) -> Rendered:
        """Render a page; its own frame must stay on these hosts. `audited`: audit it too.

        What pages of a template share, their scripts and style sheets, is asked for once where
        pages are audited: many of a site are, one after the other.

        It never raises for what a page does: what came of it is told in the answer.
        """
        async with self._places:
            try:
                browser = await self._fresh()
                context = await browser.new_context(
                    user_agent=self._user_agent,
                    service_workers="block",
                    accept_downloads=False,
                    ignore_https_errors=True,  # as the crawl reads on whatever a certificate says
                )
            except Error:
                await self._drop()
                return Rendered(url, failure=Failure.CRASHED)
            kept = self._kept if audited else None
            visit = _PageRun(self._pace, hosts, self._limits, document, kept)
            try:
                async with asyncio.timeout(self._limits.seconds):
                    return await visit.of(context, url)
            except TimeoutError:
                return Rendered(url, failure=Failure.TIMEOUT, requests=visit.requests)
            except Error as error:
                return Rendered(url, failure=visit.why(error), requests=visit.requests)
            finally:
                await self._close(context)

    async def _fresh(self) -> Browser:
        """The browser, a new one where the last has done enough or is gone."""
        async with self._starting:
            worn = self._pages >= self._limits.pages_a_browser and self._is_idle()
            if self._browser is None or not self._browser.is_connected() or worn:
                await self._drop()
                assert self._playwright is not None  # noqa: S101 - it was started
                self._browser = await self._playwright.chromium.launch(
                    executable_path=self._program,
                    args=_ARGUMENTS,
                    proxy=dict(self._proxy.credentials),  # type: ignore[arg-type]
                    chromium_sandbox=os.name == "posix" and os.geteuid() != 0,
                )
            self._pages += 1
            return self._browser

    def _is_idle(self) -> bool:
        return self._browser is None or not self._browser.contexts

    async def _close(self, context: BrowserContext) -> None:
        """Let a context go; a browser that does not let it go is ended whole."""
        try:
            async with asyncio.timeout(_CLOSING_SECONDS):
                await context.close()
        except (TimeoutError, Error):
            await self._drop()

    async def _drop(self) -> None:
        browser, self._browser, self._pages = self._browser, None, 0
        if browser is not None:
            with suppress(TimeoutError, Error):
                async with asyncio.timeout(_CLOSING_SECONDS):
                    await browser.close()


class _PageRun:
    """One page being rendered."""

    def __init__(
        self,
        pace: Pace,
        hosts: Collection[str],
        limits: RenderLimits,
        document: FetchedDocument | None,
        kept: KeptFiles | None,
    ) -> None:
        self._pace = pace
        self._hosts = hosts
        self._limits = limits
        self._document = document  # of the first navigation
        self._kept = kept  # None: the page is not audited
        self._came: list[Response] = []  # that may be kept
        self._answers: list[Response] = []  # to what scripts asked, and scripts
        self._under_way: set[Request] = set()
        self._quiet_since = time.monotonic()
        self._left = False  # its own frame wanted to go to another host
        self.requests = 0

    async def of(self, context: BrowserContext, url: str) -> Rendered:
        """The page once nothing more is asked for."""
        page = await context.new_page()
        await context.route("**/*", self._route)
        await context.route_web_socket("**/*", _close_socket)
        context.on("page", _close_popup(page))
        page.on("request", self._began)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)
        page.on("response", self._note)
        await page.goto(url, wait_until="load", timeout=0)
        while self._under_way or time.monotonic() - self._quiet_since < _QUIET_SECONDS:
            await asyncio.sleep(_QUIET_SECONDS / 5)
        if hostname(page.url) not in self._hosts:  # by a redirect, which no route is asked about
            return Rendered(page.url, failure=Failure.BLOCKED, requests=self.requests)
        length = await page.evaluate("document.documentElement.outerHTML.length")
        if length > self._limits.characters:
            return Rendered(page.url, failure=Failure.TOO_LARGE, requests=self.requests)
        html = await page.content()
        return Rendered(
            page.url,
            html,
            requests=self.requests,
            answers=await self._told(),
            audit=await self._audit(page),
        )

    async def _told(self) -> tuple[Answered, ...]:
        """What came for the page's scripts: a short text is read, of others how they ended."""
        found: list[Answered] = []
        for one in self._answers[:_MOST_ANSWERS]:
            script = one.request.resource_type == "script"
            text = ""
            with suppress(Error, UnicodeDecodeError):
                body = await one.body()
                text = body.decode() if len(body) <= _LONGEST_ANSWER else ""
            found.append(Answered(one.url, one.status, text, script))
        return tuple(found)

    async def _audit(self, page: Page) -> Audit | None:
        """The page's audit; what it does to axe costs it the audit and nothing else."""
        if self._kept is None:
            return None
        await self._kept.take(self._came, self._hosts)
        with suppress(Error, msgspec.ValidationError, ValueError, TypeError):
            return await audit(page)
        return None

    def _note(self, response: Response) -> None:
        if response.request.resource_type in _ANSWERS and hostname(response.url) in self._hosts:
            self._answers.append(response)
        if self._kept is not None:
            self._came.append(response)

    def why(self, error: Error) -> Failure:
        """What a failed visit is called."""
        told = error.message
        if self._left or "ERR_BLOCKED_BY_CLIENT" in told:
            return Failure.BLOCKED
        return Failure.CRASHED if "crashed" in told.lower() else Failure.LOST

    async def _route(self, route: Route, request: Request) -> None:
        self.requests += 1
        name = hostname(request.url)
        try:
            own = request.is_navigation_request() and request.frame.parent_frame is None
        except Error:  # a window that it opens
            own, name = True, ""
        elsewhere = own and name not in self._hosts
        self._left = self._left or (elsewhere and bool(name))
        refused = (
            elsewhere
            or request.resource_type not in _WANTED
            or self.requests > self._limits.requests
        )
        with suppress(Error):  # the page went away meanwhile
            if refused:
                await route.abort("blockedbyclient")
                return
            if own and self._document is not None:
                document, self._document = self._document, None
                headers = {"Content-Type": document.content_type or "text/html"}
                await route.fulfill(body=document.body, headers=headers)
                return
            file = self._kept.get(request.url) if self._kept is not None else None
            if file is not None:
                await route.fulfill(body=file.body, headers=dict(file.headers))
                return
            await self._pace(name)
            await route.continue_()

    def _began(self, request: Request) -> None:
        self._under_way.add(request)

    def _ended(self, request: Request) -> None:
        self._under_way.discard(request)
        self._quiet_since = time.monotonic()


async def _close_socket(socket: WebSocketRoute) -> None:
    await socket.close()


def _close_popup(own: Page) -> Callable[[Page], Awaitable[None]]:
    async def close(page: Page) -> None:
        if page is not own:
            with suppress(Error):
                await page.close()

    return close


def _reason(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200]
