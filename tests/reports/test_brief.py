"""The brief: what is worst, what changed, what breaks next, on one page."""

import dataclasses
import datetime as dt
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from govsweep import reports
from govsweep.checking import checks
from govsweep.facts import ColumnKind
from govsweep.findings import Certainty, State
from govsweep.reports import brief, census, dashboard, levels
from govsweep.reports.choices import Choices
from govsweep.reports.papers import bulletin
from govsweep.reports.snapshot import ColumnDuty, Snapshot, TrendRow

Make = Callable[..., Any]
SOFFICE = shutil.which("soffice")
LAST = TrendRow(night=dt.date(2026, 11, 13), number=1, sites=3, troubled=1, unresolved=5, pages=10)


def column(site: Any, name: str, left: int) -> ColumnDuty:
    newest = dt.date(2026, 11, 20) - dt.timedelta(days=14 - left)
    return ColumnDuty(
        site=site.identifier, url=f"{site.url}{name}/", name=name, kind=ColumnKind.NEWS,
        max_age_days=14, newest=newest, days_left=left, entries=9, dated=9,
    )  # fmt: skip


@pytest.fixture
def night(make_site: Make, make_finding: Make, make_ledger: Make, make_snapshot: Make) -> Snapshot:
    """Three sites: one with problems old and new, one nearly in order, one unseen."""
    worst, near, unseen = (make_site(number) for number in (1, 2, 3))
    return make_snapshot(
        worst, near, unseen,
        findings=(
            make_finding("hidden-link", of=worst, subject="甲", first_sweep=12),
            make_finding(of=worst, subject="乙", first_sweep=3),
            make_finding(of=worst, subject="丙", state=State.RELAPSED, first_sweep=3),
            make_finding(of=worst, subject="丁", state=State.FIXED, fixed_sweep=12),
            make_finding(of=worst, subject="戊", state=State.FIXED, fixed_sweep=4),
            make_finding(of=near, subject="己", certainty=Certainty.SUSPECTED, first_sweep=12),
        ),
        ledger=(*make_ledger(worst), *make_ledger(near)),
        columns=(column(near, "要闻", 3), column(near, "动态", 12), column(worst, "旧", -9)),
        earlier=(LAST,),
        checks=tuple(code for code in checks() if code != "late-repost"),
    )  # fmt: skip


def test_the_worst_stands_first(night: Snapshot) -> None:
    assert brief.of(night).worst == ["严重｜存在暗链：清源市第1局", "最多｜清源市第1局3条"]


def test_of_many_kinds_the_widest_are_named_and_the_rest_counted(
    make_site: Make, make_finding: Make, make_snapshot: Make
) -> None:
    first, second = make_site(1), make_site(2)
    found = (
        make_finding("site-unreachable", of=first),
        make_finding("stale-home", of=first),
        make_finding("hidden-link", of=first),
        make_finding("hidden-link", of=second),
        make_finding("spam-text", of=second),
    )
    told = brief.of(make_snapshot(first, second, findings=found)).worst
    assert told[:2] == [
        "严重｜存在暗链：清源市第1局、清源市第2局",
        "严重｜网站无法访问：清源市第1局；另有1类1条",
    ]


def test_what_changed_since_the_last_sweep_is_counted(night: Snapshot) -> None:
    told = brief.of(night)
    assert told.changed == [
        "与2026年11月13日相比：新增1条，整改1条。",
        "现有复发1条。",
        "新增严重问题1条：清源市第1局",
        "另有1条疑似或暂扣的等人核实，没有计入。",
    ]
    assert [(one.value, one.change) for one in told.headlines] == [
        (3, ""), (1, "与上次相同"), (1, ""), (3, "比上次-2"), (1, ""),
    ]  # fmt: skip


def test_a_first_sweep_has_nothing_to_be_compared_with(
    make_finding: Make, make_snapshot: Make
) -> None:
    first = "这是第一次巡检，没有上次可比。"
    assert brief.of(make_snapshot()).changed == [first]
    doubtful = make_finding(certainty=Certainty.SUSPECTED)
    waiting = "另有1条疑似或暂扣的等人核实，没有计入。"
    assert brief.of(make_snapshot(findings=(doubtful,))).changed == [first, waiting]


def test_what_is_new_because_nobody_looked_before_is_told_apart(night: Snapshot) -> None:
    """The last sweep went to one site; what stands on the others may be as old as they are."""
    worst, near, _ = night.sites
    told = dataclasses.replace(night, first_sweeps={worst.identifier: 12, near.identifier: 3})
    assert brief.of(told).changed[0] == (
        "与2026年11月13日相比：新增1条（其中1条在首次检查的1个网站上），整改1条。"
    )


def test_figures_of_other_sites_are_no_change_since_the_last_sweep(night: Snapshot) -> None:
    worst, *_ = night.sites
    told = dataclasses.replace(night, first_sweeps={worst.identifier: 12})
    assert {one.change for one in brief.of(told).headlines} == {""}


def test_a_site_that_was_only_found_shut_was_not_all_checked(
    make_site: Make, make_finding: Make, make_ledger: Make, make_snapshot: Make
) -> None:
    shut = make_site(2)
    ledger = (*make_ledger(make_site(1)), *make_ledger(shut, 1, failed=1))
    gone = make_finding("site-unreachable", of=shut)
    told = brief.of(make_snapshot(make_site(1), shut, ledger=ledger, findings=(gone,)))
    assert told.unchecked[0] == "打不开，只判了“无法访问”：清源市第2局"


