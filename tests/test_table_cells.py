"""Which rows of a table are refused for their cells, before anybody asks what they say."""

from pathlib import Path

import pytest

from govsweep.merged_cells import MERGED
from govsweep.table_cells import is_blank, plain, uneven, wrong_cell

HEADS = ["名称", "备注", "房间"]


@pytest.mark.parametrize(
    ("cells", "field", "why"),
    [
        (["一号", "", MERGED], "房间", "合并"),
        (["#REF!", "", "3"], "名称", "算错的标记"),
        (["一号", "", " =A1"], "房间", "没有算出结果的公式"),
        (["一号", "", "3", "", "多"], "房间", "有 5 格，比表头的 3 格多"),
    ],
)
def test_a_row_is_refused(cells: list[str], field: str, why: str) -> None:
    found = wrong_cell(HEADS, cells, {"名称", "房间"})
    assert found is not None
    assert (found.field, why in found.reason) == (field, True)


@pytest.mark.parametrize(
    "cells",
    [
        ["一号", MERGED, "3"],  # nobody reads the column
        ["一号", "=A1", "3"],
        ["一号", "", "3", "", ""],  # commas that a spreadsheet adds
        ["一号"],
        [],
    ],
)
def test_a_row_is_taken(cells: list[str]) -> None:
    assert wrong_cell(HEADS, cells, {"名称", "房间"}) is None


def test_text_may_begin_with_an_equals_sign() -> None:
    assert wrong_cell(HEADS, ["=甲=", "", ""], {"名称"}, formulas=False) is None


def test_merged_cells_hold_nothing() -> None:
    assert plain(["甲", MERGED]) == ["甲", ""]
    assert (is_blank([MERGED, " "]), is_blank([MERGED, "甲"]), is_blank([])) == (True, False, True)


@pytest.mark.parametrize(
    ("name", "count", "told"),
    [
        ("a.csv", 2, "这一行有 2 格，表头有 3 格：可能少了逗号"),
        ("a.csv", 4, "这一行有 4 格，表头有 3 格：可能多了逗号"),
        ("a.csv", 3, ""),
        ("a.xlsx", 2, ""),  # a workbook ends a row where nothing follows
    ],
)
def test_a_refused_row_of_other_cells_than_the_header_is_told(
    name: str, count: int, told: str
) -> None:
    assert told in uneven(Path(name), HEADS, [""] * count)
    assert bool(told) == bool(uneven(Path(name), HEADS, [""] * count))
