"""Unpacking: what servers packed, within bounds of levels, size and time, off the event loop."""

import asyncio
import zlib
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
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
_ZLIB_BITS = {b"gzip": zlib.MAX_WBITS | 16, b"deflate": zlib.MAX_WBITS}


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
        packing = (response.headers.get(b"Content-Encoding") or b"").strip().lower()
        unpacked = await self._unpacked(request, response, levels)
        if isinstance(unpacked, Response) and not unpacked.body and _is_cut(response, packing):
            raise UnreadableError(f"{request.url} is packed, and ends before its first byte")
        return unpacked

    async def _unpacked(
        self, request: Request, response: Response, levels: int
    ) -> Request | Response:
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


def _is_cut(response: Response, packing: bytes) -> bool:
    """Whether a packed answer of which nothing came out may have ended before it was whole.

    Scrapy gives what there is of a stream; of nothing, nobody can say that the page is empty. That
    is said only of a stream that is whole, as zlib can tell. What we broke off ourselves, and what
    has no body by its status, is not meant.
    """
    if response.status != HTTPStatus.OK or "download_stopped" in response.flags:
        return False
    bits = _ZLIB_BITS.get(packing.removeprefix(b"x-"))
    if bits is None:
        return True
    stream = zlib.decompressobj(bits)
    stream.decompress(response.body)
    return not stream.eof


def _levels(response: Response) -> int:
    """How many times an answer says that it was packed."""
    named = response.headers.getlist(b"Content-Encoding")
    words = chain.from_iterable(one.split(b",") for one in named)
    return sum(word.strip().lower() not in (b"", b"identity") for word in words)
