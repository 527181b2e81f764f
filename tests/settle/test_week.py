"""A week of probes in figures."""

import datetime as dt

from govsweep.facts import Availability, Failure, Probe
from govsweep.settle.week import availability, visits

UNTIL = dt.datetime(2026, 11, 20, 22, 0, tzinfo=dt.UTC)


def a_probe(hours_ago: float, failure: Failure | None = None) -> Probe:
    return Probe(
        url="http://www.qinghe.gov.cn/", at=UNTIL - dt.timedelta(hours=hours_ago), failure=failure
    )


def test_a_full_week() -> None:
    probes = [a_probe(hour, Failure.TIMEOUT if hour < 12 else None) for hour in range(24 * 7)]
    days = visits(probes, UNTIL)
    assert days == ((24, 12), *[(24, 0)] * 6)
    assert availability(days) == Availability(fewest=24, visits=168, failed=12)


def test_older_probes_and_walls_do_not_count() -> None:
    probes = [a_probe(200), a_probe(-1), a_probe(1, Failure.BLOCKED), a_probe(2)]
    days = visits(probes, UNTIL)
    assert availability(days) == Availability(fewest=0, visits=1, failed=0)


def test_nothing() -> None:
    assert availability(visits([], UNTIL)) == Availability()
    assert availability([]) == Availability()
