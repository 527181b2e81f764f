"""Scripts and style sheets that pages of a site share, kept while the browser's pool lives.

What is kept is what the network answered under that very address, by way of the egress proxy; no
page can put anything here.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import NamedTuple

from playwright.async_api import Error, Response

from govsweep.address_zones import hostname

_KINDS = frozenset({"script", "stylesheet"})
_TOLD = ("content-type", "access-control-allow-origin")
_LARGEST = 2_000_000  # bytes of one file
_MOST = 32_000_000  # of all


class KeptFile(NamedTuple):
    """A file as it came, with the heads that a browser minds."""

    body: bytes
    headers: tuple[tuple[str, str], ...]


class KeptFiles:
    """The files by their addresses, those longest unused dropped first."""

    def __init__(self, most: int = _MOST) -> None:
        self._files: OrderedDict[str, KeptFile] = OrderedDict()
        self._size = 0
        self._most = most

    def get(self, url: str) -> KeptFile | None:
        """A file that is kept."""
        file = self._files.get(url)
        if file is not None:
            self._files.move_to_end(url)
        return file

    async def take(self, responses: Iterable[Response], hosts: Collection[str]) -> None:
        """Keep what these answers brought from these hosts; what is gone by now is left."""
        for response in responses:
            request = response.request
            if (
                response.status != 200
                or request.method != "GET"
                or request.resource_type not in _KINDS
                or request.redirected_from is not None
                or hostname(response.url) not in hosts
                or response.url in self._files
            ):
                continue
            with suppress(Error):
                heads = await response.all_headers()
                told = tuple((name, heads[name]) for name in _TOLD if name in heads)
                self._keep(response.url, KeptFile(await response.body(), told))

    def _keep(self, url: str, file: KeptFile) -> None:
        if len(file.body) > _LARGEST or url in self._files:
            return
        self._files[url] = file
        self._size += len(file.body)
        while self._size > self._most:
            _, dropped = self._files.popitem(last=False)
            self._size -= len(dropped.body)
