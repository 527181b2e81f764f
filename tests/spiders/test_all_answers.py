"""Every kind of answer, to pages and to links of another registered site, and what it makes."""

import asyncio
import datetime as dt
import ssl
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any

import trustme
from aiohttp import web

from govsweep.findings import Certainty
from govsweep.judging import Judges
from govsweep.rules import load_rules
from govsweep.settle import settle

_HTML = {"Content-Type": "text/html"}
_DEAD, _DOUBTED = Certainty.CONFIRMED, Certainty.SUSPECTED


async def _nothing_at_all(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.close()
    return web.Response()


async def _reset(request: web.Request) -> web.Response:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def _cut_short(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={**_HTML, "Content-Length": "5000"})
    await answer.prepare(request)
    await answer.write(b"<p>half</p>")
    assert request.transport is not None
    request.transport.close()
    return answer


async def _slow(request: web.Request) -> web.Response:
    await asyncio.sleep(1.5)
    return web.Response(text="<p>终于来了</p>", content_type="text/html")


async def _no_head(request: web.Request) -> web.Response:
    return web.Response(status=200 if request.method == "GET" else 405, headers=_HTML, text="好")


def _to(target: str, status: int) -> dict[str, Any]:
    return {"status": status, "Location": target}


# What each is told as; None: nothing.
KINDS: dict[str, tuple[dict[str, Any], Certainty | None]] = {
    "/404.html": ({"status": 404}, _DEAD),
    "/410.html": ({"status": 410}, _DEAD),
    "/400.html": ({"status": 400}, _DEAD),
    "/500.html": ({"status": 500}, _DEAD),
    "/502.html": ({"status": 502}, _DEAD),
    "/503.html": ({"status": 503}, _DEAD),
    "/504.html": ({"status": 504}, _DEAD),
    "/loop.html": (_to("/loop.html", 302), _DEAD),
    "/to-missing.html": (_to("/404.html", 301), _DEAD),
    "/empty.html": ({"body": _nothing_at_all}, _DOUBTED),
    "/reset.html": ({"body": _reset}, _DOUBTED),
    "/short.html": ({"body": _cut_short}, _DOUBTED),
    **{
        f"/{status}.html": ({"status": status}, None)
        for status in (401, 403, 405, 406, 412, 418, 451, 521)
    },
    "/429.html": ({"status": 429, "Retry-After": "1"}, None),
    "/busy.html": ({"status": 503, "Retry-After": "1"}, None),
    **{f"/{status}-on.html": (_to("/good.html", status), None) for status in (301, 302, 307, 308)},
    "/nowhere-302.html": ({"status": 302, "body": b"<p>moved</p>"}, None),
    "/head.html": ({"body": _no_head}, None),
    "/slow.html": ({"body": _slow}, None),
    "/204.html": ({"status": 204, "body": b""}, _DOUBTED),
    "/good.html": ({"body": "<p>好</p>".encode()}, None),
}


def test_only_what_no_browser_opens_is_confirmed(sweeping: Any, town: Any) -> None:
    site, other = sweeping.site(), sweeping.site(2)
    town.page("/", *KINDS)
    town.page("/", *(site.url.rstrip("/") + path for path in KINDS), number=2)
    for path, (words, _) in KINDS.items():
        given = {name.replace("-", "_"): value for name, value in words.items()}
        town.put(path, **({"body": "<p>说明</p>".encode()} | given))
    sweeping.run(GOVSWEEP_RETRY_AFTER="0.05")  # a host asked too fast rests twice as long each time
    store, sweep = sweeping.store, sweeping.sweep
    assert settle(store, sweep, Judges.by(load_rules())) == []
    wanted = {path: told for path, (_, told) in KINDS.items() if told is not None}
    # A link of another site only says that a server of ours dislikes what it was asked.
    doubted = wanted | {"/400.html": _DOUBTED, "/loop.html": _DOUBTED}
    for one, expected in ((site, wanted), (other, doubted)):
        found = store.findings.all(check=["dead-link"], site=[one.identifier])
        told = {found_.subject.removeprefix(site.url.rstrip("/")): found_ for found_ in found}
        certain = {path: found_.certainty for path, found_ in told.items()}
        if one is other:  # nothing shows whether it was asked for before the page was read
            certain["/204.html"] = _DOUBTED
        assert certain == expected, one.name


_PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


def test_a_picture_that_brings_nothing_is_not_shown(sweeping: Any, town: Any) -> None:
    site = sweeping.site()
    pictures = {"/204.png": (204, b""), "/empty.png": (200, b""), "/good.png": (200, _PNG)}
    shown = "".join(f"<img src='{path}' alt='水库{path}'>" for path in pictures)
    town.put("/", f"<html><body><p>今日水情</p>{shown}</body></html>".encode())
    for path, (status, body) in pictures.items():
        town.put(path, body, status=status, Content_Type="image/png")
    sweeping.run()
    assert settle(sweeping.store, sweeping.sweep, Judges.by(load_rules())) == []
    found = sweeping.store.findings.all(check=["dead-image"], site=[site.identifier])
    told = {one.subject.rpartition("/")[2]: one.certainty for one in found}
    assert told == {"204.png": _DOUBTED, "empty.png": _DEAD}


_ALERT = bytes.fromhex("15 0303 0002 02 28")  # a server's word that no handshake will do


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write("好".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Refusal(StreamRequestHandler):
    def handle(self) -> None:
        self.request.recv(4_096)
        self.wfile.write(_ALERT)


class _Server(ThreadingTCPServer):
    daemon_threads, allow_reuse_address = True, True

    def handle_error(self, *_: object) -> None:
        """A client that turns away is no error of this server."""


def _shown(kind: str) -> ssl.SSLContext:
    """What a server shows that no browser trusts."""
    authority, now = trustme.CA(), dt.datetime.now(dt.UTC)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if kind == "self-signed":
        with authority.private_key_pem.tempfile() as key, authority.cert_pem.tempfile() as shown:
            context.load_cert_chain(shown, key)
        return context
    name = "127.0.0.1" if kind == "expired" else "www.qinghe.gov.cn"
    ended = now - dt.timedelta(days=1) if kind == "expired" else None
    authority.issue_cert(name, not_after=ended).configure_cert(context)
    return context


@contextmanager
def _https(kind: str) -> Iterator[str]:
    """A server that encrypts, or refuses to; gives its address."""
    with _Server(("127.0.0.1", 0), _Refusal if kind == "refused" else _Page) as server:
        if kind != "refused":
            server.socket = _shown(kind).wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"https://127.0.0.1:{server.server_address[1]}/{kind}.html"
        server.shutdown()
        thread.join()


def test_a_certificate_that_a_browser_warns_of_is_no_dead_link(sweeping: Any, town: Any) -> None:
    """What shakes no hand at all is suspected: an older client may be let in."""
    site = sweeping.site()
    with ExitStack() as stack:
        kinds = ("expired", "self-signed", "of-another-host", "refused")
        links = {kind: stack.enter_context(_https(kind)) for kind in kinds}
        town.page("/", *links.values())
        sweeping.run()
    assert settle(sweeping.store, sweeping.sweep, Judges.by(load_rules())) == []
    found = sweeping.store.findings.all(check=["dead-link"], site=[site.identifier])
    assert {one.subject: one.certainty for one in found} == {links["refused"]: _DOUBTED}
