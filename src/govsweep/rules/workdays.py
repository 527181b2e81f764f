"""Workdays in China: weekends, public holidays, and the weekends that are worked in their place."""

import datetime as dt
from collections.abc import Iterator

from chinese_calendar import Holiday, get_holiday_detail

_SATURDAY = 5


def is_known(year: int) -> bool:
    """Whether a year's public holidays are known; of another year only plain weekends are."""
    try:
        get_holiday_detail(dt.date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def is_workday(day: dt.date) -> bool:
    """Whether people work on a day."""
    try:
        free, _ = get_holiday_detail(day)
    except NotImplementedError:
        return day.weekday() < _SATURDAY
    return not free


def public_holiday(day: dt.date) -> str:
    """The public holiday that a free day belongs to, by its Chinese name; "" for any other day.

    Of a year that is not known no day is one.
    """
    try:
        free, holiday = get_holiday_detail(day)
    except NotImplementedError:
        return ""
    return str(Holiday(holiday).chinese) if free and holiday else ""


def is_plain_weekend(day: dt.date) -> bool:
    """Whether a day is a free Saturday or Sunday that belongs to no public holiday."""
    if day.weekday() < _SATURDAY:
        return False
    try:
        free, holiday = get_holiday_detail(day)
    except NotImplementedError:
        return True
    return free and holiday is None


def weekends_before(day: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """The plain weekends that were over before a day, newest first, of the last ten weeks."""
    sunday = day - dt.timedelta(days=day.weekday() + 1)
    for week in range(10):
        last = sunday - dt.timedelta(weeks=week)
        first = last - dt.timedelta(days=1)
        if is_plain_weekend(first) and is_plain_weekend(last):
            yield first, last


def workdays_before(day: dt.date, count: int) -> list[dt.date]:
    """The last `count` workdays before a day, newest first."""
    found: list[dt.date] = []
    while len(found) < count:
        day -= dt.timedelta(days=1)
        if is_workday(day):
            found.append(day)
    return found


def workdays_between(day: dt.date, last: dt.date) -> int:
    """How many workdays there are after a day, up to another."""
    days = (day + dt.timedelta(days=number) for number in range(1, (last - day).days + 1))
    return sum(map(is_workday, days))
