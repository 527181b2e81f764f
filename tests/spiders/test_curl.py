"""Downloading over real connections on loopback: what comes of every answer, and of none."""

import asyncio
import contextlib
import datetime as dt
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import trustme
from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ResponseDataLossError,
    StopDownload,
)
from scrapy.http import Response
from scrapy.settings import Settings

from govsweep.egress_policy import EgressPolicy
from govsweep.spiders.http.curl import CurlDownloadHandler
from govsweep.spiders.http.transfer import BODY_LIMIT, BlockedError, TlsError, Transfer

HERE = "http://127.0.0.1"
NAME = "www.qinghe.gov.cn"
OK = b"HTTP/1.1 200 OK\r\n"

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
Asking = Callable[[CurlDownloadHandler, int], Awaitable[Any]]


@contextlib.asynccontextmanager
async def serving(serve: Serve, **words: Any) -> AsyncIterator[int]:
    """A server on loopback; gives its port, and waits for its connections at the end."""
    talks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        talks.add(asyncio.current_task())
        with contextlib.suppress(OSError):  # who asked has had enough
            await serve(reader, writer)
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()

    server = await asyncio.start_server(connected, "127.0.0.1", 0, **words)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await asyncio.gather(*talks)


def talk(answer: bytes, asking: Asking, *, context: ssl.SSLContext | None = None, **settings: Any):
    """Ask a server that says the same to everybody, and then hangs up or waits to be asked again.

    Gives what came of it and the heads of the requests, one list a connection.
    """
    connections: list[list[bytes]] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append([])
        while head := await _head(reader):
            connections[-1].append(head)
            writer.write(answer)
            await writer.drain()
            if b"Content-Length: 0" not in answer or b"Connection: close" in head:
                break

    return with_server(serve, asking, context, **settings), connections


def with_server(
    serve: Serve, asking: Asking, context: ssl.SSLContext | None = None, **settings: Any
) -> Any:
    """What comes of asking a server."""

    async def run() -> Any:
        async with serving(serve, ssl=context) as port:
            handler = handler_of(f"{HERE}:{port}", **settings)
            try:
                return await asking(handler, port)
            finally:
                await handler.close()

    return asyncio.run(run())


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return b""


def crawler_of(settings: Settings) -> Crawler:
    crawler = Crawler(Spider, settings)
    crawler.spider = Spider("of-a-user")
    return crawler


def handler_of(registered: str, **settings: Any) -> CurlDownloadHandler:
    chosen = Settings(
        {"REGISTERED_HOSTS": [registered], "NEIGHBOURS": True, "DOWNLOAD_MAXSIZE": 1_000} | settings
    )
    return CurlDownloadHandler(crawler_of(chosen))


def asked(
    answer: bytes, scheme: str = "http", enough: int | None = None, **settings: Any
) -> Response:
    """What comes of one request."""
    meta = {BODY_LIMIT: lambda headers, length, request: enough}

    async def once(handler: CurlDownloadHandler, port: int) -> Response:
        url = f"{scheme}://127.0.0.1:{port}/a?b=c"
        return await handler.download_request(Request(url, meta=meta))

    return talk(answer, once, **settings)[0]


def test_an_answer_is_a_response() -> None:
    response = asked(OK + b"Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Empty:\r\n\r\n<p>\xe4\xbd\xa0")
    assert (response.status, response.body) == (200, b"<p>\xe4\xbd\xa0")
    assert response.headers.getlist("Set-Cookie") == [b"a=1", b"b=2"]
    assert response.headers["X-Empty"] == b""


def test_the_head_of_the_request_is_the_request_s_own() -> None:
    async def ask(handler: CurlDownloadHandler, port: int) -> None:
        headers = {"User-Agent": "govsweep", "Accept": "text/html"}
        await handler.download_request(Request(f"{HERE}:{port}/a/../b?c", headers=headers))

    _, [[head]] = talk(OK + b"\r\n", ask)
    first, *lines = head.decode().strip().split("\r\n")
    assert first == "GET /a/../b?c HTTP/1.1"
    assert min(lines) == "Accept: text/html"
    assert {line.partition(":")[0] for line in lines} == {"Host", "User-Agent", "Accept"}


def test_chunks_are_joined_and_what_comes_before_an_answer_is_passed_over() -> None:
    wait = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    head = wait + OK + b"Transfer-Encoding: chunked\r\n\r\n"
    response = asked(head + b"3\r\nabc\r\n2\r\nde\r\n0\r\nX-Late: 1\r\n\r\n")
    assert (response.status, response.body) == (200, b"abcde")
    assert dict(response.headers) == {b"Transfer-Encoding": [b"chunked"]}


