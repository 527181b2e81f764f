"""Nights by chance: whatever happens, no two of papers, pages, API and commands disagree."""

import datetime as dt
import os
import random
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from tests.reports.agreement.api import answered
from tests.reports.agreement.lists import lists_told
from tests.reports.agreement.nights import Nights
from tests.reports.agreement.numbers import disagreements, told
from tests.reports.agreement.parts import districts_told, sites_told
from tests.web.conftest import serving

from govsweep.periods import Span
from govsweep.reports.gather import gather
from govsweep.store import Store

Make = Callable[..., Any]
_NIGHTS = 7
_ASKED = os.environ.get("AGREEMENT_SEEDS", "")


def _worlds() -> list[tuple[str, int]]:
    """One on either database; `AGREEMENT_SEEDS=100-139` lives as many others on both."""
    if not _ASKED:
        return [("sqlite", 1), ("postgresql", 2)]
    first, _, last = _ASKED.partition("-")
    return list(product(("sqlite", "postgresql"), range(int(first), int(last or first) + 1)))


def _days(store: Store, seed: int) -> list[tuple[dt.date, Span | None]]:
    """Of the days that papers are looked back at, and their months, some; all where asked for."""
    days = sorted({one.as_of for one in store.sweeps.all()})
    found = [(day, span) for day in days for span in (None, Span.month_of(day))]
    return found if _ASKED else random.Random(seed).sample(found, min(2, len(found)))


@pytest.mark.parametrize(("database_url", "seed"), _worlds(), indirect=["database_url"])
def test_whatever_happens_nobody_prints_another_number(
    store: Store, make_site: Make, make_finding: Make, seed: int
) -> None:
    nights = Nights(store, make_site, make_finding, seed)
    nights.pass_by(_NIGHTS)
    office = nights.office
    now = gather(store)
    assert disagreements(told(store, now, now=True)) == {}
    assert disagreements(lists_told(store, now, office, now=True)) == {}
    assert disagreements(districts_told(now, office)) == {}
    assert disagreements(sites_told(now, office)) == {}
    for day, span in _days(store, seed):
        then = gather(store, day, span)
        assert disagreements(told(store, then, now=False)) == {}
        assert disagreements(lists_told(store, then, office, now=False)) == {}
        assert disagreements(districts_told(then, office)) == {}


def test_what_the_api_answers_is_what_papers_print(
    store: Store, database_url: str, make_site: Make, make_finding: Make
) -> None:
    Nights(store, make_site, make_finding, 3).pass_by(_NIGHTS)
    snapshot = gather(store)
    with serving(database_url) as server:

        def ask(path: str) -> Any:
            return server.ask(f"/api/v1/{path}").json

        assert disagreements(answered(ask, snapshot)) == {}
