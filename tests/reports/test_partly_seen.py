"""A quarter in which one of two sites was looked at: of the other nothing is known now."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.reports.test_gather import Days

from govsweep.facts import ColumnKind
from govsweep.findings import Finding
from govsweep.reports import Choices, census, overview
from govsweep.reports.gather import freeze, gather
from govsweep.reports.papers import selfcheck
from govsweep.store import Store, StoredColumn
from govsweep.web import board

Make = Callable[..., Any]
LAST, NOW = dt.date(2026, 9, 29), dt.date(2026, 10, 20)


@pytest.fixture
def partly(store: Store, make_site: Make, make_finding: Callable[..., Finding]) -> Store:
    """Both sites swept in one quarter, with a problem each; in the next the first alone."""
    seen, away = make_site(1), make_site(2)
    days = Days(store, [seen, away])
    days.day = LAST
    days.sweep(make_finding(of=seen), make_finding(of=away), lists={})
    column = StoredColumn(
        site=away.identifier, url=f"{away.url}xw/", name="要闻", kind=ColumnKind.NEWS,
        max_age_days=14, newest=LAST, entries=9, dated=9, sweep=1,
    )  # fmt: skip
    store.columns.save([column])
    days.day, days.sites = NOW, [seen]
    days.sweep(make_finding(of=seen), lists={})
    freeze(store, dt.datetime(2026, 10, 20, 23, tzinfo=dt.UTC))
    return store


def test_a_column_of_the_other_is_not_overdue_but_not_seen(partly: Store) -> None:
    told = {one.site: one for one in gather(partly).columns}
    away = told["3609000002"]
    assert (away.seen, away.days_left) == (False, None)
    assert away.unseen == f"没有看到（最近一次 {LAST}）"
    pages = {one.site: one for one in board.columns(partly)}
    assert (pages["3609000002"].days_left, pages["3609000002"].unseen) == (None, away.unseen)
    assert pages["3609000001"].days_left is not None and not pages["3609000001"].unseen
    assert board.whole(partly).overview.overdue == overview.of(gather(partly)).overdue == 0


def test_commands_say_that_it_was_not_seen(
    partly: Store, database_url: str, tmp_path: Path, command: Callable[..., Any]
) -> None:
    def run(*words: str) -> Any:
        return command(tmp_path, *words, GOVSWEEP_DATABASE_URL=database_url)

    answer = run("forecast")
    assert "清源市第2局" not in answer.stdout
    assert "2026年第4季度没有看到，不作预告：清源市第2局" in answer.stderr
    assert json.loads(run("forecast", "--format", "json").stdout)["unseen"] == ["3609000002"]
    listed = run("columns", "list", "--site", "3609000002").stdout
    assert f"没有看到（最近一次 {LAST}）" in listed


def test_the_coverage_of_sites_is_not_that_of_pages(partly: Store) -> None:
    snapshot = gather(partly)
    paper = selfcheck.context(snapshot, Choices())
    assert (paper["seen"], paper["listed"]) == (1, 2)
    assert (paper["site_coverage"], paper["coverage"]) == ("50.0%", "100.0%")
    told = board.whole(partly).overview
    assert (told.seen, told.site_coverage, told.coverage.share) == (1, 0.5, 1.0)
    assert overview.of(snapshot).seen == 1


def test_problems_found_before_are_told_to_be(partly: Store) -> None:
    note = census.notes(gather(partly))[0]
    assert "检查1个，存在突出问题的2个（其中1个本期没有检查，系此前发现）" in note
