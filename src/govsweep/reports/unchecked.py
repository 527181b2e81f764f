"""What was not looked for, and why: nothing is called clean that nobody could see."""

from collections.abc import Iterable

from govsweep.checking import Check, Need, checks
from govsweep.facts import (
    Column,
    ColumnKind,
    Duties,
    DutySeen,
    DutyState,
    MediaLook,
    Site,
    SiteVisit,
)
from govsweep.indicators import Measure
from govsweep.reports import charts, figures
from govsweep.reports.inert import one_line
from govsweep.reports.snapshot import Snapshot

UNCHECKED = "未检查"
_OFF = "检查项没有启用"
_NO_PAGE = "没有读到页面"
_NO_COLUMN = "没有读到栏目"
_NO_HOME = "没有看到首页"
_LISTS = (Need.REPOSTS, Need.ORDERS, Need.RESULTS)  # of the office


def why_unchecked(snapshot: Snapshot, code: str) -> str:
    """Why a check that found nothing cannot have run on any site of a snapshot; "" where it did."""
    known = checks().get(code)
    if known is None:
        return _OFF
    if code not in snapshot.checks:
        return known.needs.value if known.needs in _LISTS else _OFF
    listed = {site.identifier for site in figures.listed(snapshot)}
    if not any(map(snapshot.period.has_seen, listed)):
        return _NO_PAGE
    columns = [one for one in snapshot.columns if one.seen and one.site in listed]
    homes = [one for one in snapshot.homes if one.site in listed]
    if known.about is Column and not columns:
        return _NO_COLUMN
    if known.about is SiteVisit and not any(home.seen for home in homes):
        return _NO_HOME
    if known.needs is Need.MESSAGES and not any(
        column.entries and column.kind is ColumnKind.INTERACTION for column in columns
    ):
        return known.needs.value
    if known.needs is Need.DISCLOSURE and not any(
        one.topic == Measure.DISCLOSURE_REPORTS and one.asked
        for home in homes
        for one in home.survey
    ):
        return known.needs.value
    owed = [home.duties for home in homes if home.duties is not None]
    if known.needs is Need.CATALOGUE and not _any_seen(row for one in owed for row in one.items):
        return known.needs.value
    if known.needs is Need.ENTRANCES and not _any_seen(
        row for one in owed for row in one.entrances
    ):
        return known.needs.value
    return ""


def _any_seen(rows: Iterable[DutySeen]) -> bool:
    return any(one.state is not DutyState.UNKNOWN for one in rows)


def unchecked_items(snapshot: Snapshot) -> dict[str, list[str]]:
    """By the reason, what counts and was looked for on no site, as the census names it.

    What was found all the same (by an earlier sweep) is told there, and not here.
    """
    found = {finding.check for finding in figures.of_period(snapshot)}
    items: dict[str, list[str]] = {}
    for code, known in checks().items():
        why = ""
        if code not in found and _counts(known, snapshot.duties):
            why = why_unchecked(snapshot, code)
        if why:
            items.setdefault(why, []).append(known.name)
    return items


def _counts(check: Check, duties: Duties) -> bool:
    """Whether the census of sites counts it; media accounts say of each what was not seen.

    What the office gave no list of is not asked of anybody.
    """
    lists = {Need.CATALOGUE: duties.catalogue, Need.ENTRANCES: duties.entrances}
    own = check.needs in (Need.ORDERS, Need.RESULTS)  # what nobody asked for is no gap
    asked = not own and (check.needs is None or bool(lists.get(check.needs, True)))
    return bool(check.wording) and check.about is not MediaLook and asked


def unchecked_in_words(snapshot: Snapshot) -> str:
    """The same in one sentence without its stop; "" where all was looked for."""
    counted = sum(_counts(one, snapshot.duties) for one in checks().values())
    return "；".join(
        f"{'全部项目' if len(names) == counted else '、'.join(names)}（{why}）"
        for why, names in unchecked_items(snapshot).items()
    )


def checked_sites(snapshot: Snapshot) -> list[Site]:
    """The listed sites that a sweep of the period went to, and of which anything can be said."""
    conditions = charts.site_conditions(snapshot)
    return [
        site
        for site in figures.listed(snapshot)
        if snapshot.period.look_at(site.identifier) is not None
        and conditions[site.identifier] is not figures.Condition.UNKNOWN
    ]


def unseen_sites(snapshot: Snapshot) -> list[str]:
    """The names of listed sites that nobody can say anything of."""
    conditions = charts.site_conditions(snapshot)
    return [
        one_line(site.name)
        for site in figures.listed(snapshot)
        if conditions[site.identifier] is figures.Condition.UNKNOWN
    ]
