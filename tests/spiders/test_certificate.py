"""A host's certificate as a browser would judge it, by real handshakes on loopback."""

import asyncio
import contextlib
import datetime as dt
import ipaddress
import os
import ssl
import threading
from collections.abc import AsyncIterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from govsweep.facts import PageState
from govsweep.spiders.certificate import certificate_fault

TODAY = dt.datetime.now(dt.UTC)
DAY = dt.timedelta(days=1)
HERE = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


class Authority:
    """Signs certificates; with no parent it is a root."""

    def __init__(self, name: str, parent: "Authority | None" = None) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        signer = parent or self
        self.certificate = signer.sign(self.name, self.key, ca=True)

    def sign(
        self,
        name: x509.Name,
        key: ec.EllipticCurvePrivateKey,
        *,
        ca: bool = False,
        names: Sequence[x509.GeneralName] = (HERE,),
        until: dt.datetime = TODAY + 90 * DAY,
    ) -> x509.Certificate:
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(min(TODAY, until) - 30 * DAY)
            .not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        if not ca:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(self.key, hashes.SHA256())


def pem(*certificates: x509.Certificate) -> bytes:
    return b"".join(one.public_bytes(serialization.Encoding.PEM) for one in certificates)


class Host:
    """What a server on loopback shows, made to order."""

    def __init__(self, folder: Path, root: Authority) -> None:
        self.root = root
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
        self._chain = folder / "chain.pem"
        self._key = folder / "key.pem"
        self._key.write_bytes(
            self.key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )

    def shows(self, *chain: x509.Certificate) -> ssl.SSLContext:
        self._chain.write_bytes(pem(*chain))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._chain, self._key)
        return context


@pytest.fixture
def host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Host:
    """A host of whose certificates this machine trusts the root."""
    root = Authority("根证书")
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(pem(root.certificate))
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    return Host(tmp_path, root)


@contextlib.asynccontextmanager
async def serving(context: ssl.SSLContext | None, says: bytes = b"") -> AsyncIterator[int]:
    answering: set[asyncio.Task[None] | None] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answering.add(asyncio.current_task())
        try:
            with contextlib.suppress(OSError):
                await reader.read(1)
                writer.write(says)
                await writer.drain()
                writer.close()
                await writer.wait_closed()
        finally:
            writer.transport.abort()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    # A client that turns away is no error of this server.
    asyncio.get_running_loop().set_exception_handler(lambda loop, told: None)
    async with server:
        yield server.sockets[0].getsockname()[1]
        await ended(answering)


async def ended(tasks: set[asyncio.Task[None] | None]) -> None:
    """Wait until every connection is closed; the clients have turned away by now."""
    await asyncio.gather(*(task for task in tasks if task), return_exceptions=True)


def look(context: ssl.SSLContext | None, scheme: str = "https", says: bytes = b"") -> str | None:
    async def once() -> str | None:
        async with serving(context, says) as port:
            return await certificate_fault(f"{scheme}://127.0.0.1:{port}/")

    return asyncio.run(once())


def test_a_sound_certificate(host: Host) -> None:
    assert look(host.shows(host.root.sign(host.name, host.key))) == ""


def test_one_that_has_expired(host: Host) -> None:
    assert look(host.shows(host.root.sign(host.name, host.key, until=TODAY - DAY))) == "证书过期"


def test_one_that_ends_soon(host: Host) -> None:
    end = TODAY + 29 * DAY
    assert look(host.shows(host.root.sign(host.name, host.key, until=end))) == (
        f"证书将于 {end:%Y-%m-%d} 到期"
    )
    assert look(host.shows(host.root.sign(host.name, host.key, until=TODAY + 31 * DAY))) == ""


def test_one_of_another_host(host: Host) -> None:
    other = host.root.sign(host.name, host.key, names=[x509.DNSName("www.qinghe.gov.cn")])
    assert look(host.shows(other)) == "证书与域名不符"


def test_one_that_signs_itself(host: Host) -> None:
    alone = Authority("127.0.0.1")
    alone.key, alone.name = host.key, host.name
    assert look(host.shows(alone.sign(host.name, host.key))) == "自签名证书"


