"""One column, as its list page and its further pages show it."""

import datetime as dt
from collections.abc import Iterable, Mapping

from govsweep.facts import Column, ColumnKind, Context, Entry, Page, UnreadList
from govsweep.letters import is_letters
from govsweep.settle.columns.rows import as_shown, row_key
from govsweep.settle.columns.terms import is_overdue
from govsweep.settle.dating import Days, rhythm
from govsweep.settle.filling import Filling
from govsweep.settle.kinds import YEAR, kind_of, term_of
from govsweep.settle.listing import Listing
from govsweep.settle.newer import may_hold_newer
from govsweep.store import StoredColumn

_DAYS_KEPT = 60
_ROWS_KEPT = 100
_CONFLICTS_KEPT = 20
_USUAL = 180  # days in which a list without a duty is up to date


class ColumnPages:
    """Makes columns out of the list pages of one site, each by itself."""

    def __init__(
        self,
        context: Context,
        listing: Listing,
        days: Days,
        filling: Filling,
        durations: Mapping[ColumnKind, int | None],
        replies: Mapping[str, dt.date],
    ) -> None:
        """`replies` tell of letters, by address or title, when they were answered."""
        self._context = context
        self._listing = listing
        self._days = days
        self._filling = filling
        self._durations = durations
        self._replies = replies

    def column(
        self,
        url: str,
        page: Page,
        by_hand: StoredColumn | None,
        known: StoredColumn | None,
        failed: Mapping[str, str],
    ) -> Column:
        """The column of a page: `by_hand` as it is registered, `known` as it was seen before.

        `failed` are the addresses of the site that were not read, with the reason.
        """
        name = by_hand.name if by_hand else self._listing.name(url, page)
        kind = by_hand.kind if by_hand else kind_of(name, page)
        age, is_sure = by_hand.max_age_days if by_hand else None, True
        if age is None:
            age, is_sure = term_of(name, kind, self._durations)
        entries = self._listing.entries(url, page)
        dated = self._dated(name, [*entries, *self._listing.further_entries(url)])
        reason = self._unread_because(url, page, known, entries)
        if reason is None and self._is_overdue(_newest(dated), age) and self._is_filled_over(page):
            reason = UnreadList.ROWS
            # These rows may be those of a box below the list: nothing is known of its own.
            entries, dated = [], {}
        if reason is UnreadList.HOME:
            entries, dated = [], {}
        if reason is None and not entries:
            reason = self._stands_instead(url, page, age)
        newest = _newest(dated)
        partly = reason is None and (
            self._is_partly(url, page, entries, newest, age, failed)
            or (is_letters(name) and self._may_be_answered(entries, newest, age))
            or (not is_sure and self._is_perhaps_overdue(entries, newest, age))
        )
        days = tuple(sorted(dated, reverse=True)[:_DAYS_KEPT])
        return Column(
            url=by_hand.url if by_hand else url,
            name=name,
            kind=kind,
            context=self._context,
            owner=by_hand.owner if by_hand else "",
            max_age_days=age,
            newest=newest,
            newest_title=dated[newest] if newest else "",
            entries=len(entries) or self._listing.pieces(url, page),
            dated=sum(self._days.of(entry) is not None for entry in entries),
            seen=reason is None,
            reason=reason or "",
            days=days,
            rows=as_shown(page, entries)[:_ROWS_KEPT],
            reader=page.reader,
            rhythm=rhythm(days),
            conflicts=tuple(self._days.conflicts(entries))[:_CONFLICTS_KEPT],
            answered_none=not entries and self._listing.is_told_none(url),
            partly=partly,
            by_script=partly and self._filling.may_fill(page),
        )

    def is_fresh(self, url: str, page: Page) -> bool:
        """Whether a page has rows by its server that are up to date."""
        if not page.entries or page.reader != "rows":
            return False
        newest = max(self._days.by_day(list(page.entries)), default=None)
        limit = self._durations.get(kind_of(self._listing.name(url, page), page)) or _USUAL
        return newest is not None and not self._is_overdue(newest, limit)

    def _dated(self, name: str, rows: list[Entry]) -> dict[dt.date, str]:
        """The days on which a column published, each with a title."""
        dated = self._days.by_day(rows)
        # What an office publishes in a column of letters is its replies.
        return dated | self._replied(rows) if is_letters(name) else dated

    def _replied(self, rows: Iterable[Entry]) -> dict[dt.date, str]:
        """The days on which letters that a column lists were answered, each with a title."""
        answered = ((self._replies.get(row_key(row)), row.title) for row in rows)
        today = self._context.day
        return {day: title for day, title in answered if day is not None and day <= today}

    def _unread_because(
        self, url: str, page: Page, known: StoredColumn | None, entries: list[Entry]
    ) -> UnreadList | None:
        """Why nothing can be said of a column by what its page shows; None where it was seen."""
        if self._listing.is_home_again(url, page):
            return UnreadList.HOME
        if page.shell and not entries:
            return UnreadList.SHELL
        if not entries and self._is_cut(page):
            return UnreadList.UNENDED
        if not entries and (self._listing.waits_for_rows(url) or self._listing.is_beside(page)):
            return UnreadList.ROWS
        if not entries and self._listing.may_be_drawn(url) and self._filling.may_write(page):
            return UnreadList.ROWS
        if known is None or known.entries == 0:
            return None
        if not entries:
            return UnreadList.READER if self._listing.pieces(url, page) else None
        # Half of the rows gone and the newest among them: the pattern fits only some rows now.
        newest = max(self._days.by_day(entries), default=None)
        older = known.newest is not None and (newest is None or newest < known.newest)
        return UnreadList.READER if older and len(entries) * 2 < known.entries else None

    def _stands_instead(self, url: str, page: Page, age: int | None) -> UnreadList | None:
        """What a page without rows shows in their place that was not read."""
        listing = self._listing
        if age is not None and listing.is_embedded(url):
            return UnreadList.EMBEDDED
        if age is not None and listing.pictured(page):
            return UnreadList.PICTURED
        if listing.says_failure(page):
            return UnreadList.ROWS
        if age is not None and listing.shows_days(url, page):
            return UnreadList.UNLISTED
        return None

    def _is_partly(
        self,
        url: str,
        page: Page,
        entries: list[Entry],
        newest: dt.date | None,
        age: int | None,
        failed: Mapping[str, str],
    ) -> bool:
        """Whether a column without rows, or without new ones, may have some that were not read."""
        if not entries:
            listing = self._listing
            return (
                listing.tells_rows(page)
                or listing.says_else(page)
                or listing.says_where(page)
                or listing.shows_pictures(page)
                or self._filling.may_fill(page)
            )
        if newest is None or not self._is_overdue(newest, age):
            return False
        return self._is_cut(page) or may_hold_newer(
            self._listing, self._filling, self._days, url, entries, newest, failed
        )

    def _may_be_answered(
        self, entries: list[Entry], newest: dt.date | None, age: int | None
    ) -> bool:
        """Whether letters may have been answered of late: of most only the day of writing shows."""
        answered = sum(row_key(one) in self._replies for one in entries)
        return self._is_overdue(newest, age) and answered * 2 < len(entries)

    def _is_perhaps_overdue(
        self, entries: list[Entry], newest: dt.date | None, age: int | None
    ) -> bool:
        """Whether a column is overdue by a term that is not sure to be its own, and by no other."""
        stale = self._is_overdue(newest, age) and not self._is_overdue(newest, YEAR)
        return bool(entries) and stale

    def _is_filled_over(self, page: Page) -> bool:
        return self._listing.is_filled_over(page) and self._filling.may_fill(page)

    def _is_cut(self, page: Page) -> bool:
        """Whether only the beginning of a page came: it has no end, and others of its site have."""
        if page.ended is not False:
            return False
        return page.broken_off or any(one.ended for one in self._listing.pages.values())

    def _is_overdue(self, newest: dt.date | None, limit: int | None) -> bool:
        return is_overdue(newest, limit, self._context.day)


def _newest(dated: Mapping[dt.date, str]) -> dt.date | None:
    return max(dated, default=None)
