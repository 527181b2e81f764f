"""Decisions and notices as the office meets them: words in, words out."""

import datetime as dt
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete, update

from govsweep import clock
from govsweep.checking import checks
from govsweep.cli import main
from govsweep.cli.papers import words_of_reports
from govsweep.clock import BEIJING, night_of
from govsweep.facts import Site
from govsweep.findings import Certainty, Finding, State, fingerprint
from govsweep.rectification import due_after
from govsweep.reports.gather import freeze
from govsweep.reports.papers.notice_batch import file_name
from govsweep.store import Store
from govsweep.tables import freeze as freeze_table
from govsweep.tables import sweep as sweep_table

SITE = Site(
    identifier="5118000001", name="清禾市人民政府", url="http://www.qinghe.gov.cn/",
    organizer="清禾市人民政府办公室",
)  # fmt: skip
Run = Callable[..., Result]
LIST = "通知书清单.xlsx"
AFTERNOON = dt.datetime(2026, 11, 20, 15, tzinfo=BEIJING)  # a Friday; its night begins
EARLIER = AFTERNOON - dt.timedelta(hours=6)
TODAY = AFTERNOON.date()


def a_finding(subject: str = "登陆网站", check: str = "typo", **words: Any) -> Finding:
    given: dict[str, Any] = {
        "id": fingerprint(check, SITE.identifier, subject),
        "check": check,
        "severity": checks()[check].severity,
        "certainty": Certainty.CONFIRMED,
        "site": SITE.identifier,
        "site_name": SITE.name,
        "owner": "宣传科",
        "url": "http://www.qinghe.gov.cn/art/1.html",
        "subject": subject,
        "column": "",
        "message": f"“{subject}”有误",
        "quote": subject,
        "before": "请",
        "after": "查询",
        "suggestion": "",
        "clause": "",
        "sightings": 1,
        "pages": ("http://www.qinghe.gov.cn/art/1.html",),
        "first_seen": EARLIER,
        "last_seen": EARLIER,
        "state": State.OPEN,
        "held": None,
        "rule_version": "r1",
        "sweep": 1,
        "rule": "typo-denglu" if check == "typo" else "",
    }
    return Finding(**(given | words))


