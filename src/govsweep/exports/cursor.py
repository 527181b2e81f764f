"""Cursors: where a reader of exports left off."""

import base64
import binascii
import datetime as dt
import re
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from govsweep.errors import InputError
from govsweep.findings import Finding
from govsweep.store import ExportRound, Store

_ROUND = re.compile(r"(\d{1,18}) ([0-9a-f]{16})")


class Position(NamedTuple):
    """A finding's place in the order of exports: when it last changed, then its id."""

    changed: dt.datetime
    id: str


def position_of(finding: Finding) -> Position:
    """The place of a finding; seen again, fixed or decided on, it moves to the end."""
    instants = (finding.last_seen, finding.fixed_at, finding.changed_at)
    return Position(max(one for one in instants if one is not None), finding.id)


def content_of(finding: Finding) -> bytes:
    """A hash of all that is exported of a finding."""
    return blake2b(finding.model_dump_json().encode(), digest_size=16).digest()


def cursor_of(last: ExportRound) -> str:
    """The opaque cursor that continues after this round."""
    words = f"{last.number} {last.mark}"
    return base64.urlsafe_b64encode(words.encode()).decode().rstrip("=")


def noted(store: Store, findings: Iterable[Finding]) -> str:
    """Note of findings that they are exported as they are; gives the cursor that goes on there."""
    return cursor_of(store.exports.note({one.id: content_of(one) for one in findings}))


def after(store: Store, findings: Iterable[Finding], cursor: str) -> list[Finding]:
    """The findings, noted before, that changed after the cursor was given out.

    Cursors of releases that went by the clock are still understood. Raises `InputError` for what
    is none, and for one that another database gave out.
    """
    last = parse(cursor)
    if isinstance(last, Position):
        return [one for one in findings if position_of(one) > last]
    changed = store.exports.changed_since(last)
    if changed is None:
        raise InputError(
            "--since：这个数据库没有给过这个游标（换了数据库，或恢复过备份），"
            "请不带 --since 全部导出一次"
        )
    return [one for one in findings if one.id in changed]


def parse(cursor: str) -> Position | ExportRound:
    """The place that a cursor stands for."""
    try:
        padded = cursor.strip() + "=" * (-len(cursor.strip()) % 4)
        words = base64.b64decode(padded, b"-_", validate=True).decode()
        if match := _ROUND.fullmatch(words):
            return ExportRound(int(match[1]), match[2])
        instant, _, key = words.partition(" ")
        position = Position(dt.datetime.fromisoformat(instant), key)
    except (binascii.Error, ValueError) as error:
        raise InputError(
            f"--since：游标“{cursor}”无法识别，请原样使用上次导出给出的游标"
        ) from error
    if position.changed.tzinfo is None or not position.id:
        raise InputError(f"--since：游标“{cursor}”无法识别，请原样使用上次导出给出的游标")
    return position
