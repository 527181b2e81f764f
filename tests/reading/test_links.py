"""Links that are read at one look: what they tell is what any other link tells."""

import pytest

from govsweep.facts import Page
from govsweep.reading.page import read_page

URL = "http://www.qinghe.gov.cn/tzgg/"
ROW = '<li>{before}<a href="{href}"{more}>{words}</a>{behind}</li>'


def read(
    words: str, *, before: str, behind: str, more: str = "", href: str = "/tzgg/{}.html"
) -> Page:
    rows = "".join(
        ROW.format(before=before, behind=behind, more=more, words=words, href=href.format(one))
        for one in range(4)
    )
    return read_page(f"<title>通知公告</title><ul>{rows}</ul><p>完</p>".encode(), url=URL)


@pytest.mark.parametrize("before", ["", " ", "· ", "<b>新</b>"])
@pytest.mark.parametrize("behind", ["", "<span>2026-11-03</span>", " 第一批"])
@pytest.mark.parametrize(
    "words",
    [
        "关于沟渠清理的通知",
        " 关于沟渠  清理的通知\n",
        "发布时间：2026-11-03",
        "\u3000",
        "2026-11-03",
    ],
)
def test_as_the_same_words_in_an_element_of_their_own(words: str, before: str, behind: str) -> None:
    plain = read(words, before=before, behind=behind)
    assert plain == read(f"{words}<i></i>", before=before, behind=behind)
    assert len(plain.anchors) == 4


def test_a_place_on_a_page_and_a_tooltip_are_told_too() -> None:
    more, href = ' title="关于沟渠清理的通知（全文）"', "/bszn/{}.html#banli"
    plain = read("关于沟渠清理的通知", before="", behind="", more=more, href=href)
    assert plain == read("关于沟渠清理的通知<i></i>", before="", behind="", more=more, href=href)
    assert {one.title for one in plain.entries} == {"关于沟渠清理的通知（全文）"}
    assert {one.part for one in plain.jumps} == {"banli"}