def test_what_breaks_within_a_week_is_told_with_its_day(night: Snapshot) -> None:
    (line,) = brief.of(night).ahead
    assert line == "4天后（2026年11月24日）｜清源市第2局：栏目“要闻”超期"


def test_what_nobody_saw_is_told(night: Snapshot, make_snapshot: Make) -> None:
    sites, *items = brief.of(night).unchecked
    assert sites == "本期没有巡检到1个：清源市第3局"
    assert items == [
        "没有看到首页：网站无法访问、首页更新不及时、周末更新不及时等14项",
        "没有读到写明时间的留言：留言回复不及时；因其他原因1项",
    ]
    blind = brief.of(make_snapshot(ledger=(), checks=tuple(checks())))
    assert blind.worst == ["没有检查到网站，不作结论。"]
    assert blind.headlines[-1].value == 1


def test_its_counts_are_those_of_the_bulletin(night: Snapshot) -> None:
    paper = bulletin.context(night, Choices())
    assert [one.value for one in brief.of(night).headlines] == [
        paper["listed"], paper["unmended"], 1, paper["unfixed"], paper["unseen"],
    ]  # fmt: skip


def test_html_holds_the_same_lines(night: Snapshot, tmp_path: Path) -> None:
    reports.write("brief", night, tmp_path / "b.html")
    page = (tmp_path / "b.html").read_text("utf-8")
    for lines in brief.of(night)[1:]:
        assert all(f"<li>{line}</li>" in page for line in lines)


def test_hostile_names_are_text(hostile: Snapshot, tmp_path: Path) -> None:
    for ending in ("html", "docx"):
        reports.write("brief", hostile, tmp_path / f"b.{ending}")
    assert "<script" not in (tmp_path / "b.html").read_text("utf-8")


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_700_sites_with_long_names_take_one_page(
    make_site: Make, make_finding: Make, make_snapshot: Make, tmp_path: Path
) -> None:
    sites = [
        make_site(number, name=f"清源市第{number}区经济技术开发区管理委员会综合行政执法局门户网站")
        for number in range(1, 701)
    ]
    worded = [code for code, known in checks().items() if known.wording]
    findings = tuple(
        make_finding(
            code, of=one, subject=code, first_sweep=12, message="很长的一句话，" * 20,
            state=State.NOTIFIED, due=dt.date(2026, 11, 1),
        )
        for one in sites
        for code in worded
    )  # fmt: skip
    columns = tuple(column(one, "很长的栏目名称" * 6, 3) for one in sites)
    city = make_snapshot(*sites, findings=findings, columns=columns, earlier=(LAST,), ledger=())
    reports.write("brief", city, tmp_path / "b.docx")
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    command = [SOFFICE, home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run(
        [*command, str(tmp_path / "b.docx")], check=True, capture_output=True, timeout=240
    )
    with pypdfium2.PdfDocument(tmp_path / "b.pdf") as document:
        assert len(document) == 1


def test_sites_with_something_open_are_not_called_what_the_bulletin_calls_all_that_had_some(
    make_site: Make, make_finding: Make, make_snapshot: Make, make_ledger: Make
) -> None:
    mended, broken = make_site(1), make_site(2)
    told = make_snapshot(
        mended, broken,
        findings=(make_finding(of=mended, state=State.FIXED), make_finding(of=broken)),
        ledger=(*make_ledger(mended), *make_ledger(broken)),
    )  # fmt: skip
    assert len(bulletin.context(told, Choices())["troubled_rows"]) == 2  # 存在突出问题
    heads = {one.name: one.value for one in brief.of(told).headlines}
    assert heads["待整改网站"] == 1
    assert not any("突出问题" in name for name in heads)
    page = dashboard.html(told)
    assert "个尚有未整改的突出问题" in page and "个存在突出问题" not in page


def test_a_site_that_was_not_checked_is_counted_whatever_was_found_there_before(
    make_site: Make, make_snapshot: Make, make_finding: Make, make_ledger: Make
) -> None:
    """Earlier findings stand on one that no sweep of the period went to, and on a walled one."""
    read, away, walled = make_site(1), make_site(2), make_site(3)
    ledger = (*make_ledger(read), *make_ledger(walled, 1, blocked=1))
    told = make_snapshot(
        read,
        away,
        walled,
        ledger=ledger,
        findings=tuple(make_finding(of=one, sweep=1) for one in (away, walled)),
    )
    heads = {one.name: one.value for one in brief.of(told).headlines}
    paper = bulletin.context(told, Choices())
    assert heads["未检查网站"] == 2
    assert (paper["checked"], paper["unseen"] + paper["unvisited"]) == (1, 2)
    assert brief.of(told).unchecked[0] == ("本期没有巡检到1个、被拦截1个：清源市第2局、清源市第3局")
    assert [row.problems for row in census.rows(told)] == [
        "无",
        "存在错别字（本期未检查，系此前发现）",
        "存在错别字（本期未检查，系此前发现）",
    ]
    assert levels.levels(told)[-1].checked == 1
