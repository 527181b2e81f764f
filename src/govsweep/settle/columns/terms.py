"""Whether what was last published in a column is older than its term."""

import datetime as dt


def is_overdue(newest: dt.date | None, limit: int | None, day: dt.date) -> bool:
    """Whether the newest day seen lies more than the term's days before a day.

    Without a day or a term nothing is overdue.
    """
    return newest is not None and limit is not None and (day - newest).days > limit
