"""Channels: what a kind of receiver is sent, and what its answer means."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import aiohttp

from govsweep.outbox.envelope import envelope
from govsweep.outbox.pacing import Clock, Turnstile
from govsweep.outbox.receivers import Receiver
from govsweep.outbox.signing import signature
from govsweep.store import Waiting

# The receiver read the message and will not have it, today or tomorrow.
_REFUSALS = frozenset((400, 413, 415, 422))
_READ_AT_MOST = 64 * 1024  # bytes of an answer


class Parcel(NamedTuple):
    """What is sent at a time, and the events in it."""

    content: bytes | str
    waiting: tuple[Waiting, ...]


class Receipt(NamedTuple):
    """What a receiver said; `words` hold nothing secret, for they are stored and shown."""

    taken: bool
    words: str
    refused: bool = False  # for good: trying again will not help
    wait: float = 0.0  # seconds that it asks for


@dataclass
class Channel(ABC):
    """The way to one receiver."""

    receiver: Receiver
    clock: Clock
    at_a_time: int = 500  # events taken together
    recorded_after: int = 1  # parcels

    @abstractmethod
    def parcels(self, waiting: Sequence[Waiting]) -> list[Parcel]:
        """Some events as they are sent."""

    @abstractmethod
    async def send(self, parcel: Parcel, session: aiohttp.ClientSession) -> Receipt:
        """Send a parcel; what goes wrong with the receiver is an answer, too."""

    def turnstile(self) -> Turnstile | None:
        """What keeps the channel from sending too much in a minute, if anything must."""
        return None


@dataclass
class Webhook(Channel):
    """One event a request, in their order, signed."""

    at_a_time: int = 20
    recorded_after: int = 20  # one who dies before sends them twice, under the same ids

    def parcels(self, waiting: Sequence[Waiting]) -> list[Parcel]:
        """Each event by itself."""
        return [Parcel(envelope(one.event), (one,)) for one in waiting]

    async def send(self, parcel: Parcel, session: aiohttp.ClientSession) -> Receipt:
        """Post the event; any answer of the 200s says that it was taken."""
        assert isinstance(parcel.content, bytes)  # noqa: S101 - as made above
        timestamp = str(int(self.clock.now()))
        event = parcel.waiting[0].event
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "X-Govsweep-Event-Id": event.id,
            "X-Govsweep-Event-Kind": event.kind.value,
            "X-Govsweep-Timestamp": timestamp,
            "X-Govsweep-Signature": signature(self.receiver.secret, timestamp, parcel.content),
        }
        status, answered, _ = await post(
            session, self.receiver.address, data=parcel.content, headers=headers
        )
        return judged(status, answered)


def judged(status: int, headers: Mapping[str, str]) -> Receipt:
    """What a status says."""
    asked = headers.get("Retry-After", "")
    return Receipt(
        taken=200 <= status < 300,
        words=f"答复 {status}",
        refused=status in _REFUSALS,
        wait=float(asked) if asked.isascii() and asked.isdigit() else 0.0,
    )


async def post(
    session: aiohttp.ClientSession, url: str, *, data: bytes, headers: Mapping[str, str]
) -> tuple[int, Mapping[str, str], bytes]:
    """The status, the headers and the start of the body of an answer; redirects are answers."""
    async with session.post(url, data=data, headers=headers, allow_redirects=False) as answer:
        return answer.status, answer.headers, await answer.content.read(_READ_AT_MOST)


def failure(error: Exception) -> Receipt:
    """Why nothing was answered, in words of our own: an error's may name the whole address."""
    if isinstance(error, TimeoutError):
        words = "超时没有答复"
    elif isinstance(error, aiohttp.ClientConnectorCertificateError):
        words = "安全证书不被信任"
    elif isinstance(error, aiohttp.ClientSSLError):
        words = "加密连接出错"
    elif isinstance(error, aiohttp.ClientConnectorDNSError):
        words = "域名无法解析"
    elif isinstance(error, aiohttp.ClientConnectorError):
        words = "连接不上"
    elif isinstance(error, (aiohttp.ClientError, OSError)):
        words = f"连接中断（{type(error).__name__}）"
    else:
        words = f"发送出错（{type(error).__name__}）"
    return Receipt(taken=False, words=words)
