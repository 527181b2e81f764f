"""Lists that say that they go on, where nobody can follow."""

import pytest

from govsweep.reading import read_page

ROWS = "<ul>" + "".join(
    f"<li><a href='/gs/{one}.html'>全市第{one}次检查结果公示</a><i>2026-11-1{one}</i></li>"
    for one in range(6)
)


def unturned(body: str, rows: str = ROWS) -> bool:
    html = f"<html><head><title>公示公告</title></head><body>{rows}</ul>{body}</body></html>"
    return read_page(html.encode(), url="http://www.x.gov.cn/gs/").unturned


@pytest.mark.parametrize(
    "body",
    [
        "<form method='post'><a href='javascript:document.forms[0].submit()'>下一页</a></form>",
        "<a href=\"javascript:__doPostBack('Pager','2')\">下一页</a>",
        "<form method='post'><input type='submit' value='下一页'> 共4页</form>",
        "<button>加载更多</button><script>turn()</script>",
    ],
    ids=["a form", "a call", "pages told", "a button"],
)
def test_a_list_that_goes_on_where_no_address_leads_is_left_unturned(body: str) -> None:
    assert unturned(body)


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ("", ROWS),
        ("<p>共1页</p><a href='javascript:void(0)'>下一页</a>", ROWS),
        ("<a href='/gs/index_2.html'>下一页</a> 共4页", ROWS),
        ("<a href='javascript:turn(2)'>下一页</a>", ""),
        (
            "<a href='javascript:turn(2)'>下一页</a>"
            "<script>function turn(n){location.href='/gs/p'+n+'.html'}</script>",
            ROWS,
        ),
    ],
    ids=["one page", "told to be one", "links", "no list", "a call that tells"],
)
def test_a_list_that_is_whole_or_can_be_followed_is_not(body: str, rows: str) -> None:
    assert not unturned(body, rows)
