"""Names to addresses, but not into this network: a page may not send a worker there.

What is checked is the address that is connected to, with its port. Inside an office's network many
names do stand at a private address, so what is refused is called unverifiable and not dead.
"""

from collections.abc import Collection, Sequence
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.interfaces import IAddress, IHostnameResolver, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from govsweep.reach import Reach

refused: set[str] = set()
"""Names that were found where nobody may be sent, by this process."""


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver, with what is not public left to registered hosts."""

    def __init__(
        self,
        reactor: ReactorBase,
        cache_size: int,
        timeout: float,
        registered: Collection[str] = (),
    ) -> None:
        super().__init__(reactor, cache_size, timeout)
        self._reach = Reach(registered)

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

    def install_on_reactor(self) -> None:
        """Take the reactor's questions, literal addresses among them."""
        super().install_on_reactor()
        guard: Any = Guard(self.reactor.nameResolver, self._reach)
        self.reactor.installNameResolver(guard)


@implementer(IHostnameResolver)
class Guard:
    """Passes on only those addresses of a host that are within reach."""

    def __init__(self, resolver: Any, reach: Reach) -> None:
        self._resolver = resolver
        self._reach = reach

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        """Find the addresses of a host that may be connected to."""
        gate = _Gate(resolutionReceiver, self._reach, hostName, portNumber)
        return self._resolver.resolveHostName(
            gate, hostName, portNumber, addressTypes, transportSemantics
        )


@implementer(IResolutionReceiver)
class _Gate:
    def __init__(self, receiver: Any, reach: Reach, name: str, port: int) -> None:
        self._receiver = receiver
        self._reach = reach
        self._name = name
        self._port = port

    def resolutionBegan(self, resolutionInProgress: Any) -> None:
        self._receiver.resolutionBegan(resolutionInProgress)

    def addressResolved(self, address: IAddress) -> None:
        if self._reach.holds(self._name, self._port, str(getattr(address, "host", ""))):
            self._receiver.addressResolved(address)
        else:
            refused.add(self._name)

    def resolutionComplete(self) -> None:
        self._receiver.resolutionComplete()
