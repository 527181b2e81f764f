"""The zone that instants are told in, wherever this machine stands.

Chinese sites keep Beijing time, and so do the papers on them: the same database prints the same
days on a server that counts UTC and on a laptop that is abroad. Only what people set by the clock
on their own wall, as quiet hours are, stays in the machine's zone.
"""

import datetime as dt
import time

BEIJING = dt.timezone(dt.timedelta(hours=8))
_NOON = dt.time(12)  # a night ends here
_HALF_DAY = dt.timedelta(hours=12)


def now() -> dt.datetime:
    """This moment, in Beijing time; whoever moves `time.time` moves it with all that is told."""
    return told(time.time())


def told(seconds: float) -> dt.datetime:
    """A stored instant in Beijing time."""
    return dt.datetime.fromtimestamp(seconds, BEIJING)


def date_of(instant: dt.datetime) -> dt.date:
    """The date in Beijing: what an office writes on what it signs."""
    return instant.astimezone(BEIJING).date()


def night_of(instant: dt.datetime) -> dt.date:
    """The night that an instant belongs to: the date in Beijing twelve hours before."""
    return (instant.astimezone(BEIJING) - _HALF_DAY).date()


def end_of_night(night: dt.date) -> dt.datetime:
    """The noon after a night."""
    return dt.datetime.combine(night + dt.timedelta(days=1), _NOON, BEIJING)
