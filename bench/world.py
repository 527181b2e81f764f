# ruff: noqa: E501 - a table row of the report is one line
"""Crawls of hosts like those of the world: TLS, large pages, slow answers, some errors.

    python -m bench.world --sites 100 --pages 20 --pace 0.5

Each site is an address of loopback (127.0.2.1 …) that speaks TLS, with a certificate made at the
start and tickets that let a session be taken up again. Its pages are 240 KB with 200 links, packed
with gzip; it answers after 20 to 400 ms, always the same for one site; one address in fifty answers
502 the first time, one in a hundred breaks the connection off the first time and one in a hundred
always answers 500. The servers are processes of their own, whose CPU time is not counted.

Prints Markdown: pages a second of CPU time at no pace, and the time on the clock at a polite one.
"""

import argparse
import asyncio
import gzip
import json
import os
import random
import ssl
import subprocess
import sys
import tempfile
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import trustme
from aiohttp import web

from bench.crawls import Run, nights, run
from bench.sites import Village
from govsweep.frontier.embedded import embedded

PORT, COUNTER_PORT = 18_443, 18_444
PAGE_BYTES, LINKS = 240_000, 200
SERVERS = 2  # processes
FASTEST, SLOWEST = 0.020, 0.400  # seconds until an answer begins
TOGETHER = 128  # requests that Scrapy may have under way: more than there are hosts
_CLASSES = ("box", "row", "col", "tab", "item", "icon", "more", "hover", "clearfix", "inner")
_FIRST_BAD, _FIRST_BROKEN, _ALWAYS_BAD = range(2), (2,), (3,)  # of a hundred addresses


