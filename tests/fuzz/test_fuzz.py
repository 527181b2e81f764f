"""What fuzzing found stays mended, and a short run of it finds nothing new.

`make fuzz` looks longer.
"""

import subprocess
import sys
from pathlib import Path

import pytest
from fuzz.seeds import CORPUS, seeds
from fuzz.targets import TARGETS

_SAVED = sorted(path for path in CORPUS.glob("*/*") if path.is_file())
_RUNS = {"page": 150, "lists": 200, "registry": 100}


@pytest.mark.parametrize("path", _SAVED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_was_found_is_mended(path: Path) -> None:
    TARGETS[path.parent.name].run(path.read_bytes())


@pytest.mark.parametrize("name", sorted(TARGETS.keys() - {"words"}))
def test_what_fuzzing_begins_from_is_read(name: str) -> None:
    begin = seeds(name)
    assert begin
    for data in begin:
        TARGETS[name].run(data)


@pytest.mark.parametrize("name", _RUNS)
def test_a_short_run_finds_nothing(name: str, tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="has no wheel for this system")
    ended = subprocess.run(
        [sys.executable, "-m", "fuzz", name, f"--runs={_RUNS[name]}", "--limit=60",
         f"--found={tmp_path}"],
        cwd=CORPUS.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "inputs" in ended.stdout
