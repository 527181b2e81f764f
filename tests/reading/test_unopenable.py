"""Addresses that nobody can open, told from how they are written."""

import pytest

from govsweep.facts import AddressFault
from govsweep.reading import read_page

PAGE = "http://www.qinghe.gov.cn/xw/1.html"


def told(html: str, url: str = PAGE) -> dict[str, AddressFault]:
    page = read_page(f"<meta charset=utf-8><body><p>{html}</p>".encode(), url=url)
    faults = {one.written: one.fault for one in page.unopenable}
    assert not {one.target for one in page.anchors} & set(faults)
    assert bool(page.anchors) is not bool(faults)
    return faults


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("file:///D:/附件.doc", AddressFault.LOCAL_DISK),
        ("C:\\Users\\a.doc", AddressFault.LOCAL_DISK),
        ("d:/通知.docx", AddressFault.LOCAL_DISK),
        ("ttp://www.gov.cn/", AddressFault.SCHEME),
        ("htttp://www.gov.cn/", AddressFault.SCHEME),
        ("htpp://www.gov.cn/", AddressFault.SCHEME),
        ("ttps://www.gov.cn/", AddressFault.SCHEME),
        ("http//www.gov.cn/x", AddressFault.SCHEME),
        ("http：//www.gov.cn", AddressFault.SCHEME),
        ("http:/www.gov.cn/x", AddressFault.SCHEME),
        ("http;//www.gov.cn/x", AddressFault.SCHEME),
        ("http://192.168.1.8/a.html", AddressFault.PRIVATE),
        ("http://10.2.3.4:8080/", AddressFault.PRIVATE),
        ("http://localhost/a.html", AddressFault.PRIVATE),
        ("http://127.0.0.1/a.html", AddressFault.PRIVATE),
        ("http://172.16.9.1/oa/", AddressFault.PRIVATE),
        ("http://[fd00::1]/", AddressFault.PRIVATE),
        ("D:\\\\材料\\a.doc", AddressFault.LOCAL_DISK),
        ("http://", AddressFault.HOST),
        ("https:/", AddressFault.HOST),
        ("http://www.gov.cn:99999/x", AddressFault.HOST),
        ("http://www.gov.cn:8080:80/x", AddressFault.HOST),
        ("http://[::1/x", AddressFault.HOST),
        ("http://www.gov. cn/x", AddressFault.HOST),
    ],
)
def test_what_nobody_can_open_is_told_and_no_target(written: str, fault: AddressFault) -> None:
    assert told(f'<a href="{written}">附件</a>') == {written: fault}


@pytest.mark.parametrize(
    "written",
    [
        "http://www.gov.cn/",
        "HTTP://www.gov.cn/",
        "https:\\\\www.gov.cn\\",
        "//www.gov.cn/",
        "http:/xw/2.html",  # a browser opens it on the page's own host
        "http.html",
        "https/2.html",
        "http/readme.html",
        "http://8.8.8.8/",
        "http://203.0.113.18/",
        "http://172.32.0.1/",
        "http://localhost.gov.cn/",
        "/file:///x",
        "tps/2.html",
    ],
)
def test_what_a_browser_opens_is_a_target(written: str) -> None:
    assert told(f'<a href="{written}">附件</a>') == {}


def test_pictures_on_a_disk_are_told_and_what_nobody_sees_is_not() -> None:
    assert told('<img src="file:///C:/1.png">') == {"file:///C:/1.png": AddressFault.LOCAL_DISK}
    hidden = '<div style="display:none"><a href="file:///C:/1.doc">附件</a></div><a href="/">回</a>'
    assert told(hidden) == {}


@pytest.mark.parametrize(
    "html",
    [
        '<a href="http://"></a>',
        '<div style="display:none"><a href="http://">附件</a></div>',
        '<a href="http://{{host}}/a.html">附件</a>',
        '<a href="{{item.url}}">附件</a>',
        '<a href="http://${host}/">附件</a>',
        "<a href=\"http://'+host+'/\">附件</a>",
        '<a href="http:/">首页</a>',
        '<a href="http:">首页</a>',
    ],
)
def test_what_no_visitor_clicks_on_or_a_script_fills_in_is_not_told(html: str) -> None:
    assert told(html + '<a href="/">回</a>') == {}


def test_a_picture_without_a_host_is_told() -> None:
    assert told('<img src="http://">') == {"http://": AddressFault.HOST}


def test_a_site_within_the_office_may_link_within_it() -> None:
    link = '<a href="http://192.168.1.9/">办公</a>'
    assert told(link, "http://192.168.1.8/") == {}


def test_a_site_looked_at_on_this_machine_may_name_the_machine_and_no_other_within() -> None:
    here = "http://127.0.0.1:8000/"
    assert told('<a href="http://127.0.0.1:9000/">办公</a>', here) == {}
    assert told('<img src="http://10.20.1.5/tu.jpg">', here) == {
        "http://10.20.1.5/tu.jpg": AddressFault.PRIVATE
    }


def test_other_schemes_are_no_fault() -> None:
    schemes = ("mailto:a@b.cn", "tel:12345", "javascript:void(0)", "ftp://a.gov.cn/", "weixin://dl")
    for one in schemes:
        page = read_page(f'<body><a href="{one}">联系</a>'.encode(), url=PAGE)
        assert page.unopenable == ()
