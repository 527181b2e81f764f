"""Which columns the looks of a period came upon: of the others nothing is known now."""

from collections.abc import Iterable

from govsweep.periods.period import Period
from govsweep.store import StoredColumn


def columns_seen(period: Period, columns: Iterable[StoredColumn]) -> set[tuple[str, str]]:
    """By site and address, those that the look at their site saw, or a later sweep.

    Of a site at which no sweep of the period looked they are those of the last that saw any.
    """
    known = list(columns)
    last: dict[str, int] = {}
    for one in known:
        last[one.site] = max(last.get(one.site, 0), one.sweep or 0)
    last |= {site: look.sweep for site, look in period.looks.items()}
    return {
        (one.site, one.url)
        for one in known
        if one.sweep is not None and one.sweep >= last[one.site]
    }
