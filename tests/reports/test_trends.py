"""Trends: what came, was mended and came back, by site, unit, quarter and night."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from govsweep.findings import Certainty, Severity, State
from govsweep.reports import Office, overview, trends
from govsweep.reports.figures import Standing
from govsweep.reports.snapshot import TrendRow

Make = Callable[..., Any]


def at(month: int, day: int) -> dt.datetime:
    return dt.datetime(2026, month, day, 23, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def mended(make_finding: Make, seen: dt.datetime, fixed: dt.datetime, **changes: Any) -> Any:
    words = {"first_seen": seen, "last_seen": seen, "fixed_at": fixed, "state": State.FIXED}
    return make_finding(**words | changes)


@pytest.fixture
def made(make_site: Make, make_finding: Make, make_snapshot: Make) -> Any:
    """A site of two units: one standing, one back again, three mended, and what counts nowhere."""
    one, two = make_site(1), make_site(2)
    findings = (
        make_finding(subject="a", of=one, owner="甲", first_seen=at(11, 1)),
        make_finding(
            subject="b", of=one, owner="乙", first_seen=at(7, 1), state=State.RELAPSED, relapses=1
        ),
        mended(make_finding, at(10, 2), at(10, 12), subject="c", of=one, owner="甲"),
        mended(make_finding, at(9, 20), at(10, 24), subject="d", of=two, owner=""),
        mended(make_finding, at(7, 2), at(8, 1), subject="e", of=two, owner=""),
        make_finding(subject="f", of=one, certainty=Certainty.SUSPECTED),
        make_finding(subject="g", of=one, severity=Severity.NOTICE),
        make_finding(subject="h", of=one, state=State.DISMISSED),
        make_finding(subject="i", of=one, held="太多"),
        make_finding(subject="j", of=one, part_of="x" * 32),
    )
    return make_snapshot(one, two, findings=findings)


def test_the_city_counts_what_papers_count(made: Any) -> None:
    city = trends.of(made).city
    assert (city.standing, city.relapsed) == (2, 1)
    assert city.standing == overview.of(made).standings[Standing.UNRESOLVED]
    assert city.figures == trends.TrendFigures(new=2, fixed=2, days=22)  # 10 and 34 days


def test_units_and_sites_have_their_own_and_no_more(made: Any) -> None:
    told = trends.of(made)
    assert {one.name: (one.standing, one.figures.fixed) for one in told.units} == {
        "甲": (1, 1),
        "乙": (1, 0),
        made.sites[1].name: (0, 1),
    }
    assert [(one.identifier, one.standing, one.figures.fixed) for one in told.sites] == [
        (made.sites[0].identifier, 2, 1),
        (made.sites[1].identifier, 0, 1),
    ]
    for lines in (told.kinds, told.units, told.sites):
        assert sum(one.standing for one in lines) == told.city.standing
        assert sum(one.figures.new for one in lines) == told.city.figures.new
        assert sum(one.figures.fixed for one in lines) == told.city.figures.fixed


def test_kinds_are_called_as_in_papers(
    make_site: Make, make_finding: Make, make_snapshot: Make
) -> None:
    one = make_site(1)
    found = (
        make_finding(of=one, check="typo", subject="a"),
        make_finding(of=one, check="dead-link", subject="b"),
        make_finding(of=one, check="dead-link", subject="c"),
    )
    told = trends.of(make_snapshot(one, findings=found)).kinds
    assert [(one.name, one.standing) for one in told] == [("链接无法打开", 2), ("错别字", 1)]


def test_a_quarter_has_what_was_first_seen_and_mended_in_it(made: Any) -> None:
    rows = trends.of(made).quarters
    # Nobody looked before July: these quarters are not told, as if they had no problems.
    assert [one.span.begins.month for one in rows] == [7, 10]
    assert [tuple(one.figures) for one in rows] == [
        (3, 1, 30),
        (2, 2, 22),
    ]
    assert rows[-1].figures == trends.of(made).city.figures


def test_days_are_those_that_sweeps_are_counted_to(
    make_site: Make, make_finding: Make, make_snapshot: Make
) -> None:
    words = {"first_sweep": 3, "sweep": 3, "fixed_sweep": 4}  # both made with --as-of
    late = mended(make_finding, at(10, 3), at(10, 4), of=make_site(), **words)
    days = {3: dt.date(2026, 9, 20), 4: dt.date(2026, 9, 28)}
    snapshot = make_snapshot(make_site(), findings=(late,), days=days)
    told = trends.of(snapshot)
    assert told.city.figures == (0, 0, None), "it came and went in the quarter before"
    assert [one.figures for one in told.quarters if one.span.quarter == 3] == [(1, 1, 8)]


def test_nights_are_those_that_papers_were_frozen_of(
    make_site: Make, make_finding: Make, make_snapshot: Make
) -> None:
    night = dt.date(2026, 10, 2)
    row = TrendRow(night=night, number=1, sites=1, troubled=1, unresolved=7, pages=10)
    first = dataclasses.replace(row, unresolved=9)  # of two sweeps; what came is the night's
    found = make_finding(of=make_site(1), first_seen=at(10, 2))
    told = trends.of(make_snapshot(make_site(1), findings=(found,), earlier=(first, row))).nights
    assert [one.row.unresolved for one in told] == [7, 1]
    assert [one.figures.new for one in told] == [1, 0]


def test_without_anything_there_are_noughts(make_site: Make, make_snapshot: Make) -> None:
    told = trends.of(make_snapshot(make_site(1)))
    assert told.city.figures == trends.TrendFigures(0, 0, None)
    assert told.units == []


def test_the_table_has_the_city_its_kinds_units_and_sites(made: Any) -> None:
    table = trends.table(made, Office())
    kinds = [row.kind for row in table.rows]
    assert kinds == ["全部网站", "类型", "单位", "单位", "单位", "网站", "网站"]
    assert table.rows[-2].verdict and table.rows[-2].score and table.rows[-2].undecided
