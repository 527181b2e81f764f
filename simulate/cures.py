"""Cures taken out, one at a time: what the simulator then finds proves that it is not blind.

Each names the fault that it keeps away, and is a patch that lasts as long as its context.
"""

import datetime as dt
from collections.abc import AsyncIterable, Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, NamedTuple
from unittest.mock import patch

from govsweep.cli import sweep as commands
from govsweep.frontier import Frontier, scripts
from govsweep.frontier import client as frontier_client
from govsweep.frontier.tasks import Task
from govsweep.settle import life
from govsweep.spiders.assignment import WorkerProgress
from govsweep.spiders.engine import lease
from govsweep.spiders.engine.pace import Pace
from govsweep.store import fence_rows, sweeps
from govsweep.store.repository import Writes
from govsweep.sweep_runner import opening
from simulate.faults import KINDS


class Cure(NamedTuple):
    """What keeps a fault away, and how the simulator tells of the fault without it."""

    taken_out: Callable[[], AbstractContextManager[Any]]
    kinds: frozenset[str]  # what befalls the nights in which it is looked for
    told: str  # a part of what the simulator says
    why: str
    nights: int = 2
    first: int = 0  # the seed that is tried before all others
    sites: int = 1  # of each world; what is told of two sites needs more, and each costs time


def _none_overtaken(*_: object) -> set[str]:
    return set()


def _always_open(*_: object) -> bool:
    return True


def begin_closing(*_: object) -> None:
    """Begin to close, and keep nobody out."""


@contextmanager
def _joins_the_old_night() -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(patch.object(opening, "_take_up", lambda *_: None))
        stack.enter_context(patch.object(commands, "night_of", lambda _: dt.date.min))
        yield


async def _finished_at_once(self: Frontier, waiting: AsyncIterable[Sequence[Task]]) -> bool:
    await self._answer(self.client.set(f"{self.prefix}:finished", self.worker, ex=604_800))
    return True


def _forgets_at_once(self: lease.Lease, task: Task) -> None:
    self._unsettled -= 1
    self.earlier.pop(task.fingerprint, None)


_claim = frontier_client._claim


def _asked_long_ago(*words: Any) -> Any:
    return _claim(*words)._replace(idle=3_600.0)


def _script(name: str, old: str, new: str) -> Callable[[], AbstractContextManager[Any]]:
    text: str = getattr(scripts, name)
    assert text.count(old) == 1, name
    return lambda: patch.object(scripts, name, text.replace(old, new))


@contextmanager
def _owners_unasked() -> Iterator[None]:
    owner = "redis.call('HGET', P .. 'owner', queue)"
    with (
        _script("PULL", f"{owner} ~= owner", "false")(),
        _script("RENEW", f"{owner} == ARGV[i + 1]", "true")(),
        patch.object(WorkerProgress, "lose", lambda *_: None),
    ):
        yield


async def _waits_for_nobody(_: Frontier) -> None:
    pass


@contextmanager
def _nothing_taken_back() -> Iterator[None]:
    with (
        patch.object(Pace, "_take_back", lambda *_: None),
        # Else most of what waits has left before another may claim.
        patch.object(Frontier, "_wait_for_holders", _waits_for_nobody),
    ):
        yield


def _on(target: object, name: str, value: object) -> Callable[[], AbstractContextManager[Any]]:
    return lambda: patch.object(target, name, value)


def _befalls(*kinds: str) -> frozenset[str]:
    assert set(kinds) <= set(KINDS)
    return frozenset(kinds)


CURES = {
    "fence of leases": Cure(
        _on(fence_rows, "overtaken", _none_overtaken),
        _befalls("worker stalls", "sql slow"),
        "by a lease that another has followed",
        "A worker that stood still past its lease writes what it read before (ATTACKS 1).",
        first=3,
    ),
    "fence of sweeps": Cure(
        _on(fence_rows, "is_open", _always_open),
        _befalls("closed elsewhere"),
        "which is closed",
        "A worker goes on while another machine closes, or after it (ATTACKS 1, 6).",
    ),
    "closing keeps others out": Cure(
        _on(sweeps.SweepRepository, "begin_closing", Writes(begin_closing)),
        _befalls("closed elsewhere"),
        "which is closed",
        "What is written while a sweep is settled counts nowhere (ATTACKS 6).",
        first=19,
    ),
    "each night its own sweep": Cure(
        _joins_the_old_night,
        _befalls("power cut"),
        "has no sweep of its own",
        "After a power cut the next night ends the old sweep and asks for nothing (ATTACKS 4).",
        first=7,
    ),
    "the store is asked at the end": Cure(
        _on(Frontier, "reconcile", _finished_at_once),
        _befalls("redis restarts"),
        "does not balance",
        "Redis restarts without its last second; what it forgot is never asked for.",
    ),
    "tasks of the dead come back": Cure(
        _script("CLAIM", "redis.call('SADD', P .. 's:' .. queue, key)", ""),
        _befalls("worker dies"),
        "",
        "What a worker that died had in hand waits for ever.",
    ),
    "a lost lease is noticed": Cure(
        _owners_unasked,
        _befalls("worker stalls", "sql slow"),
        "s later",
        "A worker that lost its lease goes on asking the host beside the new one.",
        first=10,
        sites=3,
    ),
    "pace goes with the lease": Cure(
        _on(frontier_client, "_claim", _asked_long_ago),
        _befalls("redis restarts"),  # it forgets who holds a queue, which is then claimed anew
        "s later",
        "Who takes a queue over asks its host at once.",
        first=1,
    ),
    "what waits for its turn is taken back": Cure(
        _nothing_taken_back,
        _befalls("redis emptied", "redis restarts"),
        "s later",
        "A request that waited leaves after its lease was lost.",
        first=2,
    ),
    "without word of its lease nothing leaves": Cure(
        _on(lease.Lease, "is_sure", True),
        _befalls("worker stalls"),
        "s later",
        "Who stood still sends what was about to leave, beside the requests of another.",
        first=2,
    ),
    "pace is kept": Cure(
        _on(lease, "_delay", lambda *_: 0.0),
        _befalls("redis clock"),
        "s later",
        "Requests to one site leave as fast as it answers.",
    ),
    "a task given out twice keeps its tag": Cure(
        _on(lease.Lease, "settle", _forgets_at_once),
        _befalls("redis restarts"),
        "by what is not known",
        "The second of two equal requests comes back unchanged, and its tag is forgotten.",
        nights=3,
        first=20,
    ),
    "not seen is not fixed": Cure(
        _on(life, "_looked_at", lambda *_: True),
        _befalls("hosts"),
        "was not read",
        "What stands on a page that could not be read is said to be fixed.",
        nights=3,
        first=4,
        sites=3,
    ),
    "a full server is away": Cure(
        _on(frontier_client, "_FULL_OR_CLOSED", ()),
        _befalls("redis full"),
        "OutOfMemoryError",
        "A Redis server without memory breaks every worker.",
    ),
}
