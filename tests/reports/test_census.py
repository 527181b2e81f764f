import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from govsweep import reports
from govsweep.bundles import SiteCoverage
from govsweep.checking import checks
from govsweep.facts import ColumnKind, Surveyed
from govsweep.findings import Certainty, State
from govsweep.indicators import Measure
from govsweep.periods import LedgerCount
from govsweep.reports import Choices, Office, census, overview
from govsweep.reports.assessing import cases
from govsweep.reports.bundling import own_sites
from govsweep.reports.snapshot import ColumnDuty, Snapshot
from govsweep.store import StoredHome

READ = tuple(
    Surveyed(topic=one, asked=1)
    for one in (Measure.DISCLOSURE_REPORTS, Measure.LETTERS_ANSWERED, Measure.LETTERS_EMPTY)
)
Make = Callable[..., Any]


def problems(snapshot: Snapshot) -> list[tuple[str, str]]:
    return [(row.problems, row.mended) for row in census.rows(snapshot)]


class TestRows:
    def test_a_site_without_findings_has_none_and_an_empty_last_cell(
        self, make_snapshot: Callable[..., Any]
    ) -> None:
        assert problems(make_snapshot()) == [("无", "")]

    def test_sites_stand_in_the_order_of_the_registry_numbered_from_one(
        self, make_site: Callable[..., Any], make_snapshot: Callable[..., Any]
    ) -> None:
        rows = census.rows(make_snapshot(make_site(3), make_site(1)))
        assert [(row.number, row.identifier) for row in rows] == [
            (1, "3609000003"),
            (2, "3609000001"),
        ]

    def test_a_closed_site_has_left_the_census_and_a_suspended_one_has_not(
        self, make_site: Callable[..., Any], make_snapshot: Callable[..., Any]
    ) -> None:
        rows = census.rows(
            make_snapshot(make_site(1, status="closed"), make_site(2, status="suspended"))
        )
        assert [(row.number, row.identifier) for row in rows] == [(1, "3609000002")]

    def test_each_wording_stands_once_in_the_order_of_the_codes(
        self, make_finding: Callable[..., Any], make_snapshot: Callable[..., Any]
    ) -> None:
        found = (
            make_finding("typo", subject="甲"),
            make_finding("spam-text"),
            make_finding("dead-link"),
            make_finding("typo", subject="乙"),
            make_finding("hidden-link"),
            make_finding("stale-column", variant="notice"),
            make_finding("stale-column", variant="headline"),
            make_finding("stale-column", variant="news"),
            make_finding("site-unreachable"),
        )
        assert problems(make_snapshot(findings=found)) == [
            (
                "网站无法访问、头条推荐更新不及时、动态栏目更新不及时、通知公告栏目更新不及时、"
                "链接无法打开、存在错别字、存在暗链",
                "否",
            )
        ]

    def test_a_repost_column_has_a_wording_of_its_own_for_weekends(
        self, make_finding: Callable[..., Any], make_snapshot: Callable[..., Any]
    ) -> None:
        found = (make_finding("weekend-gap", variant="repost"),)
        assert problems(make_snapshot(findings=found)) == [("周末转载信息更新不及时", "否")]

    @pytest.mark.parametrize(
        "changes",
        [
            {"certainty": Certainty.SUSPECTED},
            {"held": "数量异常"},
            {"state": State.DISMISSED},
            {"state": State.WITHDRAWN},
            {"check": "undated-article"},
            {
                "first_seen": "2026-07-01T03:00+08:00",
                "last_seen": "2026-10-01T03:00+08:00",
                "state": State.FIXED,
            },
            {"first_seen": "2027-01-02T03:00+08:00", "last_seen": "2027-01-02T03:00+08:00"},
        ],
    )
    def test_what_does_not_count_stays_out(
        self,
        make_finding: Callable[..., Any],
        make_snapshot: Callable[..., Any],
        changes: dict[str, Any],
    ) -> None:
        assert problems(make_snapshot(findings=(make_finding(**changes),))) == [("无", "")]

    def test_a_site_of_which_nothing_was_read_is_unchecked_and_not_clean(
        self, make_site: Make, make_finding: Make, make_ledger: Make, make_snapshot: Make
    ) -> None:
        blind, cut, whole, old = (make_site(number) for number in range(1, 5))
        rows = (
            *make_ledger(blind, failed=10),
            *make_ledger(cut, fetched=4, left=6),
            *make_ledger(whole),
        )
        snapshot = make_snapshot(
            blind, cut, whole, old, ledger=rows, findings=(make_finding(of=old),)
        )
        assert problems(snapshot) == [
            ("未检查（读取不到页面）", ""),
            ("未发现（没有看完）", ""),
            ("无", ""),
            ("存在错别字（本期未检查，系此前发现）", "否"),
        ]
        assert [row.has_problems for row in census.rows(snapshot)] == [False] * 3 + [True]

    @pytest.mark.parametrize(
        ("state", "reason", "count", "problems_of"),
        [
            ("left", "until", 1, "未发现（没有看完）"),
            ("cut", "budget", 1, "未发现（没有看完）"),
            ("cut", "depth", 90, "无"),  # a trap hides nothing
            ("blocked", "blocked", 3, "未发现（没有看完）"),
            ("blocked", "blocked", 2, "无"),
            ("failed", "timeout", 3, "未发现（没有看完）"),
            ("failed", "timeout", 2, "无"),
            ("failed", "status", 90, "无"),  # a page that is gone was seen to be
        ],
    )
    def test_none_is_said_only_of_what_was_read_as_far_as_it_goes(
        self,
        make_site: Make, make_snapshot: Make, state: str, reason: str, count: int, problems_of: str,
    ) -> None:  # fmt: skip
        key = make_site().identifier
        ledger = (
            LedgerCount(site=key, state="known", reason="", count=10 + count),
            LedgerCount(site=key, state="fetched", reason="", count=10),
            LedgerCount(site=key, state=state, reason=reason, count=count),
        )
        snapshot = make_snapshot(ledger=ledger)
        assert problems(snapshot) == [(problems_of, "")]
        # The indicators, the dashboard and what is sent upwards say the same.
        whole = problems_of == "无"
        assert [one.whole for one in cases(snapshot)] == [whole]
        (line,) = overview.of(snapshot).sites
        assert line.condition_name == ("正常" if whole else "正常（没有看完）")
        (sent,) = own_sites(snapshot)
        assert sent.coverage == (SiteCoverage.WHOLE if whole else SiteCoverage.PARTLY)

    def test_mended_is_said_when_all_are(
        self, make_finding: Callable[..., Any], make_snapshot: Callable[..., Any]
    ) -> None:
        fixed = make_finding(subject="甲", state=State.FIXED)
        relapsed = make_finding(subject="乙", state=State.RELAPSED)
        assert problems(make_snapshot(findings=(fixed,))) == [("存在错别字", "是")]
        assert problems(make_snapshot(findings=(fixed, relapsed))) == [("存在错别字", "否")]


