"""The addresses on one page, resolved so that navigation links are resolved once a site."""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from govsweep.addresses import absolute
from govsweep.facts import TargetKind

_ATTACHMENT = re.compile(
    r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|dps|ofd|ceb|cebx|zip|rar|7z|rtf|csv|txt|mp4|mp3|wmv|flv|avi|apk|exe)"
    r"(?:$|[?#&])",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp|svg|ico)(?:$|[?#])", re.IGNORECASE)
_DOWNLOAD = re.compile(
    r"/download/downfile|downloadfile|DownloadServlet|download\.(?:jsp|aspx|php|do)\?",
    re.IGNORECASE,
)
_MOST_FROM_ROOT = 512  # references that are remembered of one site
_FOREIGN_SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.\-]*:", re.IGNORECASE)


class Addresses:
    """Makes references absolute, on bases that pages of one site share."""

    def __init__(self, url: str, base: str = "", charset: str = "utf-8") -> None:
        """`charset` is the document's: queries go out in it, as a browser sends them."""
        self.url = url
        page = (absolute(url, base, charset) if base else "") or url
        try:
            parts = urlsplit(page)
            self.origin = f"{parts.scheme}://{parts.netloc}/"
            folder = f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}/"
        except ValueError:
            self.origin = folder = page
        self._resolved = _Resolved(page, self.origin, folder, charset)

    def resolve(self, reference: str) -> str:
        """The absolute address of a reference; "" for scripts, mail, telephone and fragments."""
        return self._resolved[reference]

    def resolve_all(self, references: Iterable[str]) -> list[str]:
        """The absolute addresses of many references."""
        return list(map(self._resolved.__getitem__, references))


class _Resolved(dict[str, str]):
    """The references of one page with their addresses: most are asked for more than once."""

    def __init__(self, page: str, origin: str, folder: str, charset: str) -> None:
        self._from_root = _from_root(origin, charset)
        self._charset = charset
        self._page = page
        self._origin = origin
        self._folder = folder

    def __missing__(self, reference: str) -> str:
        if reference[:1] == "/" and len(reference) <= 2_000:  # as most are
            address = self._from_root[reference]
        else:
            address = self._of(reference.strip())
        self[reference] = address
        return address

    def _of(self, reference: str) -> str:
        if not reference or len(reference) > 2_000:
            return ""
        first = reference[0]
        if first == "/":
            return absolute(self._origin, reference, self._charset)
        if first in "#{'\"<":
            return ""
        if first == "?":
            return absolute(self._page, reference, self._charset)
        if _FOREIGN_SCHEME.match(reference):
            return ""
        return absolute(self._folder, reference, self._charset)


class _FromRoot(dict[str, str]):
    """References from the root of a site with their addresses: most stand on all its pages."""

    def __init__(self, origin: str, charset: str) -> None:
        self._origin = origin
        self._charset = charset

    def __missing__(self, reference: str) -> str:
        address = absolute(self._origin, reference, self._charset)
        if len(self) >= _MOST_FROM_ROOT:
            self.clear()
        self[reference] = address
        return address


@lru_cache(maxsize=64)  # as many sites as a worker reads at a time, and some more
def _from_root(origin: str, charset: str) -> _FromRoot:
    return _FromRoot(origin, charset)


@lru_cache(maxsize=32_768)
def kind_of(target: str) -> TargetKind:
    """What a link's target is, by the ending of its address."""
    if _ATTACHMENT.search(target) or _DOWNLOAD.search(target):
        return TargetKind.ATTACHMENT
    if _IMAGE.search(target):
        return TargetKind.IMAGE
    return TargetKind.PAGE
