"""A made-up process: an event loop on virtual time, or code that blocks, in a greenlet."""

import asyncio
import heapq
import threading
from asyncio import events
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

import greenlet

if TYPE_CHECKING:
    from simulate.world import World


class Died(BaseException):
    """The process was killed; nothing of it does anything any more."""


class _NoSelector:
    """Nothing is ever ready but by time."""

    def select(self, timeout: float | None) -> list[Any]:
        """Give no events, at once."""
        return []


class ProcessLoop(asyncio.BaseEventLoop):
    """The event loop of one process; the world tells the time and when it may go on."""

    def __init__(self, process: "Process") -> None:
        super().__init__()
        self._process = process
        self._selector = _NoSelector()
        self._busy_until: dict[int, float] = {}
        self._clock_resolution = 1e-9

    def time(self) -> float:
        """Seconds that the world turned."""
        return self._process.world.elapsed()

    def _process_events(self, event_list: list[Any]) -> None:
        pass

    def _write_to_self(self) -> None:
        pass

    def next_time(self) -> float | None:
        """When there is something to do."""
        if self._ready:
            return self._process.world.elapsed()
        while self._scheduled and self._scheduled[0]._cancelled:
            handle = heapq.heappop(self._scheduled)  # as asyncio does
            handle._scheduled = False
            self._timer_cancelled_count = max(0, self._timer_cancelled_count - 1)
        return self._scheduled[0]._when if self._scheduled else None

    def turn(self) -> None:
        """Do what is due."""
        self._thread_id = threading.get_ident()
        before = events._get_running_loop()
        events._set_running_loop(self)
        try:
            self._run_once()
        finally:
            self._thread_id = None
            events._set_running_loop(before)

    def run_in_executor(  # type: ignore[override]
        self, executor: object, func: Callable[..., Any], *args: Any
    ) -> "asyncio.Future[Any]":
        """Do it in one piece, later: what one thread does comes in its order."""
        future: asyncio.Future[Any] = self.create_future()
        world = self._process.world
        begins = max(self.time(), self._busy_until.get(id(executor), 0.0))
        ends = begins + world.faults.thread_seconds()
        self._busy_until[id(executor)] = ends

        def run() -> None:
            if future.cancelled():
                return
            try:
                result = func(*args)
            except Exception as error:
                future.set_exception(error)
            else:
                future.set_result(result)

        self.call_at(ends, run)
        return future


class Process:
    """What runs by itself on a machine, and may be stopped or killed at any moment."""

    def __init__(self, world: "World", name: str, machine: str) -> None:
        self.world = world
        self.name = name
        self.machine = machine
        self.skew = 0.0  # seconds that its wall clock is ahead
        self.stalled_until = 0.0
        self.dead = False
        self.code: int | None = None  # once it has ended
        self.loop = ProcessLoop(self)
        self.main: asyncio.Task[Any] | None = None
        self._wake_at: float | None = None
        self._greenlet: greenlet.greenlet | None = None
        self.on_signal: Callable[[], None] = lambda: None
        self.kept: list[object] = []

    # Beginning

    def run(self, coroutine: Coroutine[Any, Any, int]) -> None:
        """Begin with a coroutine, which gives the exit code."""
        self.main = self.loop.create_task(coroutine)
        self.main.add_done_callback(self._finished)

    def run_blocking(self, main: Callable[[], int]) -> None:
        """Begin with a function that blocks, which gives the exit code."""

        def whole() -> None:
            try:
                self.code = main()
            except Died:
                pass
            except Exception as error:
                self.world.broke(self, error)
                self.code = 1

        self._greenlet = greenlet.greenlet(whole)
        self._wake_at = self.world.elapsed()

    def _finished(self, task: "asyncio.Task[Any]") -> None:
        if task.cancelled():
            self.code = 1
        elif task.exception() is not None:
            self.world.broke(self, task.exception())
            self.code = 1
        else:
            self.code = task.result()

    @property
    def blocks(self) -> bool:
        """Whether it is code that blocks which runs now."""
        return self._greenlet is not None and greenlet.getcurrent() is self._greenlet

    # Going on

    @property
    def over(self) -> bool:
        """Whether nothing of it goes on."""
        return self.dead or self.code is not None

    def next_time(self) -> float | None:
        """When it does something next, if it ever does."""
        if self.over:
            return None
        when, wake = self.loop.next_time(), self._wake_at
        if when is None or (wake is not None and wake < when):
            when = wake
        if when is None:
            return None
        return max(self.stalled_until, when)

    def step(self) -> None:
        """Do what is due."""
        now = self.world.elapsed()
        due = self.loop.next_time()
        if due is not None and due <= now:
            self.loop.turn()
        if self._wake_at is not None and self._wake_at <= now and not self.over:
            self._wake_at = None
            assert self._greenlet is not None
            self._greenlet.switch()

    def pause(self, seconds: float) -> None:
        """Rest, called from its blocking code; raises `Died` where it was killed meanwhile."""
        self.must_live()
        self._wake_at = self.world.elapsed() + max(0.0, seconds)
        greenlet.getcurrent().parent.switch()
        self.must_live()

    def await_(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        """What `asyncio.run` does, called from its blocking code."""
        self.must_live()
        task = self.loop.create_task(coroutine)

        def wake(_: object) -> None:
            self._wake_at = self.world.elapsed()

        task.add_done_callback(wake)
        while not task.done():
            greenlet.getcurrent().parent.switch()
            self.must_live()
        return task.result()

    def must_live(self) -> None:
        """Raise `Died` where it was killed."""
        if self.dead:
            raise Died

    # Ending

    def kill(self) -> None:
        """Let nothing of it go on; what the system frees is freed."""
        if self.over:
            return
        self.dead = True
        self.world.note(self, "killed")
        if self._greenlet is not None and self._greenlet:
            before, self.world.current = self.world.current, self
            try:
                self._greenlet.throw(Died)
            finally:
                self.world.current = before

    def stall(self, seconds: float) -> None:
        """Stop it for so long, as a suspended machine does."""
        self.stalled_until = max(self.stalled_until, self.world.elapsed() + seconds)
        self.world.note(self, "stalled", round(seconds, 3))
