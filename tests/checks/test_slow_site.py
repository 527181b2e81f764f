"""slow-site wants three slow visits, or columns slow in the median."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.checking import checks
from govsweep.checks.slow_site import slow_site
from govsweep.facts import Context, Failure, Probe, SiteVisit

URL = "http://www.qinghe.gov.cn/"
AT = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


def probes(*seconds: float) -> tuple[Probe, ...]:
    return tuple(Probe(url=URL, at=AT, elapsed=one, status=200) for one in seconds)


@pytest.mark.parametrize(
    ("home", "columns", "faults"),
    [
        ((3.2, 4.0, 3.1), (), 1),
        ((3.2, 4.0, 2.9), (), 0),
        ((3.2, 4.0), (), 0),
        ((0.1, 0.1, 0.1), (3.5, 3.6, 0.2), 1),
        ((0.1, 0.1, 0.1), (3.5, 0.3, 0.2), 0),
        ((), (9.0, 9.0), 0),
    ],
    ids=[
        "three slow visits",
        "one was quick",
        "only two visits",
        "columns slow in the median",
        "one slow column",
        "too few columns",
    ],
)
def test_slow_site(
    a_context: Callable[..., Context],
    home: tuple[float, ...],
    columns: tuple[float, ...],
    faults: int,
) -> None:
    visit = SiteVisit(context=a_context(), probes=probes(*home), column_seconds=columns)
    assert len(list(slow_site(visit))) == faults


def test_failed_visits_do_not_count_as_slow(a_context: Callable[..., Context]) -> None:
    failed = Probe(url=URL, at=AT, elapsed=15.0, failure=Failure.TIMEOUT)
    assert list(slow_site(SiteVisit(context=a_context(), probes=(failed,) * 3))) == []


def test_where_all_sites_are_slow_the_fault_is_ours(a_context: Callable[..., Context]) -> None:
    visit = SiteVisit(
        context=a_context(),
        probes=probes(4.0, 4.1, 4.2),
        column_seconds=(4.0, 4.1, 4.2),
        usual_seconds=2.5,
    )
    assert list(slow_site(visit)) == []
    looked = checks()["slow-site"].looked
    assert looked is not None
    assert not looked(URL, visit)  # whether it is slow nobody knows


@pytest.mark.parametrize(
    ("home", "columns", "told"),
    [
        ((4.0, 4.1, 4.2), (), False),
        ((0.1, 0.1, 0.1), (4.0, 4.1, 4.2), False),
        ((0.1, 0.1, 0.1), (1.0, 1.1, 1.2), True),
        ((6.0, 6.1, 6.2), (), True),
    ],
    ids=["a slow home", "slow columns", "quick all the same", "slower than all"],
)
def test_where_all_are_slow_only_what_is_clear_is_seen(
    a_context: Callable[..., Context],
    home: tuple[float, ...],
    columns: tuple[float, ...],
    told: bool,
) -> None:
    looked = checks()["slow-site"].looked
    assert looked is not None
    visit = SiteVisit(
        context=a_context(), probes=probes(*home), column_seconds=columns, usual_seconds=2.5
    )
    assert looked(URL, visit) is told


@pytest.mark.parametrize(
    ("home", "told"),
    [
        ((3.2, 4.0, 3.1), True),
        ((2.9,), True),
        ((3.2, 4.0), False),
        ((), False),
    ],
    ids=["three visits", "one was quick", "two slow visits of a night cut", "nobody looked"],
)
def test_fixed_only_where_it_would_have_been_told(
    a_context: Callable[..., Context], home: tuple[float, ...], told: bool
) -> None:
    looked = checks()["slow-site"].looked
    assert looked is not None
    assert looked(URL, SiteVisit(context=a_context(), probes=probes(*home))) is told


def test_columns_of_a_cut_site_are_not_fixed_unseen(a_context: Callable[..., Context]) -> None:
    looked = checks()["slow-site"].looked
    assert looked is not None
    quick = probes(0.1, 0.1, 0.1)
    context = a_context()
    seen = (0.2, 0.2, 0.2)
    assert not looked(URL, SiteVisit(context=context, probes=quick, cut=True))
    assert looked(URL, SiteVisit(context=context, probes=quick, cut=True, column_seconds=seen))
