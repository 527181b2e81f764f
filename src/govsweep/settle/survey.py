"""A site's pages taken together: its columns, its articles, its footers, its bad links."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from govsweep.addresses import canonical
from govsweep.facts import (
    Anchor,
    Article,
    Column,
    ColumnKind,
    Context,
    Entry,
    FooterMark,
    Link,
    LinkStatus,
    Page,
    PageKind,
    PageState,
    Place,
    TargetKind,
)
from govsweep.settle.kinds import kind_of
from govsweep.settle.verdicts import link_status
from govsweep.store import StoredColumn, StoredLink, StoredPage

_READ = (PageState.FETCHED, PageState.UNCHANGED)
_LISTED = 20
_DAYS_KEPT = 60
_TEMPLATE_SHARE = 0.5  # of a site's pages: a target on more of them stands in a template
_TEMPLATE_LEAST = 5


@dataclass(slots=True)
class _Target:
    """A target that is not fine, while the pages it stands on are gathered."""

    link: StoredLink
    text: str = ""
    pages: list[str] = field(default_factory=list)
    sightings: int = 0
    on_home: bool = False


class Survey:
    """What a sweep saw of one site, gathered from its pages in one pass."""

    def __init__(
        self,
        context: Context,
        bad_links: Mapping[str, StoredLink],
        known_columns: Iterable[StoredColumn],
        durations: Mapping[ColumnKind, int | None],
    ) -> None:
        """`bad_links` are the sweep's targets that are not fine, of any site."""
        self.context = context
        self.home: Page | None = None
        self.articles: list[Article] = []
        self.column_seconds: list[float] = []
        self.pages: dict[str, PageState] = {}
        self.gone: set[str] = set()
        self._home_url = canonical(context.site.url)
        self._durations = durations
        self._known_columns = {one.url: one for one in known_columns}
        self._lists: dict[str, Page] = {}
        self._failed: dict[str, str] = {}
        self._footers: dict[str, dict[FooterMark, str | None]] = {}
        self._targets = {url: _Target(link) for url, link in bad_links.items()}
        self._published: dict[str, dt.date] = {}
        self._named: dict[str, str] = {}  # list pages that menus name
        self._rest: set[str] = set()  # further pages of lists, and addresses that serve rows
        self._rows: dict[str, list[str]] = defaultdict(list)
        self._pages_read = 0

    def gather(self, pages: Iterable[StoredPage]) -> None:
        """Take in every page of the site, those that failed before those that were read."""
        for stored in pages:
            self.pages[stored.url] = stored.state
            if stored.state in _READ and stored.page is not None:
                self._take(stored, stored.page)
            elif stored.state in (PageState.FAILED, PageState.BLOCKED):
                self._take_failed(stored)

    def _take(self, stored: StoredPage, page: Page) -> None:
        self._pages_read += 1
        if stored.url == self._home_url or page.kind is PageKind.HOME:
            self.home = page
        elif page.kind is PageKind.ARTICLE:
            self._take_article(page)
        elif page.kind in (PageKind.LIST, PageKind.OTHER) and not page.redirect:
            self._lists[stored.url] = page
            if stored.elapsed is not None and page.kind is PageKind.LIST:
                self.column_seconds.append(stored.elapsed)
        if page.more:
            self._rest.update(page.more)
            self._rows[stored.url].extend(page.more)
        if page.footer is not None and page.kind in (PageKind.HOME, PageKind.LIST):
            self._footers[stored.url] = dict(page.footer)
        if page.kind in (PageKind.HOME, PageKind.LIST):
            for anchor in page.anchors:
                if anchor.place is not Place.FOOTER and anchor.text:
                    self._named.setdefault(anchor.target, anchor.text)
        self._note_targets(stored.url, page.anchors)

    def _take_article(self, page: Page) -> None:
        published = page.published.date() if page.published else None
        if published is not None:
            self._published[page.url] = published
        self.articles.append(
            Article(
                url=page.url,
                title=page.title,
                published=published,
                main_hash=page.main_hash,
                length=page.main_length,
                column=page.column,
            )
        )

    def _take_failed(self, stored: StoredPage) -> None:
        self._failed[stored.url] = stored.reason
        if stored.status in (404, 410):
            self.gone.add(stored.url)
        if stored.url != self._home_url:
            link = StoredLink(
                stored.url,
                link_status(stored.reason, stored.status),
                None,
                stored.status,
                stored.final_url,
                TargetKind.PAGE.value,
            )
            self._targets[stored.url] = _Target(link)

    def _note_targets(self, url: str, anchors: Iterable[Anchor]) -> None:
        seen: set[str] = set()
        for anchor in anchors:
            target = self._targets.get(anchor.target)
            if target is None or anchor.target in seen:
                continue
            seen.add(anchor.target)
            target.sightings += 1
            target.text = target.text or anchor.text
            target.on_home = target.on_home or url == self._home_url
            if len(target.pages) < _LISTED:
                target.pages.append(url)

    def links(self) -> Iterator[Link]:
        """Every target that stands on the site's pages and is not fine."""
        least = max(_TEMPLATE_LEAST, int(self._pages_read * _TEMPLATE_SHARE))
        for url, target in sorted(self._targets.items()):
            if target.sightings and target.link.status is not LinkStatus.UNTRIED:
                yield Link(
                    target=url,
                    kind=TargetKind(target.link.kind),
                    status=target.link.status,
                    context=self.context,
                    http_status=target.link.http_status,
                    failure=target.link.failure,
                    text=target.text,
                    pages=tuple(target.pages),
                    sightings=target.sightings,
                    in_template=target.sightings >= least,
                    on_home=target.on_home,
                )

    def footers(self) -> dict[str, dict[FooterMark, str | None]]:
        """The footer marks of the home page and of the columns' first pages, where seen."""
        return {url: marks for url, marks in self._footers.items() if url not in self._rest}

    def columns(self) -> list[Column]:
        """The columns found on the site and those that were known before."""
        found = [
            self._column(url, page)
            for url, page in self._lists.items()
            if self._is_column(url, page)
        ]
        seen = {column.url for column in found}
        for url, known in self._known_columns.items():
            if url not in seen and known.registered:
                reason = self._failed.get(url) or self.pages.get(url, PageState.LEFT).value
                found.append(self._unseen_column(known, reason))
        return sorted(found, key=lambda column: column.url)

    def _is_column(self, url: str, page: Page) -> bool:
        if url in self._rest or page.soft_error or not page.decoded_well:
            return False
        if url in self._known_columns and self._known_columns[url].registered:
            return True
        if page.kind is PageKind.LIST:
            return bool(self._named.get(url) or page.column or page.trail)
        # Without rows, only what calls itself a column and shows nothing at all is one.
        empty = not page.entries and not page.main_hash and not _shows_something(page)
        return bool(page.column) and url in self._named and empty

    def _column(self, url: str, page: Page) -> Column:
        known = self._known_columns.get(url)
        registered = known if known is not None and known.registered else None
        name = registered.name if registered else self._name(url, page)
        kind = registered.kind if registered else kind_of(name, page)
        entries = self._entries(url, page)
        dates = self._dates(entries)
        newest = max(dates, default=None)
        limit = registered.max_age_days if registered else None
        blank_known = not entries and known is not None and known.entries > 0
        return Column(
            url=url,
            name=name,
            kind=kind,
            context=self.context,
            owner=registered.owner if registered else "",
            max_age_days=limit if limit is not None else self._durations.get(kind),
            newest=newest,
            newest_title=dates[newest] if newest else "",
            entries=len(entries) or (1 if page.main_hash or _shows_something(page) else 0),
            dated=sum(self._date(entry) is not None for entry in entries),
            seen=not page.shell and not (blank_known and page.main_hash != b""),
            reason="shell" if page.shell else "reader" if blank_known else "",
            days=tuple(sorted(dates, reverse=True)[:_DAYS_KEPT]),
        )

    def _unseen_column(self, known: StoredColumn, reason: str) -> Column:
        return Column(
            url=known.url,
            name=known.name,
            kind=known.kind,
            context=self.context,
            owner=known.owner,
            max_age_days=known.max_age_days,
            seen=False,
            reason=reason,
        )

    def _name(self, url: str, page: Page) -> str:
        return page.column or self._named.get(url, "") or page.title or url

    def _entries(self, url: str, page: Page) -> list[Entry]:
        entries = list(page.entries)
        if not entries:  # the rows may come from an address of their own
            for more in self._rows.get(url, ()):
                rows = self._lists.get(more)
                if rows is not None:
                    entries.extend(rows.entries)
        return entries

    def _date(self, entry: Entry) -> dt.date | None:
        day = self._published.get(entry.url) or entry.date
        return day if day is not None and day <= self.context.day else None

    def _dates(self, entries: Iterable[Entry]) -> dict[dt.date, str]:
        dates: dict[dt.date, str] = {}
        for entry in entries:
            day = self._date(entry)
            if day is not None:
                dates.setdefault(day, entry.title)
        return dates

    def home_newest(self, columns: Iterable[Column]) -> dt.date | None:
        """The day of the newest information on the home page.

        Where the home page is only a navigation page, that of all its columns.
        """
        if self.home is None or self.home.shell:
            return None
        entries = list(self.home.entries)
        linked = [
            day
            for anchor in self.home.anchors
            if (day := self._published.get(anchor.target)) and day <= self.context.day
        ]
        days = [*self._dates(entries), *linked]
        if not days:
            days = [column.newest for column in columns if column.newest is not None]
        return max(days, default=None)


def _shows_something(page: Page) -> bool:
    """Whether the page's own content has pictures, attachments or links."""
    return any(
        anchor.place is Place.MAIN and anchor.kind is not TargetKind.STYLE
        for anchor in page.anchors
    )
