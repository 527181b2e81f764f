"""How far a check came on a site, and why no further: what papers and indicators both go by.

Papers say of a check that found nothing that it did not look, and a row of the indicators that
rests on it is unknown, for the same reason: both ask here.
"""

from collections.abc import Collection
from enum import IntEnum
from typing import NamedTuple

from govsweep.assess.outcome import AssessedSite
from govsweep.checking import Check, Need, checks
from govsweep.facts import Column, ColumnKind, DutyState, SiteVisit
from govsweep.indicators import Measure

OFF = "检查项没有启用"
NO_PAGE = "没有读到页面"
NO_HOME = "没有看到首页"
_NO_COLUMN = "没有读到栏目"
_NO_REPOSTS = "没有读到转载栏目"
_STALE = "stale-column"
_WITHOUT_DUTY = (ColumnKind.STATIC, ColumnKind.GUIDE, ColumnKind.OTHER)
_LISTS = (Need.REPOSTS, Need.ORDERS, Need.RESULTS)  # of the office
_SURVEYED = {  # what was read of it, by a sweep that did not tell by itself
    Need.MESSAGES: Measure.LETTERS_ANSWERED,
    Need.ANSWERS: Measure.LETTERS_EMPTY,
    Need.DISCLOSURE: Measure.DISCLOSURE_REPORTS,
}


class ReachStep(IntEnum):
    """How far a check came; of several sites the furthest tells best why it came no further."""

    UNREAD = 0
    NOTHING_TO_REPOST = 1
    OF_ANOTHER_LIST = 2
    BLIND = 3
    NOT_ASKED = 4
    LOOKED = 5


class Reach(NamedTuple):
    """How far a check came on a site, and why no further; "" where it looked."""

    step: ReachStep
    why: str = ""


def reach(code: str, site: AssessedSite) -> Reach:
    """How far a check came on a site."""
    known = checks().get(code)
    if known is None:
        return Reach(ReachStep.UNREAD, OFF)
    if not site.read:
        return Reach(ReachStep.UNREAD, NO_PAGE)
    if code not in site.checks:
        why = known.needs.value if known.needs in _LISTS else OFF
        return Reach(ReachStep.OF_ANOTHER_LIST, why)
    if known.about is Column and not any(one.seen for one in site.columns):
        return Reach(ReachStep.BLIND, _NO_COLUMN)
    if known.about is SiteVisit and not site.home_seen:
        return Reach(ReachStep.BLIND, NO_HOME)
    if known.needs is None:
        return Reach(ReachStep.LOOKED)
    return _by_need(known, known.needs, site)


def _by_need(known: Check, need: Need, site: AssessedSite) -> Reach:
    if need is Need.REPOSTS:
        return _on_reposts(site)
    if need is Need.EARLIER and not site.known_before:
        return Reach(ReachStep.BLIND, need.value)
    blind = site.pages is not None and known.code in site.pages.blind
    if blind or not _has(need, site):
        return Reach(ReachStep.BLIND if need in _OF_THE_LOOK else ReachStep.NOT_ASKED, need.value)
    return Reach(ReachStep.LOOKED)


# What the look at a site may not have shown, though the site may have it.
_OF_THE_LOOK = (
    *(Need.EARLIER, Need.ARTICLES, Need.DATED, Need.DAYS, Need.FEET, Need.TIMED),
    *(Need.OTHER_VISITORS, Need.OUTSIDE, Need.FORMS),
)


def _on_reposts(site: AssessedSite) -> Reach:
    """The list is held against the columns of reposts, on a portal without one against all."""
    own = [one for one in site.columns if one.kind is ColumnKind.REPOST]
    if not own and not site.site.is_portal:
        return Reach(ReachStep.NOTHING_TO_REPOST, _NO_REPOSTS)
    read = site.whole and all(one.seen for one in own or site.columns)
    return Reach(ReachStep.LOOKED) if read else Reach(ReachStep.BLIND, "没有看完，没有对照转载清单")


def _has(need: Need, site: AssessedSite) -> bool:
    """Whether what a check needs beside the pages is there."""
    if need in _SURVEYED:
        return any(one.topic == _SURVEYED[need] and one.asked for one in site.survey)
    if need in (Need.CATALOGUE, Need.ENTRANCES):
        owed = site.duties
        rows = owed and (owed.items if need is Need.CATALOGUE else owed.entrances)
        return any(one.state is not DutyState.UNKNOWN for one in rows or ())
    return True


def is_known(column: Column, *, dated: bool) -> bool:
    """Whether a column was read, and shows days enough where its age is asked for."""
    if not column.seen:
        return False
    if not dated or not column.entries:
        return True
    return column.newest is not None and column.dated * 2 >= column.entries


def unread(code: str, site: AssessedSite, kinds: Collection[ColumnKind] = ()) -> int:
    """How many columns that menus name, of these kinds or of any, were left unread.

    For the check of their age those count that have a duty by their kind.
    """
    if site.pages is None:
        return 0
    own = [one for one in site.pages.unread if not kinds or one in kinds]
    return sum(code != _STALE or one not in _WITHOUT_DUTY for one in own)


def is_dark(code: str, column: Column) -> bool:
    """Whether nobody can say how a column stands that a check is about."""
    if code == _STALE and column.max_age_days is None:
        return False
    return not is_known(column, dated=code == _STALE)
