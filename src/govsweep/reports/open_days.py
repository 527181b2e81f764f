"""A calendar of a home page: on which days visitors found it open, week by week."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from govsweep.facts import Probe
from govsweep.link_status import is_walled

WEEKS = 5


class OpenDay(NamedTuple):
    """How often a home page was visited on a day, and how often it was not open."""

    day: dt.date
    paid: int
    failed: int

    @property
    def in_words(self) -> str:
        """What was seen of it; a day without a visit says nothing."""
        if not self.paid:
            return "没有访问"
        return f"{self.failed}/{self.paid} 打不开" if self.failed else "正常"


def begins(through: dt.date) -> dt.date:
    """The Monday with which the calendar up to a day begins."""
    return through - dt.timedelta(days=through.weekday() + 7 * (WEEKS - 1))


def open_days(probes: Iterable[Probe], through: dt.date) -> list[list[OpenDay]]:
    """Weeks from Monday on, up to a day, the newest last; a wall's answer is no visit."""
    seen = [one for one in probes if not is_walled(one.failure, one.status)]
    paid = Counter(one.at.date() for one in seen)
    failed = Counter(one.at.date() for one in seen if one.failure is not None)
    first = begins(through)
    days = [first + dt.timedelta(days=number) for number in range((through - first).days + 1)]
    made = [OpenDay(day, paid[day], failed[day]) for day in days]
    return [made[start : start + 7] for start in range(0, len(made), 7)]
