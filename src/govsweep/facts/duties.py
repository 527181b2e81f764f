"""What units owe beside the indicators: items of a catalogue, quotas, entrances on home pages.

The office's own lists say what is owed; what is seen of each on a site is told beside it.
"""

import datetime as dt
from collections.abc import Callable, Container
from enum import StrEnum
from typing import Any

import msgspec

from govsweep.facts.parts import Fact


class QuotaSpan(StrEnum):
    """Over which span of days a quota is counted."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    def begins(self, day: dt.date) -> dt.date:
        """The first day of the span that a day is in."""
        match self:
            case QuotaSpan.MONTH:
                return day.replace(day=1)
            case QuotaSpan.QUARTER:
                return dt.date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
            case QuotaSpan.YEAR:
                return dt.date(day.year, 1, 1)

    def ends(self, day: dt.date) -> dt.date:
        """The last day of the span that a day is in."""
        months = {QuotaSpan.MONTH: 1, QuotaSpan.QUARTER: 3, QuotaSpan.YEAR: 12}[self]
        first = self.begins(day)
        last = first.month - 1 + months
        return dt.date(first.year + last // 12, last % 12 + 1, 1) - dt.timedelta(days=1)


class CatalogueItem(Fact, frozen=True, kw_only=True):
    """An item that a unit has to disclose (信息公开目录), and the column where it does."""

    unit: str
    code: str
    name: str
    site: str  # the identifier of the site on which it is to stand
    url: str = ""  # of its column; "": the catalogue names none
    least: int | None = None  # pieces of information a year; None: any number will do

    @property
    def key(self) -> str:
        """What tells it from the other items of a site."""
        return f"{self.unit}/{self.code}"

    @property
    def asked(self) -> str:
        """What is asked of it: seen by another wording of the list it says nothing."""
        return f"{self.url} {self.least or ''}"


class Quota(Fact, frozen=True, kw_only=True):
    """So much a unit has to publish in a span."""

    unit: str
    site: str  # the identifier of the site where it is counted
    number: int
    span: QuotaSpan = QuotaSpan.MONTH
    column: str = ""  # the column's name; "" with no address: anywhere on the site
    url: str = ""  # the column's address
    since: dt.date | None = None  # no span that begins earlier is judged; None: all are

    @property
    def key(self) -> str:
        """What tells it from the other quotas of a site."""
        return f"{self.unit}/{self.url or self.column}/{self.span}"

    def last_span(self, day: dt.date) -> tuple[dt.date, dt.date]:
        """The first and the last day of its span that was over before the one of a day."""
        ends = self.span.begins(day) - dt.timedelta(days=1)
        return self.span.begins(ends), ends

    def is_judged(self, day: dt.date) -> bool:
        """Whether it was there from the first day of the last span on."""
        return self.since is None or self.since <= self.last_span(day)[0]

    def has_begun(self, day: dt.date) -> bool:
        """Whether it holds on a day."""
        return self.since is None or self.since <= day

    def begins(self, day: dt.date) -> dt.date:
        """From which day on it counts in the span that a day is in."""
        first = self.span.begins(day)
        return first if self.since is None else max(first, self.since)

    def begins_within(self, day: dt.date) -> bool:
        """Whether it begins within the month in which it begins to count."""
        return self.begins(day).day > 1

    @property
    def where(self) -> str:
        """Where it is counted, in words."""
        return f"栏目“{self.column or self.url}”" if self.column or self.url else "全站"


class Entrance(Fact, frozen=True, kw_only=True):
    """An entrance that home pages must have (必挂入口)."""

    name: str
    url: str = ""  # where it leads; "": told by its name alone
    portals: bool = False  # portals alone must have it
    since: dt.date | None = None  # from which day on

    @property
    def asked(self) -> str:
        """What is asked of home pages."""
        return self.url


class Adoption(Fact, frozen=True, kw_only=True):
    """How many pieces of a unit's information somebody took over in a month."""

    unit: str
    month: dt.date  # its first day
    number: int
    by: str = ""  # who did


class Duties(Fact, frozen=True, kw_only=True):
    """The office's lists of what units owe."""

    catalogue: tuple[CatalogueItem, ...] = ()
    quotas: tuple[Quota, ...] = ()
    entrances: tuple[Entrance, ...] = ()
    adoptions: tuple[Adoption, ...] = ()
    cut: tuple[str, ...] = ()  # lists of which rows were left out: those of other sites and units

    def only(self, sites: Container[str], is_unit: Callable[[str], bool]) -> "Duties":
        """What is owed on some sites and by some units; lists cut for it are not called missing."""
        kept: dict[str, tuple[Any, ...]] = {
            "catalogue": tuple(one for one in self.catalogue if one.site in sites),
            "quotas": tuple(one for one in self.quotas if one.site in sites),
            "adoptions": tuple(one for one in self.adoptions if is_unit(one.unit)),
        }
        cut = tuple(name for name, rows in kept.items() if len(rows) < len(getattr(self, name)))
        return msgspec.structs.replace(self, **kept, cut=cut)

    @property
    def units(self) -> frozenset[str]:
        """The units that they name."""
        return frozenset(
            (
                *(one.unit for one in self.catalogue),
                *(one.unit for one in self.quotas),
                *(one.unit for one in self.adoptions),
            )
        )


class Published(Fact, frozen=True, array_like=True):
    """How much a unit published in a column in a month, as the site still shows it."""

    unit: str
    column: str  # its name
    url: str  # its address; "" where no list was found that has it
    month: dt.date | None  # its first day; None: its pages show no day
    number: int
    pictured: int = 0  # of these, with pictures; of pages of which that was read


class DutyState(StrEnum):
    """How something owed was found."""

    MET = "met"
    SHORT = "short"  # fewer than a year needs
    EMPTY = "empty"  # its column shows nothing
    ABSENT = "absent"  # it is not on the site
    UNKNOWN = "unknown"  # it could not be seen


class DutySeen(Fact, frozen=True, array_like=True):
    """An item of the catalogue, a quota or an entrance as a sweep saw it, for papers."""

    key: str  # an item's or a quota's `key`, or an entrance's name
    state: DutyState
    number: int | None = None  # pieces of the last 365 days; of a quota since it began, if so
    newest: dt.date | None = None
    sure: bool = True
    why: str = ""  # why nothing is known, or why it is said to be absent
    url: str = ""  # of the column where an item was found
    asked: str | None = None  # by what it was looked for; None: nobody kept it


class SiteDuties(Fact, frozen=True, kw_only=True):
    """What was seen on a site of what is owed there."""

    whole: bool  # whether the sweep came to the end of the site
    published: tuple[Published, ...] = ()
    items: tuple[DutySeen, ...] = ()
    entrances: tuple[DutySeen, ...] = ()
    quotas: tuple[DutySeen, ...] | None = None  # whether each was seen; None: nobody kept it