def test_an_encoding_that_is_none_is_left_alone() -> None:
    assert asked(OK + b"Content-Encoding: utf-8\r\n\r\nabc").body == b"abc"


def test_a_body_that_was_cut_is_taken_where_the_settings_say_so() -> None:
    cut = OK + b"Content-Length: 10\r\n\r\nabc"
    assert asked(cut, DOWNLOAD_FAIL_ON_DATALOSS=False).body == b"abc"


def test_requests_leave_from_the_address_that_the_settings_name() -> None:
    peers = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _head(reader)
        peers.append(writer.get_extra_info("peername")[0])
        writer.write(OK + b"\r\n")

    async def ask(handler: CurlDownloadHandler, port: int) -> None:
        await handler.download_request(Request(f"{HERE}:{port}/"))

    with_server(serve, ask, DOWNLOAD_BIND_ADDRESS="127.0.0.9")
    assert peers == ["127.0.0.9"]


def test_when_it_began_and_when_the_last_byte_came_are_noted() -> None:
    async def ask(handler: CurlDownloadHandler, port: int) -> dict[str, Any]:
        request = Request(f"{HERE}:{port}/")
        await handler.download_request(request)
        return request.meta

    meta, _ = talk(OK + b"\r\n", ask)
    assert meta["began"] <= meta["came"]


def test_a_connection_serves_the_next_request_unless_it_was_opened_for_one() -> None:
    async def ask(handler: CurlDownloadHandler, port: int) -> None:
        for connection in ("keep-alive", "keep-alive", "close", "keep-alive"):
            request = Request(f"{HERE}:{port}/", headers={"Connection": connection})
            await handler.download_request(request)

    _, connections = talk(OK + b"Content-Length: 0\r\n\r\n", ask)
    assert [len(requests) for requests in connections] == [3, 1]


