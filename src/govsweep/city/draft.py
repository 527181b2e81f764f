"""A site being made: its content, its look, and what faults and traps changed about it."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from govsweep.city.model import Article, Column, Document
from govsweep.city.plan import Charset, SitePlan
from govsweep.facts import ColumnKind, FooterMark, Site


class Anchor(NamedTuple):
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
    columns: list[Column] = field(default_factory=list)
    phone: str = ""
    address: str = ""
    conac: str = ""
    # What faults and traps change:
    omitted: set[FooterMark] = field(default_factory=set)
    footer_by_script: bool = False
    bare_home: bool = False
    home_tail: str = ""
    tabs: str = ""
    menu: list[Anchor] = field(default_factory=list)
    friends: list[Anchor] = field(default_factory=list)
    options: list[Anchor] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    charsets: dict[int, Charset] = field(default_factory=dict)  # by article number
    documents: dict[str, Document] = field(default_factory=dict)
    dynamic: list[Dynamic] = field(default_factory=list)
    answers: dict[str, Document] = field(default_factory=dict)  # whole-host: "down", "slow"
    delays: dict[str, float] = field(default_factory=dict)
    apologises: bool = False

    @property
    def host(self) -> str:
        """Its host name."""
        return self.plan.host

    def url(self, path: str) -> str:
        """The absolute address of a path."""
        return f"http://{self.host}{path}"

    def column(self, kind: ColumnKind) -> Column:
        """The first column of a kind."""
        return next(one for one in self.columns if one.kind is kind)

    def of(self, kind: ColumnKind) -> list[Article]:
        """The articles of the first column of a kind, newest first."""
        return self.column(kind).articles

    @property
    def articles(self) -> list[Article]:
        """All articles, column by column."""
        return [article for column in self.columns for article in column.articles]

    def next_number(self) -> int:
        """A number for one more article."""
        return max(one.number for one in self.articles) + 1
