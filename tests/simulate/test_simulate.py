"""Simulated nights: nothing is violated, the same seed lives the same, and no cure is needless."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
WORLDS = 5


def simulated(*words: str) -> list[dict[str, Any]]:
    """What the command tells, world by world: it moves the clock, so it runs by itself."""
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


@pytest.fixture(scope="module")
def lived() -> list[dict[str, Any]]:
    return simulated("--seeds", f"0-{WORLDS - 1}")


def test_nothing_is_violated_in_a_few_worlds(lived: list[dict[str, Any]]) -> None:
    assert [(one["seed"], one["broken"]) for one in lived if one["broken"]] == []
    assert len(lived) == WORLDS
    assert all(one["written"] > 20 for one in lived)  # they did work
    assert len({kind for one in lived for kind in one["kinds"]}) > 8  # much befell them


@pytest.mark.parametrize(
    "seed",
    [
        306,  # the database is away while workers stop: the feeder went round without a rest
        349,  # the clock of Redis leaps past every lease: who held one cannot know at once
    ],
)
def test_what_a_world_showed_once_does_not_come_back(seed: int) -> None:
    (one,) = simulated("--seeds", str(seed), "--alone")
    assert one["broken"] == []


def test_a_seed_lives_the_same_world_again(lived: list[dict[str, Any]]) -> None:
    (again,) = simulated("--seeds", "3", "--alone")
    assert again["trace"] == next(one["trace"] for one in lived if one["seed"] == 3)


def test_another_seed_lives_another_world(lived: list[dict[str, Any]]) -> None:
    assert len({one["trace"] for one in lived}) == WORLDS


def test_without_any_of_its_cures_the_simulator_finds_the_fault() -> None:
    found = simulated("--blind", "--seeds", "0-59")
    assert [one["without"] for one in found if one["seed"] is None] == []
    assert len(found) > 10
