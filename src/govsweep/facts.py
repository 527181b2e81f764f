"""The facts: what was seen, with no opinion.

Facts made in bulk (a page has some hundred of them) are `msgspec.Struct`s: frozen, slotted and
written to the store as msgpack without further code. New fields go to the end, with a default,
so that facts stored by an older release stay readable.
"""

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum
from typing import ClassVar, NamedTuple, Self

import msgspec


class Place(StrEnum):
    """Where on a page a text or an anchor stands."""

    TITLE = "title"
    META = "meta"
    MAIN = "main"  # the page's own content: an article's body, a list's rows
    NAVIGATION = "navigation"  # what surrounds it: header, menus, breadcrumb, side lists
    FOOTER = "footer"
    HIDDEN = "hidden"  # in a container that no visitor sees


class PageKind(StrEnum):
    """What a document is for its reader."""

    HOME = "home"
    LIST = "list"
    ARTICLE = "article"
    REDIRECT = "redirect"
    OTHER = "other"


class TargetKind(StrEnum):
    """What a reference asks for, told from the element and the address's ending."""

    PAGE = "page"
    IMAGE = "image"
    ATTACHMENT = "attachment"
    STYLE = "style"
    SCRIPT = "script"


class AddressFault(StrEnum):
    """Why nobody can open an address, told from how it is written."""

    LOCAL_DISK = "local_disk"  # file:///D:/附件.doc, C:\Users\a.doc
    PRIVATE = "private"  # in a network of the office's own, or on the reader's own machine
    SCHEME = "scheme"  # ttp://, http//


class Attachment(StrEnum):
    """What became of reading a file that a page offers."""

    READ = "read"
    UNREADABLE = "unreadable"  # encrypted, broken, too large or a picture: its words are unknown


class DateSource(StrEnum):
    """Where a publication date was read, best first."""

    LABEL = "label"  # 发布时间：… shown to the visitor
    META = "meta"  # <meta name="PubDate">
    SCRIPT = "script"  # var pubdata='…'
    LIST = "list"  # the row of the list that leads to the page
    URL = "url"  # t20190517_….html


class ColumnKind(StrEnum):
    """What a column publishes; its duty to be updated follows from it."""

    NEWS = "news"
    NOTICE = "notice"
    POLICY = "policy"
    INTERPRETATION = "interpretation"
    REPOST = "repost"
    HEADLINE = "headline"
    STATIC = "static"
    INTERACTION = "interaction"
    GUIDE = "guide"
    YEARLY = "yearly"  # statistics, personnel, budgets, plans, what a place is like
    OTHER = "other"


class FooterMark(StrEnum):
    """The items a footer must carry (国办发〔2017〕47号, 网页设计规范)."""

    CONAC = "conac"  # 党政机关网站标识
    IDENTIFIER = "identifier"  # 网站标识码
    ICP = "icp"  # ICP备案编号
    POLICE = "police"  # 公安机关备案标识
    ORGANIZER = "organizer"  # 主办单位
    CONTACT = "contact"  # 联系方式
    JIUCUO = "jiucuo"  # 我为政府网站找错
    RIGHTS = "rights"  # 版权所有: no duty, but who is named there mostly is the organizer


class Failure(StrEnum):
    """Why a request brought no usable document. A value, never an exception in a check."""

    TIMEOUT = "timeout"
    REFUSED = "refused"
    DNS = "dns"
    TLS = "tls"
    LOST = "lost"  # the connection broke, or the answer was cut short
    STATUS = "status"  # an HTTP status of 400 or more
    BLOCKED = "blocked"  # a wall: a challenge or a firewall's refusal
    ROBOTS = "robots"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"  # packed too often, or not as the answer says
    REDIRECT_LOOP = "redirect_loop"
    SOFT_404 = "soft_404"  # status 200, but an error, nothing, or what its host says to any address
    REDIRECT_HOME = "redirect_home"
    NO_IMAGE = "no_image"  # status 200, and what came is a page, nothing or no image format
    PARKED = "parked"  # it killed its worker three times
    CRASHED = "crashed"  # reading it raised; counted and named in the ledger

    @property
    def permanent(self) -> bool:
        """Whether asking again later in the night is pointless."""
        return self in (
            Failure.ROBOTS,
            Failure.TOO_LARGE,
            Failure.UNREADABLE,
            Failure.PARKED,
            Failure.CRASHED,
        )


