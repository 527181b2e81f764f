"""Looking again, evidence and keeping, as a user calls them."""

import datetime as dt
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from govsweep.addresses import fingerprint
from govsweep.cli import main
from govsweep.facts import Page, Site, Visit
from govsweep.findings import Certainty, Finding, Severity, State
from govsweep.store import Delivery, Store

AT = dt.datetime(2026, 11, 20, 23, 0, tzinfo=dt.UTC)
URL = "http://www.qinghe.gov.cn/art/1.html"
KEY = "ab" * 16

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("GOVSWEEP_DATABASE_URL", "GOVSWEEP_REDIS_URL", "GOVSWEEP_LEXICONS"):
        monkeypatch.delenv(name, raising=False)
    runner = CliRunner()
    return lambda *words: runner.invoke(main, words)


@pytest.fixture
def found(
    run: Run, tmp_path: Path, a_site: Callable[..., Site], a_page: Callable[..., Page]
) -> Finding:
    """One finding of one closed sweep."""
    finding = Finding(
        **{"id": KEY, "check": "typo", "subject": "登陆", "message": "“登陆”应为“登录”"},
        **{"severity": Severity.MINOR, "certainty": Certainty.CONFIRMED, "state": State.OPEN},
        **{"site": "5118000001", "site_name": "清禾市人民政府", "owner": "办公室", "column": ""},
        **{"quote": "登陆", "before": "请", "after": "网站", "suggestion": "登录", "clause": ""},
        **{"url": URL, "pages": (URL,), "sightings": 1, "held": None, "rule_version": "1"},
        **{"first_seen": AT, "last_seen": AT, "sweep": 1},
    )
    with closing(Store(f"sqlite:///{tmp_path}/govsweep.db")) as store:
        store.upgrade()
        store.sites.save([a_site()])
        store.sweeps.open(
            night=AT.date(), as_of=AT.date(), sites=[a_site()], indicators="2019",
            rules_version="1", at=AT.timestamp(), again=True,
        )  # fmt: skip
        visit = Visit(
            queue="5118000001", url=URL, fingerprint=fingerprint(URL), at=AT, status=200,
            page=a_page("请登陆网站"), body="<p>请登陆网站</p>".encode(),
        )  # fmt: skip
        store.pages.commit(1, [Delivery(visit, (finding,))])
        store.sweeps.close(1, reason="lost", finished=False)
    return finding


