"""What watches over the sweeps, tried on real ones: a site is read, and then rebuilt."""

import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

Answer = subprocess.CompletedProcess[str]


@dataclass
class Rebuilt:
    """A site that can turn into a single notice from one moment to the next."""

    port: int = 0
    pages: dict[str, str] = field(default_factory=dict)

    def fill(self) -> None:
        rows = "".join(
            f"<li><span>2026-11-{number + 1:02d}</span>"
            f'<a href="/tzgg/{number}.html">清禾市第{number}号通知公告</a></li>'
            for number in range(24)
        )
        body = "市政府召开会议，研究部署有关工作。" * 5
        self.pages = {"/": f"<title>清禾市人民政府</title><ul>{rows}</ul>"} | {
            f"/tzgg/{number}.html": f"<title>第{number}号公告</title><h1>第{number}号公告</h1>"
            f"<p>发布时间：2026-11-{number + 1:02d} 09:00</p><p>{body}</p>"
            for number in range(24)
        }

    def empty(self) -> None:
        self.pages = {"/": "<title>清禾市人民政府</title><p>新版网站正在试运行，敬请期待。</p>"}


@pytest.fixture
def site() -> Iterator[Rebuilt]:
    rebuilt = Rebuilt()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = rebuilt.pages.get(self.path)
            # In order but for what a test says: pages with findings are asked for again.
            head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
            body = f'<html lang="zh-CN">{head}{page or "没有这个页面"}</html>'.encode()
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    rebuilt.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield rebuilt
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def govsweep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Callable[..., Answer]
) -> Callable[..., Answer]:
    for name in list(os.environ):
        if name.startswith("GOVSWEEP_") or "proxy" in name.lower():
            monkeypatch.delenv(name)
    for name, value in {"AUDIT_PAGES": "0", "RETRY_AFTER": "0.3", "WORKERS": "1"}.items():
        monkeypatch.setenv(f"GOVSWEEP_{name}", value)
    return partial(command, tmp_path)


def register(folder: Path, *urls: str) -> None:
    rows = "".join(f"51180000{n:02d},网站{n},{url},0\n" for n, url in enumerate(urls))
    (folder / "sites.csv").write_text(f"identifier,name,url,pace\n{rows}", "utf-8")


def test_a_site_that_was_rebuilt_is_named_though_the_sweep_ran_through(
    site: Rebuilt, govsweep: Callable[..., Answer], tmp_path: Path
) -> None:
    register(tmp_path, f"http://127.0.0.1:{site.port}/")
    site.fill()
    first = govsweep("sweep", "--registry", "sites.csv")
    assert first.returncode == 0, first.stderr
    assert govsweep("expect").returncode == 0
    site.empty()
    second = govsweep("sweep")
    assert second.returncode == 1
    assert "不合预期：5118000000：找到的页面只有" in second.stderr
    told = govsweep("expect")
    assert told.returncode == 1
    assert "5118000000" in told.stderr
    assert govsweep("expect", "1").returncode == 0

    metrics = govsweep("metrics")
    assert metrics.returncode == 0, metrics.stderr
    values = {
        (one.name, *one.labels.values()): one.value
        for family in text_string_to_metric_families(metrics.stdout)
        for one in family.samples
    }
    assert values["govsweep_sweep",] == 2
    assert values["govsweep_sites", "running"] == 1
    assert values["govsweep_sweep_closed_timestamp_seconds",] > 0
    assert values["govsweep_sweep_lag_seconds",] == 0
    assert values["govsweep_sweep_sites_read",] == 1
    assert values["govsweep_sweep_pages", "queued"] == 0

    file = tmp_path / "out" / "govsweep.prom"
    assert govsweep("metrics", "-o", str(file)).returncode == 2
    file.parent.mkdir()
    assert govsweep("metrics", "-o", str(file)).returncode == 0
    assert [path.name for path in file.parent.iterdir()] == ["govsweep.prom"]
    assert govsweep("alarm", "--by", "11:59").returncode == 0


def test_a_site_that_does_not_answer_changes_no_exit_code(
    govsweep: Callable[..., Answer], tmp_path: Path
) -> None:
    register(tmp_path, "http://127.0.0.1:1/")
    assert govsweep("sweep", "--registry", "sites.csv").returncode == 0
    assert govsweep("sweep").returncode == 0
    assert govsweep("expect").returncode == 0


def test_before_the_first_sweep(govsweep: Callable[..., Answer], tmp_path: Path) -> None:
    for words in (("metrics",), ("alarm", "--by", "12:00"), ("findings",)):
        assert govsweep(*words).returncode == 2
    assert not (tmp_path / "govsweep.db").exists()
    register(tmp_path, "http://127.0.0.1:1/")
    assert govsweep("sites", "import", "sites.csv").returncode == 0
    assert govsweep("expect").returncode == 2
    assert govsweep("alarm").returncode == 2
    assert govsweep("alarm", "--by", "later").returncode == 2
    late = govsweep("alarm", "--by", "12:00")  # the night has just begun, at noon
    assert late.returncode == 1
    assert "没有开始" in late.stderr
    assert govsweep("alarm", "--by", "11:59").returncode == 0
    assert b"govsweep_build_info" in govsweep("metrics").stdout.encode()
    nothing = govsweep("findings")
    assert (nothing.returncode, nothing.stdout) == (0, "共 0 个问题\n")
    assert "没有问题不等于查过" in nothing.stderr
