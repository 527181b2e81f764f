"""What checks judge: pages, columns, links, sites, accounts, and in which context."""

import datetime as dt
from collections.abc import Iterator
from typing import ClassVar, NamedTuple, Self

import msgspec

from govsweep.facts.kinds import (
    Attachment,
    ColumnKind,
    DateSource,
    Failure,
    FooterMark,
    LinkStatus,
    PageKind,
    TargetKind,
)
from govsweep.facts.observed import (
    Article,
    Availability,
    HomeBaseline,
    Ipv6,
    PageViews,
    Probe,
    Redated,
    Repost,
    SiteAccess,
    View,
)
from govsweep.facts.outside import Namesake, OutsidePage
from govsweep.facts.parts import (
    Anchor,
    AnnualReport,
    Audit,
    Block,
    DateConflict,
    DateSeen,
    EmptyBody,
    Entry,
    Fact,
    Jump,
    Letter,
    LooseRow,
    Mark,
    NumberCell,
    PageAccess,
    PolicyFacts,
    Repeal,
    SearchRedirect,
    Section,
    Unopenable,
)
from govsweep.facts.scripts import FillablePlace
from govsweep.facts.subjects import DaySpan, MediaAccount, Site, Subject


class Context(Fact, frozen=True, kw_only=True):
    """What a fact is judged against besides itself: its site, the day and what is registered."""

    site: Subject  # of a post, the media account that published it
    day: dt.date  # ages are counted to this day
    known_hosts: frozenset[str] = frozenset()  # registered hosts and the office's allowed hosts
    # Names by which platforms know registered accounts, see `govsweep.media.naming`; None: no
    # register of accounts was given, and nobody can be missing in it.
    known_media: frozenset[str] | None = None

    @property
    def own_site(self) -> Site:
        """The site, with all that the registry says of it; raises `TypeError` for no site."""
        if not isinstance(self.site, Site):
            raise TypeError(f"{self.site.identifier} is no site")
        return self.site


class FactPlace(NamedTuple):
    """Where a fact belongs: what is found of it is filed there."""

    context: Context | None
    url: str
    owner: str = ""  # who answers for it; "": whoever answers for its site
    column: str = ""


class Judged(Fact, frozen=True, kw_only=True):
    """The base of the facts that checks judge.

    A check takes one of them as its parameter, and is asked of every fact of that kind.
    """

    called: ClassVar[str]  # what the manual calls such a fact, in Chinese

    def place(self) -> FactPlace:
        """Where it belongs."""
        raise NotImplementedError

    @classmethod
    def of(cls, _visit: "SiteVisit") -> Iterator[Self]:
        """Those that follow from a site as a sweep saw it; none where they come another way."""
        return iter(())


