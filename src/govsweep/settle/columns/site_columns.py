"""All columns of one site: those found, those in doubt and those missed."""

import datetime as dt
from collections.abc import Mapping, Sequence

from govsweep.addresses import canonical
from govsweep.facts import Column, ColumnKind, Context, Page, PageState
from govsweep.settle.columns.addresses import BestAddresses
from govsweep.settle.columns.column_pages import ColumnPages
from govsweep.settle.columns.doubts import in_doubt
from govsweep.settle.columns.gathered import relieved
from govsweep.settle.columns.missed import MissedColumns
from govsweep.settle.columns.registered import at_their_pages
from govsweep.settle.dating import Days
from govsweep.settle.filling import Filling
from govsweep.settle.listing import Listing
from govsweep.store import StoredColumn

# A column not seen for longer has no past to compare with.
_REMEMBERED = 7  # sweeps


class SiteColumns:
    """Makes the columns of one site out of what its list pages show."""

    def __init__(
        self,
        context: Context,
        listing: Listing,
        days: Days,
        known: Sequence[StoredColumn],
        durations: Mapping[ColumnKind, int | None],
        number: int,
        filling: Filling,
        replies: Mapping[str, dt.date] | None = None,
    ) -> None:
        """`known` are the columns as they were kept before the sweep `number`.

        `replies` tell of letters, by address or title, when they were answered.
        """
        self._context = context
        self._listing = listing
        self._filling = filling
        self._number = number
        home = canonical(context.site.url)
        lists = [
            one
            for one in known
            if one.kind is not ColumnKind.HEADLINE and canonical(one.url) != home
        ]
        self._registered = at_their_pages(
            {one.url: one for one in lists if one.registered}, listing
        )
        self._known = {
            one.url: one
            for one in lists
            if one.registered or (one.sweep is not None and 0 <= number - one.sweep <= _REMEMBERED)
        }
        self._pages = ColumnPages(context, listing, days, filling, durations, replies or {})
        self._addresses = BestAddresses(listing, self._registered, context.day)
        self._missed = MissedColumns(context, listing, self._known, durations)

    @property
    def read_elsewhere(self) -> frozenset[str]:
        """The pages that registered columns of another address are read from."""
        return frozenset(page for page, one in self._registered.items() if one.url != page)

    def all(self, states: Mapping[str, PageState], reasons: Mapping[str, str]) -> list[Column]:
        """The columns found, and those that should have been and were not seen."""
        pages = self._listing.pages
        fresh = (page for url, page in pages.items() if self._pages.is_fresh(url, page))
        self._filling.compare(pages.values(), fresh)
        found = dict(self._addresses.one_each(self._found(reasons)))
        found = in_doubt(found, self._known, self._listing, self._number, self._context.day)
        found = relieved(found, self._registered, self._listing.column_of)
        missed = self._missed.all(found, states, reasons)
        return sorted([*found.values(), *missed], key=lambda one: one.url)

    def _found(self, reasons: Mapping[str, str]) -> dict[str, Column]:
        """The columns of the pages that are lists, or registered as such, by address."""
        pages = {
            url: page
            for url, page in self._listing.columns(self._known)
            if url in self._registered or not self._listing.is_chosen(url)
        }
        read = ((url, self._listing.pages.get(url)) for url in self._registered)
        pages |= {url: page for url, page in read if page is not None and url not in pages}
        columns = {url: self._column(url, page, reasons) for url, page in pages.items()}
        return {url: one for url, one in columns.items() if not self._is_none(url, one)}

    def _column(self, url: str, page: Page, reasons: Mapping[str, str]) -> Column:
        by_hand = self._registered.get(url)
        known = self._known.get(url) or by_hand
        return self._pages.column(url, page, by_hand, known, reasons)

    def _is_none(self, url: str, column: Column) -> bool:
        """Whether a page without rows that nobody ever knew as a column is none."""
        if column.rows or not column.seen or url in self._registered:
            return False
        known = self._known.get(url)
        if known is not None and known.entries:
            return False
        return column.entries > 0 or not self._listing.may_be_blank(url)
