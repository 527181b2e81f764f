"""Copies of one document share a key."""

import pytest

from govsweep.reading import twin_key
from govsweep.reading.twins import document_of, is_form_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.gov.cn/x/content/post_9.html", "http://a.gov.cn/x/content/mpost_9.html"),
        ("http://a.gov.cn/x/12.shtml", "http://a.gov.cn/x/12_app.shtml"),
        ("http://a.gov.cn/x/12.html", "https://a.gov.cn/x/12.html"),
        ("http://www.a.gov.cn/x/12.html", "http://m.a.gov.cn/x/12.html"),
        ("http://www.a.gov.cn/x/12.html", "http://www.a.gov.cn/m/x/12.html"),
        ("http://www.a.gov.cn/x/12.html", "http://www.a.gov.cn/x/12.html?print=1"),
        ("http://www.a.gov.cn/x/12.html", "http://www.a.gov.cn/x/12_print.html"),
    ],
)
def test_twins_share_a_key(one: str, other: str) -> None:
    assert twin_key(one) == twin_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.gov.cn/post_9.html", "http://a.gov.cn/post_10.html"),
        ("http://a.gov.cn/x/?id=9", "http://a.gov.cn/x/?id=10"),
        ("http://mof.gov.cn/x/", "http://of.gov.cn/x/"),
        ("http://a.gov.cn/m/", "http://a.gov.cn/n/"),
    ],
)
def test_neighbours_do_not(one: str, other: str) -> None:
    assert twin_key(one) != twin_key(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/NewsShow.aspx?ID=7183", "/newsshow.aspx?ID=7183", True),
        ("/Info/Show.aspx?ID=9", "/info/show.aspx?id=9", True),
        ("/NewsShow.aspx?ID=7183", "/NewsShow.aspx?ID=7184", False),
    ],
)
def test_spellings_of_one_address_are_one_document(one: str, other: str, same: bool) -> None:
    here = "http://www.a.gov.cn"
    assert (document_of(here + one) == document_of(here + other)) is same


@pytest.mark.parametrize(
    ("longer", "url", "is_form"),
    [
        ("/show.aspx?id=1&cid=12", "/show.aspx?id=1", True),
        ("/show.aspx?cid=12&ID=1", "/show.aspx?id=1", True),
        ("/art/a7.html?v=20261120", "/art/a7.html", True),
        ("/wza/gzdt/x1.html", "/gzdt/x1.html", True),
        ("/wza/gzdt/gongshui.html", "/gzdt/gongshui.html", True),
        ("/gzdt/slh/x1.html", "/gzdt/x1.html", True),
        ("/show.aspx?id=2", "/show.aspx?id=1", False),
        ("/show.aspx?id=1&cid=3", "/show.aspx?id=1&cid=12", False),
        ("/show.aspx?id=1", "/show.aspx?id=1", False),
        ("/tzgg/x1.html", "/gzdt/x1.html", False),
        ("/wza/slh/gzdt/x1.html", "/gzdt/x1.html", False),
        ("/gzdt/first/index.html", "/gzdt/index.html", False),
        ("/first/", "/", False),
    ],
)
def test_a_longer_form_of_an_address(longer: str, url: str, is_form: bool) -> None:
    here = "http://www.a.gov.cn"
    assert is_form_of(here + longer, here + url) is is_form
    assert not is_form_of(here + url, here + longer)
    assert not is_form_of("http://www.b.gov.cn" + longer, here + url)
