"""A quarter in which one of two sites was looked at: of the other nothing is known now."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.reports.test_gather import Days

from govsweep.assess import Threat
from govsweep.facts import ColumnKind, TermStanding
from govsweep.findings import Finding
from govsweep.reports import Choices, brief, census, overview, reading_log
from govsweep.reports.ahead import days_in_words, limit_in_words, outlooks, soon
from govsweep.reports.gather import freeze, gather
from govsweep.reports.papers import selfcheck
from govsweep.store import Store, StoredColumn, StoredHome
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


SEEN = dt.date(2026, 10, 2)
PRESUMED = f"按 {SEEN} 看到的情况，应已"


@pytest.fixture
def since(store: Store, make_site: Make, make_finding: Callable[..., Finding]) -> Store:
    """Both sites read early in a quarter, later the first alone; terms of the second ran out.

    One column was overdue when it was read, another and the home page have become so since.
    """
    seen, away = make_site(1), make_site(2)
    days = Days(store, [seen, away])
    days.day = SEEN
    first = days.sweep(make_finding(of=seen), lists={})
    store.columns.save(
        StoredColumn(
            site=away.identifier, url=f"{away.url}{name}/", name=name, kind=ColumnKind.NEWS,
            max_age_days=14, newest=newest, entries=9, dated=9, sweep=first.id,
        )
        for name, newest in (("旧闻", dt.date(2026, 9, 1)), ("要闻", dt.date(2026, 9, 25)))
    )  # fmt: skip
    home = StoredHome(site=away.identifier, seen=True, newest=dt.date(2026, 9, 25), untested=3)
    store.sweeps.keep_settled(
        first.id, findings=(), columns=(), home=home, characters=9, oldest=1, version="1",
        at=dt.datetime(2026, 10, 2, 23, tzinfo=dt.UTC),
    )  # fmt: skip
    freeze(store, dt.datetime(2026, 10, 2, 23, tzinfo=dt.UTC))
    days.day, days.sites = NOW, [seen]
    days.sweep(make_finding(of=seen), lists={})
    freeze(store, dt.datetime(2026, 10, 20, 23, tzinfo=dt.UTC))
    return store


def test_what_ran_out_unseen_is_presumed_and_what_had_is_told_of_its_day(since: Store) -> None:
    snapshot = gather(since)
    told = {limit_in_words(one): days_in_words(one) for one in outlooks(snapshot, 7)}
    assert told["栏目“旧闻”超期"] == f"已超期17天（截至 {SEEN}）"
    assert told["栏目“要闻”超期"] == f"{PRESUMED}超期，之后没有看过"
    assert told["单项否决：首页不更新"] == f"{PRESUMED}触发，之后没有看过"
    assert {one.limit: one.days for one in soon(snapshot)} == {
        name: days for name, days in told.items() if days.startswith(PRESUMED)
    }
    assert brief.of(snapshot).ahead[-1].endswith("之后没有看过的2项，未证实")
    pages = {one.name: one for one in board.columns(since, "3609000002")}
    assert (pages["旧闻"].days_left, pages["旧闻"].unseen) == (-17, "")
    assert (pages["要闻"].days_left, pages["要闻"].unseen) == (
        None,
        f"{PRESUMED}超期，之后没有看过",
    )


def test_one_number_of_overdue_columns(since: Store) -> None:
    snapshot = gather(since)
    broken = [
        one
        for one in outlooks(snapshot)
        if one.threat is Threat.COLUMN and one.standing is TermStanding.BROKEN
    ]
    assert len(broken) == overview.of(snapshot).overdue == board.whole(since).overview.overdue == 1
    rows = {one.row: one.count for one in outlooks(snapshot) if one.site == "3609000002"}
    assert (rows["V19-S3"], rows["V19-S4-1"]) == (0, 1)
    on_the_day = gather(since, SEEN)
    assert overview.of(on_the_day).overdue == 1
    assert days_in_words(next(iter(outlooks(on_the_day, 0)))) == "已超期17天"


def test_untested_links_are_told_alike(
    since: Store, database_url: str, tmp_path: Path, command: Callable[..., Any]
) -> None:
    of_day = reading_log.table(gather(since, SEEN))
    assert [row.result for row in of_day.rows] == ["读完", "没有读完（链接未测3个）"]
    why = {
        one.site: (one.coverage.whole, one.coverage.why)
        for one in board.ledger(since, since.sweeps.all()[0]).sites
    }
    assert why["3609000002"] == (False, "链接未测3个")
    assert why["3609000001"] == (True, "")
    (page,) = [one for one in board.sites(since) if one.identifier == "3609000002"]
    assert page.coverage is not None
    assert (page.coverage.whole, page.coverage.why) == (False, "链接未测3个")
    assert "没有看完" in str(census.rows(gather(since)))
    answer = command(tmp_path, "expect", "1", GOVSWEEP_DATABASE_URL=database_url)
    assert "链接未测3个" in answer.stderr
