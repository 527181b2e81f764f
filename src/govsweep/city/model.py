"""What the sample city is made of: columns, articles, documents, and the truth about them."""

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup

from govsweep.facts import ColumnKind


class HostAnswer(NamedTuple):
    """What a host says to one request. Status 0: it closes the connection without a word."""

    status: int
    headers: dict[str, str]
    body: bytes
    delay: float = 0.0


class Document(NamedTuple):
    """What stands at one address of a host."""

    body: bytes = b""
    content_type: str = "text/html"
    status: int = 200
    location: str = ""
    delay: float = 0.0

    def answer(self) -> HostAnswer:
        """The answer to a plain GET."""
        headers = {"Content-Type": self.content_type}
        if self.location:
            headers["Location"] = self.location
        return HostAnswer(self.status, headers, self.body, self.delay)


class Planted(NamedTuple):
    """A fault that was put into the city, by the address or words that tell it from others.

    A finding is this fault's when site and check agree and one of `keys` stands in its subject,
    addresses or quote; a fault of a whole site has no keys.
    """

    site: str
    check: str
    subject: str
    url: str
    note: str
    keys: tuple[str, ...] = ()
    soft: bool = False  # a dead target that answers 200 with an apology
    optional: bool = False  # what follows from another fault: may be reported, need not be


class Trap(NamedTuple):
    """Something that looks like a fault and is none."""

    site: str
    check: str
    url: str
    note: str


@dataclass
class SampleArticle:
    """One published text."""

    number: int
    title: str
    when: dt.datetime
    column: "SampleColumn"
    paragraphs: list[str]
    source: str
    keywords: str = ""
    pictures: list[str] = field(default_factory=list)
    attachments: list[tuple[str, str]] = field(default_factory=list)  # (name, file)
    reference: str = ""  # 发文字号
    counterpart: "SampleArticle | None" = (
        None  # the document that it interprets, or its interpretation
    )

    @property
    def text(self) -> str:
        """All its words."""
        return "".join(Markup.escape(one).striptags() for one in self.paragraphs)


@dataclass
class SampleColumn:
    """A list of articles, or a single page that hardly ever changes."""

    name: str
    slug: str
    number: int
    kind: ColumnKind
    articles: list[SampleArticle] = field(default_factory=list)
    group: str = "zwgk"  # the folder or channel above it
    shell: bool = False  # its rows come by script only
    on_home: bool = True

    @property
    def static(self) -> bool:
        """Whether it is one page rather than a list."""
        return self.kind is ColumnKind.STATIC
