"""Nights in which the clock on the wall is put forward or back: hours are those that it shows."""

import datetime as dt
import time
from collections.abc import Iterator

import msgspec
import pytest

from govsweep import clock
from govsweep.cli.options import Hour
from govsweep.clock import BEIJING, night_of
from govsweep.expectations import late, night_here
from govsweep.maintenance import seconds_left
from govsweep.spiders.hours import QuietHours
from govsweep.store import Store

# The first evening, and how many hours it is until six in the morning.
NIGHTS = [("2026-03-28T22:00", 7), ("2026-10-24T22:00", 9), ("2026-11-20T22:00", 8)]


@pytest.fixture(autouse=True)
def _berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def at(evening: str) -> dt.datetime:
    return dt.datetime.fromisoformat(evening).astimezone()


@pytest.mark.parametrize(("evening", "hours"), NIGHTS)
class TestUntilSixInTheMorning:
    def test_a_sweep_may_go_on(
        self, evening: str, hours: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(clock, "now", lambda: at(evening))
        until = Hour().convert("06:00", None, None)
        assert until - at(evening) == dt.timedelta(hours=hours)

    def test_quiet_hours_last(self, evening: str, hours: int) -> None:
        quiet = QuietHours.read("21:00-06:00")
        assert quiet is not None
        assert quiet.left(at(evening)) == hours * 3_600

    def test_an_announced_maintenance_lasts(self, evening: str, hours: int) -> None:
        morning = (at(evening) + dt.timedelta(hours=hours)).astimezone()
        window = f"{evening.replace('T', ' ')}/{morning:%Y-%m-%d %H:%M}"
        assert window.endswith("06:00")
        assert seconds_left(window, at(evening)) == hours * 3_600

    def test_the_alarm_waits(self, evening: str, hours: int) -> None:
        begun = at(evening)
        for minutes, is_told in ((-1, False), (0, True)):
            moment = begun + dt.timedelta(hours=hours, minutes=minutes)
            told = late(begun.date(), [], moment, started_by=None, closed_by=dt.time(6))
            assert bool(list(told)) == is_told


class TestAMachineThatCountsAnotherTime:
    """The alarm's hours are those of the machine, though nights on papers are Beijing's."""

    SWEEP = dt.datetime.fromisoformat("2026-11-20T22:00+01:00")  # 05:00 of the 21st in Beijing
    ALARM = dt.datetime.fromisoformat("2026-11-21T07:00+01:00")

    def test_the_night_is_the_one_that_just_passed(self) -> None:
        assert night_here(self.ALARM.astimezone(BEIJING)) == dt.date(2026, 11, 20)

    @pytest.mark.parametrize(("closed", "told"), [(True, False), (False, True)])
    def test_the_sweep_of_last_evening_counts(
        self, store: Store, *, closed: bool, told: bool
    ) -> None:
        sweep, _ = store.sweeps.open(
            night=night_of(self.SWEEP), as_of=night_of(self.SWEEP), sites=[], indicators="2019",
            rules_version="r1", at=self.SWEEP.timestamp(), again=False,
        )  # fmt: skip
        ended = self.SWEEP + dt.timedelta(hours=4) if closed else None
        known = [msgspec.structs.replace(sweep, closed_at=ended)]
        night = night_here(self.ALARM)
        assert (
            bool(list(late(night, known, self.ALARM, started_by=None, closed_by=dt.time(6))))
            is told
        )
