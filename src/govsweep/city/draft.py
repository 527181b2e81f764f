"""A site being made: its content, its look, and what faults and traps changed about it."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from govsweep.city.model import Document, HostAnswer, SampleArticle, SampleColumn
from govsweep.city.plan import Charset, SitePlan
from govsweep.facts import ColumnKind, FooterMark, Site


class MenuLink(NamedTuple):
    """A link of the template: its words and where it leads."""

    text: str
    href: str


Dynamic = Callable[[str, str], Document | None]  # (path, query) -> what stands there


@dataclass
class Draft:
    """One site before it is rendered; faults and traps edit it."""

    plan: SitePlan
    site: Site
    day: dt.date
    rng: random.Random
    columns: list[SampleColumn] = field(default_factory=list)
    phone: str = ""
    address: str = ""
    conac: str = ""
    # What faults and traps change:
    omitted: set[FooterMark] = field(default_factory=set)
    footer_by_script: bool = False
    bare_home: bool = False
    home_tail: str = ""
    tonight: str = ""  # what the home page has besides, and had not the night before
    tabs: str = ""
    menu: list[MenuLink] = field(default_factory=list)
    friends: list[MenuLink] = field(default_factory=list)
    options: list[MenuLink] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    charsets: dict[int, Charset] = field(default_factory=dict)  # by article number
    documents: dict[str, Document] = field(default_factory=dict)
    dynamic: list[Dynamic] = field(default_factory=list)
    whole: HostAnswer | None = None  # what the host says to everything
    slow_home: bool = False
    called: str = ""  # what its pages call it, where that is not its name
    untagged: set[str] = field(default_factory=set)  # page tags that its templates lack
    undated: set[str] = field(default_factory=set)  # columns, by slug, that show no date
    for_search: str = ""  # what stands in the home page's title for search engines alone
    adapted: bool = True  # its pages are laid out for telephones
    redated: dict[int, int] = field(default_factory=dict)  # days later since tonight, by article
    missing: set[str] = field(default_factory=set)  # paths that pages name and nothing stands at
    delays: dict[str, float] = field(default_factory=dict)  # by path
    apologises: bool = False  # says 200 and sorry for what it does not have
    used: set[int] = field(default_factory=set)  # numbers of articles that carry a fault or trap

    @property
    def host(self) -> str:
        """Its host name."""
        return self.plan.host

    def url(self, path: str) -> str:
        """The absolute address of a path."""
        return f"http://{self.host}{path}"

    @property
    def shown_site(self) -> Site:
        """The site under the name that its pages give it."""
        return msgspec.structs.replace(self.site, name=self.called or self.site.name)

    def column(self, kind: ColumnKind) -> SampleColumn:
        """The first column of a kind."""
        return next(one for one in self.columns if one.kind is kind)

    def of(self, kind: ColumnKind) -> list[SampleArticle]:
        """The articles of the first column of a kind, newest first."""
        return self.column(kind).articles

    @property
    def articles(self) -> list[SampleArticle]:
        """All articles, column by column."""
        return [article for column in self.columns for article in column.articles]

    def publish(self, kind: ColumnKind, title: str, text: list[str], age: int) -> SampleArticle:
        """One more article, `age` days old; nothing else happens to it."""
        column = self.column(kind)
        when = dt.datetime.combine(self.day - dt.timedelta(days=age), dt.time(9, 20 + age % 40))
        number = max(one.number for one in self.articles) + 3
        article = SampleArticle(number, title, when, column, text, self.plan.short)
        column.articles.append(article)
        column.articles.sort(key=lambda one: one.when, reverse=True)
        self.used.add(number)
        return article
