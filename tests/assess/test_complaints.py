"""Complaints through 我为政府网站找错: late by working days, evasive by the office's word."""

import datetime as dt

from govsweep.assess.complaints import Complaint, ComplaintList, figures, judged
from govsweep.assess.outcome import Result

SITE, DAY = "5118000001", dt.date(2026, 11, 20)  # a Friday


def complaint(received: int, answered: int | None = None, evasive: bool | None = None) -> Complaint:
    """One of so many days ago."""
    ago = dt.timedelta
    return Complaint(
        site=SITE,
        received=DAY - ago(days=received),
        answered=None if answered is None else DAY - ago(days=answered),
        evasive=evasive,
    )


def listed(*some: Complaint) -> ComplaintList:
    """A list without a refused line."""
    return ComplaintList(rows=some)


def test_late_ones_cost_a_point_each() -> None:
    some = [
        complaint(10, 7),  # Tuesday to Friday: three working days
        complaint(10, 4),  # Tuesday to Monday: four
        complaint(7),  # a week, and no answer
        complaint(3),  # Tuesday to Friday, and no answer yet
        complaint(200),  # longer ago than the row looks back
    ]
    late = judged(listed(*some), SITE, DAY)["D19-24a"]
    assert (late.result, late.points) == (Result.FAIL, 2)
    assert late.why == "6个月内找错留言4条，超过3个工作日2条"


def test_the_ceiling_of_the_line() -> None:
    assert judged(listed(*[complaint(30)] * 9), SITE, DAY)["D19-24a"].points == 3


def test_evasive_ones_where_all_were_judged() -> None:
    good, bad, open_one = complaint(10, 9, False), complaint(10, 9, True), complaint(10, 9)
    assert judged(listed(good, bad), SITE, DAY)["D19-24b"].points == 1
    assert (
        judged(listed(good, bad), SITE, DAY)["D19-24b"].why
        == "6个月内答复找错留言2条，推诿、敷衍1条"
    )
    assert judged(listed(good), SITE, DAY)["D19-24b"].result is Result.PASS
    assert "D19-24b" not in judged(listed(good, open_one), SITE, DAY)


def test_a_site_that_the_list_does_not_name_got_none() -> None:
    assert judged(listed(complaint(30)), "5118000002", DAY)["D19-24a"].result is Result.PASS
    assert judged(listed(), SITE, DAY)["D19-24a"].result is Result.PASS


def test_figures_of_a_span() -> None:
    first = DAY - dt.timedelta(days=20)
    some = [complaint(10, 9), complaint(10, 4), complaint(3), complaint(21, 20)]
    assert figures(some, first, DAY) == (3, 1)
    assert figures([], first, DAY) == (0, 0)


def test_both_ends_of_a_span_are_in_it() -> None:
    some = [complaint(10), complaint(5), complaint(4)]
    assert figures(some, some[0].received, some[1].received).received == 2
    assert judged(listed(complaint(0)), SITE, DAY)["D19-24a"].why.startswith("6个月内找错留言1条")
    half_a_year = [complaint(183), complaint(184)]
    assert judged(listed(*half_a_year), SITE, DAY)["D19-24a"].why.startswith("6个月内找错留言1条")
