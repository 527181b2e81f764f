"""Many small worlds, of one site each, not compared with quiet ones: nothing is violated."""

from collections.abc import Callable
from typing import Any

import pytest

SMALL = 200
KNOWN = {  # worlds that showed something once
    103: "Redis loses all: another built the queues anew and asked before the holder knew of it",
    812: "a full server is restarted: the lock of who builds came back without its end",
    885: "Redis loses all: one that joined built the queues at once, beside a holder's requests",
    919: "a worker that stood still twice asked beside the one that took its queue over",
    1022: "Redis loses all where two runs work on a sweep",
    1093: "a worker stood still while another built the queues anew",
    1355: "a worker stood still past its lease and sent what was about to leave",
    1536: "the same, with messages lost",
    1885: "a closer slept for a day, and the next night came to a sweep it had just closed",
    5218: "one that joined slept for a day, and built queues of a sweep that was closed by then",
    6593: "a machine slept for a day: what its sweep left then was no lack of hours",
    1551: "a server that was full from the first had no clock",
}


@pytest.fixture(scope="module")
def lived(simulated: Callable[..., Any]) -> dict[int, dict[str, Any]]:
    """Worlds by seed."""
    seeds = ",".join(map(str, (f"0-{SMALL - 1}", *KNOWN)))
    return {one["seed"]: one for one in simulated("--seeds", seeds, "--sites", "1", "--alone")}


def test_nothing_is_violated(lived: dict[int, dict[str, Any]], broken: Callable[..., Any]) -> None:
    worlds = [lived[seed] for seed in range(SMALL)]
    assert broken(worlds) == []
    assert all(one["written"] > 5 for one in worlds)  # they did work
    assert len({kind for one in worlds for kind in one["kinds"]}) > 15  # much befell them


@pytest.mark.parametrize("seed", KNOWN)
def test_what_a_world_showed_once_does_not_come_back(
    seed: int, lived: dict[int, dict[str, Any]]
) -> None:
    assert lived[seed]["broken"] == [], KNOWN[seed]
