"""What may follow on a notice."""

import datetime as dt

import pytest

from govsweep.errors import InputError
from govsweep.lifecycle import (
    Answer,
    AnswerKind,
    NoticeStep,
    StepKind,
    check_answer,
    check_step,
    is_closed,
    last_due,
)

AT = dt.datetime(2026, 11, 20, 14, tzinfo=dt.UTC)
DUE = dt.date(2026, 12, 4)
DAY = dt.timedelta(days=1)


def a_step(kind: StepKind, due: dt.date | None = None, reason: str = "改版") -> NoticeStep:
    return NoticeStep(at=AT, kind=kind, author="王工", reason=reason, due=due)


def an_answer(kind: AnswerKind, words: str = "", *, again: bool = False) -> Answer:
    return Answer(finding="a", at=AT, author="甲", kind=kind, words=words, wants_recheck=again)


CLOSED = a_step(StepKind.CLOSED)
LATER = a_step(StepKind.EXTENDED, DUE + DAY)


def test_the_last_extension_says_by_when() -> None:
    assert last_due(DUE, []) == DUE
    assert last_due(DUE, [LATER, a_step(StepKind.REMINDED)]) == DUE + DAY


def test_it_is_closed_once_the_office_said_so() -> None:
    assert not is_closed([LATER])
    assert is_closed([LATER, CLOSED])


@pytest.mark.parametrize(
    ("steps", "step", "why"),
    [
        ([CLOSED], a_step(StepKind.REMINDED), "已经结案"),
        ([], a_step(StepKind.CLOSED, reason=" "), "理由"),
        ([], a_step(StepKind.EXTENDED), "晚于现在的期限 2026-12-04"),
        ([], a_step(StepKind.EXTENDED, DUE), "晚于现在的期限 2026-12-04"),
        ([LATER], LATER, "晚于现在的期限 2026-12-05"),
        ([], NoticeStep(at=AT, kind=StepKind.REMINDED, author="", reason=""), "由谁办理"),
    ],
    ids=["closed", "no-reason", "no-day", "same-day", "extended-already", "nobody"],
)
def test_what_a_notice_does_not_take(steps: list[NoticeStep], step: NoticeStep, why: str) -> None:
    with pytest.raises(InputError, match=why):
        check_step(DUE, steps, step)


def test_a_reminder_needs_no_words_and_an_extension_a_later_day() -> None:
    check_step(DUE, [], a_step(StepKind.REMINDED, reason=""))
    check_step(DUE, [LATER], a_step(StepKind.EXTENDED, DUE + 2 * DAY))


@pytest.mark.parametrize(
    ("steps", "answer", "why"),
    [
        ([CLOSED], an_answer(AnswerKind.MENDED), "已经结案"),
        ([], an_answer(AnswerKind.OBJECTED, " "), "计划或异议"),
        ([], an_answer(AnswerKind.PLANNED), "计划或异议"),
        ([], an_answer(AnswerKind.OBJECTED, "是地名", again=True), "才能申请复查"),
    ],
    ids=["closed", "no-objection", "no-plan", "recheck-of-an-objection"],
)
def test_what_is_no_answer(steps: list[NoticeStep], answer: Answer, why: str) -> None:
    with pytest.raises(InputError, match=why):
        check_answer(steps, answer)


def test_mended_needs_no_words() -> None:
    check_answer([LATER], an_answer(AnswerKind.MENDED, again=True))
