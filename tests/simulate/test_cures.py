"""The simulator is not blind: without any of its cures it finds the fault that each keeps away."""

from collections.abc import Callable
from typing import Any


def test_without_any_of_its_cures_the_fault_is_found(simulated: Callable[..., Any]) -> None:
    found = simulated("--blind", "--seeds", "0-59")
    assert [one["without"] for one in found if one["seed"] is None] == []
    assert len(found) > 10
