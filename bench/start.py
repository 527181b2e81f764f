"""`python -m bench.start`: CPU seconds from the command line to the first request of a sweep.

Of the command, its worker and the embedded Redis server together, as Linux counts them; each is
run a few times and the least is told, since other processes of a machine only ever add.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.crawls import surroundings

_TICKS = os.sysconf("SC_CLK_TCK")
_PATIENCE = 120.0  # seconds until a sweep that asks for nothing is given up

Command = list[str]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.start")
    parser.add_argument("--times", type=int, default=5)
    chosen = parser.parse_args()
    for name, seconds in measured(chosen.times):
        print(f"{name}：{seconds:.2f} CPU 秒")


def measured(times: int) -> list[tuple[str, float]]:
    """What is measured, each with its CPU seconds."""
    python = [sys.executable]
    jobs: list[tuple[str, Callable[[], float]]] = [
        ("govsweep --help", lambda: _whole([*python, "-m", "govsweep", "--help"])),
        ("载入工作进程（import）", lambda: _whole([*python, "-c", "import govsweep.worker"])),
        ("govsweep sweep 到第一个请求，首夜", lambda: _to_first_request(nights=1)),
        ("govsweep sweep 到第一个请求，次夜", lambda: _to_first_request(nights=2)),
    ]
    return [(name, min(job() for _ in range(times))) for name, job in jobs]


def _whole(command: Command) -> float:
    """The CPU seconds of a command from its start to its end."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=surroundings())
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
    return used.ru_utime + used.ru_stime


def _to_first_request(nights: int) -> float:
    """The CPU seconds of a sweep's processes when its last night's first request arrives."""
    with tempfile.TemporaryDirectory(prefix="govsweep-start-") as folder, _Site() as site:
        registry = Path(folder, "sites.csv")
        registry.write_text(
            f"网站标识码,网站名称,首页网址,主办单位,状态\n"
            f"5118000001,清禾市人民政府,{site.url},清禾市人民政府办公室,运行\n",
            "utf-8",
        )
        command = [sys.executable, "-m", "govsweep", "sweep", "--workers=1"]
        environment = surroundings() | {"GOVSWEEP_RETRY_AFTER": "1"}
        for night in range(nights):
            site.asked.clear()
            process = subprocess.Popen(
                command if night else [*command, f"--registry={registry}"],
                cwd=folder,
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            try:
                if not site.asked.wait(_PATIENCE):
                    raise SystemExit("the sweep asked for nothing")
                seconds = _spent(process.pid)
            finally:
                process.wait()
        return seconds


class _Site:
    """A site of one page, that tells when it is asked."""

    def __init__(self) -> None:
        self.asked = asked = threading.Event()

        class Page(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.set()
                body = "<!doctype html><title>清禾市人民政府</title><p>首页".encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
        self.url = f"http://127.0.0.1:{self._server.server_port}/"

    def __enter__(self) -> "_Site":
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _spent(root: int) -> float:
    """The CPU seconds of a process, of all below it, and of those of them that have ended."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            line = (entry / "stat").read_text("utf-8", errors="replace")
        except OSError:
            continue  # one that has just ended
        fields = line.rpartition(")")[2].split()  # a program's name may hold anything
        parents[int(entry.name)] = int(fields[1])
        ticks[int(entry.name)] = sum(map(int, fields[11:15]))
    family = {root}
    while more := {pid for pid, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(ticks.get(pid, 0) for pid in family) / _TICKS


if __name__ == "__main__":
    main()
