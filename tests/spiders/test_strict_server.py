"""A server that takes an address only as its pages write it: all is read on it, and once."""

import random
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote

import pytest

from govsweep.facts import PageState, Site

_GBK_QUERY = quote("通知公告".encode("gb18030"))
_ARTICLES = [f"/show.do?id={number}&lang=zh" for number in range(1, 161)]
_VIEWS = [f"/index.php?view=article&id={number}" for number in range(1, 101)]
_AS_WRITTEN = [
    "/q?12345",
    "/index.php?/news/12.html",
    "/s.asp?k=%u4e2d%u6587",
    "/x.jsp?a=2&b=1&path=x/y",
    "/p.php?a={1}|2",
    "/r?b=1&a=2",
    "/r?a=2&b=1",
]


class _Strict(BaseHTTPRequestHandler):
    """Compares the request line with what its pages write, byte by byte."""

    protocol_version = "HTTP/1.1"
    asked: Counter[str]
    lock = threading.Lock()

    def do_GET(self) -> None:
        path = self.path
        if "aidu" not in f"{self.headers['Referer']} {self.headers['User-Agent']}":
            with self.lock:
                self.asked[path] += 1
        if path == "/r?b=1&a=2":
            self._say(302, b"", Location="/r?a=2&b=1")
        elif path in ("/", "/index.html"):
            self._say(200, _home())
        elif path == "/gbk.html":
            link = '<a href="list.asp?lm=通知公告">通知公告</a>'
            self._say(200, _page("国标网页", link, "gb2312").encode("gb18030"))
        elif path.startswith("/s/view0.action;SID="):
            onward = f"/s/view0.action;SID={random.getrandbits(64):x}"
            self._say(200, _page("会话", f'<a href="{onward}">下一步的内容</a>').encode())
        elif path in (*_AS_WRITTEN, *_ARTICLES, *_VIEWS, f"/list.asp?lm={_GBK_QUERY}"):
            self._say(200, _page(f"信息{path}", '<a href="/">首页</a>').encode())
        else:
            self._say(404, _page("没有这个网页", "").encode())

    def _say(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def _page(title: str, links: str, charset: str = "utf-8") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='{charset}'><title>{title}</title></head>"
        f"<body><h1>{title}</h1><p>这一页说的是{title}。</p>{links}</body></html>"
    )


def _home() -> bytes:
    session = f"/s/view0.action;SID={random.getrandbits(64):x}"
    links = ["/", "/index.html", "/gbk.html", session, *_AS_WRITTEN[:-1], *_ARTICLES, *_VIEWS]
    written = "".join(f'<li><a href="{link}">一条信息{link}</a></li>' for link in links)
    return _page("清禾市人民政府", f"<ul>{written}</ul>").encode()


@pytest.fixture
def strict() -> Iterator[tuple[str, Counter[str]]]:
    """A strict server's address and what it was asked for."""
    asked: Counter[str] = Counter()
    handler = type("Strict", (_Strict,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler, bind_and_activate=False)
    server.request_queue_size = socket.SOMAXCONN
    server.server_bind()
    server.server_activate()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_every_page_is_asked_for_as_its_link_is_written_and_read_once(
    sweeping: Any, strict: tuple[str, Counter[str]]
) -> None:
    origin, asked = strict
    site = Site(identifier="1300000001", name="清禾", url=f"{origin}/", pace=0.0)
    sweeping.store.sites.save([site])
    sweeping.run()
    pages = {
        page.url.removeprefix(origin): page
        for page in sweeping.store.pages.of_site(sweeping.sweep.id, site.identifier)
    }
    read = {path for path, page in pages.items() if page.state is PageState.FETCHED}
    session = [path for path in read if path.startswith("/s/view0.action;SID=")]
    assert {path: page.reason for path, page in pages.items() if path not in read} == {}
    wanted = {*_AS_WRITTEN[:-1], *_ARTICLES, *_VIEWS, f"/list.asp?lm={_GBK_QUERY}", "/gbk.html"}
    assert read == {"/", *session, *wanted}
    assert len(session) == 1
    links = sweeping.store.pages.links(sweeping.sweep.id, bad=True)
    assert links == {}
    more_than_once = {path for path, times in asked.items() if times > 1}
    assert more_than_once == set()
