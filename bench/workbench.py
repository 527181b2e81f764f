"""How long the pages of `govsweep serve` take over a store of many findings.

    python -m bench.workbench [--findings 100000] [--sites 200] [--rounds 5]

The store is made by the script: findings of several checks, severities and states, spread over
sites and columns, three closed sweeps, notices over a part of them. Each page is asked over real
HTTP; told is the CPU time of the server, which does not depend on what else the machine does, and
the time on the clock.
"""

import argparse
import datetime as dt
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from govsweep.addresses import fingerprint as of_address
from govsweep.checking import checks
from govsweep.clock import BEIJING
from govsweep.facts import ColumnKind, Page, PageKind, PageState, Site, Visit
from govsweep.findings import Certainty, Finding, State, fingerprint
from govsweep.store import Delivery, Store, StoredColumn

NIGHT = dt.date(2026, 11, 18)
COLUMNS = 20  # of each site
CHECKS = ("typo", "dead-link", "stale-column", "sensitive-word", "dead-image", "personal-data")
STATES = (State.OPEN,) * 6 + (State.FIXED, State.DISMISSED, State.RELAPSED, State.NOTIFIED)
PAGES = (
    "/",
    "/queue",
    "/queue?by=cause",
    "/findings",
    "/findings?check=typo",
    "/findings?words=示例",
    "/findings/{finding}",
    "/sites",
    "/sites/{site}",
    "/columns",
    "/trends",
    "/brief",
    "/notices",
    "/running",
    "/sweeps",
    "/api/v1/findings?limit=100",
)


def main() -> None:
    """Make the store, serve it, and tell what each page took."""
    options = argparse.ArgumentParser(prog="python -m bench.workbench", description=__doc__)
    options.add_argument("--findings", type=int, default=100_000)
    options.add_argument("--sites", type=int, default=200)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--database", help="an empty one; SQLite in a folder of its own if none")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="govsweep-bench-") as folder:
        url = chosen.database or f"sqlite:///{folder}/govsweep.db"
        began = time.monotonic()
        some = fill(url, chosen.sites, chosen.findings)
        took = time.monotonic() - began
        print(f"{chosen.findings:,} findings of {chosen.sites} sites in {took:.0f} s")
        print("| page | KB | CPU ms | ms, median | ms, worst |\n|---|---|---|---|---|")
        with served(url, Path(folder)) as (address, process):
            for page in PAGES:
                print(
                    measured(address + page.format_map(some), page, process, chosen.rounds),
                    flush=True,
                )


def fill(url: str, sites: int, findings: int) -> dict[str, str]:
    """A store of so many findings; gives one site and one finding in it."""
    store = Store(url)
    store.upgrade()
    chance = random.Random(20190401)
    known = [site_of(number) for number in range(sites)]
    store.sites.save(known)
    for night in range(3):
        day = NIGHT + dt.timedelta(days=night)
        at = dt.datetime.combine(day, dt.time(23), BEIJING)
        sweep, _ = store.sweeps.open(
            night=day, as_of=day, sites=known, indicators="2019", rules_version="r1",
            at=at.timestamp(), again=False,
        )  # fmt: skip
        store.pages.commit(sweep.id, [_visit(site, at) for site in known])
        if not night:
            store.columns.save(_columns(known))
        mine = range(findings * night // 3, findings * (night + 1) // 3)
        for start in range(mine.start, mine.stop, 5_000):
            numbers = range(start, min(start + 5_000, mine.stop))
            made = [finding_of(known[one % sites], one, at, sweep.id, chance) for one in numbers]
            store.findings.save(sweep.id, made)
        store.sweeps.close(sweep.id, reason="finished", finished=True)
    store.close()
    return {"site": known[0].identifier, "finding": made[-1].id}


def site_of(number: int) -> Site:
    """A site by its number."""
    name = f"示例市第{number}局"
    url = f"http://d{number}.example.gov.cn/"
    return Site(identifier=f"5199{number:06}", name=name, url=url, organizer=name)


def _visit(site: Site, at: dt.datetime) -> Delivery:
    page = Page(url=site.url, kind=PageKind.HOME)
    key = of_address(site.url)
    state = PageState.FETCHED
    return Delivery(
        Visit(queue=site.identifier, url=site.url, fingerprint=key, at=at, state=state, page=page)
    )


def _columns(sites: list[Site]) -> list[StoredColumn]:
    return [
        StoredColumn(
            site=site.identifier, url=f"{site.url}c{number}/", name=f"栏目{number}",
            kind=ColumnKind.NEWS, max_age_days=14, sweep=1,
            newest=NIGHT - dt.timedelta(days=number),
        )
        for site in sites
        for number in range(COLUMNS)
    ]  # fmt: skip


def finding_of(
    site: Site, number: int, at: dt.datetime, sweep: int, chance: random.Random
) -> Finding:
    """A finding by its number, of a check and in a state drawn by lot."""
    check = checks()[chance.choice(CHECKS)]
    column = chance.randrange(COLUMNS)
    url = f"{site.url}c{column}/{number}.html"
    subject = f"示例{chance.randrange(5_000)}"
    state = chance.choice(STATES)
    return Finding(
        id=fingerprint(check.code, site.identifier, f"{subject} {url}"),
        check=check.code, severity=check.severity,
        certainty=chance.choice((Certainty.CONFIRMED, Certainty.SUSPECTED)),
        site=site.identifier, site_name=site.name, owner=site.organizer, url=url, subject=subject,
        column=f"栏目{column}", message=f"“{subject}”有误。", quote=subject, before="示例局的",
        after="，请改正。", suggestion="示例", clause="国办秘函〔2019〕19号", sightings=1,
        pages=(url,), first_seen=at, last_seen=at, state=state, held=None, rule_version="r1",
        fixed_at=at if state is State.FIXED else None, sweep=sweep,
    )  # fmt: skip


@contextmanager
def served(url: str, folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The command `govsweep serve`, as an office runs it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = f"{free.getsockname()[1]}"
    command = [sys.executable, "-m", "govsweep", "serve", "--port", port]
    words = os.environ | {"GOVSWEEP_DATABASE_URL": url}
    process = subprocess.Popen(command, cwd=folder, env=words, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/sweeps", timeout=60).read()
                break
            except OSError:
                time.sleep(0.1)
        yield address, process
    finally:
        process.terminate()
        process.wait()


def measured(url: str, page: str, process: subprocess.Popen[bytes], rounds: int) -> str:
    """A row of the table: what the page took once it had been asked for before."""
    quoted = urllib.parse.quote(url, safe=":/?&={}%")
    clock, used = [], []
    for _ in range(rounds + 1):
        before, began = cpu_of(process.pid), time.monotonic()
        body = urllib.request.urlopen(quoted, timeout=300).read()
        clock.append((time.monotonic() - began) * 1_000)
        used.append((cpu_of(process.pid) - before) * 1_000)
    times = clock[1:]
    cpu = statistics.mean(used[1:])
    return (
        f"| `{page}` | {len(body) / 1_024:.0f} | {cpu:.0f} "
        f"| {statistics.median(times):.0f} | {max(times):.0f} |"
    )


def cpu_of(process: int) -> float:
    """Seconds of CPU time that a process has taken so far."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
