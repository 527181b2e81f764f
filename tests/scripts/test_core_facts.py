"""The reader says the same whether its core was compiled or not."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts/core_facts.py"
CASES = ROOT / "tests/reading/cases"


@pytest.fixture(scope="module")
def core_facts() -> ModuleType:
    spec = importlib.util.spec_from_file_location("core_facts", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, SCRIPT, *words], capture_output=True, text=True, check=False, cwd=ROOT
    )


def test_a_page_that_differs_in_one_character_is_told(
    core_facts: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "a.html").write_text("<title>第一页</title><p>正文在这里。</p>", "utf-8")
    (tmp_path / "b.html").write_text("<title>第二页</title><p>正文在这里。</p>", "utf-8")
    lines = [line.split() for line in core_facts.told(core_facts.saved([tmp_path]))]
    assert [line[1] for line in lines] == ["0", "1", "0", "1"]
    assert len({line[2] for line in lines[::2]}) == 2


def test_the_same_page_is_told_alike_twice(core_facts: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<title>一页</title><p>正文在这里。</p>", "utf-8")
    pages = list(core_facts.saved([tmp_path]))
    assert list(core_facts.told(pages)) == list(core_facts.told(pages))


def test_nothing_to_read_tells_nothing(core_facts: ModuleType, tmp_path: Path) -> None:
    assert list(core_facts.told(core_facts.saved([tmp_path]))) == []


def test_only_the_package_is_run_from_its_source(core_facts: ModuleType) -> None:
    core_facts.sources_only(str(ROOT / "src/govsweep/reading"))
    core_facts.sources_only("/opt/venv/lib/python3.12/site-packages/govsweep/reading")
    with pytest.raises(ImportError, match="left to the others"):
        core_facts.sources_only(str(Path(pytest.__file__).parent))


def test_a_build_that_fell_back_to_the_sources_does_not_pass() -> None:
    done = run("--pure", "--expect", "compiled")
    assert (done.returncode, done.stderr) == (1, "the core is pure\n")


def test_a_compiled_core_reads_as_the_sources_do(core_facts: ModuleType) -> None:
    if core_facts.core() == "pure":
        pytest.skip("the core is not compiled here: make wheels, and install one")
    pure, compiled = run("--pure", str(CASES)), run("--expect", "compiled", str(CASES))
    assert pure.returncode == compiled.returncode == 0
    assert compiled.stdout.splitlines() == pure.stdout.splitlines() != []
