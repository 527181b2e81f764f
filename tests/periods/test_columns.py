"""Which columns are there now: those that the look at their site saw, or a later sweep."""

import datetime as dt

from govsweep.facts import ColumnKind
from govsweep.periods import Period, SiteLook, Span, columns_seen
from govsweep.store import StoredColumn

DAY = dt.date(2026, 11, 20)


def column(url: str, sweep: int | None, site: str = "a") -> StoredColumn:
    return StoredColumn(site=site, url=url, name=url, kind=ColumnKind.NEWS, sweep=sweep)


def seen(*columns: StoredColumn, **looks: int) -> set[tuple[str, str]]:
    at = {site: SiteLook(site=site, sweep=sweep, as_of=DAY) for site, sweep in looks.items()}
    return columns_seen(Period(span=Span.quarter_of(DAY), day=DAY, looks=at), iter(columns))


def test_what_the_look_did_not_see_is_gone() -> None:
    assert seen(column("/1", 1), column("/2", 2), column("/3", 3), a=2) == {
        ("a", "/2"),
        ("a", "/3"),
    }


def test_without_a_look_the_last_sweep_that_saw_any_tells() -> None:
    some = column("/1", 3), column("/2", 4), column("/3", 4), column("/4", 9, "b")
    assert seen(*some, b=5) == {("a", "/2"), ("a", "/3"), ("b", "/4")}
    assert seen(column("/1", 1)) == {("a", "/1")}
    assert seen(*some[::-1]) == {("a", "/2"), ("a", "/3"), ("b", "/4")}  # in whatever order


def test_what_was_registered_and_never_seen_is_not_there() -> None:
    assert seen(column("/1", None)) == set()
    assert seen(column("/1", None), a=2) == set()
    assert seen(column("/1", None), column("/2", 1)) == {("a", "/2")}


def test_no_columns_at_all() -> None:
    assert seen(a=2) == set()