@pytest.mark.parametrize(("enough", "come"), [(None, 900), (0, 0), (100, 900)])
def test_no_more_is_read_than_is_enough(enough: int | None, come: int) -> None:
    response = asked(OK + b"Content-Length: 900\r\n\r\n" + b"x" * 900, enough=enough)
    assert len(response.body) == come
    assert ("download_stopped" in response.flags) is (enough is not None)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"", DownloadFailedError),
        (b"SSH-2.0-OpenSSH_9.2\r\n", DownloadFailedError),
        (b"HTTP/1.1\r\n\r\nabc", DownloadFailedError),
        (b"HTTP/1.1 fine\r\n\r\nabc", DownloadFailedError),
        (OK + b"Content-Length: 10\r\n\r\nabc", ResponseDataLossError),
        (OK + b"Content-Length: 2000\r\n\r\n", DownloadCancelledError),
        (OK + b"\r\n" + b"x" * 2_000, DownloadCancelledError),
        (OK + (b"X: " + b"y" * 9_000 + b"\r\n") * 40 + b"\r\n", DownloadCancelledError),
    ],
    ids=[
        "nothing",
        "no HTTP",
        "no status",
        "a word for it",
        "cut",
        "announced too large",
        "too large",
        "large head",
    ],
)
def test_what_kept_an_answer_from_coming_is_told(answer: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        asked(answer)


def test_a_name_or_a_host_that_is_not_there() -> None:
    async def ask(handler: CurlDownloadHandler, port: int) -> None:
        with pytest.raises(CannotResolveHostError):
            await handler.download_request(Request("http://nobody.invalid/"))

    talk(b"", ask)

    async def alone() -> None:
        handler = handler_of(f"{HERE}:1")
        with pytest.raises(DownloadConnectionRefusedError):
            await handler.download_request(Request(f"{HERE}:1/"))
        await handler.close()

    asyncio.run(alone())


def test_a_server_that_says_nothing_is_waited_for_as_long_as_was_said() -> None:
    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()  # until nobody waits any more

    async def ask(handler: CurlDownloadHandler, port: int) -> None:
        with pytest.raises(DownloadTimeoutError):
            meta = {"download_timeout": 0.2}
            await handler.download_request(Request(f"{HERE}:{port}/", meta=meta))

    with_server(hold, ask)


def test_what_nobody_waits_for_any_more_is_broken_off() -> None:
    async def ask(handler: CurlDownloadHandler, port: int) -> Response:
        task = asyncio.create_task(handler.download_request(Request(f"{HERE}:{port}/")))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        return await handler.download_request(Request(f"{HERE}:{port}/"))

    response, _ = talk(OK + b"Content-Length: 2\r\n\r\nab", ask)
    assert response.body == b"ab"


# What a user's own spider may ask for besides pages.


def test_a_form_is_sent_with_its_body_and_nothing_of_libcurl_s_own() -> None:
    async def ask(handler: CurlDownloadHandler, port: int) -> None:
        await handler.download_request(
            Request(f"{HERE}:{port}/", method="POST", body=b"q=1", headers={"Accept": "text/html"})
        )
        await handler.download_request(Request(f"{HERE}:{port}/after"))

    _, [[head, after]] = talk(OK + b"Content-Length: 0\r\n\r\n", ask)
    assert after.startswith(b"q=1GET /after ")
    first, *lines = head.decode().strip().split("\r\n")
    assert first == "POST / HTTP/1.1"
    names = {line.partition(":")[0] for line in lines}
    assert names == {"Host", "Accept", "Content-Length"}


def test_a_head_has_no_body_and_the_next_request_is_a_get_again() -> None:
    async def ask(handler: CurlDownloadHandler, port: int) -> tuple[Response, Response]:
        head = await handler.download_request(Request(f"{HERE}:{port}/", method="HEAD"))
        return head, await handler.download_request(Request(f"{HERE}:{port}/"))

    (head, page), heads = talk(OK + b"Content-Length: 2\r\n\r\nab", ask)
    assert (head.status, head.body, page.body) == (200, b"", b"ab")
    assert [one.split()[0] for some in heads for one in some] == [b"HEAD", b"GET"]


def test_an_answer_is_of_the_class_that_its_type_says() -> None:
    page = asked(OK + b"Content-Type: text/html; charset=utf-8\r\n\r\n<title>\xe6\xb8\x85</title>")
    assert page.css("title::text").get() == "清"
    assert str(page.ip_address) == "127.0.0.1"


@pytest.mark.parametrize("signal", [signals.headers_received, signals.bytes_received])
@pytest.mark.parametrize("fail", [True, False])
def test_a_listener_that_has_enough_stops_the_answer(signal: object, fail: bool) -> None:
    told: list[Request] = []

    def stop(request: Request) -> None:
        told.append(request)
        raise StopDownload(fail=fail)

    async def ask(handler: CurlDownloadHandler, port: int) -> Response:
        handler.crawler.signals.connect(stop, signal)
        return await handler.download_request(Request(f"{HERE}:{port}/"))

    answer = OK + b"Content-Length: 900\r\n\r\n" + b"x" * 900
    if fail:
        with pytest.raises(StopDownload) as stopped:
            talk(answer, ask)
        response = stopped.value.response
    else:
        response, _ = talk(answer, ask)
    assert response is not None
    assert response.flags == ["download_stopped"]
    assert len(told) == 1


def test_a_listener_is_told_of_every_byte() -> None:
    came: list[bytes] = []

    def take(data: bytes) -> None:
        came.append(data)

    async def ask(handler: CurlDownloadHandler, port: int) -> Response:
        handler.crawler.signals.connect(take, signals.bytes_received)
        return await handler.download_request(Request(f"{HERE}:{port}/"))

    response, _ = talk(OK + b"Content-Length: 900\r\n\r\n" + b"x" * 900, ask)
    assert b"".join(came) == response.body == b"x" * 900


# Where connections may go. What is looked at is the address that is connected to.


def opens(egress: EgressPolicy, url: str, *ips: str) -> list[str]:
    """Of the addresses that a name is found at, those that a connection is tried to."""
    request = Request(url)
    tried = []
    for ip in ips:
        exchange = Transfer(request, egress, 0, crawler_of(Settings()))
        family = 10 if ":" in ip else 2
        address = SimpleNamespace(family=family, socktype=1, protocol=6, addr=(ip, 80))
        if exchange.open_socket(0, address) != -1:
            tried.append(ip)
        exchange.close()
    return tried


def test_a_registered_name_that_is_bound_anew_gains_nothing() -> None:
    egress = EgressPolicy([f"http://{NAME}"])
    assert opens(egress, f"http://{NAME}/", "93.184.216.34") == ["93.184.216.34"]
    assert opens(egress, f"http://{NAME}/", "127.0.0.1") == []


def test_of_several_addresses_only_those_within_reach_are_tried() -> None:
    found = ("127.0.0.1", "93.184.216.34", "::1", "::ffff:10.0.0.1", "2400:3200::1")
    egress = EgressPolicy([f"http://{NAME}"])
    assert opens(egress, "http://mixed.evil.cn/", *found) == ["93.184.216.34", "2400:3200::1"]


def test_ports_of_a_registered_name_in_the_office_s_network() -> None:
    egress = EgressPolicy([f"http://{NAME}"])
    assert opens(egress, f"http://{NAME}/", "10.0.0.5") == ["10.0.0.5"]
    assert opens(egress, f"http://{NAME}:6379/", "10.0.0.5") == []


def test_a_name_that_stands_out_of_reach_is_told_apart_from_one_that_refuses() -> None:
    async def run() -> None:
        handler = handler_of(f"http://{NAME}", KNOWN_NAMES=["here.evil.cn:80:127.0.0.1"])
        with pytest.raises(BlockedError):
            await handler.download_request(Request("http://here.evil.cn/"))
        await handler.close()

    asyncio.run(run())


# Through a proxy.


def test_a_proxy_is_told_who_asks_and_the_host_is_not(certificate: Path) -> None:
    heads: list[bytes] = []

    async def host(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await _head(reader))
        writer.write(OK + b"\r\nabc")

    async def run() -> list[Response]:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        async with serving(host) as plain, serving(host, ssl=context) as secure:

            async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                heads.append(await _head(reader))
                if not heads[-1].startswith(b"CONNECT"):
                    writer.write(OK + b"\r\nabc")
                    return
                inner, outer = await asyncio.open_connection("127.0.0.1", secure)
                writer.write(b"HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n")
                await asyncio.gather(_pipe(reader, outer), _pipe(inner, writer))

            async with serving(proxy) as port:
                handler = handler_of(f"{HERE}:{port}")  # the proxy itself is within reach
                asked = [
                    await handler.download_request(
                        Request(
                            url,
                            meta={"proxy": f"{HERE}:{port}"},
                            headers={"Proxy-Authorization": "Basic c2VjcmV0"},
                        )
                    )
                    for url in (f"{HERE}:{plain}/%e4?a", f"https://127.0.0.1:{secure}/%e4?a")
                ]
                await handler.close()
                return asked

    responses = asyncio.run(run())
    assert [(one.status, one.body) for one in responses] == [(200, b"abc")] * 2
    assert b"Via" not in responses[1].headers
    lines = [head.split(b" ")[1] for head in heads]
    assert [lines[0].partition(b"/%e4")[2], lines[2]] == [b"?a", b"/%e4?a"]
    assert lines[0].startswith(b"http://")
    assert [b"Basic c2VjcmV0" in head for head in heads] == [True, True, False]


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while piece := await reader.read(65_536):
        writer.write(piece)
    writer.close()


# Old servers. Browsers let them in, and so do we.


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of an authority that nobody knows, out of date, with its key."""
    now = dt.datetime.now(dt.UTC)
    issued = trustme.CA().issue_cert(
        "localhost",
        not_before=now - dt.timedelta(days=2),
        not_after=now - dt.timedelta(days=1),
        key_type=trustme.KeyType.RSA,  # TLS 1.0 knows no other
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    issued.private_key_and_cert_chain_pem.write_to_path(path)
    return path


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_3])
def test_old_and_new_tls_is_spoken_whatever_the_certificate(
    certificate: Path, version: ssl.TLSVersion, recwarn: pytest.WarningsRecorder
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    context.load_cert_chain(certificate)
    assert asked(OK + b"\r\nabc", "https", context=context).body == b"abc"
    recwarn.clear()  # Python's server calls TLS 1.0 deprecated


def test_a_server_from_before_secure_renegotiation_is_talked_to() -> None:
    hello = bytes.fromhex("0303") + bytes(32) + b"\0" + bytes.fromhex("009c00")
    message = b"\x02" + len(hello).to_bytes(3, "big") + hello
    answer = bytes.fromhex("160303") + len(message).to_bytes(2, "big") + message
    connections = []

    async def greet(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(await reader.read(4_096))
        writer.write(answer)  # a hello that promises nothing of it, and then the end
        await writer.drain()

    async def ask(handler: CurlDownloadHandler, port: int) -> str:
        with pytest.raises(TlsError) as raised:
            await handler.download_request(Request(f"https://127.0.0.1:{port}/"))
        return str(raised.value)

    assert "renegotiation" not in with_server(greet, ask)  # what it lacked was the rest
    assert len(connections) == 2
