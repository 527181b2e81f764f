"""On which sites of a snapshot a check looked, and why not on the others."""

from collections import Counter
from typing import NamedTuple

from govsweep.checking import Check, Need, checks
from govsweep.facts import Column, ColumnKind, DutyState, SiteVisit
from govsweep.indicators import Measure
from govsweep.reports import figures
from govsweep.reports.snapshot import ColumnDuty, Snapshot
from govsweep.store import StoredHome

OFF = "检查项没有启用"
NO_PAGE = "没有读到页面"
_NO_COLUMN = "没有读到栏目"
_NO_HOME = "没有看到首页"
_NO_REPOSTS = "没有读到转载栏目"
_STALE = "stale-column"
_OF_WORDS = ("typo", "serious-expression", "sensitive-word", "personal-data")  # in files, too
_LISTS = (Need.REPOSTS, Need.ORDERS, Need.RESULTS)  # of the office


class SiteEvidence(NamedTuple):
    """What of a site can be looked at."""

    codes: frozenset[str]  # that its look was judged by
    read: bool
    whole: bool
    home: StoredHome | None
    columns: tuple[ColumnDuty, ...]  # those that were read, and those that were not
    portal: bool
    known_before: bool  # an earlier sweep saw it: there is something to compare with


class SitesLookedAt:
    """The sites of a snapshot, as far as checks could look at them."""

    def __init__(self, snapshot: Snapshot) -> None:
        columns: dict[str, list[ColumnDuty]] = {}
        for column in snapshot.columns:
            columns.setdefault(column.site, []).append(column)
        homes = {home.site: home for home in snapshot.homes}
        ledgers = figures.coverage_by_site(snapshot.ledger)
        self._sites = {}
        for site in figures.listed(snapshot):
            key = site.identifier
            ledger = ledgers.get(key)
            self._sites[key] = SiteEvidence(
                codes=frozenset(snapshot.looked_for(key)),
                read=ledger is not None and bool(ledger.read),
                whole=ledger is not None and ledger.whole,
                home=homes.get(key),
                columns=tuple(columns.get(key, ())),
                portal=site.is_portal,
                known_before=_is_known_before(snapshot, key),
            )

    def why_not(self, code: str) -> str:
        """Why a check that found nothing cannot have run on any site; "" where it did on one."""
        known = checks().get(code)
        if known is None:
            return OFF
        told = [_why(known, one) for one in self._sites.values()]
        return max(told, default=(0, NO_PAGE))[1] if (_LOOKED, "") not in told else ""

    def left_out(self, code: str) -> list[str]:
        """How many sites that were read a check could not look at, and why, in words."""
        counted = Counter(
            why
            for step, why in (_why(checks()[code], one) for one in self._sites.values())
            if step in (_OF_ANOTHER_LIST, _BLIND)
        )
        return [f"{number}个网站{why}" for why, number in counted.items()]

    def gaps(self, code: str) -> list[str]:
        """What a check could not look at of sites that were read, in words; each with its number.

        Who has nothing of the kind that it is about is asked for nothing.
        """
        known, told = checks()[code], self.left_out(code)
        if known.about is Column:
            dark = sum(_is_dark(code, column) for one in self._read() for column in one.columns)
            told += [f"{dark}个栏目没有读清"] if dark else []
        _, unread = self.files()
        return told + ([f"{unread}个附件没有读到文字"] if unread and code in _OF_WORDS else [])

    def files(self) -> tuple[int, int]:
        """How many files the sites that were read offer, and whose words nobody read."""
        homes = [one.home for one in self._read() if one.home is not None]
        return sum(one.files for one in homes), sum(one.files_unread for one in homes)

    def unread(self) -> tuple[int, int]:
        """Of how many sites no page was read, and of how many only a part."""
        partly = sum(not one.whole for one in self._read())
        return len(self._sites) - len(self._read()), partly

    def _read(self) -> list[SiteEvidence]:
        return [one for one in self._sites.values() if one.read]


# How far a check came; of several sites the furthest tells best why it came no further.
_UNREAD, _NOTHING_TO_REPOST, _OF_ANOTHER_LIST, _BLIND, _NOT_ASKED, _LOOKED = range(6)


def _why(known: Check, site: SiteEvidence) -> tuple[int, str]:
    """How far a check came on a site, and why no further."""
    if not site.read:
        return _UNREAD, NO_PAGE
    if known.code not in site.codes:
        return _OF_ANOTHER_LIST, known.needs.value if known.needs in _LISTS else OFF
    if known.about is Column and not any(one.seen for one in site.columns):
        return _BLIND, _NO_COLUMN
    if known.about is SiteVisit and (site.home is None or not site.home.seen):
        return _BLIND, _NO_HOME
    if known.needs is Need.EARLIER and not site.known_before:
        return _BLIND, Need.EARLIER.value
    if known.needs is Need.REPOSTS:
        return _why_no_repost(site)
    if known.needs is not None and not _has(known.needs, site):
        return _NOT_ASKED, known.needs.value
    return _LOOKED, ""


def _why_no_repost(site: SiteEvidence) -> tuple[int, str]:
    """The list is held against the columns of reposts, on a portal without one against all."""
    own = [one for one in site.columns if one.kind is ColumnKind.REPOST]
    if not own and not site.portal:
        return _NOTHING_TO_REPOST, _NO_REPOSTS
    read = site.whole and all(one.seen for one in own or site.columns)
    return (_LOOKED, "") if read else (_BLIND, "没有看完，没有对照转载清单")


def _has(need: Need, site: SiteEvidence) -> bool:
    """Whether what a check needs beside the pages is there."""
    home, owed = site.home, site.home.duties if site.home is not None else None
    if need is Need.MESSAGES:
        return any(
            one.seen and one.entries and one.kind is ColumnKind.INTERACTION for one in site.columns
        )
    if need is Need.DISCLOSURE:
        survey = home.survey if home is not None else ()
        return any(one.topic == Measure.DISCLOSURE_REPORTS and one.asked for one in survey)
    if need in (Need.CATALOGUE, Need.ENTRANCES):
        rows = owed and (owed.items if need is Need.CATALOGUE else owed.entrances)
        return any(one.state is not DutyState.UNKNOWN for one in rows or ())
    return True


def _is_dark(code: str, column: ColumnDuty) -> bool:
    """Whether nobody can say how a column stands that a check is about."""
    if code != _STALE:
        return not column.seen
    if column.max_age_days is None:
        return False
    dated = column.entries if column.dated is None else column.dated
    return not column.seen or bool(
        column.entries and (column.newest is None or 2 * (dated or 0) < column.entries)
    )


def _is_known_before(snapshot: Snapshot, site: str) -> bool:
    """Whether a sweep before that of the look that counts went to a site."""
    look = snapshot.period.look_at(site)
    return look is not None and snapshot.first_sweeps.get(site, look.sweep) < look.sweep
