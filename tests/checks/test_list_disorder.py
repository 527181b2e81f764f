"""list-disorder: rows that do not look alike."""

import datetime as dt
from collections.abc import Callable

import msgspec
import pytest

from govsweep.checks.list_disorder import list_disorder
from govsweep.facts import Column, ColumnKind, Context, DateConflict, Entry
from govsweep.findings import Certainty

ROOT = "http://www.qinghe.gov.cn/news/"
DAY = dt.date(2026, 11, 1)


def row(number: int, shown: str = "2026-11-01", title: str = "") -> Entry:
    title = title or f"我市召开第{number}次工作会议"
    return Entry(title, f"{ROOT}{number}.html", DAY if shown else None, shown)


@pytest.fixture
def a_column(a_context: Callable[..., Context]) -> Callable[..., Column]:
    def make(*rows: Entry, seen: bool = True) -> Column:
        return Column(
            url=ROOT, name="动态", kind=ColumnKind.NEWS, context=a_context(), rows=rows, seen=seen
        )

    return make


PLAIN = tuple(row(number) for number in range(6))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ((*PLAIN, row(7, ""), row(8, ""), row(9)), "2 行没有日期"),
        ((*PLAIN, row(7, "2026年11月1日"), row(8), row(9, "2026年11月01日")), "日期写法不一"),
        ((row(7, "11-01"), *PLAIN, row(8, "[11-01]")), "日期写法不一"),
        ((*PLAIN, row(7, title="关于&nbsp;放假的通知")), "HTML 代码"),
        ((*PLAIN, row(7, title="<font color=red>关于放假的通知</font>")), "HTML 代码"),
        (
            (*PLAIN, row(7, title="★关于放假的通知★"), row(8, title="★★关于放假的通知")),
            "装饰符号",
        ),
    ],
    ids=["undated rows", "two ways of dates", "no year", "an entity", "a tag", "stars"],
)
def test_disorder(a_column: Callable[..., Column], rows: tuple[Entry, ...], words: str) -> None:
    (fault,) = list_disorder(a_column(*rows))
    assert words in fault.message
    assert (fault.subject, fault.column) == (ROOT, "动态")


@pytest.mark.parametrize(
    "rows",
    [
        PLAIN,
        (*PLAIN, row(7, "")),
        (*PLAIN, row(7, ""), row(8, "")),
        (*PLAIN, row(7, "[2026-11-1]"), row(8, "2026-11-01 09:30")),
        (*PLAIN, row(7, "2026年11月1日")),
        (*PLAIN, row(7, "2026年11月1日"), row(8, "2026年11月1日")),
        tuple(row(number, "") for number in range(6)),
        tuple(row(number, title=f"★ 第{number}次会议") for number in range(6)),
        (*PLAIN, row(7, title="【图解】关于<实施意见>的说明"), row(8, title="A&B公司获奖")),
        (*PLAIN, *(row(at, title=f"关于评定{'★' * at}级饭店的公示") for at in (3, 4))),
        (row(1), row(2, "", "上半年"), row(3), row(4, "", "下半年"), *PLAIN),
        (row(1), row(2, "")),
        (),
    ],
    ids=[
        *("alike", "one undated row", "undated rows at the end", "padding, brackets and hours"),
        *(
            "one other date",
            "two lists on one page",
            "a list without dates",
            "the same bullet everywhere",
        ),
        *("brackets that are no markup", "grades of hotels", "headings", "too few rows", "no rows"),
    ],
)
def test_order(a_column: Callable[..., Column], rows: tuple[Entry, ...]) -> None:
    assert list(list_disorder(a_column(*rows))) == []


def test_a_column_not_seen_says_nothing(a_column: Callable[..., Column]) -> None:
    rows = (*PLAIN, row(7, title="关于&nbsp;放假的通知"))
    assert list(list_disorder(a_column(*rows, seen=False))) == []


def days(*ages: int) -> tuple[Entry, ...]:
    """Rows of these ages in days, as a list shows them."""
    moments = [DAY - dt.timedelta(days=age) for age in ages]
    return tuple(
        Entry(f"第{number}则信息", f"{ROOT}{number}.html", day, day.isoformat())
        for number, day in enumerate(moments)
    )


@pytest.mark.parametrize(
    "ages",
    [
        (1, 3, 5, 200, 8, 9, 12),
        (1, 45, 50, 20, 60, 70, 80),
        (90, 2, 120, 10, 60, 1, 45, 200),
        (30, 5, 60, 1, 8),
        (30, 1, 70, 20),
        (20, 25, 30, 40, 50, 1, 60, 70, 80),
    ],
    ids=[
        *("one of last spring", "one of this month below", "no order at all", "few in no order"),
        "four that twice go back",
        "the newest of all in their midst",
    ],
)
def test_rows_that_are_not_in_the_order_of_their_days_are_suspected(
    a_column: Callable[..., Column], ages: tuple[int, ...]
) -> None:
    (fault,) = list_disorder(a_column(*days(*ages)))
    assert fault.certainty is Certainty.SUSPECTED
    assert "不按时间先后排列" in fault.message


