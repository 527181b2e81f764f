"""Views to print, and the documents that they show."""

import pytest

from govsweep.print_views import is_print_of

PRINTED = "http://www.a.gov.cn/a/gzdt/2026/1118/123.html"


@pytest.mark.parametrize(
    ("copy", "url"),
    [
        ("http://www.a.gov.cn/plus/print.php?aid=123", PRINTED),
        ("http://www.a.gov.cn/e/DoPrint/?classid=4&id=123", PRINTED),
        ("http://www.a.gov.cn/print.jsp?id=123", "http://www.a.gov.cn/info/1015/123.htm"),
        ("http://www.a.gov.cn/PrintPage.aspx?InfoID=7f3a-11", "http://www.a.gov.cn/x/7f3a-11.html"),
        ("http://www.a.gov.cn/print.asp?ArticleID=9", "http://www.a.gov.cn/show.asp?ArticleID=9"),
        ("http://www.a.gov.cn/print.do?id=88", "http://www.a.gov.cn/zwgk/t20261118_88.html"),
        (PRINTED + "?print=1", PRINTED),
        ("http://www.a.gov.cn/a/gzdt/2026/1118/123_print.html", PRINTED),
    ],
)
def test_a_view_to_print_is_of_its_document(copy: str, url: str) -> None:
    assert is_print_of(copy, url)
    assert not is_print_of(url, copy)


@pytest.mark.parametrize(
    ("copy", "url"),
    [
        ("http://www.a.gov.cn/plus/print.php?aid=12", PRINTED),  # another number
        ("http://www.a.gov.cn/plus/print.php?aid=1118", PRINTED),  # the day's, not the document's
        ("http://www.a.gov.cn/plus/print.php?typeid=123", PRINTED),  # a column's number
        ("http://www.b.gov.cn/plus/print.php?aid=123", PRINTED),  # another site
        ("http://www.a.gov.cn/plus/view.php?aid=123", PRINTED),  # no view to print
        ("http://www.a.gov.cn/sprint.php?id=123", PRINTED),
        ("http://www.a.gov.cn/plus/print.php", PRINTED),
        ("http://www.a.gov.cn/plus/print.php?aid=123", "http://www.a.gov.cn/print.jsp?id=123"),
        (PRINTED, PRINTED),
    ],
)
def test_nor_of_any_other(copy: str, url: str) -> None:
    assert not is_print_of(copy, url)
