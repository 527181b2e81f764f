"""Two reviewers at the pages while sweeps run beside them, on one database.

    python -m bench.two_reviewers [--minutes 10] [--database URL]

The sample city is swept again and again by `govsweep sweep`; `govsweep serve` serves its findings
over HTTP, and two reviewers, logged in, rule on them as fast as they are answered: each dismisses,
confirms, takes back and opens again. Told is how many acts they were told were done, and of these
how many are not in the audit or did not have their effect (lost); how many were refused because
somebody had been first; answers of 500 and more; and how often anybody read "database is locked".
"""

import argparse
import csv
import http.client
import io
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

from selectolax.lexbor import LexborHTMLParser

from govsweep import clock
from govsweep.accounts import AuditAct
from govsweep.city import build, serve
from govsweep.clock import night_of
from govsweep.findings import State
from govsweep.store import Store

LOCKED = "database is locked"
PASSWORD = "two-reviewers-at-once"
NAMES = ("甲", "乙")
VIEWS = ("new", "open", "suspected", "held")
ACTS = {"dismiss": AuditAct.DISMISSED, "confirm": AuditAct.CONFIRMED, "reopen": AuditAct.REOPENED}


def main() -> None:
    """Run it and tell what came of it."""
    parser = argparse.ArgumentParser(prog="python -m bench.two_reviewers")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--database", help="an empty one; SQLite in a folder of its own if none")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="govsweep-reviewers-") as folder:
        told = run(Path(folder), chosen.minutes * 60, chosen.database)
    print("\n".join(f"{name}: {value}" for name, value in told._asdict().items()))
    sys.exit(bool(told.lost or told.locked or told.broken))


class Outcome(NamedTuple):
    """What came of it."""

    seconds: int
    sweeps: int
    asked: int  # requests
    median_ms: int
    p95_ms: int
    worst_ms: int
    done: int  # acts that a reviewer was told were done
    first: int  # acts that were refused because the other had been first, and said so
    refused: int  # others that were refused, with the reason
    lost: int
    broken: int  # answers of 500 and more, or none
    locked: int  # times that anybody read it


class Done(NamedTuple):
    """An act that a reviewer was told was done."""

    number: int  # in the audit
    name: str
    act: str
    finding: str


@dataclass
class Reviewer:
    """Somebody with a browser, who rules on findings."""

    name: str
    address: str
    taken_back: list[int] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    cookie: str = ""
    csrf: str = ""

    def __post_init__(self) -> None:
        self._chance = random.Random(self.name)

    def log_in(self) -> None:
        """Log in as the pages want it."""
        form = {"name": self.name, "password": PASSWORD, "next": "/account"}
        _, headers, _ = self._ask("/login", form)
        self.cookie = headers["set-cookie"].partition(";")[0]
        node = LexborHTMLParser(self._ask("/account")[2]).css_first("input[name=csrf]")
        self.csrf = str(node.attributes["value"])

    def work(self, goes_on: Callable[[], bool]) -> None:
        """Rule on findings for as long as it is to go on."""
        while goes_on():
            kind = self._chance.random()
            if kind < 0.2 and self.done:
                self._take_back()
            elif kind < 0.35 and self.done:
                self._rule(f"/findings/{self._chance.choice(self.done).finding}", "reopen")
            else:
                view = self._chance.choice(VIEWS)
                self._rule(f"/queue?view={view}", self._chance.choice(("dismiss", "confirm")))

    def _rule(self, path: str, act: str) -> None:
        tree = LexborHTMLParser(self._ask(path)[2])
        seen = [str(node.attributes["value"]) for node in tree.css("input[name=seen]")]
        if not seen:
            return
        mark = self._chance.choice(seen)
        key = mark.partition(":")[0]
        form = {"act": act, "key": key, "seen": mark, "why": "逐条看过", "next": "/queue"}
        self._told(*self._ask("/queue/acts", form), act, key)

    def _take_back(self) -> None:
        one = self._chance.choice(self.done[-20:])
        if one.act == "reopen" or one.number in self.taken_back:
            return
        status, headers, _ = self._ask(f"/queue/acts/{one.number}/undo", {"next": "/queue"})
        if status == 303 and "done=" in headers["location"]:
            self.taken_back.append(one.number)
        else:
            self.counts["refused"] += 1

    def _told(
        self, status: int, headers: http.client.HTTPMessage, _: str, act: str, key: str
    ) -> None:
        if status != 303:
            self.counts["refused"] += status < 500
            return
        fields = parse_qs(urlsplit(headers["location"]).query)
        self.counts["first"] += "passed" in fields
        if "done" in fields:
            self.done.append(Done(int(fields["done"][0]), self.name, act, key))

    def _ask(
        self, path: str, form: dict[str, str] | None = None
    ) -> tuple[int, http.client.HTTPMessage, str]:
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=120)
        body = urlencode(form | {"csrf": self.csrf}) if form is not None else None
        began = time.monotonic()
        try:
            method = "GET" if body is None else "POST"
            connection.request(method, path, body, {"Cookie": self.cookie})
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.counts["broken"] += 1
            return 0, http.client.HTTPMessage(), ""
        finally:
            connection.close()
        self.times.append((time.monotonic() - began) * 1_000)
        self.counts["broken"] += answer.status >= 500
        self.counts["locked"] += LOCKED in text
        return answer.status, answer.headers, text


