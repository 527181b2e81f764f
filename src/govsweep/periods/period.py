"""The sweeps of a span, united: of each site the latest whole look. Pure data."""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import msgspec

from govsweep.facts import PageState
from govsweep.periods.span import Span
from govsweep.store import StoredHome

_READ = frozenset((PageState.FETCHED.value, PageState.UNCHANGED.value))
_NOT_HAD = (PageState.FAILED, PageState.BLOCKED)
UNTESTED = "untested"
PARTLY = "partly"
MENU = "menu"
SHELL = "shell"  # why a page was not read that shows nothing until its scripts have run
_WHOLE = 3  # as far as a look can come
_HALF = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerCount:
    """How many addresses of a site ended in a state, and why; state "known" is their sum.

    Beside them `UNTESTED` has the links on its pages that waited to be tested when the sweep ended,
    `PARTLY` the columns of which only the first page was read, and `MENU` the pages that were read
    of a site whose menu scripts may write.
    """

    site: str
    state: str  # a facts.PageState, "known", "untested", "partly" or "menu"
    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One sweep of a period: when it was, and which sites it was to look at."""

    id: int
    night: dt.date
    number: int  # of the night, from 1
    as_of: dt.date  # ages are counted to this day
    sites: frozenset[str] = frozenset()
    seed: str = ""  # that drew them; "" where they are no sample
    drawn_from: int = 0  # so many sites


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLook:
    """What one sweep saw of one site."""

    site: str
    sweep: int
    as_of: dt.date
    ledger: tuple[LedgerCount, ...] = ()
    home: StoredHome | None = None
    characters: int | None = None  # read on it, each text once; None: nobody counted
    home_on: dt.date | None = None  # the day of which `home` tells; None: that of the look
    week_on: dt.date | None = None  # the day up to which its week goes; None: that of the look
    missed_on: dt.date | None = None  # when a later one asked for its pages and got none

    @property
    def home_seen(self) -> dt.date:
        """The last day on which somebody knew of its news."""
        return self.home_on or self.as_of

    @property
    def week_seen(self) -> dt.date:
        """The last day of the week that probes tell of."""
        return self.week_on or self.as_of

    @property
    def read(self) -> int:
        """Pages that were read, unchanged ones included."""
        return sum(row.count for row in self.ledger if row.state in _READ)

    @property
    def is_shut_out(self) -> bool:
        """Whether pages were asked for, and none was to be had: an outage, an error everywhere."""
        return not self.read and any(self._count(state) for state in _NOT_HAD)

    @property
    def whole(self) -> bool:
        """Whether the site was read, and nothing was left for another night.

        A link on its pages that waited to be tested when the sweep ended was left, too; that the
        sweep went on without a foreign host in trouble is no fault of the look.
        """
        return self.rank == _WHOLE

    @property
    def rank(self) -> int:
        """How far it came: not at all, on some pages, on all, and with all links that they have."""
        if not self.read:
            return 0
        return 1 if self._count(PageState.LEFT) else 2 if self._count(UNTESTED) else _WHOLE

    def _count(self, state: str) -> int:
        return sum(row.count for row in self.ledger if row.state == state)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span as far as it is known by the end of a day."""

    span: Span
    day: dt.date
    rounds: tuple[Round, ...] = ()  # its sweeps, oldest first
    looks: Mapping[str, SiteLook] = field(default_factory=dict)  # by site: what papers speak by

    def look_at(self, site: str) -> SiteLook | None:
        """The look at a site that papers speak by; None where no sweep of the period went there."""
        return self.looks.get(site)

    def has_seen(self, site: str) -> bool:
        """Whether any page of a site was read in the period."""
        look = self.looks.get(site)
        return look is not None and look.read > 0

    def has_missed(self, site: str) -> bool:
        """Whether the latest look at a site got none of its pages: what is told is of earlier."""
        look = self.looks.get(site)
        return look is not None and look.missed_on is not None

    @property
    def ledger(self) -> tuple[LedgerCount, ...]:
        """What became of the addresses of all sites, by the look that counts."""
        return tuple(row for look in self.looks.values() for row in look.ledger)

    @property
    def homes(self) -> tuple[StoredHome, ...]:
        """The home pages as the looks saw them."""
        return tuple(look.home for look in self.looks.values() if look.home is not None)

    def only(self, sites: Collection[str]) -> "Period":
        """The same of these sites alone."""
        kept = {site: look for site, look in self.looks.items() if site in sites}
        return dataclasses.replace(self, looks=kept)


def unite(looks: Iterable[SiteLook]) -> dict[str, SiteLook]:
    """Of each site the look that counts; `looks` come newest first.

    It is the latest whole one, else the latest at which all pages were read, else the latest that
    read at least half of what an earlier one did, else the latest. What probes told of the home
    page is always that of the latest.
    """
    latest: dict[str, SiteLook] = {}
    chosen: dict[str, SiteLook] = {}
    for look in looks:
        latest.setdefault(look.site, look)
        best = chosen.get(look.site)
        if best is None or _tells_more(look, best):
            chosen[look.site] = look
    return {site: _as_of(chosen[site], latest[site]) for site in sorted(chosen)}


def _tells_more(earlier: SiteLook, later: SiteLook) -> bool:
    """Whether an earlier look is the better one, though it is older: a cut night knows less."""
    if earlier.rank != later.rank:
        return earlier.rank > later.rank
    return not later.whole and earlier.read > _HALF * later.read


def _as_of(look: SiteLook, latest: SiteLook) -> SiteLook:
    """The look that counts, with what the latest says of the home page, or that it got nothing."""
    told = _with_week(look, latest)
    if look is latest or not latest.is_shut_out:
        return told
    return dataclasses.replace(told, missed_on=latest.as_of)


def _with_week(look: SiteLook, latest: SiteLook) -> SiteLook:
    if look.home is None or latest.home is None or look is latest:
        return look
    home = latest.home
    seen = home if home.seen else look.home
    # Of articles that a cut night did not read it does not know the days.
    newest = max((one.newest for one in (seen, look.home) if one.newest), default=None)
    # All else, what is owed there too, is what the look that counts saw.
    told = msgspec.structs.replace(
        look.home,
        seen=seen.seen,
        newest=newest,
        week=home.week,
        ipv6=home.ipv6 or look.home.ipv6,
    )
    return dataclasses.replace(
        look,
        home=told,
        home_on=latest.as_of if home.seen and home.newest else None,
        week_on=latest.as_of,
    )
