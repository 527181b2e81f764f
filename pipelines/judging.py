"""Judging: the facts of a page go through derive and judge on their way to the store."""

import asyncio
from contextlib import suppress
from typing import Self, cast

from scrapy.crawler import Crawler

from govsweep.facts import Page
from govsweep.spiders.outcome import FetchOutcome
from govsweep.spiders.sweep import SweepSpider

_SECONDS = 0.03  # how long a page waits for others to be derived with it
_MOST = 64  # pages derived at once; fewer cost more each, and more take more memory


class JudgingPipeline:
    """Adds the findings to a outcome that brought a page; pages that come together go together."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._waiting: list[FetchOutcome] = []
        self._full = asyncio.Event()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to build it."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Take the judge that the worker was given."""
        self._judge = cast("SweepSpider", self._crawler.spider).assignment.judge

    async def process_item(self, item: FetchOutcome) -> FetchOutcome:
        """Judge a page; what brought none passes."""
        visit, site = item.visit, item.lease.site
        if visit is not None and visit.page is not None and site is not None:
            self._waiting.append(item)
            if len(self._waiting) == 1:
                self._judged = asyncio.get_running_loop().create_task(self._gather())
            if len(self._waiting) >= _MOST:
                self._full.set()
            await asyncio.shield(self._judged)
        return item

    async def _gather(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(_SECONDS):
                await self._full.wait()
        self._full.clear()
        waiting, self._waiting = self._waiting, []
        for start in range(0, len(waiting), _MOST):  # more came while the loop was busy
            together = waiting[start : start + _MOST]
            with suppress(Exception):  # whichever page it was, it fails again when it is judged
                self._judge.look_ahead([_page_of(one) for one in together])
            for one in together:
                self._judge_one(one)

    def _judge_one(self, outcome: FetchOutcome) -> None:
        delivery, site = outcome.delivery, outcome.lease.site
        assert delivery is not None  # noqa: S101 - only such outcomes wait
        assert site is not None  # noqa: S101
        findings, crashes, _ = self._judge(_page_of(outcome), site, delivery.visit.at)
        outcome.delivery = delivery._replace(
            findings=tuple(findings), crashes=(*delivery.crashes, *crashes)
        )
        if not findings:  # only a page with findings is kept; hundreds wait to be stored
            outcome.amend(body=b"")


def _page_of(outcome: FetchOutcome) -> Page:
    page = outcome.visit.page if outcome.visit is not None else None
    assert page is not None  # noqa: S101 - only outcomes that brought one wait
    return page
