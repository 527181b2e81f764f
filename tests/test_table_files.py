"""Files of cells: whatever program wrote them, each row comes with its line."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from govsweep import table_files
from govsweep.csv_rows import UNCLOSED
from govsweep.errors import InputError
from govsweep.table_files import cells_of_file, delimiter_of


def written(folder: Path, body: bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(body)
    return path


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_spreadsheets_write_is_read(tmp_path: Path, separator: str, charset: str) -> None:
    text = "名称,网址\n甲局,http://a.gov.cn/\n".replace(",", separator)
    rows = list(cells_of_file(written(tmp_path, text.encode(charset))))
    assert rows == [(1, ["名称", "网址"]), (2, ["甲局", "http://a.gov.cn/"])]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("名称,备注\n甲,一；二;三\n", ","),  # the header tells, not the cells
        ("\n;;\n名称;备注\n", ";"),
        ("名称\n", ","),
        ("", ","),
    ],
)
def test_the_header_tells_what_parts_the_cells(text: str, separator: str) -> None:
    assert delimiter_of(text) == separator


def test_a_line_in_another_charset_is_shown_by_its_bytes(tmp_path: Path) -> None:
    body = "甲局\n".encode() * 2 + "乙局\n".encode("gb18030")
    *good, (_, (odd,)) = cells_of_file(written(tmp_path, body))
    assert good == [(1, ["甲局"]), (2, ["甲局"])]
    assert odd.encode("utf-8", "surrogateescape").decode("gb18030") == "乙局"


def test_lines_are_counted_across_quoted_line_breaks(tmp_path: Path) -> None:
    rows = cells_of_file(written(tmp_path, '名称\n"甲\n局"\n乙局\n'.encode()))
    assert list(rows) == [(1, ["名称"]), (2, ["甲\n局"]), (4, ["乙局"])]


def test_a_quote_that_never_ends_is_named_by_its_line(tmp_path: Path) -> None:
    body = '名称\n甲\n"'.encode() + b"x" * 200_000
    assert list(cells_of_file(written(tmp_path, body)))[1:] == [(2, ["甲"]), (3, [UNCLOSED])]
    with pytest.raises(InputError, match="第 1 行（表头）不是有效的 CSV"):
        list(cells_of_file(written(tmp_path, '"名称\n甲\n'.encode())))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv 无法读取"):
        list(cells_of_file(tmp_path / "none.csv"))


def test_numbers_of_a_workbook_are_whole(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append([5118000001.0, 0.5, None, "甲局"])
    book.save(tmp_path / "table.xlsx")
    assert list(cells_of_file(tmp_path / "table.xlsx")) == [(1, ["5118000001", "0.5", "", "甲局"])]


def test_a_formula_that_nobody_worked_out_is_shown_if_asked_for(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(['=B1&"办公室"', "甲局"])
    book.save(tmp_path / "table.xlsx")
    assert list(cells_of_file(tmp_path / "table.xlsx")) == [(1, ["", "甲局"])]
    shown = cells_of_file(tmp_path / "table.xlsx", formulas=True)
    assert list(shown) == [(1, ['=B1&"办公室"', "甲局"])]


def test_a_workbook_that_unpacks_to_too_much_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workbook().save(tmp_path / "table.xlsx")
    monkeypatch.setattr(table_files, "_MOST_UNPACKED", 1_000)
    with pytest.raises(InputError, match="解开后超过"):
        list(cells_of_file(tmp_path / "table.xlsx"))


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="不是有效的 XLSX 文件"):
        list(cells_of_file(written(tmp_path, b"PK\x03\x04 no workbook", "table.xlsx")))


def test_a_workbook_that_lost_some_of_its_first_bytes_is_refused(tmp_path: Path) -> None:
    plain, path = tmp_path / "plain.xlsx", tmp_path / "table.xlsx"
    Workbook().save(plain)
    with zipfile.ZipFile(plain) as parts, zipfile.ZipFile(path, "w") as other:
        for name in sorted(parts.namelist(), key=lambda name: "sheet1" not in name):
            other.writestr(name, parts.read(name))
    whole = path.read_bytes()
    path.write_bytes(whole[:4] + whole[26:])  # of the sheet, which is the first part
    with pytest.raises(InputError, match="不是有效的 XLSX 文件"):
        list(cells_of_file(path))
