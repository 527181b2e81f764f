"""The rules of the house: arrows, packages, and documentation that keeps up with the code."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

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
        "on_demand",
        "accounts",
        "clock",
        "reasons",
        "remarks",
        "near_words",
        "chinese_numbers",
        "facts",
        "findings",
        "one_cause",
        "print_views",
        "service_guides",
        "policy_names",
        "proportions",
        "repealed_laws",
        "accessibility",
        "page_template",
        "annual_reports",
        "annual_arithmetic",
        "row_order",
        "enclosures",
        "fulltext",
        "jobs",
        "config",
        "posted",
        "addresses",
        "settings",
        "address_zones",
        "table_fields",
        "csv_rows",
        "merged_cells",
        "table_cells",
        "table_files",
        "table_rows",
        "egress_policy",
        "maintenance",
        "lifecycle",
        "link_status",
        "throttle",
        "garbage_collection",
        "kept_files",
        "source_digest",
    ),
    (
        "checking",
        "failures",
        "rules",
        "registry",
        "registry_changes",
        "suspects",
        "indicators",
        "resolving",
        "browser",
        "letters",
        "duties",
        "site_life",
        "outside_results",
        "bundles",
        "office_lists",
    ),
    ("reading", "attachments", "words", "media", "baselines"),
    ("checks", "crawl"),
    ("judging", "proofreading"),
    ("tables", "migrations", "store", "frontier"),
    (
        "settle",
        "assess",
        "rectification",
        "expectations",
        "canaries",
        "periods",
        "rule_changes",
        "roster",
    ),
    (
        "spiders",
        "pipelines",
        "probing",
        "media_codes",
        "reports",
        "exports",
        "outbox",
        "single_sign_on",
    ),
    (
        "city",
        "kit",
        "web",
        "sweep_runner",
        "media_import",
        "results_import",
        "job_runner",
        "trial",
        "recheck",
        "worker",
        "doctor",
        "starter",
        "settings_files",
        "metrics",
    ),
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


def test_imports_run_only_along_the_arrows() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {told}"
        for part, path in modules()
        for told in wrong_imports(part, path)
    ]
    assert wrong == []


def wrong_imports(part: str, path: Path) -> Iterator[str]:
    if part != "__init__" and part not in LAYER:
        yield f"{part} has no place in the layers"
    for name in imports(path):
        first, _, rest = name.partition(".")
        if first in NEVER.get(part, ()):
            yield f"{part} must not know {first}"
        if first in ROOMS:
            yield f"import govsweep.{first}, not {first}"
        known = rest.partition(".")[0]
        both = first == "govsweep" and known in LAYER and part in LAYER and known != part
        if both and (LAYER[known] > LAYER[part] or (part, known) in NOT_KNOWN):
            yield f"{part} must not know {known}"


def test_the_sample_city_is_known_to_the_demo_and_the_kit_alone() -> None:
    knowing = {
        str(path.relative_to(ROOT))
        for part, path in modules()
        if part != "city" and any(f"{name}.".startswith("govsweep.city.") for name in imports(path))
    }
    assert knowing == {"src/govsweep/cli/demo.py", "src/govsweep/cli/kit.py"}


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


class TestEveryCheck:
    """Each test names all checks that are not as they must be."""

    def test_has_a_module_of_its_name(self) -> None:
        assert len(checks()) > 50
        modules = {code: one.judge.__module__ for code, one in checks().items()}
        assert modules == {code: f"govsweep.checks.{code.replace('-', '_')}" for code in modules}

    def test_is_documented_under_the_fixed_heads(self) -> None:
        heads = ("## 为什么要紧", "## 怎样改正", "## 判断界限", "## 已知盲区")
        assert [
            code
            for code, one in checks().items()
            if not (one.summary.endswith("。") and one.clause and all(x in one.text for x in heads))
        ] == []

    def test_stands_at_the_margin(self) -> None:
        shifted = re.compile(r"^ ", re.MULTILINE)
        assert [code for code, one in checks().items() if shifted.search(one.text)] == []

    def test_has_its_tests(self) -> None:
        files = {code: f"tests/checks/test_{code.replace('-', '_')}.py" for code in checks()}
        assert [code for code, file in files.items() if not (ROOT / file).exists()] == []

    def test_has_a_name_in_chinese(self) -> None:
        chinese = re.compile(r"[\u4e00-\u9fff]")
        assert [code for code, one in checks().items() if not chinese.search(one.name)] == []

    def test_stays_small(self) -> None:
        assert {code: many for code in checks() if (many := statements(code)) >= 80} == {}


def statements(code: str) -> int:
    """How many a check has."""
    tree = ast.parse((ROOT / f"checks/{code.replace('-', '_')}.py").read_text("utf-8"))
    return sum(isinstance(node, ast.stmt) for node in ast.walk(tree))


def test_a_file_in_checks_is_a_check() -> None:
    modules = {path.stem for path in (ROOT / "checks").glob("*.py")} - {"__init__"}
    assert modules == {code.replace("-", "_") for code in checks()}


def test_every_setting_is_documented() -> None:
    told = (ROOT / "docs/settings.md").read_text("utf-8")
    fields = Settings.model_fields
    assert [name for name, one in fields.items() if not one.description] == []
    assert [name for name in fields if f"`GOVSWEEP_{name.upper()}`" not in told] == []


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


_SHOWN = {"warning": 0, "error": 0, "critical": 0, "exception": 0, "log": 1}  # where the words are


def _log_lines() -> Iterator[tuple[str, str]]:
    """What is logged so that a user sees it, with where that stands."""
    for folder in ("src/govsweep", *ROOMS):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                    continue
                logger = ast.unparse(node.func.value).rpartition(".")[2].lower()
                place = _SHOWN.get(node.func.attr)
                if place is not None and "log" in logger.replace("click", ""):
                    yield f"{path.name}:{node.lineno}", ast.unparse(node.args[place])


def test_whoever_reads_the_log_of_a_sweep_reads_chinese() -> None:
    lines = dict(_log_lines())
    assert len(lines) > 7
    english = {
        where: words
        for where, words in lines.items()
        if not re.search(r"[\u4e00-\u9fff]{2}", words)
        or re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}", words)
    }
    assert not english
