"""Worlds lived by the command: it moves the clock, so it runs by itself."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def simulated() -> Callable[..., list[dict[str, Any]]]:
    """What the command tells, world by world."""

    def run(*words: str) -> list[dict[str, Any]]:
        ended = subprocess.run(
            [sys.executable, "-m", "simulate", *words],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": "0"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode in (0, 1), ended.stderr[-4_000:]
        return [json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{")]

    return run


@pytest.fixture(scope="session")
def broken() -> Callable[..., list[tuple[int, list[str]]]]:
    """The worlds in which anything was violated, and what."""
    return lambda lived: [(one["seed"], one["broken"]) for one in lived if one["broken"]]