class PageState(StrEnum):
    """What became of a known address in one sweep; the terms of the ledger."""

    QUEUED = "queued"
    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    BLOCKED = "blocked"
    CUT = "cut"
    LEFT = "left"


class LetterState(StrEnum):
    """Whether a letter to the government was answered, as its page or its row tells."""

    ANSWERED = "answered"
    WAITING = "waiting"  # said to be: 未答复, 办理中
    UNKNOWN = "unknown"  # nothing is said of an answer, which a script may bring


class EmptyAnswer(StrEnum):
    """Why an answer to a letter says nothing."""

    NONE = "none"  # nothing but courtesy
    SHORT = "short"
    PASSED_ON = "passed-on"  # only that others are to be asked, or were
    PASTED = "pasted"  # the same words stand under several letters


class LinkStatus(StrEnum):
    """What became of probing a target; what could not be seen is unverifiable, never dead."""

    UNTRIED = "untried"
    FINE = "fine"
    DEAD = "dead"
    SUSPECTED = "suspected"
    UNVERIFIABLE = "unverifiable"


class MarkupRule(StrEnum):
    """What keeps people out of a page, as far as its markup tells; axe's own names."""

    IMAGE_ALT = "image-alt"  # a picture without words in its place
    LINK_NAME = "link-name"  # a link that is a picture, and says nothing
    LABEL = "label"  # a field that nobody names
    LANGUAGE = "html-has-lang"
    TITLE = "document-title"
    HEADINGS = "heading-order"
    FRAME_TITLE = "frame-title"
    ZOOM = "meta-viewport"  # enlarging the page is forbidden


# Rules on which markup and the browser's audit agreed on every real page that both looked at.
_SETTLED_BY_MARKUP = frozenset(
    {
        MarkupRule.IMAGE_ALT,
        MarkupRule.LINK_NAME,
        MarkupRule.LABEL,
        MarkupRule.LANGUAGE,
        MarkupRule.FRAME_TITLE,
        MarkupRule.ZOOM,
    }
)


class AccessCause(StrEnum):
    """Where one cause of faults of access stands."""

    TEMPLATE = "template"  # what several pages have in common
    HOME = "home"
    PAGES = "pages"  # what single pages have of their own


class Fact(msgspec.Struct, frozen=True):
    """The base of all facts."""


class Block(Fact, frozen=True, array_like=True):
    """A run of text that stands in one place: a paragraph, a heading, a cell, the title."""

    text: str
    place: Place
    hash: bytes  # blake2b of the text, 16 bytes


class Anchor(Fact, frozen=True, array_like=True):
    """A reference from a page to a target, before anybody asked for the target."""

    target: str  # as a browser asks for it (see `addresses.absolute`)
    text: str  # the words of the link, or an image's alt text
    place: Place
    kind: TargetKind = TargetKind.PAGE


class Unopenable(Fact, frozen=True, array_like=True):
    """A reference that nobody can open."""

    written: str  # as it stands on the page
    text: str
    fault: AddressFault


class Entry(Fact, frozen=True, array_like=True):
    """One row of a list: what it is called, where it leads and the date it shows."""

    title: str
    url: str
    date: dt.date | None = None
    shown: str = ""  # the date as it stands there, e.g. "[01-04]"; the year is inferred then


class Section(Fact, frozen=True, array_like=True):
    """A named block of rows on a page: 头条推荐, 通知公告 with its “更多”."""

    name: str
    urls: tuple[str, ...]  # where its rows lead
    more: str = ""  # where its “更多” leads


class DateConflict(Fact, frozen=True, array_like=True):
    """An article whose own date is not the one that its list shows; kept as evidence."""

    url: str
    told: dt.date  # on the article
    listed: dt.date


class DateSeen(Fact, frozen=True, array_like=True):
    """A candidate for the publication date, kept as evidence."""

    source: DateSource
    value: dt.datetime


class AccessFault(Fact, frozen=True, array_like=True):
    """An element of a page that assistive software cannot read out."""

    rule: MarkupRule
    what: str  # tells it from others: a picture's source, a field's name
    count: int = 1  # how often it stands on the page