def test_every_fault_of_one_certificate_is_named(host: Host) -> None:
    alone = Authority("127.0.0.1")
    alone.key, alone.name = host.key, host.name
    soon = TODAY + 10 * DAY
    other = [x509.DNSName("www.qinghe.gov.cn")]
    assert look(host.shows(alone.sign(host.name, host.key, until=TODAY - DAY))) == (
        "自签名证书；证书过期"
    )
    assert look(host.shows(alone.sign(host.name, host.key, until=soon))) == (
        f"自签名证书；证书将于 {soon:%Y-%m-%d} 到期"
    )
    assert look(host.shows(alone.sign(host.name, host.key, names=other, until=TODAY - DAY))) == (
        "自签名证书；证书与域名不符；证书过期"
    )
    foreign = Authority("别处的根证书").sign(host.name, host.key, until=TODAY - DAY)
    assert look(host.shows(foreign)) == "证书链不完整，或签发机构不受信任；证书过期"


def test_one_whose_chain_lacks_a_link(host: Host) -> None:
    between = Authority("中间证书", host.root)
    leaf = between.sign(host.name, host.key)
    assert look(host.shows(leaf, between.certificate)) == ""
    assert "证书链不完整" in (look(host.shows(leaf)) or "")


# Records of TLS: an alert "protocol version", and the hello of a server that knows TLS 1.1 at most.
ALERT = bytes.fromhex("15 0301 0002 02 46")
HELLO = bytes.fromhex("16 0302 002a 02 000026 0302") + bytes(32) + bytes.fromhex("00 002f 00")


@pytest.mark.parametrize("says", [ALERT, HELLO], ids=["refuses", "answers"])
def test_a_protocol_that_is_too_old(host: Host, says: bytes) -> None:
    assert "协议过旧" in (look(None, says=says) or "")


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_without_encryption_nothing_is_said(host: Host, scheme: str) -> None:
    assert look(None, scheme) is None


class Page(BaseHTTPRequestHandler):
    """A home page."""

    def do_GET(self) -> None:
        body = "<html><head><title>清禾</title></head><body><p>欢迎访问</p></body></html>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_sweep_notes_the_fault_and_reads_on(host: Host, sweeping: Any) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    context = host.shows(host.root.sign(host.name, host.key, until=TODAY - DAY))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    sweeping.site(url=f"https://127.0.0.1:{server.server_port}/")
    try:
        assert sweeping.run(SSL_CERT_FILE=os.environ["SSL_CERT_FILE"]) == ""
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    (home,) = sweeping.store.pages.of_site(sweeping.sweep.id, "1300000001")
    assert home.state is PageState.FETCHED
    probes = sweeping.store.probes.of_sweep("1300000001", sweeping.sweep.id)
    assert [one.certificate for one in probes] == [None, "证书过期"]
    views = sweeping.store.probes.views(sweeping.sweep.id, "1300000001")
    assert len([one for one in views if one.agent != "ipv6"]) == 2


def test_nobody_at_home(host: Host) -> None:
    assert asyncio.run(certificate_fault("https://127.0.0.1:9/")) is None


@contextlib.asynccontextmanager
async def proxy() -> AsyncIterator[tuple[int, list[str]]]:
    """A proxy that lets connections through, and what it was asked."""
    asked: list[str] = []
    answering: set[asyncio.Task[None] | None] = set()

    async def carry(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(65536):
                sink.write(data)
            sink.close()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answering.add(asyncio.current_task())
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        asked.append(head)
        name, _, port = head.split()[1].partition(":")
        far, near = await asyncio.open_connection(name, int(port))
        try:
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
            await asyncio.gather(carry(reader, near), carry(far, writer))
        finally:
            near.transport.abort()
            writer.transport.abort()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1], asked
        await ended(answering)


def test_behind_a_proxy_it_is_looked_at_through_it(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    expired = host.shows(host.root.sign(host.name, host.key, until=TODAY - DAY))

    async def once() -> tuple[str | None, list[str]]:
        async with serving(expired) as port, proxy() as (gate, asked):
            monkeypatch.setenv("https_proxy", f"http://office:secret@127.0.0.1:{gate}")
            return await certificate_fault(f"https://127.0.0.1:{port}/"), asked

    fault, (asked,) = asyncio.run(once())
    assert fault == "证书过期"
    assert asked.startswith("CONNECT 127.0.0.1:")
    assert "Proxy-Authorization: Basic b2ZmaWNlOnNlY3JldA==" in asked


def test_where_only_http_has_a_proxy_nothing_is_known(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert look(host.shows(host.root.sign(host.name, host.key))) is None
