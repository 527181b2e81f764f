"""weekend-gap: two silent weekends after busy workdays."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.weekend_gap import weekend_gap
from govsweep.facts import Column, ColumnKind, Context, SiteVisit
from govsweep.rules.workdays import workdays_before

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


# The weekend of 3 and 4 October 2026 is part of the National Day, that of 10 October is worked.
AFTER_HOLIDAY = dt.date(2026, 10, 27)


def owed(day: dt.date) -> tuple[dt.date, ...]:
    return tuple(workdays_before(day, 30))


def test_holidays_are_no_weekends(a_visit: Callable[..., SiteVisit]) -> None:
    (fault,) = weekend_gap(a_visit(*owed(AFTER_HOLIDAY), day=AFTER_HOLIDAY))
    assert "10月24日至10月25日、10月17日至10月18日" in fault.message
    day = dt.date(2026, 10, 21)  # the weekend before that of 17 October lies in September
    assert list(weekend_gap(a_visit(*owed(day), day=day))) == []


def test_news_on_a_holiday_is_news_off_work(a_visit: Callable[..., SiteVisit]) -> None:
    day = dt.date(2026, 5, 12)
    assert len(list(weekend_gap(a_visit(*owed(day), day=day)))) == 1
    assert list(weekend_gap(a_visit(dt.date(2026, 5, 4), *owed(day), day=day))) == []


def test_a_year_without_known_holidays_says_so(a_visit: Callable[..., SiteVisit]) -> None:
    day = dt.date(2090, 11, 17)
    (fault,) = weekend_gap(a_visit(*workdays(day), day=day))
    assert "2090 年节假日安排未知" in fault.message
