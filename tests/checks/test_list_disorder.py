"""list-disorder: rows that do not look alike."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.list_disorder import list_disorder
from govsweep.facts import Column, ColumnKind, Context, Entry

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