@pytest.mark.parametrize(
    "ages",
    [
        (1, 3, 5, 8, 9, 12),
        (300, 800, 1, 3, 5, 8, 9, 12),
        (12, 9, 8, 5, 3, 1),
        (1, 5, 9, 2, 6, 10, 3, 8, 40),
        (1, 3, 7, 5, 8, 9),
        (1, 30, 60, 200, 2, 31, 61, 200),
        (1, 3, 5, 8, 9, 300),
        (60, 1, 30),
        (1, 40, 20, 90),
        (400, 100, 1, 30),
        (20, 25, 30, 1, 40, 50, 60, 70),
        (20, 25, 30, 40, 50, 1, 22, 60, 70),
        (6, 7, 8, 9, 10, 1, 11, 12, 13),
        (20, 25, 30, 40, 50, 60, 1),
    ],
    ids=[
        *("from new to old", "two kept on top", "from old to new", "three lists of some days"),
        *("days of one week", "two lists", "an old one at the end", "few rows"),
        *("four, one of them in a wrong place", "two of four kept on top"),
        *("three kept on top", "two lists of which one is new", "the newest of one week"),
        "a list of one row below",
    ],
)
def test_rows_in_some_order(a_column: Callable[..., Column], ages: tuple[int, ...]) -> None:
    assert list(list_disorder(a_column(*days(*ages)))) == []


def written(*days_shown: str, plain: bool = True) -> tuple[Entry, ...]:
    """Rows of these days, written so or told by a service; one that has not come has no day."""
    rows = []
    for number, shown in enumerate(days_shown):
        day = dt.date(*map(int, shown.split("-")))
        known = day if day <= DAY else None
        url = f"{ROOT}{number}.html"
        rows.append(Entry(f"第{number}则信息", url, known, shown if plain else ""))
    return tuple(rows)


AS_TEXT = ("2026-8-5", "2026-8-21", "2026-10-30", "2026-10-16", "2026-1-9")


@pytest.mark.parametrize("plain", [True, False], ids=["on the page", "by a service"])
def test_days_sorted_as_texts_are_suspected(a_column: Callable[..., Column], plain: bool) -> None:
    (fault,) = list_disorder(a_column(*written(*AS_TEXT, plain=plain)))
    assert "把日期当作文字排序" in fault.message
    assert fault.certainty is Certainty.SUSPECTED


@pytest.mark.parametrize(
    "shown",
    [
        ("2026-08-21", "2026-08-05", "2026-10-30", "2026-10-16", "2026-10-09"),
        ("2026-8-21", "2026-8-5", "2026-10-30", "2026-10-16", "2026-10-9"),
        ("2026-10-30", "2026-10-16", "2026-9-21", "2026-9-9", "2026-8-5"),
    ],
    ids=["two kept on top", "the same, not padded", "in order"],
)
def test_days_not_sorted_as_texts(a_column: Callable[..., Column], shown: tuple[str, ...]) -> None:
    assert list(list_disorder(a_column(*written(*shown)))) == []


PAST = ("2026-10-30", "2026-10-21", "2026-10-16", "2026-09-28")


def test_a_day_years_ahead_among_days_that_have_been_is_suspected(
    a_column: Callable[..., Column],
) -> None:
    rows = written(*PAST[:2], "2062-10-18", *PAST[2:])
    (fault,) = list_disorder(a_column(*rows))
    assert "2062-10-18" in fault.message
    assert fault.quote == rows[2].title
    assert fault.certainty is Certainty.SUSPECTED


@pytest.mark.parametrize(
    "shown",
    [
        (*PAST[:2], "2026-12-24", *PAST[2:]),
        (*PAST[:2], "2027-06-30", *PAST[2:]),
        (*PAST, "2029-10-18", "2030-01-05", "2031-03-01"),
        (*PAST[:3], "2062-10-18"),
    ],
    ids=["a term that ends soon", "one of next year", "days until which it holds", "few days past"],
)
def test_days_to_come_that_a_list_may_show(
    a_column: Callable[..., Column], shown: tuple[str, ...]
) -> None:
    assert list(list_disorder(a_column(*written(*shown)))) == []


def test_a_year_that_heads_its_first_row_is_no_other_way_to_write_a_day(
    a_column: Callable[..., Column],
) -> None:
    shown = ("11月1日 2026年", "11月1日", "11月1日", "11月1日 2025年", "11月1日", "11月1日")
    rows = tuple(row(number, one) for number, one in enumerate(shown))
    assert list(list_disorder(a_column(*rows))) == []


class TestDatesOfArticles:
    """A row shows one day, its article tells another."""

    def judged(
        self, column: Column, dated: int, *days: int, number: int = 2
    ) -> list[tuple[str, Certainty]]:
        conflicts = tuple(
            DateConflict(f"{ROOT}{number + at}.html", DAY - dt.timedelta(days=one), DAY)
            for at, one in enumerate(days)
        )
        seen = msgspec.structs.replace(column, dated=dated, conflicts=conflicts)
        return [(fault.message, fault.certainty) for fault in list_disorder(seen)]

    def test_one_that_is_far_off_is_suspected(self, a_column: Callable[..., Column]) -> None:
        ((message, certainty),) = self.judged(a_column(*PLAIN), 6, 365)
        assert "列表日期 2026-11-01 与文章标注的 2025-11-01 不一致（1 行）" in message
        assert certainty is Certainty.SUSPECTED

    def test_a_few_days_are_none(self, a_column: Callable[..., Column]) -> None:
        assert self.judged(a_column(*PLAIN), 6, 7) == []

    def test_where_many_differ_another_date_is_meant(self, a_column: Callable[..., Column]) -> None:
        assert self.judged(a_column(*PLAIN), 6, 90, 40) == []
        assert self.judged(a_column(*PLAIN[:3]), 3, 90) == []
