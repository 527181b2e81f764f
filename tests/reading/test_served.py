"""The answers of list services."""

import datetime as dt
import json

from govsweep.reading import read_rows

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