def run(folder: Path, seconds: float, database: str | None = None) -> Outcome:
    """Let them work for so long beside sweeps, and look what became of each act."""
    url = database or f"sqlite:///{folder}/govsweep.db"
    city = build(night_of(clock.now()))
    (folder / "registry.csv").write_text(city.registry_csv(), "utf-8")
    with serve(city) as server:
        words = os.environ | {
            **{"GOVSWEEP_DATABASE_URL": url, "GOVSWEEP_RETRY_AFTER": "5"},
            **{"GOVSWEEP_AUDIT_PAGES": "0", "GOVSWEEP_WORKERS": "1"},
            **{"http_proxy": server.proxy_url, "https_proxy": server.proxy_url, "no_proxy": ""},
        }
        call(folder, words, "sites", "import", "registry.csv")
        for name in NAMES:
            call(folder, words, "users", "add", name, "--role", "reviewer", told=PASSWORD)
        said = [call(folder, words, "sweep")]
        with pages(folder, words) as address:
            reviewers = [Reviewer(name, address) for name in NAMES]
            for one in reviewers:
                one.log_in()
            until = time.monotonic() + seconds
            threads = [
                threading.Thread(target=one.work, args=(lambda: time.monotonic() < until,))
                for one in reviewers
            ]
            for thread in threads:
                thread.start()
            while time.monotonic() < until:
                said.append(call(folder, words, "sweep", until=until))
            for thread in threads:
                thread.join()
        told = (folder / "serve.log").read_text("utf-8")
        audit = call(folder, words, "users", "audit")
    said.append(told)
    times = [one for reviewer in reviewers for one in reviewer.times]
    counts = sum((one.counts for one in reviewers), Counter[str]())
    with closing(Store(url)) as store:
        return Outcome(
            seconds=round(seconds),
            sweeps=len(said) - 1,
            asked=len(times),
            median_ms=round(statistics.median(times)),
            p95_ms=round(statistics.quantiles(times, n=20)[-1]),
            worst_ms=round(max(times)),
            done=sum(len(one.done) + len(one.taken_back) for one in reviewers),
            first=counts["first"],
            refused=counts["refused"],
            lost=len(lost(store, audit, reviewers)),
            broken=counts["broken"] + told.count("Traceback"),
            locked=counts["locked"] + sum(one.count(LOCKED) for one in said),
        )


def lost(store: Store, audit: str, reviewers: list[Reviewer]) -> list[str]:
    """The acts that were said to be done and were not, or not by whom it was said."""
    missing = []
    written = list(csv.DictReader(io.StringIO(audit)))
    if len(written) != store.audit.entries()[0]:
        missing.append("the audit that is exported is not the one that is kept")
    last: dict[str, tuple[int, str]] = {}
    undone = {number for one in reviewers for number in one.taken_back}
    for reviewer in reviewers:
        for one in reviewer.done:
            entry = store.audit.get(one.number)
            if entry is None or entry.by.name != one.name or entry.act is not ACTS[one.act]:
                missing.append(f"{one}: not in the audit")
            if one.number not in undone and one.number > last.get(one.finding, (0, ""))[0]:
                last[one.finding] = (one.number, one.act)
    kept = store.audit.entries(act=AuditAct.UNDONE)[1]
    if len(kept) != len(undone):
        missing.append(f"{len(undone)} were taken back, {len(kept)} are in the audit")
    states = {one.id: one.state for one in store.findings.all(keys=list(last))}
    for key, (number, act) in last.items():
        # An act that is taken back makes what was before it so again: only what is newest counts.
        newer = any(one.finding == key and one.number > number for r in reviewers for one in r.done)
        if not newer and (states[key] is State.DISMISSED) != (act == "dismiss"):
            missing.append(f"{key}: {act} was last, it is {states[key]}")
    return missing


def call(
    folder: Path, words: dict[str, str], *command: str, told: str = "", until: float | None = None
) -> str:
    """What a command prints; where it takes longer than `until`, it is interrupted."""
    left = None if until is None else max(1.0, until - time.monotonic())
    with subprocess.Popen(
        [sys.executable, "-m", "govsweep", *command], cwd=folder, env=words, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    ) as process:  # fmt: skip
        try:
            said, _ = process.communicate(told, timeout=left)
        except subprocess.TimeoutExpired:
            process.send_signal(2)
            said, _ = process.communicate()
            return said
    if process.returncode not in (0, 1):
        raise RuntimeError(said)
    return said


@contextmanager
def pages(folder: Path, words: dict[str, str]) -> Iterator[str]:
    """`govsweep serve`, as an office runs it; gives its address."""
    command = [sys.executable, "-m", "govsweep", "serve", "--port", "0"]
    with (folder / "serve.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=folder, env=words, stdout=log, stderr=log)
    try:
        while not (
            found := re.search(r"http://\S+:\d+", (folder / "serve.log").read_text("utf-8"))
        ):
            if process.poll() is not None:
                raise RuntimeError((folder / "serve.log").read_text("utf-8"))
            time.sleep(0.1)
        yield found[0]
    finally:
        process.send_signal(2)
        process.wait(60)


if __name__ == "__main__":
    main()
