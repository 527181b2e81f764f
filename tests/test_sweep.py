"""The whole sweep over the sample city: by one worker, by two, on either database, disturbed."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import redis

from govsweep import clock
from govsweep.addresses import canonical
from govsweep.city import CityServer, SampleCity, build, serve
from govsweep.city.compare import compare
from govsweep.clock import night_of
from govsweep.facts import PageState
from govsweep.findings import Finding
from govsweep.frontier.embedded import embedded
from govsweep.store import Store

PATIENCE = 900  # seconds a sweep of the city may take at the very most


SLOW = 10.0  # seconds that the slow site takes; where all take half of it, none is told to be slow
DAY = night_of(clock.now())  # said to every sweep: a night may end while tests run


@pytest.fixture(scope="module")
def city() -> SampleCity:
    """Its slow site is slow beside others that a busy machine makes slow, too."""
    return build(DAY, slow_seconds=SLOW)


@dataclass
class Run:
    """One folder with a database, a Redis and the city behind its proxy."""

    folder: Path
    environment: dict[str, str]
    server: CityServer
    in_process: Callable[..., subprocess.CompletedProcess[str]]

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-W", "error", "-m", "govsweep", *words]

    def call(self, *words: str) -> str:
        done = self.ask(*words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def ask(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run a command whose start shows nothing."""
        return self.in_process(self.folder, *words, **self.environment)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.command(*words), cwd=self.folder, env=os.environ | self.environment
        )

    @property
    def store(self) -> Store:
        return Store(self.environment["GOVSWEEP_DATABASE_URL"])

    def findings(self) -> list[Finding]:
        store = self.store
        try:
            return store.findings.all(sweep=1)
        finally:
            store.close()


def words_of(findings: list[Finding], sites: set[str] | None = None) -> list[tuple[str, ...]]:
    """What findings of some sites say, or of all, without when it was said."""
    return sorted(
        (one.id, one.check, one.site, one.subject, one.certainty.value, str(one.sightings))
        for one in findings
        if sites is None or one.site in sites
    )


@pytest.fixture(scope="module")
def a_run(
    city: SampleCity,
    tmp_path_factory: pytest.TempPathFactory,
    command: Callable[..., subprocess.CompletedProcess[str]],
) -> Iterator[Callable[[str], Run]]:
    """A maker of runs, each with a server of the city of its own."""
    servers = []

    def make(database_url: str = "", redis_url: str = "") -> Run:
        folder = tmp_path_factory.mktemp("run")
        (folder / "sites.csv").write_text(city.registry_csv(), "utf-8")
        running = serve(city)
        server = running.__enter__()
        servers.append(running)
        environment = {
            "GOVSWEEP_DATABASE_URL": database_url or f"sqlite:///{folder}/govsweep.db",
            "GOVSWEEP_RETRY_AFTER": "3",
            "http_proxy": server.proxy_url,
            "no_proxy": "",
            "PYTHONWARNINGS": "error",
        }
        if redis_url:
            environment["GOVSWEEP_REDIS_URL"] = redis_url
        return Run(folder, environment, server, command)

    yield make
    for running in servers:
        running.__exit__(None, None, None)


@pytest.fixture(scope="module")
def alone(a_run: Callable[..., Run]) -> Run:
    """The city swept by one worker with what is embedded."""
    run = a_run()
    words = ("--registry", "sites.csv", "--workers", "1", "--as-of", str(DAY), "--copy")
    assert run.start("sweep", *words).wait(PATIENCE) == 0
    return run


