"""standing-order tells words that the office ordered, and only those."""

import datetime as dt
from collections.abc import Callable

from govsweep.checks.standing_order import standing_order
from govsweep.facts import Page
from govsweep.findings import Certainty, Fault
from govsweep.rules import Rules, load_rules
from govsweep.rules.orders import StandingOrder, with_orders
from govsweep.words import Matcher, join

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


def order(words: str = "岚桥工业园", **more: object) -> StandingOrder:
    return StandingOrder(**({"id": 3, "words": words, "reason": "已更名", "at": AT} | more))  # type: ignore[arg-type]


def told(page: Page, rules: Rules) -> list[Fault]:
    return list(standing_order(join(page, Matcher(rules, suspected=False))))


def test_what_was_ordered_is_told_as_suspected(a_page: Callable[..., Page]) -> None:
    rules = with_orders(load_rules(), [order(right="岚桥高新区")])
    (fault,) = told(a_page("位于岚桥工业园的企业"), rules)
    assert (fault.quote, fault.suggestion, fault.rule) == ("岚桥工业园", "岚桥高新区", "order-3")
    assert fault.certainty is Certainty.SUSPECTED
    assert fault.message == "“岚桥工业园”疑似应为“岚桥高新区”：已更名"


def test_what_the_order_says_is_certain_is_confirmed(a_page: Callable[..., Page]) -> None:
    rules = with_orders(load_rules(), [order(certain=True)])
    (fault,) = told(a_page("位于岚桥工业园的企业"), rules)
    assert fault.certainty is Certainty.CONFIRMED
    assert fault.message == "出现“岚桥工业园”：已更名"


def test_other_words_and_no_order_tell_nothing(a_page: Callable[..., Page]) -> None:
    assert told(a_page("位于岚桥工业区的企业"), with_orders(load_rules(), [order()])) == []
    assert told(a_page("位于岚桥工业园的企业"), load_rules()) == []
