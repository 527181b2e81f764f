"""Rows of CSV: a mark that is never closed costs its own line, and true line breaks are kept."""

import pytest

from govsweep.csv_rows import UNCLOSED, csv_rows


def rows(text: str, *, breaks: bool = True) -> list[tuple[int, list[str]]]:
    return [(one.first, one.cells) for one in csv_rows(text, ",", breaks=breaks)]


def test_rows_are_numbered_by_the_line_they_begin_on() -> None:
    assert rows('甲,乙\r\n"一\r\n二",三\n四,五') == [
        (1, ["甲", "乙"]), (2, ["一\n二", "三"]), (4, ["四", "五"])
    ]  # fmt: skip


@pytest.mark.parametrize(
    "swallowed",
    [
        '一,"二\n三,四\n五,六\n',  # to the end
        '一,"二\n三,四\n五,"六"\n',  # to a mark that opens another cell
        '一,"二\n三,四\n五,""\n',
    ],
)
def test_an_unclosed_mark_costs_its_own_line(swallowed: str) -> None:
    read = rows("甲,乙\n" + swallowed)
    assert read[1:3] == [(2, [UNCLOSED]), (3, ["三", "四"])]
    assert read[3][0] == 4


def test_rows_that_two_marks_would_swallow_are_rows() -> None:
    read = rows('甲,乙\n一,"二\n三,四\n五",六\n')
    assert read[1:3] == [(2, [UNCLOSED]), (3, ["三", "四"])]


def test_a_list_without_line_breaks_takes_none() -> None:
    assert rows('甲,乙\n一,"二\n三"\n', breaks=False)[1] == (2, [UNCLOSED])


def test_marks_within_a_cell_are_read_as_ever() -> None:
    assert rows('"甲""乙",丙"丁\n"戊"己,庚') == [(1, ['甲"乙', '丙"丁']), (2, ["戊己", "庚"])]
    assert rows("") == []
