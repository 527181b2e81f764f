"""Which columns the looks of a period came upon: of the others nothing is known now."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from govsweep.facts import TermStanding, presumed_in_words, standing_of
from govsweep.periods.period import Period
from govsweep.store import StoredColumn


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


def columns_in_part(period: Period) -> set[tuple[str, str]]:
    """By site and address, the columns of which the looks read the first page only."""
    homes = [one.home for one in period.looks.values() if one.home is not None]
    return {(one.site, url) for one in homes if one.pages is not None for url in one.pages.partly}


class ColumnTerm(NamedTuple):
    """How many days a column has left, as far as somebody looked."""

    days_left: int | None  # below nought: it was overdue when it was last seen, by so many days
    unseen: str = ""  # what to say where nothing is known of it now
    seen_on: dt.date | None = None


def term_of(
    column: StoredColumn, day: dt.date, days: Mapping[int, dt.date], *, seen: bool
) -> ColumnTerm:
    """The term of a column on a day; `seen` tells whether the looks came upon it."""
    if not seen:
        return ColumnTerm(None, unseen_in_words(column, days))
    last = min(days.get(column.sweep, day) if column.sweep is not None else day, day)
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
