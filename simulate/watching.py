"""The watcher: sees every transaction as it is done, and says what must never be."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulate.process import Process
    from simulate.world import World


class Watcher:
    """What was written by whom, kept apart from what the product itself remembers of it."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._fences: dict[tuple[int, str], int] = {}
        self._closing: set[int] = set()
        self._closed: set[int] = set()
        self._closers: dict[str, int] = {}
        self.closed_by: dict[int, str] = {}  # who began to close each sweep
        self.written = 0
        self.refused = 0

    def dies_now(self, process: "Process") -> bool:
        """Whether a closer has come to the transaction before which it is to be killed."""
        if process.name not in self._closers:
            return False
        self._closers[process.name] += 1
        return self._closers[process.name] == self._world.faults.closer_dies_at

    def wrote(
        self,
        process: "Process",
        name: str,
        words: Sequence[Any],
        named: Mapping[str, Any],
        result: Any,
    ) -> None:
        """Look at a transaction that was done."""
        if name == "begin_closing":
            self._closing.add(words[0])
            self.closed_by.setdefault(words[0], process.name)
            self._closers.setdefault(process.name, 0)
        elif name == "reopen" and words[0] not in self._closed:
            self._closing.discard(words[0])
            self.closed_by.pop(words[0], None)
        elif name == "close_sweep":
            self._closed.add(words[0])
            self._closers.pop(process.name, None)
        elif name == "commit":
            self._look(process, words[0], words[1], result)
        elif name == "leave_queue" and result and words[0] in self._closing | self._closed:
            self._world.violate(f"{process.name} left a queue of sweep {words[0]}, being closed")

    def _look(self, process: "Process", number: int, deliveries: Any, result: Any) -> None:
        self.refused += len(result.refused)
        late = {id(one) for one in result.refused}
        taken = [one for one in deliveries if id(one) not in late]
        self.written += len(taken)
        if taken and number in self._closing | self._closed:
            self._world.violate(
                f"{process.name} wrote {len(taken)} answers into sweep {number}, which is closed"
            )
        for one in taken:
            if one.fence is None:
                continue
            key = number, one.visit.queue
            if one.fence < self._fences.get(key, 0):
                self._world.violate(
                    f"{process.name} wrote {one.visit.url} by a lease that another has followed"
                )
            self._fences[key] = max(one.fence, self._fences.get(key, 0))
