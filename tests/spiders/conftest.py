"""A town of real HTTP servers on loopback, and real workers that sweep it."""

import asyncio
import datetime as dt
import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from govsweep.facts import LinkStatus, PageState, Site
from govsweep.frontier import embedded
from govsweep.spiders.http.preflight import NOWHERE
from govsweep.spiders.views import SPIDER_AGENT
from govsweep.store import Store, StoredLink, StoredPage, Sweep


@dataclass
class Town:
    """Answers by host and path; every request is written down."""

    port: int = 0
    answers: dict[tuple[str, str], object] = field(default_factory=dict)
    asked: list[tuple[str, str, float]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    delay: float = 0.0
    lag: float = 0.0  # seconds by which a busy machine made it late: so far its times may be off
    otherwise: object = None  # what answers where nothing was put

    def url(self, number: int = 1, path: str = "/") -> str:
        return f"http://127.0.0.{number}:{self.port}{path}"

    def page(
        self, path: str, *links: str, number: int = 1, text: str = "", **words: object
    ) -> None:
        """Put a page with links on a host."""
        anchors = "".join(f'<li><a href="{link}">消息{link}</a></li>' for link in links)
        body = (
            f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{path}</title></head>"
            f"<body><div><p>{text or '本页内容是' + path}</p><ul>{anchors}</ul></div></body></html>"
        )
        self.put(path, body.encode(), number=number, **words)

    def put(
        self,
        path: str,
        body: object = b"",
        *,
        number: int = 1,
        status: int = 200,
        **headers: str,
    ) -> None:
        """Put any answer on a host; a callable body makes the whole answer itself."""
        named = {"Content-Type": "text/html"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        self.answers[f"127.0.0.{number}", path] = body if callable(body) else (status, named, body)

    async def tick(self) -> None:
        """Measure how late this machine lets it be."""
        while True:
            before = time.monotonic()
            await asyncio.sleep(0.01)
            self.lag = max(self.lag, time.monotonic() - before - 0.01)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        host = request.host.partition(":")[0]
        self.asked.append((host, request.path_qs, time.monotonic()))
        self.headers.append(dict(request.headers))
        if self.delay:
            await asyncio.sleep(self.delay)
        found = self.answers.get((host, request.path_qs), self.otherwise)
        if found is None:
            return web.Response(status=404, text="没有这个页面", content_type="text/html")
        if callable(found):
            return await found(request)
        status, headers, body = found
        if headers.get("ETag") and request.headers.get("If-None-Match") == headers["ETag"]:
            return web.Response(status=304)
        return web.Response(status=status, headers=headers, body=body)

    def hits(self, number: int = 1) -> Counter[str]:
        """How often each path of a host was asked for, made-up names and other views left out."""
        return Counter(
            path
            for (host, path, _), headers in zip(self.asked, self.headers, strict=True)
            if host == f"127.0.0.{number}"
            and NOWHERE not in path
            and headers["User-Agent"] != SPIDER_AGENT
            and "baidu.com" not in headers.get("Referer", "")
        )


@pytest.fixture
def town() -> Iterator[Town]:
    with running_town() as town:
        yield town


@pytest.fixture(scope="session")
def a_town() -> Callable[[], AbstractContextManager[Town]]:
    """A maker of towns, for files whose tests share one."""
    return running_town


@contextmanager
def running_town() -> Iterator[Town]:
    """A town whose servers run."""
    town = Town()
    loop = asyncio.new_event_loop()
    ready = threading.Event()

    async def open_it() -> web.AppRunner:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", town.answer)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "0.0.0.0", 0)
        await site.start()
        town.port = runner.addresses[0][1]
        return runner

    async def close_it(runner: web.AppRunner) -> None:
        await runner.cleanup()
        # Who still waits for an answer when a test is over waits in vain.
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for one in left:
            one.cancel()
        await asyncio.wait(left)

    def serve() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(open_it())
        ticking = loop.create_task(town.tick())
        ready.set()
        loop.run_forever()
        loop.run_until_complete(close_it(runner))
        assert ticking.cancelled()
        loop.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    ready.wait()
    try:
        yield town
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


@dataclass
class Sweeping:
    """A store with registered sites and the workers that sweep them."""

    town: Town
    store: Store
    environment: dict[str, str]
    worker: Callable[[dict[str, str]], Any]  # starts one, by its environment
    wait_until: Callable[..., None]
    workers: list[Any] = field(default_factory=list)
    sweep: Sweep | None = None
    reader: str = ""  # the version that a sweep is opened with

    def site(self, number: int = 1, **words: object) -> Site:
        """Register a site of the town; it may be asked as fast as it answers."""
        given: dict[str, object] = {
            "identifier": f"13{number:08d}",
            "name": f"第{number}号网站",
            "url": self.town.url(number),
            "pace": 0.0,
        }
        site = Site(**(given | words))  # type: ignore[arg-type]
        self.store.sites.save([site])
        return site

    def scrapy(self, folder: Path, **settings: object) -> None:
        """Give all workers Scrapy settings as a user does, in a module of their own."""
        lines = [f"{name} = {value!r}" for name, value in settings.items()]
        (folder / "users_own.py").write_text("\n".join(lines))
        self.environment |= {"SCRAPY_SETTINGS_MODULE": "users_own", "PYTHONPATH": str(folder)}

    def open(self, night: dt.date = dt.date(2026, 11, 20)) -> Sweep:
        """Open a sweep of all sites."""
        self.sweep, _ = self.store.sweeps.open(
            night=night,
            as_of=night,
            sites=self.store.sites.all(),
            indicators="2019",
            rules_version="1",
            at=time.time(),
            again=True,
            reader=self.reader,
        )
        return self.sweep

    def start(self, workers: int = 1, **environment: str) -> None:
        """Start workers on the open sweep."""
        assert self.sweep is not None
        for _ in range(workers):
            self.workers.append(self.worker(self.environment | environment))

    def until(self, done: Callable[[], object]) -> None:
        """Wait until something is so, as long as a worker is there that could make it so."""
        self.wait_until(done, lambda: any(one.poll() is None for one in self.workers))

    def until_met(self, server: Any, workers: int) -> None:
        """Wait until so many workers have met a Redis server: who finds none at first gives up."""
        with server.client() as client:
            self.until(
                lambda: (
                    client.info("commandstats").get("cmdstat_config|get", {}).get("calls", 0)
                    >= workers
                )
            )

    def until_read(self, least: int) -> None:
        """Wait until so many pages are stored."""
        assert self.sweep is not None
        sweep = self.sweep.id
        self.until(lambda: self.store.sweeps.progress(sweep).pages.get("fetched", 0) >= least)

    def finish(self) -> str:
        """Wait for all workers; what they complained of."""
        told = [worker.end()[1] for worker in self.workers]
        codes = [worker.returncode for worker in self.workers]
        self.workers.clear()
        assert set(codes) <= {0, -signal.SIGKILL}, "\n".join(told)
        return "".join(told)

    def run(self, workers: int = 1, **environment: str) -> str:
        """Sweep from opening to end; nobody dies, so no lease need end before a busy worker can."""
        self.open()
        self.start(workers, **({"GOVSWEEP_LEASE": "60"} | environment))
        return self.finish()

    def pages(self, number: int = 1) -> dict[str, StoredPage]:
        """The pages of a site by path."""
        assert self.sweep is not None
        origin = self.town.url(number, "")
        return {
            page.url.removeprefix(origin): page
            for page in self.store.pages.of_site(self.sweep.id, f"13{number:08d}")
        }

    def states(self, number: int = 1) -> dict[str, tuple[PageState, str]]:
        """What became of each page, and why."""
        return {path: (page.state, page.reason) for path, page in self.pages(number).items()}

    def links(self) -> dict[str, LinkStatus]:
        """What became of each link's target, home pages' own timing left out."""
        assert self.sweep is not None
        homes = {site.url for site in self.store.sites.all()}
        links: dict[str, StoredLink] = self.store.pages.links(self.sweep.id)
        return {url: link.status for url, link in links.items() if url not in homes}


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with embedded() as url:
        yield url


@pytest.fixture
def sweeping(
    town: Town, tmp_path: Path, redis_url: str, a_sweeping: Callable[..., Any]
) -> Iterator[Sweeping]:
    with a_sweeping(town, redis_url, f"sqlite:///{tmp_path}/govsweep.db") as sweeping:
        yield sweeping


@contextmanager
def sweeping_with(
    start_worker: Callable[[dict[str, str]], Any],
    wait_until: Callable[..., None],
    town: Town,
    redis_url: str,
    database: str,
) -> Iterator[Sweeping]:
    """Sweep a town with an empty database."""
    store = Store(database)
    store.upgrade()
    environment = {name: value for name, value in os.environ.items() if "proxy" not in name.lower()}
    environment |= {
        "GOVSWEEP_DATABASE_URL": database,
        "GOVSWEEP_REDIS_URL": redis_url,
        "GOVSWEEP_RETRY_AFTER": "0.4",
        "GOVSWEEP_LINK_PACE": "0",
        "GOVSWEEP_LEASE": "2",
    }
    sweeping = Sweeping(town, store, environment, start_worker, wait_until)
    try:
        yield sweeping
    finally:
        for worker in sweeping.workers:
            worker.kill()
            worker.end()
        store.close()


@pytest.fixture(scope="session")
def a_sweeping(
    start_worker: Callable[[dict[str, str]], Any], until: Callable[..., None]
) -> Callable[[Town, str, str], AbstractContextManager[Sweeping]]:
    """A maker of sweeps of a town, each by the URLs of its Redis and its database."""
    return partial(sweeping_with, start_worker, until)
