"""The answers of list services."""

import datetime as dt
import json

import pytest

from govsweep.facts import PageKind
from govsweep.reading import read_page, read_rows

DAY = dt.date(2024, 1, 1)
ROW = (
    '<li><a href="/art/2023/6/9/art_1_2.html" title="我县举行防汛应急演练">我县举行…</a>'
    "<b>2023-06-09</b></li>"
)
ENTRY = ("我县举行防汛应急演练", "http://www.linhe.gov.cn/art/2023/6/9/art_1_2.html", "2023-06-09")


def read(body: bytes, url: str = "http://www.linhe.gov.cn/x") -> list[tuple[str, str, str]]:
    return [(one.title, one.url, str(one.date)) for one in read_rows(body, url=url, day=DAY)]


def test_records_in_xml() -> None:
    xml = (
        "<?xml version='1.0' encoding='utf-8' ?><datastore><totalrecord>1</totalrecord>"
        f"<recordset><record><![CDATA[{ROW}]]></record></recordset></datastore>"
    )
    assert read(xml.encode()) == [ENTRY]


def test_html_in_json() -> None:
    body = json.dumps({"success": True, "data": {"html": f"<ul>{ROW}</ul>"}}).encode()
    assert read(body) == [ENTRY]


def test_articles_in_json() -> None:
    body = json.dumps(
        {
            "total": 2,
            "articles": [
                {"title": "受理公告", "url": "http://a.gov.cn/post_1.html", "date": 1690685646},
                {"title": "审批公告", "url": "/post_2.html", "created_at": "2023-07-01 08:00:00"},
                {"title": "无地址"},
            ],
        }
    ).encode()
    assert read(body) == [
        ("受理公告", "http://a.gov.cn/post_1.html", "2023-07-30"),
        ("审批公告", "http://www.linhe.gov.cn/post_2.html", "2023-07-01"),
    ]


def test_any_other_page_is_read_as_a_list() -> None:
    assert read(f"<html><body><ul>{ROW}</ul></body></html>".encode()) == [ENTRY]


def test_broken_answers_hold_no_rows() -> None:
    for body in (b"", b"{", b"[" * 50_000, b'{"data": null}', b'{"articles": 3}', b'[1, {"a": 2}]'):
        assert read(body) == []


TITLES = ("我县举行防汛应急演练", "关于道路改造的公告")


@pytest.mark.parametrize(
    "answer",
    [
        [
            {"bt": TITLES[0], "lj": "/a/1.html", "fbsj": "2023-06-09"},
            {"bt": TITLES[1], "lj": "/a/2.html", "fbsj": "2023-06-08"},
        ],
        {
            "code": 0,
            "data": {
                "page": 1,
                "records": [
                    {
                        "id": 7,
                        "docTitle": TITLES[0],
                        "docPubUrl": "/a/1.html",
                        "docRelTime": 1686290000000,
                    },
                    {
                        "id": 8,
                        "docTitle": TITLES[1],
                        "docPubUrl": "/a/2.html",
                        "docRelTime": 1686200000000,
                    },
                ],
            },
        },
        {
            "rows": json.dumps(
                [
                    {"a": TITLES[0], "b": "/a/1.html", "c": "2023年06月09日"},
                    {"a": TITLES[1], "b": "/a/2.html", "c": "2023年06月08日"},
                ]
            )
        },
        {
            "menu": [{"name": "政务公开栏目", "url": "/gk/"}],
            "list": [
                {
                    "x": {},
                    "t": TITLES[0],
                    "img": "/i/1.jpg",
                    "u": "/a/1.html",
                    "updateTime": "2023-07-01",
                    "publishTime": "2023-06-09",
                },
                {
                    "x": {},
                    "t": TITLES[1],
                    "img": "/i/2.jpg",
                    "u": "/a/2.html",
                    "updateTime": "2023-07-01",
                    "publishTime": "2023-06-08",
                },
            ],
        },
    ],
    ids=["bare array", "epochs", "JSON in JSON", "a menu beside it"],
)
@pytest.mark.parametrize("wrap", ["{}", "jsonp_12({});"])
def test_rows_by_their_shape(answer: object, wrap: str) -> None:
    body = wrap.replace("{}", json.dumps(answer, ensure_ascii=False)).encode()
    root = "http://www.linhe.gov.cn/a/"
    assert read(body) == [
        (TITLES[0], root + "1.html", "2023-06-09"),
        (TITLES[1], root + "2.html", "2023-06-08"),
    ]


def test_what_lists_no_articles_has_no_rows() -> None:
    for answer in (
        {"count": 31},
        [{"name": "北京", "temp": "31"}],
        {"list": [{"id": 1}, {"id": 2}]},
    ):
        assert read(json.dumps(answer).encode()) == []


def test_rows_in_a_literal_of_a_script() -> None:
    literal = "".join(
        f"{{title:'{title}', link: '/a/{at}.html', day:\"2023-06-0{at}\"}}, "
        for at, title in enumerate(TITLES, 1)
    )
    html = (
        "<html><head><title>工作动态</title></head><body><div id='list'></div><script>"
        f"var menu = [{{name:'首页', url:'/'}}]; var data = [{literal}]; show(data);"
        "</script></body>"
    )
    page = read_page(html.encode(), url="http://www.linhe.gov.cn/gzdt/", day=DAY)
    assert [(one.title, one.url) for one in page.entries] == [
        (title, f"http://www.linhe.gov.cn/a/{at}.html") for at, title in enumerate(TITLES, 1)
    ]
    assert (page.kind, page.reader, page.shell) == (PageKind.LIST, "script", False)