class World(Village):
    """Sites of one size, over TLS."""

    def __init__(self, sites: int, pages: int) -> None:
        super().__init__(sites, pages, LINKS, PAGE_BYTES)
        self.seen: Counter[tuple[int, str]] = Counter()
        self.connections: dict[int, bool] = {}  # each with whether its session was taken up again

    @staticmethod
    def origin(site: int, port: int = PORT) -> str:
        return f"https://127.0.2.{site}:{port}"

    @staticmethod
    @lru_cache(maxsize=100_000)
    def padding(site: int, room: int) -> str:
        """Half script, half markup without text, as templates of content management systems are."""
        rng = random.Random(f"template{site}")
        script, markup = [], []
        for number in range(max(0, room) // 180):
            one, two = rng.choices(_CLASSES, k=2)
            script.append(
                f"var {one}{number}=document.getElementById('{two}{rng.randrange(10**6)}');if({one}{number}){{{one}{number}.style.width='{rng.randrange(1200)}px'}}\n"
            )
            markup.append(
                f'<div class="{one} {two}{number}"><i style="left:{rng.randrange(1200)}px"></i></div>\n'
            )
        return f"{''.join(markup)}<script>{''.join(script)}</script>"

    @lru_cache(maxsize=100_000)  # noqa: B019 - one world a process
    def packed(self, site: int, path: str) -> tuple[bytes, str] | None:
        """A page as it goes over the line, and its ETag; None where there is none."""
        body = self.made(site, path)
        if body is None:
            return None
        return gzip.compress(body, 6), f'"{blake2b(body, digest_size=8).hexdigest()}"'

    def forget(self) -> None:
        """Begin to count anew."""
        self.asked.clear()
        self.seen.clear()
        self.connections.clear()
        self.requests = self.unchanged = 0

    def counts(self) -> dict[str, int]:
        """What was asked for since."""
        return {
            "pages": len(self.asked),
            "requests": self.requests,
            "unchanged": self.unchanged,
            "connections": len(self.connections),
            "resumed": sum(self.connections.values()),
        }

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """A page, or what goes wrong with it."""
        assert request.transport is not None
        line = request.transport.get_extra_info("ssl_object")
        self.connections.setdefault(id(request.transport), line.session_reused)
        site, path = int(str(request.url.host).rpartition(".")[2]), request.path
        self.requests += 1
        self.seen[site, path] += 1
        await asyncio.sleep(latency(site))
        luck = luck_of(site, path)
        if self.seen[site, path] == 1 and luck in _FIRST_BROKEN:
            request.transport.abort()
            return web.Response(status=502)
        if luck in _ALWAYS_BAD or (self.seen[site, path] == 1 and luck in _FIRST_BAD):
            return web.Response(status=500 if luck in _ALWAYS_BAD else 502)
        found = self.packed(site, path)
        if found is None:
            return web.Response(status=404)
        body, tag = found
        self.asked.add((site, path))
        headers = {"Content-Type": "text/html; charset=utf-8", "ETag": tag}
        if request.headers.get("If-None-Match") == tag:
            self.unchanged += 1
            return web.Response(status=304, headers=headers)
        return web.Response(headers=headers | {"Content-Encoding": "gzip"}, body=body)


def latency(site: int) -> float:
    """Seconds until a site's answers begin: as many sites below 90 ms as above."""
    return float(FASTEST * (SLOWEST / FASTEST) ** random.Random(f"latency{site}").random())


def luck_of(site: int, path: str) -> int:
    """A number below a hundred that tells what goes wrong with an address; home pages are well."""
    return 99 if path == "/" else random.Random(f"luck{site}{path}").randrange(100)


async def serve(world: World, number: int, of: int, certificate: Path) -> None:
    """Serve every so manieth site until the process ends."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate.with_name("sites.pem"))
    runner = web.ServerRunner(web.Server(world.handle, access_log=None))
    await runner.setup()
    mine = range(1 + number, world.sites + 1, of)
    for site in mine:
        for path in world.paths():
            world.packed(site, path)  # made before anybody measures
    for site in mine:
        await web.TCPSite(runner, f"127.0.2.{site}", PORT, ssl_context=context).start()

    async def tell(request: web.BaseRequest) -> web.StreamResponse:
        if request.path == "/forget":
            world.forget()
        return web.Response(text=json.dumps(world.counts()))

    counter = web.ServerRunner(web.Server(tell, access_log=None))
    await counter.setup()
    await web.TCPSite(counter, "127.0.0.1", COUNTER_PORT + number).start()
    print("ready", flush=True)
    await asyncio.Event().wait()


def asked(what: str) -> dict[str, int]:
    """What all servers counted together, or made to forget it."""
    told: Counter[str] = Counter()
    for number in range(SERVERS):
        with urllib.request.urlopen(f"http://127.0.0.1:{COUNTER_PORT + number}/{what}") as answer:
            told.update(json.load(answer))
    return {name: told[name] for name in ("pages", "unchanged", "connections", "resumed")}


def certify(folder: Path, sites: int) -> Path:
    """The certificate of an authority; that of all sites, with its key, in `sites.pem` beside it."""
    addresses = [f"127.0.2.{one}" for one in range(1, sites + 1)]
    authority = trustme.CA()
    issued = authority.issue_cert(*addresses)
    issued.private_key_and_cert_chain_pem.write_to_path(folder / "sites.pem")
    authority.cert_pem.write_to_path(folder / "authority.pem")
    return folder / "authority.pem"


@contextmanager
def served(sites: int, pages: int, certificate: Path) -> Iterator[None]:
    """The sites, served by processes of their own."""
    words = [f"--sites={sites}", f"--pages={pages}", f"--certificate={certificate}"]
    servers = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.world", *words, f"--serve={number}"],
            stdout=subprocess.PIPE,
        )
        for number in range(SERVERS)
    ]
    try:
        for one in servers:
            assert one.stdout is not None
            one.stdout.readline()
        yield
    finally:
        for one in servers:
            one.terminate()
            one.wait()


def crawls(folder: Path, world: World, paces: Sequence[float], certificate: Path) -> Iterator[str]:
    """A row of the table for each crawl, at each pace; 0: none is kept."""
    homes = [f"{world.origin(site)}/" for site in range(1, world.sites + 1)]
    plain = [sys.executable, "-m", "bench.plain", f"--together={TOGETHER}"]
    for polite in paces:
        manner = f"每站每秒 {polite:g} 页" if polite else "不限速"
        words = [f"--delay={1 / polite}"] if polite else []
        yield row(manner, run("Scrapy", [*plain, *words, *homes], folder, {}, asked=asked))
        with embedded() as url:
            command = [*plain, *words, f"--redis={url}", *homes]
            yield row(manner, run("scrapy-redis", command, folder, {}, url, asked))
        (folder / "sites.csv").write_text(world.registry(PORT, polite), "utf-8")
        for number in (1, 2, 4):
            database = f"sqlite:///{folder}/{polite}-{number}.db"
            yield from nights_over_tls(manner, database, number, folder, certificate)


def nights_over_tls(
    manner: str, database: str, workers: int, folder: Path, certificate: Path
) -> Iterator[str]:
    """The rows of a first night and of a second."""
    environment = {
        "GOVSWEEP_RETRY_AFTER": "1",  # some of its addresses fail the first time
        "SSL_CERT_FILE": str(certificate),
    }
    name = f"govsweep，{workers} 个工作进程"
    for done in nights(name, database, workers, folder, environment, asked):
        yield row(manner, done)


def row(manner: str, done: Run) -> str:
    """A crawl's row: the connections are what its servers counted last."""
    told: dict[str, Any] = asked("count")
    return (
        f"| {manner} | {done.name} | {done.pages} | {done.unchanged} | {done.cpu:.1f} | {done.pages / done.cpu:.0f} "
        f"| {done.wall:.0f} | {done.memory:.0f} | {told['connections']}，{told['resumed']} | {os.getloadavg()[0]:.0f} |"
    )


def main() -> None:
    """Serve, or measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.world")
    parser.add_argument("--sites", type=int, default=100, help="at most 254")
    parser.add_argument("--pages", type=int, default=20, help="of each site")
    parser.add_argument(
        "--pace", type=float, default=0.5, help="pages of a site a second; 0: no polite crawls"
    )
    parser.add_argument("--only-polite", action="store_true", help="no crawls without a pace")
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--certificate", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    world = World(chosen.sites, chosen.pages)
    if chosen.serve is not None:
        asyncio.run(serve(world, chosen.serve, SERVERS, chosen.certificate))
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="govsweep-bench-")))
        certificate = certify(folder, chosen.sites)
        stack.enter_context(served(chosen.sites, chosen.pages, certificate))
        paces = [0.0] * (not chosen.only_polite) + [chosen.pace] * bool(chosen.pace)
        rows = []
        for one in crawls(folder, world, paces, certificate):
            print(one, file=sys.stderr, flush=True)  # a night at a polite pace is long
            rows.append(one)
    print(
        "\n| 速度 | 抓取 | 页数 | 304 | CPU 秒 | 每 CPU 秒页数 | 秒 | 最大进程 MB | 连接，其中续用会话 | 负载 |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
