from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from govsweep import reports
from govsweep.errors import InputError
from govsweep.reports.writing import replacing


def test_the_old_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("旧")
    with pytest.raises(RuntimeError), replacing(path) as draft:
        draft.write_text("新的一半")
        raise RuntimeError
    assert path.read_text() == "旧"
    assert list(tmp_path.iterdir()) == [path]


def test_the_folder_is_made(tmp_path: Path) -> None:
    with replacing(tmp_path / "a" / "b" / "x.txt") as draft:
        draft.write_text("新")
    assert (tmp_path / "a" / "b" / "x.txt").read_text() == "新"


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
        with pytest.raises(InputError, match="census、bulletin、notice、selfcheck、dashboard"):
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
