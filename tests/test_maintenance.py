"""Announced maintenance: how it is written, and when it is."""

import datetime as dt

import pytest

from govsweep.maintenance import seconds_left, windows

NIGHT = "2026-11-22 20:00/2026-11-23 02:00"
TWICE = f"{NIGHT}；2026-11-23 01:00/2026-11-23 03:00"


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).astimezone()


@pytest.mark.parametrize(
    ("text", "moment", "left"),
    [
        (NIGHT, "2026-11-22 19:59:59", 0),
        (NIGHT, "2026-11-22 20:00:00", 21_600),
        (NIGHT, "2026-11-23 01:59:00", 60),
        (NIGHT, "2026-11-23 02:00:00", 0),
        (TWICE, "2026-11-23 01:30:00", 5_400),
        ("", "2026-11-23 01:30:00", 0),
    ],
)
def test_how_long_it_lasts(text: str, moment: str, left: float) -> None:
    assert seconds_left(text, at(moment)) == left


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("明晚八点", "不是维护时段"),
        ("2026-11-22 20:00", "不是维护时段"),
        ("2026-11-22 20:00/2026-13-01", "不是维护时段"),
        ("2026-11-22T20:00+08:00/2026-11-23T02:00+08:00", "不是维护时段"),
        ("2026-11-23 02:00/2026-11-22 20:00", "不晚于开始"),
    ],
)
def test_what_is_no_window_is_named(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        windows(text)
