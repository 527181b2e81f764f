"""Appeals: which are taken, and which verdicts."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from govsweep.errors import InputError
from govsweep.findings import Finding, State
from govsweep.lifecycle.appeals import Appeal, check_appeal, check_verdict

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


def said(**words: Any) -> Appeal:
    given = {
        "finding": "f",
        "site": "5118000001",
        "author": "教育局",
        "words": "原文如此",
        "at": AT,
    }
    return Appeal(**(given | words))


@pytest.mark.parametrize("state", [State.OPEN, State.NOTIFIED, State.RELAPSED])
def test_what_stands_may_be_appealed_against(
    a_finding: Callable[..., Finding], state: State
) -> None:
    check_appeal(a_finding(state=state), said(), [said(accepted=False)])


@pytest.mark.parametrize(
    ("state", "why"),
    [(State.DISMISSED, "已经驳回"), (State.FIXED, "已经整改"), (State.WITHDRAWN, "已经整改")],
)
def test_what_stands_no_more_may_not(
    a_finding: Callable[..., Finding], state: State, why: str
) -> None:
    with pytest.raises(InputError, match=why):
        check_appeal(a_finding(state=state), said(), [])


def test_one_waits_at_a_time_and_says_why(a_finding: Callable[..., Finding]) -> None:
    with pytest.raises(InputError, match="还在复核"):
        check_appeal(a_finding(), said(), [said()])
    with pytest.raises(InputError, match="理由"):
        check_appeal(a_finding(), said(words=" "), [])
    with pytest.raises(InputError, match="由谁申诉"):
        check_appeal(a_finding(), said(author=""), [])


def test_a_verdict_is_given_once_with_a_reason() -> None:
    check_verdict(said(), "审核员", "确是原文")
    with pytest.raises(InputError, match="已经由张三复核：申诉成立"):
        check_verdict(said(accepted=True, decided_by="张三"), "审核员", "确是原文")
    with pytest.raises(InputError, match="复核的理由"):
        check_verdict(said(), "审核员", "")


def test_its_state_in_words() -> None:
    assert [said(accepted=one).state for one in (None, True, False)] == [
        "待复核",
        "申诉成立",
        "申诉不成立",
    ]
