"""How many rows a list says that it has."""

import json

import pytest

from govsweep.reading import read_answer, read_page

URL = "http://www.x.gov.cn/api/list"
RECORDS = [
    {"title": f"关于第{one}批技改项目的公示", "url": f"/gs/{one}.html", "date": f"2026-11-0{one}"}
    for one in range(1, 5)
]
ROWS = "".join(
    f"<li><a href='{one['url']}'>{one['title']}</a><i>{one['date']}</i></li>" for one in RECORDS
)


@pytest.mark.parametrize(
    ("told", "total"),
    [
        ({"total": 37}, 37),
        ({"data": {"totalCount": "37", "pageSize": 4}}, 37),
        ({"page": {"totalElements": 37, "totalPages": 10, "number": 0}}, 37),
        ({"recordsTotal": 37, "draw": 1}, 37),
        ({"totalPage": 10}, 37),  # nine full pages and one row more, at the least
        ({"total": 4, "count": 4}, 4),
        ({"totalPage": 1, "code": 200}, 0),
        ({"hasNext": True}, 5),  # these and one more, at the least
        ({"data": {"has_more": True}}, 5),
        ({"total": 37, "hasNext": True}, 37),
        ({"next": "/api/list?cursor=4"}, 5),
        ({"hasNext": False, "next": None}, 0),
        ({"hasNext": "yes", "next": "下一页"}, 0),
        ({"code": 200, "hits": True, "visits": 99}, 0),
        ({"total": 99_999_999_999}, 0),
    ],
    ids=str,
)
def test_what_an_answer_in_json_tells(told: dict[str, object], total: int) -> None:
    body = json.dumps({"rows": RECORDS, **told}).encode()
    assert read_answer(body, url=URL).total == total


def test_what_a_row_tells_is_none_of_its_lists() -> None:
    body = json.dumps([{**one, "total": 800, "count": 90} for one in RECORDS]).encode()
    assert read_answer(body, url=URL).total == 0


@pytest.mark.parametrize(("told", "total"), [("<totalrecord>37</totalrecord>", 37), ("", 0)])
def test_what_a_data_store_tells(told: str, total: int) -> None:
    records = "".join(f"<record><![CDATA[{one}</li>]]></record>" for one in ROWS.split("</li>")[:4])
    store = f"<datastore>{told}<recordset>{records}</recordset></datastore>"
    found = read_answer(store.encode(), url=URL)
    assert (len(found.entries), found.total) == (4, total)


@pytest.mark.parametrize(
    ("beside", "total"),
    [
        ("<p>共37条记录 首页 尾页</p>", 37),
        ("<script>new JPage({perpage:4,totalrecord:37})</script>", 37),
        ("<script>laypage.render({elem:'p',count:37,limit:4})</script>", 37),
        ("<p>今年共37条河道完成清淤，验收合格后移交属地街道日常管护</p>", 0),
        ("<script>chart({count:37})</script>", 0),
        ("", 0),
    ],
    ids=["a line", "a script", "another script", "prose", "no pager's", "nothing"],
)
def test_what_the_pager_of_a_page_tells(beside: str, total: int) -> None:
    html = f"<html><head><title>公示公告</title></head><body><ul>{ROWS}</ul>{beside}</body></html>"
    assert read_page(html.encode(), url="http://www.x.gov.cn/gs/").total == total


@pytest.mark.parametrize(
    ("url", "told", "more"),
    [
        (URL, {"next": "/api/list?cursor=4"}, [f"{URL}?cursor=4"]),
        (f"{URL}?cursor=4", {"page": {"nextUrl": "?cursor=8"}}, [f"{URL}?cursor=8"]),
        (URL, {"next": "http://www.y.gov.cn/api/list?cursor=4"}, []),
        (URL, {"next": "/api/list"}, []),
        (f"{URL}?page=3", {"hasNext": True}, [f"{URL}?page=4"]),
        (f"{URL}?offset=8&limit=4", {"hasMore": True}, [f"{URL}?offset=12&limit=4"]),
        (f"{URL}?page=51", {"hasNext": True}, []),
        (f"{URL}?page=3", {"hasNext": False}, []),
        (URL, {"hasNext": True}, []),
    ],
    ids=str,
)
def test_where_an_answer_without_a_total_goes_on(
    url: str, told: dict[str, object], more: list[str]
) -> None:
    body = json.dumps({"rows": RECORDS, **told}).encode()
    assert list(read_answer(body, url=url).more) == more


def test_an_answer_without_rows_goes_on_nowhere() -> None:
    found = read_answer(b'{"rows": [], "hasNext": true}', url=f"{URL}?page=1")
    assert (found.total, found.more) == (0, ())
