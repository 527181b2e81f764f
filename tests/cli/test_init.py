"""`govsweep init` as a new user meets it: from nothing to a registered site."""

import subprocess
import sys
from pathlib import Path

import pytest


def govsweep(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "govsweep", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        timeout=120,
    )


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOVSWEEP_DATABASE_URL", raising=False)


def test_what_it_writes_is_taken_by_the_next_commands(tmp_path: Path) -> None:
    begun = govsweep(tmp_path, "init")
    assert begun.returncode == 0, begun.stderr
    assert "govsweep sites import 登记表.csv" in begun.stdout
    assert govsweep(tmp_path, "sites", "import", "登记表.csv").returncode == 0
    assert govsweep(tmp_path, "columns", "import", "栏目表.csv").returncode == 0
    assert "示例市人民政府" in govsweep(tmp_path, "sites", "list").stdout


def test_a_second_time_it_refuses(tmp_path: Path) -> None:
    assert govsweep(tmp_path, "init", "office").returncode == 0
    again = govsweep(tmp_path, "init", "office")
    assert again.returncode == 2
    assert "--force" in again.stderr
    assert govsweep(tmp_path, "init", "office", "--force").returncode == 0
