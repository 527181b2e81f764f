"""The lists to print and to filter: of problems and of notices."""

import csv
import datetime as dt
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from govsweep import reports
from govsweep.checking import checks
from govsweep.facts import ColumnKind, Surveyed
from govsweep.findings import Certainty, State
from govsweep.indicators import Measure
from govsweep.reports import notice_list, problem_list
from govsweep.reports.snapshot import ColumnDuty
from govsweep.store import Notice, StoredHome

READ = tuple(
    Surveyed(topic=one, asked=1)
    for one in (Measure.DISCLOSURE_REPORTS, Measure.LETTERS_ANSWERED, Measure.LETTERS_EMPTY)
)
DAY = dt.date(2026, 11, 10)
AT = dt.datetime(2026, 11, 10, 15, tzinfo=dt.timezone(dt.timedelta(hours=8)))


def issued(*findings: Any, due: dt.date = dt.date(2026, 11, 17), **changes: Any) -> Notice:
    """A notice that names these findings."""
    words = {"id": 1, "number": "清整改〔2026〕1号", "owner": "办公室", "issued_at": AT, "day": DAY}
    site = findings[0].site if findings else "3609000001"
    named = tuple(one.id for one in findings)
    return Notice(**(words | {"due": due, "site": site, "findings": named} | changes))


def problems(snapshot: Any) -> list[dict[str, Any]]:
    table = problem_list.table(snapshot)
    heads = [column.head for column in table.columns]
    return [dict(zip(heads, table.cells(row), strict=True)) for row in table.rows]


def notices(snapshot: Any) -> list[dict[str, Any]]:
    table = notice_list.table(snapshot)
    heads = [column.head for column in table.columns]
    return [dict(zip(heads, table.cells(row), strict=True)) for row in table.rows]


class TestProblems:
    def test_none(self, make_snapshot: Callable[..., Any]) -> None:
        assert problems(make_snapshot()) == []

    def test_every_word_is_chinese_and_the_number_is_the_commands_own(
        self, make_finding: Callable[..., Any], make_snapshot: Callable[..., Any]
    ) -> None:
        one = make_finding(certainty=Certainty.SUSPECTED)
        (row,) = problems(make_snapshot(findings=(one,)))
        assert row["编号"] == one.id[:8]
        assert (row["问题"], row["程度"], row["把握"], row["状态"]) == (
            "错别字", "一般", "疑似", "待整改",
        )  # fmt: skip
        assert row["原文"] == "各县（区）人民【攻府】，市政府各部门"
        assert (row["首次发现"], row["通知书"], row["整改日期"]) == ("2026-11-01", "", "")

    def test_the_notice_that_names_it_and_what_became_of_it(
        self, make_finding: Callable[..., Any], make_snapshot: Callable[..., Any]
    ) -> None:
        late = make_finding(
            subject="甲", state=State.NOTIFIED, due=dt.date(2026, 11, 17), changed_at=AT
        )
        fixed = make_finding(subject="乙", state=State.FIXED, fixed_at=AT, fixed_sweep=12)
        rows = problems(make_snapshot(findings=(late, fixed), notices=(issued(late, fixed),)))
        by_state = {row["状态"]: row for row in rows}
        assert by_state["已通知"]["通知书"] == "清整改〔2026〕1号"
        assert by_state["已通知"]["整改期限"] == "2026-11-17"
        assert by_state["已通知"]["逾期"] == "逾期"
        assert (by_state["已整改"]["整改日期"], by_state["已整改"]["逾期"]) == ("2026-11-10", "")

    def test_what_nobody_looked_for_stands_below(
        self, make_site: Callable[..., Any], make_snapshot: Callable[..., Any], tmp_path: Path
    ) -> None:
        site = make_site(1)
        reports.write(
            "problems",
            make_snapshot(site, ledger=(), checks=tuple(checks())),
            tmp_path / "台账.xlsx",
        )
        sheet = openpyxl.load_workbook(tmp_path / "台账.xlsx").worksheets[0]
        told = [row[0] for row in sheet.iter_rows(min_row=3, values_only=True)]
        reports.write(
            "problems",
            make_snapshot(site, ledger=(), checks=tuple(checks())),
            tmp_path / "台账.csv",
        )
        with (tmp_path / "台账.csv").open(encoding="utf-8-sig", newline="") as file:
            assert [line[0] for line in csv.reader(file)][1:] == told
        assert told == [
            "计入2026年第4季度公文的：网站问题0条，已整改0条。",
            "未检查的项目：全部项目（没有读到页面）。表中没有这些项目，不等于没有问题。",
            f"未检查的网站（1个）：{site.name}。",
        ]

    def test_where_all_was_seen_nothing_does(
        self, make_site: Callable[..., Any], make_snapshot: Callable[..., Any]
    ) -> None:
        site = make_site(1)
        columns = tuple(
            ColumnDuty(site=site.identifier, url=site.url, name=kind, kind=kind, entries=3)
            for kind in (ColumnKind.NEWS, ColumnKind.INTERACTION, ColumnKind.REPOST)
        )
        homes = (StoredHome(site=site.identifier, seen=True, survey=READ),)
        before = {site.identifier: 1}
        whole = make_snapshot(
            site, checks=tuple(checks()), columns=columns, homes=homes, first_sweeps=before
        )
        (counted,) = problem_list.table(whole).notes
        assert counted.startswith("计入2026年第4季度公文的：网站问题0条")

    def test_what_papers_count_is_marked_and_counted(
        self, make_finding: Callable[..., Any], make_snapshot: Callable[..., Any]
    ) -> None:
        suspected = make_finding(certainty=Certainty.SUSPECTED, subject="疑似的")
        told = make_snapshot(findings=(make_finding(), suspected))
        assert [row["计入公文"] for row in problems(told)] == ["是", ""]
        assert "网站问题1条，已整改0条" in problem_list.table(told).notes[0]

    def test_what_is_held_back_says_so(
        self, make_finding: Callable[..., Any], make_snapshot: Callable[..., Any]
    ) -> None:
        (row,) = problems(make_snapshot(findings=(make_finding(held="surge"),)))
        assert row["状态"] == "待整改（待核）"

    def test_sites_stand_in_the_order_of_the_registry(
        self,
        make_site: Callable[..., Any],
        make_finding: Callable[..., Any],
        make_snapshot: Callable[..., Any],
    ) -> None:
        one, other = make_site(3), make_site(1)
        found = (make_finding(of=other), make_finding(of=one))
        rows = problems(make_snapshot(one, other, findings=found))
        assert [row["网站标识码"] for row in rows] == [one.identifier, other.identifier]


