"""Columns that were promised, and whose page was not read or shows an error."""

from collections.abc import Hashable, Iterator, Mapping

from govsweep.facts import Column, ColumnKind, Context, Failure, PageState, UnreadList
from govsweep.settle.columns.doubts import without_rows
from govsweep.settle.kinds import kind_of, term_of
from govsweep.settle.listing import Listing
from govsweep.settle.naming import alias
from govsweep.store import StoredColumn

_IN_ITS_PLACE = (Failure.ERROR_PAGE, UnreadList.NOTICE)


class MissedColumns:
    """The columns of a site that should have been seen and were not."""

    def __init__(
        self,
        context: Context,
        listing: Listing,
        known: Mapping[str, StoredColumn],
        durations: Mapping[ColumnKind, int | None],
    ) -> None:
        """`known` are the columns that are registered, or were seen of late."""
        self._context = context
        self._listing = listing
        self._known = known
        self._durations = durations

    def all(
        self,
        found: Mapping[str, Column],
        states: Mapping[str, PageState],
        reasons: Mapping[str, str],
    ) -> Iterator[Column]:
        """What is missing beside the columns found.

        `states` are the site's addresses with what became of them, `reasons` why some were not
        read.
        """
        yield from self._promised(found, states, reasons)
        yield from self._failing(found, reasons)

    def _promised(
        self,
        found: Mapping[str, Column],
        states: Mapping[str, PageState],
        reasons: Mapping[str, str],
    ) -> Iterator[Column]:
        urls = {column.url for column in found.values()}
        kept = {alias(url) for url in found}
        same = {self._listing.same_page(url) for url in found}
        for url, known in self._known.items():
            state = states.get(url)
            if url in urls or alias(url) in kept or self._listing.settled(url) in found:
                continue
            if not known.registered and not self._is_expected(url, known, state, same):
                continue
            read = state in (PageState.FETCHED, PageState.UNCHANGED)
            why = without_rows(known) if read else state or PageState.LEFT
            yield Column(
                url=url,
                name=known.name,
                kind=known.kind,
                context=self._context,
                owner=known.owner,
                max_age_days=known.max_age_days,
                seen=False,
                reason=reasons.get(url) or why.value,
            )

    def _is_expected(
        self, url: str, known: StoredColumn, state: PageState | None, same: set[Hashable]
    ) -> bool:
        """Whether a column that nobody registered should stand there: its page was read."""
        if state not in (PageState.FETCHED, PageState.UNCHANGED) or not known.entries:
            return False
        if url in self._listing.pages and self._listing.same_page(url) in same:
            return False
        return not self._listing.is_further(url)

    def _failing(self, found: Mapping[str, Column], reasons: Mapping[str, str]) -> Iterator[Column]:
        """What a menu names as a column with a duty, and shows an error in its place."""
        for url, reason in reasons.items():
            if reason not in _IN_ITS_PLACE or not self._listing.is_named(url):
                continue
            if url in self._known or self._listing.settled(url) in found:
                continue
            name = self._listing.names[url]
            kind = kind_of(name)
            limit, _ = term_of(name, kind, self._durations)
            if limit is not None:
                yield Column(
                    url=url,
                    name=name,
                    kind=kind,
                    context=self._context,
                    max_age_days=limit,
                    seen=False,
                    reason=reason,
                )
