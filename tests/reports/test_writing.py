import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from govsweep import reports
from govsweep.errors import InputError
from govsweep.reports.writing import is_stream, replacing, write_bytes


def test_the_old_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("旧")
    with pytest.raises(RuntimeError), replacing(path) as draft:
        draft.write_text("新的一半")
        raise RuntimeError
    assert path.read_text() == "旧"
    assert list(tmp_path.iterdir()) == [path]


def test_what_a_writer_leaves_beside_its_draft_goes_with_it(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with pytest.raises(RuntimeError), replacing(path) as draft:
        draft.with_name(f"{draft.name}-journal").write_bytes(b"x")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_two_writers_of_one_file_have_drafts_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"  # two machines or two containers: their processes may share a number
    with replacing(path) as first, replacing(path) as second:
        first.write_text("一")
        second.write_text("二")
    assert path.read_text() == "一"
    assert list(tmp_path.iterdir()) == [path]


def test_drafts_of_killed_writers_go_when_they_are_old(
    tmp_path: Path, program: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.txt"
    path.write_text("旧")
    writing = (
        "import sys, time, pathlib; from govsweep.reports.writing import replacing\n"
        "with replacing(pathlib.Path(sys.argv[1])) as draft:\n"
        "    draft.write_text('一半'); print('half', flush=True); time.sleep(600)"
    )
    killed = program([sys.executable, "-c", writing, str(path)])
    killed.until_said("half")
    killed.kill()
    killed.end()
    (left,) = set(tmp_path.iterdir()) - {path}
    own = tmp_path / ".x.txt.notes.part"
    own.write_text("用户自己的")
    write_bytes(path, b"1")
    assert left.exists()  # its writer may be at work, on another machine
    for one in (left, *left.iterdir(), own):
        os.utime(one, (0, 0))
    write_bytes(path, b"2")
    assert set(tmp_path.iterdir()) == {path, own}
    assert path.read_bytes() == b"2"


def test_a_folder_that_is_not_there_is_named_and_not_made(tmp_path: Path) -> None:
    path = tmp_path / "报高" / "x.txt"
    with pytest.raises(InputError, match=r"没有文件夹 .*报高"):
        write_bytes(path, b"x")
    assert not list(tmp_path.iterdir())


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    path = tmp_path / "x.txt"
    path.symlink_to("real/y.txt")
    for content in (b"1", b"2"):  # one that leads to nothing yet, and one that does
        write_bytes(path, content)
        assert path.is_symlink()
        assert (tmp_path / "real/y.txt").read_bytes() == content
    assert [one.name for one in (tmp_path / "real").iterdir()] == ["y.txt"]


def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(InputError, match="链接绕成了圈"):
        write_bytes(tmp_path / "a", b"x")
    assert not is_stream(tmp_path / "a")


def test_a_full_device_is_told_and_stays_a_device(tmp_path: Path) -> None:
    path = tmp_path / "device"
    path.symlink_to("/dev/full")
    with pytest.raises(InputError, match=r"无法写入 .*device：设备已满"):
        write_bytes(path, b"x")
    assert path.is_char_device()


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit(path.read_bytes)
        write_bytes(path, b"x" * 100_000)
        assert read.result() == b"x" * 100_000
    assert path.is_fifo()
    assert list(tmp_path.iterdir()) == [path]


def test_standard_output_is_written_to_where_it_stands(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from govsweep.reports.writing import write_bytes;"
        "print('前', flush=True); write_bytes(Path(sys.argv[1]), '中\\n'.encode()); print('后')"
    )
    for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        with (tmp_path / "out").open("wb") as file:
            subprocess.run([sys.executable, "-c", program, name], stdout=file, check=True)
        assert (tmp_path / "out").read_text() == "前\n中\n后\n"


def a_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")


@pytest.mark.parametrize(
    "name", ["x.db", "x.db-wal", "x.db-shm", "x.db-journal", "x.db.lock", "x.db.closing"]
)
def test_a_database_and_what_belongs_to_it_is_never_written_over(tmp_path: Path, name: str) -> None:
    a_database(tmp_path / "x.db")
    before = (tmp_path / "x.db").read_bytes()
    with pytest.raises(InputError, match="数据库"):
        write_bytes(tmp_path / name, b"x")
    assert [one.name for one in tmp_path.iterdir()] == ["x.db"]
    assert (tmp_path / "x.db").read_bytes() == before


def test_nor_is_one_by_another_name(tmp_path: Path) -> None:
    database, work = tmp_path / "x.db", tmp_path / "work"
    work.mkdir()
    a_database(database)
    (work / "symbolic.csv").symlink_to(database)
    (work / "hard.csv").hardlink_to(database)
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("INSERT INTO t VALUES (1)")
        connection.commit()
        (work / "log.csv").hardlink_to(tmp_path / "x.db-wal")
        (work / "index.csv").hardlink_to(tmp_path / "x.db-shm")
        for path in work.iterdir():
            with pytest.raises(InputError, match="数据库"):
                write_bytes(path, b"x")
        assert connection.execute("SELECT * FROM t").fetchall() == [(1,)]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with (
        pytest.raises(InputError, match="无法写入"),
        replacing(tmp_path / "file" / "x.txt") as draft,
    ):
        draft.write_text("新")


class TestWrite:
    def test_an_unknown_report_names_those_there_are(
        self, make_snapshot: Callable[..., Any], tmp_path: Path
    ) -> None:
        with pytest.raises(
            InputError,
            match="census、bulletin、notice、selfcheck、brief、media、problems、accessibility、notices、"
            "duties、levels、letters、interpretations、reading、suspects、trends、dashboard",
        ):
            reports.write("zzz", make_snapshot(), tmp_path / "x.html")

    @pytest.mark.parametrize(
        ("name", "file", "possible"),
        [("census", "c.pdf", r"\.xlsx、\.csv、\.md"), ("dashboard", "noending", r"\.html")],
    )
    def test_an_unknown_ending_names_those_possible(
        self,
        make_snapshot: Callable[..., Any],
        tmp_path: Path,
        name: str,
        file: str,
        possible: str,
    ) -> None:
        with pytest.raises(InputError, match=possible):
            reports.write(name, make_snapshot(), tmp_path / file)
        assert not list(tmp_path.iterdir())
