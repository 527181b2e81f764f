"""late-answer: letters that waited for more than thirty days."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.late_answer import late_answer
from govsweep.facts import Context, Letter, LetterState, SiteVisit

DAY = dt.date(2026, 11, 20)


def visit(context: Context, *letters: Letter) -> SiteVisit:
    return SiteVisit(context=context, letters=letters)


def letter(state: LetterState, asked: int, answered: int | None = None) -> Letter:
    """A letter of so many days ago."""
    came = DAY - dt.timedelta(days=asked)
    when = None if answered is None else DAY - dt.timedelta(days=answered)
    return Letter("http://www.qinghe.gov.cn/1.html", "路灯不亮", state, came, when)


@pytest.mark.parametrize(
    "one",
    [
        letter(LetterState.ANSWERED, 100, 69), letter(LetterState.WAITING, 31),
        letter(LetterState.WAITING, 90),
    ],
)  # fmt: skip
def test_letters_that_waited(a_context: Callable[..., Context], one: Letter) -> None:
    (fault,) = late_answer(visit(a_context(), one))
    assert (fault.subject, str(one.asked) in fault.message) == (one.url, True)


@pytest.mark.parametrize(
    "one",
    [
        letter(LetterState.ANSWERED, 100, 70),
        letter(LetterState.WAITING, 30),
        letter(LetterState.WAITING, 91),  # for longer, that is another check's matter
        letter(LetterState.UNKNOWN, 60),
        letter(LetterState.ANSWERED, 60),  # nobody says when
        letter(LetterState.ANSWERED, 400, 300),
        Letter("http://www.qinghe.gov.cn/1.html", "路灯不亮", LetterState.WAITING),
    ],
)
def test_letters_that_did_not(a_context: Callable[..., Context], one: Letter) -> None:
    assert list(late_answer(visit(a_context(), one))) == []


def test_a_site_without_letters(a_context: Callable[..., Context]) -> None:
    assert list(late_answer(visit(a_context()))) == []
