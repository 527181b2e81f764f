"""The rules of the house: arrows, packages, and documentation that keeps up with the code."""

import ast
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from govsweep.checking import checks
from govsweep.config import Settings
from govsweep.findings import CODES

ROOT = Path(__file__).parent.parent
ROOMS = ("checks", "pipelines", "settings", "spiders")
LAYERS = (
    (
        "errors",
        "facts",
        "findings",
        "config",
        "addresses",
        "settings",
        "grounds",
        "reach",
        "maintenance",
        "verdicts",
    ),
    ("rules", "registry", "indicators", "resolving"),
    ("reading", "attachments", "words", "checking"),
    ("checks", "crawl"),
    ("tables", "migrations", "store", "frontier"),
    ("settle", "assess", "rectification", "expectations", "canaries"),
    ("spiders", "pipelines", "probing", "reports", "exports", "outbox"),
    ("city", "web", "conduct", "recheck", "worker", "doctor", "starter", "metrics"),
    ("cli", "__main__"),
)
LAYER = {name: number for number, names in enumerate(LAYERS) for name in names}
NEVER = {
    "checks": {"scrapy", "redis", "sqlalchemy", "twisted", "requests", "aiohttp"},
    "reading": {"scrapy", "redis", "sqlalchemy"},
    "attachments": {"scrapy", "redis", "sqlalchemy"},
    "words": {"scrapy", "redis", "sqlalchemy"},
    "store": {"scrapy", "redis"},
    "frontier": {"sqlalchemy"},
    "spiders": {"sqlalchemy", "redis"},
    "pipelines": {"sqlalchemy", "redis"},
    "settings": {"scrapy", "redis", "sqlalchemy", "govsweep"},
}
NOT_KNOWN = {
    ("spiders", "checks"),
    ("spiders", "store"),
    ("store", "frontier"),
    ("frontier", "store"),
}


def modules() -> Iterator[tuple[str, Path]]:
    """Every module of the product with the part of the house it belongs to."""
    for path in sorted((ROOT / "src/govsweep").rglob("*.py")):
        part = path.relative_to(ROOT / "src/govsweep").parts[0].removesuffix(".py")
        yield part, path
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield room, path


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "govsweep":
                yield from (f"govsweep.{name.name}" for name in node.names)


@pytest.mark.parametrize(
    ("part", "path"),
    [pytest.param(part, path, id=str(path.relative_to(ROOT))) for part, path in modules()],
)
def test_imports_run_only_along_the_arrows(part: str, path: Path) -> None:
    assert part == "__init__" or part in LAYER, f"{part} has no place in the layers"
    for name in imports(path):
        first, _, rest = name.partition(".")
        assert first not in NEVER.get(part, ()), f"{part} must not know {first}"
        assert first not in ROOMS, f"import govsweep.{first}, not {first}"
        known = rest.partition(".")[0]
        if first == "govsweep" and known in LAYER and part in LAYER and known != part:
            assert LAYER[known] <= LAYER[part], f"{part} must not know {known}"
            assert (part, known) not in NOT_KNOWN, f"{part} must not know {known}"


def test_every_package_is_listed() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    found = {"govsweep"}
    for base, prefix in [(ROOT / "src/govsweep", "govsweep")] + [
        (ROOT / room, f"govsweep.{room}") for room in ROOMS
    ]:
        for init in base.rglob("__init__.py"):
            parts = init.parent.relative_to(base).parts
            found.add(".".join((prefix, *parts)))
    assert sorted(listed) == sorted(found)


@pytest.mark.parametrize("code", checks())
class TestEveryCheck:
    def test_has_a_module_of_its_name(self, code: str) -> None:
        assert checks()[code].judge.__module__ == f"govsweep.checks.{code.replace('-', '_')}"

    def test_is_documented_under_the_fixed_heads(self, code: str) -> None:
        check = checks()[code]
        assert check.summary.endswith("。")
        for head in ("## 为什么要紧", "## 怎样改正", "## 判断界限", "## 已知盲区"):
            assert head in check.text, head
        assert check.clause

    def test_has_its_tests(self, code: str) -> None:
        assert (ROOT / f"tests/checks/test_{code.replace('-', '_')}.py").exists()

    def test_has_a_public_code(self, code: str) -> None:
        assert code in CODES

    def test_stays_small(self, code: str) -> None:
        tree = ast.parse((ROOT / f"checks/{code.replace('-', '_')}.py").read_text("utf-8"))
        statements = sum(isinstance(node, ast.stmt) for node in ast.walk(tree))
        assert statements < 80


def test_a_file_in_checks_is_a_check() -> None:
    modules = {path.stem for path in (ROOT / "checks").glob("*.py")} - {"__init__"}
    assert modules == {code.replace("-", "_") for code in checks()}


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_documented(name: str) -> None:
    assert Settings.model_fields[name].description
    assert f"`GOVSWEEP_{name.upper()}`" in (ROOT / "docs/settings.md").read_text("utf-8")


def test_the_readmes_open_with_the_nomenclature() -> None:
    for readme in ("README.md", "README.en.md"):
        text = (ROOT / readme).read_text("utf-8")
        for noun in ("Site", "Column", "Sweep", "Check", "Finding", "Indicator"):
            assert noun in text, f"{readme} does not name {noun}"


@pytest.fixture(scope="module")
def copy_of_the_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the product's sources, importable from a folder of its own."""
    copy = tmp_path_factory.mktemp("copy") / "govsweep"
    shutil.copytree(ROOT / "src/govsweep", copy)
    for room in ROOMS:
        shutil.copytree(ROOT / room, copy / room)
    return copy


def test_a_new_check_is_one_file_and_its_test(copy_of_the_tree: Path) -> None:
    (copy_of_the_tree / "checks/odd_title.py").write_text(
        '''"""odd-title: a title that says hello."""

from collections.abc import Iterator

from govsweep.checking import check
from govsweep.facts import Page
from govsweep.findings import Fault


@check("odd-title", clause="测试")
def odd_title(page: Page) -> Iterator[Fault]:
    """标题里有“你好”。"""
    if "你好" in page.title:
        yield Fault("标题里有“你好”", subject="你好", quote="你好")
''',
        encoding="utf-8",
    )
    specimen = copy_of_the_tree.parent / "page.html"
    specimen.write_text(
        "<html><head><title>你好</title><meta name='ArticleTitle' content='你好'></head>"
        "<body><h1>你好</h1><p>正文。</p></body></html>",
        encoding="utf-8",
    )

    def run(*words: str) -> str:
        program = (
            "import sys, sysconfig;"
            f"sys.path.insert(0, {str(copy_of_the_tree.parent)!r});"
            "sys.meta_path[:] = [f for f in sys.meta_path if 'editable' not in type(f).__module__"
            " and 'Editable' not in getattr(f, '__name__', '')];"
            "from govsweep.cli import main; main()"
        )
        answer = subprocess.run(
            [sys.executable, "-c", program, *words],
            capture_output=True,
            text=True,
            check=False,
            cwd=copy_of_the_tree.parent,
        )
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    assert "odd-title" in run("checks")
    assert "标题里有“你好”。" in run("checks", "odd-title")
    assert "odd-title" in run("judge", str(specimen))
