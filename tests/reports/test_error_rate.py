"""The error rate in 万分比."""

import pytest

from govsweep.facts import Block, Page, Place
from govsweep.words.error_rate import LEAST_CHARACTERS, ErrorRate, characters_of


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
    rate = ErrorRate(0, 0)
    assert rate.told == "没有读到文字，不计差错率"
    assert (rate.rate, rate.interval, rate.cell) == (None, None, "—")


@pytest.mark.parametrize("errors", [0, 1, 5_000])
def test_too_few_characters_have_no_rate_and_no_rate_is_more_than_all(errors: int) -> None:
    few, enough = (ErrorRate(errors, LEAST_CHARACTERS - less) for less in (1, 0))
    assert (few.rate, few.interval, few.cell) == (None, None, "—")
    assert few.told.startswith("只读到 999 字")
    assert few.told.endswith("，不计差错率")
    assert enough.interval is not None
    assert 0 <= enough.interval[0] <= enough.interval[1] <= 10_000


def test_a_cell_has_the_rate_with_its_interval() -> None:
    assert ErrorRate(2, 40_000).cell == "0.50（0.06～1.81）"


def test_sites_together_have_the_errors_and_the_characters_of_them_all() -> None:
    total = ErrorRate.total([ErrorRate(1, 10_000, 2), ErrorRate(0, 30_000)])
    assert total == ErrorRate(errors=1, characters=40_000, suspected=2)
    assert ErrorRate.total([]).rate is None


def test_a_text_that_stands_twice_is_read_once_and_white_space_is_no_character() -> None:
    same = Block("通知 公告", Place.TITLE, b"1")
    page = Page(url="https://a.gov.cn/", blocks=(same, Block("工作 动态", Place.MAIN, b"2"), same))
    assert characters_of(page) == 8
    assert characters_of(Page(url="https://a.gov.cn/")) == 0
