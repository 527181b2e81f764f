"""The calendar of a home page: open, not open, and days of which nothing is known."""

import datetime as dt

from govsweep.clock import BEIJING
from govsweep.facts import Failure, Probe
from govsweep.link_status import WALLS
from govsweep.reports.open_days import WEEKS, begins, open_days

FRIDAY = dt.date(2026, 11, 20)


def probe(day: dt.date, hour: int, failure: Failure | None = None) -> Probe:
    at = dt.datetime.combine(day, dt.time(hour), BEIJING)
    return Probe(url="http://a.gov.cn/", at=at, failure=failure)


def test_each_day_tells_its_visits_and_those_in_vain() -> None:
    thursday = FRIDAY - dt.timedelta(days=1)
    weeks = open_days(
        [probe(FRIDAY, 8), probe(FRIDAY, 9, Failure.TIMEOUT), probe(thursday, 23)], FRIDAY
    )
    assert [one.in_words for one in weeks[-1][-2:]] == ["正常", "1/2 打不开"]
    assert weeks[-1][-1] == (FRIDAY, 2, 1)


def test_a_wall_and_no_visit_say_nothing() -> None:
    wall = min(WALLS)
    refused = Probe(
        url="http://a.gov.cn/", at=dt.datetime.combine(FRIDAY, dt.time(9), BEIJING),
        failure=Failure.STATUS, status=403,
    )  # fmt: skip
    weeks = open_days([probe(FRIDAY, 8, wall), refused], FRIDAY)
    assert {one.in_words for week in weeks for one in week} == {"没有访问"}


def test_weeks_begin_on_monday_and_the_last_ends_with_the_day() -> None:
    weeks = open_days([], FRIDAY)
    assert [len(week) for week in weeks] == [*[7] * (WEEKS - 1), 5]
    assert {week[0].day.weekday() for week in weeks} == {0}
    assert (weeks[0][0].day, weeks[-1][-1].day) == (begins(FRIDAY), FRIDAY)
