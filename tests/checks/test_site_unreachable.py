"""site-unreachable speaks when every visit to the home page failed, and no wall stood there."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checks.site_unreachable import site_unreachable
from govsweep.facts import Availability, Context, Failure, Page, Probe, SiteVisit
from govsweep.findings import Certainty

URL = "http://www.qinghe.gov.cn/"


def a_probe(failure: Failure | None, status: int | None = None) -> Probe:
    return Probe(
        url=URL, at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC), status=status, failure=failure
    )


def test_three_failures_are_a_fault(a_context: Callable[..., Context]) -> None:
    visit = SiteVisit(context=a_context(), probes=(a_probe(Failure.TIMEOUT),) * 3)
    (fault,) = site_unreachable(visit)
    assert fault.subject == URL
    assert "超时" in fault.message


@pytest.mark.parametrize("status", [404, 500, 502])
def test_an_error_status_is_named(a_context: Callable[..., Context], status: int) -> None:
    visit = SiteVisit(context=a_context(), probes=(a_probe(Failure.STATUS, status),))
    (fault,) = site_unreachable(visit)
    assert str(status) in fault.message


@pytest.mark.parametrize(
    ("last", "certainty"),
    [(Failure.SOFT_404, Certainty.SUSPECTED), (Failure.LOST, Certainty.CONFIRMED)],
    ids=["an error each time", "no answer once"],
)
def test_what_answers_each_time_with_an_error_is_for_a_person_to_look_at(
    a_context: Callable[..., Context], last: Failure, certainty: Certainty
) -> None:
    probes = (a_probe(Failure.SOFT_404, 200), a_probe(last))
    (fault,) = site_unreachable(SiteVisit(context=a_context(), probes=probes))
    assert fault.certainty is certainty


@pytest.mark.parametrize(
    ("probes", "home"),
    [
        ((), None),
        ((a_probe(Failure.TIMEOUT), a_probe(None, 200)), None),
        ((a_probe(Failure.BLOCKED, 521),), None),
        ((a_probe(Failure.STATUS, 403),) * 3, None),
        ((a_probe(Failure.TIMEOUT), a_probe(Failure.STATUS, 401)), None),
        ((a_probe(Failure.TIMEOUT),), Page(url=URL)),
    ],
    ids=[
        "never visited",
        "answered once",
        "walled",
        "refused",
        "refused once",
        "home page read all the same",
    ],
)
def test_it_is_quiet(
    a_context: Callable[..., Context], probes: tuple[Probe, ...], home: Page | None
) -> None:
    assert list(site_unreachable(SiteVisit(context=a_context(), probes=probes, home=home))) == []


@pytest.mark.parametrize(
    ("week", "faults"),
    [
        (Availability(fewest=20, visits=140, failed=7), 1),
        (Availability(fewest=20, visits=140, failed=6), 0),
        (Availability(fewest=19, visits=139, failed=70), 0),
        (Availability(), 0),
    ],
    ids=["five in a hundred", "fewer", "too few visits on a day", "no timer"],
)
def test_a_week_of_probes(
    a_context: Callable[..., Context], week: Availability, faults: int
) -> None:
    visit = SiteVisit(context=a_context(), home=Page(url=URL), week=week)
    assert len(list(site_unreachable(visit))) == faults