class PageAccess(Fact, frozen=True, kw_only=True):
    """What a page's markup offers to assistive software."""

    language: str = ""  # <html lang>
    images: int = 0  # that a visitor sees
    fields: int = 0  # that a visitor fills in
    headings: tuple[int, ...] = ()  # the levels of its headings, in order
    faults: tuple[AccessFault, ...] = ()  # capped


class AuditedRule(Fact, frozen=True, array_like=True):
    """What a rule of the browser's audit says of one page."""

    rule: str  # axe's name of it
    nodes: int  # elements it is about
    selectors: tuple[str, ...] = ()  # of the first of them
    snippet: str = ""  # the first one's markup


class Audit(Fact, frozen=True, kw_only=True):
    """A page as the browser's audit found it."""

    engine: str = ""  # axe's version
    violations: tuple[AuditedRule, ...] = ()
    undecided: tuple[AuditedRule, ...] = ()  # what a person has to look at
    overflow: int | None = None  # pixels that it is wider than a telephone; None: not measured


class Mark(Fact, frozen=True, array_like=True):
    """A place in a text block that a word rule points at."""

    rule: str  # id of the word rule
    check: str  # the check that reports it: typo, sensitive-word …
    start: int  # characters into `Block.text`
    end: int
    suggestion: str = ""
    confirmed: bool = True
    block: int = 0  # index into `Page.blocks`; set when marks are joined to a page
    reason: str = ""  # why, with its source; shown to the editor
    score: float = 1.0  # probability that it is right, for ranking what is suspected


class Subject(Fact, frozen=True, kw_only=True):
    """What is inspected and answered for: a site is one kind of it, a media account another."""

    identifier: str  # ten characters, unlike for every kind
    name: str
    url: str
    organizer: str = ""

    @property
    def shown_name(self) -> str:
        """Its name, told apart from those of other kinds."""
        return self.name


class Site(Subject, frozen=True, kw_only=True):
    """A registered site (网站), as the registry knows it."""

    level: str = ""
    kind: str = ""
    parent: str = ""
    status: str = "running"  # running, suspended, closed, moved
    icp: str = ""
    police: str = ""
    pace: float = 2.0
    budget: int = 20_000
    maintenance: str = ""  # announced windows, as `govsweep.maintenance` reads them
    include: tuple[str, ...] = ()  # paths that its own begin with; (): its home page's folder
    exclude: tuple[str, ...] = ()  # paths that begin what nobody is to ask for
    capped: bool = True  # whether addresses without end are told by their shape, and cut

    @property
    def is_portal(self) -> bool:
        """Whether the registry calls it a portal (门户): a government's own site."""
        return "门户" in self.kind + self.name


class Platform(StrEnum):
    """Where a media account is kept."""

    WEIXIN = "weixin"
    WEIBO = "weibo"
    DOUYIN = "douyin"
    KUAISHOU = "kuaishou"
    TOUTIAO = "toutiao"
    BILIBILI = "bilibili"
    XIAOHONGSHU = "xiaohongshu"
    PENGPAI = "pengpai"
    PEOPLE = "people"  # 人民号
    APP = "app"  # a program of the unit's own for telephones
    OTHER = "other"

    @property
    def word(self) -> str:
        """What papers call it."""
        return _PLATFORM_WORDS[self]


_PLATFORM_WORDS = {
    Platform.WEIXIN: "微信",
    Platform.WEIBO: "微博",
    Platform.DOUYIN: "抖音",
    Platform.KUAISHOU: "快手",
    Platform.TOUTIAO: "今日头条",
    Platform.BILIBILI: "哔哩哔哩",
    Platform.XIAOHONGSHU: "小红书",
    Platform.PENGPAI: "澎湃号",
    Platform.PEOPLE: "人民号",
    Platform.APP: "移动客户端",
    Platform.OTHER: "其他",
}


class MediaStatus(StrEnum):
    """Where a media account stands in its life."""

    RUNNING = "running"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"


class StatusChange(Fact, frozen=True, array_like=True):
    """A day from which a media account stood in a status."""

    day: dt.date
    status: MediaStatus


