"""falsified-date: a day moved forward over the same text."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.falsified_date import falsified_date
from govsweep.facts import Context, Redated, SiteVisit
from govsweep.findings import Certainty

NIGHT = dt.date(2026, 11, 20)
LAST = NIGHT - dt.timedelta(days=1)
URL = "http://www.qinghe.gov.cn/art/1.html"


@pytest.fixture
def a_visit(a_context: Callable[..., Context]) -> Callable[..., SiteVisit]:
    def make(*moves: tuple[int, int]) -> SiteVisit:
        redated = tuple(
            Redated(
                url=f"{URL}{number}",
                before=NIGHT - dt.timedelta(days=before),
                after=NIGHT - dt.timedelta(days=after),
                seen=LAST,
            )
            for number, (before, after) in enumerate(moves)
        )
        return SiteVisit(context=a_context(NIGHT), redated=redated)

    return make


def test_a_day_moved_forward(a_visit: Callable[..., SiteVisit]) -> None:
    (fault,) = falsified_date(a_visit((200, 3)))
    assert (fault.subject, fault.certainty) == (f"{URL}0", Certainty.SUSPECTED)
    assert "2026-05-04 改为 2026-11-17" in fault.message


def test_many_at_once_may_be_a_new_template(a_visit: Callable[..., SiteVisit]) -> None:
    faults = list(falsified_date(a_visit(*[(200, 3)] * 6)))
    assert {fault.certainty for fault in faults} == {Certainty.SUSPECTED}
    assert all("共有6篇改动，可能是换了模板" in fault.message for fault in faults)


@pytest.mark.parametrize(
    "move",
    [(3, 200), (4, 3), (1, 0), (200, -5)],
    ids=["moved back", "by one day", "today's date, shown every day", "to a day to come"],
)
def test_it_is_quiet(a_visit: Callable[..., SiteVisit], move: tuple[int, int]) -> None:
    assert list(falsified_date(a_visit(move))) == []


def test_nothing_moved(a_visit: Callable[..., SiteVisit]) -> None:
    assert list(falsified_date(a_visit())) == []
