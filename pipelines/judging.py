"""Judging: the facts of a page go through derive and judge on their way to the store."""

import asyncio
import datetime as dt
from contextlib import suppress
from typing import NamedTuple, Self, cast

import msgspec
from scrapy.crawler import Crawler

from govsweep.facts import Page, Site
from govsweep.spiders.assignment import Catch
from govsweep.spiders.sweep import SweepSpider

_SECONDS = 0.03  # how long a page waits for others to be derived with it
_MOST = 32  # pages derived at once; fewer and more cost more each


class JudgingPipeline:
    """Adds the findings to a catch that brought a page; pages that come together go together."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._waiting: list[_Case] = []
        self._full = asyncio.Event()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to build it."""
        return cls(crawler)

    def open_spider(self) -> None:
        """Take the judge that the worker was given."""
        self._judge = cast("SweepSpider", self._crawler.spider).assignment.judge

    async def process_item(self, item: Catch) -> Catch:
        """Judge a page; what brought none passes."""
        visit, site = item.visit, item.lease.site
        if visit is not None and visit.page is not None and site is not None:
            self._waiting.append(_Case(item, visit.page, site, visit.at))
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
                self._judge.look_ahead([case.page for case in together])
            for case in together:
                self._judge_one(case)

    def _judge_one(self, case: "_Case") -> None:
        findings, crashes, _ = self._judge(case.page, case.site, case.at)
        catch = case.catch
        catch.findings = tuple(findings)
        catch.crashes += tuple(crashes)
        if not findings and catch.visit is not None:
            # Only a page with findings is kept; hundreds wait to be stored.
            catch.visit = msgspec.structs.replace(catch.visit, body=b"")


class _Case(NamedTuple):
    """A page to judge, and where its findings go."""

    catch: Catch
    page: Page
    site: Site
    at: dt.datetime
