"""Messages: what is handed over between a worker and the frontier."""

from dataclasses import dataclass
from typing import NamedTuple

from govsweep.frontier.tasks import Task


class Claim(NamedTuple):
    """A queue that this worker alone may ask, until the lease is over."""

    queue: str
    owner: str
    idle: float | None  # seconds since anybody asked its host; None: nobody did
    notes: dict[str, str]  # what earlier holders left for it: back-off and the like

    @property
    def fence(self) -> int:
        """A number that every later lease of the queue exceeds, by which the store tells them."""
        return int(self.owner.rpartition(":")[2])


class Pulled(NamedTuple):
    """What a queue had ready."""

    queue: str
    lost: bool = False  # the lease is another's now
    tasks: tuple[Task, ...] = ()
    wait: float | None = None  # seconds until more is ready; None: nothing waits


@dataclass(slots=True, eq=False)
class Acknowledgement:
    """A task of which the store knows all, and what it revealed."""

    task: Task  # as it waits if it is asked for again
    wait: float | None = None  # seconds until it is asked for again; None: done with
    revealed: tuple[Task, ...] = ()


class Status(NamedTuple):
    """Where a sweep stands."""

    open: int  # tasks queued or in hand
    leased: int
    queues: int  # queues with open tasks
    wait: float | None  # seconds until a queue can be claimed; None: none waits
    finished: bool
