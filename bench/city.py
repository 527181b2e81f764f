"""How fast the sample city is swept: the whole job, all checks, embedded Redis and SQLite."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from govsweep import clock
from govsweep.city import build, serve
from govsweep.store import Store


def main() -> None:
    city = build(clock.night_of(clock.now()), slow_seconds=0.1)
    with serve(city) as server:
        for workers in (1, 2):
            with tempfile.TemporaryDirectory() as folder:
                server.forget()
                print(sweep(Path(folder), city.registry_csv(), server.proxy_url, workers))


def sweep(folder: Path, registry: str, proxy: str, workers: int) -> str:
    (folder / "sites.csv").write_text(registry, "utf-8")
    environment = os.environ | {
        "http_proxy": proxy,
        "no_proxy": "",
        "GOVSWEEP_DATABASE_URL": f"sqlite:///{folder}/govsweep.db",
        "GOVSWEEP_RETRY_AFTER": "1",
    }
    before, began = cpu_seconds(), time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "govsweep", "sweep", "--registry=sites.csv", f"--workers={workers}"],
        cwd=folder,
        env=environment,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    wall, cpu = time.monotonic() - began, cpu_seconds() - before
    store = Store(environment["GOVSWEEP_DATABASE_URL"])
    pages = store.sweeps.progress(1).read
    store.close()
    return (
        f"{workers} worker(s): {pages} pages, {wall:.1f} s, {pages / wall:.0f} pages/s, "
        f"{cpu / pages * 1000:.1f} CPU s per 1,000 pages, the start of all processes included"
    )


def cpu_seconds() -> float:
    """CPU time of all ended children."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
