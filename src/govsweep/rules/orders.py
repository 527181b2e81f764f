"""Standing orders: words that the office has looked for until it says otherwise."""

import datetime as dt
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

import msgspec

from govsweep.clock import BEIJING
from govsweep.errors import InputError
from govsweep.rules.model import Level, Rules, WordRule

CHECK = "standing-order"
_SHORTEST, _LONGEST = 2, 60


class StandingOrder(msgspec.Struct, frozen=True, kw_only=True):
    """Words to be looked for, from a day to a day, and what is to stand there."""

    id: int = 0
    words: str
    right: str = ""
    reason: str
    first: dt.date | None = None
    last: dt.date | None = None
    certain: bool = False  # what is found counts as confirmed
    by: str = ""
    at: dt.datetime
    ended_at: dt.datetime | None = None
    ended_by: str = ""

    def in_force(self, at: dt.datetime, day: dt.date) -> bool:
        """Whether a sweep that was opened at an instant, and counts to a day, goes by it."""
        given = self.at <= at and (self.ended_at is None or self.ended_at > at)
        return given and (self.first or day) <= day <= (self.last or day)

    @property
    def span(self) -> str:
        """From when to when it reaches, in words."""
        return f"{self.first or '登记'} 至 {self.last or '停止'}"

    def state(self, day: dt.date) -> str:
        """How it stands on a day, in words."""
        if self.ended_at is not None:
            return f"{self.ended_at:%Y-%m-%d} 停止"
        if self.last is not None and self.last < day:
            return "已到期"
        return "未开始" if self.first is not None and self.first > day else "在查"

    @property
    def rule(self) -> WordRule:
        """The word rule that it makes."""
        return WordRule(
            id=f"order-{self.id}",
            check=CHECK,
            kind="order",
            level=Level.ERROR if self.certain else Level.SUGGEST,
            literals=(self.words,),
            replace=self.right,
            why=self.reason,
        )


def checked(order: StandingOrder) -> StandingOrder:
    """The order with its words trimmed; raises `InputError` where they cannot be looked for."""
    words, right, reason = map(_one_line, (order.words, order.right, order.reason))
    if not _SHORTEST <= len(words) <= _LONGEST:
        raise InputError(f"专查用语应有 {_SHORTEST} 到 {_LONGEST} 个字")
    if len(right) > _LONGEST:
        raise InputError(f"现在的写法至多 {_LONGEST} 个字")
    if right and words in right:
        raise InputError(f"“{words}”是“{right}”的一部分，现在的写法也会报出")
    if not reason:
        raise InputError("请写明理由")
    if order.first and order.last and order.first > order.last:
        raise InputError(f"截止日期 {order.last} 早于起始日期 {order.first}")
    if order.last and order.last < order.at.astimezone(BEIJING).date():
        raise InputError(f"截止日期 {order.last} 已经过去，一次巡检也不会查它")
    return msgspec.structs.replace(order, words=words, right=right, reason=reason)


def _one_line(text: str) -> str:
    """What somebody wrote, without what nobody sees: no page has it, and PostgreSQL no NUL."""
    return "".join(mark for mark in text if unicodedata.category(mark) != "Cc").strip()


def with_orders(rules: Rules, orders: Sequence[StandingOrder]) -> Rules:
    """The rules with what standing orders in force add, under a version of their own."""
    if not orders:
        return rules
    made = tuple(one.rule for one in sorted(orders, key=lambda one: one.id))
    said = "\0".join([rules.version, *(one.model_dump_json() for one in made)])
    version = blake2b(said.encode(), digest_size=6).hexdigest()
    return replace(rules, version=version, word_rules=(*rules.word_rules, *made))
