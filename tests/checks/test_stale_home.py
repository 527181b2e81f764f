"""stale-home speaks when the newest information on the home page is older than two weeks."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checking import checks
from govsweep.checks.stale_home import stale_home
from govsweep.facts import Context, Entry, Page, SiteVisit
from govsweep.findings import Certainty

DAY = dt.date(2026, 11, 20)
HOME = Page(url="http://www.qinghe.gov.cn/")


@pytest.mark.parametrize(
    ("home", "newest", "faults"),
    [
        (HOME, DAY - dt.timedelta(days=15), 1),
        (HOME, DAY - dt.timedelta(days=14), 0),
        (HOME, None, 0),
        (None, DAY - dt.timedelta(days=99), 0),
    ],
    ids=["too old", "on the limit", "undated", "not seen"],
)
def test_stale_home(
    a_context: Callable[..., Context], home: Page | None, newest: dt.date | None, faults: int
) -> None:
    visit = SiteVisit(context=a_context(DAY), home=home, home_newest=newest)
    assert len(list(stale_home(visit))) == faults


@pytest.mark.parametrize("partly", [True, False])
def test_where_scripts_may_add_to_it_it_is_suspected(
    a_context: Callable[..., Context], partly: bool
) -> None:
    newest = DAY - dt.timedelta(days=15)
    visit = SiteVisit(context=a_context(DAY), home=HOME, home_newest=newest, home_partly=partly)
    (fault,) = stale_home(visit)
    assert fault.certainty is (Certainty.SUSPECTED if partly else Certainty.CONFIRMED)


OLD, NEW = DAY - dt.timedelta(days=15), DAY - dt.timedelta(days=1)
DATED = Page(
    url=HOME.url, entries=tuple(Entry(f"第{one}号", f"{HOME.url}{one}", OLD) for one in "123")
)


@pytest.mark.parametrize(
    ("home", "newest", "waiting", "looked"),
    [
        (HOME, OLD, True, False),
        (DATED, OLD, True, True),
        (HOME, NEW, True, True),
        (HOME, OLD, False, True),
        (HOME, None, False, False),
        (None, None, False, False),
    ],
    ids=["articles left", "its own days", "new all the same", "whole", "undated", "not seen"],
)
def test_days_of_articles_that_nobody_read_are_not_known(
    a_context: Callable[..., Context],
    home: Page | None,
    newest: dt.date | None,
    waiting: bool,
    looked: bool,
) -> None:
    visit = SiteVisit(
        context=a_context(DAY), home=home, home_newest=newest, waiting=waiting, cut=waiting
    )
    check = checks()["stale-home"]
    assert check.looked is not None and check.looked(HOME.url, visit) is looked
    assert bool(list(stale_home(visit))) is (looked and newest == OLD)
