"""The crawlers to compare with, which check nothing: plain Scrapy and scrapy-redis.

python -m bench.plain [--redis URL] [--delay SECONDS] SITE...
"""

import argparse
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response

SETTINGS: dict[str, Any] = {
    "CONCURRENT_REQUESTS": 64,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
    "DOWNLOAD_DELAY": 0,
    "ROBOTSTXT_OBEY": False,
    "LOG_LEVEL": "WARNING",
    "TELNETCONSOLE_ENABLED": False,
}


class Follow(Spider):
    """Follows every link of its sites, as Scrapy's tutorial does."""

    name = "follow"

    def __init__(self, homes: list[str], **words: Any) -> None:
        super().__init__(**words)
        self.homes = homes
        self.hosts = {urlsplit(one).netloc for one in homes}

    async def start(self) -> AsyncIterator[Request]:
        for home in self.homes:
            yield Request(home)

    def parse(self, response: Response, **words: Any) -> Iterator[Request]:
        for target in response.css("a::attr(href)").getall():
            request = response.follow(target, callback=self.parse)
            if urlsplit(request.url).netloc in self.hosts:
                yield request


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("homes", nargs="+")
    parser.add_argument("--redis")
    parser.add_argument("--delay", type=float, default=0, help="seconds between pages of a host")
    parser.add_argument("--together", type=int, default=SETTINGS["CONCURRENT_REQUESTS"])
    chosen = parser.parse_args()
    settings = SETTINGS | {
        "CONCURRENT_REQUESTS": chosen.together,
        "DOWNLOAD_DELAY": chosen.delay,
        "RANDOMIZE_DOWNLOAD_DELAY": False,
    }
    if chosen.redis:
        settings |= {
            "SCHEDULER": "scrapy_redis.scheduler.Scheduler",
            "DUPEFILTER_CLASS": "scrapy_redis.dupefilter.RFPDupeFilter",
            "SCHEDULER_PERSIST": True,
            "REDIS_URL": chosen.redis,
        }
    process = CrawlerProcess(settings)
    process.crawl(Follow, homes=chosen.homes)
    process.start()


if __name__ == "__main__":
    main()
