"""A few worlds of three sites, compared with quiet ones; the same seed lives the same."""

from collections.abc import Callable
from typing import Any

import pytest

WORLDS = 5
KNOWN = {  # worlds that showed something once
    306: "the database is away while workers stop: the feeder went round without a rest",
    349: "the clock of Redis leaps past every lease: who held one cannot know at once",
}


@pytest.fixture(scope="module")
def lived(simulated: Callable[..., Any]) -> dict[int, dict[str, Any]]:
    """Worlds by seed: the first few, and those that showed something once."""
    seeds = ",".join(map(str, (f"0-{WORLDS - 1}", *KNOWN)))
    return {one["seed"]: one for one in simulated("--seeds", seeds)}


def test_nothing_is_violated(lived: dict[int, dict[str, Any]], broken: Callable[..., Any]) -> None:
    worlds = [lived[seed] for seed in range(WORLDS)]
    assert broken(worlds) == []
    assert all(one["written"] > 20 for one in worlds)
    assert len({kind for one in worlds for kind in one["kinds"]}) > 8


@pytest.mark.parametrize("seed", KNOWN)
def test_what_a_world_showed_once_does_not_come_back(
    seed: int, lived: dict[int, dict[str, Any]]
) -> None:
    assert lived[seed]["broken"] == [], KNOWN[seed]


def test_a_seed_lives_the_same_world_again(
    lived: dict[int, dict[str, Any]], simulated: Callable[..., Any]
) -> None:
    (again,) = simulated("--seeds", "3", "--alone")
    assert again["trace"] == lived[3]["trace"]


def test_another_seed_lives_another_world(lived: dict[int, dict[str, Any]]) -> None:
    assert len({one["trace"] for one in lived.values()}) == WORLDS + len(KNOWN)