class Page(Judged, frozen=True, kw_only=True):
    """A document reduced to what checks read."""

    called = "网页"

    url: str
    kind: PageKind = PageKind.OTHER
    charset: str = ""
    declared_charset: str = ""
    decoded_well: bool = True  # False where bytes could not be decoded by any charset tried
    title: str = ""  # the headline of an article, the name of a column; not the site's name
    document_title: str = ""  # <title> as it stands
    published: dt.datetime | None = None
    published_source: DateSource | None = None
    dates: tuple[DateSeen, ...] = ()
    column: str = ""  # the column's name by tag or breadcrumb
    # The breadcrumb, as (name, address); stores have known it by its older name from the first.
    breadcrumb: tuple[tuple[str, str], ...] = msgspec.field(default=(), name="trail")
    meta: dict[str, str] = {}  # lower-case name -> content
    blocks: tuple[Block, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    entries: tuple[Entry, ...] = ()
    more: tuple[str, ...] = ()  # further pages of the list, and addresses that serve its rows
    # None: no footer in the page, unknown. A mark of it: None where it lacks, "" where a script
    # that nobody read may write it.
    footer: dict[FooterMark, str | None] | None = None
    identifier: str = ""  # from the SiteIDCode tag
    redirect: str = ""  # where a meta refresh or a plain script sends the visitor
    shell: bool = False  # empty until scripts run: unknown, not blank
    soft_error: bool = False  # a page that says of itself that it does not exist
    broken: bool = False  # a soft error that does not say that something is not there
    wall: bool = False  # a firewall's refusal stands in its place: nothing was seen
    # Whether its markup is ended as a document is. None: not read, or it is a part of one.
    ended: bool | None = None
    broken_off: bool = False  # it is not, and ends in the midst of a tag or of an element
    main_hash: bytes = b""  # blake2b of the main text, white space folded; b"" where there is none
    hidden_links: tuple[str, ...] = ()  # targets in hidden containers
    # Of these, links laid where nothing opens them: off the screen, in a strip of a pixel.
    evading_links: tuple[str, ...] = ()
    reader: str = ""  # which list reader gave the entries
    main_length: int = 0  # characters of main text
    sections: tuple[Section, ...] = ()  # the named blocks of a home page
    # What each form says of itself: its address, its fields' names and words. None: not read.
    forms: tuple[str, ...] | None = None
    attachment: Attachment | None = None  # what became of reading a file; None: a web page
    unread: tuple[str, ...] = ()  # what of a file was not read, in words
    entity_title: bool = False  # most of <title> is written as numeric entities
    head_scripts: tuple[str, ...] = ()  # foreign hosts of the scripts in its head
    fetches: tuple[str, ...] = ()  # addresses that its scripts ask for by themselves
    unturned: bool = False  # a list that goes on where no address leads
    turnable: bool = False  # what stands by its rows may turn to further ones, or be drawn to do so
    # What its visitors may choose and no address leads to: 2026年, 本月, 最新.
    choices: tuple[str, ...] = ()
    loose: tuple[LooseRow, ...] = ()
    total: int = 0  # rows that its list has in all, as it says; 0: it does not
    hollow: bool = False  # an empty place for a list that scripts may fill stands above its rows
    # That scripts are to fill a place in its own part, above its rows if it has some: words of
    # loading, an element that tells scripts what to bring; or an empty place that is a list's.
    awaits: bool = False
    held: str = ""  # what holds its rows: ul#lb.list
    bodies: tuple[str, ...] = ()  # what holds an article's text: div.wrap, div#zoom
    emptied: EmptyBody | None = None  # of an article that shows no text
    # What a page shows and nobody can ask for: pictures written into it, grounds, numbers to call.
    shown: tuple[Anchor, ...] = ()
    fills: tuple[str, ...] = ()  # marks of scripts in it that may bring rows from anywhere
    rendered: bool = False  # read after its scripts had run, in a browser
    answered_none: bool = False  # the service of its list was asked, and said that it has no rows
    published_confidence: float = 0.0  # how sure that day is, 0 to 1; 0 where there is none
    unopenable: tuple[Unopenable, ...] = ()  # addresses that nobody can open
    main_sketch: bytes = b""  # of the main text, see `govsweep.reading.sketch`
    policy: PolicyFacts | None = None  # of an article that says something of the kind
    access: PageAccess | None = None  # None: not read
    audit: Audit | None = None  # None: not audited in a browser
    source: str | None = None  # whom an article says it is from; None: not read, "": nobody
    original: str = ""  # where its head says that the original stands, if not here
    mobile: str = ""  # where its head says that the same stands for telephones
    search_redirects: tuple[SearchRedirect, ...] = ()
    farewell: str = ""  # the words by which a home page says that its site is elsewhere, or closed
    jumps: tuple[Jump, ...] = ()  # links to places on this page that are not there, or on others
    # What it calls its places, see `govsweep.reading.jumps`; None: not read, or scripts name them.
    named: bytes | None = None
    code: str = ""  # what samples of code in it hold
    unfilled: str = ""  # a variable {{…}} of a template among its own words that nothing fills
    twice_declared: bool = False  # by the answer and by the page itself in charsets of one family
    structure: bytes = b""  # of a home page, see `govsweep.reading.structure`; b"": not read
    fillable: tuple[FillablePlace, ...] = ()  # of its own part; of an article those around it
    loads: tuple[str, ...] = ()  # scripts that its scripts load, where it has such places
    played: tuple[str, ...] = ()  # films, sounds and documents that it shows within; no link leads
    brings: bool = False  # the scripts in it ask for something, or have rows in their own text
    tabs: tuple[str, ...] = ()  # where plain links right above its list lead, on its own host
    number_cells: tuple[NumberCell, ...] = ()  # cells of its tables that hold long numbers
    # Joined after reading, never stored with the page:
    marks: tuple[Mark, ...] = ()
    context: Context | None = None

    @property
    def is_itself(self) -> bool:
        """Whether content came, and no shell, refusal or error in its place."""
        return not (self.shell or self.wall or self.soft_error)

    @property
    def is_seen(self) -> bool:
        """Whether its content was seen, to its end: of what was not, nothing may be missed."""
        return self.is_itself and not self.broken_off

    def place(self) -> FactPlace:
        """Its address and its column."""
        return FactPlace(self.context, self.url, column=self.column)


class Column(Judged, frozen=True, kw_only=True):
    """A list of entries that has a duty to be updated (栏目)."""

    called = "栏目"

    url: str
    name: str
    kind: ColumnKind
    context: Context
    owner: str = ""
    max_age_days: int | None = None
    newest: dt.date | None = None
    newest_title: str = ""
    entries: int = 0
    dated: int = 0
    # False: unreachable, walled, a shell, or its reader broke; then nothing is said of it
    seen: bool = True
    # Why it was not seen: an `UnreadList`, or what became of its page (a state, failure or rule).
    reason: str = ""
    days: tuple[dt.date, ...] = ()  # days of publication seen, newest first
    rows: tuple[Entry, ...] = ()  # the rows of its first page, titles as they stand there
    # Of these, links laid where nothing opens them: off the screen, in a strip of a pixel.
    evading_links: tuple[str, ...] = ()
    reader: str = ""  # which list reader gave them
    rhythm: float | None = None  # days between two days of publication, the median
    conflicts: tuple[DateConflict, ...] = ()  # capped
    answered_none: bool = False  # that it has no rows was told by the service of its list
    partly: bool = False  # more, or newer, may stand there than was read
    by_script: bool = False  # of these, where scripts may put it

    def place(self) -> FactPlace:
        """Its address and its owner."""
        return FactPlace(self.context, self.url, self.owner)


class Link(Judged, frozen=True, kw_only=True):
    """A distinct target of one site's pages and what became of asking for it (链接)."""

    called = "链接"

    target: str
    kind: TargetKind
    status: LinkStatus
    context: Context
    http_status: int | None = None
    failure: Failure | None = None
    text: str = ""
    pages: tuple[str, ...] = ()  # where it stands, capped
    sightings: int = 0  # on how many pages, exact
    in_template: bool = False
    on_home: bool = False

    def place(self) -> FactPlace:
        """A page where it stands."""
        return FactPlace(self.context, self.pages[0] if self.pages else self.target)


class PolicyDocument(Judged, frozen=True, kw_only=True):
    """A policy document on a site, with what is known of its repeal."""

    called = "政策文件"

    url: str
    title: str
    context: Context
    facts: PolicyFacts
    published: dt.date | None = None
    column: str = ""
    kind: ColumnKind = ColumnKind.OTHER  # of its column
    repeals: tuple[Repeal, ...] = ()  # that may be about it: by its number, or by its title

    def place(self) -> FactPlace:
        """Its page and column."""
        return FactPlace(self.context, self.url, column=self.column)

    @classmethod
    def of(cls, visit: "SiteVisit") -> Iterator[Self]:
        """Those of the site's articles."""
        for one in visit.policies:
            if isinstance(one, cls):
                yield one


class MediaMention(Judged, frozen=True, kw_only=True):
    """An account on a platform that a site's pages lead to, by a link or by a QR code."""

    called = "网页上的新媒体账号"

    name: str  # by which the platform knows it, see `govsweep.media.naming`
    target: str  # the address that the link leads to, or that the code says
    context: Context
    text: str = ""
    image: str = ""  # of the code; "" where it is a link
    pages: tuple[str, ...] = ()  # where it stands, capped
    sightings: int = 0  # on how many pages, exact

    def place(self) -> FactPlace:
        """A page where it stands."""
        return FactPlace(self.context, self.pages[0] if self.pages else self.target)

    @classmethod
    def of(cls, visit: "SiteVisit") -> Iterator[Self]:
        """Those of the site's pages, the bodies of articles left out."""
        for one in visit.mentions:
            if isinstance(one, cls):
                yield one


class OutsideHost(Judged, frozen=True, kw_only=True):
    """A host that is no registered site's and to which a site's pages lead."""

    called = "站外主机"

    host: str
    target: str  # the address that the link leads to
    context: Context
    page: OutsidePage
    first_seen: dt.date
    turned: dt.date | None = None  # the night on which it became what it is
    before: OutsidePage | None = None  # what it was until then
    namesake: Namesake | None = None  # the registered site whose mark it bears
    ours: bool = False  # under a registered site's domain, or of a registered organizer
    # Of all sites that lead there, one tells of the host itself.
    told_here: bool = False
    text: str = ""
    pages: tuple[str, ...] = ()  # where it stands, capped
    sightings: int = 0  # on how many pages, exact

    def place(self) -> FactPlace:
        """A page where it stands."""
        return FactPlace(self.context, self.pages[0] if self.pages else self.target)

    @classmethod
    def of(cls, visit: "SiteVisit") -> Iterator[Self]:
        """Those of the site's pages."""
        for one in visit.outside:
            if isinstance(one, cls):
                yield one


class ClosedSite(Judged, frozen=True, kw_only=True):
    """A site that the registry calls closed, at whose home page somebody answered."""

    called = "已关停的网站"

    context: Context
    page: OutsidePage

    def place(self) -> FactPlace:
        """What was its home page."""
        site = self.context.site
        return FactPlace(self.context, site.url)


class SiteVisit(Judged, frozen=True, kw_only=True):
    """A site as one sweep saw it: what is judged of the site as a whole."""

    called = "整个网站"

    context: Context
    probes: tuple[Probe, ...] = ()
    home: Page | None = None  # None: not seen
    home_newest: dt.date | None = None
    home_partly: bool = False  # scripts may write newer rows on it than those that were read
    columns: tuple[Column, ...] = ()
    articles: tuple[Article, ...] = ()
    footers: dict[str, dict[FooterMark, str | None]] = {}  # page -> marks, home and column pages
    column_seconds: tuple[float, ...] = ()  # how long each column page took
    days: tuple[dt.date, ...] = ()  # days of publication on the whole site, newest first
    samples: tuple[Page, ...] = ()  # column pages and articles, drawn by the site's identifier
    redated: tuple[Redated, ...] = ()
    reposts: tuple[Repost, ...] = ()  # what the site must have reposted
    certificate: str = ""  # what is wrong with its certificate, in words
    views: tuple[View, ...] = ()  # the home page as different visitors get it
    cut: bool = False  # part of the site was not looked at: the budget, a trap, the hour
    waiting: bool = False  # of that, pages were left for another night
    week: Availability = Availability()
    usual_seconds: float = 0.0  # what a page of any site took in the sweep's slowest spell
    farewell: str = ""  # the words by which its home page says that it is elsewhere, or closed
    home_led_to: str = ""  # where redirects of the home page ended, also on another site
    mentions: tuple[MediaMention, ...] = ()  # accounts on platforms that its pages lead to
    policies: tuple[PolicyDocument, ...] = ()
    access: SiteAccess = SiteAccess()
    ipv6: Ipv6 = Ipv6()
    letters: tuple[Letter, ...] = ()  # published ones, of pages and of lists
    annual_reports: tuple[AnnualReport, ...] = ()
    owed: tuple[Judged, ...] = ()  # of the office's lists, see `facts.owed`
    outside: tuple[OutsideHost, ...] = ()  # hosts that are no registered site's
    baseline: HomeBaseline | None = None  # what the home page was before; None: nobody knows
    page_views: tuple[PageViews, ...] = ()  # of a few pages, drawn
    # Hosts to which links lead and of which nothing was read; None: no links were followed.
    outside_unseen: frozenset[str] | None = None

    def place(self) -> FactPlace:
        """The home page."""
        return FactPlace(self.context, self.context.site.url)


class MediaLook(Judged, frozen=True, kw_only=True):
    """A media account by the posts of it that were imported."""

    called = "新媒体账号"

    account: MediaAccount
    context: Context
    spans: tuple[DaySpan, ...] = ()  # days of which all posts were imported, apart, oldest first
    newest: dt.date | None = None  # the day of its newest post up to the context's day
    published: dt.date | None = None  # the same, posts that were deleted since counted

    def place(self) -> FactPlace:
        """Its page on the platform."""
        return FactPlace(self.context, self.account.url)

    @property
    def seen_through(self) -> dt.date | None:
        """The last day, up to the context's own, of which its posts are known."""
        days = [one.through for one in self.spans if one.since <= self.context.day]
        return min(max(days), self.context.day) if days else None
