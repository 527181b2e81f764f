"""Days ahead of a snapshot: when limits break if nothing happens, and who must act."""

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from govsweep.assess import Outlook, Threat, by_urgency, forecast
from govsweep.facts import Site, TermStanding, as_of_in_words, presumed_in_words
from govsweep.findings import State
from govsweep.reports import figures
from govsweep.reports.assessing import cases, indicators_of
from govsweep.reports.choices import Office
from govsweep.reports.inert import one_line, web_link
from govsweep.reports.snapshot import Snapshot

_SOON = 7  # days ahead that papers tell of


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookLine:
    """A limit that breaks soon, in the table of what is to come."""

    owner: str
    site: str
    limit: str
    link: str
    days: str
    on: dt.date | None
    veto: bool


def outlooks(
    snapshot: Snapshot,
    within: int | None = None,
    edition: str = "",
    office: Office | None = None,
) -> list[Outlook]:
    """When limits break if nothing happens, who must act first standing first."""
    return forecast(cases(snapshot), indicators_of(snapshot, edition, office), within)


def not_looked_at(snapshot: Snapshot) -> list[Site]:
    """The running sites to which no sweep of the period went: of them nothing can be foretold."""
    return [
        one for one in figures.running(snapshot) if snapshot.period.look_at(one.identifier) is None
    ]


class DueDay(NamedTuple):
    """A day by which notices want findings mended that still stand."""

    day: dt.date
    findings: int
    sites: tuple[str, ...]  # their names


def due_days(snapshot: Snapshot, within: int) -> list[DueDay]:
    """By when what was notified is due, in so many days from the snapshot's own on."""
    names = {one.identifier: one_line(one.name) for one in snapshot.sites}
    last = snapshot.as_of + dt.timedelta(days=within)
    due: dict[dt.date, list[str]] = {}
    for one in figures.current(snapshot):
        if one.state is State.NOTIFIED and one.due and snapshot.as_of <= one.due <= last:
            due.setdefault(one.due, []).append(names[one.site])
    return [DueDay(day, len(own), tuple(dict.fromkeys(own))) for day, own in sorted(due.items())]


def limit_in_words(outlook: Outlook) -> str:
    """What is going to break."""
    if outlook.threat is Threat.COLUMN:
        return f"栏目“{outlook.name}”超期"
    counted = f"（现有{outlook.count}个，满{outlook.limit}个即否决）"
    return f"单项否决：{outlook.name}" + (counted if outlook.threat is Threat.COLUMNS else "")


def days_in_words(outlook: Outlook) -> str:
    """How long it will take."""
    if outlook.days is None:
        return "照现状不会触发"
    if outlook.days > 0:
        return f"{outlook.days}天后"
    column, seen = outlook.threat is Threat.COLUMN, outlook.last_seen
    if outlook.standing is TermStanding.PRESUMED:
        return presumed_in_words(seen, "超期" if column else "触发")
    until = as_of_in_words(seen, outlook.day)
    over = (seen - outlook.day).days - outlook.days + 1  # the day of the last sight is one of them
    if column:
        return f"已超期{over}天{until}"
    since_long = over == 1 and outlook.threat is not Threat.HOME  # nobody knows since when
    return f"已触发{until}" if since_long else f"已触发{over}天{until}"


def soon(snapshot: Snapshot, office: Office | None = None) -> list[OutlookLine]:
    """What is about to break, and what vetoes already; columns overdue stand elsewhere."""
    ahead = [
        one
        for one in outlooks(snapshot, _SOON, office=office)
        if one.row or one.standing is not TermStanding.BROKEN
    ]
    return [
        OutlookLine(
            owner=one_line(one.owner),
            site=one_line(one.site_name),
            limit=one_line(limit_in_words(one)),
            link=web_link(one.url),
            days=days_in_words(one),
            on=one.on,
            veto=bool(one.row),
        )
        for one in by_urgency(ahead)
    ]