class TestOntoTheDatabase:
    """Whatever a command writes, it never writes onto a database that somebody works in."""

    WRITERS = (
        ("backup",),
        ("export", "csv", "-o"),
        ("export", "jsonl", "-o"),
        ("evidence", "abab", "-o"),
        ("report", "census", "-o"),
        ("metrics", "-o"),
    )

    @pytest.mark.parametrize(
        "name", ["govsweep.db", "./../here/govsweep.db", "soft.csv", "hard.csv", "govsweep.db-wal"]
    )
    @pytest.mark.parametrize("words", WRITERS)
    def test_it_is_refused(
        self,
        run: Run,
        found: Finding,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        words: tuple[str, ...],
        name: str,
    ) -> None:
        here = tmp_path / "here"
        here.mkdir()
        for file in tmp_path.glob("govsweep.db*"):
            file.rename(here / file.name)
        monkeypatch.chdir(here)
        (here / "soft.csv").symlink_to("govsweep.db")
        (here / "hard.csv").hardlink_to("govsweep.db")
        with closing(Store(f"sqlite:///{here}/govsweep.db")) as store:
            before = store.sites.all()  # others work in it meanwhile
            answer = run(*words, name)
            assert answer.exit_code == 2, answer.output
            assert "数据库" in answer.output or "文件名的后缀" in answer.output
            assert store.sites.all() == before
        with closing(sqlite3.connect(here / "govsweep.db")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert (here / "soft.csv").is_symlink()

    def test_nor_onto_another_that_is_in_use(
        self, run: Run, found: Finding, tmp_path: Path
    ) -> None:
        other = tmp_path / "other.db"
        with closing(Store(f"sqlite:///{other}")) as store:
            store.upgrade()
            answer = run("backup", "other.db")
            assert (answer.exit_code, "正在使用" in answer.output) == (2, True), answer.output
            assert store.sites.all() == []
        (tmp_path / "name.db").hardlink_to(other)
        with closing(sqlite3.connect(other)) as connection:
            connection.execute("SELECT * FROM site").fetchall()
            answer = run("backup", "name.db")
            assert (answer.exit_code, "正在使用" in answer.output) == (2, True), answer.output

    def test_an_older_backup_is_replaced(self, run: Run, found: Finding, tmp_path: Path) -> None:
        for _ in range(2):
            assert run("backup", "old.db").exit_code == 0
        with closing(Store(f"sqlite:///{tmp_path}/old.db")) as store:
            assert [one.id for one in store.findings.all()] == [KEY]
        assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]

    def test_where_the_disk_is_full_the_older_one_stays(
        self, run: Run, found: Finding, tmp_path: Path, program: Any
    ) -> None:
        assert run("backup", "old.db").exit_code == 0
        before = (tmp_path / "old.db").read_bytes()
        limited = (
            "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
            "from govsweep.cli import main; main()"
        )
        told = program([sys.executable, "-c", limited, "backup", "old.db"], cwd=tmp_path)
        _, error = told.end()
        assert (told.returncode, "备份没有写成" in error) == (2, True), error
        assert (tmp_path / "old.db").read_bytes() == before
        assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]

    def test_one_that_a_process_broke_off_in_is_told_with_what_lies_beside_it(
        self, run: Run, found: Finding, tmp_path: Path, program: Any
    ) -> None:
        assert run("backup", "old.db").exit_code == 0
        reading = (
            "import sqlite3, time; open_ = sqlite3.connect('old.db')\n"
            "open_.execute('SELECT * FROM site').fetchall(); print('read', flush=True)\n"
            "time.sleep(600)"
        )
        killed = program([sys.executable, "-c", reading], cwd=tmp_path)
        killed.until_said("read")
        killed.kill()
        killed.end()
        answer = run("backup", "old.db")
        assert (answer.exit_code, "old.db-wal" in answer.output) == (2, True), answer.output

    @pytest.mark.parametrize("name", ["govsweep.db", "./govsweep.db", "soft.db", "hard.db"])
    def test_a_move_onto_itself_is_refused_at_once(
        self, run: Run, found: Finding, tmp_path: Path, name: str
    ) -> None:
        (tmp_path / "soft.db").symlink_to("govsweep.db")
        (tmp_path / "hard.db").hardlink_to(tmp_path / "govsweep.db")
        answer = run("move", "--to", f"sqlite:///{name}")
        assert (answer.exit_code, "就是现在的数据库" in answer.output) == (2, True), answer.output

    def test_nor_onto_what_is_no_database(self, run: Run, found: Finding, tmp_path: Path) -> None:
        (tmp_path / "table.csv").write_text("a,b\n" * 1_000)
        answer = run("move", "--to", "sqlite:///table.csv")
        assert answer.exit_code == 3, answer.output
        assert "table.csv" in answer.output
        assert (tmp_path / "table.csv").read_text() == "a,b\n" * 1_000


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (("backup",), "x.db"),
        (("export", "csv", "-o"), "x.csv"),
        (("export", "xlsx", "-o"), "x.xlsx"),
        (("evidence", "abab", "-o"), "x.zip"),
        (("report", "census", "-o"), "x.xlsx"),
        (("report", "dashboard", "-o"), "x.html"),
        (("report", "bulletin", "-o"), "x.docx"),
        (("report", "notice", "--site", "5118000001", "-o"), "x.docx"),
        (("report", "notice", "--site", "5118000001", "--issue", "-o"), "folder"),
        (("metrics", "-o"), "x.prom"),
        (("demo", "--reports"), "x"),
    ],
)
class TestWhereTheyWrite:
    def test_a_slip_of_the_finger_makes_no_folder(
        self, run: Run, found: Finding, tmp_path: Path, words: tuple[str, ...], name: str
    ) -> None:
        there = {one.name for one in tmp_path.iterdir()}
        answer = run(*words, f"reprots/{name}")
        assert (answer.exit_code, "reprots" in answer.output) == (2, True), answer.output
        assert {one.name for one in tmp_path.iterdir()} == there

    def test_a_full_device_is_an_error(
        self, run: Run, found: Finding, tmp_path: Path, words: tuple[str, ...], name: str
    ) -> None:
        (tmp_path / name).symlink_to("/dev/full")
        answer = run(*words, name)
        assert (answer.exit_code, answer.exception.__class__) == (2, SystemExit), answer.output
        assert (tmp_path / name).is_symlink()


def test_of_a_closed_site_it_is_said_what_no_sum_counts_and_why_nothing_is_ahead(
    run: Run, found: Finding, tmp_path: Path, a_site: Callable[..., Site]
) -> None:
    assert "已关停" not in run("findings").output
    with closing(Store(f"sqlite:///{tmp_path}/govsweep.db")) as store:
        store.sites.save([a_site(status="closed")])
    assert "[待整改，网站已关停，不计]" in run("findings").output
    assert '"site_closed":true' in run("findings", "--format", "jsonl").output
    ahead = run("forecast", "--site", found.site)
    assert (ahead.exit_code, "已关停，不作预告" in ahead.output) == (0, True), ahead.output


