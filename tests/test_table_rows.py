"""Tables row by row: good rows are kept, bad ones are named by line, field and reason."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from pydantic import Field

from govsweep import table_rows
from govsweep.errors import InputError
from govsweep.table_fields import TableRow
from govsweep.table_rows import (
    ReadTable,
    RowFault,
    lacking_fields,
    read_rows,
    refused_lines,
    unknown_headers,
)


class Desk(TableRow):
    """A row of a made-up table."""

    name: str
    room: int = Field(default=0, ge=0)
    url: str = ""


HEADERS = {"窗口名称": "name", "名称": "name", "房间": "room", "网址": "url"}
HEAD = "名称,房间,网址,备注\n"


def read(folder: Path, text: str) -> ReadTable[Desk]:
    path = folder / "desks.csv"
    path.write_text(text, encoding="utf-8")
    return read_rows(path, Desk, unique=("name", "url"), headers=HEADERS)


def told(table: ReadTable[Desk]) -> list[tuple[int, str]]:
    return [(one.line, one.field) for one in table.faults]


def test_a_row_is_read_under_its_headings(tmp_path: Path) -> None:
    table = read(tmp_path, HEAD + "一号,3,http://a.gov.cn/,\n\n , ,,\n二号,,http://b.gov.cn/,x\n")
    assert table.faults == []
    assert [(one.name, one.room) for one in table.rows] == [("一号", 3), ("二号", 0)]


@pytest.mark.parametrize(
    ("row", "field", "reason"),
    [
        (",1,http://b.gov.cn/,", "name", "缺少这一项"),
        ("二号,-1,http://b.gov.cn/,", "room", "不得小于 0"),
        ("一号,1,http://b.gov.cn/,", "name", "与第 2 行重复"),
        ("二号,1,http://A.gov.cn,", "url", "与第 2 行重复"),
        ("二号,1,http://b.gov.cn/,,多", "第 4 列", "有 5 格，比表头的 4 格多"),
        ("二\x00号,1,http://b.gov.cn/,", "name", "控制字符"),
        ("=A1,1,http://b.gov.cn/,", "name", "没有算出结果的公式"),
        ("#N/A,1,http://b.gov.cn/,", "name", "算错的标记"),
    ],
)
def test_a_bad_row_is_named_and_the_good_ones_stay(
    tmp_path: Path, row: str, field: str, reason: str
) -> None:
    good = "一号,1,http://a.gov.cn/,\n", "三号,1,http://c.gov.cn/,\n"
    table = read(tmp_path, f"{HEAD}{good[0]}{row}\n{good[1]}")
    assert [one.name for one in table.rows] == ["一号", "三号"]
    assert told(table) == [(3, field)]
    assert reason in table.faults[0].reason


def test_what_is_once_within_a_group_may_stand_again_in_another(tmp_path: Path) -> None:
    path = tmp_path / "desks.csv"
    path.write_text("名称,房间\n一号,1\n一号,2\n一号,2\n", encoding="utf-8")
    table = read_rows(path, Desk, unique=("name",), within="room", headers=HEADERS)
    assert ([one.room for one in table.rows], told(table)) == ([1, 2], [(4, "name")])


def test_a_refused_row_takes_no_name_from_a_later_one(tmp_path: Path) -> None:
    path = tmp_path / "desks.csv"
    path.write_text("名称,房间\n一号,9\n一号,1\n", encoding="utf-8")

    def wrong(row: Desk) -> tuple[str, str] | None:
        return ("room", "没有这个房间") if row.room > 3 else None

    table = read_rows(path, Desk, unique=("name",), headers=HEADERS, wrong=wrong)
    assert [one.room for one in table.rows] == [1]
    assert table.faults == [RowFault(str(path), 2, "room", "没有这个房间", "房间")]


def test_a_line_in_another_charset_is_named(tmp_path: Path) -> None:
    path = tmp_path / "desks.csv"
    path.write_bytes("名称\n甲\n丙\n".encode() + "乙\n".encode("gb18030"))
    table = read_rows(path, Desk, unique=(), headers=HEADERS)
    assert (len(table.rows), told(table)) == (2, [(4, "name")])
    assert "编码" in table.faults[0].reason


def test_an_error_of_a_workbook_is_refused_and_not_taken_for_an_empty_cell(tmp_path: Path) -> None:
    book = Workbook()
    for cells in (["名称", "房间", "备注"], ['=A1&"号"', 1, ""], ["二号", 2, "=1+1"]):
        book.active.append(cells)
    book.save(tmp_path / "desks.xlsx")
    table = read_rows(tmp_path / "desks.xlsx", Desk, unique=(), headers=HEADERS)
    assert ([one.name for one in table.rows], told(table)) == (["二号"], [(2, "name")])


def test_a_missing_heading_is_named(tmp_path: Path) -> None:
    table = read(tmp_path, "房间\n1\n")
    assert (table.rows, told(table)) == ([], [(1, "name")])
    assert table.faults[0].head == "窗口名称"


def test_an_empty_file_is_refused_whole(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="空文件"):
        read(tmp_path, "")


def test_too_many_rows_are_refused_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_rows, "_MOST_ROWS", 1)
    assert len(read(tmp_path, "名称\n一号\n").rows) == 1
    with pytest.raises(InputError, match="超过 1 行"):
        read(tmp_path, "名称\n一号\n二号\n")


def test_of_two_headings_of_one_field_the_more_usual_is_read(tmp_path: Path) -> None:
    table = read(tmp_path, "名称,窗口名称\n甲,一号\n")
    assert [one.name for one in table.rows] == ["一号"]
    assert unknown_headers(tmp_path / "desks.csv", Desk, HEADERS) == ["名称"]


def test_a_blank_cell_is_not_filled_from_another_column(tmp_path: Path) -> None:
    table = read(tmp_path, "名称,窗口名称\n甲,\n")
    assert (table.rows, [(one.line, one.head) for one in table.faults]) == ([], [(2, "窗口名称")])


def test_a_fault_in_a_column_that_is_not_read_names_its_heading(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, HEAD + "一号,1,,甲\x01\n").faults
    assert str(fault).split("，")[1].startswith("字段 备注：有看不见的控制字符")


def test_lines_are_counted_once_however_many_faults_they_have() -> None:
    faults = [
        RowFault("desks.csv", line, field, "") for line, field in [(2, "a"), (2, "b"), (3, "a")]
    ]
    assert (refused_lines(faults), refused_lines([])) == (2, 0)


def of_book(folder: Path, book: Workbook) -> ReadTable[Desk]:
    book.save(folder / "desks.xlsx")
    return read_rows(folder / "desks.xlsx", Desk, unique=("name",), headers=HEADERS)


def test_a_cell_that_is_merged_into_another_is_refused_and_not_taken_for_an_empty_one(
    tmp_path: Path,
) -> None:
    book = Workbook()
    for row in (
        ("名称", "房间", "备注"),
        ("一号", 3, "几个一样"),
        ("二号", None, None),
        ("三号", None, None),
    ):
        book.active.append(row)
    for merged in ("B2:B3", "C2:C4", "A5:C6"):  # the room; what is not read; nothing at all
        book.active.merge_cells(merged)
    book.create_sheet("别的").merge_cells("A2:C4")
    table = of_book(tmp_path, book)
    assert [(one.name, one.room) for one in table.rows] == [("一号", 3), ("三号", 0)]
    assert [(one.line, one.head) for one in table.faults] == [(3, "房间")]
    assert "合并" in table.faults[0].reason


def test_a_title_above_the_header_is_told(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["2026年窗口登记表", None, None])
    book.active.append(["名称", "房间", "网址"])
    book.active.merge_cells("A1:C1")
    table = of_book(tmp_path, book)
    assert table.rows == []
    assert [(one.line, one.field) for one in table.faults] == [(1, "name")]
    assert "上面不要有标题" in table.faults[0].reason


@pytest.mark.parametrize(
    ("head", "lacking"),
    [("名称,备注", ("room", "url")), ("房间,名称,网址", ()), ("\ufeff窗口名称,url", ("room",))],
)
def test_fields_of_which_a_table_has_no_column(
    tmp_path: Path, head: str, lacking: tuple[str, ...]
) -> None:
    path = tmp_path / "desks.csv"
    path.write_text(f"{head}\n一号,,\n", encoding="utf-8")
    assert lacking_fields(path, Desk, HEADERS) == lacking
