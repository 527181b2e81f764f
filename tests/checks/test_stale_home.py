"""stale-home speaks when the newest information on the home page is older than two weeks."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.stale_home import stale_home
from govsweep.facts import Context, Page, SiteVisit

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
