"""The world: who does something next, when, and what was noted of it."""

import heapq
import itertools
import os
import random
import socket
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from simulate import clock
from simulate.process import Process

if TYPE_CHECKING:
    from simulate.faults import Faults

BEGAN = 1_795_528_800.0  # 2026-11-24 22:00 in Beijing: a night begins
LEASE = 20.0  # seconds that a worker holds a queue without word of it
_MOST_STEPS = 100_000  # of a night; a small one takes some three thousand
_OWN = f"{socket.gethostname()}.{os.getpid()}"  # as commands name this process: another every time
_TICK = 1e-6  # seconds that a step takes: what waits for time to pass must see it pass


class EndlessError(Exception):
    """The world goes on and on, and no night ends."""


class World:
    """One history: processes, moments that are to come, and the trace of all that happened."""

    faults: "Faults"

    def __init__(self, seed: int, *, verbose: bool = False) -> None:
        self.seed = seed
        self.chance = random.Random(f"world {seed}")
        self.processes: list[Process] = []
        self.current: Process | None = None
        self.broken: list[str] = []  # what must not be
        self.lines: list[str] = []  # the end of the trace, for people
        self.leaps: list[float] = []  # when the clock of Redis leapt past every lease
        self._verbose = verbose
        self._now = 0.0
        self._moments: list[tuple[float, int, Callable[[], None]]] = []
        self._count = itertools.count()
        self._trace = blake2b(digest_size=12)
        self.steps = 0

    # Time

    def elapsed(self) -> float:
        """Seconds that the world turned."""
        return self._now

    def wall(self) -> float:
        """Seconds since 1970 by the clock of the process at work."""
        return BEGAN + self._now + (self.current.skew if self.current else 0.0)

    def sleep(self, seconds: float) -> None:
        """Let the process at work rest."""
        assert self.current is not None
        self.current.pause(seconds)

    def begin_night(self) -> None:
        """Count its steps anew."""
        self.steps = 0

    def at(self, when: float, what: Callable[[], None]) -> None:
        """Have something happen at a moment."""
        heapq.heappush(self._moments, (when, next(self._count), what))

    # Turning

    def start(self, name: str, machine: str) -> Process:
        """A new process, which does nothing yet."""
        process = Process(self, name, machine)
        process.skew = self.faults.skew_of(machine)
        self.processes.append(process)
        return process

    def of_machine(self, machine: str) -> list[Process]:
        """The processes of a machine that go on."""
        return [one for one in self.processes if one.machine == machine and not one.over]

    def turn_until(self, done: Callable[[], bool], limit: float) -> bool:
        """Turn until something is so, or to a moment; tells whether it is so."""
        while not done():
            if not self._step(limit):
                self._now = max(self._now, limit)
                return done()
        return True

    def _step(self, limit: float) -> bool:
        self.steps += 1
        if self.steps > _MOST_STEPS:
            raise EndlessError
        when, chosen = self._next()
        if self._moments and (when is None or self._moments[0][0] <= when):
            when = self._moments[0][0]
            if when > limit:
                return False
            self._now = max(self._now, when)
            heapq.heappop(self._moments)[2]()
            return True
        if when is None or chosen is None or when > limit:
            return False
        self._now = max(self._now, when) + _TICK
        self.current = chosen
        try:
            chosen.step()
        finally:
            self.current = None
        if chosen.over:
            self.processes.remove(chosen)
            chosen.kept.append(chosen.loop)
        return True

    def _next(self) -> tuple[float | None, Process | None]:
        now = self._now
        best: float | None = None
        equal: list[Process] = []
        for one in self.processes:
            when = one.next_time()
            if when is None:
                continue
            when = max(when, now)
            if best is None or when < best:
                best, equal = when, [one]
            elif when == best:
                equal.append(one)
        if len(equal) > 1:
            return best, self.chance.choice(equal)
        return best, equal[0] if equal else None

    # What happened

    def note(self, who: Process | None, what: str, *words: Any) -> None:
        """Write down what happened; the hash of all of it is what a replay must give."""
        told = repr(words).replace(_OWN, "host.1")
        line = f"{self._now:.6f} {who.name if who else '-'} {what} {told}"
        self._trace.update(line.encode("utf-8", "surrogatepass"))
        if self._verbose:
            self.lines.append(line)

    def violate(self, what: str) -> None:
        """Note that something is as it must not be."""
        if len(self.broken) < 50:
            self.broken.append(what)
        self.note(None, "violated", what)

    def broke(self, process: Process, error: BaseException | None) -> None:
        """A process ended by an error that nobody foresaw."""
        self.violate(f"{process.name} broke: {type(error).__name__}: {error}")
        if self._verbose and error is not None:
            import traceback  # noqa: PLC0415 - seldom

            self.lines.extend(traceback.format_exception(error))

    @property
    def trace(self) -> str:
        """The hash of all that happened."""
        return self._trace.hexdigest()

    def end(self) -> None:
        """Let all that is left go, without a word of it."""
        for one in list(self.processes):
            with suppress(Exception):
                one.kill()
        self.processes.clear()


def install(world: World) -> None:
    """Let this world's clocks be those that are asked."""
    clock.turn(world)
