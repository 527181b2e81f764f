"""A Redis server with a password, behind TLS with a certificate of the office's own authority."""

import asyncio
import ssl
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import pytest
import trustme
from scrapy.settings import Settings

from govsweep.errors import ServiceError
from govsweep.frontier import Frontier, Task
from govsweep.frontier.connection import connect
from govsweep.frontier.health import health

PASSWORD = "geheim-4711"
T = TypeVar("T")


@dataclass
class Secured:
    """Where the server is reached, and whom it shows."""

    port: int
    plain_port: int
    authority: Path

    def url(self, password: str = PASSWORD, authority: Path | None = None) -> str:
        trusted = f"?ssl_ca_certs={authority or self.authority}"
        return f"rediss://:{password}@127.0.0.1:{self.port}/0{trusted}"


def certificates(folder: Path) -> tuple[Path, trustme.LeafCert]:
    """An authority's certificate in a file, and one of 127.0.0.1 by it."""
    authority = trustme.CA()
    folder.mkdir()
    authority.cert_pem.write_to_path(folder / "authority.pem")
    return folder / "authority.pem", authority.issue_cert("127.0.0.1")


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError, ssl.SSLError):
        while some := await reader.read(65_536):
            writer.write(some)
            await writer.drain()
    writer.close()


class _Unwrapping:
    """Unwraps TLS before a server that does not know it, in a thread of its own."""

    def __init__(self, port: int, shown: trustme.LeafCert) -> None:
        self._behind = port
        self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        shown.configure_cert(self._context)
        self._writers: list[asyncio.StreamWriter] = []
        self._up = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)
        self._thread.start()
        assert self._up.wait(30)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)

    async def _serve(self) -> None:
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        server = await asyncio.start_server(self._pass_on, "127.0.0.1", 0, ssl=self._context)
        self.port = server.sockets[0].getsockname()[1]
        self._up.set()
        await self._end.wait()
        server.close()
        for writer in self._writers:
            writer.close()
        await asyncio.gather(*(one.wait_closed() for one in self._writers), return_exceptions=True)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behind_reader, behind_writer = await asyncio.open_connection("127.0.0.1", self._behind)
        self._writers += (writer, behind_writer)
        await asyncio.gather(_pipe(reader, behind_writer), _pipe(behind_reader, writer))


@pytest.fixture(scope="module")
def secured(
    a_redis: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Secured]:
    folder = tmp_path_factory.mktemp("secured")
    authority, shown = certificates(folder / "tls")
    server = a_redis(folder, **{"maxmemory-policy": "noeviction"})
    with server.client() as client:
        client.config_set("requirepass", PASSWORD)  # only now: its starter knows no password
    unwrapping = _Unwrapping(server.port, shown)
    yield Secured(unwrapping.port, server.port, authority)
    unwrapping.stop()


async def nothing() -> AsyncIterator[Sequence[Task]]:
    for empty in ():
        yield empty


def push_one(url: str) -> int:
    async def push() -> int:
        settings = Settings({"REDIS_URL": url})
        frontier = Frontier.from_settings(settings, sweep=7, token="t", lease=60)
        try:
            await frontier.check()
            await frontier.clear()
            await frontier.ensure(nothing())
            return await frontier.push([Task("1301000001", "http://a/", b"f" * 16)])
        finally:
            await frontier.close()

    return asyncio.run(ending(push()))


async def ending(work: Coroutine[Any, Any, T]) -> T:
    """The work, and a moment for TLS to say goodbye before the loop is closed."""
    try:
        return await work
    finally:
        await asyncio.sleep(0.2)


def test_a_sweep_s_queues_stand_behind_tls_and_a_password(secured: Secured) -> None:
    assert push_one(secured.url()) == 1


def test_a_password_alone_is_enough_on_a_network_of_one_s_own(secured: Secured) -> None:
    assert push_one(f"redis://:{PASSWORD}@127.0.0.1:{secured.plain_port}/0") == 1


@pytest.mark.parametrize("password", ["wrong", ""])
def test_a_wrong_password_is_told_and_not_shown(secured: Secured, password: str) -> None:
    with pytest.raises(ServiceError) as refused:
        push_one(secured.url(password))
    assert "GOVSWEEP_REDIS_URL" in str(refused.value)
    assert PASSWORD not in str(refused.value)
    if password:
        assert password not in str(refused.value).replace("WRONGPASS", "")


def test_a_certificate_that_nobody_vouches_for_is_refused(secured: Secured, tmp_path: Path) -> None:
    another, _ = certificates(tmp_path / "another")
    with pytest.raises(ServiceError, match="它的证书不受信任"):
        push_one(secured.url(authority=another))


def test_the_doctor_sees_through_tls(secured: Secured) -> None:
    seen = asyncio.run(ending(health(connect(Settings({"REDIS_URL": secured.url()})))))
    assert seen.is_new_enough
    assert (seen.policy, seen.open_to_all) == ("noeviction", False)
    with pytest.raises(ServiceError) as refused:
        asyncio.run(ending(health(connect(Settings({"REDIS_URL": secured.url("wrong-one")})))))
    assert "wrong-one" not in str(refused.value)
