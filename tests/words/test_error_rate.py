"""The error rate in 万分比."""

import pytest

from govsweep.words.error_rate import ErrorRate


def test_confirmed_errors_of_writing_are_counted_and_suspected_ones_told_beside() -> None:
    found = [("typo", True), ("serious-expression", True), ("typo", False), ("dead-link", True)]
    rate = ErrorRate.of(found, 40_000)
    assert rate == ErrorRate(errors=2, characters=40_000, suspected=1)
    assert rate.rate == pytest.approx(0.5)
    assert "差错率万分之 0.50" in rate.told
    assert "疑似 1 处" in rate.told


@pytest.mark.parametrize(
    ("errors", "low", "high"), [(0, 0.0, 3.69), (1, 0.025, 5.57), (10, 4.80, 18.39)]
)
def test_the_interval_is_that_of_a_count(errors: int, low: float, high: float) -> None:
    got = ErrorRate(errors, 10_000).interval
    assert got == pytest.approx((low, high), abs=0.05)


def test_nothing_read_has_no_rate() -> None:
    assert ErrorRate(0, 0).told == "没有读到文字，不计差错率"
