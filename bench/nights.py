"""How soon a sweep ends: with link hosts in trouble, and with nothing in doubt.

    python -m bench.nights --sites 10 --pages 20 --links 30      # hosts that fail, hang and refuse
    python -m bench.nights --sites 5 --pages 40 --links 0        # nothing in doubt

Each site is an address of loopback; every page of it leads to `links` addresses on other hosts: a
third of these answer 502, a third never answer, a third refuse. Says how long the sweep took, how
long after the last page of a site it ended, and what its ledger says. Fails where that does not
balance.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from aiohttp import web

_KINDS = 3  # of hosts: that fail, hang and refuse
_FIRST = 100  # the number of the first of them, above all sites
_CLOSED = 9  # a port on which nobody listens


class Server:
    """The sites and the hosts in trouble, all on one port."""

    def __init__(self, pages: int, links: int, hosts: int) -> None:
        self.pages = pages
        self.hosts = range(_FIRST, _FIRST + hosts)
        self.links = links
        self.port = 0
        self.last_page = 0.0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """A page of a site, or what a host in trouble has to say."""
        number = int(request.host.partition(":")[0].rpartition(".")[2])
        if number in self.hosts:
            if number % _KINDS == 1:
                await asyncio.sleep(3_600)
            return web.Response(status=502, text="Bad Gateway")
        name = request.path.strip("/").removesuffix(".html") or "0"
        if not name.isdigit() or int(name) >= self.pages:
            return web.Response(status=404, text="没有这个页面")
        self.last_page = time.monotonic()
        return web.Response(text=self._page(number, int(name)), content_type="text/html")

    def _page(self, site: int, page: int) -> str:
        own = [f"/{one}.html" for one in range(1, self.pages)] if page == 0 else ["/"]
        hosts = self.hosts
        abroad = [
            f"{self._origin(hosts[(page * self.links + one) % len(hosts)])}/{site}/{page}/{one}"
            for one in range(self.links)
        ]
        rows = "".join(f'<li><a href="{link}">第{link}号链接</a></li>' for link in own + abroad)
        return (
            "<!DOCTYPE html><html><head><meta charset='utf-8'><title>网站</title></head><body>"
            f"<h1>第{site}站第{page}页</h1><p>本页是第{page}页。</p><ul>{rows}</ul></body></html>"
        )

    def _origin(self, host: int) -> str:
        return f"http://127.0.0.{host}:{_CLOSED if host % _KINDS == _KINDS - 1 else self.port}"

    def start(self) -> None:
        """Serve from a thread of its own."""
        ready = threading.Event()

        async def open_it() -> None:
            app = web.Application()
            app.router.add_route("*", "/{path:.*}", self.answer)
            runner = web.AppRunner(app, access_log=None)
            await runner.setup()
            await web.TCPSite(runner, "0.0.0.0", 0).start()
            self.port = runner.addresses[0][1]
            ready.set()
            await asyncio.Event().wait()

        threading.Thread(target=lambda: asyncio.run(open_it()), daemon=True).start()
        ready.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.nights")
    parser.add_argument("--sites", type=int, default=10)
    parser.add_argument("--pages", type=int, default=20, help="of each site")
    parser.add_argument("--links", type=int, default=30, help="to hosts in trouble, of each page")
    parser.add_argument("--hosts", type=int, default=6, help="in trouble, at most 150")
    chosen = parser.parse_args()
    server = Server(chosen.pages, chosen.links, chosen.hosts)
    server.start()
    with tempfile.TemporaryDirectory(prefix="govsweep-bench-") as folder:
        rows = ["identifier,name,url,pace"]
        rows += (
            f"51180{one:05d},第{one}站,http://127.0.0.{one}:{server.port}/,0"
            for one in range(1, chosen.sites + 1)
        )
        Path(folder, "sites.csv").write_text("\n".join(rows), "utf-8")
        words = ("sweep", "--registry", "sites.csv", "--workers", "1")
        begun = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "govsweep", *words],
            cwd=folder,
            env=os.environ | {"GOVSWEEP_LINK_PACE": "0", "no_proxy": "*"},
            check=False,
        )
        ended = time.monotonic()
    print(f"{chosen.sites} 站，每站 {chosen.pages} 页：{ended - begun:.1f} 秒")
    print(f"最后一页之后 {ended - server.last_page:.1f} 秒结束，退出码 {done.returncode}")
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
