"""One rule for every table that the office hands in, whoever reads it.

A cell that is merged into another, a comma too many, a title above the header and a heading that
lacks are told with line and field; the same table in the charset of Chinese spreadsheets is read.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import Workbook

from govsweep.bundles import read_senders
from govsweep.bundles.content import BundleSite, SiteCoverage
from govsweep.bundles.reviews import SampleItem, read_reviews
from govsweep.clock import BEIJING
from govsweep.duties import DutyList, read_duties
from govsweep.errors import InputError
from govsweep.facts import MediaAccount, Platform, Site
from govsweep.media import PostReader, read_posts
from govsweep.media.register import read_media
from govsweep.outside_results import read_results
from govsweep.registry import read_columns, read_sites
from govsweep.reports.complaints_list import read_complaints
from govsweep.reports.judgement_form import read_form
from govsweep.roster import read_roster
from govsweep.rules import load_rules
from govsweep.site_life import read_changes
from govsweep.suspects import read_suspects

DAY = dt.date(2026, 11, 20)
ID, URL = "5118000001", "http://www.qinghe.gov.cn/"
SITE = Site(identifier=ID, name="清禾市人民政府", url=URL, organizer="清禾市人民政府")
SAMPLED = SampleItem(
    "东江县",
    BundleSite(
        site=ID, name=SITE.name, url=URL, district="东江县", coverage=SiteCoverage.WHOLE, known=1,
        read=1, problems=0, fixed=0,
    ),
    None,
)  # fmt: skip
Reader = Callable[[Path], Iterable[object]]


class OfficeTable(NamedTuple):
    """A table as the manual has it, and who reads it."""

    head: str
    row: str
    merged: int  # the place of a column that is read and that people like to merge
    read: Reader  # the faults
    name: str = "表"
    workbooks: bool = True


def of_form(read: Callable[[Path], tuple[object, list[str]]]) -> Reader:
    """The faults of a form; one without its heads is refused whole."""

    def faults(path: Path) -> list[str]:
        try:
            return read(path)[1]
        except InputError as error:
            return str(error).splitlines()

    return faults


def of_list(path: Path) -> Iterable[object]:
    """The faults of a folder of word lists."""
    return load_rules(path.parent).troubles


def of_duties(kind: DutyList) -> Reader:
    return lambda path: read_duties(kind, path, [SITE], DAY).faults


def of_posts(path: Path) -> Iterable[object]:
    account = MediaAccount(
        identifier="xm12345678", name="清禾发布", url="", organizer="", platform=Platform.WEIXIN,
        handle="qinghe",
    )  # fmt: skip
    return read_posts(path, PostReader([account], dt.datetime(2026, 11, 20, tzinfo=BEIJING))).faults


TABLES = {
    "sites": OfficeTable(
        "网站标识码,网站名称,首页网址,主办单位", f"{ID},清禾市人民政府,{URL},办公室", 3,
        lambda path: read_sites(path).faults,
    ),
    "columns": OfficeTable(
        "网站标识码,栏目网址,栏目名称", f"{ID},{URL}gg/,通知公告", 0,
        lambda path: read_columns(path).faults,
    ),
    "media": OfficeTable(
        "平台,账号,名称,主办单位,状态", "微信,qinghe,清禾发布,办公室,运行", 3,
        lambda path: read_media(path, DAY).faults,
    ),
    "posts": OfficeTable(
        "账号,平台,时间,标题,正文", "qinghe,微信,2026年11月3日 09:30,通知,正文", 1, of_posts
    ),
    "suspects": OfficeTable(
        "网址,来源,发现日期", "http://a.example/,群众举报,2026年11月3日", 1,
        lambda path: read_suspects(path, DAY, [SITE]).faults,
    ),
    "changes": OfficeTable(
        "网站标识码,日期,变动,批准文号", f"{ID},2026.11.3,关停,清府〔2026〕1号", 3,
        lambda path: read_changes(path, DAY, [ID]).faults,
    ),
    "results": OfficeTable(
        "网站标识码,网址,问题,来源,日期", f"{ID},{URL},错字,第三方,2026/11/3", 3,
        lambda path: read_results(path, DAY, [ID], lambda _: SITE).faults,
    ),
    "roster": OfficeTable(
        "日期,姓名", "2026年11月3日,王工", 0, lambda path: read_roster(path).faults
    ),
    "catalogue": OfficeTable(
        "单位,编码,名称,网站标识码", f"办公室,A1,工作动态,{ID}", 0, of_duties(DutyList.CATALOGUE)
    ),
    "quotas": OfficeTable(
        "单位,栏目,条数,网站标识码", f"办公室,工作动态,8,{ID}", 1, of_duties(DutyList.QUOTAS)
    ),
    "adoptions": OfficeTable(
        "单位,月份,采用", "办公室,2026-10,6", 0, of_duties(DutyList.ADOPTIONS)
    ),
    "entrances": OfficeTable(
        "名称,范围,起始日期", "互联网+督查,全部,2026年1月1日", 1,
        of_duties(DutyList.ENTRANCES),
    ),
    "senders": OfficeTable(
        "名称,公钥,起始日期", f"东江县,{'B' * 43}=,2026年1月1日", 0,
        lambda path: read_senders(path).faults,
    ),
    "reviews": OfficeTable(
        "编号,复核结论,复核说明", f"{SAMPLED.number},属实,", 1,
        lambda path: read_reviews(path, [SAMPLED]).faults,
    ),
    "typos": OfficeTable("错误,正确,说明", "清河市,清禾市,市名", 2, of_list),
    "protected": OfficeTable(
        "规范名称,职务,生效日期", "张清禾,市长,2026-01-01", 1, of_list, "保护用语"
    ),
    "reposts": OfficeTable(
        "标题,日期", "关于促进就业的若干意见,2026年11月3日", 1, of_list, "重要转载",
        workbooks=False,
    ),
    "repeals": OfficeTable(
        "标题,文号", "清禾市燃气管理办法,清府发〔2010〕12号", 1, of_list, "废止目录",
        workbooks=False,
    ),
    "judgements": OfficeTable(
        "网站标识码,指标,结论,说明", f"{ID},V19-S1-6,符合,未见", 2, of_form(read_form)
    ),
    "complaints": OfficeTable(
        "网站标识码,收到日期,答复日期", f"{ID},2026年10月1日,2026/10/9", 0,
        of_form(read_complaints),
    ),
}  # fmt: skip
every = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
in_workbooks = pytest.mark.parametrize(
    "table",
    [one for one in TABLES.values() if one.workbooks],
    ids=[name for name, one in TABLES.items() if one.workbooks],
)


def written(folder: Path, table: OfficeTable, *lines: str, charset: str = "gb18030") -> Path:
    path = folder / f"{table.name}.csv"
    path.write_text("\n".join([*lines, ""]), charset)
    return path


def told(table: OfficeTable, path: Path) -> list[str]:
    return [str(one) for one in table.read(path)]


@every
@pytest.mark.parametrize("charset", ["gb18030", "utf-8-sig"])
def test_it_is_read_in_either_charset(tmp_path: Path, table: OfficeTable, charset: str) -> None:
    assert told(table, written(tmp_path, table, table.head, table.row, charset=charset)) == []


@in_workbooks
def test_a_merged_cell_is_refused_by_line_and_field(tmp_path: Path, table: OfficeTable) -> None:
    book = Workbook()
    for line in (table.head, table.row, table.row):
        book.active.append(line.split(","))
    column = "ABCDE"[table.merged]
    book.active.merge_cells(f"{column}2:{column}3")
    path = tmp_path / f"{table.name}.xlsx"
    book.save(path)
    faults = [one for one in told(table, path) if "合并" in one]
    assert len(faults) == 1
    assert "第 3 行" in faults[0]
    assert table.head.split(",")[table.merged] in faults[0]
    assert "这一格与别的格合并了：请取消合并，逐行填写" in faults[0]


@every
def test_a_comma_too_many_is_refused_by_its_line(tmp_path: Path, table: OfficeTable) -> None:
    cells = len(table.head.split(","))
    path = written(tmp_path, table, table.head, f"{table.row},又一格")
    (fault,) = told(table, path)
    assert "第 2 行" in fault
    assert f"有 {cells + 1} 格，比表头的 {cells} 格多" in fault


@every
def test_a_quotation_mark_that_is_never_closed_costs_its_own_line_alone(
    tmp_path: Path, table: OfficeTable
) -> None:
    open_row = f'{table.row.rpartition(",")[0]},"没有收尾'
    faults = told(table, written(tmp_path, table, table.head, open_row, table.row, charset="utf-8"))
    assert [one for one in faults if "第 2 行" in one and "引号没有成对" in one] == faults[:1]
    assert not any("第 3 行" in one for one in faults)
    extra = written(tmp_path, table, table.head, open_row, f"{table.row},又一格", charset="utf-8")
    assert any("第 3 行" in one for one in told(table, extra))


@every
def test_a_title_above_the_header_is_told(tmp_path: Path, table: OfficeTable) -> None:
    faults = told(table, written(tmp_path, table, "2026年情况表", table.head, table.row))
    assert faults
    assert all("第 1 行" in one and ("表头" in one) for one in faults)
    if table.read is not of_list:
        assert any("上面不要有标题" in one for one in faults)


@every
def test_a_heading_that_lacks_is_told(tmp_path: Path, table: OfficeTable) -> None:
    lacking = table.head.split(",")[0]
    head = table.head.replace(lacking, "别的", 1)
    faults = told(table, written(tmp_path, table, head, table.row))
    assert len(faults) == 1
    assert "第 1 行" in faults[0]
    assert lacking in faults[0]


@every
def test_nothing_but_a_header_is_no_fault_but_where_verdicts_are_due(
    tmp_path: Path, table: OfficeTable
) -> None:
    if table is TABLES["reviews"]:
        with pytest.raises(InputError, match="没有填"):
            told(table, written(tmp_path, table, table.head))
        return
    assert told(table, written(tmp_path, table, table.head)) == []


@pytest.mark.parametrize(
    ("name", "slip", "meant"),
    [
        ("typos", "前文排斥", "前文排除"),
        ("typos", "級別", ""),
        ("protected", "失效曰期", "失效日期"),
        ("reposts", "网扯", "网址"),
        ("repeals", "依居", "依据"),
    ],
)
def test_a_head_that_no_list_has_is_told_with_the_one_that_was_meant(
    tmp_path: Path, name: str, slip: str, meant: str
) -> None:
    table = TABLES[name]
    path = written(tmp_path, table, f"{table.head},{slip}", f"{table.row},甲")
    (fault,) = told(table, path)
    assert "第 1 行" in fault
    assert f"“{slip}”一列没有用到" in fault
    assert meant in fault


def test_columns_that_an_office_keeps_for_itself_are_no_fault(tmp_path: Path) -> None:
    table = TABLES["typos"]
    path = written(tmp_path, table, f"序号,{table.head},备注", f"1,{table.row},甲")
    assert told(table, path) == []


def test_a_row_of_verdicts_that_slipped_tells_how_many_cells_it_has(tmp_path: Path) -> None:
    table = TABLES["reviews"]
    path = written(tmp_path, table, table.head, "错的编号,属实,,", f"{SAMPLED.number},误报")
    first, second = told(table, path)
    assert "第 2 行，字段 编号" in first
    assert "这一行有 4 格，表头有 3 格：可能多了逗号" in first
    assert "第 3 行，字段 复核结论" in second
    assert "这一行有 2 格，表头有 3 格：可能少了逗号" in second
