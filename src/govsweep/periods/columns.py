"""Which columns the looks of a period came upon: of the others nothing is known now."""

import datetime as dt
from collections.abc import Iterable, Mapping

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


def unseen_in_words(column: StoredColumn, days: Mapping[int, dt.date]) -> str:
    """That a column was not seen, and when it was last; `days` has the day of each sweep."""
    last = days.get(column.sweep) if column.sweep is not None else None
    return f"没有看到（最近一次 {last}）" if last is not None else "没有看到"
