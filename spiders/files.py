"""The files of sites: which are fetched whole, and how they are read while others go on."""

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from scrapy.http import Response

from govsweep.attachments import AttachmentReader, is_attachment, is_wanted
from govsweep.facts import Failure, Page, TargetKind
from govsweep.frontier import Task, TaskPurpose
from govsweep.link_status import NOTHING
from govsweep.reading.addressing import kind_of
from govsweep.spiders.engine.lease import Lease
from govsweep.spiders.http.replies import Reply

IMAGE_HEAD = 32  # bytes of an image that tell its format
_LEAST_HEAD = 8  # bytes that tell that it has none; counters answer with less ("ok", "1")
# PNG, JPEG, GIF, BMP, icons, WebP, TIFF, JPEG XR, JPEG XL and 2000; some show in few browsers only.
_FORMATS = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"\0\0\1\0", b"\0\0\2\0", b"RIFF",
    b"II", b"MM\0", b"\xff\x0a", b"\xff\x4f", b"8BPS", b"\xd7\xcd\xc6\x9a", b"FWS", b"CWS",
)  # fmt: skip
_BOXES = (b"ftyp", b"JXL ", b"jP  ")  # AVIF and HEIC, JPEG XL, JPEG 2000
_BLANK = b" \t\r\n\xef\xbb\xbf"
_FINE = 200
_START = 1_000  # bytes that tell a page
_SLOW = 3  # files of one site that never came to an end; then none is waited for


class Files:
    """Reads the attachments of registered sites for one worker, one at a time."""

    def __init__(self, reader: AttachmentReader) -> None:
        self._reader = reader
        self._thread = ThreadPoolExecutor(1, "attachments")
        self._slow: Counter[str] = Counter()

    def wants(self, task: Task, lease: Lease, content_type: bytes | None) -> bool:
        """Whether what its headers announce is fetched to be read."""
        if task.purpose is not TaskPurpose.PAGE or self._slow[lease.queue] >= _SLOW:
            return False
        return is_wanted(task.url, (content_type or b"").decode("latin-1"))

    def is_slow(self, task: Task, lease: Lease, reply: Reply, *, began: bool) -> bool:
        """Whether a file answered and took too long to come: that is no fault of the link."""
        if not began or reply.failure is not Failure.TIMEOUT:
            return False
        if task.purpose is not TaskPurpose.PAGE or not is_wanted(task.url):
            return False
        self._slow[lease.queue] += 1
        return True

    async def read(self, response: Response) -> Page:
        """The facts of a file; other pages are read in the meantime."""
        work = partial(
            self._reader, response.body, url=response.url, content_type=content_type(response)
        )
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def close(self) -> None:
        """End the process that reads."""
        self._thread.shutdown()
        self._reader.close()


def is_file(response: Response) -> bool:
    """Whether an answer is a file, and no page."""
    return is_attachment(response.body, url=response.url, content_type=content_type(response))


def shortfall(task: Task, response: Response) -> Failure | None:
    """Why an answer without a fault of its own is not what was asked for; None where it is.

    A link to an image may bring none, and a file that is read may hold nothing.
    """
    if task.purpose is TaskPurpose.LINK:
        return Failure.NO_IMAGE if is_no_image(task.url, response) else None
    is_read = task.purpose is TaskPurpose.PAGE
    return Failure.ERROR_PAGE if is_read and _is_empty_file(response) else None


def is_image(url: str) -> bool:
    """Whether an address ends as that of an image."""
    return kind_of(url) is TargetKind.IMAGE


def is_no_image(url: str, response: Response) -> bool:
    """Whether an answer at an image's address is a page, nothing, or bytes of no known format.

    A browser goes by the first bytes too, whatever type is announced.
    """
    if not is_image(url) or response.status not in (_FINE, *NOTHING):
        return False
    if response.status in NOTHING:
        return True
    if _is_of_no_length(response):
        return True
    if _is_of_no_format(response):
        return True
    start = response.body[:_START].lstrip().lower()
    page = start.startswith((b"<!doctype html", b"<html", b"<head", b"<meta", b"<script", b"<body"))
    return "html" in content_type(response).lower() and page and b"<svg" not in start


def _is_empty_file(response: Response) -> bool:
    """Whether a file is asked for, and an answer that is whole brings nothing."""
    if response.status != _FINE or response.body:
        return False
    told = response.headers.get(b"Content-Length")
    return (told is None or _is_of_no_length(response)) and is_file(response)


def _is_of_no_length(response: Response) -> bool:
    return (response.headers.get(b"Content-Length") or b"").strip() == b"0"


def _is_of_no_format(response: Response) -> bool:
    body = response.body
    packed = response.headers.get(b"Content-Encoding")
    announced = content_type(response).lower()
    if packed or len(body) < _LEAST_HEAD or "html" in announced or "svg" in announced:
        return False
    if body.startswith(_FORMATS) or body[4:8] in _BOXES:
        return False
    return b"<svg" not in body[:_START].lower() and not body.lstrip(_BLANK).startswith(b"<")


def content_type(response: Response) -> str:
    """The type that an answer announces."""
    return (response.headers.get(b"Content-Type") or b"").decode("latin-1")
