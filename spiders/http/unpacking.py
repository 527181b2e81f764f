"""Unpacking: what servers packed, within bounds of levels, size and time, off the event loop."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.exceptions import DownloadFailedError, IgnoreRequest
from scrapy.http import Response

_LEVELS = 3  # a server and two proxies may each pack; nobody else packs what is packed
_HERE = 65_536  # bytes packed once that are unpacked at once: to hand them over costs more
_SECONDS = 20.0
_THREADS = 4


class UnreadableError(DownloadFailedError):
    """An answer that cannot be unpacked, or not within bounds."""


class UnpackingMiddleware(HttpCompressionMiddleware):
    """Scrapy's, but that no answer holds up the others by how it is packed."""

    def __init__(self, *, crawler: Crawler) -> None:
        super().__init__(crawler=crawler)
        self._threads = ThreadPoolExecutor(_THREADS, "unpacking")

    async def process_response(  # type: ignore[override]
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """The response unpacked; raises `UnreadableError` where that cannot be."""
        levels = _levels(response)
        if not levels:
            return response
        if levels > _LEVELS:
            raise UnreadableError(f"{request.url} is packed {levels} times")
        unpack = super().process_response
        try:
            if levels == 1 and len(response.body) <= _HERE:
                return unpack(request, response)
            loop = asyncio.get_running_loop()
            async with asyncio.timeout(_SECONDS):
                return await loop.run_in_executor(self._threads, unpack, request, response)
        except TimeoutError as error:
            raise UnreadableError(f"{request.url} took too long to unpack") from error
        except IgnoreRequest:  # it is larger than anything that is read
            raise
        except Exception as error:  # each format has errors of its own
            raise UnreadableError(f"{request.url} is not packed as it says: {error}") from error


def _levels(response: Response) -> int:
    """How many times an answer says that it was packed."""
    named = response.headers.getlist(b"Content-Encoding")
    words = chain.from_iterable(one.split(b",") for one in named)
    return sum(word.strip().lower() not in (b"", b"identity") for word in words)
