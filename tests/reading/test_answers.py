"""What the answers of services say of the rows of a list."""

import json

import pytest

from govsweep.facts import Answered
from govsweep.reading import read_answer
from govsweep.reading.answers import RowsTold, say_none, told_by

API = "http://www.linhe.gov.cn/api/list?channel=rc&page=1"
NONE = '{"code":200,"msg":"ok","data":{"total":0,"records":[]}}'
FAILED = '{"code":500,"msg":"栏目没有配置","data":null}'


@pytest.mark.parametrize(
    "value",
    [
        [],
        {"total": 0, "rows": []},
        {"code": "0", "data": {"items": [], "pages": 0}},
        {"success": True, "result": {"articleList": []}},
        {"status": 1, "data": []},
    ],
)
def test_a_well_formed_answer_without_rows_says_that_there_are_none(value: object) -> None:
    assert told_by(json.dumps(value)) is RowsTold.NONE
    assert read_answer(json.dumps(value).encode(), url=API).answered_none


@pytest.mark.parametrize(
    "value",
    [
        {"code": 500, "data": {"rows": []}},
        {"success": False, "rows": []},
        {"errcode": 40001, "list": []},
        {"status": 404, "data": None},
    ],
)
def test_an_answer_that_tells_of_a_failure_says_nothing_of_rows(value: object) -> None:
    assert told_by(json.dumps(value)) is RowsTold.FAILED
    assert not read_answer(json.dumps(value).encode(), url=API).answered_none


@pytest.mark.parametrize(
    "text",
    [
        '{"total":37,"rows":[]}',
        '{"total":2,"rows":[{"a":1},{"a":2}]}',
        '{"rows":[],"menu":[{"name":"首页"}]}',
        '{"code":0,"html":"<p>主办</p>"}',
        '{"code":0,"data":null}',
        '{"colours":[]}',
        "<html></html>",
        "",
    ],
)
def test_any_other_answer_says_nothing(text: str) -> None:
    assert told_by(text) is RowsTold.NOTHING


@pytest.mark.parametrize(
    ("answers", "none"),
    [
        ([Answered(API, 200, NONE)], True),
        ([Answered("http://x/foot", 200, '{"html":"主办"}'), Answered(API, 200, NONE)], True),
        ([Answered("http://x/l.js", 200, "// 示例 [{}]\nshowRows([]);", True)], True),
        ([Answered("http://x/l.js", 200, "var rows = [];", True)], True),
        ([Answered(API, 200, NONE), Answered("http://x/api/other", 200, FAILED)], False),
        ([Answered(API, 200, NONE), Answered("http://x/api/other", 502, "")], False),
        ([Answered(API, 500, NONE)], False),
        ([Answered("http://x/hits/count", 200, NONE)], False),
        ([Answered("http://x/l.js", 200, "var rows = []; load(rows);", True)], False),
        ([Answered("http://x/l.js", 404, "show([])", True)], False),
        ([], False),
    ],
)
def test_a_page_has_no_rows_where_one_answer_says_so_and_none_failed(
    answers: list[Answered], none: bool
) -> None:
    assert say_none(answers) is none
