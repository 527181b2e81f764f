"""Tasks: what waits in Redis to be asked for, as few bytes as will do."""

from enum import StrEnum
from typing import Any, Protocol

import msgspec

from govsweep.facts import Address

_KEY_LENGTH = 16  # of a fingerprint; what follows it in a key names the purpose
_LINKS_FROM = 1000.0  # order of the first link: after every page
_PAST = 0.5  # how far an urgent task goes before its equals


class TaskPurpose(StrEnum):
    """What an address is asked for."""

    PAGE = ""  # to be read
    LINK = "l"  # to learn whether it answers
    TIMING = "t"  # a home page, to learn how long it takes


class Task(msgspec.Struct, frozen=True):
    """An address that waits in a queue, with what was tried so far."""

    queue: str
    url: str
    fingerprint: bytes
    purpose: TaskPurpose = TaskPurpose.PAGE
    depth: int = 0  # of a page; of a timing, 1: only other looks are left, it was quick
    tries: int = 0
    hops: int = 0  # redirects followed before it came to this queue
    deaths: int = 0  # how many workers died with it in hand
    urgent: bool = False
    wait: float = 0.0  # seconds from when it is queued until it may be pulled
    referrer: str = ""  # of a foreign target: the origin of the page that leads there

    @classmethod
    def of(cls, address: Address, *, urgent: bool = False, wait: float = 0.0) -> "Task":
        """The task of an address that a page revealed or that the store knows."""
        return cls(
            queue=address.queue,
            url=address.url,
            fingerprint=address.fingerprint,
            purpose=TaskPurpose.LINK if address.is_link else TaskPurpose.PAGE,
            depth=address.depth,
            tries=address.tries,
            urgent=urgent,
            wait=wait,
            referrer=address.referrer,
        )

    @property
    def key(self) -> bytes:
        """Its name in the queue: an address can wait there once for each purpose."""
        return self.fingerprint + self.purpose.value.encode()

    @property
    def order(self) -> float:
        """Its place among what is ready: pages by depth, then links."""
        if self.purpose is not TaskPurpose.PAGE:
            return _LINKS_FROM
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


def pack(task: Task, serializer: Serializer) -> bytes:
    """A task as it lies in Redis; its fingerprint and purpose are its key there.

    The referrer is written where there is one: pages and links of a site are as short as before.
    """
    told = [task.url, task.depth, task.tries, task.hops]
    return serializer.dumps([*told, task.referrer] if task.referrer else told)


def unpack(queue: str, key: bytes, packed: bytes, deaths: int, serializer: Serializer) -> Task:
    """The task that lies under a key."""
    url, depth, tries, hops, *told = serializer.loads(packed)
    purpose = TaskPurpose(key[_KEY_LENGTH:].decode())
    referrer = told[0] if told else ""
    return Task(
        queue, url, key[:_KEY_LENGTH], purpose, depth, tries, hops, deaths, referrer=referrer
    )
