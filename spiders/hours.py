"""Quiet hours: times of day at which nobody is asked for anything."""

import datetime as dt
from typing import NamedTuple

_DAY = dt.timedelta(days=1)


class QuietHours(NamedTuple):
    """From one time of day to another, maybe over midnight."""

    begin: dt.time
    end: dt.time

    @classmethod
    def read(cls, text: str) -> "QuietHours | None":
        """Hours as settings have them, `08:00-18:00`; none where nothing is said."""
        if not text:
            return None
        begin, end = map(dt.time.fromisoformat, text.split("-"))
        return cls(begin, end)

    def left(self, moment: dt.datetime) -> float:
        """Seconds until the hours end; 0 outside of them."""
        # By the clock on the wall: a day on which it is put forward or back has 23 or 25 hours.
        wall = moment.astimezone().replace(tzinfo=None)
        end = wall.replace(hour=self.end.hour, minute=self.end.minute, second=0, microsecond=0)
        if end <= wall:
            end += _DAY
        begin = end.replace(hour=self.begin.hour, minute=self.begin.minute)
        if begin >= end:
            begin -= _DAY
        return (end.astimezone() - moment).total_seconds() if begin <= wall else 0.0
