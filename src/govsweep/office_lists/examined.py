"""A list as its loader takes it: how many rows, and which lines are refused."""

import tempfile
from pathlib import Path
from typing import NamedTuple

from govsweep.rules import ListTrouble
from govsweep.rules.lists import read_lists
from govsweep.rules.repeals import read_repeals
from govsweep.rules.reposts import read_reposts


class ExaminedList(NamedTuple):
    """What a loader makes of a list."""

    loaded: int
    troubles: tuple[ListTrouble, ...]


def examine(name: str, body: bytes) -> ExaminedList:
    """Let the loaders of the rules read a list, alone in a folder."""
    with tempfile.TemporaryDirectory(prefix="govsweep-") as made:
        folder = Path(made)
        (folder / name).write_bytes(body)
        lists = read_lists(folder)
        reposts, refused = read_reposts(folder)
        repeals, not_taken = read_repeals(folder)
    loaded = sum(lists.counts.values()) + len(reposts) + len(repeals)
    return ExaminedList(loaded, (*lists.troubles, *refused, *not_taken))
