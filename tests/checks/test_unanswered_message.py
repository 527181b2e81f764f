"""unanswered-message: letters that wait."""

from collections.abc import Callable

import pytest

from govsweep.checks.unanswered_message import unanswered_message
from govsweep.facts import Page, PageKind
from govsweep.findings import Certainty

OLD = (
    "留言标题：路灯不亮",
    "留言时间：2026-07-01 09:30",
    "留言内容：小区门口路灯坏了，请派人修理。",
)


def letter(a_page: Callable[..., Page], *parts: str, **words: object) -> Page:
    given: dict[str, object] = {"title": "路灯不亮", "column": "局长信箱"}
    return a_page(*parts, **(given | words))


@pytest.mark.parametrize(
    "said", ["办理状态：处理中", "答复内容：暂无", "未答复", "状态 待审核"], ids=str
)
def test_a_letter_that_is_said_to_wait(a_page: Callable[..., Page], said: str) -> None:
    (fault,) = unanswered_message(letter(a_page, *OLD, said))
    assert fault.certainty is Certainty.CONFIRMED
    assert "2026-07-01" in fault.message


def test_a_letter_without_a_word_of_an_answer(a_page: Callable[..., Page]) -> None:
    (fault,) = unanswered_message(letter(a_page, *OLD))
    assert fault.certainty is Certainty.SUSPECTED


@pytest.mark.parametrize(
    "answer",
    [
        "答复内容：您反映的问题已安排维修。",
        "回复时间：2026-07-03",
        "您的来信收悉，现答复如下",
        "状态：已办结",
    ],
)
def test_an_answered_letter(a_page: Callable[..., Page], answer: str) -> None:
    assert list(unanswered_message(letter(a_page, *OLD, answer))) == []


@pytest.mark.parametrize("day", ["2026-08-22", "2025-11-01", "2026-13-01"])
def test_days_outside_the_limit(a_page: Callable[..., Page], day: str) -> None:
    assert list(unanswered_message(letter(a_page, f"留言时间：{day}", "未答复"))) == []


@pytest.mark.parametrize(
    "words",
    [{"column": "信访举报"}, {"column": "在线访谈"}, {"column": "动态"}, {"kind": PageKind.LIST}],
    ids=["petitions", "interviews", "news", "a list"],
)
def test_other_pages(a_page: Callable[..., Page], words: dict[str, object]) -> None:
    assert list(unanswered_message(letter(a_page, *OLD, "未答复", **words))) == []


def test_a_page_without_context() -> None:
    assert list(unanswered_message(Page(url="http://www.qinghe.gov.cn/"))) == []


@pytest.mark.parametrize(
    ("said", "certainty"),
    [("状态：办理中", Certainty.CONFIRMED), ("答复内容：", Certainty.SUSPECTED)],
)
def test_a_letter_on_a_page_that_names_no_column(
    a_page: Callable[..., Page], said: str, certainty: Certainty
) -> None:
    (fault,) = unanswered_message(letter(a_page, *OLD, said, column=""))
    assert fault.certainty is certainty


def test_an_article_about_letters(a_page: Callable[..., Page]) -> None:
    told = "2026-07-01 收到来信，来信人反映路灯未处理。"
    assert list(unanswered_message(letter(a_page, told, column="", title="办好来信"))) == []
