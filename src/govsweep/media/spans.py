"""Days of which all posts of an account were imported."""

import datetime as dt
from collections.abc import Iterable

from govsweep.facts import DaySpan

_DAY = dt.timedelta(days=1)


def joined(spans: Iterable[DaySpan]) -> tuple[DaySpan, ...]:
    """The same days as spans that stand apart, oldest first."""
    found: list[DaySpan] = []
    for one in sorted(spans, key=lambda span: (span.since, span.through)):
        if found and one.since <= found[-1].through + _DAY:
            found[-1] = DaySpan(found[-1].since, max(found[-1].through, one.through))
        else:
            found.append(one)
    return tuple(found)


def covers(spans: Iterable[DaySpan], since: dt.date, through: dt.date) -> bool:
    """Whether every day from the first to the last is in them."""
    return any(one.since <= since and through <= one.through for one in joined(spans))
