"""`govsweep outbox` and `findings --held` as a user meets them."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from govsweep.facts import Site
from govsweep.findings import Certainty, Finding, Severity, State, fingerprint
from govsweep.store import Hold, Store

SITE = Site(identifier="5118000001", name="清禾市人民政府", url="http://www.qinghe.gov.cn/")
AT = dt.datetime(2026, 11, 21, 1, 0, tzinfo=dt.UTC)
NIGHT = dt.date(2026, 11, 20)


class System:
    """A receiving system on loopback, in a thread of its own."""

    def __init__(self) -> None:
        self.status = 200
        self.events: list[dict[str, Any]] = []
        self.came = threading.Event()
        system = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if system.status == 200:
                    system.events.append(json.loads(body))
                self.send_response(system.status)
                self.end_headers()
                system.came.set()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def system() -> Iterator[System]:
    made = System()
    yield made
    made.stop()


@pytest.fixture
def folder(tmp_path: Path, system: System, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a receiver, and a store in which one finding was told and one is held."""
    for name in list(os.environ):
        if name.startswith("GOVSWEEP_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOOK_SECRET", "geheim")
    (tmp_path / "govsweep.toml").write_text(
        '[[receivers]]\nname = "hook"\nkind = "webhook"\nsecret_env = "HOOK_SECRET"\n'
        f'url = "http://127.0.0.1:{system.server.server_port}/hook?key=schluessel"\n',
        "utf-8",
    )
    store = Store(f"sqlite:///{tmp_path}/govsweep.db")
    store.upgrade()
    store.sites.save([SITE])
    sweep, _ = store.sweeps.open(
        night=NIGHT, as_of=NIGHT, sites=[SITE], indicators="2019",
        rules_version="r1", at=AT.timestamp(), again=False,
    )  # fmt: skip
    store.findings.save(sweep.id, [a_finding("攻府"), a_finding("身分")])
    held = Hold("typo", "pairs-身分", "", "全市本次 90 个，待核")
    store.holds.add(sweep.id, store.holds.tallies(sweep.id, []), [held], version="r1", at=AT)
    store.sweeps.close(sweep.id, reason="until", finished=False)
    store.close()
    return tmp_path


def a_finding(subject: str) -> Finding:
    return Finding(
        id=fingerprint("typo", SITE.identifier, subject), check="typo", severity=Severity.MINOR,
        certainty=Certainty.CONFIRMED, site=SITE.identifier, site_name=SITE.name, owner=SITE.name,
        url=SITE.url, subject=subject, column="", message=f"“{subject}”写错了", quote=subject,
        before="", after="", suggestion="", clause="", sightings=1, pages=(SITE.url,),
        first_seen=AT, last_seen=AT, state=State.OPEN, held=None, rule_version="r1", sweep=1,
        rule=f"pairs-{subject}",
    )  # fmt: skip


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def govsweep(folder: Path, command: Run) -> Run:
    return partial(command, folder)


def test_events_are_delivered_and_counted(govsweep: Run, system: System) -> None:
    answer = govsweep("outbox", "deliver")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert [one["kind"] for one in system.events] == ["finding.opened", "sweep.closed"]
    assert answer.stdout.count("hook：送达 1 个事件") == 2
    header, row = govsweep("outbox", "status").stdout.splitlines()
    told = dict(zip(header.split("\t"), row.split("\t"), strict=False))
    assert (told["接收方"], told["已送达"], told["等待"], told["放弃"]) == ("hook", "2", "0", "0")
    assert told["地址"].endswith("/hook")


def test_what_fails_waits_and_says_why_without_secrets(govsweep: Run, system: System) -> None:
    system.status = 503
    answer = govsweep("outbox", "deliver")
    assert answer.returncode == 0
    assert "答复 503，稍后重试" in answer.stderr
    status = govsweep("outbox", "status")
    assert "答复 503" in status.stdout
    everything = answer.stdout + answer.stderr + status.stdout + status.stderr
    assert "geheim" not in everything
    assert "schluessel" not in everything


def test_replay_sends_again_under_the_same_ids(govsweep: Run, system: System) -> None:
    govsweep("outbox", "deliver")
    assert "hook：2 个事件重新排队" in govsweep("outbox", "replay", "--since", "0").stdout
    govsweep("outbox", "deliver")
    first, second, *again = [one["id"] for one in system.events]
    assert again == [first, second]
    assert "hook：1 个事件" in govsweep("outbox", "replay", "--event", second[:8]).stdout
    assert "hook：0 个事件" in govsweep("outbox", "replay", "--dead").stdout


def test_replay_wants_to_know_what(govsweep: Run) -> None:
    assert govsweep("outbox", "replay").returncode == 2
    answer = govsweep("outbox", "replay", "--dead", "--receiver", "nobody")
    assert answer.returncode == 2
    assert "没有名为“nobody”的接收方" in answer.stderr


def test_without_receivers_it_says_how_to_set_one(govsweep: Run, folder: Path) -> None:
    (folder / "govsweep.toml").unlink()
    answer = govsweep("outbox", "deliver")
    assert answer.returncode == 2
    assert "[[receivers]]" in answer.stderr
    assert govsweep("outbox", "status").returncode == 0


def test_as_a_service_it_goes_on_until_it_is_asked_to_stop(
    folder: Path, system: System, start: Callable[..., Any], until: Callable[..., None]
) -> None:
    system.status = 503
    command = (sys.executable, "-m", "govsweep", "outbox", "deliver", "--every", "1h")
    service = start(*command, cwd=folder)
    until(system.came.is_set, lambda: service.poll() is None)
    assert service.poll() is None
    service.send_signal(signal.SIGTERM)
    _, errors = service.end()
    assert service.returncode == 0, errors
    assert "Traceback" not in errors


def test_what_is_held_is_listed_with_samples_and_let_out_at_once(
    govsweep: Run, system: System
) -> None:
    listed = govsweep("findings", "--held").stdout
    assert "错别字（规则 pairs-身分），全市" in listed
    assert "暂扣 1 个：全市本次 90 个，待核" in listed
    assert "“身分”写错了" in listed
    assert "“攻府”" not in listed
    key = listed.partition("decide ")[2].split()[0]
    govsweep("outbox", "deliver")
    assert govsweep("decide", key, "release", "--why", "核实无误").returncode == 0
    assert "共 0 组暂扣，0 个问题" in govsweep("findings", "--held").stdout
    govsweep("outbox", "deliver")
    assert system.events[-1]["finding"]["quote"] == "身分"


def test_held_findings_as_lines(govsweep: Run) -> None:
    lines = govsweep("findings", "--held", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["held"] for line in lines] == ["全市本次 90 个，待核"]
