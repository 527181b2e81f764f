"""Which columns are there now: those that the look at their site saw, or a later sweep."""

import datetime as dt

import msgspec
import pytest

from govsweep.facts import ColumnKind, PagesSeen, ShortList
from govsweep.periods import (
    Period,
    SiteLook,
    Span,
    columns_in_part,
    columns_seen,
    columns_unread,
    term_of,
    unseen_in_words,
)
from govsweep.store import StoredColumn, StoredHome

DAY = dt.date(2026, 11, 20)


def column(url: str, sweep: int | None, site: str = "a") -> StoredColumn:
    return StoredColumn(site=site, url=url, name=url, kind=ColumnKind.NEWS, sweep=sweep)


def by_hand(url: str, sweep: int | None) -> StoredColumn:
    return msgspec.structs.replace(column(url, sweep), registered=True)


def looked(**looks: int) -> Period:
    at = {site: SiteLook(site=site, sweep=sweep, as_of=DAY) for site, sweep in looks.items()}
    return Period(span=Span.quarter_of(DAY), day=DAY, looks=at)


def seen(*columns: StoredColumn, **looks: int) -> set[tuple[str, str]]:
    return columns_seen(looked(**looks), iter(columns))


def test_what_the_look_did_not_see_is_gone() -> None:
    assert seen(column("/1", 1), column("/2", 2), column("/3", 3), a=2) == {
        ("a", "/2"),
        ("a", "/3"),
    }


def test_of_a_site_without_a_look_none_was_seen() -> None:
    some = column("/1", 3), column("/2", 4), column("/3", 4), column("/4", 9, "b")
    assert seen(*some, b=5) == {("b", "/4")}
    assert seen(column("/1", 1)) == set()


def test_what_was_registered_and_never_seen_is_not_there() -> None:
    assert seen(column("/1", None)) == set()
    assert seen(column("/1", None), a=2) == set()
    assert seen(column("/1", None), column("/2", 2), a=2) == {("a", "/2")}


@pytest.mark.parametrize(
    ("one", "looks", "unread"),
    [
        (column("/1", None), {"a": 2}, True),
        (column("/1", None), {}, True),  # an earlier period found it
        (column("/1", 2), {"a": 2}, False),
        (column("/1", 1), {"a": 2}, False),  # it may be gone
        (by_hand("/1", None), {"a": 2}, True),
        (by_hand("/1", 1), {"a": 2}, True),
        (by_hand("/1", 2), {"a": 2}, False),
        (by_hand("/1", None), {}, False),
    ],
    ids=[
        "found and never read",
        "found and never read, nobody looked",
        "read",
        "no longer read",
        "registered and never read",
        "registered and no longer read",
        "registered and read",
        "registered, nobody looked",
    ],
)
def test_what_could_not_be_read(one: StoredColumn, looks: dict[str, int], unread: bool) -> None:
    assert (columns_unread(looked(**looks), [one]) == {("a", "/1")}) is unread
    assert columns_unread(looked(**looks), []) == set()


def test_what_was_not_seen_has_the_day_of_its_last_sight() -> None:
    days = {3: dt.date(2026, 9, 29)}
    assert unseen_in_words(column("/1", 3), days) == "没有看到（最近一次 2026-09-29）"
    assert unseen_in_words(column("/1", 2), days) == "没有看到"
    assert unseen_in_words(column("/1", None), days) == "没有看到"


@pytest.mark.parametrize(
    ("newest", "days_left", "unseen"),
    [
        (dt.date(2026, 9, 20), -8, ""),  # overdue when it was seen: as of that day
        (dt.date(2026, 9, 27), -1, ""),
        (dt.date(2026, 9, 28), None, "按 2026-10-12 看到的情况，应已超期，之后没有看过"),
        (dt.date(2026, 11, 5), None, "按 2026-10-12 看到的情况，应已超期，之后没有看过"),
        (dt.date(2026, 11, 6), 0, ""),
        (None, None, ""),
    ],
)
def test_a_term_is_known_as_far_as_somebody_looked(
    newest: dt.date | None, days_left: int | None, unseen: str
) -> None:
    one = StoredColumn(
        site="a",
        url="/1",
        name="要闻",
        kind=ColumnKind.NEWS,
        max_age_days=14,
        newest=newest,
        sweep=3,
    )
    term = term_of(one, DAY, {3: dt.date(2026, 10, 12)}, seen=True)
    assert (term.days_left, term.unseen, term.seen_on) == (
        days_left,
        unseen,
        dt.date(2026, 10, 12),
    )
    away = term_of(one, DAY, {3: dt.date(2026, 10, 12)}, seen=False)
    assert (away.days_left, away.unseen) == (None, "没有看到（最近一次 2026-10-12）")


@pytest.mark.parametrize("newest", [dt.date(2026, 9, 20), dt.date(2026, 11, 19), None])
def test_of_a_site_whose_latest_look_got_nothing_no_column_is_late_or_fresh(
    newest: dt.date | None,
) -> None:
    one = msgspec.structs.replace(column("/1", 3), max_age_days=14, newest=newest)
    before = SiteLook(site="a", sweep=3, as_of=dt.date(2026, 10, 12), missed_on=DAY)
    period = Period(span=Span.quarter_of(DAY), day=DAY, looks={"a": before})
    assert columns_seen(period, [one]) == columns_unread(period, [one]) == {("a", "/1")}
    missed = period.has_missed("a")
    days = {3: dt.date(2026, 10, 12)}
    term = term_of(one, DAY, days, seen=True, missed=missed)
    assert term == (None, "没有看到（最近一次 2026-10-12）", dt.date(2026, 10, 12))


def test_no_columns_at_all() -> None:
    assert seen(a=2) == set()


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        (PagesSeen(partly=("/1",)), {("a", "/1"): "只读到第1页"}),
        (PagesSeen(short=(ShortList("/2", 20, 45),)), {("a", "/2"): "只读到20条，列表至少有45条"}),
        (PagesSeen(), {}),
        (None, {}),
    ],
    ids=["one page", "some rows", "none", "not counted"],
)
def test_columns_of_which_a_part_was_read(
    pages: PagesSeen | None, told: dict[tuple[str, str], str]
) -> None:
    home = StoredHome(site="a", seen=True, pages=pages)
    looks = {
        "a": SiteLook(site="a", sweep=1, as_of=DAY, home=home),
        "b": SiteLook(site="b", sweep=1, as_of=DAY),
    }
    assert columns_in_part(Period(span=Span.quarter_of(DAY), day=DAY, looks=looks)) == told
