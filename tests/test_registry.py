"""The registry: good rows are kept, bad ones are named by line, field and reason."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from govsweep.facts import SiteLimits
from govsweep.registry import SITE_HEADERS, SiteRow, read_columns, read_sites
from govsweep.table_rows import unknown_headers

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
    site = rows[0].site()
    assert (site.identifier, site.name, site.organizer) == (
        "5118000001",
        "清禾市人民政府",
        "清禾市人民政府",
    )
    assert (site.pace, site.budget, site.status) == (None, None, "running")


def test_chinese_headers_stand_beside_the_english_ones(tmp_path: Path) -> None:
    text = (
        "网站标识码,网站名称,首页网址,主办单位,状态,每秒请求数,页数上限\n"
        "bm14000002,某网,https://www.example.gov.cn,某部,暂停,0.5,300\n"
    )
    rows, faults = read_sites(written(tmp_path, text))
    assert faults == []
    site = rows[0].site()
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
    assert unknown_headers(path, SiteRow, SITE_HEADERS) == ["备案号"]
    assert read_sites(path).rows[0].kind == "门户"
    good = written(tmp_path, HEADER + GOOD)
    assert unknown_headers(good, SiteRow, SITE_HEADERS) == []
    assert unknown_headers(written(tmp_path, ""), SiteRow, SITE_HEADERS) == []


def test_what_belongs_to_a_site_is_told_by_prefixes_on_its_host(tmp_path: Path) -> None:
    text = (
        "网站标识码,网站名称,首页网址,包括网址,排除网址,防陷阱,页数上限\n"
        "5118000001,甲,http://a.gov.cn/jyj/,/jyj/; http://a.gov.cn/教育/,/jyj/old/ /so?q=,关,不限\n"
        "5118000002,乙,http://b.gov.cn/,,,,\n"
    )
    rows, faults = read_sites(written(tmp_path, text))
    assert faults == []
    first, second = (row.site() for row in rows)
    assert first.include == ("/jyj/", "/%E6%95%99%E8%82%B2/")
    assert first.exclude == ("/jyj/old/", "/so?q=")
    assert (first.capped, first.budget) == (False, 10_000_000)
    assert (second.include, second.exclude, second.capped, second.budget) == ((), (), True, None)


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


@pytest.mark.parametrize(
    ("named", "limits"),
    [(",", (0.5, 300)), ("0,", (0, 300)), (",7", (0.5, 7)), ("3,不限", (3, 10_000_000))],
)
def test_what_a_row_does_not_name_is_as_the_settings_say_by_then(
    tmp_path: Path, named: str, limits: tuple[float, int]
) -> None:
    head = "网站标识码,网站名称,首页网址,每秒请求数,页数上限\n"
    rows, _ = read_sites(written(tmp_path, f"{head}5118000001,甲,http://a.gov.cn/,{named}\n"))
    assert rows[0].site().limits(SiteLimits(pace=0.5, budget=300)) == limits
