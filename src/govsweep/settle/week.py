"""The week of a home page, from the timer's probes."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from govsweep.facts import Availability, Failure, Probe

WEEK = dt.timedelta(days=7)
_DAY = dt.timedelta(days=1)
_WALLS = (Failure.BLOCKED, Failure.ROBOTS)


def availability(probes: Iterable[Probe], until: dt.datetime) -> Availability:
    """Count the probes of the seven times 24 hours before an instant; walls are no visits."""
    seen = [one for one in probes if until - WEEK < one.at <= until and one.failure not in _WALLS]
    days = Counter((until - one.at) // _DAY for one in seen)
    return Availability(
        fewest=min(days[day] for day in range(7)),
        visits=len(seen),
        failed=sum(one.failure is not None for one in seen),
    )
