"""Whole crawls side by side, in one run, on generated sites: plain Scrapy, scrapy-redis, ours.

Pages are counted at the server; CPU time is that of the whole tree of processes, the Redis server
included, PostgreSQL's told apart.
"""

import json
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import redis

from bench.sites import PORT, Village
from govsweep.frontier.embedded import embedded

PLAIN = "Scrapy"
# A browser that opens eight pages a site costs several times what the sweep itself does, and is
# measured apart, by `bench.audits` and `bench.rendering`; whether this machine has one says nothing
# of the sweep.
WITHOUT_BROWSER = MappingProxyType({"GOVSWEEP_AUDIT_PAGES": "0", "GOVSWEEP_RENDERING": "false"})
COUNTER = f"http://127.0.1.1:{PORT}/-/"


@dataclass(frozen=True, slots=True)
class Run:
    """What one crawl cost."""

    name: str
    pages: int
    unchanged: int  # answers 304
    wall: float
    cpu: float
    memory: float  # MB, of the largest process
    commands: float = 0.0  # Redis commands a page
    queue: float = 0.0  # bytes a page in Redis, at the most

    @property
    def milliseconds(self) -> float:
        """CPU seconds per 1,000 pages."""
        return self.cpu / self.pages * 1_000


@contextmanager
def village(sites: int, pages: int) -> Iterator[None]:
    """The sites, served by a process of their own."""
    server = subprocess.Popen(
        [sys.executable, "-m", "bench.sites", f"--sites={sites}", f"--pages={pages}"],
        stdout=subprocess.PIPE,
    )
    try:
        assert server.stdout is not None
        server.stdout.readline()
        yield
    finally:
        server.terminate()
        server.wait()


def asked(what: str) -> Any:
    """What the server counted, or made to forget it."""
    with urllib.request.urlopen(COUNTER + what) as answer:
        return json.load(answer)


def compare(folder: Path, sites: int, pages: int, postgresql: str | None) -> list[Run]:
    """All crawls, one after the other."""
    homes = [f"http://127.0.1.{site}:{PORT}/" for site in range(1, sites + 1)]
    (folder / "sites.csv").write_text(Village(sites, pages).registry(PORT), "utf-8")
    plain = [sys.executable, "-m", "bench.plain"]
    runs = [run(PLAIN, [*plain, *homes], folder, {})]
    with embedded() as url:
        runs.append(run("scrapy-redis", [*plain, f"--redis={url}", *homes], folder, {}, url))
    databases = {"SQLite": f"sqlite:///{folder}/{{}}.db"}
    if postgresql:
        databases["PostgreSQL"] = postgresql
    for database, address in databases.items():
        for workers in (1, 2):
            if database == "SQLite" or workers == 1:
                where = address.format(workers)
                runs += nights(
                    f"govsweep，{database}，{workers} 个工作进程", where, workers, folder
                )
        # Machines that others share change their speed: what is compared with is measured again.
        runs.append(run(PLAIN, [*plain, *homes], folder, {}))
    return runs


def nights(
    name: str,
    database: str,
    workers: int,
    folder: Path,
    more_environment: Mapping[str, str] = MappingProxyType({}),
    asked: Callable[[str], Any] = asked,
) -> Iterator[Run]:
    """The first night and the second."""
    command = [sys.executable, "-m", "govsweep", "sweep", f"--workers={workers}"]
    for night, more in (("首夜", ["--registry=sites.csv"]), ("次夜", [])):
        with embedded() as url:
            environment = {
                "GOVSWEEP_DATABASE_URL": database,
                "GOVSWEEP_REDIS_URL": url,
                **WITHOUT_BROWSER,
                **more_environment,
            }
            yield run(f"{name}，{night}", [*command, *more], folder, environment, url, asked)


def run(
    name: str,
    command: list[str],
    folder: Path,
    environment: dict[str, str],
    url: str = "",
    asked: Callable[[str], Any] = asked,
) -> Run:
    """Run a crawl and measure it."""
    asked("forget")
    print(name, end="：", flush=True)
    began = time.monotonic()
    server = redis.Redis.from_url(url) if url else None
    idle = memory_of(server)
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=surroundings() | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)  # with all that it waited for itself
    if status:
        raise SystemExit(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
    wall, cpu = time.monotonic() - began, used.ru_utime + used.ru_stime
    counts = asked("count")
    more: dict[str, float] = {}
    if server is not None:
        told: dict[str, Any] = server.info()  # type: ignore[assignment]
        cpu += float(told["used_cpu_user"]) + float(told["used_cpu_sys"])
        pages = counts["pages"]
        more = {
            "commands": told["total_commands_processed"] / pages,
            "queue": (told["used_memory_peak"] - idle) / pages,
        }
        server.close()
    memory = used.ru_maxrss / 1024
    done = Run(name, counts["pages"], counts["unchanged"], wall, cpu, memory, **more)
    print(f"{done.pages} 页，{done.milliseconds:.1f} CPU 秒每千页", flush=True)
    return done


def surroundings() -> dict[str, str]:
    """The environment of a user, whose Python keeps the bytecode of what it has compiled."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(Path.cwd())}


def memory_of(server: redis.Redis | None) -> int:
    """Bytes in use by a Redis server."""
    return int(server.info("memory")["used_memory"]) if server is not None else 0  # type: ignore[index]