class TestNotices:
    def test_none(self, make_snapshot: Callable[..., Any]) -> None:
        assert notices(make_snapshot()) == []

    @pytest.mark.parametrize(
        ("states", "due", "outcome"),
        [
            ((State.FIXED, State.DISMISSED), dt.date(2026, 11, 17), "办结"),
            ((State.FIXED, State.NOTIFIED), dt.date(2026, 11, 27), "整改中"),
            ((State.FIXED, State.NOTIFIED), dt.date(2026, 11, 17), "逾期未整改"),
            ((State.RELAPSED,), dt.date(2026, 11, 27), "整改中"),
        ],
    )
    def test_its_outcome_follows_from_its_findings(
        self,
        make_finding: Callable[..., Any],
        make_snapshot: Callable[..., Any],
        states: tuple[State, ...],
        due: dt.date,
        outcome: str,
    ) -> None:
        found = tuple(
            make_finding(subject=str(place), state=state, due=due)
            for place, state in enumerate(states)
        )
        (row,) = notices(make_snapshot(findings=found, notices=(issued(*found, due=due),)))
        assert row["办理情况"] == outcome
        assert row["问题数"] == len(states)
        assert row["已整改"] == states.count(State.FIXED)

    def test_one_of_a_site_that_is_registered_no_more_keeps_its_identifier(
        self, make_snapshot: Callable[..., Any]
    ) -> None:
        (row,) = notices(make_snapshot(notices=(issued(site="3609000099"),)))
        assert (row["网站名称"], row["问题数"], row["办理情况"]) == ("3609000099", 0, "办结")


def test_the_foot_of_notices_is_not_older_than_what_they_tell(
    make_snapshot: Any, tmp_path: Path
) -> None:
    night, next_day = dt.date(2026, 11, 20), dt.date(2026, 11, 21)
    later = make_snapshot(as_of=night, notices=(issued(day=next_day),))
    for snapshot, day in ((later, next_day), (make_snapshot(as_of=night), night)):
        path = tmp_path / "台账.xlsx"
        reports.write("notices", snapshot, path)
        with zipfile.ZipFile(path) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert f"数据截至{day}" in sheet


@pytest.mark.parametrize("name", ["problems", "notices"])
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_they_are_written_with_a_head_and_without_formulas(
    make_finding: Callable[..., Any],
    make_snapshot: Callable[..., Any],
    tmp_path: Path,
    name: str,
    ending: str,
) -> None:
    one = make_finding(owner="=HYPERLINK()", site_name="=1+1")
    path = tmp_path / f"list{ending}"
    snapshot = make_snapshot(findings=(one,), notices=(issued(one, owner="=HYPERLINK()"),))
    reports.write(name, snapshot, path)
    if ending == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, row, *_ = csv.reader(file)
    else:
        sheet = openpyxl.load_workbook(path).worksheets[0]
        _, head, row, *_ = ([cell.value for cell in line] for line in sheet.iter_rows())
        assert all(cell.data_type != "f" for cell in sheet[3])
        assert sheet.page_setup.orientation == "landscape"
    assert head[0] == "序号"
    assert len(row) == len(head)


def test_the_same_snapshot_gives_the_same_bytes(
    make_finding: Callable[..., Any], make_snapshot: Callable[..., Any], tmp_path: Path
) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        reports.write("problems", make_snapshot(findings=(make_finding(),)), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
