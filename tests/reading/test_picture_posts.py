"""Posts that are a title, a day and pictures, and columns of a row or two: which is which."""

import pytest

from govsweep.facts import Page, PageKind
from govsweep.reading import read_page

_TITLE = "一图读懂《清禾市防汛应急预案》"
_FRAME = (
    "<html><head><meta charset='utf-8'><title>政策解读</title></head><body>"
    "<div class='nav'><a href='/'>首页</a><a href='/zwgk/'>政务公开</a></div>"
    "<div class='position'>当前位置：<a href='/'>首页</a> &gt; <a href='/zcjd/'>政策解读</a></div>"
    "{}<div class='footer'>主办单位：清禾市水利局 网站标识码：5118000001</div></body></html>"
)


def _read(body: str, path: str) -> Page:
    return read_page(_FRAME.format(body).encode(), url=f"http://slj.qinghe.gov.cn{path}")


@pytest.mark.parametrize("path", ["/zcjd/202611/t20261120_12.html", "/show.aspx?id=7", "/zcjd/yt/"])
@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{_TITLE}</h1><div class='info'>发布时间：2026-11-20 来源：市水利局</div>"
        "<div id='zoom'><p><img src='/a.jpg'></p></div>",
        f"<div class='t'>{_TITLE}</div><div class='d'>2026-11-20 09:30</div><img src='/a.jpg'>",
        f"<p class='tt'>{_TITLE}</p><p>2026-11-20</p><p><img src='/1.jpg'></p>"
        "<p><img src='/2.jpg'></p>",
        f"<h2>{_TITLE}</h2><p>2026年11月20日</p><a href='/1.jpg'><img src='/1.jpg'></a>",
        f"<table><tr><td><b>{_TITLE}</b></td></tr><tr><td>[2026-11-20]</td></tr>"
        "<tr><td><img src='/1.jpg'></td></tr></table>",
    ],
    ids=["a body", "boxes", "paragraphs", "a linked picture", "a table"],
)
def test_a_title_a_day_and_pictures_are_an_article(body: str, path: str) -> None:
    page = _read(f"<div class='con'>{body}</div>", path)
    assert (page.kind, page.title, page.entries, page.emptied) == (
        PageKind.ARTICLE, _TITLE, (), None,
    )  # fmt: skip
    assert page.published is not None
    assert not (page.shell or page.soft_error)


@pytest.mark.parametrize(
    "days", [("2026-11-20",), ("2026-11-20", "2026-10-20"), ("", "")], ids=["one", "two", "undated"]
)
def test_a_column_of_a_row_or_two_is_a_list(days: tuple[str, ...]) -> None:
    rows = "".join(
        f"<li><a href='/tzgg/{at}.html'>关于做好第{at}次防汛检查的通知</a><span>{day}</span></li>"
        for at, day in enumerate(days)
    )
    page = _read(f"<div class='list'><ul>{rows}</ul></div>", "/tzgg/")
    assert (page.kind, len(page.entries)) == (PageKind.LIST, len(days))
