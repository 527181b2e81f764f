"""Dates that no calendar has, and days of the week that do not fit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govsweep.rules import Rules
from govsweep.words import Matcher
from govsweep.words.calendar import DATE, dates

_PARTS = [
    "2026年",
    "12月",
    "3月",
    "月",
    "30日",
    "5日",
    "日",
    "（星期",
    "周",
    "五",
    "至",
    "-",
    "1",
    "于",
]


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(Rules(version="0", word_rules=()), suspected=False)


def told(matcher: Matcher, text: str) -> list[tuple[str, str, bool]]:
    return [
        (text[mark.start : mark.end], mark.suggestion, mark.confirmed)
        for mark in matcher.marks(text)
        if mark.rule == "date"
    ]


@pytest.mark.parametrize(
    ("text", "quote", "right"),
    [
        ("定于2026年2月30日召开", "2026年2月30日", ""),
        ("截至4月31日", "4月31日", ""),
        ("于2025年2月29日前报送", "2025年2月29日", ""),
        ("于13月5日前报送", "13月5日", ""),
        ("2026年11月28日（星期五）上午", "2026年11月28日（星期五", "2026年11月28日（星期六"),
        ("2026年11月28日周日", "2026年11月28日周日", "2026年11月28日周六"),
        ("发布时间：2026-02-30 08:00", "2026-02-30", ""),
        ("2025.2.29前报送", "2025.2.29", ""),
        ("2026/11/31", "2026/11/31", ""),
        ("5月20日至15日报名", "5月20日至15日", ""),
        ("2026年5月20日（周三）—5日", "2026年5月20日（周三）—5日", ""),
    ],
)
def test_a_date_that_cannot_be_is_suspected(
    matcher: Matcher, text: str, quote: str, right: str
) -> None:
    assert told(matcher, text) == [(quote, right, False)]


@pytest.mark.parametrize(
    "text",
    [
        "2024年2月29日",
        "2月29日出生",
        "2026年11月28日（星期六）",
        "2026年11月29日（星期天）",
        "农历2月30日",
        "11月28日（星期五）",
        "2026年11月28日周边",
        "工期为24个月30日",
        "发布时间：2024-02-29 08:00",
        "2026-12-31",
        "编号2026-02-30-1",
        "http://www.qinghe.gov.cn/2026/02/30/1.html",
        "2026-45-30",
        "5月15日至20日报名",
        "12月25日至1月5日",
        "农历2月20日至15日",
        "",
    ],
)
def test_a_date_that_may_be_is_left_alone(matcher: Matcher, text: str) -> None:
    assert told(matcher, text) == []


@given(st.lists(st.sampled_from(_PARTS), max_size=16).map("".join))
def test_where_months_are_named_all_dates_are_found(text: str) -> None:
    assert [one.span() for one in dates(text)] == [one.span() for one in DATE.finditer(text)]


@pytest.mark.parametrize(
    "quote",
    [
        "2026年5月20日至5月15日",
        "2026年5月20日至2026年5月15日",
        "2026年5月20日至2025年6月1日",
        "2026年10月至9月",
        "2026年至2025年",
        "2026年5月20日起至2026年5月15日",
        "2026年5月20日9:00至5月15日",
        "2026年5月20日上午9时30分起，至5月15日",
        "2026.5.20—2026.5.15",
        "2026-05-20 09:00:00 至 2026-05-15",
        "2026/5/20到2025/6/1",
    ],
)
def test_a_span_that_ends_before_it_begins_is_suspected(matcher: Matcher, quote: str) -> None:
    assert told(matcher, f"活动于{quote}举行。") == [(quote, "", False)]


@pytest.mark.parametrize(
    "text",
    [
        "活动于2026年5月20日至5月25日举行。",
        "活动于2025年12月20日至2026年1月5日举行。",
        "活动于2026年12月20日至1月5日举行。",
        "每年2026年11月至2月巡查。",
        "实施期为2026年10月至次年3月。",
        "规划期为2025年至2026年。",
        "开放时间为2026年5月20日9:00至17:00。",
        "2026年5月20日8时起至5月21日8时止。",
        "2025.12.20—2026.1.10",
        "2026-05-15 09:00 至 2026-05-20 17:00",
        "2026.5.20-2026.5.15.3",
        "适用于2026年至2025年级学生。",
    ],
)
def test_a_span_that_goes_on_into_another_month_or_year_is_right(
    matcher: Matcher, text: str
) -> None:
    assert told(matcher, text) == []
