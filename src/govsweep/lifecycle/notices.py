"""What follows on a notice: what the office does about it, and what its unit answers."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from govsweep.errors import InputError


class StepKind(StrEnum):
    """What the office does about a notice that was issued."""

    REMINDED = "reminded"
    EXTENDED = "extended"  # its findings are due later
    CLOSED = "closed"  # it is followed no further; its findings stay what they are


class NoticeStep(msgspec.Struct, frozen=True, kw_only=True):
    """One act of the office on a notice."""

    at: dt.datetime
    kind: StepKind
    author: str
    reason: str
    due: dt.date | None = None  # what a notice is extended to


class AnswerKind(StrEnum):
    """What a unit says of a finding that a notice names."""

    MENDED = "mended"
    PLANNED = "planned"
    OBJECTED = "objected"  # it says that it is none


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a unit answers to one line of a notice."""

    finding: str
    at: dt.datetime
    author: str
    kind: AnswerKind
    words: str = ""
    wants_recheck: bool = False


def last_due(due: dt.date, steps: Sequence[NoticeStep]) -> dt.date:
    """By when a notice wants its findings mended, once it was extended."""
    return max([due, *(one.due for one in steps if one.due is not None)])


def is_closed(steps: Sequence[NoticeStep]) -> bool:
    """Whether the office follows a notice no further."""
    return any(one.kind is StepKind.CLOSED for one in steps)


def check_step(due: dt.date, steps: Sequence[NoticeStep], step: NoticeStep) -> None:
    """Raise `InputError` where a notice does not take a step."""
    if not step.author.strip():
        raise InputError("没有写明由谁办理")
    if is_closed(steps):
        raise InputError("这份通知书已经结案")
    if not step.reason.strip() and step.kind is not StepKind.REMINDED:
        raise InputError("请写明理由")
    if step.kind is not StepKind.EXTENDED:
        return
    known = last_due(due, steps)
    if step.due is None or step.due <= known:
        raise InputError(f"延期要晚于现在的期限 {known}")


def check_answer(steps: Sequence[NoticeStep], answer: Answer) -> None:
    """Raise `InputError` where a notice does not take an answer."""
    if is_closed(steps):
        raise InputError("这份通知书已经结案，不再答复")
    if answer.kind is not AnswerKind.MENDED and not answer.words.strip():
        raise InputError("请写明计划或异议的内容")
    if answer.wants_recheck and answer.kind is not AnswerKind.MENDED:
        raise InputError("答复“已整改”的才能申请复查")