class TestOneWorker:
    def test_every_planted_fault_is_found_and_nothing_else(
        self, alone: Run, city: SampleCity
    ) -> None:
        comparison = compare(city, alone.findings())
        store = alone.store
        hidden = {"slow-site"} if 2 * store.pages.usual_seconds(1) >= SLOW else set()
        store.close()
        assert [one for one in comparison.misses if one.check not in hidden] == []
        assert list(comparison.false_alarms) == []

    def test_every_page_is_fetched_once(self, alone: Run, city: SampleCity) -> None:
        homes = {canonical(site.url) for site in city.sites}
        store = alone.store
        fetched = {
            page.url
            for site in city.sites
            for page in store.pages.of_site(1, site.identifier)
            if page.state is PageState.FETCHED and page.url not in homes
        }
        store.close()
        asked = {
            f"http://{one.host}{one.path}": len(times)
            for one, times in alone.server.requests.items()
            if one.method == "GET" and not one.by_search
        }
        twice = {url for url in fetched if asked.get(url, 1) > 1}
        assert twice == set()

    def test_the_ledger_balances(self, alone: Run) -> None:
        store = alone.store
        rows = store.sweeps.ledger(1)
        sweep = store.sweeps.get(1)
        store.close()
        known = sum(row.addresses for row in rows if row.state == "known")
        assert known == sum(row.addresses for row in rows if row.state != "known") > 1000
        assert sweep is not None
        assert sweep.balanced

    def test_papers_and_exports_come_of_it(self, alone: Run) -> None:
        alone.call("report", "census", "-o", "census.csv")
        alone.call("report", "dashboard", "-o", "dashboard.html")
        alone.call("export", "jsonl", "-o", "findings.jsonl")
        census = (alone.folder / "census.csv").read_text("utf-8-sig")
        assert "存在错别字" in census
        assert (alone.folder / "findings.jsonl").read_text("utf-8").count("\n") == len(
            alone.findings()
        )

    def test_judging_again_changes_nothing(self, alone: Run) -> None:
        before = words_of(alone.findings())
        asked = sum(map(len, alone.server.requests.values()))
        alone.call("rejudge")
        assert words_of(alone.findings()) == before
        assert sum(map(len, alone.server.requests.values())) == asked


def swept_by_two(run: Run, sites: set[str], after: Callable[[Run], None]) -> None:
    """Open a sweep of some sites, set two `sweep work` to it, disturb them, close."""
    run.call("sites", "import", "sites.csv")
    chosen = (word for one in sorted(sites) for word in ("--site", one))
    run.call("sweep", "open", "--as-of", str(DAY), "--copy", *chosen)
    workers = [run.start("sweep", "work", "--workers", "1") for _ in range(2)]
    after(run)
    for worker in workers:
        assert worker.wait(PATIENCE) == 0
    run.call("sweep", "close")


def flush_half_way(run: Run) -> None:
    client = redis.Redis.from_url(run.environment["GOVSWEEP_REDIS_URL"])
    store = run.store
    deadline = time.monotonic() + PATIENCE
    while store.sweeps.progress(1).read < 200 and time.monotonic() < deadline:
        time.sleep(0.2)
    client.flushall()
    store.close()
    client.close()


def test_two_processes_share_the_sites_and_find_the_same_on_postgresql(
    a_run: Callable[..., Run],
    alone: Run,
    city: SampleCity,
    new_postgresql_url: Callable[[], str],
) -> None:
    """Though Redis loses all it knows half way; every third site of the city is enough for it."""
    sites = {one.identifier for one in city.sites[::3]}
    with embedded() as redis_url:
        run = a_run(database_url=new_postgresql_url(), redis_url=redis_url)
        run.environment["GOVSWEEP_LEASE"] = "6"  # of which a third is waited for
        swept_by_two(run, sites, flush_half_way)
    found = words_of(run.findings())
    assert len({check for _, check, *_ in found}) > 15
    assert found == words_of(alone.findings(), sites)


def test_a_refused_row_makes_the_exit_code_1(a_run: Callable[..., Run], city: SampleCity) -> None:
    run = a_run()
    header, first, *_ = city.registry_csv().splitlines()
    (run.folder / "sites.csv").write_text(f"{header}\n{first}\n51,甲,x\n", "utf-8")
    done = run.ask("sweep", "--registry", "sites.csv", "--workers", "1")
    assert done.returncode == 1
    assert "第 3 行，字段 网站标识码" in done.stderr


def test_a_closed_night_is_opened_again_only_on_demand(alone: Run) -> None:
    done = alone.ask("sweep", "open")
    assert done.returncode == 2
    assert "--again" in done.stderr
