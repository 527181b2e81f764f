"""What is said of a site under one indicator, and the evidence behind it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from govsweep.facts import Availability, Column, PagesSeen, Site, SiteDuties, Surveyed
from govsweep.findings import LIVING, Certainty, Finding
from govsweep.indicators import IndicatorGroup, IndicatorRow
from govsweep.settle.week import availability


class Result(StrEnum):
    """An outcome; what nobody has seen is unknown, what a person must judge is manual."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    NOT_APPLICABLE = "n.a."
    UNKNOWN = "unknown"
    MANUAL = "manual"

    @property
    def undecided(self) -> bool:
        """Whether the row has still to be judged by somebody."""
        return self in (Result.UNKNOWN, Result.MANUAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessedSite:
    """What is known of a site at the end of a day, as far as its indicators ask."""

    site: Site
    day: dt.date
    looked: dt.date | None = None  # the day that the sweep counted to which saw it; None: `day`
    # When the home page, its week and the columns (by address) were last seen; else as `looked`.
    home_on: dt.date | None = None
    week_on: dt.date | None = None
    columns_on: Mapping[str, dt.date] = field(default_factory=dict)
    columns: tuple[Column, ...] = ()
    findings: tuple[Finding, ...] = ()  # all of the site's, whatever their state
    checks: frozenset[str] = frozenset()  # the codes that were looked for
    read: int = 0  # pages read; of a site with none nothing is known
    whole: bool = True  # nothing was left, cut by the budget, or walled off
    home_seen: bool = False
    home_newest: dt.date | None = None
    week: tuple[tuple[int, int], ...] = ()  # visits and failures a day, newest first
    survey: tuple[Surveyed, ...] = ()  # what samples of its pages say
    registered: tuple[Site, ...] = ()  # all sites of the register in operation, itself too
    pages: PagesSeen | None = None  # that were seen; None: nobody counted
    duties: SiteDuties | None = None  # what it shows of what units owe
    known_before: bool = False  # an earlier sweep saw it: there is something to compare with

    @property
    def availability(self) -> Availability:
        """The week of the home page."""
        return availability(self.week)

    @property
    def living(self) -> list[Finding]:
        """The findings that stand: neither mended nor dismissed, nor withdrawn by a rule."""
        return [one for one in self.findings if one.state in LIVING]


def counts(finding: Finding) -> bool:
    """Whether a living finding is sure enough to be held against a site."""
    return finding.certainty is Certainty.CONFIRMED and finding.held is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What an outcome rests on."""

    findings: tuple[str, ...] = ()  # identities, of candidates too
    count: int = 0  # what was found and counts
    candidates: int = 0  # what a person has to look at: suspected, held back, or only a clue
    unseen: int = 0  # columns that could not be looked at
    columns: tuple[str, ...] = ()  # addresses
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A site under one row: `points` are taken or given by it, before any ceiling."""

    group: IndicatorGroup
    row: IndicatorRow
    result: Result
    points: Decimal = Decimal(0)
    evidence: Evidence = Evidence()
    by_office: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeJudgement:
    """The office's own word on a row of a site."""

    result: Result
    points: Decimal | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeWords:
    """What the office says of a site."""

    portal: bool | None = None  # None: as the registry calls it
    services: bool = True  # False: it serves no public
    rows: Mapping[str, OfficeJudgement] | None = None

    def on(self, row: str) -> OfficeJudgement | None:
        """Its word on a row, where it has one."""
        return (self.rows or {}).get(row)
