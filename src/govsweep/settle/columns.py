"""The columns of a site, learnt from its list pages, menus, breadcrumbs and tags."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

import msgspec

from govsweep.addresses import canonical
from govsweep.facts import (
    Column,
    ColumnKind,
    Context,
    Entry,
    Failure,
    Page,
    PageState,
    TargetKind,
)
from govsweep.letters import is_letters
from govsweep.settle.dating import Days, rhythm
from govsweep.settle.filling import Filling
from govsweep.settle.kinds import YEAR, kind_of, term_of
from govsweep.settle.listing import Listing
from govsweep.settle.naming import alias, folder_alias
from govsweep.settle.newer import may_hold_newer
from govsweep.settle.notices import NOTICE
from govsweep.store import StoredColumn

_DAYS_KEPT = 60
_ROWS_KEPT = 100
_CONFLICTS_KEPT = 20
# A column not seen for longer has no past to compare with.
_REMEMBERED = 7  # sweeps
_USUAL = 180  # days in which a list without a duty is up to date
_FEW = 3  # columns from which a half of them says something of the site


class Columns:
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
        self._replies = replies or {}
        self._context = context
        self._listing = listing
        self._days = days
        self._durations = durations
        home = canonical(context.site.url)
        lists = [
            one
            for one in known
            if one.kind is not ColumnKind.HEADLINE and canonical(one.url) != home
        ]
        by_hand = {one.url: one for one in lists if one.registered}
        self._registered = _at_their_pages(by_hand, listing)
        self._known = {
            one.url: one
            for one in lists
            if one.registered or (one.sweep is not None and 0 <= number - one.sweep <= _REMEMBERED)
        }
        self._number = number
        self._filling = filling
        self._failed: Mapping[str, str] = {}

    @property
    def read_elsewhere(self) -> frozenset[str]:
        """The pages that registered columns of another address are read from."""
        return frozenset(page for page, one in self._registered.items() if one.url != page)

    def all(self, states: Mapping[str, PageState], reasons: Mapping[str, str]) -> list[Column]:
        """The columns found, and those that should have been and were not seen."""
        self._failed = reasons
        pages = self._listing.pages
        fresh = (page for url, page in pages.items() if self._is_fresh(url, page))
        self._filling.compare(pages.values(), fresh)
        found = {
            url: self._column(url, page)
            for url, page in self._listing.columns(self._known)
            if url in self._registered or not self._listing.is_chosen(url)
        }
        for url in self._registered:
            page = self._listing.pages.get(url)
            if url not in found and page is not None:
                found[url] = self._column(url, page)
        found = {url: column for url, column in found.items() if not self._is_none(url, column)}
        found = dict(self._one_each(found))
        self._doubt(found)
        self._relieve(found)
        missed = [*self._missed(found, states, reasons), *self._failing(found, reasons)]
        return sorted([*found.values(), *missed], key=lambda one: one.url)

    def _column(self, url: str, page: Page) -> Column:
        by_hand = self._registered.get(url)
        known = self._known.get(url) or by_hand
        name = by_hand.name if by_hand else self._listing.name(url, page)
        kind = by_hand.kind if by_hand else kind_of(name, page)
        limit = by_hand.max_age_days if by_hand else None
        entries = self._listing.entries(url, page)
        rows = [*entries, *self._listing.further_entries(url)]
        dated = self._days.by_day(rows)
        # What an office publishes in a column of letters is its replies.
        of_letters = is_letters(name)
        dated |= self._replied(rows) if of_letters else {}
        newest = max(dated, default=None)
        days = tuple(sorted(dated, reverse=True)[:_DAYS_KEPT])
        age, is_sure = limit, True
        if limit is None:
            age, is_sure = term_of(name, kind, self._durations)
        reason = self._unseen_because(url, page, known, entries)
        if not reason and self._is_overdue(newest, age) and self._is_filled_over(page):
            # These rows may be those of a box below the list: nothing is known of its own.
            reason, entries, dated, newest, days = "rows", [], {}, None, ()
        if not (reason or entries or age is None) and self._listing.is_embedded(url):
            reason = "embedded"
        if not (reason or entries or age is None) and self._listing.pictured(page):
            reason = "pictured"
        if not (reason or entries) and self._listing.says_failure(page):
            reason = "rows"
        if not (reason or entries or age is None) and self._listing.shows_days(url, page):
            reason = "unlisted"
        if reason == "home":
            entries, dated, newest, days = [], {}, None, ()
        partly = not reason and self._is_partly(url, page, entries, newest, age)
        if of_letters and not reason and self._is_overdue(newest, age):
            answered = sum(_key(one) in self._replies for one in entries)
            partly |= answered * 2 < len(entries)  # of the others only when citizens wrote
        if not is_sure and entries and not self._is_overdue(newest, YEAR):
            partly |= self._is_overdue(newest, age)
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
            seen=not reason,
            reason=reason,
            days=days,
            rows=_as_shown(page, entries)[:_ROWS_KEPT],
            reader=page.reader,
            rhythm=rhythm(days),
            conflicts=tuple(self._days.conflicts(entries))[:_CONFLICTS_KEPT],
            answered_none=not entries and self._listing.is_told_none(url),
            partly=partly,
            by_script=partly and self._filling.may_fill(page),
        )

    def _is_partly(
        self,
        url: str,
        page: Page,
        entries: list[Entry],
        newest: dt.date | None,
        age: int | None,
    ) -> bool:
        """Whether a column without rows, or without new ones, may have some that were not read."""
        if not entries:
            listing = self._listing
            told = listing.tells_rows(page) or listing.says_else(page)
            return told or listing.shows_pictures(page) or self._filling.may_fill(page)
        if newest is None or not self._is_overdue(newest, age):
            return False
        return self._is_cut(page) or may_hold_newer(
            self._listing, self._filling, self._days, url, entries, newest, self._failed
        )

    def _is_filled_over(self, page: Page) -> bool:
        return self._listing.is_filled_over(page) and self._filling.may_fill(page)

    def _is_fresh(self, url: str, page: Page) -> bool:
        """Whether a page has rows by its server that are up to date."""
        if not page.entries or page.reader != "rows":
            return False
        newest = max(self._days.by_day(list(page.entries)), default=None)
        limit = self._durations.get(kind_of(self._listing.name(url, page), page)) or _USUAL
        return newest is not None and not self._is_overdue(newest, limit)

    def _replied(self, rows: Iterable[Entry]) -> dict[dt.date, str]:
        """The days on which letters that a column lists were answered, each with a title."""
        answered = ((self._replies.get(_key(row)), row.title) for row in rows)
        today = self._context.day
        return {day: title for day, title in answered if day is not None and day <= today}

    def _is_cut(self, page: Page) -> bool:
        """Whether only the beginning of a page came: it has no end, and others of its site have."""
        if page.ended is not False:
            return False
        return page.broken_off or any(one.ended for one in self._listing.pages.values())

    def _is_overdue(self, newest: dt.date | None, limit: int | None) -> bool:
        if newest is None or limit is None:
            return False
        return (self._context.day - newest).days > limit

    def _unseen_because(
        self, url: str, page: Page, known: StoredColumn | None, entries: list[Entry]
    ) -> str:
        """Why nothing can be said of the column; "" where it was seen."""
        if self._listing.is_home_again(url, page):
            return "home"
        if page.shell and not entries:
            return "shell"
        if not entries and self._is_cut(page):
            return "unended"
        if not entries and (self._listing.waits_for_rows(url) or self._listing.is_beside(page)):
            return "rows"
        if not entries and self._listing.may_be_drawn(url) and self._filling.may_write(page):
            return "rows"
        if known is None or known.entries == 0:
            return ""
        if not entries:
            return "reader" if self._listing.pieces(url, page) else ""
        # Half of the rows gone and the newest among them: the pattern fits only some rows now.
        newest = max(self._days.by_day(entries), default=None)
        older = known.newest is not None and (newest is None or newest < known.newest)
        return "reader" if older and len(entries) * 2 < known.entries else ""

    def _is_none(self, url: str, column: Column) -> bool:
        """Whether a page without rows that nobody ever knew as a column is none."""
        if column.rows or not column.seen or url in self._registered:
            return False
        known = self._known.get(url)
        if known is not None and known.entries:
            return False
        return column.entries > 0 or not self._listing.may_be_blank(url)

    def _one_each(self, found: dict[str, Column]) -> Iterator[tuple[str, Column]]:
        """Of several addresses of one column, the best."""
        pages: dict[str, list[str]] = {}
        for url in found:
            pages.setdefault(alias(url), []).append(url)
        alike: dict[tuple[str, str], list[str]] = {}
        for urls in pages.values():
            url = self._best(urls, found)
            alike.setdefault((found[url].name, _folded(url)), []).append(url)
        kept: dict[tuple[Hashable, ColumnKind], list[str]] = {}
        for urls in alike.values():
            best = self._best(urls, found)
            for url in urls:
                # Numbers alone tell many columns' addresses apart: what menus name stays.
                if url == best or (url in self._listing.names and "?" not in url):
                    same = self._listing.same_page(url)
                    kept.setdefault((same, found[url].kind), []).append(url)
        for urls in kept.values():
            best = self._best(urls, found)
            for url in urls:
                if url == best or url in self._registered:
                    yield url, found[url]

    def _best(self, urls: list[str], found: dict[str, Column]) -> str:
        return max(urls, key=lambda url: self._worth(url, found[url]))

    def _worth(self, url: str, column: Column) -> tuple[bool, bool, bool, int, int]:
        age = (self._context.day - column.newest).days if column.newest else 1_000_000
        named = url in self._listing.names
        return (url in self._registered, "?" not in url, named, -age, -len(url))

    def _doubt(self, found: dict[str, Column]) -> None:
        """After a redesign, or where every list seems empty, say nothing of what was not known."""
        before = [
            url
            for url, one in self._known.items()
            if one.entries and one.first_sweep is not None and one.first_sweep < self._number
        ]
        lost = [url for url in before if url not in found or not found[url].rows]
        redesigned = len(before) >= _FEW and len(lost) * 2 >= len(before)
        empty = [url for url, one in found.items() if one.seen and not one.rows and not one.entries]
        mute = len(empty) >= _FEW and len(empty) * 2 > len(found)
        any_rows = any(one.rows for one in found.values())
        for url, column in found.items():
            unsure = url in empty and not (any_rows and self._listing.is_plainly_blank(url))
            if (mute and unsure) or (redesigned and not self._is_plain(url, column, before)):
                reason = "redesign" if redesigned else _unread(self._known.get(url))
                found[url] = msgspec.structs.replace(column, seen=False, reason=reason)

    def _is_plain(self, url: str, column: Column, before: list[str]) -> bool:
        """Whether a column has rows, and is an old acquaintance or up to date."""
        if not column.rows or column.newest is None:
            return False
        limit = column.max_age_days
        return url in before or limit is None or (self._context.day - column.newest).days <= limit

    def _relieve(self, found: dict[str, Column]) -> None:
        """A page that only shows rows of other columns has no duty of its own."""
        holders: dict[str, set[str]] = {}
        for url, column in found.items():
            for row in column.rows:
                holders.setdefault(_key(row), set()).add(url)
        for url, column in found.items():
            if not column.rows or url in self._registered or column.max_age_days is None:
                continue
            others = [holders[_key(row)] - {url} for row in column.rows]
            if all(others) and self._gathers(column, set().union(*others), found):
                found[url] = msgspec.structs.replace(column, max_age_days=None)

    def _gathers(self, column: Column, others: set[str], found: dict[str, Column]) -> bool:
        rows = set(map(_key, column.rows))
        holders = [one for one in others if rows <= set(map(_key, found[one].rows))]
        if not holders:
            return True
        # One other column holds them all: whose are they, by the articles' own word?
        said = Counter(self._listing.column_of.get(row.url, "") for row in column.rows)
        name, _ = said.most_common(1)[0]
        return name != column.name and any(found[one].name == name for one in holders)

    def _missed(
        self,
        found: dict[str, Column],
        states: Mapping[str, PageState],
        reasons: Mapping[str, str],
    ) -> Iterator[Column]:
        urls = {column.url for column in found.values()}
        kept = {alias(url) for url in found}
        pages = self._listing.pages
        same = {self._listing.same_page(url) for url in found}
        for url, known in self._known.items():
            state = states.get(url)
            read = state in (PageState.FETCHED, PageState.UNCHANGED)
            if url in urls or alias(url) in kept or self._listing.settled(url) in found:
                continue
            if not known.registered and url in pages and self._listing.same_page(url) in same:
                continue
            if not known.registered and (not read or not known.entries):
                continue  # nobody promised it, and its page is gone or not asked for
            if not known.registered and self._listing.is_further(url):
                continue
            reason = reasons.get(url) or (
                _unread(known) if read else (state or PageState.LEFT).value
            )
            yield Column(
                url=url,
                name=known.name,
                kind=known.kind,
                context=self._context,
                owner=known.owner,
                max_age_days=known.max_age_days,
                seen=False,
                reason=reason,
            )

    def _failing(self, found: dict[str, Column], reasons: Mapping[str, str]) -> Iterator[Column]:
        """What a menu names as a column with a duty, and shows an error in its place."""
        for url, reason in reasons.items():
            if reason not in (Failure.ERROR_PAGE, NOTICE) or not self._listing.is_named(url):
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


def _at_their_pages(
    by_hand: Mapping[str, StoredColumn], listing: Listing
) -> dict[str, StoredColumn]:
    """Registered columns by the pages that they are read from.

    An office writes an address without its last slash, www or index file: where no page was read
    there, it is the page whose address is else alike, unless another column is registered there.
    """
    found = {listing.settled(url): one for url, one in by_hand.items()}
    unread = [url for url in found if url not in listing.pages]
    forms = [(same, _by_form(same, listing.pages)) for same in (alias, folder_alias) if unread]
    for url in unread:
        alike = next((pages for same, by_form in forms if (pages := by_form.get(same(url)))), [])
        if len(alike) == 1 and alike[0] not in found:  # of several nobody knows which it is
            found[alike[0]] = found.pop(url)
    return found


def _by_form(same: Callable[[str], str], pages: Iterable[str]) -> dict[str, list[str]]:
    """Pages by what their addresses have in common."""
    by_form: dict[str, list[str]] = {}
    for page in pages:
        by_form.setdefault(same(page), []).append(page)
    return by_form


def _unread(known: StoredColumn | None) -> str:
    """Why no list was seen on a page that was read: nothing changed where none ever was seen."""
    return "reader" if known is not None and known.entries else "empty"


def _key(row: Entry) -> str:
    """What tells a row from others: its address, or its title where it leads nowhere."""
    return row.url or row.title


def _as_shown(page: Page, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The rows with the words of their links as they stand on the page."""
    words = {one.target: one.text for one in page.anchors if one.kind is TargetKind.PAGE}
    return tuple(
        Entry(words.get(one.url) or one.title, one.url, one.date, one.shown) for one in entries
    )


def _folded(url: str) -> str:
    """An address without its query, all its digits alike."""
    return re.sub(r"\d+", "0", alias(url).partition("?")[0])
