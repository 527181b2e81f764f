from urllib.parse import unquote

import pytest

from govsweep.reports.inert import (
    csv_cell,
    markdown_cell,
    one_line,
    text_link,
    visible,
    web_link,
    xlsx_cell,
)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", " =1", "＝1+1", "＠x", "\x00=1"]
)
def test_a_cell_that_could_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert csv_cell(text).startswith("'")


@pytest.mark.parametrize("text", ["", "政府", "a=b", "1-2", "'=1", "（-1）"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert csv_cell(text) == text


def test_control_characters_are_dropped_and_line_breaks_kept() -> None:
    assert visible("甲\x00\x0b\x1b\x7f\n乙\t丙\ud800") == "甲\n乙\t丙"
    assert one_line(" 甲\n\n 乙 ") == "甲 乙"


def test_the_reading_direction_cannot_be_turned() -> None:
    assert visible("exe.\u202efdp") == "exe.fdp"


def test_a_long_cell_is_cut_with_a_mark_where_excel_counts() -> None:
    assert xlsx_cell("字" * 32_767) == "字" * 32_767
    cut = xlsx_cell("𠀀" * 20_000)  # two units each in Excel's counting
    assert cut.endswith("……（已截断）")
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767


def test_markdown_is_shown_not_read() -> None:
    assert markdown_cell("甲|乙\n[x](http://e.cn)<b>") == (r"甲\|乙 \[x\]\(http\://e.cn\)\<b\>")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScript:x",
        "data:text/html,x",
        "file:///etc",
        "//x.cn/",
        "",
        "x",
        "http://",
        "http://[x",
        "java\nscript:x",
        "http://a.cn/ b",
        "http://a.cn/\x01",
        "mailto:a@b.cn",
    ],
)
def test_only_http_addresses_become_links(url: str) -> None:
    assert web_link(url) == ""
    assert text_link(url, "", "字", "") == ""


@pytest.mark.parametrize("url", ["http://a.cn/", "https://政府.政务/文", "HTTP://a.cn/x?y#z"])
def test_http_addresses_stay_as_they_are(url: str) -> None:
    assert web_link(url) == url


class TestTextLink:
    def test_the_quote_stands_between_the_words_around_it(self) -> None:
        link = text_link("http://a.cn/x", "通知：各区人民", "攻府", "各部门，请")
        assert unquote(link) == "http://a.cn/x#:~:text=各区人民-,攻府,-各部门"

    def test_it_is_percent_encoded_throughout(self) -> None:
        link = text_link("http://a.cn/x", "", "甲-乙, 丙&丁#", "")
        assert link == ("http://a.cn/x#:~:text=%E7%94%B2%2D%E4%B9%99%2C%20%E4%B8%99%26%E4%B8%81%23")

    def test_context_that_starts_inside_a_word_is_left_out(self) -> None:
        assert "-," not in text_link("http://a.cn/", "字" * 40, "攻府", "")

    def test_a_long_quote_is_named_by_its_ends(self) -> None:
        link = unquote(text_link("http://a.cn/", "", "头" * 20 + "中" * 40 + "尾" * 20, ""))
        assert link == f"http://a.cn/#:~:text={'头' * 20},{'尾' * 20}"

    def test_a_fragment_of_the_page_is_kept(self) -> None:
        assert text_link("http://a.cn/#p2", "", "x", "") == "http://a.cn/#p2:~:text=x"

    def test_without_a_quote_it_is_the_page(self) -> None:
        assert text_link("http://a.cn/", "前", " ", "后") == "http://a.cn/"
