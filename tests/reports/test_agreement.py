"""Whatever number two papers print, or a paper and a page, they print the same one."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from tests.reports.agreement.city import DAY, City
from tests.reports.agreement.numbers import disagreements, numbers, rates, told

from govsweep.assess import Result
from govsweep.findings import Certainty, Severity, State
from govsweep.reports import Choices, census, dashboard, error_rate, reading_log
from govsweep.reports.assessing import assessments
from govsweep.reports.gather import gather
from govsweep.reports.papers import bulletin
from govsweep.store import Store
from govsweep.tables import character_count

Make = Callable[..., Any]


@pytest.fixture
def city(store: Store, make_site: Make) -> City:
    return City(store, [make_site(number) for number in range(1, 42)])


def test_41_sites_broken_mended_and_one_fault_back(
    city: City, store: Store, make_finding: Make
) -> None:
    sites = city.sites
    worded = ("typo", "dead-link", "stale-column", "hidden-link")
    broken = [
        make_finding(worded[place % 4], of=site, subject=f"{place}")
        for place, site in enumerate(sites)
        if place % 3
    ]
    doubtful = make_finding(of=sites[0], subject="疑", certainty=Certainty.SUSPECTED)
    notice = make_finding(
        of=sites[3], subject="改日期", severity=Severity.NOTICE, certainty=Certainty.SUSPECTED
    )
    held = make_finding(of=sites[6], subject="扣", held="一夜增多")
    blind = (sites[9],)
    city.sweep(*broken, doubtful, notice, held, blind=blind)
    first = numbers(store, gather(store))
    assert disagreements(first) == {}
    assert first["sites with something open"]["census"] == 27
    assert first["suspected"]["dashboard"] == 2
    assert first["sites that nobody can say anything of"]["bulletin"] == 1

    city.sweep(doubtful, notice, held, fixed=tuple(broken), blind=blind)
    second = numbers(store, gather(store))
    assert disagreements(second) == {}
    assert (second["open"]["bulletin"], second["mended"]["bulletin"]) == (0, 27)

    city.sweep(doubtful, notice, held, broken[0], blind=blind)
    third = numbers(store, gather(store))
    assert disagreements(third) == {}
    assert (third["open"]["bulletin"], third["mended"]["bulletin"]) == (1, 26)
    (back,) = (one for one in gather(store).findings if one.id == broken[0].id)
    assert back.state is State.RELAPSED

    # Two sites are swept again, and then a night is cut short after a few pages of each.
    city.sweep(broken[0], of=sites[:2])
    assert numbers(store, gather(store)) == third
    city.sweep(cut=tuple(one for one in sites if one not in blind), blind=blind)
    assert numbers(store, gather(store)) == third
    verdicts = {one.site.identifier: one for one in assessments(gather(store))}
    assert len(verdicts) == len(sites)
    for one in verdicts.values():  # who is undecided is held up by rows that are named, others not
        assert bool(one.holding) == (one.verdict.value == "open")
        assert all(row.row.name and row.result.undecided for row in one.holding)


def test_a_site_that_only_leads_to_another_was_checked_by_nobody(
    city: City, store: Store, make_finding: Make
) -> None:
    moved, blind, *_ = city.sites
    city.sweep(make_finding(of=city.sites[5]), away=(moved,), blind=(blind,))
    snapshot = gather(store)
    found = told(store, snapshot, now=True)
    assert disagreements(found) == {}
    assert set(found["sites checked"].values()) == {39}
    assert set(found["sites that nobody can say anything of"].values()) == {2}
    rows = {row.identifier: (row.problems, row.characters) for row in census.rows(snapshot)}
    assert rows[moved.identifier] == ("未检查（首页只跳到别的网址）", "—")
    assert rows[blind.identifier] == ("未检查（读取不到页面）", "—")
    paper = bulletin.context(snapshot, Choices())
    assert "首页只跳到别的网址1个" in paper["unseen_why"]
    log = {row.site.identifier: row for row in reading_log.table(snapshot).rows}
    assert (log[moved.identifier].result, log[moved.identifier].reasons) == (
        "没有读到网页", "只跳到别的网址1",
    )  # fmt: skip
    (judged,) = (one for one in assessments(snapshot) if one.site.identifier == moved.identifier)
    assert Result.PASS not in {one.result for one in judged.outcomes}
    vetoes = {one.row.id: one.result for one in judged.outcomes}
    assert vetoes["V19-S1-1"] is Result.UNKNOWN


def test_what_stands_since_before_the_quarter_stands_in_every_paper(
    city: City, store: Store, make_finding: Make
) -> None:
    city.day = dt.date(2026, 9, 29)
    city.sweep(make_finding(of=city.sites[1]), make_finding(of=city.sites[2]))
    city.day = dt.date(2026, 10, 2)
    city.sweep(of=city.sites[4:6])
    found = numbers(store, gather(store))
    assert disagreements(found) == {}
    assert found["open"]["bulletin"] == 2
    assert found["sites seen"]["period"] == 2


def test_the_error_rate_is_the_same_wherever_it_is_printed(
    city: City, store: Store, make_finding: Make
) -> None:
    first, second, third, blind = city.sites[:4]
    typo = make_finding(of=first, subject="错字")
    wrong_name = make_finding("serious-expression", of=first, subject="错名")
    link = make_finding("dead-link", of=first, subject="断链")  # no error of writing
    doubtful = make_finding(of=second, subject="疑", certainty=Certainty.SUSPECTED)
    held = make_finding(of=second, subject="扣", held="一夜增多")
    unseen = make_finding(of=blind, subject="未读")  # stands since before, in text not read
    city.day = dt.date(2026, 9, 29)
    city.sweep(unseen)
    city.day = DAY
    city.sweep(typo, wrong_name, link, doubtful, held, blind=(blind,))
    snapshot = gather(store)
    found = rates(store, snapshot)
    assert disagreements(found) == {}
    assert found[first.identifier]["census"] == "1.00（0.11～3.61）"
    assert found[second.identifier]["census"] == "0.00（0.00～1.83）"
    assert found[third.identifier]["census"] == "0.00（0.00～1.83）"
    assert found[blind.identifier]["census"] == "—"
    assert found["errors"]["bulletin"] == 2
    assert found["suspected errors"]["bulletin"] == 1
    assert found["characters"]["bulletin"] == 40 * 20_000
    html = dashboard.html(snapshot)
    assert "读到 800,000 字，尚存差错 2 处，万分之 0.03（0.00～0.09）" in html
    assert "1.00（0.11～3.61）" in html

    # A night that is cut short after a few pages changes no rate; what is mended is no error.
    city.sweep(cut=(first, second, third), blind=(blind,))
    assert rates(store, gather(store)) == found
    city.sweep(wrong_name, link, fixed=(typo,), blind=(blind,))
    after = rates(store, gather(store))
    assert disagreements(after) == {}
    assert after[first.identifier]["census"] == "0.50（0.01～2.78）"
    # Papers of the quarter before speak of what was read then.
    before = error_rate.of_snapshot(gather(store, dt.date(2026, 9, 30)))
    assert before[blind.identifier].errors == 1
    assert before[first.identifier].errors == 0


def test_where_no_characters_were_counted_there_is_no_rate(
    city: City, store: Store, make_finding: Make
) -> None:
    city.sweep(make_finding(of=city.sites[0]))
    with store.engine.begin() as connection:  # as a release before this one left it
        connection.execute(character_count.delete())
    found = rates(store, gather(store))
    assert {found[one.identifier]["census"] for one in city.sites} == {"—"}
    assert disagreements(found) == {}
    assert found["the rate"]["bulletin"] == "—"
