"""Every Lua script says what it takes and gives, and comes with the package."""

import tomllib
from pathlib import Path

import pytest

from govsweep.frontier import scripts

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "src/govsweep/frontier/lua").glob("*.lua"))
SCRIPTS = [path for path in FILES if path.stem != "head"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_says_its_keys_its_arguments_and_what_always_holds(path: Path) -> None:
    head = path.read_text("utf-8").partition("\n\n")[0]
    assert all(line.startswith("--") for line in head.splitlines())
    for word in ("-- KEYS  ", "-- ARGV  ", "Invariant: "):
        assert word in head, word


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_says_what_it_gives_and_is_run_under_its_name(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "\n-- Gives " in text
    assert getattr(scripts, path.stem.upper()).endswith(text)


def test_they_come_with_the_package() -> None:
    packed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert packed["tool"]["setuptools"]["package-data"]["govsweep.frontier"] == ["lua/*.lua"]
