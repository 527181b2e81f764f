"""A site's pages taken together: its columns, its articles, its footers, its bad links."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

import msgspec

from govsweep.addresses import href
from govsweep.annual_reports import disclosure_report, disclosure_year
from govsweep.facts import (
    AnnualReport,
    Column,
    ColumnKind,
    Context,
    Duties,
    Letter,
    Link,
    OutsideResult,
    Page,
    PageKind,
    PagesSeen,
    PageState,
    PolicyDocument,
    Probe,
    Repeal,
    ShortList,
    SiteAccess,
    SiteVisit,
    Surveyed,
    UnreadList,
    View,
)
from govsweep.indicators import Measure
from govsweep.reading.view import view_of
from govsweep.settle.access import AccessSurvey
from govsweep.settle.columns import SiteColumns
from govsweep.settle.dating import Days
from govsweep.settle.duties import Owed, OwedHere
from govsweep.settle.filling import Filling, Scripts
from govsweep.settle.gone import GonePages, is_gone
from govsweep.settle.headline import headline
from govsweep.settle.home_news import HomeNews
from govsweep.settle.jumps import Jumps
from govsweep.settle.letters import Letters
from govsweep.settle.listing import Listing
from govsweep.settle.mentions import Mentions
from govsweep.settle.menus import is_menu_hidden
from govsweep.settle.notices import Notices
from govsweep.settle.outages import Outages
from govsweep.settle.outward import Outward
from govsweep.settle.policies import Policies
from govsweep.settle.results import OutsideResults
from govsweep.settle.samples import Samples
from govsweep.settle.shown_pages import ShownPages
from govsweep.settle.site_articles import SiteArticles
from govsweep.settle.site_sight import SiteSight
from govsweep.settle.spellings import Spellings, by_form
from govsweep.settle.survey import Survey
from govsweep.settle.targets import Targets
from govsweep.settle.twins import Twins
from govsweep.store import StoredColumn, StoredLink, StoredPage

_Piece = TypeVar("_Piece", AnnualReport, PolicyDocument)
_READ = (PageState.FETCHED, PageState.UNCHANGED)
_WAITING = (PageState.QUEUED, PageState.LEFT)  # a sweep is settled before its rest is left
_PARTLY_KEPT = 200  # columns of which the first page was read, by address


class SiteAggregate:
    """What a sweep saw of one site, gathered from its pages in one pass."""

    read_elsewhere: frozenset[str] = frozenset()  # see `SiteColumns.read_elsewhere`

    def __init__(
        self,
        context: Context,
        bad_links: Mapping[str, StoredLink],
        known_columns: Sequence[StoredColumn],
        durations: Mapping[ColumnKind, int | None],
        *,
        number: int = 0,
        asked: Iterable[str] = (),
        spelt: Mapping[str, str] | None = None,
        with_texts: Callable[[Page], Page] = lambda page: page,
        codes: Mapping[str, str] | None = None,
        repeals: Iterable[Repeal] = (),
        duties: Duties | None = None,
        units: Iterable[str] = (),
        results: Iterable[OutsideResult] = (),
        outward: Outward | None = None,
        drawn: Collection[str] = (),
        scripts: Scripts = lambda _: {},
        outages: Outages | None = None,
        notices: Collection[str] = (),
    ) -> None:
        """`bad_links` are the sweep's targets that are not fine, of any site; `spelt` their forms.

        `asked` are the addresses of the site's pages, as the sweep asked for them.

        `with_texts` gives a page the texts of its blocks, which pages are gathered without, and
        `codes` says what the QR codes in images say; `repeals` are known from elsewhere.

        `duties` are what units owe on any site, `units` the names by which sources are known,
        and `results` what others found; `outward` gathers where the pages lead to hosts that are no
        site's. `drawn` are addresses of pages that were looked at as other visitors get them, too;
        `scripts` tells what was read of scripts,
        and `outages` which sites were out of order. At `notices` stands something in the place of
        pages, as a look before this one told: of these nothing was seen.
        """
        self.context = context
        self.home: Page | None = None
        self._home_led_to = ""
        self._farewell = ""
        self.column_seconds: list[float] = []
        self.pages: dict[str, PageState] = {}
        self.gone: set[str] = set()
        self.texts: set[bytes] = set()  # by hash: what pages have in common is in it once
        self.spellings = Spellings(by_form(bad_links) if spelt is None else spelt)
        for url in asked:
            self.spellings.call(url)
        for one in known_columns:
            if one.kind is not ColumnKind.HEADLINE:
                self.spellings.call_column(one.url, registered=one.registered)
        self._drawn = {self.spellings.of(one): one for one in drawn}
        self.plain_views: dict[str, View] = {}  # of the pages that were drawn, as a browser's
        self.home_url = self.spellings.of(href(context.site.url))
        self._durations = durations
        self._known = [self._respelt(one) for one in known_columns]
        self._number = number
        self._with_texts = with_texts
        self._failed: dict[str, str] = {}
        self._gone_at: dict[str, StoredPage] = {}
        self._seconds: dict[str, float] = {}
        self._days = Days(context.day)
        self._listing = Listing(self.home_url, with_texts)
        self.shown = ShownPages(self.home_url)
        self._notices = Notices(self.home_url)
        self._hidden = notices
        self._filling = Filling(bad_links, scripts)
        self._targets = Targets(bad_links, outages)
        self._jumps = Jumps()
        self._samples = Samples(context.site.identifier)
        self._survey = Survey(context, with_texts)
        self._twins = Twins()
        self.articles = SiteArticles(context, self._days, self._filling, self._twins)
        self._gone_pages = GonePages()
        self._mentions = Mentions(codes or {})
        self._outward = outward or Outward(None, ())
        self.policies = Policies()
        self._repeals = tuple(repeals)
        self._access = AccessSurvey()
        self._owed = Owed(context, duties or Duties(), units)
        self._owed_here: OwedHere | None = None
        self._outside = OutsideResults(context, results)
        self._named_outside = self._outside.urls(self.spellings.of)
        self._annual_reports: list[AnnualReport] = []
        self._letters = Letters(with_texts)

    def gather(self, pages: Iterable[StoredPage]) -> None:
        """Take in every page of the site, those that failed before those that were read."""
        for stored in map(self._spelt, pages):
            self.pages[stored.url] = stored.state
            if stored.url in self._hidden:
                self.pages[stored.url] = PageState.BLOCKED
                self._failed[stored.url] = UnreadList.NOTICE
                continue
            if stored.url == self.home_url and stored.state in _READ:
                self._home_led_to = stored.final_url
            if stored.state in _READ and stored.page is not None:
                self.texts.update([block.hash for block in stored.page.blocks])
                self._take(stored, stored.page)
            elif stored.state in _READ and stored.final_url:
                self._listing.move(stored.url, stored.final_url)
                if ended := self._gone_at.get(stored.final_url):  # it leads to nothing
                    self._take_failed(ended._replace(url=stored.url))
            elif stored.state in (PageState.FAILED, PageState.BLOCKED):
                self._take_failed(stored)
        if self.home is None or self.home.redirect:
            self.home = self._listing.pages.get(self._listing.settled(self.home_url), self.home)
        if self.home is not None and self.home.ended is False:
            # Where the site's pages have an end, this one broke off, if between two elements.
            ends = any(one.ended for one in self._listing.pages.values())
            self.home = msgspec.structs.replace(self.home, broken_off=self.home.broken_off or ends)

    def _spelt(self, stored: StoredPage) -> StoredPage:
        """A page with its addresses in the spelling by which all is joined here."""
        of, page = self.spellings.of, stored.page
        return stored._replace(
            url=of(stored.url),
            final_url=of(stored.final_url),
            page=self.spellings.page(page) if page is not None else None,
        )

    def _respelt(self, column: StoredColumn) -> StoredColumn:
        return msgspec.structs.replace(column, url=self.spellings.of(column.url))

    def _take(self, stored: StoredPage, page: Page) -> None:
        if page.attachment is not None:
            self.shown.note_file(stored.url, page)
            return  # a file has words and no place among the site's pages
        if page.kind is PageKind.FAREWELL:
            self._farewell = page.farewell
            return  # of the site itself nothing was seen
        self._listing.take(stored.url, page)
        self._notices.note(stored.url, page)
        self._filling.take(page)
        if stored.url in self._named_outside:
            self._outside.keep(stored.url, self._with_texts(page))
        if stored.url in self._drawn and not (page.shell or page.redirect):
            self.plain_views[self._drawn[stored.url]] = view_of(page, "browser")
        is_home = stored.url == self.home_url or page.kind is PageKind.HOME
        self.shown.note(stored.url, page, home=is_home)
        if is_home:
            self.home = page
        elif page.kind is PageKind.ARTICLE:
            self.articles.note(stored.url, page)
            self._owed.note(stored.url, page)
        elif page.kind is PageKind.LIST and stored.elapsed is not None:
            self._seconds[stored.url] = stored.elapsed
        self._gone_pages.note(page)
        self._samples.offer(stored.url, page)
        self._survey.offer(stored.url, page)
        self._mentions.note(stored.url, page)
        self._outward.note(stored.url, page.anchors)
        self.policies.note(stored.url, page)
        self._access.offer(stored.url, page, home=is_home)
        self._jumps.note(stored.url, page, home=stored.url == self.home_url)
        self._targets.note_page(stored.url, page.anchors, home=stored.url == self.home_url)
        if page.kind in (PageKind.ARTICLE, PageKind.OTHER):
            self._twins.note(stored.url, page)
        self._letters.note(stored.url, page)
        year = disclosure_year(page)
        if year is not None:
            report = disclosure_report(self._with_texts(page), year)
            self._annual_reports.append(msgspec.structs.replace(report, url=stored.url))

    @cached_property
    def letters(self) -> tuple[Letter, ...]:
        """The letters that the site publishes, newest first; asked for when all is gathered."""
        return self._letters.told(self.copies)

    def _once(self, pieces: Iterable[_Piece]) -> list[_Piece]:
        """Those that are no copy of another."""
        return [one for one in pieces if one.url not in self.copies]

    @property
    def notices(self) -> frozenset[str]:
        """The addresses at which one text stands in place of their pages."""
        return self._notices.told(self._listing, self.home, self._known, self._with_texts)

    @property
    def copies(self) -> Mapping[str, str]:
        """By the address of a copy that of its original; asked for when all is gathered."""
        return self._twins.copies

    def _take_failed(self, stored: StoredPage) -> None:
        self._failed[stored.url] = stored.reason
        if is_gone(stored):
            self.gone.add(stored.url)
            self._gone_at[stored.url] = stored
        if stored.url != self.home_url:
            self._targets.note_failed(stored)

    def pages_seen(self, columns: Iterable[Column] = (), blind: Iterable[str] = ()) -> PagesSeen:
        """Which pages showed anything, and which of the menus were not read, `columns` apart.

        `blind` are the checks that saw nothing to judge.
        """
        columns = list(columns)
        apart = {*(one.url for one in columns), *self.gone}
        unread = tuple(self.shown.unread(self._listing, self.home, self.pages, apart))
        listed = [one.url for one in columns if one.rows]
        partly = [url for url in listed if self._listing.is_first_only(url)]
        missing = ((url, self._listing.missing_rows(url)) for url in listed if url not in partly)
        short = [ShortList(url, *counts) for url, counts in missing if counts is not None]
        told = self.shown.told(self._listing, self.home, unread, tuple(blind))
        return msgspec.structs.replace(
            told,
            menu_hidden=self.home is not None
            and is_menu_hidden(self.home, len(columns), told.inner, self._filling),
            partly=tuple(partly[:_PARTLY_KEPT]),
            short=tuple(short[:_PARTLY_KEPT]),
        )

    def links(self) -> Iterator[Link]:
        """Every target that stands on the site's pages and is not fine."""
        yield from self._targets.links(self.context)
        yield from self._jumps.links(self.context)

    def columns(self) -> list[Column]:
        """The columns found on the site and those that were known before."""
        replies = {one.url or one.title: one.answered for one in self.letters if one.answered}
        columns = SiteColumns(
            self.context,
            self._listing,
            self._days,
            self._known,
            self._durations,
            self._number,
            self._filling,
            replies,
        )
        found = columns.all(self.pages, self._failed)
        self.read_elsewhere = columns.read_elsewhere
        slot = None
        home = self._home_in_full
        if home is not None and not home.shell:
            slot = headline(home, self.context, self._days, self._known, self._durations)
        if slot is not None and self._home_news is not None and self._home_news.is_partly:
            slot = msgspec.structs.replace(slot, partly=True)
        return [*found, slot] if slot else found

    def visit(self, columns: Sequence[Column], probes: tuple[Probe, ...] = ()) -> SiteVisit:
        """The site as one fact; what its pages do not tell is left to be added."""
        return SiteVisit(
            context=self.context,
            probes=probes,
            home=self._home_in_full,
            home_led_to=self._home_led_to,
            farewell=self._farewell,
            home_newest=self._home_news.newest(columns) if self._home_news else None,
            home_partly=self._home_news is not None and self._home_news.is_partly,
            columns=tuple(columns),
            articles=tuple(self.articles.placed(columns)),
            footers=self.shown.footers(self._listing),
            column_seconds=tuple(
                seconds
                for url, seconds in self._seconds.items()
                if not self._listing.is_further(url)
            ),
            days=self.articles.days(columns),
            samples=self._samples.drawn(column.url for column in columns),
            mentions=tuple(self._mentions.told(self.context)),
            policies=tuple(self._once(self.policies.told(self.context, self._repeals))),
            access=self.access,
            cut=self._is_cut,
            waiting=self.waiting,
            letters=self.letters,
            annual_reports=tuple(self._once(self._annual_reports)),
            owed=(
                *self.owed(columns).looks,
                *self._outside.told(self.spellings.of, self._read, self.gone),
            ),
            outside=tuple(self._outward.told(self.context)),
            outside_unseen=self._outward.unseen,
        )

    @cached_property
    def _home_news(self) -> HomeNews | None:
        """Asked for when all pages are gathered."""
        home = self._home_in_full
        if home is None:
            return None
        return HomeNews(home, self._listing, self._days, self._filling, self.context.day)

    def is_linked(self, url: str) -> bool:
        """Whether a page that was read leads to an address."""
        return self._gone_pages.is_linked(url)

    @cached_property
    def is_mostly_gone(self) -> bool:
        """Whether most of what the pages lead to is gone; asked for when all are gathered."""
        home = {self.home_url, self.home.url if self.home is not None else ""}
        return self._gone_pages.are_most(self.gone - home, self._read - self.gone - home)

    @cached_property
    def _read(self) -> frozenset[str]:
        return frozenset(url for url, state in self.pages.items() if state in _READ)

    @property
    def _is_cut(self) -> bool:
        return self.waiting or PageState.CUT in self.pages.values()

    @property
    def waiting(self) -> bool:
        """Whether pages of the site still waited to be read when the sweep ended."""
        return any(state in _WAITING for state in self.pages.values())

    @property
    def untested(self) -> int:
        """How many targets on the pages that were read still waited to be tested."""
        return self._targets.untested

    def owed(self, columns: Sequence[Column]) -> OwedHere:
        """What the site shows of what units owe; asked for when all is gathered."""
        if self._owed_here is not None:
            return self._owed_here
        read = self._read
        sight = SiteSight(
            columns=[one for one in columns if one.kind is not ColumnKind.HEADLINE],
            articles=self.articles.found,
            listing=self._listing,
            days=self._days,
            home=self._home_in_full,
            read=read,
            gone=frozenset(self.gone),
            failed=self._failed,
            whole=bool(read) and not self._is_cut,
            spell=self.spellings.of,
            copies=self.copies,
            letters=frozenset(one.url for one in self.letters),
        )
        self._owed_here = self._owed.told(sight)
        return self._owed_here

    def survey(self, columns: Sequence[Column]) -> tuple[Surveyed, ...]:
        """What samples of the site's pages say of what its indicators ask for."""
        return (
            *self._survey.told(
                self._home_in_full,
                columns,
                self.letters,
                self.articles.found,
                self.articles.linkage.placed(_kinds_of_rows(columns), self.copies),
            ),
            Surveyed(topic=Measure.DISCLOSURE_REPORTS, asked=len(self._once(self._annual_reports))),
        )

    @cached_property
    def access(self) -> SiteAccess:
        """How far the site's pages are open to everybody."""
        return self._access.told(self._home_in_full)

    @cached_property
    def _home_in_full(self) -> Page | None:
        """The home page with its texts; asked for when all pages are gathered."""
        return self._with_texts(self.home) if self.home is not None else None


def _kinds_of_rows(columns: Iterable[Column]) -> Mapping[str, ColumnKind]:
    """By the address of a listed article the kind of the column that lists it."""
    return {
        row.url: column.kind for column in columns if column.kind is not None for row in column.rows
    }
