"""A line for each thing owed: what was seen of it, and why nothing is known of it, if so."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from govsweep.duties import QuotaProgress, counts_for, progress
from govsweep.facts import (
    CatalogueItem,
    Duties,
    DutySeen,
    DutyState,
    Entrance,
    Published,
    Quota,
    Site,
    SiteDuties,
)
from govsweep.findings import Finding, State
from govsweep.reports.labels import unseen_because
from govsweep.reports.unchecked import UNCHECKED

STATES = {
    DutyState.MET: "正常",
    DutyState.SHORT: "不足",
    DutyState.EMPTY: "空项",
    DutyState.ABSENT: "漏项",
    DutyState.UNKNOWN: UNCHECKED,
}
DOUBTFUL = "（疑似）"
ENTRANCE = "mandatory-entrance"  # what speaks of entrances
_NOT_READ = "这个网站本期没有读到"
_LATER = "在这个网站最近一次巡检之后导入，下次巡检时检查"
_CHANGED = "在这个网站最近一次巡检之后改过，下次巡检时检查"


class CatalogueLine(NamedTuple):
    """An item of the catalogue, what was seen of it, and its totals by year."""

    item: CatalogueItem
    site_name: str
    seen: DutySeen | None  # None: no sweep has looked
    this_year: int | None
    last_year: int | None
    why: str = ""  # nothing is known of it

    @property
    def state(self) -> str:
        """How it was found, in words."""
        if self.seen is None:
            return UNCHECKED
        doubt = "" if self.seen.sure else DOUBTFUL
        return STATES[self.seen.state] + doubt

    @property
    def growth(self) -> str:
        """How this year's total compares with the last one's."""
        if self.seen is None or self.seen.state is DutyState.UNKNOWN:
            return UNCHECKED
        if self.this_year is None or not self.last_year:  # a page without dated pieces, say
            return "—"
        return f"{(self.this_year - self.last_year) / self.last_year:+.1%}"


class EntranceLine(NamedTuple):
    """An entrance on one site's home page."""

    site: Site
    entrance: Entrance
    seen: DutySeen | None
    why: str = ""  # nothing is known of it
    by_person: bool = False  # no sweep saw it; somebody looked, and dismissed the finding

    @property
    def is_known(self) -> bool:
        """Whether anybody looked for it."""
        return self.seen is not None and self.seen.state is not DutyState.UNKNOWN

    @property
    def is_there(self) -> bool:
        """Whether it is there, as a sweep or a person saw it."""
        return self.seen is not None and (self.seen.state is DutyState.MET or self.by_person)

    @property
    def state(self) -> str:
        """Whether it is there, in words."""
        if self.seen is None or not self.is_known:
            return UNCHECKED
        if self.is_there:
            return "已挂（人工核定）" if self.by_person else "已挂"
        return "没有" if self.seen.sure else "没有（疑似）"


def catalogue(
    duties: Duties, seen: Mapping[str, SiteDuties], sites: Iterable[Site], day: dt.date
) -> list[CatalogueLine]:
    """A line an item, in the list's order."""
    names = {one.identifier: one.name for one in sites}
    return [
        _line(item, names.get(item.site, item.site), seen.get(item.site), day.year)
        for item in duties.catalogue
    ]


def _line(item: CatalogueItem, name: str, here: SiteDuties | None, year: int) -> CatalogueLine:
    seen, why = _seen(item.key, item.asked, None if here is None else here.items)
    if here is None or seen is None or seen.state is DutyState.UNKNOWN or not seen.url:
        return CatalogueLine(item, name, seen, None, None, why)
    own = [one for one in here.published if one.url == seen.url]
    return CatalogueLine(item, name, seen, of_year(own, year), of_year(own, year - 1))


def _seen(key: str, asked: str, known: Iterable[DutySeen] | None) -> tuple[DutySeen | None, str]:
    """What was seen of something owed, and why nothing is known of it, if so."""
    if known is None:
        return None, _NOT_READ
    seen = next((one for one in known if one.key == key), None)
    if seen is None:
        return None, _LATER
    if seen.asked not in (None, asked):
        return None, _CHANGED
    return seen, unseen_because(seen.why) if seen.state is DutyState.UNKNOWN else ""


def of_year(published: Iterable[Published], year: int) -> int:
    """How many pieces were published in a year."""
    return sum(one.number for one in published if one.month and one.month.year == year)


def quotas(duties: Duties, seen: Mapping[str, SiteDuties], day: dt.date) -> list[QuotaProgress]:
    """How far each quota is, in the list's order."""
    return [_progress(one, seen.get(one.site), day) for one in duties.quotas]


def _progress(quota: Quota, here: SiteDuties | None, day: dt.date) -> QuotaProgress:
    if here is None:
        return progress(quota, None, day, _NOT_READ)
    if quota.begins_within(day) and quota.has_begun(day):
        seen, why = _seen(quota.key, str(quota.since), here.quotas or ())
        number = None if seen is None else seen.number
        why = why or (_LATER if number is None else "")
        return progress(quota, None if why else here.published, day, why, number)
    if here.quotas is None:  # of a night of an earlier version
        return progress(quota, here.published, day)
    seen, why = _seen(quota.key, "", here.quotas)
    if seen is not None and why == _CHANGED:  # it has begun before, or on another day
        why = ""
    counted = any(counts_for(quota, one) for one in here.published)
    if why and (seen is not None or not counted):  # a unit that is new has no pieces of its own yet
        return progress(quota, None, day, why)
    return progress(quota, here.published, day)


def entrances(
    duties: Duties,
    seen: Mapping[str, SiteDuties],
    sites: Iterable[Site],
    day: dt.date,
    findings: Iterable[Finding],
) -> list[EntranceLine]:
    """A line a site and entrance that it must have; what a person dismissed is there.

    A picture without words, say: an appeal was accepted, and no sweep will ever see it.
    """
    dismissed = {
        (one.site, one.subject)
        for one in findings
        if one.check == ENTRANCE and one.state is State.DISMISSED
    }
    found = []
    for site in sites:
        here = seen.get(site.identifier)
        for one in duties.entrances:
            due = one.since is None or one.since <= day
            if due and site.status == "running" and (site.is_portal or not one.portals):
                own = _seen(one.name, one.asked, None if here is None else here.entrances)
                line = EntranceLine(site, one, *own)
                lacks = line.is_known and not line.is_there
                by_person = lacks and (site.identifier, one.name) in dismissed
                found.append(line._replace(by_person=by_person))
    return found