class MediaAccount(Subject, frozen=True, kw_only=True):
    """A registered account on a platform (政务新媒体); its organizer is the unit that keeps it."""

    platform: Platform
    handle: str  # by which the platform knows it: 微信号, 微博UID
    addresses: tuple[str, ...] = ()  # of its pages on the platform; the first is its `url`
    status: MediaStatus = MediaStatus.RUNNING
    opened: dt.date | None = None
    interactive: bool | None = None  # whether it offers interaction that works; None: nobody looked
    max_age_days: int = 14  # without a post
    history: tuple[StatusChange, ...] = ()  # oldest first

    @property
    def shown_name(self) -> str:
        """Its name with its platform: a unit calls its accounts alike."""
        return media_name(self.name, self.platform)

    @property
    def changed_on(self) -> dt.date | None:
        """The day from which it has stood in its status; None where nobody knows."""
        return self.history[-1].day if self.history else None

    @property
    def cancelling_since(self) -> dt.date | None:
        """The day on which its cancellation was begun; None where it was not."""
        days = [one.day for one in self.history if one.status is MediaStatus.CANCELLING]
        return days[-1] if days else None


def media_name(name: str, platform: Platform) -> str:
    """How papers call an account."""
    return f"{name}（{platform.word}）"


class DaySpan(Fact, frozen=True, array_like=True):
    """Days from the first to the last, both included."""

    since: dt.date
    through: dt.date


class Post(Fact, frozen=True, kw_only=True):
    """What a media account published once, as it was imported."""

    account: str  # the identifier of its account
    key: bytes  # 16 bytes, of its address, or of its time and title where it has none
    url: str  # "" where it has none
    at: dt.datetime
    title: str = ""
    text: str = ""

    @property
    def address(self) -> str:
        """Its address, or words that stand for one."""
        return self.url or f"post:{self.account}/{self.key.hex()}"


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


class RepealedTitle(Fact, frozen=True, array_like=True):
    """A document that another one does away with."""

    title: str
    number: str = ""  # 文号, in one form; "" where it is not told


class PolicyFacts(Fact, frozen=True, kw_only=True):
    """What a policy document says of itself."""

    number: str = ""  # its own 文号, in one form
    ends: dt.date | None = None  # the last day of its own term
    mark: str = ""  # what tells its reader that it holds no more, as it stands there
    is_decision: bool = False  # its title calls it a decision that does away with documents
    repeals: tuple[RepealedTitle, ...] = ()
    basis: tuple[str, ...] = ()  # titles that it rests on


class Repeal(Fact, frozen=True, kw_only=True):
    """A document that holds no more, and who says so."""

    title: str
    number: str = ""
    day: dt.date | None = None  # from which it holds no more; None: not told
    source: str = ""  # the office's list, or the decision by its title
    url: str = ""  # of the decision


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
    footer: dict[FooterMark, str | None] | None = None  # None: no footer in the page, unknown
    identifier: str = ""  # from the SiteIDCode tag
    redirect: str = ""  # where a meta refresh or a plain script sends the visitor
    shell: bool = False  # empty until scripts run: unknown, not blank
    soft_error: bool = False  # a page that says of itself that it does not exist
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
    entity_title: bool = False  # most of <title> is written as numeric entities
    head_scripts: tuple[str, ...] = ()  # foreign hosts of the head's first and last script
    fetches: tuple[str, ...] = ()  # addresses that its scripts ask for by themselves
    rendered: bool = False  # read after its scripts had run, in a browser
    published_confidence: float = 0.0  # how sure that day is, 0 to 1; 0 where there is none
    unopenable: tuple[Unopenable, ...] = ()  # addresses that nobody can open
    main_sketch: bytes = b""  # of the main text, see `govsweep.reading.sketch`
    policy: PolicyFacts | None = None  # of an article that says something of the kind
    access: PageAccess | None = None  # None: not read
    audit: Audit | None = None  # None: not audited in a browser
    # Joined after reading, never stored with the page:
    marks: tuple[Mark, ...] = ()
    context: Context | None = None

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
    reason: str = ""  # why it was not seen
    days: tuple[dt.date, ...] = ()  # days of publication seen, newest first
    rows: tuple[Entry, ...] = ()  # the rows of its first page, titles as they stand there
    # Of these, links laid where nothing opens them: off the screen, in a strip of a pixel.
    evading_links: tuple[str, ...] = ()
    reader: str = ""  # which list reader gave them
    rhythm: float | None = None  # days between two days of publication, the median
    conflicts: tuple[DateConflict, ...] = ()  # capped

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


class Probe(Fact, frozen=True, kw_only=True):
    """One timed visit to a home page (探测)."""

    url: str
    at: dt.datetime
    elapsed: float | None = None  # seconds to the last byte; None where nothing came
    status: int | None = None
    failure: Failure | None = None
    # What is wrong with the host's certificate, in words; "" for nothing, None: not looked at.
    certificate: str | None = None


