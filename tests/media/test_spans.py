"""Days of which posts are known."""

import datetime as dt

from govsweep.facts import DaySpan
from govsweep.media import covers, joined


def span(first: int, last: int) -> DaySpan:
    return DaySpan(dt.date(2026, 11, first), dt.date(2026, 11, last))


def test_days_that_touch_become_one_span() -> None:
    assert joined([span(11, 20), span(1, 10), span(5, 8)]) == (span(1, 20),)


def test_a_gap_stays() -> None:
    assert joined([span(1, 9), span(11, 20)]) == (span(1, 9), span(11, 20))


def test_what_they_cover() -> None:
    spans = [span(1, 9), span(10, 20)]
    assert covers(spans, dt.date(2026, 11, 1), dt.date(2026, 11, 20))
    assert not covers(spans, dt.date(2026, 10, 31), dt.date(2026, 11, 20))
    assert not covers([], dt.date(2026, 11, 1), dt.date(2026, 11, 1))
