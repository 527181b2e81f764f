"""`govsweep init` as a new user meets it: from nothing to a registered site."""

import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def govsweep(tmp_path: Path, command: Run) -> Run:
    return partial(command, tmp_path)


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOVSWEEP_DATABASE_URL", raising=False)


def test_what_it_writes_is_taken_by_the_next_commands(govsweep: Run) -> None:
    begun = govsweep("init")
    assert begun.returncode == 0, begun.stderr
    assert "govsweep sites import 登记表.csv" in begun.stdout
    assert govsweep("sites", "import", "登记表.csv").returncode == 0
    assert govsweep("columns", "import", "栏目表.csv").returncode == 0
    assert "示例市人民政府" in govsweep("sites", "list").stdout


def test_a_second_time_it_refuses(govsweep: Run) -> None:
    assert govsweep("init", "office").returncode == 0
    again = govsweep("init", "office")
    assert again.returncode == 2
    assert "--force" in again.stderr
    assert govsweep("init", "office", "--force").returncode == 0
