"""Which columns the looks of a period came upon: of the others nothing is known now."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from govsweep.facts import PagesSeen, TermStanding, presumed_in_words, standing_of
from govsweep.periods.period import Period
from govsweep.store import Store, StoredColumn, Sweep


def columns_seen(period: Period, columns: Iterable[StoredColumn]) -> set[tuple[str, str]]:
    """By site and address, those that the look at their site saw, or a later sweep.

    Of a site at which no sweep of the period looked nobody knows whether a column was updated.
    """
    looks = period.looks
    return {
        (one.site, one.url)
        for one in columns
        if one.sweep is not None and one.site in looks and one.sweep >= looks[one.site].sweep
    }


def columns_unread(period: Period, columns: Iterable[StoredColumn]) -> set[tuple[str, str]]:
    """By site and address, the columns that are there and could not be read.

    What sweeps found and never read is one; what is registered where the look at its site did not
    see it; and all of a site whose latest look got no page. What else was not seen may have been
    renamed, or be gone.
    """
    columns = list(columns)
    seen = columns_seen(period, columns)
    return {
        (one.site, one.url)
        for one in columns
        if (
            period.has_missed(one.site)
            if (one.site, one.url) in seen
            else (one.site in period.looks if one.registered else one.sweep is None)
        )
    }


def columns_in_part(period: Period) -> dict[tuple[str, str], str]:
    """By site and address, what was read of the columns that the looks did not read whole."""
    homes = (one.home for one in period.looks.values() if one.home is not None)
    return {
        (one.site, url): told
        for one in homes
        if one.pages is not None
        for url, told in read_in_part(one.pages)
    }


def part_of_sweep(store: Store, sweep: Sweep) -> list[tuple[str, str, str]]:
    """The columns of which a sweep read a part: site, name and how much that was, in words."""
    homes = {one.site: one.pages for one in store.sweeps.homes(sweep.id) if one.pages is not None}
    told = {(site, url): how for site, pages in homes.items() for url, how in read_in_part(pages)}
    columns = store.columns.all() if told else ()
    return [
        (one.site, one.name, told[one.site, one.url])
        for one in columns
        if (one.site, one.url) in told
    ]


def read_in_part(pages: PagesSeen) -> Iterator[tuple[str, str]]:
    """The columns of a site of which only a part was read, with how much that was, in words."""
    yield from ((one.url, f"只读到{one.read}条，列表至少有{one.told}条") for one in pages.short)
    yield from ((url, "只读到第1页") for url in pages.partly)


class ColumnTerm(NamedTuple):
    """How many days a column has left, as far as somebody looked."""

    days_left: int | None  # below nought: it was overdue when it was last seen, by so many days
    unseen: str = ""  # what to say where nothing is known of it now
    seen_on: dt.date | None = None


def terms_of(
    period: Period, columns: Iterable[StoredColumn], days: Mapping[int, dt.date]
) -> dict[tuple[str, str], ColumnTerm]:
    """The term of each column on the last day of a period, by site and address."""
    columns = list(columns)
    seen = columns_seen(period, columns)
    return {
        (one.site, one.url): term_of(
            one,
            period.day,
            days,
            seen=(one.site, one.url) in seen,
            missed=period.has_missed(one.site),
        )
        for one in columns
    }


def term_of(
    column: StoredColumn,
    day: dt.date,
    days: Mapping[int, dt.date],
    *,
    seen: bool,
    missed: bool = False,
) -> ColumnTerm:
    """The term of a column on a day; `seen` tells whether the looks came upon it.

    Where the latest look at its site got no page, it was `missed`: neither fresh nor late now.
    """
    if not seen:
        return ColumnTerm(None, unseen_in_words(column, days))
    last = min(days.get(column.sweep, day) if column.sweep is not None else day, day)
    if missed:
        return ColumnTerm(None, unseen_in_words(column, days), last)
    if column.newest is None or column.max_age_days is None:
        return ColumnTerm(None, seen_on=last)
    ends = column.newest + dt.timedelta(days=column.max_age_days)
    standing = standing_of(ends + dt.timedelta(days=1), last, day)
    if standing is TermStanding.PRESUMED:
        return ColumnTerm(None, presumed_in_words(last, "超期"), last)
    counted_to = last if standing is TermStanding.BROKEN else day
    return ColumnTerm((ends - counted_to).days, seen_on=last)


def unseen_in_words(column: StoredColumn, days: Mapping[int, dt.date]) -> str:
    """That a column was not seen, and when it was last; `days` has the day of each sweep."""
    last = days.get(column.sweep) if column.sweep is not None else None
    return f"没有看到（最近一次 {last}）" if last is not None else "没有看到"
