"""The frozen snapshot that every report is a pure function of, so that no two of them disagree."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from govsweep.bundles import Sender, SentPeriod
from govsweep.facts import ColumnKind, Duties, MediaAccount, Site, Subject
from govsweep.findings import Finding, State
from govsweep.periods import LedgerCount, Period
from govsweep.rectification import RuleFigure
from govsweep.store import Notice, StoredHome, StoredMedia
from govsweep.suspects import Suspect

_UNSWEPT = "还没有做过巡检：这里只有登记的和导入的，网站和发布内容都还没有检查。"


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
    days_left: int | None = None  # None: no duty, nothing known now, or nothing dated
    seen: bool = True
    unseen: str = ""  # what to say of one that was not seen, or not since its term ran out
    seen_on: dt.date | None = None  # the last time
    entries: int | None = None  # None: not counted
    dated: int | None = None  # how many of them show a day; None: not counted


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
class StoodFinding:
    """How a finding stood when the sweep before was closed."""

    site: str
    state: State
    counted: bool  # papers had it among those to be mended


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What was known by the end of a day."""

    as_of: dt.date
    period: Period
    sweep: SweepRow
    sites: tuple[Site, ...]  # in the registry's order, closed ones too
    findings: tuple[Finding, ...]
    columns: tuple[ColumnDuty, ...] = ()
    crashes: int = 0  # checks and pages that raised
    earlier: tuple[TrendRow, ...] = ()  # earlier sweeps, oldest first
    # The findings of the last of them, by id; None where it kept none.
    stood: Mapping[str, StoodFinding] | None = None
    checks: tuple[str, ...] = ()  # the codes that were judged by; others were not looked for
    days: Mapping[int, dt.date] = field(default_factory=dict)  # the day each sweep is counted to
    rules: tuple[RuleFigure, ...] = ()  # how often the office agreed with a rule
    notices: tuple[Notice, ...] = ()  # that were issued, oldest first
    rounds: tuple["Snapshot", ...] = ()  # earlier days of the period, newest first, where asked for
    media: tuple[MediaAccount, ...] = ()  # in the register's order, cancelled ones too
    posts: tuple[StoredMedia, ...] = ()  # what was imported of them
    duties: Duties = field(default_factory=Duties)  # what units owe by the office's lists
    suspects: tuple[Suspect, ...] = ()  # of being counterfeits, the newest first
    sent: tuple[SentPeriod, ...] = ()  # of the period, by other levels, where asked for
    senders: tuple[Sender, ...] = ()  # who was to send one
    registry: tuple[Site, ...] = ()  # all sites, where this snapshot is of a part of them
    # What became of addresses in its own sweep, whichever look at a site counts in the period.
    own_ledger: tuple[LedgerCount, ...] = ()
    # The end of the period before, where accounts were registered then; its figures only.
    before: "Snapshot | None" = None
    # The codes that other sweeps of the period judged by, whose looks count: lists come and go.
    judged: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    first_sweeps: Mapping[str, int] = field(default_factory=dict)  # by site, that went there

    @property
    def unswept(self) -> tuple[str, ...]:
        """What tables of the office's own lists note where nothing was ever swept."""
        return () if self.sweep.id else (_UNSWEPT,)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """All that is inspected: sites, then media accounts."""
        return (*self.sites, *self.media)

    @property
    def registered(self) -> tuple[Site, ...]:
        """All sites of the registry, also those that a part of a snapshot leaves out."""
        return self.registry or self.sites

    def looked_for(self, site: str) -> tuple[str, ...]:
        """The codes that the look at a site was judged by: a later sweep's list is not of it."""
        look = self.period.look_at(site)
        return self.judged.get(look.sweep, self.checks) if look is not None else self.checks

    @property
    def ledger(self) -> tuple[LedgerCount, ...]:
        """What became of the addresses of each site, by the look that counts."""
        return self.period.ledger

    @property
    def homes(self) -> tuple[StoredHome, ...]:
        """Home pages as these looks saw them."""
        return self.period.homes
