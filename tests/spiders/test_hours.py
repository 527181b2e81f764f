"""Quiet hours: nothing is asked for in them, and everything after them."""

import datetime as dt
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from govsweep.facts import PageState
from govsweep.spiders.hours import QuietHours

DAY, NIGHT = QuietHours.read("08:00-18:00"), QuietHours.read("22:30-06:00")


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2026-11-20T{text}").astimezone()


@pytest.mark.parametrize(
    ("hours", "moment", "left"),
    [
        (DAY, "07:59:59", 0),
        (DAY, "08:00:00", 36_000),
        (DAY, "17:59:00", 60),
        (DAY, "18:00:00", 0),
        (NIGHT, "22:29:59", 0),
        (NIGHT, "22:30:00", 27_000),
        (NIGHT, "05:59:00", 60),
        (NIGHT, "06:00:00", 0),
        (NIGHT, "12:00:00", 0),
    ],
)
def test_how_long_they_last(hours: QuietHours, moment: str, left: float) -> None:
    assert hours.left(at(moment)) == left


def test_none_are_none() -> None:
    assert QuietHours.read("") is None


@pytest.mark.parametrize("word", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_asks_for_nothing_in_them_and_stops_when_told_to(
    word: signal.Signals, sweeping: Any, town: Any, tmp_path: Path
) -> None:
    sweeping.site()
    town.page("/", "/a.html")
    town.page("/a.html")
    sweeping.open()
    sweeping.scrapy(tmp_path, LOG_LEVEL="INFO")
    now, hour = dt.datetime.now(), dt.timedelta(hours=1)
    sweeping.start(GOVSWEEP_QUIET_HOURS=f"{now - hour:%H:%M}-{now + hour:%H:%M}")
    (worker,) = sweeping.workers
    worker.until_said("Quiet hours")
    time.sleep(2)  # it could have asked by now
    worker.send_signal(word)
    worker.end()
    assert worker.returncode == 0
    assert town.asked == []
    sweeping.finish()
    sweeping.start()
    sweeping.finish()
    assert set(sweeping.states().values()) == {(PageState.FETCHED, "")}


def window(minutes: int) -> str:
    now = dt.datetime.now()
    begin, end = now - dt.timedelta(minutes=5), now + dt.timedelta(minutes=minutes)
    return f"{begin:%F %H:%M}/{end:%F %H:%M}"


def test_a_site_under_long_maintenance_is_left_and_not_judged_for_being_away(
    sweeping: Any, town: Any
) -> None:
    sweeping.site(maintenance=window(600))
    town.page("/", "/a.html")
    assert "余下的留到下一夜：正在维护" in sweeping.run()
    assert town.asked == []
    assert set(sweeping.states().values()) == {(PageState.LEFT, "maintenance")}
    assert sweeping.store.probes.of_sweep("1300000001", sweeping.sweep.id) == ()


def test_maintenance_that_is_over_changes_nothing(sweeping: Any, town: Any) -> None:
    sweeping.site(maintenance="2026-01-01 20:00/2026-01-02 02:00")
    town.page("/", "/a.html")
    town.page("/a.html")
    assert sweeping.run() == ""
    assert set(sweeping.states().values()) == {(PageState.FETCHED, "")}