HEADS = [
    "序号",
    "网站名称",
    "网站标识码",
    "存在的突出问题",
    "是否完成整改",
    "读到字数",
    "文字差错率（万分比）",
]
TITLE = "2026年第4季度政府网站普查情况汇总表"
SUM = "合计：网站1个，检查1个，存在突出问题的1个，其中有严重问题的0个、只有一般问题的1个。"


class TestNotes:
    def test_grave_problems_and_levels_are_counted(
        self, make_site: Make, make_finding: Make, make_snapshot: Make
    ) -> None:
        first, second, third = (
            make_site(number, level=level)
            for number, level in enumerate(("市级", "县级", "县级"), 1)
        )
        found = (make_finding("hidden-link", of=first), make_finding(of=third))
        assert census.notes(make_snapshot(first, second, third, findings=found))[:2] == [
            "合计：网站3个，检查3个，存在突出问题的2个，其中有严重问题的1个、只有一般问题的1个。",
            "按层级：市级1个，有突出问题的1个；县级2个，有突出问题的1个。",
        ]

    def test_what_was_looked_for_nowhere_is_said(self, make_snapshot: Make) -> None:
        ran = tuple(code for code in checks() if code not in ("late-repost", "typo"))
        (*_, note) = census.notes(make_snapshot(checks=ran))
        assert "错别字（检查项没有启用）" in note
        assert "（没有转载清单）" in note
        (*_, note) = census.notes(make_snapshot(ledger=(), checks=tuple(checks())))
        assert note.startswith("未检查的项目：全部项目（没有读到页面）。")

    def test_what_waits_for_a_look_is_told(
        self, make_site: Make, make_finding: Make, make_snapshot: Make
    ) -> None:
        first, second = make_site(1), make_site(2)
        found = (
            make_finding(of=first, certainty=Certainty.SUSPECTED),
            make_finding("dead-link", of=first, held="一夜增多"),
            make_finding("dead-link", of=second),
        )
        (*_, note) = census.notes(make_snapshot(first, second, findings=found))
        assert note == "另有2条疑似或暂扣的等人核实，涉及网站1个，没有列入。"
        assert not any("疑似" in one for one in census.notes(make_snapshot(first)))


