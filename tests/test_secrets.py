"""Passwords stand in the environment and nowhere else: no output, log, report or process list."""

import os
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

QUEUE, PROXY, DATABASE = "geheim-queue-1", "geheim-proxy-2", "geheim-base-3"
PATIENCE = 300  # seconds a command may take at the very most
SECRETS = (QUEUE, PROXY, DATABASE)
REGISTRY = "identifier,name,url,pace\n5118000001,清禾市人民政府,http://www.qinghe.gov.cn/,0\n"
PAGES = {
    "/": '<title>清禾市人民政府</title><ul><li><a href="/1.html">关于登陆系统的通知</a></li></ul>',
    "/1.html": "<title>通知</title><h1>通知</h1><p>请各单位登陆系统填报，截止日期为月底。</p>",
}


class Proxy(BaseHTTPRequestHandler):
    """The internet, for who knows the password."""

    def do_GET(self) -> None:
        path = "/" + self.path.partition("//")[2].partition("/")[2]
        page = PAGES.get(path)
        let_in = self.headers.get("Proxy-Authorization", "").startswith("Basic ")
        body = f'<meta charset="utf-8">{page or "没有"}'.encode()
        self.send_response((200 if page else 404) if let_in else 407)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        pass


@pytest.fixture
def proxy() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://office:{PROXY}@127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def queue(a_redis: Callable[..., Any], tmp_path: Path) -> str:
    server = a_redis(tmp_path)
    with server.client() as client:
        client.config_set("requirepass", QUEUE)  # only now: its starter knows no password
    return f"redis://:{QUEUE}@127.0.0.1:{server.port}/0"


def family(process: int) -> Iterator[int]:
    """A process and all that it started, and so on."""
    yield process
    for listed in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in listed.read_text().split():
                yield from family(int(child))


class Office:
    """A folder in which commands are run, and all that they said."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.environment = environment
        self.said = b""
        self.listed = b""

    def run(self, *words: str, **environment: str) -> int:
        running = subprocess.Popen(
            [sys.executable, "-m", "govsweep", *words],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.folder,
            env=self.environment | environment,
        )
        watcher = threading.Thread(target=self._watch, args=(running,))
        watcher.start()
        said, _ = running.communicate(timeout=PATIENCE)
        watcher.join()
        self.said += said
        return running.returncode

    def _watch(self, running: subprocess.Popen[bytes]) -> None:
        while running.poll() is None:
            for process in family(running.pid):
                with suppress(OSError):  # it ended meanwhile
                    self.listed += Path(f"/proc/{process}/cmdline").read_bytes() + b"\n"
            time.sleep(0.2)

    def written(self) -> bytes:
        """Every file of the folder, archives unpacked."""
        found = b""
        for path in self.folder.rglob("*"):
            if path.is_file():
                found += path.read_bytes()
                if zipfile.is_zipfile(path):
                    with zipfile.ZipFile(path) as archive:
                        found += b"".join(archive.read(name) for name in archive.namelist())
        return found


@pytest.fixture
def office(tmp_path: Path) -> Office:
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "sites.csv").write_text(REGISTRY, "utf-8")
    (folder / "loud.py").write_text('LOG_LEVEL = "DEBUG"\n')
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GOVSWEEP_") and "proxy" not in name.lower()
    }
    environment |= {
        "GOVSWEEP_WORKERS": "1",
        "GOVSWEEP_RETRY_AFTER": "0.3",
        "GOVSWEEP_AUDIT_PAGES": "0",
        "SCRAPY_SETTINGS_MODULE": "loud",
        "PYTHONPATH": str(folder),
    }
    return Office(folder, environment)


def test_a_loud_sweep_with_its_reports_gives_no_password_away(
    office: Office, proxy: str, queue: str
) -> None:
    office.environment |= {"GOVSWEEP_REDIS_URL": queue, "http_proxy": proxy}
    assert office.run("sweep", "--registry", "sites.csv") == 0
    assert office.run("findings") == 0
    assert office.run("metrics", "-o", "govsweep.prom") == 0
    office.run("doctor")
    office.run("doctor", "--format", "json")
    for name in ("census.xlsx", "bulletin.docx", "dashboard.html"):
        assert office.run("report", Path(name).stem, "-o", name) == 0
    assert office.run("export", "jsonl", "-o", "findings.jsonl") == 0

    assert "登陆".encode() in office.written()  # the page was read, through the proxy
    assert b"govsweep.worker" in office.listed
    for secret in SECRETS:
        assert secret.encode() not in office.said
        assert secret.encode() not in office.listed
        assert secret.encode() not in office.written()


@pytest.fixture
def ask(command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command that knows only what it is told by the environment; no error escapes it."""
    for name in [*os.environ]:
        if name.startswith("GOVSWEEP_") or "proxy" in name.lower():
            monkeypatch.delenv(name)
    (tmp_path / "sites.csv").write_text(REGISTRY, "utf-8")
    return partial(command, tmp_path)


BASE = "GOVSWEEP_DATABASE_URL"
ADDRESS = "GOVSWEEP_REDIS_URL"


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        (BASE, f"postgresql://office:{DATABASE}@127.0.0.1:1/govsweep", 3),
        (BASE, f"mysql://office:{DATABASE}@127.0.0.1/govsweep", 1),
        (BASE, f"office:{DATABASE}@127.0.0.1", 1),
        (BASE, f"postgresql://office:{DATABASE}@127.0.0.1:port/govsweep", 1),
        (ADDRESS, f"redis://:{QUEUE}@127.0.0.1:1/0", 3),
        (ADDRESS, f"redis://:{QUEUE}@127.0.0.1:port/0", 1),
        (ADDRESS, f"queue://:{QUEUE}@127.0.0.1:1/0", 1),
        ("GOVSWEEP_WORKERS", f"office:{DATABASE}", 2),
        ("http_proxy", f"http://office:{PROXY}@127.0.0.1:1", 1),
    ],
)
def test_what_goes_wrong_is_told_without_a_password(
    ask: Run, name: str, value: str, code: int
) -> None:
    told = ask("doctor", **{name: value})
    assert told.returncode == code
    for secret in SECRETS:
        assert secret not in told.stdout + told.stderr


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        (BASE, f"postgresql://office:{DATABASE}@127.0.0.1:port/govsweep", 2),
        (ADDRESS, f"redis://:{QUEUE}@127.0.0.1:1/0", 3),
        (ADDRESS, f"redis://:{QUEUE}@127.0.0.1:port/0", 2),
    ],
)
def test_a_sweep_that_cannot_begin_gives_none_away_either(
    ask: Run, name: str, value: str, code: int
) -> None:
    told = ask("sweep", "--registry", "sites.csv", **{name: value})
    assert told.returncode == code
    for secret in SECRETS:
        assert secret not in told.stdout + told.stderr
