"""A store with events, a clock that tests move, a certificate authority, and receiving systems."""

import datetime as dt
import json
import ssl
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiohttp import web

from govsweep.facts import Site
from govsweep.findings import Certainty, Finding, Severity, State, fingerprint
from govsweep.outbox import Clock, Outbox, Receiver, is_signed
from govsweep.store import Store

SECRET = "一个只有双方知道的密钥"
AT = dt.datetime(2026, 11, 21, 1, 0, tzinfo=dt.UTC)
SITE = Site(identifier="5118000001", name="清禾市人民政府", url="http://www.qinghe.gov.cn/")


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """The secret's variable, and no proxy."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("HOOK_SECRET", SECRET)


def a_finding(subject: str, **words: Any) -> Finding:
    given: dict[str, Any] = {
        "check": "typo",
        "severity": Severity.MINOR,
        "certainty": Certainty.CONFIRMED,
        "site": SITE.identifier,
        "site_name": SITE.name,
        "owner": "市政府办公室",
        "url": "http://www.qinghe.gov.cn/art/1.html",
        "subject": subject,
        "column": "",
        "message": f"“{subject}”应为别的字",
        "quote": subject,
        "before": "",
        "after": "",
        "suggestion": "",
        "clause": "",
        "sightings": 1,
        "pages": ("http://www.qinghe.gov.cn/art/1.html",),
        "first_seen": AT,
        "last_seen": AT,
        "state": State.OPEN,
        "held": None,
        "rule_version": "r1",
        "sweep": 1,
    } | words
    given.setdefault("id", fingerprint("typo", SITE.identifier, subject))
    return Finding(**given)


class City:
    """A store whose sweeps find what a test says."""

    def __init__(self, store: Store) -> None:
        self.store = store
        store.sites.save([SITE])

    def sweep(self, *found: Finding) -> None:
        night = dt.date(2026, 11, 20) + dt.timedelta(days=len(self.store.sweeps.all()))
        sweep, _ = self.store.sweeps.open(
            night=night, as_of=night, sites=[SITE], indicators="2019",
            rules_version="r1", at=AT.timestamp(), again=False,
        )  # fmt: skip
        seen = [one.model_copy(update={"sweep": sweep.id}) for one in found]
        self.store.findings.save(sweep.id, seen)
        self.store.sweeps.close(sweep.id, reason="until", finished=False)

    def find(self, *subjects: str, **words: Any) -> None:
        """One sweep that finds these wrong words."""
        self.sweep(*(a_finding(subject, **words) for subject in subjects))

    @property
    def subjects(self) -> list[str]:
        """What the events tell of, in their order."""
        told = [json.loads(event.body) for event in self.store.outbox.events()]
        return [one.get("subject", "sweep") for one in told]

    def states(self, receiver: str = "hook") -> tuple[int, int, int]:
        """How many events are done, waiting, dead."""
        (counted,) = [
            one for one in self.store.outbox.delivery_counts() if one.receiver == receiver
        ]
        return counted.done, counted.waiting, counted.dead


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    store = Store(f"sqlite:///{tmp_path}/govsweep.db")
    store.upgrade()
    yield City(store)
    store.close()


class MovedClock:
    """A clock that stands still until somebody waits or a test moves it."""

    def __init__(self) -> None:
        self.seconds = AT.timestamp()
        self.clock = Clock(lambda: self.seconds, self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.seconds += seconds

    def move(self, seconds: float) -> None:
        self.seconds += seconds


@pytest.fixture
def time() -> MovedClock:
    return MovedClock()


@dataclass
class System:
    """A system that receives events: what it takes has one effect for each id."""

    time: MovedClock
    answers: list[Any] = field(default_factory=list)  # to come; a status, or a coroutine function
    arrived: list[dict[str, Any]] = field(default_factory=list)  # every request that was signed
    effects: Counter[str] = field(default_factory=Counter)  # by subject
    known: set[str] = field(default_factory=set)
    port: int = 0
    tls: ssl.SSLContext | None = None
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application()
        app.router.add_post("/hook", self._take)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, ssl_context=self.tls)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.StreamResponse:
        body, headers = await request.read(), request.headers
        timestamp, told = headers["X-Govsweep-Timestamp"], headers["X-Govsweep-Signature"]
        if not is_signed(SECRET, timestamp, body, told, self.time.seconds):
            return web.Response(status=401)
        event = json.loads(body)
        assert headers["X-Govsweep-Event-Id"] == event["id"]
        assert headers["X-Govsweep-Event-Kind"] == event["kind"]
        self.arrived.append(event)
        answer = self.answers.pop(0) if self.answers else 200
        if callable(answer):
            answer = await answer(self, request, event)
        if isinstance(answer, web.Response):
            return answer
        if answer == 200:
            self.take(event)
        return web.Response(status=answer)

    def take(self, event: dict[str, Any]) -> None:
        """Have the event's effect, unless it had it already."""
        if event["id"] not in self.known:
            self.known.add(event["id"])
            self.effects[event.get("finding", {}).get("subject", "sweep")] += 1

    @property
    def subjects(self) -> list[str]:
        """What arrived, in its order."""
        return [event.get("finding", {}).get("subject", "sweep") for event in self.arrived]

    def receiver(self, name: str = "hook", **words: Any) -> Receiver:
        scheme = "https" if self.tls else "http"
        url = f"{scheme}://127.0.0.1:{self.port}/hook?key=geheim"
        return Receiver(name=name, kind="webhook", url=url, secret_env="HOOK_SECRET", **words)


@pytest.fixture
def system(time: MovedClock) -> System:
    return System(time)


@pytest.fixture
def a_system(time: MovedClock) -> Callable[[], System]:
    return lambda: System(time)


@pytest.fixture
def outbox(city: City, time: MovedClock) -> Callable[..., Outbox]:
    """A maker of outboxes of the city."""

    def make(*receivers: Receiver, **words: Any) -> Outbox:
        return Outbox(city.store, receivers, clock=time.clock, **words)

    return make


class Authority:
    """A certificate authority of the office's own, and a server's certificate by it."""

    def __init__(self, folder: Path) -> None:
        authority = trustme.CA(organization_name="本单位")
        self.file = folder / "ca.pem"
        authority.cert_pem.write_to_path(self.file)
        self.server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(self.server)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)
