"""The figures of the house: that they are counted right, and that the house keeps to its limits."""

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "scripts/house.py"
MAPPING = '[tool.setuptools.package-dir]\n"" = "src"\n"govsweep.checks" = "checks"\n'


@pytest.fixture(scope="module")
def house() -> ModuleType:
    spec = importlib.util.spec_from_file_location("house", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def measured(house: ModuleType, tmp_path: Path) -> Callable[..., Any]:
    """What is measured in a repository of these files."""

    def measure(**files: str) -> Any:
        (tmp_path / "pyproject.toml").write_text(MAPPING)
        for name, text in files.items():
            folder = tmp_path / ("checks" if name.startswith("checks") else "src/govsweep")
            path = folder / f"{name.removeprefix('checks_')}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return house.measure(house.modules(tmp_path))

    return measure


@pytest.fixture(scope="module")
def ours(house: ModuleType) -> Any:
    return house.measure(house.modules(ROOT))


def test_no_modules_import_one_another_in_a_circle(house: ModuleType, ours: Any) -> None:
    over = [cycle for cycle in ours.cycles if len(cycle) > house.LARGEST_CYCLE]
    assert over == []


def test_a_class_name_is_defined_once(house: ModuleType, ours: Any) -> None:
    twice = [f"{name}: {', '.join(at)}" for name, at in sorted(ours.homonyms.items())]
    assert len(twice) <= house.HOMONYMS, "\n".join(twice)


def test_every_public_name_is_documented(ours: Any) -> None:
    assert ours.undocumented == []


def test_the_table_is_printed_and_nothing_is_over_a_limit() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert (done.returncode, done.stderr) == (0, "")
    names = [line[:34].strip() for line in done.stdout.splitlines()]
    assert names == [
        "files",
        "lines a file, median / p90 / max",
        "lines a function, median / p90",
        "public names documented",
        "class names defined twice",
        "largest import cycle",
    ]


def test_what_is_over_a_limit_is_listed_and_fails(tmp_path: Path, measured: Any) -> None:
    measured(one='"""One."""\n', two='"""Two."""\ndef bare(): ...\n')
    done = subprocess.run(
        [sys.executable, SCRIPT, tmp_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "no docstring: src/govsweep/two.py: bare" in done.stderr


class TestCycles:
    def test_imports_for_types_and_in_functions_count(self, measured: Any) -> None:
        found = measured(
            one="from typing import TYPE_CHECKING\n"
            "if TYPE_CHECKING:\n    from govsweep.two import Two\n",
            two="def late():\n    import govsweep.three\n",
            three="from govsweep import one\n",
            four="from govsweep.one import x\n",
        )
        assert found.cycles == [["govsweep.one", "govsweep.three", "govsweep.two"]]
        assert found.largest_cycle == 3

    def test_a_mapped_room_is_part_of_the_package(self, measured: Any) -> None:
        found = measured(
            checks_typo="import govsweep.checking", checking="from govsweep.checks import typo"
        )
        assert found.cycles == [["govsweep.checking", "govsweep.checks.typo"]]

    def test_two_cycles_are_two_the_larger_first(self, house: ModuleType) -> None:
        graph = {"a": {"b"}, "b": {"a", "c"}, "c": {"d"}, "d": {"e"}, "e": {"c"}, "f": {"a"}}
        assert house.cycles(graph) == [["c", "d", "e"], ["a", "b"]]

    def test_what_only_shares_an_import_is_none(self, measured: Any) -> None:
        found = measured(one="import govsweep.two\nimport govsweep.three", two="", three="")
        assert found.cycles == []
        assert found.largest_cycle == 0

    def test_a_module_that_imports_itself_is_one(self, house: ModuleType) -> None:
        assert house.cycles({"a": {"a"}, "b": set()}) == [["a"]]


class TestClassNames:
    def test_one_defined_twice_is_named_with_its_places(self, measured: Any) -> None:
        found = measured(one="class Line: ...\n", two="\nclass _Line: ...\nclass Once: ...\n")
        assert found.homonyms == {"Line": ["src/govsweep/one.py:1", "src/govsweep/two.py:2"]}
        assert found.classes == 2


class TestDocumentation:
    def test_private_names_and_overloads_need_none(self, measured: Any) -> None:
        found = measured(
            one='"""One."""\n'
            "from typing import overload\n"
            "def _private(): ...\n"
            "@overload\ndef shown(a: int) -> int: ...\n"
            'def shown(a):\n    """Shows."""\n'
            'class Shown:\n    """A class."""\n    def bare(self): ...\n'
        )
        assert found.undocumented == ["src/govsweep/one.py: Shown.bare"]
        assert found.public == 4


def test_lines_are_those_of_whole_files_and_functions(measured: Any) -> None:
    found = measured(one="def two():\n    return 2\n\n\nasync def one(): ...\n")
    assert found.file_lines == [5]
    assert sorted(found.function_lines) == [1, 2]
