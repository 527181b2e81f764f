"""What was perhaps meant."""

import pytest

from govsweep.near_words import perhaps

REPORTS = ("问题台账", "通知书台账", "线索台账", "汇总表", "通报", "census")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("台帐", {"问题台账", "通知书台账", "线索台账"}),
        ("台账", {"问题台账", "通知书台账", "线索台账"}),
        ("通知书台帐", {"通知书台账"}),
        ("通抱", {"通报"}),
        ("cencus", {"census"}),
    ],
)
def test_what_is_near(word: str, meant: set[str]) -> None:
    told = perhaps(word, REPORTS)
    assert set(told.removeprefix("，是不是 ").split("、")) == meant


@pytest.mark.parametrize("word", ["", "月饼", "dashboards of all"])
def test_nothing_is_near(word: str) -> None:
    assert perhaps(word, REPORTS) == ""
