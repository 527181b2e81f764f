"""What fetching an address gave."""

import datetime as dt

from govsweep.facts.judged import Page
from govsweep.facts.kinds import ColumnKind, LinkStatus, PageState, TargetKind
from govsweep.facts.observed import Probe, View
from govsweep.facts.outside import OutsidePage
from govsweep.facts.parts import Fact
from govsweep.facts.scripts import ScriptFacts


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


class ShortList(Fact, frozen=True, array_like=True):
    """A column that says it has more rows than were read of it."""

    url: str
    read: int
    told: int


class PagesSeen(Fact, frozen=True, kw_only=True):
    """Which pages of a site a sweep saw: where there were none of a kind, none was found clean."""

    home: bool = False
    lists: int = 0
    articles: int = 0
    others: int = 0
    files: int = 0  # to download, whose words were read
    shells: int = 0  # that show nothing until their scripts have run
    home_foot: bool = False  # whether the foot of the home page was seen
    feet: int = 0  # columns whose foot was seen
    unread: tuple[ColumnKind, ...] = ()  # by name, of each column in menus whose page was not read
    partly: tuple[str, ...] = ()  # columns that go on where no address leads: their first page only
    short: tuple[ShortList, ...] = ()  # columns beside these that have more rows than were read
    blind: tuple[str, ...] = ()  # checks of the site as a whole that saw nothing to judge
    menu_hidden: bool = False  # its home page names hardly a page, and scripts may write its menu

    @property
    def inner(self) -> int:
        """Pages beside the home page."""
        return self.lists + self.articles + self.others

    @property
    def anything(self) -> bool:
        """Whether any page showed anything."""
        return self.home or bool(self.inner or self.files)


class Visit(Fact, frozen=True, kw_only=True):
    """What came of asking for one address: the unit that is carried, stored and acknowledged."""

    queue: str  # a site's identifier, or "@host" for a foreign host
    url: str
    fingerprint: bytes
    unread: bool = False  # a link's target, or timed: only whether it answers matters
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
    link_status: LinkStatus = LinkStatus.UNTRIED  # of a link's target
    tries: int = 1
    found: tuple["Address", ...] = ()  # addresses that this page revealed
    timing: Probe | None = None  # set on the visit to a home page
    due: float = 0.0  # with a state of queued, or a link untried: asked for again after this time
    views: tuple[View, ...] = ()  # set on the last timed visit to a home page
    http_log: tuple[HttpExchange, ...] = ()  # the redirects, then the address itself
    outside: OutsidePage | None = None  # of a link: what was read of a page that is no site's
    script: ScriptFacts | None = None  # of a link: what was read of a script


class Address(Fact, frozen=True, array_like=True):
    """A known address that waits in a queue."""

    queue: str
    url: str
    fingerprint: bytes
    is_link: bool = False  # a link's target: only whether it answers matters
    kind: TargetKind = TargetKind.PAGE
    depth: int = 0
    cut: str = ""  # the rule that keeps it from being asked for; "" where it will be
    tries: int = 0
    due: float = 0.0  # not before this time (seconds since the epoch)
    referrer: str = ""  # of a foreign target: the origin of the first page found to lead there
