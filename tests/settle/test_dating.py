"""The days of entries."""

import datetime as dt

import pytest

from govsweep.facts import DateConflict, DateSource, Entry, Page, PageKind
from govsweep.settle.dating import Days, rhythm

TODAY = dt.date(2026, 11, 20)
URL = "http://www.qinghe.gov.cn/1.html"


def day(ago: int) -> dt.date:
    return TODAY - dt.timedelta(days=ago)


def days(told: int | None, source: DateSource | None = DateSource.LABEL) -> Days:
    made = Days(TODAY)
    if told is not None:
        moment = dt.datetime.combine(day(told), dt.time(9))
        page = Page(url=URL, kind=PageKind.ARTICLE, published=moment, published_source=source)
        made.note(URL, page)
    return made


@pytest.mark.parametrize(
    ("told", "source", "listed", "expected"),
    [
        (10, DateSource.LABEL, 2, 10),
        (10, DateSource.META, 2, 10),
        (10, DateSource.URL, 2, 2),
        (10, DateSource.REPLY, 2, 2),
        (10, DateSource.SIGNATURE, 2, 2),
        (10, DateSource.SIGNATURE, None, 10),
        (10, DateSource.URL, None, 10),
        (-5, DateSource.LABEL, 2, 2),
        (None, None, 2, 2),
        (None, None, -3, None),
        (None, None, None, None),
        (900, DateSource.LABEL, 2, 2),
    ],
    ids=[
        *("the article's label", "its tag", "its address is weaker than the list"),
        *("the answer to a letter is, too", "so is a signature", "a signature alone"),
        *("its address alone", "its day to come", "the list alone", "the list's day to come"),
        *("nothing", "a day so old that it is another's"),
    ],
)
def test_the_day_of_a_row(
    told: int | None, source: DateSource | None, listed: int | None, expected: int | None
) -> None:
    entry = Entry("题目", URL, day(listed) if listed is not None else None)
    found = days(told, source).of(entry)
    assert found == (day(expected) if expected is not None else None)


def test_conflicts_are_kept() -> None:
    rows = [Entry("题目", URL, day(2)), Entry("另一篇", URL + "x", day(2))]
    assert list(days(10).conflicts(rows)) == [DateConflict(URL, day(10), day(2))]
    assert list(days(2).conflicts(rows)) == []
    assert list(days(10, DateSource.REPLY).conflicts(rows)) == []


def test_rhythm_is_the_median_of_gaps() -> None:
    assert rhythm([day(0), day(1), day(4), day(30)]) == 3.0
    assert rhythm([day(0), day(2), day(3), day(7), day(30)]) == 3.0
    assert rhythm([day(0), day(9), day(20)]) is None


@pytest.mark.parametrize(
    ("shown", "told", "expected"),
    [
        ("11-18", dt.date(2020, 11, 18), dt.date(2020, 11, 18)),
        ("[11-18]", dt.date(2020, 11, 20), dt.date(2020, 11, 20)),
        ("01-02", dt.date(2019, 12, 31), dt.date(2019, 12, 31)),
        ("2026-11-18", dt.date(2020, 11, 18), dt.date(2026, 11, 18)),
        ("11-18", dt.date(2020, 3, 5), dt.date(2026, 11, 18)),
    ],
    ids=["the article's year", "near it", "over the turn", "a year shown", "another date"],
)
def test_the_year_of_a_row_that_shows_none(shown: str, told: dt.date, expected: dt.date) -> None:
    made = Days(TODAY)
    moment = dt.datetime.combine(told, dt.time(9))
    source = DateSource.LABEL
    made.note(URL, Page(url=URL, kind=PageKind.ARTICLE, published=moment, published_source=source))
    listed = dt.date(2026, 1, 2) if shown == "01-02" else dt.date(2026, 11, 18)
    row = Entry("题目", URL, listed, shown)
    assert made.of(row) == expected
    assert bool(list(made.conflicts([row]))) == (expected != told)


@pytest.mark.parametrize(
    ("hour", "told"), [(dt.time(9, 30), True), (dt.time(), False)], ids=["an hour", "none"]
)
def test_the_moment_is_told_where_a_page_shows_an_hour(hour: dt.time, *, told: bool) -> None:
    made = Days(TODAY)
    moment = dt.datetime.combine(TODAY, hour)
    page = Page(url=URL, kind=PageKind.ARTICLE, published=moment, published_source=DateSource.LABEL)
    made.note(URL, page)
    assert made.moment_of(URL, page) == (moment if told else None)
    made.today = TODAY - dt.timedelta(days=1)  # one to come is none
    assert made.moment_of(URL, page) is None
