"""Names to addresses, but not into this network: a page may not send a worker there.

Only hosts of registered sites may stand at a private address. Inside an office's network many
names do, so what is refused is called unverifiable and not dead.
"""

from collections.abc import Collection, Sequence
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from govsweep.spiders.routes import is_private

refused: set[str] = set()
"""Names that were found at a private address, by this process."""


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver, with private addresses left to registered hosts."""

    def __init__(
        self,
        reactor: ReactorBase,
        cache_size: int,
        timeout: float,
        registered: Collection[str] = (),
    ) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._registered = registered

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        """Scrapy's way to build it; the worker sets REGISTERED_HOSTS."""
        settings = crawler.settings
        return cls(
            reactor,
            settings.getint("DNSCACHE_SIZE"),
            settings.getfloat("DNS_TIMEOUT"),
            frozenset(settings.getlist("REGISTERED_HOSTS")),
        )

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":
        """Find an address that may be asked."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found.addCallback(self._let_out, name)

    def _let_out(self, address: Any, name: str) -> Any:
        # What is private by its own name was let in, or not, where it was found.
        if is_private(str(address)) and not (name in self._registered or is_private(name)):
            refused.add(name)
            raise DNSLookupError(f"{name} stands at a private address")
        return address