TYPO, DOUBT = a_finding(), a_finding("登陆系统", certainty=Certainty.SUSPECTED)
LINK = a_finding("http://x.example/", "dead-link", owner="办公室")


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock goes on from one afternoon: neither a day nor a night ends while a test runs."""
    began = time.monotonic()
    monkeypatch.setattr(
        clock, "now", lambda: AFTERNOON + dt.timedelta(seconds=time.monotonic() - began)
    )


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A closed sweep of tonight with three findings, in the folder where commands are run."""
    for name in list(os.environ):
        if name.startswith("GOVSWEEP_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    store = Store("sqlite:///govsweep.db")
    store.upgrade()
    store.sites.save([SITE])
    night = night_of(clock.now())
    sweep, _ = store.sweeps.open(
        night=night, as_of=night, sites=[SITE], indicators="2019", rules_version="r1",
        at=clock.now().timestamp(), again=False,
    )  # fmt: skip
    store.findings.save(sweep.id, [TYPO, DOUBT, LINK])
    store.sweeps.close(sweep.id, reason="until", finished=False)
    freeze(store, clock.now())
    yield store
    store.close()


def open_one(store: Store) -> None:
    """Open another sweep, of the next night."""
    night = night_of(clock.now()) + dt.timedelta(days=1)
    store.sweeps.open(
        night=night, as_of=night, sites=[SITE], indicators="2019", rules_version="r1",
        at=clock.now().timestamp(), again=False,
    )  # fmt: skip


@pytest.fixture
def run() -> Run:
    """Run a command in this process."""
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


def state(store: Store, one: Finding) -> State:
    (found,) = store.findings.all(key=one.id)
    return found.state


@pytest.mark.parametrize("word", ["汇总表", "季度普查情况汇总表", "census"])
def test_reports_are_called_by_their_titles_too(
    store: Store, run: Run, tmp_path: Path, word: str
) -> None:
    assert run("report", word, "-o", tmp_path / "c.md").exit_code == 0
    assert "普查情况汇总表" in (tmp_path / "c.md").read_text("utf-8")
    assert "是不是 汇总表" in run("report", "汇总").stderr


def test_every_word_names_one_report() -> None:
    told = [word for own in words_of_reports().values() for word in own.split()]
    assert len(told) == len(set(told)) > len(words_of_reports())


def test_checks_are_called_as_the_census_calls_what_they_find(store: Store, run: Run) -> None:
    assert "共 2 个问题" in run("findings", "--check", "存在错别字").stdout
    assert "没有“存在暗链”" in run("findings", "--check", "存在暗链").stderr  # three find it


class TestDecide:
    def test_a_finding_is_dismissed_with_reason_and_author(self, store: Store, run: Run) -> None:
        answer = run("decide", TYPO.id[:8], "dismiss", "--why", "系统名称", "--by", "王工")
        assert answer.exit_code == 0, answer.stderr
        assert f"已驳回 {TYPO.id[:8]}  清禾市人民政府  错别字：“登陆网站”有误" in answer.stdout
        assert "状态有变化的共 1 个" in answer.stderr
        (said,) = store.decisions.all()
        assert (said.author, said.reason, said.scope) == ("王工", "系统名称", "finding")
        listed = run("findings", "--state", "dismissed").stdout
        assert "[已驳回]" in listed
        assert "共 1 个问题" in listed

    @pytest.mark.parametrize(
        ("verdict", "scope", "kept"),
        [
            ("驳回", "本网站", ("dismiss", "site")),
            ("驳回", "各网站", ("dismiss", "city")),
            ("确认", "本条", ("confirm", "finding")),
            ("驳回", "同一规则", ("dismiss", "rule")),
        ],
    )
    def test_verdicts_and_scopes_are_taken_in_chinese(
        self, store: Store, run: Run, verdict: str, scope: str, kept: tuple[str, str]
    ) -> None:
        words = ("--why", "看过", "--by", "王工")
        answer = run("decide", DOUBT.id, verdict, "--scope", scope, *words)
        assert answer.exit_code == 0, answer.stderr
        (said,) = store.decisions.all()
        assert (said.verdict, said.scope) == kept
        assert run("decide", DOUBT.id, "撤销", *words).exit_code == 0
        assert "是不是 驳回" in run("decide", DOUBT.id, "驳会", *words).stderr

    @pytest.mark.parametrize(("verdict", "told"), [("成立", "成立"), ("不成立", "不成立")])
    def test_appeals_are_reviewed_in_chinese(
        self, store: Store, run: Run, verdict: str, told: str
    ) -> None:
        run("appeals", "add", TYPO.id, "--why", "是系统名称")
        assert (
            run("appeals", "decide", "1", verdict, "--why", "看过").stdout == f"第 1 号申诉{told}\n"
        )

    def test_the_author_is_whoever_is_logged_in(
        self, store: Store, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LOGNAME", "wanggong")
        assert run("decide", TYPO.id, "confirm", "--why", "属实").exit_code == 0
        assert store.decisions.all()[0].author == "wanggong"

    def test_several_at_once_with_scope_and_last_day(self, store: Store, run: Run) -> None:
        until = TODAY + dt.timedelta(days=30)
        answer = run(
            *("decide", TYPO.id[:8], LINK.id[:8], TYPO.id, "dismiss", "--why", "改版中"),
            *("--scope", "site", "--until", until, "--by", "王工"),
        )
        assert answer.exit_code == 0, answer.stderr
        assert "管到本网站上规则 typo-denglu 查出的问题，包括今后查出的" in answer.stdout
        assert "裁定 2 个问题，状态有变化的共 3 个" in answer.stderr
        assert {state(store, one) for one in (TYPO, DOUBT, LINK)} == {State.DISMISSED}
        assert f"[已驳回，至 {until}]" in run("findings", "--state", "dismissed").stdout

    def test_what_is_held_is_released(self, store: Store, run: Run) -> None:
        held = a_finding("登陆平台", held="一夜增多")
        store.findings.save(1, [held])
        answer = run("decide", held.id[:8], "release", "--why", "属实", "--by", "王工")
        assert answer.exit_code == 0, answer.stderr
        assert f"已放行 {held.id[:8]}" in answer.stdout
        (found,) = store.findings.all(key=held.id)
        assert found.held is None
        assert run("decide", held.id, "release", "--why", "属实").exit_code == 2

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            ((TYPO.id, "dismiss"), "--why"),
            (("0000000", "dismiss", "--why", "误报"), "没有编号以“0000000”开头的问题"),
            ((TYPO.id, "confirm", "--why", "属实", "--until", "2099-01-01"), "--until"),
            ((TYPO.id, "ignore", "--why", "误报"), "ignore"),
            (("dismiss", "--why", "误报"), "编号"),
        ],
    )
    def test_what_does_not_fit_is_wrong_use(
        self, store: Store, run: Run, words: tuple[str, ...], message: str
    ) -> None:
        answer = run("decide", *words)
        assert answer.exit_code == 2
        assert message in answer.stderr
        assert store.decisions.all() == []

    def test_a_decision_moves_the_finding_behind_the_exports_cursor(
        self, store: Store, run: Run
    ) -> None:
        first = run("export", "jsonl")
        cursor = re.search(r"游标：(\S+?)（", first.stderr)[1]
        assert run("export", "jsonl", "--since", cursor).stdout == ""
        run("decide", DOUBT.id, "confirm", "--why", "属实")
        changed = run("export", "jsonl", "--since", cursor).stdout.splitlines()
        assert len(changed) == 1
        assert DOUBT.id in changed[0]
        assert '"certainty":"confirmed"' in changed[0]

    def test_an_export_tells_what_nobody_looked_for(self, store: Store, run: Run) -> None:
        exported = run("export", "csv")
        assert exported.exit_code == 0
        assert re.search(
            "未检查：网站无法访问、.+（没有读到页面）.*。对这些项目不作结论", exported.stderr
        )
        assert "未检查" not in exported.stdout

    def test_it_changes_the_rules_figure_beside_the_measured_one(
        self, store: Store, run: Run
    ) -> None:
        assert "人工裁定" not in run("checks", "typo").stdout
        run("decide", TYPO.id, "dismiss", "--why", "误报")
        run("decide", DOUBT.id, "confirm", "--why", "属实")
        said = run("checks", "typo").stdout
        assert "## 实测" in said
        line = "typo-denglu：确认 1 条，驳回 1 条，确认率 50.0%（95% 区间 9.4%～90.5%）"
        assert line in said
        assert line in run("checks", "typo", "--site", SITE.identifier).stdout
        assert line not in run("checks", "typo", "--site", "5118000009").stdout
        assert "人工裁定" not in run("checks", "dead-link").stdout


