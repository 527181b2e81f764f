"""When a finding that was fixed has relapsed, and when an old sweep is only judged again."""

import datetime as dt
from collections.abc import Callable

import pytest

from govsweep.facts import Site
from govsweep.findings import Certainty, Finding, Severity, State
from govsweep.store import Store

AT = dt.datetime(2026, 11, 20, 23, 0, tzinfo=dt.UTC)
KEY = "f" * 32
URL = "http://www.qinghe.gov.cn/1.html"


def a_finding(number: int) -> Finding:
    return Finding(
        **{"id": KEY, "check": "typo", "subject": "登陆", "message": "错别字", "column": ""},
        **{"severity": Severity.MINOR, "certainty": Certainty.CONFIRMED, "state": State.OPEN},
        **{"site": "5118000001", "site_name": "清禾市人民政府", "owner": "办公室"},
        **{"quote": "登陆", "before": "", "after": "", "suggestion": "", "clause": ""},
        **{"url": URL, "pages": (URL,), "sightings": 1, "held": None, "rule_version": "1"},
        **{"first_seen": AT, "last_seen": AT, "sweep": number},
    )


@pytest.fixture
def seen(store: Store, a_site: Callable[..., Site]) -> Store:
    """Two sweeps; the first saw a finding."""
    store.sites.save([a_site()])
    for day in (20, 21):
        night = dt.date(2026, 11, day)
        sweep, _ = store.sweeps.open(
            night=night, as_of=night, sites=[a_site()], indicators="2019",
            rules_version="1", at=AT.timestamp(), again=False,
        )  # fmt: skip
        store.sweeps.close(sweep.id, reason="lost", finished=False)
    store.findings.save(1, [a_finding(1)])
    return store


def state(store: Store) -> tuple[State, int]:
    (found,) = store.findings.all()
    return found.state, found.relapses


@pytest.mark.parametrize("fixed_sweep", [None, 2])
def test_judging_the_sweep_before_again_leaves_it_fixed(
    seen: Store, fixed_sweep: int | None
) -> None:
    seen.findings.mark_fixed([KEY], AT, fixed_sweep)
    seen.findings.save(1, [a_finding(1)])
    assert state(seen) == (State.FIXED, 0)
    (found,) = seen.findings.all()
    assert found.fixed_sweep == fixed_sweep
    assert found.fixed_at is not None


@pytest.mark.parametrize("fixed_sweep", [None, 1, 2])
def test_a_later_sweep_that_sees_it_makes_it_a_relapse(
    seen: Store, fixed_sweep: int | None
) -> None:
    seen.findings.mark_fixed([KEY], AT, fixed_sweep)
    seen.findings.save(2, [a_finding(2)])
    assert state(seen) == (State.RELAPSED, 1)
    (found,) = seen.findings.all()
    assert (found.fixed_at, found.fixed_sweep) == (None, None)


def test_seen_twice_it_relapsed_once(seen: Store) -> None:
    seen.findings.mark_fixed([KEY], AT)
    for _ in range(2):
        seen.findings.save(2, [a_finding(2)])
    assert state(seen) == (State.RELAPSED, 1)
