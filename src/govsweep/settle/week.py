"""The week of a home page, from the timer's probes."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from govsweep.facts import Availability, Probe
from govsweep.link_status import is_walled

DAYS = 7
WEEK = dt.timedelta(days=DAYS)
_DAY = dt.timedelta(days=1)


class Visits(NamedTuple):
    """How often a home page was visited in 24 hours, and how often it was not open."""

    paid: int
    failed: int


def visits(probes: Iterable[Probe], until: dt.datetime) -> tuple[Visits, ...]:
    """Each of the seven times 24 hours before an instant, the last first; walls are no visits."""
    seen = [
        one
        for one in probes
        if until - WEEK < one.at <= until and not is_walled(one.failure, one.status)
    ]
    paid = Counter((until - one.at) // _DAY for one in seen)
    failed = Counter((until - one.at) // _DAY for one in seen if one.failure is not None)
    return tuple(Visits(paid[day], failed[day]) for day in range(DAYS))


def availability(days: Iterable[tuple[int, int]]) -> Availability:
    """The week that seven days make."""
    week = [Visits(*day) for day in days][:DAYS]
    if len(week) < DAYS:
        return Availability()
    return Availability(
        fewest=min(day.paid for day in week),
        visits=sum(day.paid for day in week),
        failed=sum(day.failed for day in week),
    )
