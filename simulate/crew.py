"""The crew: worker processes, and the commands that an office runs."""

import signal
import subprocess
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from scrapy.crawler import Crawler

from govsweep import worker
from govsweep.cli import sweep as commands
from govsweep.errors import ClosedError, GovsweepError, InputError
from govsweep.spiders.routes import Routes
from govsweep.spiders.sweep import SweepSpider
from govsweep.store import Store
from govsweep.store.retention_rows import Policy

if TYPE_CHECKING:
    from simulate.process import Process
    from simulate.seams import Seams

_KILLED = -9
_HANDLER = "simulate.network.NetworkHandler"


class SimulatedPopen:
    """What `subprocess.Popen` is to the product: a process that was started."""

    def __init__(self, seams: "Seams", words: Sequence[str], _: Mapping[str, str]) -> None:
        world = seams.world
        assert world.current is not None
        self._seams = seams
        parent = world.current
        number = sum(one.name.startswith("worker") for one in world.processes)
        self.process = world.start(f"worker {parent.name} {number}", parent.machine)
        world.note(parent, "starts", self.process.name)
        self.process.run(work(seams, self.process, int(words[-1])))

    def poll(self) -> int | None:
        """Its exit code, once it has ended."""
        return _KILLED if self.process.dead else self.process.code

    def send_signal(self, number: int) -> None:
        """SIGTERM, which is heard when it goes on."""
        self._living().note(self.process, "is told", number)
        if number == signal.SIGTERM and not self.process.over:
            self.process.loop.call_soon(self.process.on_signal)

    def wait(self, timeout: float | None = None) -> int:
        """Wait until it has ended; raises `TimeoutExpired`."""
        world = self._living()
        ends = world.elapsed() + (timeout if timeout is not None else 1e9)
        while (code := self.poll()) is None:
            if world.elapsed() >= ends:
                raise subprocess.TimeoutExpired("worker", timeout or 0.0)
            world.sleep(0.1)
        return code

    def kill(self) -> None:
        """SIGKILL."""
        self._living()
        self.process.kill()

    def _living(self) -> Any:
        world = self._seams.world
        assert world.current is not None
        world.current.must_live()
        return world


async def work(seams: "Seams", process: "Process", number: int) -> int:
    """What `python -m govsweep.worker` does; gives its exit code."""
    store = Store(seams.where)
    try:
        await _crawl(seams, process, store, number)
    except ClosedError:
        return 0
    except GovsweepError as error:
        seams.world.note(process, "gives up", str(error).replace(seams.where, "…"))
        return error.exit_code
    finally:
        store.close()
    return 0


async def _crawl(seams: "Seams", process: "Process", store: Store, number: int) -> None:
    opened = store.sweeps.get(number)
    if opened is None or not opened.is_open:
        raise InputError("没有进行中的巡检")
    chosen = worker.scrapy_settings(seams.settings)
    routes = Routes(store.sites.all())
    words = {
        "TWISTED_REACTOR_ENABLED": False,
        "ASYNCIO_EVENT_LOOP": None,
        "DOWNLOAD_HANDLERS": {"http": _HANDLER, "https": _HANDLER},
        "SIMULATED": lambda: (seams.network, process),
        "LOG_ENABLED": False,
    }
    for name, value in words.items():
        chosen.set(name, value, priority="cmdline")
    assignment = worker.assignment_of(seams.settings, chosen, store, opened, routes)
    # It is this worker's alone: the copy that Scrapy takes of it is a twentieth of a world's work.
    chosen.copy = lambda: chosen  # type: ignore[method-assign]
    crawler = Crawler(SweepSpider, chosen)
    stopping: list[object] = []
    process.on_signal = lambda: stopping.append(process.loop.create_task(crawler.stop_async()))
    await crawler.crawl_async(assignment=assignment)
    if assignment.progress.failure is not None:
        raise assignment.progress.failure


def sweep(seams: "Seams", until: Any, workers: int) -> int:
    """`govsweep sweep --until …`."""
    store = Store(seams.where)
    return _ended(
        seams, store, lambda: commands.run(store, seams.settings, workers=workers, until=until)
    )


def join(seams: "Seams", workers: int) -> int:
    """`govsweep sweep work`, on another machine."""
    store = Store(seams.where)

    def run() -> None:
        opened = commands._open_sweep(store)
        if opened.closing_at is not None:
            raise InputError("正在收尾")
        with commands.sweep_runner.queue_server(seams.settings) as server:
            commands.sweep_runner.work(store, seams.settings, opened, server, workers=workers)

    return _ended(seams, store, run)


def close(seams: "Seams") -> int:
    """`govsweep sweep close`, on another machine."""
    store = Store(seams.where)

    def run() -> None:
        opened = commands._open_sweep(store)
        rules = commands._rules(seams.settings, store, lists_gone=False)
        commands._close(store, seams.settings, opened, rules, None)

    return _ended(seams, store, run)


def prune(seams: "Seams") -> int:
    """`govsweep prune`, as cron runs it once a week."""
    store = Store(seams.where)

    def run() -> None:
        store.retention.prune(Policy(nights=100))
        store.retention.fold()
        store.retention.shrink()

    return _ended(seams, store, run)


def _ended(seams: "Seams", store: Store, run: Any) -> int:
    try:
        run()
    except GovsweepError as error:
        told = str(error).replace(seams.where, "…")
        seams.world.note(seams.world.current, "ends", told)
        return error.exit_code
    finally:
        store.close()
    return 0
