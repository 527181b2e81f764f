"""What a page shows without an address to ask for, by which it is no blank column."""

from base64 import b64encode

import pytest

from govsweep.facts import Page
from govsweep.reading import read_page


def a_column(body: str) -> Page:
    html = (
        "<html><head><meta charset=utf-8><title>财政预决算</title></head><body>"
        "<div class=nav><a href=/>首页</a></div><h2>财政预决算</h2>"
        f"<div class=con>{body}</div></body></html>"
    )
    return read_page(html.encode(), url="http://www.qinghe.gov.cn/cz/")


def a_png(side: int) -> str:
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + side.to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    return b64encode(head + bytes(21)).decode()


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("<select><option value=/a.html>一季度收支<option value=/b.html>二季度收支</select>", 1),
        ("<select><option value=1>一季度收支<option value=2>二季度收支</select>", 0),
        (f"<img src='data:image/png;base64,{a_png(60)}'>", 1),
        (f"<img src='data:image/png;base64,{a_png(1)}'>", 0),
        ("<img src='data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAA'>", 0),
        ("<img src='data:image/png;base64,*'>", 0),
    ],
)
def test_choices_and_written_pictures(body: str, count: int) -> None:
    assert len(a_column(body).shown) == count


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<textarea readonly>本年度规划正在编制。</textarea>", True),
        ("<textarea>本年度规划正在编制。</textarea>", False),
        ("<iframe srcdoc='<p>本年度规划正在编制。</p>'></iframe>", True),
    ],
)
def test_words_in_a_field_that_nobody_fills_in_and_in_a_frame(body: str, shown: bool) -> None:
    told = [block.text for block in a_column(body).blocks]
    assert ("本年度规划正在编制。" in told) is shown


@pytest.mark.parametrize("tag", ["noscript", "template"])
def test_rows_that_are_kept_back_are_to_come(tag: str) -> None:
    rows = "".join(f"<li><a href=/c/{one}.html>第{one}期</a></li>" for one in range(3))
    assert a_column(f"<{tag}><ul>{rows}</ul></{tag}>").awaits
    assert not a_column(f"<{tag}><a href=/c/1.html>请启用脚本</a></{tag}>").awaits
