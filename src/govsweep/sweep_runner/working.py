"""The worker processes of this machine, and the watch over them."""

import datetime as dt
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from govsweep import clock
from govsweep.config import Settings
from govsweep.errors import ClosedError, GovsweepError, InputError, ServiceError
from govsweep.store import Progress, Store, Sweep

_GLANCE = 0.5  # seconds between two looks at the workers
_RESTARTS = 3  # how often one worker that died is replaced
_OURS = (InputError.exit_code, ServiceError.exit_code)  # another worker would fail alike
_STOP_PATIENCE = 30.0  # seconds a worker asked to stop may take to finish what it holds


@dataclass
class WorkerPool:
    """The worker processes of this machine."""

    sweep: int
    environment: dict[str, str]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    restarts: int = 0
    failures: list[int] = field(default_factory=list)  # exit codes of workers given up

    def start(self, workers: int) -> None:
        """Start this many workers."""
        for _ in range(workers):
            self.processes.append(self._start_one())

    def _start_one(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - our own module, no user's words
            [sys.executable, "-m", "govsweep.worker", "--sweep", str(self.sweep)],
            env=self.environment,
        )

    def look_after(self) -> bool:
        """Replace workers that died; tells whether any is at work."""
        for place, process in enumerate(self.processes):
            code = process.poll()
            if code is None or code == 0:
                continue
            if self.restarts < _RESTARTS * len(self.processes) and code not in _OURS:
                self.restarts += 1
                self.processes[place] = self._start_one()
            elif code not in self.failures:
                self.failures.append(code)
        return any(process.poll() is None for process in self.processes)

    def stop(self) -> None:
        """Ask all to finish what they hold, and wait until they are gone."""
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + _STOP_PATIENCE
        for process in self.processes:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


class Watch(NamedTuple):
    """Whoever looks on while a sweep is worked on."""

    tell: Callable[[Progress], None]
    every: float  # seconds between two countings, each a walk over all that the sweep knows


def work(
    store: Store,
    settings: Settings,
    sweep: Sweep,
    server: dict[str, str],
    *,
    workers: int,
    until: dt.datetime | None = None,
    watch: Watch | None = None,
) -> bool:
    """Work on a sweep with so many processes; tells whether it is done.

    `server` is what `queue_server` gives. Raises `ClosedError` where another process closed the
    sweep meanwhile. At `until` the workers are asked to stop; what is left
    goes first the next night.
    """
    database = {"GOVSWEEP_DATABASE_URL": settings.database_url.get_secret_value()}
    # The matrices of the word rules are small: OpenBLAS's threads would only wait for work, busily.
    environment = {"OPENBLAS_NUM_THREADS": "1"} | os.environ | database | server
    pool = WorkerPool(sweep.id, environment)
    pool.start(workers)
    counted = time.monotonic()
    try:
        while pool.look_after():
            if until is not None and clock.now() >= until:
                return False
            if watch is not None and time.monotonic() - counted >= watch.every:
                watch.tell(store.sweeps.progress(sweep.id))
                counted = time.monotonic()
            time.sleep(_GLANCE)
    finally:
        pool.stop()
    progress = store.sweeps.progress(sweep.id)
    if watch is not None:
        watch.tell(progress)
    current = store.sweeps.get(sweep.id)
    if current is not None and not current.is_open:
        by = f"（{current.closing_by}）" if current.closing_by else ""
        raise ClosedError(f"巡检 {sweep.id} 已由另一个进程{by}收尾，本机的工作到此为止")
    missing = f"巡检没有做完，已知地址中还有 {progress.waiting} 个没有访问"
    for error in (ServiceError, InputError):
        if error.exit_code in pool.failures:
            raise error(f"工作进程因上述错误退出，{missing}；改正后再次运行，会接着做")
    if pool.failures:
        raise GovsweepError(f"工作进程反复异常退出，{missing}；再次运行，会接着做")
    return True
