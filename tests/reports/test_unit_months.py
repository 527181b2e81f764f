"""Sums over units: one of which a part is unknown says so, and names what it is without."""

import datetime as dt

import pytest

from govsweep.reports.unit_months import (
    UnitMonth,
    gaps_in_words,
    lacking,
    month_table,
    of_all_units,
)

OCTOBER, NOVEMBER = dt.date(2026, 10, 1), dt.date(2026, 11, 1)


def unit(
    name: str, october: int | None, november: int | None, posted: int | None = 4
) -> list[UnitMonth]:
    months = [
        UnitMonth(name, month, posted, posted, number)
        for month, number in ((OCTOBER, october), (NOVEMBER, november))
    ]
    whole = of_all_units([one._replace(month=None) for one in months])
    return [*months, whole._replace(unit=name)]


def test_a_sum_of_units_that_all_told_is_whole() -> None:
    rows = [*unit("甲局", 3, 0), *unit("乙局", 0, 5)]
    assert of_all_units(rows) == UnitMonth("全部单位", None, 16, 16, 8)
    assert lacking(rows, "adopted") == lacking(rows, "posted") == gaps_in_words(rows) == ""


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [*unit("甲局", 3, 4), *unit("乙局", None, None)],
            "1个单位未填报：乙局",
        ),
        (
            [*unit("甲局", 3, 4), *unit("乙局", None, 8), *unit("丙局", None, None)],
            "1个单位未填报：丙局；1个单位缺10月：乙局",
        ),
        (
            [*unit("甲局", 3, None), *unit("乙局", 8, None)],
            "2个单位缺11月：甲局、乙局",
        ),
        (
            [*unit("甲局", 3, 4), *(row for name in "乙丙丁戊" for row in unit(name, None, None))],
            "4个单位未填报",  # too many to name
        ),
    ],
)
def test_whose_numbers_a_sum_is_without(rows: list[UnitMonth], told: str) -> None:
    assert lacking(rows, "adopted") == told
    assert lacking(rows, "posted") == ""
    assert gaps_in_words(rows) == f"写“不全”的数是已知部分之和：采用（{told}）。"


def test_where_nobody_reported_there_is_no_number_to_qualify() -> None:
    rows = [*unit("甲局", None, None), *unit("乙局", None, None)]
    assert of_all_units(rows).adopted is None
    assert lacking(rows, "adopted") == ""


def test_a_unit_of_whose_site_nothing_is_known() -> None:
    rows = [*unit("甲局", 1, 1), *unit("乙局", 1, 1, posted=None)]
    assert lacking(rows, "posted") == "1个单位未检查：乙局"
    assert lacking(rows, "adopted") == ""


def test_the_table_marks_each_sum_that_is_not_whole() -> None:
    rows = [*unit("甲局", 3, 4), *unit("乙局", None, 8)]
    rows += [of_all_units(rows, month) for month in (OCTOBER, NOVEMBER, None)]
    table = month_table(rows, "表", ())
    heads = [one.head for one in table.columns]
    cells = {
        row["合计"].unit: dict(zip(heads, table.cells(row), strict=True)) for row in table.rows
    }
    adopted = {
        name: [own[f"{month}采用（条）"] for month in ("2026-10", "2026-11", "合计")]
        for name, own in cells.items()
    }
    assert adopted == {
        "甲局": [3, 4, 7],
        "乙局": ["未填报", 8, "8（不全）"],
        "全部单位": ["3（不全）", 12, "15（不全）"],
    }
