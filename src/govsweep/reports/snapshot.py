"""The frozen snapshot that every report is a pure function of, so that no two of them disagree."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from govsweep.facts import ColumnKind, Site
from govsweep.findings import Finding
from govsweep.rectification import RuleFigure
from govsweep.store import Notice, StoredHome


@dataclass(frozen=True, slots=True)
class Period:
    """The quarter that a paper speaks of: its first and last day."""

    first: dt.date
    last: dt.date

    @classmethod
    def quarter_of(cls, day: dt.date) -> "Period":
        """The quarter that a day belongs to."""
        month = day.month - (day.month - 1) % 3
        following = dt.date(day.year + month // 10, (month + 2) % 12 + 1, 1)
        return cls(dt.date(day.year, month, 1), following - dt.timedelta(days=1))

    @property
    def year(self) -> int:
        """The year it belongs to."""
        return self.first.year

    @property
    def quarter(self) -> int:
        """Its number in the year, from 1."""
        return (self.first.month + 2) // 3

    def meets(self, first: dt.date, last: dt.date) -> bool:
        """Whether a span of days touches it."""
        return first <= self.last and last >= self.first


def night_of(instant: dt.datetime) -> dt.date:
    """The night that an instant belongs to, in the zone it carries: that of twelve hours before."""
    return (instant - dt.timedelta(hours=12)).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class SweepRow:
    """The sweep that the snapshot stands on: the last one closed by its day."""

    id: int
    night: dt.date
    number: int  # of the night, from 1
    as_of: dt.date  # ages are counted to this day
    opened_at: dt.datetime
    closed_at: dt.datetime | None
    balanced: bool
    rules_version: str
    indicators: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnDuty:
    """A column with its duty and how many days it has left; below nought it is overdue."""

    site: str
    url: str
    name: str
    kind: ColumnKind
    owner: str = ""
    max_age_days: int | None = None  # None: no duty to be updated
    newest: dt.date | None = None
    days_left: int | None = None  # None: no duty, or nothing dated was seen
    seen: bool = True
    entries: int | None = None  # None: not counted
    dated: int | None = None  # how many of them show a day; None: not counted


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCount:
    """How many addresses of a site ended in a state, and why; state "known" is their sum."""

    site: str
    state: str  # a facts.PageState, or "known"
    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendRow:
    """The headline figures of an earlier sweep."""

    night: dt.date
    number: int
    sites: int  # running sites it swept
    troubled: int  # of these, with a counted finding unresolved (unreachable ones included)
    unresolved: int  # counted findings neither fixed nor dismissed
    pages: int  # fetched or unchanged


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What was known by the end of a day."""

    as_of: dt.date
    period: Period
    sweep: SweepRow
    sites: tuple[Site, ...]  # in the registry's order, closed ones too
    findings: tuple[Finding, ...]
    columns: tuple[ColumnDuty, ...] = ()
    ledger: tuple[LedgerCount, ...] = ()
    crashes: int = 0  # checks and pages that raised
    earlier: tuple[TrendRow, ...] = ()  # earlier sweeps, oldest first
    checks: tuple[str, ...] = ()  # the codes that were judged by; others were not looked for
    days: Mapping[int, dt.date] = field(default_factory=dict)  # the day each sweep is counted to
    rules: tuple[RuleFigure, ...] = ()  # how often the office agreed with a rule
    notices: tuple[Notice, ...] = ()  # that were issued, oldest first
    homes: tuple[StoredHome, ...] = ()  # home pages as the sweep saw them
