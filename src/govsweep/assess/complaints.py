"""Complaints through 我为政府网站找错, as the office's list has them: their rows and figures."""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from govsweep.assess.outcome import OfficeJudgement, Result
from govsweep.rules.workdays import workdays_between

TERM = 3  # working days
_HALF_A_YEAR = dt.timedelta(days=183)
_LATE_ROW, _EVASIVE_ROW = "D19-24a", "D19-24b"
_CAP = Decimal(3)  # of the line that both rows stand in


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One complaint about a site."""

    site: str
    received: dt.date
    answered: dt.date | None = None  # None: not yet
    evasive: bool | None = None  # whether the answer evades; None: nobody has judged

    def is_late(self, day: dt.date) -> bool:
        """Whether it was answered after the term, or stands unanswered beyond it on a day."""
        return workdays_between(self.received, self.answered or day) > TERM


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintList:
    """The complaints of a list, and whose lines of it were refused."""

    rows: tuple[Complaint, ...] = ()
    unread: frozenset[str] = frozenset()  # sites of refused lines; "": a line that names none

    def is_whole(self, *sites: str) -> bool:
        """Whether no line was refused that may be of one of these sites."""
        return not self.unread & {"", *sites}


class ComplaintFigures(NamedTuple):
    """Complaints of a span."""

    received: int
    on_time: int


def figures(complaints: Iterable[Complaint], first: dt.date, last: dt.date) -> ComplaintFigures:
    """How many were received in a span, and of these answered within the term."""
    own = [one for one in complaints if first <= one.received <= last]
    done = sum(one.answered is not None and not one.is_late(last) for one in own)
    return ComplaintFigures(len(own), done)


def judged(complaints: ComplaintList, site: str, day: dt.date) -> dict[str, OfficeJudgement]:
    """What the list says of a site's rows: late answers always, evasive ones where all are judged.

    A list speaks of all sites: one of which it has no complaint got none. Where lines were refused
    that may be the site's, only what is wrong in the others is said.
    """
    words = _of_rows(complaints.rows, site, day)
    if complaints.is_whole(site):
        return words
    beside = "（清单里有误的行没有计入）"
    return {
        row: dataclasses.replace(one, why=f"{one.why}{beside}")
        for row, one in words.items()
        if one.result is Result.FAIL
    }


def _of_rows(rows: Iterable[Complaint], site: str, day: dt.date) -> dict[str, OfficeJudgement]:
    own = [one for one in rows if one.site == site and day - _HALF_A_YEAR <= one.received <= day]
    late = sum(one.is_late(day) for one in own)
    words = {
        _LATE_ROW: _judgement(late, f"6个月内找错留言{len(own)}条，超过{TERM}个工作日{late}条")
    }
    answered = [one for one in own if one.answered is not None]
    if all(one.evasive is not None for one in answered):
        evasive = sum(bool(one.evasive) for one in answered)
        told = f"6个月内答复找错留言{len(answered)}条，推诿、敷衍{evasive}条"
        words[_EVASIVE_ROW] = _judgement(evasive, told)
    return words


def _judgement(number: int, why: str) -> OfficeJudgement:
    result = Result.FAIL if number else Result.PASS
    return OfficeJudgement(result=result, points=min(Decimal(number), _CAP), why=why)
