"""The seams: where the product meets what is made up here, and nowhere else."""

import asyncio
import random
import secrets
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import click
from sqlalchemy.exc import OperationalError

from govsweep import canaries, worker
from govsweep.config import Settings
from govsweep.errors import ServiceError
from govsweep.frontier import client as frontier_client
from govsweep.frontier import connection
from govsweep.rules import load_rules
from govsweep.store.transactions import Transactions
from govsweep.sweep_runner import office, queue_servers, working
from simulate.crew import SimulatedPopen
from simulate.network import Network
from simulate.process import Died
from simulate.redis import SimulatedClient, SimulatedServer
from simulate.watching import Watcher
from simulate.world import World

_read, _write, _stream = Transactions.read, Transactions.write, Transactions.stream
_rules = cache(load_rules)
_canaries = cache(canaries.canaries)
_REFUSED = "数据库无法使用：模拟的故障"


class Seams:
    """What one world puts in the places of the network, of processes and of chance."""

    def __init__(
        self,
        world: World,
        settings: Settings,
        server: SimulatedServer,
        network: Network,
        watcher: Watcher,
    ) -> None:
        self.world = world
        self.settings = settings
        self.server = server
        self.network = network
        self.watcher = watcher
        self._names = random.Random(f"names {world.seed}")

    @contextmanager
    def joined(self) -> Iterator[None]:
        """Have the product meet this world."""
        seams = self

        def read(transactions: Any, query: Any, *words: Any, **named: Any) -> Any:
            return seams.transaction(_read, transactions, query, words, named, writes=False)

        def write(transactions: Any, change: Any, *words: Any, **named: Any) -> Any:
            return seams.transaction(_write, transactions, change, words, named, writes=True)

        def stream(transactions: Any, query: Any, *words: Any, **named: Any) -> Any:
            seams.before_sql(query.__name__)
            return iter(list(_stream(transactions, query, *words, **named)))

        processes = SimpleNamespace(
            Popen=lambda words, env: SimulatedPopen(seams, words, env),
            TimeoutExpired=subprocess.TimeoutExpired,
        )
        with ExitStack() as stack:
            for target, name, replacement in (
                (frontier_client, "connect", self.connect),
                (frontier_client, "connect_to", self.connect),
                (connection, "connect", self.connect),  # for the look before a sweep
                (connection, "connect_to", self.connect),
                (working, "subprocess", processes),
                (queue_servers, "asyncio", SimpleNamespace(run=self.run)),
                (office, "load_rules", _rules),
                (canaries, "canaries", _canaries),
                (worker, "load_rules", _rules),
                (secrets, "token_hex", self.token),
                (Transactions, "read", read),
                (Transactions, "write", write),
                (Transactions, "stream", stream),
                (click, "echo", self.say),
                (click, "secho", self.say),
            ):
                stack.enter_context(patch.object(target, name, replacement))
            random.seed(f"everything {self.world.seed}")
            yield

    # What takes the places

    def connect(self, _: object) -> SimulatedClient:
        """A client of the simulated server."""
        assert self.world.current is not None
        return SimulatedClient(self.server, self.world.current)

    def run(self, coroutine: Any) -> Any:
        """What `asyncio.run` is to a process that blocks."""
        if self.world.current is None:
            return asyncio.run(coroutine)
        return self.world.current.await_(coroutine)

    def token(self, count: int = 16) -> str:
        """A random name, the same in each replay."""
        return self._names.randbytes(count).hex()

    def say(self, message: object = "", *_: object, **__: object) -> None:
        """What would be printed."""
        self.world.note(self.world.current, "says", str(message).replace(self.where, "…"))

    @property
    def where(self) -> str:
        """What only this run's database is called."""
        return self.settings.database_url.get_secret_value()

    # SQL

    def before_sql(self, name: str) -> None:
        """What happens before a transaction: it waits, or is refused."""
        process = self.world.current
        if process is None:
            return
        process.must_live()
        faults = self.world.faults
        if process.blocks:
            process.pause(faults.jitter.uniform(0.001, 0.01) + faults.sql_seconds())
            if self.watcher.dies_now(process):
                process.dead = True
                self.world.note(process, "killed before", name)
                raise Died
        if faults.sql_is_refused():
            self.world.note(process, "refused", name)
            raise ServiceError(_REFUSED)

    def transaction(
        self,
        original: Callable[..., Any],
        transactions: Any,
        change: Callable[..., Any],
        words: Sequence[Any],
        named: Mapping[str, Any],
        *,
        writes: bool,
    ) -> Any:
        """One transaction of the product."""
        name = getattr(change, "__name__", "")
        self.before_sql(name)
        process, faults = self.world.current, self.world.faults
        if process is not None and writes and faults.disk_is_full():
            self.world.note(process, "disk full", name)
            change = _undone(change)
        result = original(transactions, change, *words, **named)
        if process is None:
            return result
        self.world.note(process, "sql", name)
        if writes:
            self.watcher.wrote(process, name, words, named, result)
            if faults.is_unsure():
                self.world.note(process, "unheard", name)
                raise ServiceError(_REFUSED)
        return result


def _undone(change: Callable[..., Any]) -> Callable[..., Any]:
    """A change whose last page finds no room on the disk: all of it is undone."""

    def undone(*words: Any, **named: Any) -> Any:
        change(*words, **named)
        full = sqlite3.OperationalError("database or disk is full")
        raise OperationalError("COMMIT", None, full)

    return undone
