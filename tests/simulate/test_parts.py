"""Worlds by the thousand: several processes, and a file by which a run goes on where it stopped."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from simulate.parts import form, left


@pytest.fixture
def asked(tmp_path: Path) -> argparse.Namespace:
    """A run of small worlds, every second compared with a quiet one."""
    return argparse.Namespace(
        sites=1,
        nights=3,
        twins=2,
        alone=False,
        quiet=False,
        without=None,
        into=tmp_path / "worlds.jsonl",
    )


def keep(asked: argparse.Namespace, seed: int, *broken: str) -> None:
    """Let the file tell of a world."""
    with asked.into.open("a") as file:
        told = {"seed": seed, "broken": broken, "form": form(asked, seed)}
        file.write(json.dumps(told) + "\n")


def test_two_processes_live_what_one_does_and_go_on_where_they_stopped(
    simulated: Callable[..., Any], tmp_path: Path
) -> None:
    into = tmp_path / "worlds.jsonl"
    words = ("--sites", "1", "--alone", "--seeds", "0-2", "--into", str(into))
    told = simulated(*words, "--processes", "2")
    assert sorted(one["seed"] for one in told) == [0, 1, 2]
    first, second, third = into.read_text().splitlines(keepends=True)
    into.write_text(first + second + third[:40])  # stopped in the middle of a line
    (again,) = simulated(*words)
    assert again["trace"] == json.loads(third)["trace"]
    assert simulated(*words) == []


def test_only_what_the_file_lacks_is_left(asked: argparse.Namespace) -> None:
    assert left(asked, [1, 2, 3]) == ([1, 2, 3], False)
    keep(asked, 2)
    assert left(asked, [1, 2, 3]) == ([1, 3], False)


def test_worlds_of_another_form_are_others(asked: argparse.Namespace) -> None:
    for seed in (1, 2):
        keep(asked, seed)
    asked.alone = True  # then the second is not compared any more, as the first never was
    assert left(asked, [1, 2]) == ([2], False)
    asked.nights = 2
    assert left(asked, [1, 2]) == ([1, 2], False)


def test_what_was_violated_before_is_not_forgotten(asked: argparse.Namespace) -> None:
    keep(asked, 1, "the ledger of sweep 1 does not balance")
    assert left(asked, [1, 2]) == ([2], True)
    assert left(asked, [2]) == ([2], False)
