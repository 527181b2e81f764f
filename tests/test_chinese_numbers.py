"""Numbers in Chinese figures, as dates and anniversaries write them."""

import pytest

from govsweep.chinese_numbers import figure, number


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("七", 7),
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("三十一", 31),
        ("廿八", 28),
        ("卅", 30),
        ("一百", 100),
        ("一百零五", 105),
        ("一百一十二", 112),
        ("106", 106),
    ],
)
def test_figures_of_either_kind_are_read(written: str, meant: int) -> None:
    assert number(written) == meant


@pytest.mark.parametrize("written", ["", "人", "二三", "十人", "人十"])
def test_what_is_no_number_has_no_value(written: str) -> None:
    assert number(written) is None


@pytest.mark.parametrize(
    ("one", "meant"), [("〇", 0), ("○", 0), ("零", 0), ("九", 9), ("拾", None)]
)
def test_one_figure(one: str, meant: int | None) -> None:
    assert figure(one) == meant
