"""How many letters came and how fast they were answered, in working days."""

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from govsweep.facts import Letter, LetterState
from govsweep.rules.workdays import workdays_between

WORKING_DAYS = (1, 2, 3, 5)  # within which answers are counted
DAYS = (30, 90)  # of the calendar
TERM = 5  # working days that 国办秘函〔2019〕19号 gives an answer
_TENTH = Decimal("0.1")


class LetterFigures(NamedTuple):
    """Letters of a span: what was received and answered, and how long answers took."""

    received: int
    answered: int
    waiting: int  # said to be without an answer
    unclear: int  # of which nothing is said
    timed: int  # answered ones of which both days are told
    average: Decimal | None  # working days of these; None: there are none
    longest: int | None
    within: tuple[int, ...]  # of these, as many as took no longer than each of `WORKING_DAYS`
    within_days: tuple[int, ...]  # than each of `DAYS`
    late: int  # answered after the term
    overdue: int  # said to be waiting, beyond the term
    empty: int  # whose answers seem to say nothing: suspected

    @property
    def in_words(self) -> str:
        """As a report says it: 来信47件，办结46件，平均1.3个工作日."""
        parts = [f"来信{self.received}件，办结{self.answered}件"]
        if self.average is not None:
            parts.append(f"平均{self.average}个工作日、最长{self.longest}个工作日答复")
        if self.timed < self.answered:
            parts.append(f"其中{self.answered - self.timed}件没有公开答复日期，不计入时长")
        if self.overdue:
            parts.append(f"超过{TERM}个工作日尚未答复{self.overdue}件")
        if self.unclear:
            parts.append(f"看不出是否答复{self.unclear}件")
        return "，".join(parts)


def figures(
    letters: Iterable[Letter], first: dt.date, last: dt.date, day: dt.date | None = None
) -> LetterFigures | None:
    """The figures of the letters received in a span; None where not one of them was read.

    Letters without a day of asking belong to no span. What still waits is counted to `day`, the
    span's last where none is given. A letter answered on the day it came took no working day.
    """
    own = [one for one in letters if one.asked is not None and first <= one.asked <= last]
    if not own:
        return None
    taken = [
        (workdays_between(one.asked, one.answered), (one.answered - one.asked).days)
        for one in own
        if one.asked is not None and one.answered is not None
    ]
    working = [days for days, _ in taken]
    until = day or last
    return LetterFigures(
        received=len(own),
        answered=sum(one.state is LetterState.ANSWERED for one in own),
        waiting=sum(one.state is LetterState.WAITING for one in own),
        unclear=sum(one.state is LetterState.UNKNOWN for one in own),
        timed=len(taken),
        average=_mean(working),
        longest=max(working, default=None),
        within=tuple(sum(one <= most for one in working) for most in WORKING_DAYS),
        within_days=tuple(sum(one <= most for _, one in taken) for most in DAYS),
        late=sum(one > TERM for one in working),
        overdue=sum(
            one.state is LetterState.WAITING
            and one.asked is not None
            and workdays_between(one.asked, until) > TERM
            for one in own
        ),
        empty=sum(one.flaw is not None for one in own),
    )


def _mean(numbers: list[int]) -> Decimal | None:
    if not numbers:
        return None
    return (Decimal(sum(numbers)) / len(numbers)).quantize(_TENTH, ROUND_HALF_UP)
