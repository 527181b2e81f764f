"""Cursors: where a reader of exports left off."""

import base64
import binascii
import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from govsweep.errors import InputError
from govsweep.findings import Finding


class Position(NamedTuple):
    """A finding's place in the order of exports: when it last changed, then its id."""

    changed: dt.datetime
    id: str


def position_of(finding: Finding) -> Position:
    """The place of a finding; seen again, fixed or decided on, it moves to the end."""
    instants = (finding.last_seen, finding.fixed_at, finding.changed_at)
    return Position(max(one for one in instants if one is not None), finding.id)


def cursor_of(finding: Finding) -> str:
    """The opaque cursor that continues after this finding."""
    position = position_of(finding)
    text = f"{position.changed.astimezone(dt.UTC).isoformat()} {position.id}"
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def parse(cursor: str) -> Position:
    """The place that a cursor stands for."""
    try:
        padded = cursor.strip() + "=" * (-len(cursor.strip()) % 4)
        instant, _, key = base64.b64decode(padded, b"-_", validate=True).decode().partition(" ")
        position = Position(dt.datetime.fromisoformat(instant), key)
    except (binascii.Error, ValueError) as error:
        raise InputError(
            f"--since：游标“{cursor}”无法识别，请原样使用上次导出给出的游标"
        ) from error
    if position.changed.tzinfo is None or not position.id:
        raise InputError(f"--since：游标“{cursor}”无法识别，请原样使用上次导出给出的游标")
    return position


def after(findings: Iterable[Finding], cursor: str) -> Iterator[Finding]:
    """The findings that changed after the cursor was given out."""
    position = parse(cursor)
    return (finding for finding in findings if position_of(finding) > position)