def test_no_name_is_no_file(run: Run, found: Finding, tmp_path: Path) -> None:
    there = {one.name for one in tmp_path.iterdir()}
    answer = run("export", "csv", "-o", "")
    assert (answer.exit_code, "没有写文件名" in answer.output) == (2, True), answer.output
    assert {one.name for one in tmp_path.iterdir()} == there


def test_standard_output_has_the_name_that_other_programs_give_it(
    found: Finding, tmp_path: Path
) -> None:
    def shell(words: str) -> "subprocess.CompletedProcess[str]":
        line = f"{sys.executable} -m govsweep export csv {words}"
        return subprocess.run(
            ["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip

    assert found.id in shell("-o -").stdout
    assert not (tmp_path / "-").exists()
    closed = shell(">&-")
    assert (closed.returncode, "Traceback" in closed.stderr) == (2, False), closed.stderr


def test_recheck_refuses_what_it_does_not_know(run: Run, found: Finding) -> None:
    answer = run("recheck", "ffff")
    assert answer.exit_code == 2
    assert "没有编号以“ffff”开头的问题" in answer.output


def test_recheck_does_not_ask_for_what_is_fixed(run: Run, found: Finding, tmp_path: Path) -> None:
    with closing(Store(f"sqlite:///{tmp_path}/govsweep.db")) as store:
        store.findings.mark_fixed([KEY], AT, 1)
    answer = run("recheck", "abab")
    assert answer.exit_code == 0
    assert "没有复查（已经整改，不必复查）  错别字：" in answer.output
    assert "复查 0 个问题：已整改 0，仍存在 0，未能判断 0；没有复查 1 个" in answer.output


class TestEvidence:
    def test_a_pack_is_written_and_verified(self, run: Run, found: Finding, tmp_path: Path) -> None:
        answer = run("evidence", "abab")
        assert answer.exit_code == 0
        assert (tmp_path / "evidence-abababab.zip").exists()
        checked = run("evidence", "--verify", "evidence-abababab.zip")
        assert checked.exit_code == 0
        digest = checked.output.split()[-1]
        assert digest in answer.output

    def test_a_changed_pack_is_refused(self, run: Run, found: Finding, tmp_path: Path) -> None:
        run("evidence", "abab", "-o", "pack.zip")
        path = tmp_path / "pack.zip"
        content = bytearray(path.read_bytes())
        content[len(content) // 3] ^= 0xFF
        path.write_bytes(bytes(content))
        assert run("evidence", "--verify", "pack.zip").exit_code == 2

    def test_it_wants_an_id(self, run: Run, found: Finding) -> None:
        assert run("evidence").exit_code == 2


class TestKeeping:
    def test_pruning_tells_what_went(self, run: Run, found: Finding) -> None:
        told = run("prune", "--dry-run")
        assert told.exit_code == 0
        assert "将清理 0 B" in told.output
        assert "已清理 0 B" in run("prune").output

    def test_two_weeks_are_the_least(self, run: Run, found: Finding) -> None:
        assert run("prune", "--keep-nights", "3").exit_code == 2

    def test_a_backup_is_a_store(self, run: Run, found: Finding, tmp_path: Path) -> None:
        (tmp_path / "saved").mkdir()
        assert run("backup", "saved/copy.db").exit_code == 0
        with closing(Store(f"sqlite:///{tmp_path}/saved/copy.db")) as store:
            assert [one.id for one in store.findings.all()] == [KEY]

    def test_moving_names_what_went_over(self, run: Run, found: Finding, tmp_path: Path) -> None:
        answer = run("move", "--to", f"sqlite:///{tmp_path}/there.db")
        assert answer.exit_code == 0, answer.output
        assert "核对一致" in answer.output
        with closing(Store(f"sqlite:///{tmp_path}/there.db")) as store:
            assert [one.id for one in store.findings.all()] == [KEY]
        assert run("move", "--to", f"sqlite:///{tmp_path}/there.db").exit_code == 2
        assert run("move", "--to", "sqlite:///govsweep.db").exit_code == 2


def test_causes_are_listed_alone(run: Run, found: Finding) -> None:
    answer = run("findings", "--causes")
    assert answer.exit_code == 0
    assert "登陆" not in answer.output
