"""What scripts write into a page: links as far as they are literal, none that is half known."""

import pytest

from govsweep.reading import read_page


def targets(script: str) -> list[str]:
    html = f"<html><body><div><script>{script}</script></div></body></html>"
    page = read_page(html.encode(), url="http://www.a.gov.cn/tzgg/index.html")
    return [one.target.removeprefix("http://www.a.gov.cn/") for one in page.anchors]


@pytest.mark.parametrize(
    "script",
    [
        """document.write('<a href="./mtbd/">更多</a>');""",
        """document.write('<a href="./' + 'mtbd/">更多</a>');""",
        """document.write("<a href='./mtbd/'>" + word + "</a>");""",
        """more.innerHTML = '<a href="./mtbd/">更多</a>';""",
        """$("#more").html(`<a href="./mtbd/">更多</a>`);""",
    ],
)
def test_a_literal_link_is_one(script: str) -> None:
    assert targets(script) == ["tzgg/mtbd/"]


@pytest.mark.parametrize(
    "script",
    [
        """document.write("<a href='index_" + n + ".html'>下一页</a>");""",
        """document.write("<a href=\\"index_" + (n - 1) + ".html\\">尾页</a>");""",
        """document.write("<a href=" + address + ">下一页</a>");""",
        """document.write('<a><img src="' + path + '/a.png"></a>');""",
        """more.innerHTML = '<a href="index_' + n + '.html">下一页</a>';""",
        """more.innerHTML = `<a href="index_${n}.html">下一页</a>`;""",
    ],
)
def test_an_address_of_which_a_part_is_not_known_is_none(script: str) -> None:
    assert targets(script) == []