class TestFiles:
    @pytest.fixture
    def snapshot(
        self,
        make_site: Callable[..., Any],
        make_finding: Callable[..., Any],
        make_snapshot: Callable[..., Any],
    ) -> Snapshot:
        site = make_site()
        return make_snapshot(
            site,
            findings=(make_finding(),),
            checks=tuple(checks()),
            columns=tuple(
                ColumnDuty(
                    site=site.identifier, url=f"{site.url}{kind}/", name=kind, kind=kind, entries=3
                )
                for kind in (ColumnKind.INTERACTION, ColumnKind.REPOST)
            ),
            first_sweeps={site.identifier: 1},
            homes=(StoredHome(site=site.identifier, seen=True, survey=READ),),
        )  # fmt: skip

    def test_the_workbook_has_title_heads_and_rows_and_prints_on_a4(
        self, snapshot: Snapshot, tmp_path: Path
    ) -> None:
        reports.write("census", snapshot, tmp_path / "c.xlsx")
        sheet = openpyxl.load_workbook(tmp_path / "c.xlsx").active
        assert [list(row) for row in sheet.iter_rows(values_only=True)] == [
            [TITLE, None, None, None, None, None, None],
            HEADS,
            [1, "清源市第1局", "3609000001", "存在错别字", "否", "—", "—"],
            [SUM, None, None, None, None, None, None],
            ["填报单位（盖章）：＿＿＿＿＿＿＿＿＿＿　　　审核：＿＿＿＿＿　　　填表：＿＿＿＿＿"
             "　　　日期：2026年11月20日", None, None, None, None, None, None],
        ]  # fmt: skip
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows == "$1:$2"

    def test_csv_opens_in_excel(self, snapshot: Snapshot, tmp_path: Path) -> None:
        reports.write("census", snapshot, tmp_path / "c.csv")
        content = (tmp_path / "c.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert list(csv.reader(io.StringIO(content.decode("utf-8-sig")))) == [
            HEADS,
            ["1", "清源市第1局", "3609000001", "存在错别字", "否", "—", "—"],
            [SUM, *[""] * 6],
            [
                "这一份只有“汇总表”一张表；“分层级”在文件名后加了“-表名”的另一份，"
                "写成 .xlsx 的都在一个文件里。",
                *[""] * 6,
            ],
        ]
        assert (tmp_path / "c-分层级.csv").exists()

    def test_markdown_is_a_table(self, snapshot: Snapshot, tmp_path: Path) -> None:
        reports.write("census", snapshot, tmp_path / "c.md")
        assert (tmp_path / "c.md").read_text("utf-8").splitlines() == [
            f"# {TITLE}",
            "",
            f"| {' | '.join(HEADS)} |",
            "|---:|---|---|---|:---:|---:|:---:|",
            "| 1 | 清源市第1局 | 3609000001 | 存在错别字 | 否 | — | — |",
            "",
            SUM,
        ]

    def test_who_fills_it_in_is_named(self, snapshot: Snapshot, tmp_path: Path) -> None:
        reports.write(
            "census", snapshot, tmp_path / "c.xlsx", Choices(office=Office(name="市府办"))
        )
        sheet = openpyxl.load_workbook(tmp_path / "c.xlsx").active
        assert sheet.cell(sheet.max_row, 1).value.startswith("填报单位（盖章）：市府办　")

    @pytest.mark.parametrize("ending", [".xlsx", ".csv", ".md"])
    def test_the_same_snapshot_gives_the_same_bytes(
        self, snapshot: Snapshot, tmp_path: Path, ending: str
    ) -> None:
        for name in ("a", "b"):
            reports.write("census", snapshot, tmp_path / f"{name}{ending}")
        assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()

    def test_a_hostile_name_is_inert_in_every_format(
        self, hostile: Snapshot, tmp_path: Path
    ) -> None:
        for ending in ("xlsx", "csv", "md"):
            reports.write("census", hostile, tmp_path / f"c.{ending}")
        sheet = openpyxl.load_workbook(tmp_path / "c.xlsx").active
        assert [cell.data_type for cell in sheet["B"][2:4]] == ["s", "s"]
        assert sheet["B3"].value.startswith("=cmd|")
        assert sheet["B3"].quotePrefix
        assert "<f>" not in _parts(tmp_path / "c.xlsx")
        names = [
            row[1] for row in csv.reader(io.StringIO((tmp_path / "c.csv").read_text("utf-8-sig")))
        ]
        assert names[1].startswith("'=cmd|")
        text = (tmp_path / "c.md").read_text("utf-8")
        assert "<script>" not in text
        assert "](http" not in text
        assert all(
            line.count(" | ") == 6
            for line in text.splitlines()[2:]
            if line.startswith("|") and "---" not in line
        )


def _parts(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())
