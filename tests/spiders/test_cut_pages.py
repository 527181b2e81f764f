"""Pages of which only the beginning comes on a second night: what they no longer show stands."""

import datetime as dt
import zlib
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web

from govsweep import sweep_runner
from govsweep.config import Settings
from govsweep.findings import State
from govsweep.rules import Rules, load_rules

FIRST = dt.date(2026, 11, 20)
HEAD = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>供水通知</title></head><body>"
    "<div class='main'><h1>关于做好冬季供水保障的通知</h1><p>发布时间：2026-11-12</p><table>"
)
ROWS = "".join(
    f"<tr><td>第{n}项</td><td>各单位要认真组织实施，明确专人负责，确保冬季供水安全平稳。</td></tr>"
    for n in range(1, 9)
)
WRONG = "<tr><td>第九项</td><td>请登陆网站查询办理结果，并于本月底以前报送总结。</td></tr>"
FOOT = "</table></div><div class='footer'>主办：市水利局</div></body></html>"
WHOLE = HEAD + ROWS + WRONG + FOOT
MENDED = HEAD + ROWS + WRONG.replace("登陆", "登录") + FOOT
CUT = (HEAD + ROWS + "<tr><td>第九").encode()

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


def raw(head: str, body: bytes) -> Answer:
    """An answer as it stands, after which the connection is closed."""

    async def answer(request: web.Request) -> web.StreamResponse:
        lines = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{head}\r\n"
        assert request.transport is not None
        request.transport.write(lines.encode() + body)
        request.transport.close()
        return web.Response()

    return answer


def packed(body: bytes) -> bytes:
    """The beginning of a stream that is packed, as it stands when its server breaks off."""
    stream = zlib.compressobj(wbits=zlib.MAX_WBITS | 16)
    return stream.compress(body) + stream.flush(zlib.Z_SYNC_FLUSH)


WAYS = {
    "no length, closed early": raw("Connection: close\r\n", CUT),
    "a length of more": raw("Content-Length: 9000\r\n", CUT),
    "chunks that do not end": raw(
        "Transfer-Encoding: chunked\r\n", f"{len(CUT):x}\r\n".encode() + CUT + b"\r\n"
    ),
    "within a chunk": raw("Transfer-Encoding: chunked\r\n", b"fff0\r\n" + CUT),
    "half of what was packed": raw(
        f"Content-Encoding: gzip\r\nContent-Length: {len(packed(CUT))}\r\n", packed(CUT)
    ),
    "a program that broke off": raw(f"Content-Length: {len(CUT)}\r\n", CUT),
    "without its end alone": raw("", (HEAD + ROWS + "</table></div>").encode()),
}


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules(None, "2019")


class Nights:
    """A town swept night after night, and what became of the word found wrong there."""

    def __init__(self, sweeping: Any, rules: Rules) -> None:
        self._sweeping, self._rules, self._night = sweeping, rules, FIRST
        database = sweeping.environment["GOVSWEEP_DATABASE_URL"]
        self._settings = Settings(database_url=database, retry_after=0.4)

    def sweep(self) -> list[State]:
        sweeping = self._sweeping
        sweeping.open(self._night)
        sweeping.start()
        assert sweeping.finish() == ""
        self._night += dt.timedelta(days=1)
        sweep_runner.close(
            sweeping.store, self._settings, sweeping.sweep, self._rules, finished=True
        )
        found = sweeping.store.findings.all(check=["typo"])
        return [one.state for one in sorted(found, key=lambda one: one.site)]


def test_of_what_is_cut_on_its_way_nothing_is_mended(
    sweeping: Any, town: Any, rules: Rules
) -> None:
    for number in range(1, len(WAYS) + 1):
        sweeping.site(number)
        town.page("/", "/1.html", number=number)
        town.put("/1.html", WHOLE.encode(), number=number)
    nights = Nights(sweeping, rules)
    assert nights.sweep() == [State.OPEN] * len(WAYS)
    for number, answer in enumerate(WAYS.values(), 1):
        town.put("/1.html", answer, number=number)
    assert dict(zip(WAYS, nights.sweep(), strict=True)) == dict.fromkeys(WAYS, State.OPEN)
    for number in range(1, len(WAYS) + 1):
        town.put("/1.html", MENDED.encode(), number=number)
    assert nights.sweep() == [State.FIXED] * len(WAYS)


def test_a_server_that_calls_it_unchanged_gives_it_whole_the_next_night(
    sweeping: Any, town: Any, rules: Rules
) -> None:
    sweeping.site()
    town.page("/", "/1.html")
    town.put("/1.html", WHOLE.encode())
    nights = Nights(sweeping, rules)
    assert nights.sweep() == [State.OPEN]
    town.put("/1.html", CUT, ETag='"mended"')
    assert nights.sweep() == [State.OPEN]
    town.put("/1.html", MENDED.encode(), ETag='"mended"')
    assert nights.sweep() == [State.FIXED]
