import datetime as dt

import pytest

from govsweep.reports.snapshot import Period, night_of


@pytest.mark.parametrize(
    ("day", "number", "first", "last"),
    [
        ("2026-01-01", 1, "2026-01-01", "2026-03-31"),
        ("2024-02-29", 1, "2024-01-01", "2024-03-31"),
        ("2026-06-30", 2, "2026-04-01", "2026-06-30"),
        ("2026-07-01", 3, "2026-07-01", "2026-09-30"),
        ("2026-12-31", 4, "2026-10-01", "2026-12-31"),
    ],
)
def test_a_day_belongs_to_its_quarter(day: str, number: int, first: str, last: str) -> None:
    period = Period.quarter_of(dt.date.fromisoformat(day))
    assert (period.year, period.quarter) == (int(day[:4]), number)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("first", "last", "meets"),
    [
        ("2026-09-30", "2026-10-01", True),  # its last sighting is the quarter's first day
        ("2026-12-31", "2027-02-01", True),
        ("2026-07-01", "2027-02-01", True),  # all through
        ("2026-07-01", "2026-09-30", False),
        ("2027-01-01", "2027-01-01", False),
    ],
)
def test_a_span_meets_the_quarter_that_it_touches(first: str, last: str, meets: bool) -> None:
    period = Period.quarter_of(dt.date(2026, 11, 20))
    assert period.meets(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) is meets


@pytest.mark.parametrize(
    ("instant", "night"),
    [
        ("2026-12-31T22:00+08:00", "2026-12-31"),
        ("2027-01-01T03:41+08:00", "2026-12-31"),
        ("2027-01-01T11:59+08:00", "2026-12-31"),
        ("2027-01-01T12:00+08:00", "2027-01-01"),
    ],
)
def test_the_small_hours_belong_to_the_night_before(instant: str, night: str) -> None:
    assert night_of(dt.datetime.fromisoformat(instant)).isoformat() == night
