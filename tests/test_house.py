"""The rules of the house: arrows, packages, and documentation that keeps up with the code."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from scrapy.settings import default_settings

from govsweep import settings
from govsweep.checking import checks
from govsweep.config import Settings
from govsweep.settings import sweep as sweep_settings

ROOT = Path(__file__).parent.parent
ROOMS = ("checks", "pipelines", "settings", "spiders")
LAYERS = (
    (
        "errors",
        "reasons",
        "facts",
        "findings",
        "one_cause",
        "config",
        "addresses",
        "settings",
        "address_zones",
        "egress_policy",
        "maintenance",
        "lifecycle",
        "link_status",
        "throttle",
    ),
    ("checking", "rules", "registry", "indicators", "resolving", "browser"),
    ("reading", "attachments", "words"),
    ("checks", "crawl"),
    ("judging", "proofreading"),
    ("tables", "migrations", "store", "frontier"),
    ("settle", "assess", "rectification", "expectations", "canaries", "periods", "rule_changes"),
    ("spiders", "pipelines", "probing", "reports", "exports", "outbox"),
    ("city", "web", "sweep_runner", "recheck", "worker", "doctor", "starter", "metrics"),
    ("cli", "__main__"),
)
LAYER = {name: number for number, names in enumerate(LAYERS) for name in names}
NEVER = {
    "checks": {"scrapy", "redis", "sqlalchemy", "twisted", "requests", "aiohttp"},
    "reading": {"scrapy", "redis", "sqlalchemy"},
    "attachments": {"scrapy", "redis", "sqlalchemy"},
    "browser": {"scrapy", "redis", "sqlalchemy"},
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


def test_the_sample_city_is_known_to_the_demo_alone() -> None:
    knowing = {
        str(path.relative_to(ROOT))
        for part, path in modules()
        if part != "city" and any(f"{name}.".startswith("govsweep.city.") for name in imports(path))
    }
    assert knowing == {"src/govsweep/cli/demo.py"}


def test_other_commands_do_not_load_it() -> None:
    program = (
        "import sys; from click.testing import CliRunner; from govsweep.cli import main;"
        "CliRunner().invoke(main, ['findings', '--help']);"
        "sys.exit(any(name.startswith('govsweep.city') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


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

    def test_has_a_name_in_chinese(self, code: str) -> None:
        assert re.search(r"[\u4e00-\u9fff]", checks()[code].name)

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


def scrapy_settings_read() -> set[str]:
    """The names of Scrapy's settings that the product asks for anywhere."""
    found = set()
    for part, path in modules():
        if part in ("spiders", "pipelines", "frontier", "worker", "sweep_runner", "doctor"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    asked = node.args[:1] if node.func.attr.startswith("get") else []
                elif isinstance(node, ast.Subscript):
                    asked = [node.slice]
                else:
                    continue
                found |= {
                    one.value
                    for one in asked
                    if isinstance(one, ast.Constant)
                    and isinstance(one.value, str)
                    and re.fullmatch(r"[A-Z]+(_[A-Z]+)+", one.value)
                }
    return found


def test_the_scan_for_settings_finds_those_that_are_read() -> None:
    assert {"FRONTIER_SITES", "STORE_PATIENCE", "DOWNLOAD_TIMEOUT"} <= scrapy_settings_read()


def test_every_setting_of_scrapy_that_is_ours_is_documented() -> None:
    ours = {
        name
        for module in (settings, sweep_settings)
        for name in vars(module)
        if name.isupper() and not hasattr(default_settings, name)
    }
    asked = {name for name in scrapy_settings_read() if not hasattr(default_settings, name)}
    text = (ROOT / "docs/settings.md").read_text("utf-8")
    assert not [name for name in sorted(ours | asked) if f"`{name}`" not in text]


def test_the_readmes_open_with_the_nomenclature() -> None:
    for readme in ("README.md", "README.en.md"):
        text = (ROOT / readme).read_text("utf-8")
        for noun in ("Site", "Column", "Sweep", "Check", "Finding", "Indicator"):
            assert noun in text, f"{readme} does not name {noun}"


FILE_SHOWN = re.compile(r"^`(\S+\.py)`：\n\n```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAME, WORDING = "标题问好", "网页标题不规范"  # of the check that docs/new-check.md adds
NIGHT = """
import datetime as dt, sys
from govsweep import sweep_runner
from govsweep.addresses import fingerprint
from govsweep.config import load
from govsweep.facts import Page, PageKind, Site, Visit
from govsweep.judging import Judges
from govsweep.store import Delivery, Store

at, url = dt.datetime.now(dt.UTC), "http://www.qinghe.gov.cn/"
site = Site(identifier="5118000001", name="清禾市人民政府", url=url)
rules, store = sweep_runner.rules_of(load()), Store(load().database_url.get_secret_value())
store.upgrade()
store.sites.save([site])
sweep, _ = store.sweeps.open(
    night=at.date(), as_of=at.date(), sites=[site], indicators="2019",
    rules_version=rules.version, at=at.timestamp(), again=False,
)
page = Page(url=url, kind=PageKind.HOME, title="你好，清禾")
found = Judges.by(rules, [site]).pages(sweep.id, sweep.as_of)(page, site, at).findings
visit = Visit(
    queue=site.identifier, url=url, fingerprint=fingerprint(url), at=at, status=200, page=page
)
store.pages.commit(sweep.id, [Delivery(visit, tuple(found))])
sweep_runner.close(store, load(), sweep, rules, finished=True)
"""


@pytest.fixture
def copy_of_the_tree(tmp_path: Path) -> Path:
    """A copy of the product's sources, importable from a folder of its own."""
    shutil.copytree(ROOT / "src/govsweep", tmp_path / "govsweep")
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / "govsweep" / room)
    (tmp_path / "tests/checks").mkdir(parents=True)
    shutil.copy(ROOT / "tests/conftest.py", tmp_path / "tests")
    return tmp_path


def surroundings(copy: Path) -> dict[str, str]:
    """An environment in which the copy's sources come first."""
    return {"PATH": os.environ["PATH"], "HOME": str(copy), "PYTHONPATH": str(copy)}


def run_in(copy: Path, *words: str) -> str:
    """Run Python on the copy's sources; tells what it said."""
    answer = subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=copy,
        env=surroundings(copy),
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return answer.stdout


def test_a_new_check_is_one_file_and_its_test(
    copy_of_the_tree: Path, start: Callable[..., Any]
) -> None:
    copy = copy_of_the_tree
    shown = dict(FILE_SHOWN.findall((ROOT / "docs/new-check.md").read_text("utf-8")))
    assert list(shown) == ["checks/odd_title.py", "tests/checks/test_odd_title.py"]
    (copy / "govsweep/checks/odd_title.py").write_text(shown["checks/odd_title.py"], "utf-8")
    test = copy / "tests/checks/test_odd_title.py"
    test.write_text(shown["tests/checks/test_odd_title.py"], "utf-8")
    where = run_in(copy, "-c", "import govsweep.checks.odd_title as one; print(one.__file__)")
    assert Path(where.strip()) == copy / "govsweep/checks/odd_title.py"
    assert "3 passed" in run_in(copy, "-m", "pytest", "-q", "--import-mode=importlib", str(test))

    def govsweep(*words: str) -> str:
        return run_in(copy, "-m", "govsweep", *words)

    # It is listed and documented, in its place of the census,
    codes = [line.partition("\t")[0] for line in govsweep("checks").splitlines()]
    place = codes.index("odd-title")
    assert codes[place - 1 : place + 2] == ["typo", "odd-title", "sensitive-word"]
    assert f"汇总表写作“{WORDING}”" in govsweep("checks", "odd-title")
    (copy / "page.html").write_text("<title>你好</title><h1>你好</h1><p>正文。</p>", "utf-8")
    assert "标题里有“你好”" in govsweep("judge", "page.html")

    # and printed in Chinese wherever its findings are.
    run_in(copy, "-c", NIGHT)
    for name in ("census.csv", "bulletin.docx", "selfcheck.docx", "dashboard.html"):
        govsweep("report", Path(name).stem, "-o", name)
    assert WORDING in (copy / "census.csv").read_text("utf-8-sig")
    assert WORDING in words_of(copy / "bulletin.docx")
    assert NAME in words_of(copy / "selfcheck.docx")
    assert NAME in (copy / "dashboard.html").read_text("utf-8")
    assert NAME in govsweep("export", "csv")
    assert NAME in page_of(start, copy, "findings")


def page_of(start: Callable[..., Any], copy: Path, path: str) -> str:
    """A page as `govsweep serve` shows it."""
    words = (sys.executable, "-m", "govsweep", "serve", "--port", "0")
    server = start(*words, cwd=copy, env=surroundings(copy))
    told = server.until_said(r"http://\S+:\d+/$")[0]
    with urllib.request.urlopen(told + path, timeout=30) as answer:
        return str(answer.read().decode())


def words_of(paper: Path) -> str:
    """All that a paper in Word says."""
    document = docx.Document(str(paper))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])
