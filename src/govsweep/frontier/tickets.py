"""Tickets: what waits in Redis to be asked for, as few bytes as will do."""

from enum import StrEnum
from typing import Any, Protocol

import msgspec

from govsweep.facts import Address

_KEY_LENGTH = 16  # of a fingerprint; what follows it in a key names the errand
_PROBES_FROM = 1000.0  # order of the first probe: after every page
_PAST = 0.5  # how far an urgent ticket goes before its equals


class Errand(StrEnum):
    """What an address is asked for."""

    PAGE = ""  # to be read
    PROBE = "l"  # to learn whether it answers
    TIMING = "t"  # a home page, to learn how long it takes


class Ticket(msgspec.Struct, frozen=True):
    """An address that waits in a queue, with what was tried so far."""

    url: str
    fingerprint: bytes
    errand: Errand = Errand.PAGE
    depth: int = 0  # of a page; of a timing, 1: only other looks are left, it was quick
    tries: int = 0
    hops: int = 0  # redirects followed before it came to this queue
    deaths: int = 0  # how many workers died with it in hand
    urgent: bool = False

    @classmethod
    def of(cls, address: Address, *, urgent: bool = False) -> "Ticket":
        """The ticket of an address that a page revealed or that the store knows."""
        return cls(
            url=address.url,
            fingerprint=address.fingerprint,
            errand=Errand.PROBE if address.probe else Errand.PAGE,
            depth=address.depth,
            tries=address.tries,
            urgent=urgent,
        )

    @property
    def key(self) -> bytes:
        """Its name in the queue: an address can wait there once for each errand."""
        return self.fingerprint + self.errand.value.encode()

    @property
    def order(self) -> float:
        """Its place among what is ready: pages by depth, then probes."""
        if self.errand is not Errand.PAGE:
            return _PROBES_FROM
        return self.depth - (_PAST if self.urgent else 0.0)


class Serializer(Protocol):
    """What the setting SCHEDULER_SERIALIZER names: a module with these two functions."""

    def dumps(self, value: Any) -> bytes:
        """Plain values to bytes."""

    def loads(self, packed: bytes) -> Any:
        """The plain values again."""


class MessagePack:
    """The serialiser used where the settings name none."""

    def dumps(self, value: Any) -> bytes:
        """Plain values as msgpack."""
        return msgspec.msgpack.encode(value)

    def loads(self, packed: bytes) -> Any:
        """The plain values again."""
        return msgspec.msgpack.decode(packed)


def pack(ticket: Ticket, serializer: Serializer) -> bytes:
    """A ticket as it lies in Redis; its fingerprint and errand are its key there."""
    return serializer.dumps([ticket.url, ticket.depth, ticket.tries, ticket.hops])


def unpack(key: bytes, packed: bytes, deaths: int, serializer: Serializer) -> Ticket:
    """The ticket that lies under a key."""
    url, depth, tries, hops = serializer.loads(packed)
    errand = Errand(key[_KEY_LENGTH:].decode())
    return Ticket(url, key[:_KEY_LENGTH], errand, depth, tries, hops, deaths)
