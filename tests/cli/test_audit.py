"""`sites audit` and home pages that lead elsewhere, on real servers."""

import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

PAGE = (
    "<!DOCTYPE html><meta charset='utf-8'><title>市人民政府</title><h1>市人民政府</h1>"
    "<p>欢迎访问。</p><a href='/a.html'>要闻</a>"
)


@contextmanager
def serving(address: str, sent_to: str = "") -> Iterator[str]:
    """A host that shows one page, or sends its visitors on."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(302 if sent_to else 200)
            body = PAGE.encode()
            if sent_to:
                self.send_header("Location", sent_to)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer((address, 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://{address}:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def govsweep(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: Callable[..., subprocess.CompletedProcess[str]],
) -> Callable[..., str]:
    """Runs a command that ends well."""
    for name in [one for one in os.environ if one.startswith("GOVSWEEP_")]:
        monkeypatch.delenv(name)

    def run(*words: str) -> str:
        surroundings = {"no_proxy": "*", "GOVSWEEP_RETRY_AFTER": "1", "GOVSWEEP_AUDIT_PAGES": "0"}
        done = command(tmp_path, *words, **surroundings)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


@pytest.fixture
def register(tmp_path: Path, govsweep: Callable[..., str]) -> Callable[..., None]:
    """Registers sites by their rows."""

    def write(*rows: str) -> None:
        (tmp_path / "sites.csv").write_text("\n".join(["标识码,名称,网址,状态", *rows]), "utf-8")
        govsweep("sites", "import", "sites.csv")

    return write


def test_closed_sites_that_still_answer_are_listed(
    govsweep: Callable[..., str], register: Callable[..., None]
) -> None:
    with serving("127.0.0.1") as open_still, serving("127.0.0.2") as running:
        register(
            f"5118000001,旧网,{open_still},关停",
            "5118000002,没了,http://127.0.0.3:9/,关停",
            f"5118000003,在运行,{running},运行",
        )
        told = govsweep("sites", "audit")
    assert f"5118000001\t旧网\t关停\t{open_still}\t200" in told
    assert "5118000002" not in told
    assert "5118000003" not in told


def test_a_home_page_that_leads_to_another_host_is_a_finding(
    govsweep: Callable[..., str], register: Callable[..., None]
) -> None:
    with serving("127.0.0.2") as new, serving("127.0.0.1", sent_to=new) as old:
        register(f"5118000001,旧网,{old},", f"5118000002,新网,{new},")
        govsweep("sweep", "--workers", "1")
        told = govsweep("findings", "--check", "home-elsewhere")
    assert f"首页跳到了 {new.split('/')[2]}（也是登记的网站），登记的是 {old.split('/')[2]}" in told
    assert "共 1 个问题" in told
