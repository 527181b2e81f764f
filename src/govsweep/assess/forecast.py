"""Days until veto: when each limit breaks if nothing happens, and who must act.

Every day ahead is judged by the checks themselves on the facts of today, so that what is
forecast for a day is what that day's sweep will find.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from govsweep.assess import looking
from govsweep.assess.matching import about, is_old
from govsweep.assess.outcome import AssessedSite
from govsweep.facts import Column
from govsweep.findings import Finding, State, fingerprint
from govsweep.indicators import IndicatorRow, Indicators, IndicatorScope, Measure, Part
from govsweep.settle.week import DAYS, availability

_STALE = "stale-column"
_FAR = float("inf")


class Threat(StrEnum):
    """What is going to break."""

    COLUMN = "column"  # one column's own limit
    COLUMNS = "columns"  # so many columns of a site
    HOME = "home"
    WEEK = "week"  # the share of failed visits


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A limit and the day on which it breaks if nothing happens."""

    site: str
    site_name: str
    owner: str  # who must act
    threat: Threat
    row: str = ""  # the indicator that vetoes then; "" for a column's own limit
    name: str = ""  # the column's name, or the indicator's
    url: str = ""
    days: int | None  # below nought: broken for so long; None: never, as things are
    day: dt.date  # the day that is counted from
    count: int = 0  # how many count towards the limit today
    limit: int = 0
    columns: tuple[str, ...] = ()  # the names of those that count first

    @property
    def on(self) -> dt.date | None:
        """The day on which it breaks."""
        return None if self.days is None else self.day + dt.timedelta(days=self.days)


def forecast(
    cases: Iterable[AssessedSite], indicators: Indicators, within: int | None = None
) -> list[Outlook]:
    """What breaks and when, by who must act: who must act first stands first.

    With `within`, only what breaks in so many days or is broken already.
    """
    rows = [one for case in cases for one in _of_site(case, indicators)]
    if within is not None:
        rows = [one for one in rows if one.days is not None and one.days <= within]
    return by_urgency(rows)


def by_urgency(outlooks: Iterable[Outlook]) -> list[Outlook]:
    """By who must act: who must act first stands first."""
    rows = list(outlooks)
    first: dict[str, float] = {}
    for one in rows:
        first[one.owner] = min(first.get(one.owner, _FAR), _far(one))
    return sorted(
        rows, key=lambda one: (first[one.owner], one.owner, _far(one), one.site, one.row, one.url)
    )


def _far(outlook: Outlook) -> float:
    return _FAR if outlook.days is None else outlook.days


class _Ahead:
    """The days ahead of one site."""

    def __init__(self, case: AssessedSite) -> None:
        self.case = case
        self._put_aside = {one.id for one in case.findings if _is_put_aside(one)}
        self._known: dict[tuple[str, str], int | None] = {}

    def first_day(self, code: str, column: Column) -> int | None:
        """In how many days a check will find fault with a column."""
        key = (code, column.url)
        if key not in self._known:
            self._known[key] = self._first_day(code, column)
        return self._known[key]

    def _first_day(self, code: str, column: Column) -> int | None:
        if fingerprint(code, self.case.site.identifier, column.url) in self._put_aside:
            return None
        return looking.first_day(
            lambda day: looking.faulty(code, looking.column_on(column, day)), self.case.day
        )

    def counted_from(self, code: str, column: Column, row: IndicatorRow) -> int | None:
        """In how many days a row will count it."""
        first = self.first_day(code, column)
        if first is None or row.older_than is None:
            return first
        old = looking.first_day(lambda day: is_old(row, column, day), self.case.day)
        return None if old is None else max(first, old)


def _is_put_aside(finding: Finding) -> bool:
    return finding.state is State.DISMISSED or finding.held is not None


def _of_site(case: AssessedSite, indicators: Indicators) -> Iterator[Outlook]:
    ahead = _Ahead(case)
    yield from _columns(ahead)
    for group, row in indicators.rows():
        if group.part is not Part.VETO or group.scope is not IndicatorScope.SITE:
            continue
        if any(about(code) is Column for code in row.codes):
            yield from _together(ahead, row)
        elif any(one.check in row.codes and _is_put_aside(one) for one in case.findings):
            continue
        elif row.fact is Measure.WEEK:
            yield from _week(case, row)
        elif row.fact is Measure.HOME:
            yield from _home(case, row)


def _site_owner(case: AssessedSite) -> str:
    return case.site.organizer or case.site.name


def _columns(ahead: _Ahead) -> Iterator[Outlook]:
    """Each column with a duty against its own limit."""
    case = ahead.case
    for column in case.columns:
        days = ahead.first_day(_STALE, column)
        if days is not None:
            yield Outlook(
                site=case.site.identifier,
                site_name=case.site.name,
                owner=column.owner or _site_owner(case),
                threat=Threat.COLUMN,
                name=column.name,
                url=column.url,
                days=days,
                day=case.day,
                count=int(days <= 0),
                limit=1,
            )


def _together(ahead: _Ahead, row: IndicatorRow) -> Iterator[Outlook]:
    """So many columns of a site that they veto it together."""
    case = ahead.case
    days = sorted(
        (first, column.name)
        for column in case.columns
        if not row.kinds or column.kind in row.kinds
        for code in row.codes
        if (first := ahead.counted_from(code, column, row)) is not None
    )
    breaks = days[row.limit - 1][0] if len(days) >= row.limit else None
    count = sum(first <= 0 for first, _ in days)
    if breaks is None and not count:
        return
    yield _of_row(
        case, row, Threat.COLUMNS, breaks, count, tuple(name for _, name in days[: row.limit])
    )


def _of_row(
    case: AssessedSite,
    row: IndicatorRow,
    threat: Threat,
    days: int | None,
    count: int,
    columns: tuple[str, ...] = (),
) -> Outlook:
    """The outlook of a site under a row that vetoes."""
    return Outlook(
        site=case.site.identifier,
        site_name=case.site.name,
        owner=_site_owner(case),
        threat=threat,
        row=row.id,
        name=row.name,
        url=case.site.url,
        days=days,
        day=case.day,
        count=count,
        limit=row.limit,
        columns=columns,
    )


def _home(case: AssessedSite, row: IndicatorRow) -> Iterator[Outlook]:
    newest = case.home_newest
    if not case.home_seen or newest is None:
        return
    days = looking.first_day(lambda day: looking.is_home_stale(case.site, newest, day), case.day)
    yield _of_row(case, row, Threat.HOME, days, int(days is not None and days <= 0))


def _week(case: AssessedSite, row: IndicatorRow) -> Iterator[Outlook]:
    """The week's failed visits, each day to come being like the last one."""
    if not any(failed for _, failed in case.week):
        return
    days = next((ahead for ahead in range(DAYS + 1) if _is_unreachable(case, ahead)), None)
    yield _of_row(case, row, Threat.WEEK, days, case.availability.failed)


def _is_unreachable(case: AssessedSite, days: int) -> bool:
    week = availability(week_ahead(case.week, days))
    return looking.is_unreachable(week, case.site, case.day + dt.timedelta(days=days))


def week_ahead(week: tuple[tuple[int, int], ...], days: int) -> tuple[tuple[int, int], ...]:
    """The week as it will be in some days if each of them is like the last one."""
    return ((week[0],) * days + week)[:DAYS] if week else ()
