"""Days until veto: when each limit breaks if nothing happens, and who must act.

Every day ahead is judged by the checks themselves on the facts of today, so that what is
forecast for a day is what that day's sweep will find.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from govsweep.assess import looking
from govsweep.assess.matching import about, is_old
from govsweep.assess.outcome import AssessedSite
from govsweep.facts import Column, TermStanding, standing_of
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
    seen: dt.date | None = None  # when it was last looked at; None: on `day`

    @property
    def on(self) -> dt.date | None:
        """The day on which it breaks."""
        return None if self.days is None else self.day + dt.timedelta(days=self.days)

    @property
    def last_seen(self) -> dt.date:
        """The day on which it was last looked at."""
        return self.seen or self.day

    @property
    def standing(self) -> TermStanding:
        """Whether it is broken, or would be by now had nothing changed since it was seen."""
        if self.on is None:
            return TermStanding.COMING
        return standing_of(self.on, self.last_seen, self.day)


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

    def seen(self, column: Column) -> dt.date:
        """The day on which a column was last seen: from it on nothing is known."""
        return self.case.columns_on.get(column.url, self.case.looked or self.case.day)

    def _from_seen(self, column: Column, wrong: Callable[[dt.date], bool]) -> int | None:
        return _since(self.case, self.seen(column), lambda seen: looking.first_day(wrong, seen))

    def first_day(self, code: str, column: Column) -> int | None:
        """In how many days a check will find fault with a column."""
        key = (code, column.url)
        if key not in self._known:
            self._known[key] = self._first_day(code, column)
        return self._known[key]

    def _first_day(self, code: str, column: Column) -> int | None:
        if fingerprint(code, self.case.site.identifier, column.url) in self._put_aside:
            return None
        return self._from_seen(
            column, lambda day: looking.faulty(code, looking.column_on(column, day))
        )

    def counted_from(self, code: str, column: Column, row: IndicatorRow) -> int | None:
        """In how many days a row will count it."""
        first = self.first_day(code, column)
        if first is None or row.older_than is None:
            return first
        old = self._from_seen(column, lambda day: is_old(row, column, day))
        return None if old is None else max(first, old)


def _since(case: AssessedSite, seen: dt.date, first: Callable[[dt.date], int | None]) -> int | None:
    """What comes in so many days from a sight of it, counted from the day of the case."""
    days = first(seen)
    return None if days is None else days - (case.day - seen).days


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
                count=int(_is_fact(case, days, ahead.seen(column))),
                limit=1,
                seen=ahead.seen(column),
            )


def _together(ahead: _Ahead, row: IndicatorRow) -> Iterator[Outlook]:
    """So many columns of a site that they veto it together."""
    case = ahead.case
    days = sorted(
        (first, column.name, ahead.seen(column))
        for column in case.columns
        if not row.kinds or column.kind in row.kinds
        for code in row.codes
        if (first := ahead.counted_from(code, column, row)) is not None
    )
    facts = [one for one in days if _is_fact(case, one[0], one[2])]
    if len(facts) >= row.limit:
        days = facts  # what is known counts before what may have come since
    breaks = days[row.limit - 1][0] if len(days) >= row.limit else None
    if breaks is None and not facts:
        return
    counted = days[: row.limit]
    named = tuple(name for _, name, _ in counted)
    seen = max(one[2] for one in [one for one in counted if one not in facts] or counted)
    yield _of_row(case, row, Threat.COLUMNS, breaks, len(facts), named, seen=seen)


def _is_fact(case: AssessedSite, days: int, seen: dt.date) -> bool:
    """Whether what comes in so many days had come already when it was last seen."""
    on = case.day + dt.timedelta(days=days)
    return standing_of(on, seen, case.day) is TermStanding.BROKEN


def _of_row(
    case: AssessedSite,
    row: IndicatorRow,
    threat: Threat,
    days: int | None,
    count: int,
    columns: tuple[str, ...] = (),
    *,
    seen: dt.date | None,
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
        seen=seen,
    )


def _home(case: AssessedSite, row: IndicatorRow) -> Iterator[Outlook]:
    newest = case.home_newest
    if not case.home_seen or newest is None:
        return
    seen = case.home_on or case.looked or case.day
    days = _since(
        case,
        seen,
        lambda seen: looking.first_day(
            lambda day: looking.is_home_stale(case.site, newest, day), seen
        ),
    )
    count = int(days is not None and _is_fact(case, days, seen))
    yield _of_row(case, row, Threat.HOME, days, count, seen=seen)


def _week(case: AssessedSite, row: IndicatorRow) -> Iterator[Outlook]:
    """The week's failed visits, each day to come being like the last one."""
    if not any(failed for _, failed in case.week):
        return
    seen = case.week_on or case.looked or case.day
    days = _since(
        case,
        seen,
        lambda seen: next(
            (ahead for ahead in range(DAYS + 1) if _is_unreachable(case, seen, ahead)), None
        ),
    )
    yield _of_row(case, row, Threat.WEEK, days, case.availability.failed, seen=seen)


def _is_unreachable(case: AssessedSite, seen: dt.date, days: int) -> bool:
    week = availability(week_ahead(case.week, days))
    return looking.is_unreachable(week, case.site, seen + dt.timedelta(days=days))


def week_ahead(week: tuple[tuple[int, int], ...], days: int) -> tuple[tuple[int, int], ...]:
    """The week as it will be in some days if each of them is like the last one."""
    return ((week[0],) * days + week)[:DAYS] if week else ()