def test_a_check_is_told_without_making_a_database(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("checks", "typo").exit_code == 0
    assert list(tmp_path.iterdir()) == []


def text(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


class TestNotices:
    def test_a_preview_registers_nothing(self, store: Store, run: Run, tmp_path: Path) -> None:
        assert run("report", "notice", "--site", SITE.identifier, "-o", "a.docx").exit_code == 0
        said = text(tmp_path / "a.docx")
        assert "预览稿" in said
        assert "宣传科：" in said
        assert "办公室：" in said
        assert store.notices.all() == []
        assert state(store, TYPO) is State.OPEN

    def test_issued_each_unit_gets_its_own(self, store: Store, run: Run, tmp_path: Path) -> None:
        answer = run("report", "notice", "--site", SITE.identifier, "--issue", "-o", "通知书")
        assert answer.exit_code == 0, answer.stderr
        due = due_after(TODAY, 10)
        first, second = store.notices.all()
        assert (first.number, second.number) == (
            f"整改〔{TODAY.year}〕1号", f"整改〔{TODAY.year}〕2号",
        )  # fmt: skip
        assert {one.owner: one.findings for one in (first, second)} == {
            "宣传科": (TYPO.id,), "办公室": (LINK.id,),
        }  # fmt: skip
        assert f"已签发 {first.number}：办公室，1 个问题，整改期限 {due}" in answer.stdout
        said = text(tmp_path / "通知书" / f"{second.number}-宣传科.docx")
        assert f"编号：{second.number}" in said
        assert f"请于{due.year}年{due.month}月{due.day}日前（10个工作日内）完成整改" in said
        assert "整改回执" in said
        assert "预览" not in said
        assert len(list((tmp_path / "通知书").iterdir())) == 2
        (found,) = store.findings.all(key=TYPO.id)
        assert (found.state, found.due) == (State.NOTIFIED, due)
        assert state(store, DOUBT) is State.OPEN
        assert f"[已通知，限 {due}]" in run("findings").stdout

    @pytest.mark.parametrize("words", [("--site", SITE.identifier), ("--all-open",)])
    def test_whoever_reads_what_is_told_may_go_the_files_are_there(
        self, store: Store, tmp_path: Path, words: tuple[str, ...]
    ) -> None:
        reading, writing = os.pipe()
        os.close(reading)
        asked = ["report", "notice", *words, "--issue", "-o", "通知书"]
        with os.fdopen(writing, "wb") as pipe:
            subprocess.run(
                [sys.executable, "-m", "govsweep", *asked], stdout=pipe, cwd=tmp_path, check=False
            )
        issued = store.notices.all()
        assert len(issued) == 2
        files = {one.name for one in (tmp_path / "通知书").iterdir()}
        assert {f"{one.number}-{one.owner}.docx" for one in issued} <= files

    def test_what_is_registered_and_not_written_is_told_with_how_to_print_it(
        self, store: Store, run: Run, tmp_path: Path
    ) -> None:
        number = f"整改〔{TODAY.year}〕2号"
        (tmp_path / "通知书" / f"{number}-宣传科.docx").mkdir(parents=True)
        answer = run("report", "notice", "--site", SITE.identifier, "--issue", "-o", "通知书")
        assert answer.exit_code == 2 and "通知书已经签发登记，文件没有写完" in answer.stderr
        again = f"govsweep report notice --number {number}"
        assert "不要再签发一次，重新打印用：" in answer.stderr and again in answer.stderr
        assert [one.number for one in store.notices.all()][-1] == number
        assert run("report", "notice", "--number", number, "-o", "重印.docx").exit_code == 0
        assert f"编号：{number}" in text(tmp_path / "重印.docx")

    def test_one_unit_with_a_number_and_days_of_the_offices_own(
        self, store: Store, run: Run, tmp_path: Path
    ) -> None:
        words = ("report", "notice", "--site", SITE.identifier, "--issue", "--owner", "办公室")
        number = ("--number", "清政网改〔2026〕7号")
        answer = run(*words, *number, "--days", "3", "-o", "a.docx")
        assert answer.exit_code == 0, answer.stderr
        (issued,) = store.notices.all()
        assert (issued.number, issued.due) == (number[1], due_after(TODAY, 3))
        assert state(store, TYPO) is State.OPEN
        again = run(*words[:-2], "--owner", "宣传科", *number, "-o", "b.docx")
        assert again.exit_code == 2
        assert "已经用过" in again.stderr
        printed = (tmp_path / "a.docx").read_bytes()
        assert run("report", "notice", *number, "-o", "c.docx").exit_code == 0
        assert (tmp_path / "c.docx").read_bytes() == printed

    def test_printed_again_it_says_what_it_said_whatever_was_judged_or_swept_since(
        self, store: Store, run: Run, tmp_path: Path
    ) -> None:
        store.findings.save(1, [TYPO.model_copy(update={"sightings": 12})])
        freeze(store, clock.now())
        words = ("report", "notice", "--site", SITE.identifier, "--owner", "宣传科")
        assert run(*words, "--issue", "-o", "a.docx").exit_code == 0
        (issued,) = store.notices.all()
        rewritten = {"message": "别的说法", "quote": "别的原文", "sightings": 1}
        store.findings.save(1, [TYPO.model_copy(update=rewritten | {"rule_version": "r2"})])
        store.findings.mark_withdrawn([TYPO.id], clock.now(), 1)
        freeze(store, clock.now())
        assert state(store, TYPO) is State.WITHDRAWN
        assert run("report", "notice", "--number", issued.number, "-o", "b.docx").exit_code == 0
        assert "等12个页面" in text(tmp_path / "a.docx")
        assert (tmp_path / "b.docx").read_bytes() == (tmp_path / "a.docx").read_bytes()

    def test_printed_again_it_has_what_an_open_sweep_had_just_found(
        self, store: Store, run: Run, tmp_path: Path
    ) -> None:
        new = a_finding("布署工作", owner="秘书科")
        store.findings.save(1, [new])  # since the last papers were kept
        words = ("report", "notice", "--site", SITE.identifier, "--owner", "秘书科")
        assert run(*words, "--issue", "-o", "a.docx").exit_code == 0
        (issued,) = store.notices.all()
        assert run("report", "notice", "--number", issued.number, "-o", "b.docx").exit_code == 0
        assert "布署工作" in text(tmp_path / "b.docx")
        assert (tmp_path / "b.docx").read_bytes() == (tmp_path / "a.docx").read_bytes()

    def test_while_a_sweep_is_under_way_they_rest_on_the_last_that_was_settled(
        self, store: Store, run: Run, tmp_path: Path
    ) -> None:
        open_one(store)
        store.findings.save(2, [a_finding("布署工作", owner="秘书科", sweep=2)])
        store.findings.save(2, [TYPO.model_copy(update={"sweep": 2, "message": "改了的说明"})])
        words = ("report", "notice", "--site", SITE.identifier, "--issue", "-o")
        done = run(*words, "a")
        assert done.exit_code == 0, done.output
        assert "巡检 2 正在进行：通知书依据上一次收尾的巡检（2026-11-20 夜）" in done.stderr
        named = {key for one in store.notices.all() for key in one.findings}
        assert named == {TYPO.id, LINK.id}, "not what the open sweep has just found"
        told = "".join(text(file) for file in sorted((tmp_path / "a").glob("*.docx")))
        assert TYPO.message in told and "改了的说明" not in told
        assert run(*words, "b").exit_code == 2, "they were all notified"
        preview = run("report", "notice", "--site", SITE.identifier, "-o", "c.docx")
        assert "现在无须再出具通知书" in preview.stderr

    def test_a_file_that_is_gone_is_told_with_its_number(
        self, store: Store, run: Run, tmp_path: Path
    ) -> None:
        assert (
            run("report", "notice", "--site", SITE.identifier, "--issue", "-o", "a").exit_code == 0
        )
        first, second = store.notices.all()
        (tmp_path / "a" / file_name(first)).unlink()
        done = run("notices", "list")
        rows = {row[1]: row[-1] for line in done.stdout.splitlines() if (row := line.split("\t"))}
        assert rows[first.number] == "文件缺失"
        assert rows[second.number] == str(tmp_path / "a" / file_name(second))
        assert f"1 份的文件在本机上找不到：{first.number}。" in done.stderr
        assert f"govsweep report notice --number {first.number}" in done.stderr
        assert run("report", "notice", "--number", first.number, "-o", "b.docx").exit_code == 0
        done = run("notices", "list")
        assert "文件缺失" not in done.stdout and str(tmp_path / "b.docx") in done.stdout

    def test_before_the_first_sweep_is_settled_none_is_issued(
        self, store: Store, run: Run, tmp_path: Path
    ) -> None:
        with store.engine.begin() as connection:
            connection.execute(delete(freeze_table))
            connection.execute(update(sweep_table).values(closed_at=None))
        for words in (("--site", SITE.identifier), ("--all-open",)):
            done = run("report", "notice", *words, "--issue", "-o", "a")
            assert done.exit_code == 2
            assert "巡检 1 正在进行，在它收尾之前没有可以下发的" in done.stderr
        assert store.notices.all() == []

    @pytest.mark.usefixtures("store")
    def test_a_paper_without_a_place_of_its_own_stands_among_the_data(
        self, run: Run, tmp_path: Path
    ) -> None:
        answer = run("report", "notice", "--site", SITE.identifier)
        assert answer.exit_code == 0, answer.stderr
        assert (tmp_path / "govsweep-data" / "reports" / "notice.docx").exists()

    def test_who_was_notified_is_so_again_only_when_overdue(self, store: Store, run: Run) -> None:
        words = ("report", "notice", "--site", SITE.identifier)
        run(*words, "--issue", "-o", "a.docx")
        answer = run(*words, "--issue", "-o", "b.docx")
        assert answer.exit_code == 2
        assert "都已通知，最晚的期限是" in answer.stderr
        assert len(store.notices.all()) == 2
        assert "共 0 个问题" in run("findings", "--overdue").stdout
        past = clock.now() - dt.timedelta(days=40)
        store.notices.issue(
            SITE.identifier, {"宣传科": [TYPO.id]}, numbered=str, at=past, day=past.date(),
            due=past.date(),
        )  # fmt: skip
        overdue = run("findings", "--overdue").stdout
        assert TYPO.id[:8] in overdue
        assert "共 1 个问题" in overdue
        assert run(*words, "--issue", "-o", "b.docx").exit_code == 0
        assert "共 0 个问题" in run("findings", "--overdue").stdout

    def test_those_of_all_sites_go_into_one_folder_with_one_list(
        self, store: Store, run: Run, tmp_path: Path
    ) -> None:
        words = ("report", "notice", "--all-open", "-o", "通知书")
        assert run(*words).exit_code == 0
        preview, listed = sorted(one.name for one in (tmp_path / "通知书").iterdir())
        assert (preview, listed) == (f"{SITE.identifier}-20261120-01-{SITE.name}.docx", LIST)
        assert store.notices.all() == []
        answer = run(*words, "--issue")
        assert answer.exit_code == 0, answer.stderr
        assert "1 个网站的 2 份通知书已签发" in answer.stderr
        sheet = openpyxl.load_workbook(tmp_path / "通知书" / LIST).active
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
        assert [[row[1], row[3], row[4], row[5], row[7]] for row in rows] == [
            [one.number, one.site, one.owner, 1, one.due.isoformat()] for one in store.notices.all()
        ]
        assert all((tmp_path / "通知书" / row[8]).is_file() for row in rows)
        again = run(*words, "--issue")
        assert again.exit_code == 2
        assert "没有要通知的问题" in again.stderr

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (("--site", SITE.identifier), "--site"),
            (("--number", "甲"), "--number"),
            (("-o", "a.docx"), "文件夹"),
        ],
    )
    def test_all_at_once_is_not_one(
        self, store: Store, run: Run, words: tuple[str, ...], message: str
    ) -> None:
        answer = run("report", "notice", "--all-open", "--issue", *words)
        assert answer.exit_code == 2
        assert message in answer.stderr
        assert store.notices.all() == []

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (("--number", "甲"), "一个 --number 不够用"),
            (("--owner", "无此单位"), "责任单位有：办公室、宣传科"),
            (("-o", "a.pdf"), ".docx"),
            (("--as-of", "2026-11-20"), "--as-of"),
            (("--days", "0"), "--days"),
            (("--templates", "own"), "无法填写"),
        ],
    )
    def test_what_cannot_be_issued_is_not_registered(
        self, store: Store, run: Run, tmp_path: Path, words: tuple[str, ...], message: str
    ) -> None:
        broken = docx.Document()
        broken.add_paragraph("{{ no_such_name }}")
        (tmp_path / "own").mkdir()
        broken.save(str(tmp_path / "own" / "notice.docx"))
        answer = run("report", "notice", "--site", SITE.identifier, "--issue", *words)
        assert answer.exit_code == 2
        assert message in answer.stderr
        assert store.notices.all() == []

    def test_a_number_never_issued_cannot_be_printed_again(self, store: Store, run: Run) -> None:
        answer = run("report", "notice", "--number", "甲", "-o", "a.docx")
        assert answer.exit_code == 2
        assert "没有签发过编号为“甲”的" in answer.stderr

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (("--site", "5118000002"), "是发给网站 5118000001 的，不是 5118000002 的"),
            (("--owner", "办公室"), "是发给“宣传科”的，不是“办公室”的"),
            (("--site", SITE.identifier, "--owner", "办公室"), "不是“办公室”的"),
            (("--days", "3"), "不能与 --days"),
            (("--as-of", "2026-11-20"), "--as-of"),
            (("--period", "2026Q4"), "--period"),
        ],
    )
    def test_anothers_notice_is_not_printed_again(
        self, store: Store, run: Run, tmp_path: Path, words: tuple[str, ...], message: str
    ) -> None:
        named = ("report", "notice", "--site", SITE.identifier, "--owner", "宣传科")
        assert run(*named, "--issue", "-o", "a.docx").exit_code == 0
        (issued,) = store.notices.all()
        again = ("report", "notice", "--number", issued.number)
        answer = run(*again, *words, "-o", "b.docx")
        assert answer.exit_code == 2
        assert message in answer.stderr
        assert not (tmp_path / "b.docx").exists()
        own = ("--site", SITE.identifier, "--owner", "宣传科")
        assert run(*again, *own, "-o", "b.docx").exit_code == 0

    def test_only_notices_are_issued(self, store: Store, run: Run) -> None:
        assert run("report", "census", "--issue").exit_code == 2

    def test_the_bulletin_counts_them(self, store: Store, run: Run, tmp_path: Path) -> None:
        run("report", "bulletin", "-o", "before.docx")
        assert "发出整改通知书（本单位填报）份" in text(tmp_path / "before.docx")
        run("report", "notice", "--site", SITE.identifier, "--issue", "-o", "a.docx")
        run("decide", DOUBT.id, "dismiss", "--why", "误报")
        run("report", "bulletin", "-o", "after.docx")
        said = text(tmp_path / "after.docx")
        assert "发出整改通知书2份。" in said
        assert "累计对1条问题作出人工裁定，其中确认0条、驳回1条。" in said
