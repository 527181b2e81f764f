"""Standing orders in the browser: given, listed and ended by who may."""

from typing import Any

import pytest

from govsweep.accounts import AuditAct

ORDER = {"words": "岚桥工业园", "right": "岚桥高新区", "why": "已更名"}


@pytest.fixture
def reviewer(office: Any, log_in: Any) -> Any:
    return log_in(office, "reviewer")


def test_an_order_is_given_listed_and_ended(office: Any, reviewer: Any) -> None:
    answer = reviewer.send("/orders", **ORDER, first="2026-12-01", last="", certain="yes")
    assert (answer.status, answer.headers["location"]) == (303, "/orders")
    (given,) = office.store.orders.all()
    assert (given.words, given.by, given.certain, str(given.first)) == (
        "岚桥工业园", "reviewer", True, "2026-12-01",
    )  # fmt: skip
    assert "岚桥工业园" in reviewer.ask("/orders").texts("tbody tr")[0]
    assert reviewer.send("/orders/1/end", why="改完了").status == 303
    (ended,) = office.store.orders.all()
    assert ended.ended_by == "reviewer"
    _, (last, first) = office.store.audit.entries(limit=2)
    assert (first.act, last.act) == (AuditAct.ORDER_GIVEN, AuditAct.ORDER_ENDED)
    assert (last.by.name, last.reason) == ("reviewer", "改完了")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"words": "岚"}, "没有登记：专查用语应有 2 到 60 个字。"),
        ({"why": " "}, "没有登记：请写明理由。"),
        ({"first": "明天"}, "没有登记：“明天”不是日期，应写作 2026-11-20。"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    office: Any, reviewer: Any, fields: dict[str, str], told: str
) -> None:
    answer = reviewer.send("/orders", **(ORDER | fields))
    assert answer.status == 400
    assert answer.texts("[role=alert]") == [told]
    kept = answer.tree.css_first("input[name=right]").attributes["value"]
    assert kept == "岚桥高新区"
    assert office.store.orders.all() == []


def test_what_is_not_there_cannot_be_ended(reviewer: Any) -> None:
    assert reviewer.send("/orders/7/end", why="改完了").texts("[role=alert]") == [
        "没有停止：没有第 7 号专查。"
    ]
    assert reviewer.send("/orders/x/end", why="改完了").status == 400


def test_a_reader_sees_them_and_has_no_form(office: Any, reviewer: Any, log_in: Any) -> None:
    reviewer.send("/orders", **ORDER)
    page = log_in(office, "reader").ask("/orders")
    assert "岚桥工业园" in page.text
    assert page.tree.css("main form") == []
