"""What a night costs as a city and its history grow.

    python -m bench.growth --sites 50 700 5000           # a second night
    python -m bench.growth --sites 700 --nights 1 30 365 # a night after so many
    python -m bench.growth --sites 700 --nights 365 --prune

Each night changes the same share of the pages (`bench.history`). The commands are run as an office
runs them, and told is the CPU time of their processes, start-up included, which does not depend
on what else the machine does, and the most memory that they held. Pages are asked of
`govsweep serve`: the first time each, and again.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from statistics import mean
from typing import NamedTuple

from bench.history import City, len_of
from bench.workbench import PAGES, cpu_of, served
from govsweep import clock
from govsweep.store import Store

COMMANDS = {
    "导出 `export jsonl`": ("export", "jsonl", "-o", "export.jsonl"),
    "汇总表 `report census`": ("report", "census", "-o", "census.xlsx"),
    "总览 `report dashboard`": ("report", "dashboard", "-o", "dashboard.html"),
    "台账 `report problems`": ("report", "problems", "-o", "problems.xlsx"),
    "考核 `assess`": ("assess",),
}
AGAIN = 3  # times that a page is asked for once more


class Cost(NamedTuple):
    """What a step took."""

    step: str
    cpu: float  # seconds
    megabytes: float = 0.0


def main() -> None:
    """Measure one size after the other; print a table of all."""
    options = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    options.add_argument("--sites", type=int, nargs="+", default=[50])
    options.add_argument("--pages", type=int, default=10, help="of each site, 6 at the least")
    options.add_argument("--nights", type=int, nargs="+", default=[1], help="kept before the last")
    options.add_argument("--unsettled", action="store_true", help="only store the first night")
    options.add_argument("--prune", action="store_true", help="in the end, by the policy")
    options.add_argument("--folder", type=Path, help="where databases stay; else they go")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="govsweep-growth-") as folder:
        columns: dict[str, list[Cost]] = {}
        for sites in chosen.sites:
            own = (chosen.folder or Path(folder)) / str(sites)
            own.mkdir(parents=True)
            for name, costs in grown(own, sites, chosen):
                columns[name] = costs
                print("\n".join(table({name: costs})), flush=True)
    print("\n".join(table(columns)))


def grown(folder: Path, sites: int, chosen: argparse.Namespace) -> Iterator[tuple[str, list[Cost]]]:
    """One city, measured in the night after each of so many."""
    nights: list[int] = sorted(chosen.nights)
    city = City(sites, chosen.pages, clock.night_of(clock.now()), nights[-1] + 1)
    with closing(Store(url_of(folder))) as store:
        store.upgrade()
        store.sites.save(city.sites)
        if chosen.unsettled:
            delivered(city, store, 1)
            store.sweeps.close(1, reason="finished", finished=True)
            store.fulltext.update()
        else:
            yield f"{sites} 站首夜", swept(city, store, folder, 1)
        for kept in nights:
            if len_of(store) < min(kept, 2):
                swept(city, store, folder, 2)
            if len_of(store) < kept:
                city.age(store, len_of(store), kept)
            costs = [*swept(city, store, folder, kept + 1), *read(folder, city, store)]
            if chosen.prune and kept == nights[-1]:
                costs += pruned(folder)
            yield f"{sites} 站，此前 {kept} 夜", costs


def url_of(folder: Path) -> str:
    """The database in a folder."""
    return f"sqlite:///{folder}/govsweep.db"


def swept(city: City, store: Store, folder: Path, night: int) -> list[Cost]:
    """A night: opened, delivered and closed."""
    costs = delivered(city, store, night)
    return [*costs, commanded("收尾 `sweep close`", ("sweep", "close"), folder), size(folder)]


def delivered(city: City, store: Store, night: int) -> list[Cost]:
    """A night opened, and all that workers bring in it."""
    opening = timed("开始巡检", lambda: city.open(store, night))
    number = len_of(store)
    taken = 0.0
    for some in city.deliveries(night, number):
        taken += timed("", lambda some=some: store.pages.commit(number, some)).cpu  # type: ignore[misc]
    return [opening, Cost("存入一夜的页面", taken)]


def read(folder: Path, city: City, store: Store) -> list[Cost]:
    """What is read of the night by those who come in the morning."""
    costs = [commanded(step, words, folder) for step, words in COMMANDS.items()]
    one = store.findings.page(limit=1)[1][0]
    words = {"site": city.sites[0].identifier, "finding": one.id}
    with served(url_of(folder), folder) as (address, process):
        for page in PAGES:
            costs += asked(address + page.format_map(words), page, process.pid)
        costs.append(Cost("`serve` 之后的内存", 0.0, _memory(process.pid)))
    return costs


def asked(url: str, page: str, process: int) -> list[Cost]:
    """A page of `serve`, for the first time and again."""
    quoted = urllib.parse.quote(url, safe=":/?&={}%")
    used = []
    for _ in range(1 + AGAIN):
        before = cpu_of(process)
        urllib.request.urlopen(quoted, timeout=600).read()
        used.append(cpu_of(process) - before)
    return [Cost(f"网页 `{page}`，第一次", used[0]), Cost(f"网页 `{page}`，再开", mean(used[1:]))]


def pruned(folder: Path) -> list[Cost]:
    """The database let go of what its policy does not keep."""
    return [commanded("清理 `prune`", ("prune",), folder), size(folder, "清理后的数据库")]


def commanded(step: str, words: Sequence[str], folder: Path) -> Cost:
    """A command as an office runs it."""
    own = os.environ | {"GOVSWEEP_DATABASE_URL": url_of(folder), "OPENBLAS_NUM_THREADS": "1"}
    with (folder / "output.txt").open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "govsweep", *words],
            cwd=folder, env=own, stdout=output, stderr=output,
        )  # fmt: skip
        peak, ended = 0.0, 0
        while not ended:  # what `wait4` tells of memory begins with that of this process
            peak = max(peak, _memory(process.pid))
            time.sleep(0.05)
            ended, status, used = os.wait4(process.pid, os.WNOHANG)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(words)}: {process.returncode}, see {folder}/output.txt")
    return Cost(step, used.ru_utime + used.ru_stime, peak)


def size(folder: Path, step: str = "数据库") -> Cost:
    """What a database takes on the disk."""
    files = folder.glob("govsweep.db*")
    return Cost(step, 0.0, sum(one.stat().st_size for one in files) / 1e6)


def timed(step: str, call: Callable[[], object]) -> Cost:
    """A step in this process."""
    began = time.process_time()
    call()
    return Cost(step, time.process_time() - began)


def _memory(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text("ascii")
    peaks = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(peaks[0]) / 1_024 if peaks else 0.0  # none of one that has just ended


def table(columns: dict[str, list[Cost]]) -> Iterator[str]:
    """What was measured, a row a step."""
    yield f"| CPU 秒（MB） | {' | '.join(columns)} |"
    yield "|---" * (len(columns) + 1) + "|"
    steps = dict.fromkeys(cost.step for costs in columns.values() for cost in costs)
    for step in steps:
        cells = (next((one for one in own if one.step == step), None) for own in columns.values())
        yield f"| {step} | {' | '.join(map(_told, cells))} |"


def _told(cost: Cost | None) -> str:
    if cost is None:
        return "–"
    parts = [f"{cost.cpu:.2f}"] if cost.cpu or not cost.megabytes else []
    parts += [f"{cost.megabytes:,.0f} MB"] if cost.megabytes else []
    return "，".join(parts)


if __name__ == "__main__":
    main()
