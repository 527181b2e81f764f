"""Rendering: pages whose rows only scripts bring, and audits, at the pace of their site.

Only home and column pages are rendered for their rows, and only where nothing else gave any. Audits
look at the home page and at one page of each template: what one template makes has its faults in
common. While a page of a site is rendered nothing else is asked of that site, so its pace holds:
what the browser asks for counts as the site's own requests.
"""

import asyncio
import logging
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.http import Response

from govsweep.browser.document import FetchedDocument
from govsweep.browser.program import has_axe, missing, program
from govsweep.egress_policy import EgressPolicy
from govsweep.errors import ServiceError
from govsweep.facts import Page, PageKind, Place, TargetKind
from govsweep.page_template import template_of
from govsweep.spiders.engine.lease import Lease
from govsweep.spiders.files import content_type
from govsweep.throttle import HostThrottle

if TYPE_CHECKING:
    from govsweep.browser.pool import Rendered, RenderPool

_log = logging.getLogger(__name__)

_KEY = b"render"  # no task's: what all tasks of a site wait for meanwhile
_KINDS = (PageKind.HOME, PageKind.LIST, PageKind.OTHER)
_AUDITED = (PageKind.HOME, PageKind.LIST, PageKind.ARTICLE)
_FEW = 120  # characters of a page that says nothing by itself: a heading, a breadcrumb, a pager
_SENTENCE = 15  # characters: a page of short sentences is whole, 正在加载，请稍候。 is none
_MOST = 300  # pages of one site in a sweep; what is beyond stays unread, and says so


class Rendering:
    """Renders for one worker; the browser starts with the first page that wants it."""

    def __init__(
        self,
        policy: EgressPolicy,
        *,
        user_agent: str,
        link_pace: float,
        named: Path | None = None,
        audits: int = 0,
    ) -> None:
        """`audits`: how many pages of a site are audited in a sweep at the most."""
        self._policy = policy
        self._user_agent = user_agent
        self._link_delay = 1 / link_pace if link_pace else 0.0
        self._program = None if any(missing(named)) else program(named)
        self._stack = AsyncExitStack()
        self._pool: RenderPool | None = None
        self._starting = asyncio.Lock()
        self._delays: dict[str, float] = {}  # of the hosts of sites that are rendered now
        self._throttle = HostThrottle()
        self._rendered: dict[str, int] = {}
        self._audits = audits if has_axe() else 0
        self._audited: dict[str, set[bytes]] = {}  # templates, by the queue of their site

    def wants(self, page: Page, lease: Lease) -> bool:
        """Whether a page shows a visitor more than it showed us."""
        if self._program is None or page.entries or page.kind not in _KINDS:
            return False
        if page.soft_error or page.wall:
            return False
        room = self._rendered.get(lease.queue, 0) < _MOST
        waits = page.shell or page.fetches or _is_empty(page)
        return room and lease.site is not None and bool(waits)

    def audits(self, page: Page, lease: Lease) -> bool:
        """Whether a page is the first of its template tonight, and is taken for its audit."""
        if self._program is None or lease.site is None or not self._audits:
            return False
        if page.kind not in _AUDITED or page.redirect or not page.decoded_well:
            return False
        if page.soft_error or page.wall:
            return False
        templates = self._audited.setdefault(lease.queue, set())
        template = template_of(page)
        if template in templates or len(templates) >= self._audits:
            return False
        templates.add(template)
        return True

    async def shown(
        self, response: Response, lease: Lease, *, audited: bool = False
    ) -> "Rendered | None":
        """What a page shows once its scripts have run; None where that cannot be had."""
        pool = await self._opened()
        if pool is None:
            return None
        self._rendered[lease.queue] = self._rendered.get(lease.queue, 0) + 1
        url = response.url
        key = _KEY + url.encode()
        lease.begin_ahead(key)
        try:
            document = FetchedDocument(response.body, content_type(response))
            names = {name.partition(":")[0] for name in lease.hosts}
            self._delays |= dict.fromkeys(names, lease.delay)
            await asyncio.sleep(lease.delay)  # the page itself was asked for just now
            rendered = await pool.render(url, names, document, audited=audited)
            await asyncio.sleep(lease.delay)
        finally:
            lease.land(key)
        if rendered.failure is not None:
            _log.info("%s was not rendered: %s", url, rendered.failure)
        return rendered

    async def close(self) -> None:
        """End the browser."""
        await self._stack.aclose()
        self._pool = None

    async def _opened(self) -> "RenderPool | None":
        async with self._starting:
            if self._pool is None and self._program is not None:
                # Loaded only here: it needs the extra, and takes a second.
                from govsweep.browser.pool import RenderPool  # noqa: PLC0415

                pool = RenderPool(
                    self._program,
                    policy=self._policy,
                    pace=self._turn,
                    user_agent=self._user_agent,
                )
                try:
                    self._pool = await self._stack.enter_async_context(pool)
                except ServiceError as error:
                    _log.warning("%s；只靠脚本显示的栏目今夜读不到，也不做无障碍检测", error)
                    self._program = None
            return self._pool

    async def _turn(self, name: str) -> None:
        await self._throttle.wait(name, self._delays.get(name, self._link_delay))


def _is_empty(page: Page) -> bool:
    """Whether a page has next to no words of its own, and scripts that may bring them."""
    if page.main_length > _FEW or page.kind is PageKind.HOME:
        return False
    scripted = any(one.kind is TargetKind.SCRIPT for one in page.anchors)
    return scripted and not any(
        one.place is Place.MAIN and one.text.endswith("。") and len(one.text) >= _SENTENCE
        for one in page.blocks
    )
