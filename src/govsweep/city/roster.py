"""Who is on duty in the sample city: a watched period, one day of which nobody has."""

import datetime as dt
from typing import NamedTuple

from govsweep.periods import Span
from govsweep.roster import DutyShift

ROSTER = "值班表.csv"
_DAYS = 5  # of the period; it begins tonight
_UNMANNED = 3  # the day of it that was forgotten
_SHIFTS = (("何静", "0780-2231100", "带班"), ("罗明", "0780-2231101", ""), ("冯雪", "", ""))


class SampleRoster(NamedTuple):
    """The roster, the period in which sites are looked at more often, and the truth."""

    shifts: tuple[DutyShift, ...]
    watched: Span
    unmanned: tuple[dt.date, ...]  # planted; a plain day after it without anybody is none

    @property
    def table(self) -> str:
        """The roster as the office keeps it (值班表.csv)."""
        rows = (f"{one.day},{one.name},{one.phone},{one.note}\n" for one in self.shifts)
        return "日期,姓名,电话,说明\n" + "".join(rows)

    @property
    def office(self) -> str:
        """What office.toml says of it, where the roster lies beside it."""
        begins, ends = self.watched.begins, self.watched.ends
        named = f'[heightened."{self.watched.title}"]\nbegins = {begins}\nends = {ends}\n'
        return f'roster_file = "{ROSTER}"\n\n{named}'


def build_roster(day: dt.date, *, faults: bool = True) -> SampleRoster:
    """The roster as it is on a day."""
    days = [day + dt.timedelta(days=number) for number in range(_DAYS)]
    missing = (days[_UNMANNED],) if faults else ()
    shifts = [
        DutyShift(day=one, name=name, phone=phone, note=note)
        for number, one in enumerate(days)
        for name, phone, note in _SHIFTS[number % 2 : number % 2 + 2]
        if one not in missing
    ]
    return SampleRoster(tuple(shifts), Span(days[0], days[-1], "供暖保障"), missing)
