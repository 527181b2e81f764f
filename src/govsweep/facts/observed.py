"""What was observed of a site beside its pages."""

import datetime as dt
from typing import NamedTuple

from govsweep.facts.kinds import _SETTLED_BY_MARKUP, AccessCause, ColumnKind, Failure
from govsweep.facts.parts import EmptyBody, Fact


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
    bodies: tuple[str, ...] = ()  # the elements that hold its text, as its page names them
    emptied: EmptyBody | None = None  # where it shows no text


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


# Who searches for a title of the page: the number of the title, or one of the two others.
SEARCH, SEARCH_KEYWORDS, SEARCH_BELOW = "search-", "search-keywords", "search-below"


class View(Fact, frozen=True, kw_only=True):
    """A home page, or one that was drawn beside it, as one kind of visitor gets it."""

    agent: str  # browser, spider, referrer; of a page that was drawn, with its number
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
    classes: bool | None = None  # whether what it found stands there by class; None: not seen
    url: str = ""  # of a page that was drawn; "": the home page


class HomeBaseline(Fact, frozen=True, kw_only=True):
    """What a site's home page usually is, by which tampering shows."""

    title: str
    described: str = ""  # its keywords and description
    structure: bytes  # see `govsweep.reading.structure`
    scripts: tuple[str, ...] = ()  # registrable domains of scripts that are nobody's we know
    day: dt.date  # on which it was so


class PageViews(Fact, frozen=True, kw_only=True):
    """A page beside the home page as different visitors get it."""

    url: str
    views: tuple[View, ...]


class Availability(Fact, frozen=True, kw_only=True):
    """A week of a home page as the timer's probes saw it; walled visits count for nothing."""

    fewest: int = 0  # visits on the day with the fewest, of seven
    visits: int = 0
    failed: int = 0  # not open after fifteen seconds, or not at all


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


class Answered(NamedTuple):
    """What a page's scripts asked for while it was rendered, and what came."""

    url: str
    status: int
    text: str
    script: bool = False  # loaded as a script
