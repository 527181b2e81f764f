"""Facts that are parts of a page."""

import datetime as dt

import msgspec

from govsweep.facts.kinds import (
    AddressFault,
    DateSource,
    EmptyAnswer,
    LetterState,
    MarkupRule,
    Place,
    TargetKind,
)


class Fact(msgspec.Struct, frozen=True, gc=False):
    """The base of all facts; frozen, they stand in no cycle, and the collector need not look."""


class SearchRedirect(Fact, frozen=True, array_like=True):
    """An inline script that sends away who comes from a search engine."""

    host: str  # where it leads; "" where it is not written as one address
    excerpt: str  # of the script
    # By the way he came, to an address: counters write scripts too, and others ask for spiders.
    sure: bool = False


class Block(Fact, frozen=True, array_like=True):
    """A run of text that stands in one place: a paragraph, a heading, a cell, the title."""

    text: str
    place: Place
    hash: bytes  # blake2b of the text, 16 bytes


class NumberCell(Fact, frozen=True, array_like=True):
    """What a table says of the long number in one of its cells."""

    block: int  # index into `Page.blocks` of the text that holds the number
    heads: tuple[str, ...]  # of its column, from the top
    beside: str  # the cell to its left; "" where there is none
    row: tuple[int, ...]  # indices of the blocks of its row


class Anchor(Fact, frozen=True, array_like=True):
    """A reference from a page to a target, before anybody asked for the target."""

    target: str  # as a browser asks for it (see `addresses.absolute`)
    text: str  # the words of the link, or an image's alt text
    place: Place
    kind: TargetKind = TargetKind.PAGE


class Jump(Fact, frozen=True, array_like=True):
    """A link to a place on a page: on this one and not there, or on another."""

    target: str  # the page, without the place
    part: str  # the place as it is written behind “#”
    text: str


class Unopenable(Fact, frozen=True, array_like=True):
    """A reference that nobody can open."""

    written: str  # as it stands on the page
    text: str
    fault: AddressFault


class EmptyBody(Fact, frozen=True, array_like=True):
    """The places on an article's page that hold nothing, where its text is to be."""

    places: tuple[str, ...]  # as elements are named: div#zoom.content, their numbers folded
    alone: bool = True  # False: something else, a picture or words, is shown elsewhere


class Entry(Fact, frozen=True, array_like=True):
    """One row of a list: what it is called, where it leads and the date it shows."""

    title: str
    url: str
    date: dt.date | None = None
    shown: str = ""  # the date as it stands there, e.g. "[01-04]"; the year is inferred then


class LooseRow(Fact, frozen=True, array_like=True):
    """A row without a link beside a list's own."""

    title: str
    date: dt.date | None  # None: it tells none that was understood
    spot: str  # what else it stands in; "" where that is the list, as one of its rows


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
