"""Periods: what papers, pages and scores speak of. A span of days unites the sweeps counted to it.

The interface, the same for everybody: `Period.look_at(site)` is the look that a paper speaks by,
`Period.has_seen(site)` tells whether anything is known of the site at all, `Period.ledger` and
`Period.homes` are what these looks saw. `read_period` makes one from what the store knows.
"""

from govsweep.periods.columns import (
    ColumnTerm,
    columns_in_part,
    columns_seen,
    columns_unread,
    part_of_sweep,
    term_of,
    terms_of,
    unseen_in_words,
)
from govsweep.periods.drawing import Draw, SampleSize, drawn, size_of
from govsweep.periods.period import (
    MENU,
    PARTLY,
    SHELL,
    UNTESTED,
    LedgerCount,
    Period,
    Round,
    SiteLook,
    unite,
)
from govsweep.periods.reading import (
    ledger_of,
    looks_by,
    looks_of,
    newest_told,
    period_now,
    read_period,
    with_untested,
)
from govsweep.periods.span import Span, is_calendar, span_of

__all__ = [
    "MENU",
    "PARTLY",
    "SHELL",
    "UNTESTED",
    "ColumnTerm",
    "Draw",
    "LedgerCount",
    "Period",
    "Round",
    "SampleSize",
    "SiteLook",
    "Span",
    "columns_in_part",
    "columns_seen",
    "columns_unread",
    "drawn",
    "is_calendar",
    "ledger_of",
    "looks_by",
    "looks_of",
    "newest_told",
    "part_of_sweep",
    "period_now",
    "read_period",
    "size_of",
    "span_of",
    "term_of",
    "terms_of",
    "unite",
    "unseen_in_words",
    "with_untested",
]
