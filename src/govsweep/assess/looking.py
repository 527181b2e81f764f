"""The checks asked about a day: so that what is forecast is what will be judged."""

import datetime as dt
from collections.abc import Callable

import msgspec

from govsweep.checking import Check, checks
from govsweep.facts import Availability, Column, Context, Fact, Page, Site, SiteVisit
from govsweep.findings import Certainty

_UNREACHABLE, _STALE_HOME = "site-unreachable", "stale-home"


def check_of(code: str) -> Check | None:
    """A check by its code; None for one that is not there."""
    return checks().get(code)


def faulty(code: str, fact: Fact) -> bool:
    """Whether a check is sure that something is wrong with a fact."""
    check = check_of(code)
    return check is not None and any(
        fault.certainty is Certainty.CONFIRMED for fault in check.judge(fact)
    )


def column_on(column: Column, day: dt.date) -> Column:
    """A column on another day, nothing having changed on it."""
    context = msgspec.structs.replace(column.context, day=day)
    return msgspec.structs.replace(column, context=context)


def is_unreachable(week: Availability, site: Site, day: dt.date) -> bool:
    """Whether a week of probes makes a site unreachable."""
    context = Context(site=site, day=day)
    return faulty(_UNREACHABLE, SiteVisit(context=context, week=week))


def tells(week: Availability, site: Site, day: dt.date) -> bool:
    """Whether a week has probes enough: had all of them failed, the check would say so."""
    worst = msgspec.structs.replace(week, failed=week.visits)
    return week.visits > 0 and is_unreachable(worst, site, day)


def is_home_stale(site: Site, newest: dt.date, day: dt.date) -> bool:
    """Whether a home page has gone without new information for too long."""
    context = Context(site=site, day=day)
    visit = SiteVisit(context=context, home=Page(url=site.url), home_newest=newest)
    return faulty(_STALE_HOME, visit)


def first_day(
    wrong: Callable[[dt.date], bool], day: dt.date, *, past: int = 7_300, ahead: int = 3_650
) -> int | None:
    """In how many days something that only gets worse becomes wrong.

    Below nought it has been wrong for so many days; None where it never will be. What was wrong
    all along counts as wrong today.
    """
    if not wrong(day + dt.timedelta(days=ahead)):
        return None
    if wrong(day - dt.timedelta(days=past)):
        return 0
    low, high = -past, ahead  # right on the first, wrong on the second
    while high - low > 1:
        middle = (low + high) // 2
        if wrong(day + dt.timedelta(days=middle)):
            high = middle
        else:
            low = middle
    return high
