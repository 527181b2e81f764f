"""Judging: the facts of a page go through derive and judge on their way to the store."""

from typing import Self, cast

from scrapy.crawler import Crawler

from govsweep.checking import Crash
from govsweep.spiders.assignment import Catch
from govsweep.spiders.sweep import SweepSpider


class JudgingPipeline:
    """Adds the findings to a catch that brought a page."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

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
            try:
                findings, crashes = self._judge(visit.page, site, visit.at)
            except Exception as error:  # what one page does to judging spoils that page only
                told = f"{type(error).__name__}: {error}"
                findings, crashes = (), (Crash("judging", visit.url, told),)
            item.findings = tuple(findings)
            item.crashes += tuple(crashes)
        return item
