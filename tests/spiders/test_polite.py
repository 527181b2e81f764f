"""Workers together keep to a host's pace through kills, handovers, restarts of Redis and probes.

What is asserted is a property of counts at the server, whatever the machine's speed.
"""

import asyncio
import os
import random
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import Any

from redis import Redis

from govsweep.facts import Site
from govsweep.probing import probe_all

PACE = 4.0
WINDOW = 10.0
PAGES = 26
WORKERS = 8 if "GOVSWEEP_CHAOS" in os.environ else 3
DURABLE = {"appendonly": "yes", "appendfsync": "everysec"}
SITE, HOST = 1, 9


def times(town: Any, number: int) -> list[float]:
    return sorted(at for host, _, at in town.asked if host == f"127.0.0.{number}")


def most_in_a_window(asked: list[float]) -> int:
    """The most requests that any window saw."""
    first, most = 0, 0
    for last, at in enumerate(asked):
        while asked[first] <= at - WINDOW:
            first += 1
        most = max(most, last - first + 1)
    return most


def holder(sweeping: Any, port: int) -> Any:
    """The worker that holds the site, or any where none does."""
    with closing(Redis(port=port)) as client:
        owner = client.hget(f"govsweep:{{{sweeping.sweep.id}}}:owner", f"13{SITE:08d}") or b""
    alive = [one for one in sweeping.workers if one.poll() is None]
    return next((one for one in alive if f".{one.pid}.".encode() in owner), random.choice(alive))


def wait_for(sweeping: Any, requests: int) -> None:
    sweeping.until(lambda: len(times(sweeping.town, SITE)) >= requests)


def test_no_ten_seconds_see_more_than_ten_times_the_pace_and_one(
    town: Any,
    a_sweeping: Callable[..., AbstractContextManager[Any]],
    a_redis: Callable[..., Any],
    tmp_path: Path,
) -> None:
    town.page("/", *(f"/{number}.html" for number in range(PAGES)), number=SITE)
    for number in range(PAGES):
        gone, away = f"/gone_{number}.html", town.url(HOST, f"/{number}")
        town.page(f"/{number}.html", "/", gone, away, f"/{number}.png", number=SITE)
    town.put("/0.html", status=302, Location="/1.html", number=SITE)
    server = a_redis(tmp_path, **DURABLE)
    port = server.port
    database = f"sqlite:///{tmp_path}/govsweep.db"
    with a_sweeping(town, f"redis://127.0.0.1:{port}", database) as sweeping:
        sweeping.site(SITE, pace=PACE)
        sweeping.environment |= {"GOVSWEEP_LINK_PACE": str(PACE), "GOVSWEEP_LEASE": "1"}
        sweeping.open()
        sweeping.start(WORKERS)
        wait_for(sweeping, 15)
        holder(sweeping, port).kill()
        wait_for(sweeping, 30)
        holder(sweeping, port).send_signal(signal.SIGTERM)
        sweeping.start()
        wait_for(sweeping, 45)
        site = Site(identifier=f"13{SITE:08d}", name="甲", url=town.url(SITE))
        ((_, probe),) = asyncio.run(probe_all([site], "test"))
        assert probe.failure is None
        sweeping.until_met(server, WORKERS + 1)
        server.restart()
        wait_for(sweeping, 60)
        with closing(Redis(port=port)) as client:
            client.flushall()
        wait_for(sweeping, 75)
        sweeping.finish()
    most = (WINDOW + town.lag) * PACE + 1
    assert most_in_a_window(times(town, SITE)) <= most
    assert most_in_a_window(times(town, HOST)) <= most
    assert len(times(town, SITE)) > 2 * PAGES
    assert len(times(town, HOST)) > PAGES
