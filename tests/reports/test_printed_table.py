"""Tables that are printed: what is handed out is read on A4, what is only sought is folded."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from govsweep import reports
from govsweep.reports import REPORTS, problem_list
from govsweep.reports.printed_table import A4_DIGITS, PrintedTable, TableColumn, write_xlsx

A4 = "9"


def columns(sheet: Worksheet) -> list[tuple[float, bool]]:
    """Each column's width in digits, and whether it is folded."""
    told = {}
    for one in sheet.column_dimensions.values():  # equal ones that follow each other stand once
        for place in range(one.min, one.max + 1):
            told[place] = (one.width, one.hidden)
    return [told[place] for place in range(1, sheet.max_column + 1)]


@pytest.mark.parametrize("name", [one for one in REPORTS if ".xlsx" in REPORTS[one].writers])
def test_whatever_is_printed_is_read_across_an_a4_page(
    make_site: Callable[..., Any],
    make_finding: Callable[..., Any],
    make_snapshot: Callable[..., Any],
    tmp_path: Path,
    name: str,
) -> None:
    site = make_site(1)
    path = tmp_path / "t.xlsx"
    reports.write(name, make_snapshot(site, findings=(make_finding(of=site),)), path)
    for sheet in openpyxl.load_workbook(path):
        assert str(sheet.page_setup.paperSize) == A4, sheet.title
        for head, (width, _) in zip(sheet[2], columns(sheet), strict=True):
            fits = int(width * 0.64)  # characters of a head in bold
            text = str(head.value)  # no bracket alone on a line of its own
            assert not text.endswith("）") or len(text) != fits + 1, text
        shown = sum(width for width, folded in columns(sheet) if not folded)
        assert 0 < shown <= A4_DIGITS + sheet.max_column, sheet.title  # with Excel's own margins


def test_what_a_unit_is_not_handed_is_folded_and_still_there(
    make_finding: Callable[..., Any], make_snapshot: Callable[..., Any], tmp_path: Path
) -> None:
    one, path = make_finding(), tmp_path / "t.xlsx"
    reports.write("problems", make_snapshot(findings=(one,)), path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    heads = [cell.value for cell in sheet[2]]
    folded = [head for head, (_, away) in zip(heads, columns(sheet), strict=True) if away]
    printed = [head for head in heads if head not in folded]
    assert {"编号", "网站名称", "责任单位", "网址", "问题说明", "修改建议", "把握", "整改期限"} <= {
        *printed
    }
    assert {"网站标识码", "原文", "整改日期"} <= {*folded}
    assert heads == [*printed, *folded]  # one button opens them all
    assert sheet.cell(3, heads.index("网站标识码") + 1).value == one.site
    assert {one.max_col for one in sheet.merged_cells.ranges} == {len(printed)}  # title, notes
    assert problem_list.table(make_snapshot()).printed == len(printed)


def height(text: str, tmp_path: Path, make_snapshot: Callable[..., Any]) -> float:
    """How high the row of a cell with this text is, in a column twenty digits wide."""
    column = TableColumn[str]("甲", 20, str)
    table = PrintedTable("表", "表", (column, column, column), (text,), (), 2)
    write_xlsx(table, make_snapshot(), tmp_path / "t.xlsx")
    return openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0].row_dimensions[3].height


def test_a_row_has_room_for_words_that_go_whole_to_the_next_line(
    make_snapshot: Callable[..., Any], tmp_path: Path
) -> None:
    def lines(text: str) -> float:
        return (height(text, tmp_path, make_snapshot) - 6) / 15

    assert lines("") == 1
    assert lines("一二三四五六七八九十") == 1
    assert lines("一二三四五六七八九十一") == 2
    assert lines("链接无法打开： http://a.cn/b") == 2  # 14 and 13 digits
    assert (
        lines("链接 http://www.qinghe.gov.cn/gg/1.html 打不开") == 4
    )  # 32 digits: two lines of its own
