"""The zone and the night that instants are told in."""

import datetime as dt

import pytest

from govsweep.clock import end_of_night, night_of, told


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


@pytest.mark.parametrize("zone", [-11, -8, 0, 8, 14])
def test_the_same_instant_is_of_the_same_night_in_every_zone(zone: int) -> None:
    away = dt.timezone(dt.timedelta(hours=zone))
    for instant in ("2026-11-20T23:59+08:00", "2026-11-21T00:30+08:00"):
        there = dt.datetime.fromisoformat(instant).astimezone(away)
        assert night_of(there) == dt.date(2026, 11, 20)


def test_a_night_ends_at_noon_in_beijing() -> None:
    end = end_of_night(dt.date(2026, 11, 20))
    assert end.isoformat() == "2026-11-21T12:00:00+08:00"
    assert night_of(end) == dt.date(2026, 11, 21)


def test_a_stored_instant_is_told_in_beijing_time() -> None:
    assert told(0).isoformat() == "1970-01-01T08:00:00+08:00"
