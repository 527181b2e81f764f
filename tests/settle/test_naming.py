"""Names of columns and addresses of further pages."""

import pytest

from govsweep.settle.naming import alias, first_pages, is_choice, is_name

ROOT = "http://www.qinghe.gov.cn"


@pytest.mark.parametrize("text", ["通知公告", "2026年要闻", "头条", "“放管服”改革"])
def test_names(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize(
    "text", ["", "更多>>", "MORE+", "首页", "下一页", "第3页", "12", "[详细]", "题目" * 15]
)
def test_what_is_no_name(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    ("url", "first"),
    [
        ("/zwgk/tzgg/index_1.html", "/zwgk/tzgg/index.html"),
        ("/zwgk/tzgg/index_12.html", "/zwgk/tzgg/"),
        ("/channels/18288_2.html", "/channels/18288.html"),
        ("/a/gzdt/list_70_2.html", "/a/gzdt/"),
        ("/a/gzdt/list_70_2.html", "/a/gzdt/list_70_1.html"),
        ("/index/gzdt/2.htm", "/index/gzdt.htm"),
        ("/031001/031001002/2.html", "/031001/031001002/moreinfo.html"),
        ("/list.jsp?cid=3&page=2", "/list.jsp?cid=3"),
    ],
)
def test_where_a_list_begins(url: str, first: str) -> None:
    assert ROOT + first in first_pages(ROOT + url)


@pytest.mark.parametrize(
    "url", ["/zwgk/tzgg/", "/info/1015/4213.htm", "/channels/18288.html", "/list.jsp?cid=3"]
)
def test_first_pages_go_on_from_none(url: str) -> None:
    assert first_pages(ROOT + url) == ()


def test_addresses_of_one_page_are_alike() -> None:
    same = [f"{ROOT}/a/", f"{ROOT}/a/index.html", "https://qinghe.gov.cn/a/index.shtml"]
    assert len({alias(url) for url in same}) == 1
    assert alias(f"{ROOT}/b/") != alias(f"{ROOT}/a/")


@pytest.mark.parametrize(
    "words",
    ["2026年", "2026", "2026年度", "【2025年】", "2026年3月", "十一月", "2026-03", "上半年", "A"],
)
def test_a_choice_of_a_year_a_month_or_a_letter(words: str) -> None:
    assert is_choice(words)


@pytest.mark.parametrize(
    "words", ["", "（）", "2026年公告", "月", "年度", "AB", "12345", "一季度报表"]
)
def test_no_choice(words: str) -> None:
    assert not is_choice(words)
