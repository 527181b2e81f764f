"""A picture of a saved page, by a browser that can reach nothing but that page."""

import os
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from govsweep.browser.program import program
from govsweep.errors import InputError

_PATIENCE = 60  # seconds
_ADDRESS = "http://saved.page.invalid/"  # a name that no resolver knows


def shoot(body: bytes, named: Path | None = None) -> bytes:
    """A page as a picture (PNG), its scripts not run and nothing else fetched.

    By the browser that the office named, else by the one on the path. Raises `InputError` where
    there is none or it fails.
    """
    browser = program(named)
    if browser is None:
        raise InputError("本机没有 Chromium 浏览器，请不用 --screenshot 打包")
    with tempfile.TemporaryDirectory(prefix="govsweep-shot-") as folder, _proxy(body) as proxy:
        picture = Path(folder) / "page.png"
        words = [
            *(browser, "--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
            *("--window-size=1280,1600", f"--user-data-dir={folder}/profile"),
            *(f"--proxy-server={proxy}", "--proxy-bypass-list=<-loopback>"),
            f"--screenshot={picture}",
            *(("--no-sandbox",) if os.name == "posix" and os.geteuid() == 0 else ()),
            _ADDRESS,
        ]
        try:
            subprocess.run(words, capture_output=True, check=True, timeout=_PATIENCE)  # noqa: S603
            return picture.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise InputError(f"浏览器未能截图：{error}") from error


@contextmanager
def _proxy(body: bytes) -> Iterator[str]:
    """A proxy on loopback that knows one page; the browser has no other way out."""

    class _OnePage(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = self.path == _ADDRESS
            self.send_response(200 if known else 404)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Security-Policy", "sandbox; script-src 'none'")
            self.end_headers()
            if known:
                self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), _OnePage)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
