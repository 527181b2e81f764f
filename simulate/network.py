"""The network: Scrapy's requests to the made-up hosts; when each was asked is written down."""

import asyncio
from collections import defaultdict
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
)
from scrapy.http import Headers, HtmlResponse, Response

from govsweep.spiders.http.transfer import BODY_LIMIT
from simulate.hosts import City

if TYPE_CHECKING:
    from simulate.process import Process
    from simulate.world import World

_TIMEOUT = 20.0


class Asked(NamedTuple):
    """One request."""

    at: float
    process: str
    url: str


class Network:
    """What lies between the workers of a world and its hosts."""

    def __init__(self, world: "World", city: City) -> None:
        self.world = world
        self.city = city
        self.asked: dict[str, list[Asked]] = defaultdict(list)
        self.requests = 0

    async def fetch(self, request: Request, process: "Process") -> Response:
        """Ask a host; raises what keeps an answer from coming."""
        world = self.world
        process.must_live()
        host = urlsplit(request.url).hostname or ""
        now = world.elapsed()
        self.requests += 1
        self.asked[host].append(Asked(now, process.name, request.url))
        world.note(process, "asks", request.url)
        began = monotonic()
        if world.faults.host_is_down(host):
            if world.faults.jitter.random() < 0.5:
                await asyncio.sleep(_TIMEOUT)
                raise DownloadTimeoutError(request.url)
            await asyncio.sleep(0.05)
            raise DownloadConnectionRefusedError(request.url)
        tags = request.headers.get(b"If-None-Match") or b""
        said = self.city.answer(request.url, (tags.decode("latin-1"), ""))
        if said is None:
            await asyncio.sleep(0.05)
            raise CannotResolveHostError(request.url)
        await asyncio.sleep(said.seconds * world.faults.jitter.uniform(0.5, 1.5))
        meta = request.meta
        meta["began"], meta["came"] = began, monotonic()
        meta["download_latency"] = meta["came"] - began
        headers = Headers(said.headers)
        limit = meta.get(BODY_LIMIT)
        enough = limit(headers, len(said.body), request) if limit else None
        body = said.body if enough is None else said.body[:enough]
        return HtmlResponse(
            request.url, status=said.status, headers=headers, body=body, protocol="HTTP/1.1"
        )


class NetworkHandler(BaseDownloadHandler):
    """Scrapy's download handler on that network."""

    lazy = False

    async def download_request(self, request: Request) -> Response:
        """Scrapy's way to ask for an answer."""
        network, process = self.crawler.settings["SIMULATED"]()
        return await network.fetch(request, process)

    async def close(self) -> None:
        """Nothing is open."""
