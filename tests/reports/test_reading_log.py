"""The log of a day's reading: what the ledger says, site by site."""

import csv
import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govsweep import reports
from govsweep.facts import PageState
from govsweep.periods import LedgerCount
from govsweep.reports import Choices, Office, reading_log

Make = Callable[..., Any]


def rows(site: str, **states: int) -> list[LedgerCount]:
    told = [
        LedgerCount(site=site, state=state, reason="timeout" if state == "failed" else "", count=n)
        for state, n in states.items()
    ]
    return [*told, LedgerCount(site=site, state="known", reason="", count=sum(states.values()))]


def test_a_row_a_site_by_the_ledger(
    make_site: Make, make_snapshot: Make, make_finding: Make, tmp_path: Path
) -> None:
    one, other, third = make_site(1), make_site(2), make_site(3)
    ledger = (
        *rows(one.identifier, fetched=5, unchanged=3, failed=2),
        *rows(other.identifier, fetched=1, left=9),
    )
    new = make_finding(of=one, first_sweep=12)
    old = make_finding(of=one, first_sweep=3, subject="另一个")
    snapshot = make_snapshot(one, other, third, ledger=ledger, findings=(new, old))
    reports.write("reading", snapshot, tmp_path / "读网.csv")
    told = list(csv.DictReader((tmp_path / "读网.csv").read_text("utf-8-sig").splitlines()))
    assert [row["读网情况"] for row in told[:3]] == ["读完", "没有读完（余9个）", "当日没有读网"]
    first, second, _, note = told
    assert (first["已知网页"], first["读取"], first["失败"]) == ("10", "8", "2")
    assert (first["没有读到的原因"], first["新发现问题"]) == ("超时2", "1")
    assert (second["未读"], second["读取"]) == ("9", "1")
    assert "读完1个、1个没有读完，登记3个；账目平" in note["序号"]


def test_a_site_of_which_no_page_was_read_was_not_read(
    make_site: Make, make_snapshot: Make
) -> None:
    one, shut = make_site(1), make_site(2)
    ledger = (*rows(one.identifier, fetched=5), *rows(shut.identifier, failed=1))
    notes = reading_log.table(make_snapshot(one, shut, ledger=ledger)).notes
    assert "读完1个、1个没有读到网页，登记2个" in notes[0]


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        ({"fetched": (9, ""), "cut": (3, "calendar")}, "读完"),
        ({"fetched": (5, ""), "cut": (15, "budget")}, "没有读完（读到页数上限）"),
        ({"fetched": (1, ""), "blocked": (56, "status")}, "没有读完（被拦截56个）"),
        ({"fetched": (4, ""), "failed": (2, "timeout")}, "没有读完（连不上2个）"),
        ({"fetched": (4, ""), "left": (6, "until")}, "没有读完（到时收尾，余6个）"),
        ({"fetched": (4, ""), "left": (6, "trouble")}, "没有读完（网站屡次失败，当夜放弃，余6个）"),
        ({"fetched": (9, ""), "untested": (3, "")}, "没有读完（链接未测3个）"),
        ({"fetched": (9, ""), "failed": (1, "status")}, "读完"),
        ({"blocked": (1, "status")}, "没有读到网页"),
    ],
)
def test_what_was_cut_off_or_kept_back_was_not_read(
    make_site: Make, make_snapshot: Make, ends: dict[str, tuple[int, str]], told: str
) -> None:
    one = make_site(1)
    ledger = [
        LedgerCount(site=one.identifier, state=state, reason=reason, count=count)
        for state, (count, reason) in ends.items()
    ]
    known = sum(count for state, (count, _) in ends.items() if state != "untested")
    ledger.append(LedgerCount(site=one.identifier, state="known", reason="", count=known))
    found = reading_log.table(make_snapshot(one, ledger=tuple(ledger)))
    assert found.rows[0].result == told
    word = told.partition("（")[0]
    assert ("读完1个" if word == "读完" else f"1个{word}") in found.notes[0]


def test_columns_that_go_on_where_no_address_leads_are_told(
    make_site: Make, make_snapshot: Make
) -> None:
    one = make_site(1)
    ledger = tuple(
        LedgerCount(site=one.identifier, state=state, reason="", count=count)
        for state, count in (("known", 9), ("fetched", 9), ("partly", 2))
    )
    (row,) = reading_log.table(make_snapshot(one, ledger=ledger)).rows
    assert (row.result, row.reasons) == ("读完", "只读到一部分的栏目2")


def test_a_look_of_an_earlier_night_is_not_of_this_day(
    make_site: Make, make_snapshot: Make
) -> None:
    snapshot = make_snapshot(make_site(1))
    (row,) = reading_log.table(snapshot).rows
    assert row.coverage is not None
    (row,) = reading_log.table(dataclasses.replace(snapshot, own_ledger=())).rows
    assert row.result == "当日没有读网"


def test_the_second_sweep_of_a_day_does_not_speak_for_the_first(
    make_site: Make, make_snapshot: Make
) -> None:
    snapshot = make_snapshot(make_site(1))
    second = dataclasses.replace(
        snapshot, own_ledger=(), sweep=dataclasses.replace(snapshot.sweep, number=2)
    )
    told = reading_log.table(second)
    assert told.rows[0].result == "本次没有读网"
    assert "当日巡检2次，本表只记最后一次。" in told.notes


def test_a_site_that_was_cut_short_is_told_as_this_night_read_it(
    make_site: Make, make_snapshot: Make
) -> None:
    one = make_site(1)
    cut = (*rows(one.identifier, fetched=2, left=8),)
    snapshot = make_snapshot(one)  # papers speak by the whole look of an earlier night
    (row,) = reading_log.table(dataclasses.replace(snapshot, own_ledger=cut)).rows
    assert (row.result, row.ended(PageState.FETCHED), row.ended(PageState.LEFT)) == (
        "没有读完（余8个）",
        2,
        8,
    )


def test_the_log_of_a_day_says_who_was_on_duty(
    make_site: Any, make_snapshot: Any, tmp_path: Path
) -> None:
    snapshot = make_snapshot(make_site(1))
    night = snapshot.sweep.night
    roster = tmp_path / "值班表.csv"
    roster.write_text(f"日期,姓名,电话\n{night},张三,139\n", "utf-8")
    office = Office.model_validate(
        {"heightened": {"保障": {"begins": night, "ends": night}}}
    ).with_roster(roster)
    reports.write("reading", snapshot, tmp_path / "读网.csv", Choices(office=office))
    told = (tmp_path / "读网.csv").read_text("utf-8-sig").splitlines()
    lines = [row[0] for row in csv.reader(told)]
    assert f"{night}为保障，当日巡检1次。" in lines
    assert "值班：张三 139。" in lines
    reports.write("reading", snapshot, tmp_path / "读网.csv", Choices())
    assert "值班" not in (tmp_path / "读网.csv").read_text("utf-8-sig")
