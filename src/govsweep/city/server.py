"""The sample city on loopback: an HTTP proxy that is all its hosts at once."""

import asyncio
import socket
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import NamedTuple

from aiohttp import web

from govsweep.city.model import HostAnswer
from govsweep.city.sample_city import LoopbackCity, SampleCity, is_by_search

_NO_BODY = (204, 304)


class Request(NamedTuple):
    """What was asked for."""

    host: str
    path: str  # with the query
    method: str
    by_search: bool = False  # a search engine asks, or a visitor whom it sends


class CityServer:
    """A running city; a client reaches it by `http_proxy` or by the Host header."""

    def __init__(self, city: SampleCity | LoopbackCity) -> None:
        self.city = city
        self.port = 0
        self.requests: dict[Request, list[float]] = defaultdict(list)  # when each was asked
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop
        self._end: asyncio.Event

    @property
    def proxy_url(self) -> str:
        """What to set `http_proxy` to."""
        return f"http://127.0.0.1:{self.port}"

    def count(self, host: str, path: str) -> int:
        """How often an address was asked for, by any method."""
        return self._counts[host, path]

    def forget(self) -> None:
        """Start counting anew; what fails once then fails once more."""
        with self._lock:
            self.requests.clear()
            self._counts.clear()

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer one request, in absolute form or not."""
        if request.method == "CONNECT":
            return web.Response(status=502, text="no tunnels here")
        host = request.url.raw_authority.lower().removesuffix(":80")
        path = request.rel_url.raw_path_qs
        answer = self._answer(request.method, host, path, dict(request.headers))
        if answer.delay:
            await asyncio.sleep(answer.delay)
        if not answer.status:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=502)
        body = b"" if request.method == "HEAD" or answer.status in _NO_BODY else answer.body
        return web.Response(status=answer.status, headers=answer.headers, body=body)

    def _answer(self, method: str, host: str, path: str, headers: dict[str, str]) -> HostAnswer:
        with self._lock:
            attempt = self._counts[host, path]
            self._counts[host, path] += 1
            asked = Request(host, path, method, by_search=is_by_search(headers))
            self.requests[asked].append(time.monotonic())
        return self.city.answer(method, host, path, headers, attempt=attempt)

    async def run(self, addresses: list[str], port: int, ready: "Future[None]") -> None:
        """Serve until `stop`; meant for the loop of a thread of its own."""
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        runner = web.ServerRunner(web.Server(self.handle, access_log=None), shutdown_timeout=0.1)
        try:
            await self._start(runner, addresses, port)
        except Exception as error:  # the port is taken, say: whoever started us is told
            ready.set_exception(error)
        else:
            ready.set_result(None)
            await self._end.wait()
        finally:
            await runner.cleanup()

    async def _start(self, runner: web.ServerRunner, addresses: list[str], port: int) -> None:
        await runner.setup()
        for address in addresses:
            await web.TCPSite(runner, address, self.port or port).start()
            self.port = self.port or runner.addresses[0][1]

    def stop(self) -> None:
        """End the thread that runs."""
        self._loop.call_soon_threadsafe(self._end.set)


def free_port() -> int:
    """A port that nothing listens on just now; for a city that must know it beforehand."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def serve(city: SampleCity | LoopbackCity, port: int = 0) -> Iterator[CityServer]:
    """Serve the city on 127.0.0.1 (0: any free port) until the block ends."""
    server: CityServer = CityServer(city)
    ready: Future[None] = Future()
    addresses = ["127.0.0.1", *(city.addresses if isinstance(city, LoopbackCity) else ())]
    thread = threading.Thread(
        target=lambda: asyncio.run(server.run(addresses, port, ready)), name="city", daemon=True
    )
    thread.start()
    ready.result(timeout=30)
    try:
        yield server
    finally:
        server.stop()
        thread.join()
