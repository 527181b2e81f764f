"""The figures of letters, reckoned by hand over a week of holidays."""

import datetime as dt
from decimal import Decimal

from govsweep.facts import EmptyAnswer, Letter, LetterState
from govsweep.letters import figures

ANSWERED, WAITING, UNKNOWN = LetterState.ANSWERED, LetterState.WAITING, LetterState.UNKNOWN
FIRST, LAST = dt.date(2025, 9, 1), dt.date(2025, 11, 30)


def day(month: int, number: int) -> dt.date:
    return dt.date(2025, month, number)


def test_by_hand() -> None:
    """The National Day of 2025: free from 1 to 8 October, worked on 28 September and 11 October.

    | asked    | answered | working days | days |
    | 09-26 Fri | 09-26   | 0            | 0    |
    | 09-26 Fri | 09-28   | 1 (Sunday, worked) | 2 |
    | 09-30 Tue | 10-09   | 1            | 9    |
    | 09-30 Tue | 10-14   | 5 (9, 10, 11, 13, 14) | 14 |
    | 09-01     | 10-09   | 23           | 38   |
    """
    pairs = [
        (day(9, 26), day(9, 26)), (day(9, 26), day(9, 28)), (day(9, 30), day(10, 9)),
        (day(9, 30), day(10, 14)), (day(9, 1), day(10, 9)),
    ]  # fmt: skip
    letters = [
        Letter(f"http://a/{number}", "来信", ANSWERED, asked, answered)
        for number, (asked, answered) in enumerate(pairs)
    ]
    letters += [
        Letter("http://a/8", "没有写明答复日期", ANSWERED, day(10, 9), flaw=EmptyAnswer.SHORT),
        Letter("http://a/9", "久候", WAITING, day(10, 9)),
        Letter("http://a/10", "才来", WAITING, day(11, 27)),
        Letter("http://a/11", "看不出", UNKNOWN, day(10, 9)),
        Letter("http://a/12", "本期之外", ANSWERED, day(8, 31), day(9, 1)),
        Letter("http://a/13", "没有日期", WAITING),
    ]
    told = figures(letters, FIRST, LAST)
    assert told is not None
    assert (told.received, told.answered, told.waiting, told.unclear) == (9, 6, 2, 1)
    assert (told.timed, told.average, told.longest) == (5, Decimal("6.0"), 23)
    assert told.within == (3, 3, 3, 4)  # within 1, 2, 3 and 5 working days
    assert told.within_days == (4, 5)  # within 30 and 90 days
    assert (told.late, told.overdue, told.empty) == (1, 1, 1)
    assert told.in_words == (
        "来信9件，办结6件，平均6.0个工作日、最长23个工作日答复，其中1件没有公开答复日期，不计入时长，"
        "超过5个工作日尚未答复1件，看不出是否答复1件"
    )


def test_where_no_letter_was_read_there_are_none() -> None:
    assert figures([], FIRST, LAST) is None
    assert figures([Letter("http://a/1", "没有日期", WAITING)], FIRST, LAST) is None


def test_without_a_day_of_an_answer_there_is_no_average() -> None:
    told = figures([Letter("http://a/1", "来信", ANSWERED, day(10, 9))], FIRST, LAST)
    assert told is not None
    assert (told.received, told.average, told.longest) == (1, None, None)
