"""weekend-gap: two silent weekends after busy workdays."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.weekend_gap import weekend_gap
from govsweep.facts import Column, ColumnKind, Context, SiteVisit

FRIDAY = dt.date(2026, 11, 20)
URL = "http://www.qinghe.gov.cn/sjyw/"


def workdays(day: dt.date, count: int = 30) -> tuple[dt.date, ...]:
    days = [day - dt.timedelta(days=ago) for ago in range(1, 2 * count)]
    return tuple([one for one in days if one.weekday() < 5][:count])


@pytest.fixture
def a_visit(a_context: Callable[..., Context]) -> Callable[..., SiteVisit]:
    def make(
        *days: dt.date, repost: tuple[dt.date, ...] | None = None, day: dt.date = FRIDAY
    ) -> SiteVisit:
        context = a_context(day)
        columns = ()
        if repost is not None:
            columns = (
                Column(
                    url=URL, name="上级要闻", kind=ColumnKind.REPOST, context=context, days=repost
                ),
            )
        return SiteVisit(context=context, days=days, columns=columns)

    return make


def test_a_site_that_works_on_workdays_only(a_visit: Callable[..., SiteVisit]) -> None:
    (fault,) = weekend_gap(a_visit(*workdays(FRIDAY)))
    assert (fault.subject, fault.variant) == ("http://www.qinghe.gov.cn/", "")
    assert "11月14日至11月15日" in fault.message


@pytest.mark.parametrize(
    "extra",
    [dt.date(2026, 11, 15), dt.date(2026, 11, 7)],
    ids=["last Sunday", "Saturday a week before"],
)
def test_one_day_of_two_weekends_is_enough(
    a_visit: Callable[..., SiteVisit], extra: dt.date
) -> None:
    assert list(weekend_gap(a_visit(extra, *workdays(FRIDAY)))) == []


def test_a_site_that_seldom_publishes_owes_no_weekends(a_visit: Callable[..., SiteVisit]) -> None:
    assert list(weekend_gap(a_visit(*workdays(FRIDAY)[::3]))) == []


def test_what_is_stale_raises_no_gap(a_visit: Callable[..., SiteVisit]) -> None:
    assert list(weekend_gap(a_visit(*workdays(FRIDAY - dt.timedelta(days=15))))) == []


def test_nothing_seen_is_no_gap(a_visit: Callable[..., SiteVisit]) -> None:
    assert list(weekend_gap(a_visit())) == []


def test_the_repost_column_alone(a_visit: Callable[..., SiteVisit]) -> None:
    busy = workdays(FRIDAY)
    (fault,) = weekend_gap(a_visit(dt.date(2026, 11, 14), *busy, repost=busy))
    assert (fault.subject, fault.variant) == (URL, "repost")


def test_the_site_swallows_its_repost_column(a_visit: Callable[..., SiteVisit]) -> None:
    busy = workdays(FRIDAY)
    (fault,) = weekend_gap(a_visit(*busy, repost=busy))
    assert fault.variant == ""


def test_holidays_are_no_weekends(a_visit: Callable[..., SiteVisit]) -> None:
    # The weekend of 3 and 4 October 2026 is part of the National Day, that of 10 October is worked.
    day = dt.date(2026, 10, 14)
    busy = workdays(day, 40)
    (fault,) = weekend_gap(a_visit(*busy, day=day))
    assert "10月03日" not in fault.message
    assert "10月10日" not in fault.message


def test_a_year_without_known_holidays_says_so(a_visit: Callable[..., SiteVisit]) -> None:
    day = dt.date(2090, 11, 17)
    (fault,) = weekend_gap(a_visit(*workdays(day), day=day))
    assert "2090 年节假日安排未知" in fault.message
