"""The registry: good rows are kept, bad ones are named by line, field and reason."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from govsweep import registry
from govsweep.errors import InputError
from govsweep.registry import COLUMN_HEADERS, ColumnRow, read_columns, read_sites, unknown_headers

HEADER = "identifier,name,url\n"
GOOD = "5118000001,清禾市人民政府,http://www.qinghe.gov.cn/\n"


def written(folder: Path, text: str, charset: str = "utf-8") -> Path:
    path = folder / "sites.csv"
    path.write_bytes(text.encode(charset))
    return path


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_row_is_a_site_in_any_usual_charset(tmp_path: Path, charset: str) -> None:
    rows, faults = read_sites(written(tmp_path, HEADER + GOOD, charset))
    assert faults == []
    site = rows[0].site(pace=2.0, budget=20_000)
    assert (site.identifier, site.name, site.organizer) == (
        "5118000001",
        "清禾市人民政府",
        "清禾市人民政府",
    )
    assert (site.pace, site.budget, site.status) == (2.0, 20_000, "running")


def test_chinese_headers_stand_beside_the_english_ones(tmp_path: Path) -> None:
    text = (
        "网站标识码,网站名称,首页网址,主办单位,状态,每秒请求数,页数上限\n"
        "bm14000002,某网,https://www.example.gov.cn,某部,暂停,0.5,300\n"
    )
    rows, faults = read_sites(written(tmp_path, text))
    assert faults == []
    site = rows[0].site(pace=2.0, budget=20_000)
    assert (site.url, site.organizer, site.status, site.pace, site.budget) == (
        "https://www.example.gov.cn/",
        "某部",
        "suspended",
        0.5,
        300,
    )


def test_columns_that_are_not_read_are_named(tmp_path: Path) -> None:
    text = "网站标识码,网站名称,首页网址,网站类型,备案号\n5118000001,甲,http://a.gov.cn/,门户,1\n"
    path = written(tmp_path, text)
    assert unknown_headers(path) == ["备案号"]
    assert read_sites(path).rows[0].kind == "门户"
    assert unknown_headers(written(tmp_path, HEADER + GOOD)) == []
    assert unknown_headers(written(tmp_path, "")) == []


def test_what_belongs_to_a_site_is_told_by_prefixes_on_its_host(tmp_path: Path) -> None:
    text = (
        "网站标识码,网站名称,首页网址,包括网址,排除网址,防陷阱,页数上限\n"
        "5118000001,甲,http://a.gov.cn/jyj/,/jyj/; http://a.gov.cn/教育/,/jyj/old/ /so?q=,关,不限\n"
        "5118000002,乙,http://b.gov.cn/,,,,\n"
    )
    rows, faults = read_sites(written(tmp_path, text))
    assert faults == []
    first, second = (row.site(pace=2.0, budget=20_000) for row in rows)
    assert first.include == ("/jyj/", "/%E6%95%99%E8%82%B2/")
    assert first.exclude == ("/jyj/old/", "/so?q=")
    assert (first.capped, first.budget) == (False, 10_000_000)
    assert (second.include, second.exclude, second.capped, second.budget) == ((), (), True, 20_000)


@pytest.mark.parametrize(
    ("header", "cell", "reason"),
    [
        ("include", "jyj/", "“jyj/”不是网址前缀：应以 / 或 http:// 开头，几个用空格或分号隔开"),
        (
            "exclude",
            "http://b.gov.cn/x/",
            "“http://b.gov.cn/x/”不在这个网站的主机 www.qinghe.gov.cn 上，别的主机请另行登记",
        ),
        ("exclude", "/", "“/”是整个主机：前缀应写到目录，如 /bumen/"),
        ("capped", "也许", "“也许”应为 开 或 关"),
    ],
)
def test_a_wrong_prefix_or_switch_names_its_place(
    tmp_path: Path, header: str, cell: str, reason: str
) -> None:
    text = f"identifier,name,url,{header}\n{GOOD.strip()},{cell}\n5118000002,乙,http://c.gov.cn/,\n"
    path = written(tmp_path, text)
    rows, faults = read_sites(path)
    assert [row.identifier for row in rows] == ["5118000002"]
    assert [str(fault) for fault in faults] == [f"{path} 第 2 行，字段 {header}：{reason}"]


WRONG = {
    "a short identifier": ("511800001,甲,http://a.gov.cn/", "identifier", "10 位数字"),
    "letters in an identifier": ("bm1400000x,甲,http://a.gov.cn/", "identifier", "bm 加 8 位"),
    "a number of a spreadsheet": ("5.118E+09,甲,http://a.gov.cn/", "identifier", "设为文本"),
    "no name": ("5118000011,,http://a.gov.cn/", "name", "缺少"),
    "no address": ("5118000011,甲,", "url", "缺少"),
    "another scheme": ("5118000011,甲,ftp://a.gov.cn/", "url", "http://"),
    "no host": ("5118000011,甲,http:///x", "url", "主机名"),
    "a bad port": ("5118000011,甲,http://a.gov.cn:99999/", "url", "主机名"),
    "a password": ("5118000011,甲,http://u:p@a.gov.cn/", "url", "密码"),
    "the same identifier": ("5118000001,甲,http://a.gov.cn/", "identifier", "与第 2 行重复"),
    "the same address": ("5118000011,甲,http://WWW.qinghe.gov.cn", "url", "与第 2 行重复"),
    "too many cells": ("5118000011,甲,http://a.gov.cn/,多,出", "url", "比表头"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_bad_row_is_named_and_the_good_ones_stay(tmp_path: Path, name: str) -> None:
    row, field, reason = WRONG[name]
    path = written(tmp_path, f"{HEADER}{GOOD}{row}\n5118000002,乙局,http://b.gov.cn/\n")
    rows, faults = read_sites(path)
    assert [one.identifier for one in rows] == ["5118000001", "5118000002"]
    assert [(one.file, one.line, one.field) for one in faults] == [(str(path), 3, field)]
    assert reason in faults[0].reason


@pytest.mark.parametrize(
    ("separator", "charset"),
    [(";", "utf-8"), ("\t", "utf-16"), (",", "utf-16"), (";", "gb18030")],
)
def test_what_other_spreadsheets_write_is_read(
    tmp_path: Path, separator: str, charset: str
) -> None:
    path = tmp_path / "sites.csv"
    rows = "网站标识码,网站名称,首页网址\n５１１８００００１１,甲局,http://a.gov.cn/\n"
    path.write_bytes(rows.replace(",", separator).encode(charset))
    read, faults = read_sites(path)
    assert [(one.identifier, one.name) for one in read] == [("5118000011", "甲局")]
    assert not faults


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("pace", "快", "应为数字"),
        ("pace", "-1", "不得小于 0"),
        ("pace", "nan", "有限"),
        ("budget", "1.5", "应为整数"),
        ("budget", "0", "不得小于 1"),
        ("status", "停", "应为 运行、暂停、关停、迁移 之一"),
    ],
)
def test_optional_values_are_checked_too(
    tmp_path: Path, column: str, value: str, reason: str
) -> None:
    text = f"identifier,name,url,{column}\n5118000001,甲,http://a.gov.cn/,{value}\n"
    rows, faults = read_sites(written(tmp_path, text))
    assert rows == []
    assert [(one.line, one.field) for one in faults] == [(2, column)]
    assert reason in faults[0].reason


def test_a_line_in_another_charset_is_named_and_the_rest_stays(tmp_path: Path) -> None:
    path = tmp_path / "sites.csv"
    path.write_bytes(
        (HEADER + GOOD).encode()
        + "5118000002,农业农村局,http://b.gov.cn/\n".encode("gb18030")
        + "5118000003,丙局,http://c.gov.cn/\n".encode()
    )
    rows, faults = read_sites(path)
    assert [one.identifier for one in rows] == ["5118000001", "5118000003"]
    assert [(one.line, one.field) for one in faults] == [(3, "name")]
    assert "编码" in faults[0].reason


@pytest.mark.parametrize("mark", ["\x00", "\x07", "\x1b"])
def test_a_cell_with_what_nobody_sees_is_named_and_the_rest_stays(
    tmp_path: Path, mark: str
) -> None:
    text = (
        "网站标识码,网站名称,首页网址\n"
        f"5118000001,清禾{mark}市,http://www.qinghe.gov.cn/\n"
        "5118000002,教育局,http://jyj.qinghe.gov.cn/\n"
    )
    rows, faults = read_sites(written(tmp_path, text))
    assert [one.identifier for one in rows] == ["5118000002"]
    assert [(one.line, one.field) for one in faults] == [(2, "name")]
    assert "控制字符" in faults[0].reason


def test_a_missing_header_is_named(tmp_path: Path) -> None:
    rows, faults = read_sites(written(tmp_path, "identifier,网址\n5118000001,http://a.gov.cn/\n"))
    assert rows == []
    assert [(one.line, one.field) for one in faults] == [(1, "name")]


def test_lines_are_counted_across_quoted_line_breaks(tmp_path: Path) -> None:
    text = HEADER + '5118000001,"甲\n局",http://a.gov.cn/\n\n51,乙,http://b.gov.cn/\n'
    rows, faults = read_sites(written(tmp_path, text))
    assert len(rows) == 1
    assert [one.line for one in faults] == [5]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook"])
def test_a_file_without_a_header_is_refused_whole(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / ("sites.xlsx" if content else "sites.csv")
    path.write_bytes(content)
    with pytest.raises(InputError, match=str(path)):
        read_sites(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv 无法读取"):
        read_sites(tmp_path / "none.csv")


def test_a_workbook_is_read_with_its_numbers(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["网站标识码", "网站名称", "首页网址"])
    book.active.append([5118000001, "甲局", "http://a.gov.cn/"])
    book.active.append([51180, "乙局", "http://b.gov.cn/"])
    book.save(tmp_path / "sites.xlsx")
    rows, faults = read_sites(tmp_path / "sites.xlsx")
    assert [one.identifier for one in rows] == ["5118000001"]
    assert [(one.line, one.field) for one in faults] == [(3, "identifier")]


def test_columns_are_registered_with_owner_and_duty(tmp_path: Path) -> None:
    path = tmp_path / "columns.csv"
    path.write_text(
        "identifier,name,url,类别,责任单位,更新期限\n"
        "5118000001,政务要闻,http://a.gov.cn/news/,动态要闻,宣传科,14\n"
        "5118000001,奇怪,http://a.gov.cn/odd/,怪,,\n",
        encoding="utf-8",
    )
    rows, faults = read_columns(path)
    assert [(one.kind, one.owner, one.max_age_days) for one in rows] == [("news", "宣传科", 14)]
    assert [(one.line, one.field) for one in faults] == [(3, "kind")]


def test_a_formula_that_nobody_worked_out_is_refused_and_not_taken_for_an_empty_cell(
    tmp_path: Path,
) -> None:
    book = Workbook()
    book.active.append(["网站标识码", "网站名称", "首页网址", "主办单位", "备注"])
    book.active.append(["5118000001", "甲局", "http://a.gov.cn/", '=B2&"办公室"', ""])
    book.active.append(["5118000002", "#N/A", "http://b.gov.cn/", "", ""])
    book.active.append(["5118000003", "丙局", "http://c.gov.cn/", "", "=1+1"])  # is not read
    book.save(tmp_path / "sites.xlsx")
    rows, faults = read_sites(tmp_path / "sites.xlsx")
    assert [one.identifier for one in rows] == ["5118000003"]
    assert [(one.line, one.field) for one in faults] == [(2, "organizer"), (3, "name")]
    assert "没有算出结果的公式" in faults[0].reason


def test_a_cell_that_is_merged_into_another_is_refused_and_not_taken_for_an_empty_one(
    tmp_path: Path,
) -> None:
    book = Workbook()
    book.active.append(["网站标识码", "网站名称", "首页网址", "主办单位", "备注"])
    book.active.append(["5118000001", "甲局", "http://a.gov.cn/", "市政府办", "几个一样"])
    book.active.append(["5118000002", "乙局", "http://b.gov.cn/", "", ""])
    book.active.append(["5118000003", "丙局", "http://c.gov.cn/", "", ""])
    for merged in ("D2:D3", "E2:E4", "A5:E6"):  # who keeps it; what is not read; nothing
        book.active.merge_cells(merged)
    book.create_sheet("别的").merge_cells("A2:D4")
    book.save(tmp_path / "sites.xlsx")
    rows, faults = read_sites(tmp_path / "sites.xlsx")
    assert [one.identifier for one in rows] == ["5118000001", "5118000003"]
    assert [(one.line, one.head) for one in faults] == [(3, "主办单位")]
    assert "合并" in faults[0].reason


def test_a_title_above_the_header_is_told(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["2026年网站登记表", None, None])
    book.active.append(["网站标识码", "网站名称", "首页网址"])
    book.active.merge_cells("A1:C1")
    book.save(tmp_path / "sites.xlsx")
    rows, faults = read_sites(tmp_path / "sites.xlsx")
    assert rows == []
    assert {one.line for one in faults} == {1}
    assert "上面不要有标题" in faults[0].reason


def test_a_formula_in_a_csv_file_is_refused(tmp_path: Path) -> None:
    rows, faults = read_sites(written(tmp_path, HEADER + "5118000001,=A1,http://a.gov.cn/\n"))
    assert (rows, [(one.line, one.field) for one in faults]) == ([], [(2, "name")])


def test_columns_of_unknown_sites_are_named_by_their_lines(tmp_path: Path) -> None:
    path = tmp_path / "columns.csv"
    path.write_text(
        "identifier,name,url\n"
        "5118000002,乙,http://b.gov.cn/1/\n5118000001,甲,http://a.gov.cn/\n"
        "5118000002,乙,http://b.gov.cn/2/\n",
        encoding="utf-8",
    )
    rows, faults = read_columns(path, {"5118000001"})
    assert [one.name for one in rows] == ["甲"]
    assert [(one.line, one.field) for one in faults] == [(2, "identifier"), (4, "identifier")]


def test_a_workbook_that_unpacks_to_too_much_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Workbook().save(tmp_path / "sites.xlsx")
    monkeypatch.setattr(registry, "_MOST_UNPACKED", 1_000)
    with pytest.raises(InputError, match="解开后超过"):
        read_sites(tmp_path / "sites.xlsx")


def test_a_table_of_too_many_rows_is_refused_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_MOST_ROWS", 1)
    assert len(read_sites(written(tmp_path, HEADER + GOOD)).rows) == 1
    with pytest.raises(InputError, match="超过 1 行"):
        read_sites(written(tmp_path, HEADER + GOOD * 2))


def test_a_workbook_that_lost_some_of_its_first_bytes_is_refused(tmp_path: Path) -> None:
    plain, path = tmp_path / "plain.xlsx", tmp_path / "sites.xlsx"
    Workbook().save(plain)
    with zipfile.ZipFile(plain) as parts, zipfile.ZipFile(path, "w") as other:
        for name in sorted(parts.namelist(), key=lambda name: "sheet1" not in name):
            other.writestr(name, parts.read(name))
    whole = path.read_bytes()
    path.write_bytes(whole[:4] + whole[26:])  # of the sheet, which is the first part
    with pytest.raises(InputError, match="不是有效的 XLSX 文件"):
        read_sites(path)


def test_of_two_headings_of_one_field_the_more_usual_is_read(tmp_path: Path) -> None:
    text = "网站标识码,栏目名称,网站名称,栏目网址\n5118000001,通知公告,清禾,http://a.gov.cn/tz/\n"
    path = written(tmp_path, text)
    rows, faults = read_columns(path)
    assert ([row.name for row in rows], faults) == (["通知公告"], [])
    assert unknown_headers(path, ColumnRow, COLUMN_HEADERS) == ["网站名称"]


def test_a_blank_cell_is_not_filled_from_another_column(tmp_path: Path) -> None:
    text = "网站标识码,网址,首页网址,名称\n5118000001,http://b.gov.cn/,,清禾\n"
    rows, (fault,) = read_sites(written(tmp_path, text))
    assert rows == []
    assert (fault.line, fault.head) == (2, "首页网址")


def test_a_fault_in_a_column_that_is_not_read_names_its_heading(tmp_path: Path) -> None:
    text = "网站标识码,网址,名称,备注\n5118000001,http://b.gov.cn/,清禾,甲\x01\n"
    rows, (fault,) = read_sites(written(tmp_path, text))
    assert rows == [] and str(fault).split("，")[1].startswith("字段 备注：有看不见的控制字符")
