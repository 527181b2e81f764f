"""Workdays, weekends and holidays."""

import datetime as dt
from itertools import islice

from govsweep.rules.workdays import (
    is_known,
    is_plain_weekend,
    is_workday,
    weekends_before,
    workdays_before,
    workdays_between,
)


def test_a_weekend_worked_for_a_holiday_is_none() -> None:
    assert is_workday(dt.date(2026, 10, 10))  # a Saturday
    assert not is_plain_weekend(dt.date(2026, 10, 10))


def test_a_weekend_within_a_holiday_is_free_and_not_plain() -> None:
    assert not is_workday(dt.date(2026, 10, 3))
    assert not is_plain_weekend(dt.date(2026, 10, 3))


def test_of_unknown_years_only_weekends_are_known() -> None:
    assert not is_known(2090)
    assert is_workday(dt.date(2090, 10, 2))  # a Monday
    assert is_plain_weekend(dt.date(2090, 10, 1))


def test_weekends_are_over_before_they_count() -> None:
    sunday = dt.date(2026, 11, 15)
    assert next(weekends_before(sunday)) == (dt.date(2026, 11, 7), dt.date(2026, 11, 8))
    assert next(weekends_before(dt.date(2026, 11, 16))) == (dt.date(2026, 11, 14), sunday)


def test_weekends_of_a_holiday_are_passed_over() -> None:
    found = list(islice(weekends_before(dt.date(2026, 10, 14)), 2))
    assert found == [
        (dt.date(2026, 9, 12), dt.date(2026, 9, 13)),
        (dt.date(2026, 9, 5), dt.date(2026, 9, 6)),
    ]


def test_workdays_leave_holidays_out() -> None:
    assert workdays_before(dt.date(2026, 10, 9), 2) == [
        dt.date(2026, 10, 8),
        dt.date(2026, 9, 30),
    ]


def test_workdays_between_two_days_leave_out_the_first() -> None:
    friday = dt.date(2026, 11, 20)
    assert workdays_between(friday, dt.date(2026, 11, 23)) == 1
    assert workdays_between(dt.date(2026, 9, 30), dt.date(2026, 10, 10)) == 3  # a holiday
    assert workdays_between(friday, friday) == 0
