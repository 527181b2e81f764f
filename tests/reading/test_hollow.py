"""Empty places for a list above the rows of a page."""

import pytest

from govsweep.reading import read_page

ROWS = "<ul>{}</ul>".format(
    "".join(
        f"<li><a href='/o/{one}.html'>我区第{one}期培训班开班</a><i>2024-03-1{one}</i></li>"
        for one in range(6)
    )
)


def hollow(body: str) -> bool:
    html = f"<html><head><title>工作动态</title></head><body><h2>工作动态</h2>{body}</body></html>"
    return read_page(html.encode(), url="http://www.x.gov.cn/dt/").hollow


@pytest.mark.parametrize("place", ["<div id='newslist'></div>", "<ul class='list'></ul>"])
def test_one_right_above_the_rows(place: str) -> None:
    assert hollow(f"{place}<script>getList(3)</script>{ROWS}")


@pytest.mark.parametrize(
    "body",
    [
        f"<div id='newslist'></div>{ROWS}",
        f"<script>getList(3)</script>{ROWS}<div id='newslist'></div>",
        f"<div id='newslist'><p>第三期</p></div><script>getList(3)</script>{ROWS}",
        f"<div class='list title'></div><script>getList(3)</script>{ROWS}",
        "<div id='newslist'></div><script>getList(3)</script>",
    ],
    ids=["no script", "below", "filled", "a heading's", "no rows"],
)
def test_none(body: str) -> None:
    assert not hollow(body)