class Article(Fact, frozen=True, kw_only=True):
    """What a whole-site check needs of an article."""

    url: str
    title: str
    published: dt.date | None = None
    main_hash: bytes = b""
    length: int = 0  # characters of main text
    column: str = ""
    listed: dt.date | None = None  # the day that a list shows for it
    place: str = ""  # address of the column in whose list it stands
    linked: bool = True  # False: an interpretation that leads to no document
    main_sketch: bytes = b""
    kind: ColumnKind = ColumnKind.OTHER  # of its column
    moment: dt.datetime | None = None  # of publication, where its page shows an hour


class Redated(Fact, frozen=True, kw_only=True):
    """An article whose day of publication moved since an earlier sweep, its text the same."""

    url: str
    before: dt.date
    after: dt.date
    seen: dt.date  # the day of the earlier sweep


class Repost(Fact, frozen=True, kw_only=True):
    """An item that every site must repost, from the office's list."""

    title: str
    day: dt.date
    url: str = ""
    hour: dt.time | None = None  # None: the list has the day alone
    text: str = ""  # its own words, where the list has them


class Letter(Fact, frozen=True, array_like=True):
    """A letter to the government (来信、留言) as the site publishes it."""

    url: str
    title: str
    state: LetterState
    asked: dt.date | None = None  # None: not told
    answered: dt.date | None = None
    answer: str = ""  # how its answer begins
    flaw: EmptyAnswer | None = None  # why the answer says nothing, as far as a program can tell


class AnnualReport(Fact, frozen=True, kw_only=True):
    """A report on the disclosure of information (政府信息公开工作年度报告) that is a page."""

    url: str
    title: str
    year: int
    rows: tuple[tuple[str, tuple[int, ...]], ...] = ()  # of its tables: label and numbers
    text: str = ""  # its words beside the tables


class View(Fact, frozen=True, kw_only=True):
    """A home page as one kind of visitor gets it."""

    agent: str  # browser, spider, referrer
    title: str = ""
    keywords: str = ""
    text_hash: bytes = b""  # of the visible text
    domains: tuple[str, ...] = ()  # registrable domains that it leads to, its own left out
    failure: Failure | None = None
    sent_to: str = ""  # the host off its own site to which this visitor is sent on
    # Of the visitor over IPv6 alone: addresses by DNS, None where it could not be asked; and
    # whether this machine has a way there, without which nothing was asked for.
    addresses: tuple[str, ...] | None = None
    routed: bool = False
    # Of one who searches for a title of the page: whether it was found. None: nobody searched.
    found: bool | None = None


class Availability(Fact, frozen=True, kw_only=True):
    """A week of a home page as the timer's probes saw it; walled visits count for nothing."""

    fewest: int = 0  # visits on the day with the fewest, of seven
    visits: int = 0
    failed: int = 0  # not open after fifteen seconds, or not at all


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


class AccessIssue(Fact, frozen=True, kw_only=True):
    """One cause of faults of access on a site's pages."""

    rule: str  # an MarkupRule, or a rule of the browser's audit
    cause: AccessCause
    elements: int  # on all pages
    pages: int
    urls: tuple[str, ...] = ()  # capped
    what: tuple[str, ...] = ()  # of the elements, capped
    seen_in_browser: bool = False  # the browser's audit says so too
    unseen_in_browser: bool = False  # the audit looked at pages that have it, and does not say so

    @property
    def sure(self) -> bool:
        """Whether nobody need look into it: the browser says so, or markup settles the rule."""
        if self.unseen_in_browser:
            return False
        return self.seen_in_browser or self.rule in _SETTLED_BY_MARKUP


class SiteAccess(Fact, frozen=True, kw_only=True):
    """How far a site's pages are open to everybody, as far as they were looked at."""

    pages: int = 0  # whose markup was read
    templates: int = 0  # among them
    audited: int = 0  # pages that the browser's audit looked at
    templates_audited: int = 0
    issues: tuple[AccessIssue, ...] = ()
    violations: tuple[AccessIssue, ...] = ()  # rules that the browser alone can tell
    undecided: tuple[AccessIssue, ...] = ()
    without_viewport: tuple[str, ...] = ()  # pages, capped
    viewports: int = 0  # pages that were asked for one
    unadapted: int = 0  # of these, without one
    overflowing: tuple[str, ...] = ()  # audited pages wider than a telephone
    overflow_measured: int = 0
    twin: str = ""  # the edition for telephones that the home page leads to
    entrance: bool | None = None  # to an aid for reading; None: the home page was not seen


