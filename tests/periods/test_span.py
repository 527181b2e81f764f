import datetime as dt

import pytest

from govsweep.errors import InputError
from govsweep.periods import Span, is_calendar, span_of


@pytest.mark.parametrize(
    ("day", "number", "first", "last"),
    [
        ("2026-01-01", 1, "2026-01-01", "2026-03-31"),
        ("2024-02-29", 1, "2024-01-01", "2024-03-31"),
        ("2026-06-30", 2, "2026-04-01", "2026-06-30"),
        ("2026-07-01", 3, "2026-07-01", "2026-09-30"),
        ("2026-12-31", 4, "2026-10-01", "2026-12-31"),
    ],
)
def test_a_day_belongs_to_its_quarter(day: str, number: int, first: str, last: str) -> None:
    span = Span.quarter_of(dt.date.fromisoformat(day))
    assert (span.year, span.quarter) == (int(day[:4]), number)
    assert (span.begins.isoformat(), span.ends.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("first", "last", "meets"),
    [
        ("2026-09-30", "2026-10-01", True),  # its last sighting is the quarter's first day
        ("2026-12-31", "2027-02-01", True),
        ("2026-07-01", "2027-02-01", True),  # all through
        ("2026-07-01", "2026-09-30", False),
        ("2027-01-01", "2027-01-01", False),
    ],
)
def test_a_span_meets_the_quarter_that_it_touches(first: str, last: str, meets: bool) -> None:
    span = Span.quarter_of(dt.date(2026, 11, 20))
    assert span.meets(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) is meets


@pytest.mark.parametrize(
    ("words", "begins", "ends", "title"),
    [
        ("2026Q4", "2026-10-01", "2026-12-31", "2026年第4季度"),
        ("2026q1", "2026-01-01", "2026-03-31", "2026年第1季度"),
        ("2026年第三季度", "2026-07-01", "2026-09-30", "2026年第3季度"),
        ("2026-11", "2026-11-01", "2026-11-30", "2026年11月"),
        ("2026-01", "2026-01-01", "2026-01-31", "2026年1月"),
        ("2024-2", "2024-02-01", "2024-02-29", "2024年2月"),
        ("2026年12月", "2026-12-01", "2026-12-31", "2026年12月"),
        ("2026", "2026-01-01", "2026-12-31", "2026年"),
        ("2024年", "2024-01-01", "2024-12-31", "2024年"),
        ("秋季检查", "2026-10-08", "2026-11-20", "秋季检查"),
    ],
)
def test_a_user_names_a_quarter_a_month_a_year_or_a_span_of_the_office(
    words: str, begins: str, ends: str, title: str
) -> None:
    own = {"秋季检查": Span(dt.date(2026, 10, 8), dt.date(2026, 11, 20), "秋季检查")}
    span = span_of(words, own)
    assert (span.begins.isoformat(), span.ends.isoformat(), span.title) == (begins, ends, title)


@pytest.mark.parametrize(
    "words", ["", "202", "0000", "9999Q4", "0000Q1", "2026Q5", "2026-13", "0000-01", "春季检查"]
)
def test_other_words_are_refused_with_what_would_do(words: str) -> None:
    own = {"秋季检查": Span(dt.date(2026, 10, 8), dt.date(2026, 11, 20), "秋季检查")}
    with pytest.raises(
        InputError, match=r"2026Q4（季度）、2026-11（月份）、2026（全年）；.*秋季检查"
    ):
        span_of(words, own)


def test_both_ends_are_days_of_it() -> None:
    span = Span(dt.date(2026, 10, 8), dt.date(2026, 11, 20), "秋季检查")
    days = ("2026-10-07", "2026-10-08", "2026-11-20", "2026-11-21")
    assert [span.has(dt.date.fromisoformat(day)) for day in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("words", "before"),
    [("2026Q1", "2025Q4"), ("2026Q4", "2026Q3"), ("2026-01", "2025-12"), ("2024-03", "2024-02")],
)
def test_before_a_quarter_or_a_month_is_another(words: str, before: str) -> None:
    span = span_of(words)
    assert (span.words, span.before.words) == (words, before)
    assert span.before == span_of(before)


def test_before_a_span_of_the_office_are_as_many_days() -> None:
    span = Span(dt.date(2026, 10, 8), dt.date(2026, 11, 20), "秋季检查")
    assert span.words == "秋季检查"
    assert span.before == Span(dt.date(2026, 8, 25), dt.date(2026, 10, 7), "上一时段")


def test_a_year_is_named_as_it_was_asked_for_and_has_a_year_before() -> None:
    year = Span.year_of(dt.date(2026, 11, 20))
    assert (year.words, span_of(year.words)) == ("2026", year)
    assert year.before == Span.year_of(dt.date(2025, 1, 1))


@pytest.mark.parametrize(
    "name",
    [
        *("2026Q4", "2026q4", "2026-Q4", "2026 Q4", "２０２６Ｑ４", "2026年第四季度", "第4季度"),
        *("二〇二六年第四季度", "2026年四季度", "Q4", "4Q", "2026年第四季", "本季度", "上月"),
        *("2026H2", "2026年上半年", "下半年", "2026-11", "2026.11", "202611", "2026年11月份"),
        *("十一月", "2026", "2026年", "2026年度", "2026全年", "全年", "2026/1"),
    ],
)
def test_a_name_that_reads_as_a_part_of_the_calendar(name: str) -> None:
    assert is_calendar(name)


@pytest.mark.parametrize(
    "name",
    [
        *("秋季检查", "年底", "专项检查", "2026年专项", "第四季度迎检", "百日行动", "上半年检查"),
        *("2026年第5季度", "国庆", "一轮", "第二批", "", "十月革命"),
    ],
)
def test_a_name_of_its_own(name: str) -> None:
    assert not is_calendar(name)
