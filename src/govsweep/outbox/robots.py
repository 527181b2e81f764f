"""Robots of group chats: 企业微信 and 钉钉, within their limits of bytes and of messages a minute.

Both answer 200 to everything and say in the body whether they took it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from govsweep.outbox.channels import Channel, Parcel, Receipt, judged, post
from govsweep.outbox.digest import TITLE, messages
from govsweep.outbox.pacing import Turnstile
from govsweep.outbox.receivers import MessageFormat
from govsweep.outbox.signing import dingtalk_address, with_query
from govsweep.store import Waiting

_HEADERS = {"Content-Type": "application/json; charset=utf-8"}


@dataclass
class Robot(Channel):
    """What the robots have in common: a digest in messages that fit, so many a minute."""

    too_often: dict[int, float] = field(default_factory=dict)  # code -> seconds to keep still
    refusals: frozenset[int] = frozenset()  # codes of messages that will never do

    def turnstile(self) -> Turnstile:
        """So many messages a minute as the robot takes."""
        return Turnstile(self.receiver.per_minute, self.clock)

    @property
    def _is_markdown(self) -> bool:
        return self.receiver.format is MessageFormat.MARKDOWN

    def parcels(self, waiting: Sequence[Waiting]) -> list[Parcel]:
        """A digest, in as few messages as hold it."""
        made = messages(waiting, self.fits, bold=self._is_markdown)
        return [Parcel(one.text, one.waiting) for one in made]

    def fits(self, text: str) -> bool:
        """Whether a message is not too long."""
        raise NotImplementedError

    def body(self, text: str) -> dict[str, Any]:
        """The request's body."""
        raise NotImplementedError

    def address(self) -> str:
        """The address to be asked for now."""
        raise NotImplementedError

    async def send(self, parcel: Parcel, session: aiohttp.ClientSession) -> Receipt:
        """Post the message, and read what the robot says of it."""
        data = _encoded(self.body(str(parcel.content)))
        status, headers, told = await post(session, self.address(), data=data, headers=_HEADERS)
        answer = judged(status, headers)
        if not answer.taken:
            return answer._replace(refused=False)
        code = _code(told)
        if code == 0:
            return answer
        return Receipt(
            taken=False,
            words="答复不是所要的格式" if code is None else f"答复错误码 {code}",
            refused=code in self.refusals,
            wait=self.too_often.get(code or 0, 0.0),
        )


@dataclass
class WeCom(Robot):
    """The robot of a group in 企业微信; its key may stand in the address or in the secret."""

    too_often: dict[int, float] = field(default_factory=lambda: {45009: 60.0})
    refusals: frozenset[int] = frozenset((40008, 44004, 45002))  # kind, emptiness, length

    def fits(self, text: str) -> bool:
        """Whether its content is not too long: 4,096 bytes, or 2,048 as plain text."""
        return len(text.encode()) <= (4_096 if self._is_markdown else 2_048)

    def body(self, text: str) -> dict[str, Any]:
        """The request's body."""
        kind = self.receiver.format.value
        return {"msgtype": kind, kind: {"content": text}}

    def address(self) -> str:
        """The address with the robot's key."""
        key = self.receiver.secret
        return with_query(self.receiver.address, key=key) if key else self.receiver.address


@dataclass
class DingTalk(Robot):
    """The robot of a group in 钉钉; where it asks for signatures the secret makes them."""

    # Who sends too often is shut out for ten minutes.
    too_often: dict[int, float] = field(default_factory=lambda: {130101: 600.0, 90030: 600.0})
    refusals: frozenset[int] = frozenset((430101, 430102, 430103, 430104, 460101))

    def fits(self, text: str) -> bool:
        """Whether the whole request is not too long: 20,000 bytes."""
        return len(_encoded(self.body(text))) <= 20_000

    def body(self, text: str) -> dict[str, Any]:
        """The request's body."""
        if self._is_markdown:
            return {"msgtype": "markdown", "markdown": {"title": TITLE, "text": text}}
        return {"msgtype": "text", "text": {"content": text}}

    def address(self) -> str:
        """The address, signed as of now where there is a secret."""
        secret, url = self.receiver.secret, self.receiver.address
        return dingtalk_address(url, secret, self.clock.now()) if secret else url


def _encoded(body: dict[str, Any]) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode()


def _code(told: bytes) -> int | None:
    try:
        code = json.loads(told)["errcode"]
    except (ValueError, KeyError, TypeError):
        return None
    return code if isinstance(code, int) else None