class Ipv6(Fact, frozen=True, kw_only=True):
    """A site as a visitor over IPv6 gets it, beside what the sweep tells of the way there."""

    addresses: tuple[str, ...] | None = None  # None: DNS could not be asked
    dns_trusted: bool = False  # the same DNS told another site's IPv6 address
    routed: bool = False
    route_trusted: bool = False  # another site answered over IPv6
    failure: Failure | None = None
    title: str = ""  # of the home page over IPv6


class SiteVisit(Judged, frozen=True, kw_only=True):
    """A site as one sweep saw it: what is judged of the site as a whole."""

    called = "整个网站"

    context: Context
    probes: tuple[Probe, ...] = ()
    home: Page | None = None  # None: not seen
    home_newest: dt.date | None = None
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
    week: Availability = Availability()
    usual_seconds: float = 0.0  # what a page of any site took in this sweep, in the median
    home_led_to: str = ""  # where redirects of the home page ended, also on another site
    mentions: tuple[MediaMention, ...] = ()  # accounts on platforms that its pages lead to
    policies: tuple[PolicyDocument, ...] = ()
    access: SiteAccess = SiteAccess()
    ipv6: Ipv6 = Ipv6()
    letters: tuple[Letter, ...] = ()  # published ones, of pages and of lists
    annual_reports: tuple[AnnualReport, ...] = ()

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

    def place(self) -> FactPlace:
        """Its page on the platform."""
        return FactPlace(self.context, self.account.url)

    @property
    def seen_through(self) -> dt.date | None:
        """The last day, up to the context's own, of which its posts are known."""
        days = [one.through for one in self.spans if one.since <= self.context.day]
        return min(max(days), self.context.day) if days else None


class HttpExchange(Fact, frozen=True, array_like=True):
    """One request and its answer as they stood on the wire, without their bodies."""

    url: str
    request: str  # the head, a line each
    status: int = 0  # 0: no answer
    answer: str = ""  # the head


class Surveyed(Fact, frozen=True, kw_only=True):
    """What a drawn sample of a site says of one thing that its indicators ask for."""

    topic: str  # an indicators.Measure
    asked: int  # pages, or rows, that were looked at
    bad: int = 0  # of these, how many lack it, or how much they lack
    unseen: int = 0  # pages that were drawn and say nothing: pictures, files
    pages: tuple[str, ...] = ()  # where, or what was looked at


class Visit(Fact, frozen=True, kw_only=True):
    """What came of asking for one address: the unit that is carried, stored and acknowledged."""

    queue: str  # a site's identifier, or "@host" for a foreign host
    url: str
    fingerprint: bytes
    probe: bool = False  # a link target: only whether it answers matters
    state: PageState = PageState.FETCHED
    reason: str = ""  # a Failure's value, or the rule that cut it
    status: int | None = None
    elapsed: float | None = None
    at: dt.datetime
    final_url: str = ""
    etag: str = ""
    last_modified: str = ""
    body_hash: bytes = b""
    page: Page | None = None
    body: bytes = b""  # kept only to be stored, compressed, with pages that have findings
    link_status: LinkStatus = LinkStatus.UNTRIED  # probes only
    tries: int = 1
    found: tuple["Address", ...] = ()  # addresses that this page revealed
    timing: Probe | None = None  # set on the visit to a home page
    due: float = 0.0  # with a state of queued, or a link untried: asked for again after this time
    views: tuple[View, ...] = ()  # set on the last timed visit to a home page
    http_log: tuple[HttpExchange, ...] = ()  # the redirects, then the address itself


class Address(Fact, frozen=True, array_like=True):
    """A known address that waits in a queue."""

    queue: str
    url: str
    fingerprint: bytes
    probe: bool = False
    kind: TargetKind = TargetKind.PAGE
    depth: int = 0
    cut: str = ""  # the rule that keeps it from being asked for; "" where it will be
    tries: int = 0
    due: float = 0.0  # not before this time (seconds since the epoch)
