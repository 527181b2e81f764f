"""Ten nights of one office: a worker dies, the disk is full, the clock jumps, Redis restarts, a
site is rebuilt, a rule goes wrong, a night is forgotten. Nothing is missed without a word.

The nights are lived in order, on a town that publishes every day. What is wrong on its sites stays
the same all the time, but for one slip that an editor mends after the first night: whatever else
is told of them would be false.
"""

import csv
import datetime as dt
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner
from redis import Redis

from govsweep import clock
from govsweep.city import CityServer, serve
from govsweep.city.model import HostAnswer
from govsweep.city.pictures import file
from govsweep.city.prose import ProseWriter
from govsweep.cli import main
from govsweep.clock import BEIJING
from govsweep.facts import PageState
from govsweep.findings import LIVING, Finding, State
from govsweep.store import LedgerRow, Store, Sweep

Run = Callable[..., subprocess.CompletedProcess[str]]

HALF_WAY = 60  # requests, of some 170 a night
PHONE = "<meta name='viewport' content='width=device-width'>"  # fit for telephones, too
PATIENCE = 300  # seconds that anything may take at the very most
LEASE = 6  # seconds; a worker on a busy machine must come to renew it
DAY = dt.timedelta(days=1)
FIRST = dt.datetime.now(BEIJING).replace(hour=22, minute=0, second=0, microsecond=0)
TODAY = FIRST.date()
ROWS = 6  # that a list shows, one a day
TRADES = ("general", "water", "education", "health", "labour")
COLUMNS = {"gzdt": "工作动态", "zwyw": "政务要闻", "tzgg": "通知公告", "zcwj": "政策文件"}
REBUILT = 5  # the site that gets another design
READ = (PageState.FETCHED, PageState.UNCHANGED)


# The town


def identifier(number: int) -> str:
    return f"51180000{number:02d}"


def host(number: int) -> str:
    return f"ju{number}.qinghe.gov.cn"


HOSTS = [host(number) for number in range(1, 6)]
GONE = f"http://{host(2)}/zwyw/gone.html"  # an error each time: it is tried twice


def name(number: int) -> str:
    return f"清禾市第{number}局"


class Article(NamedTuple):
    """What was published in a column on a day."""

    path: str
    title: str
    day: dt.date
    paragraphs: list[str]


SLIPS = {  # by site, column and age on the first day: what stands there besides
    (1, "gzdt", 3): "<p>会议对下一步工作作了布署。</p>",
    (2, "zwyw", 2): '<p>详见<a href="/zwyw/gone.html">名单</a>。</p>',
    (3, "tzgg", 1): "<p>请各单位按步就班推进各项工作。</p>",
    (5, "zcwj", 2): "<p>会议对下一步工作作了布署。</p>",
}
MENDED = (3, "tzgg", 1)
STANDING = {(identifier(1), "typo"), (identifier(2), "dead-link"), (identifier(5), "typo")}


def article(number: int, column: str, day: dt.date) -> Article:
    """The article of a day; the same whenever it is asked for."""
    chance = random.Random(f"{number} {column} {day}")
    writer = ProseWriter(f"市第{number}局", TRADES[number - 1], chance)
    thing = writer.thing()
    title = f"{thing}情况通报（{day.year}年第{day:%j}期）"
    return Article(f"/{column}/{day:%Y%m%d}.html", title, day, writer.news(thing, day))


FOOTER = """<div class="footer"><p>主办单位：{name}　联系电话：0818-2233445</p>
<p>网站标识码：{identifier}　<a href="http://beian.miit.gov.cn/">川ICP备05001234号</a>
川公网安备 51180002000012号</p><p><a href="http://bszs.conac.cn/sitename?method=show&amp;id=0A1B">
<img src="/images/blue.png" alt="党政机关"></a>
<script id="_jiucuo_" sitecode="{identifier}" src="/js/jiucuo.js"></script></p></div>"""


def listed(rows: list[Article]) -> str:
    """Rows as the old design has them."""
    return "<ul class='list'>" + "".join(
        f'<li><a href="{one.path}">{one.title}</a><span>{one.day}</span></li>' for one in rows
    ) + "</ul>"  # fmt: skip


def scripted(rows: list[Article]) -> str:
    """Rows as a design has them that is not ready yet: only a click leads on, no day is shown."""
    return "<section>" + "".join(
        f"<div class='card' onclick=\"go('{one.day:%Y%m%d}')\"><b>{one.title}</b></div>"
        for one in rows
    ) + "</section>"  # fmt: skip


def tabled(rows: list[Article]) -> str:
    """Rows as the new design has them."""
    return "<table>" + "".join(
        f"<tr><td>{one.day:%Y/%m/%d}</td><td><a href='{one.path}'>{one.title}</a></td></tr>"
        for one in rows
    ) + "</table>"  # fmt: skip


@dataclass
class Town:
    """Five sites of one proxy, as they stand today."""

    today: dt.date = TODAY
    slips: dict[tuple[int, str, int], str] = field(default_factory=lambda: dict(SLIPS))
    rebuilt: Callable[[list[Article]], str] = listed
    asked: int = 0
    delay: float = 0.01  # seconds

    def answer(
        self, method: str, host: str, path_qs: str, headers: Mapping[str, str], *, attempt: int
    ) -> HostAnswer:
        self.asked += 1
        body = self.page(host, path_qs)
        if body is None:
            return HostAnswer(404, {"Content-Type": "text/html"}, b"<h1>404</h1>")
        tag = f'"{blake2b(body.encode(), digest_size=8).hexdigest()}"'
        if headers.get("If-None-Match") == tag:
            return HostAnswer(304, {"ETag": tag}, b"")
        if path_qs.endswith(".png"):
            return HostAnswer(
                200, {"Content-Type": "image/png", "ETag": tag}, file(path_qs), self.delay
            )
        kind = "text/html; charset=utf-8"
        return HostAnswer(200, {"Content-Type": kind, "ETag": tag}, body.encode(), self.delay)

    def page(self, host: str, path: str) -> str | None:
        if host not in HOSTS:  # where footers lead to
            return host
        number = HOSTS.index(host) + 1
        if path == "/":
            return self.home(number)
        if path.endswith((".png", ".js")):
            return path
        column, _, rest = path.strip("/").partition("/")
        if column not in COLUMNS:
            return None
        if not rest:
            return self.column(number, column)
        with suppress(ValueError):
            day = dt.datetime.strptime(rest, "%Y%m%d.html").date()
            return self.article(number, column, day)
        return None

    def addresses(self) -> set[str]:
        """All pages that its lists name today."""
        return {
            f"http://{host(number)}{path}"
            for number in range(1, 6)
            for column in COLUMNS
            for path in ("/", f"/{column}/", *(one.path for one in self.rows(number, column)))
        }

    def rows(self, number: int, column: str) -> list[Article]:
        return [article(number, column, self.today - DAY * age) for age in range(ROWS)]

    def home(self, number: int) -> str:
        boxes = (
            f"<h3><a href='/{one}/'>{title}</a></h3>{self.shown(number, self.rows(number, one))}"
            for one, title in COLUMNS.items()
        )
        return self.whole(number, name(number), "".join(boxes))

    def column(self, number: int, column: str) -> str:
        title = COLUMNS[column]
        tags = "".join(
            f'<meta name="{tag}" content="{title}">'
            for tag in ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
        )
        crumbs = f"<div>当前位置：<a href='/'>首页</a> &gt; <a href='/{column}/'>{title}</a></div>"
        rows = self.shown(number, self.rows(number, column))
        return self.whole(number, f"{title}_{name(number)}", crumbs + rows, tags)

    def shown(self, number: int, rows: list[Article]) -> str:
        return self.rebuilt(rows) if number == REBUILT else listed(rows)

    def article(self, number: int, column: str, day: dt.date) -> str:
        one = article(number, column, day)
        tags = "".join(
            f'<meta name="{tag}" content="{content}">'
            for tag, content in {
                "ArticleTitle": one.title,
                "PubDate": f"{day} 09:00",
                "ContentSource": name(number),
            }.items()
        )
        slip = self.slips.get((number, column, (TODAY - day).days), "")
        text = "".join(f"<p>{paragraph}</p>" for paragraph in one.paragraphs)
        crumbs = f"<a href='/'>首页</a> &gt; <a href='/{column}/'>{COLUMNS[column]}</a> &gt; 正文"
        body = (
            f"<div>当前位置：{crumbs}</div><h1>{one.title}</h1>"
            f"<div>发布时间：{day} 09:00　来源：{name(number)}</div><div>{text}{slip}</div>"
        )
        return self.whole(number, f"{one.title}_{name(number)}", body, tags)

    def whole(self, number: int, title: str, main: str, tags: str = "") -> str:
        menu = "".join(f'<li><a href="/{one}/">{label}</a></li>' for one, label in COLUMNS.items())
        about = {"SiteName": name(number), "SiteDomain": host(number)}
        about["SiteIDCode"] = identifier(number)
        sites = "".join(f'<meta name="{key}" content="{word}">' for key, word in about.items())
        footer = FOOTER.format(name=name(number), identifier=identifier(number))
        return (
            f"<!DOCTYPE html><html lang='zh-CN'><head><meta charset='utf-8'>{PHONE}"
            f"<title>{title}</title>{sites}{tags}"
            f"</head><body><ul class='nav'><li><a href='/'>首页</a></li>{menu}</ul>"
            f"<div id='main'>{main}</div>{footer}</body></html>"
        )


# The office


@dataclass
class Queue:
    """A Redis server that dies and comes back with nothing."""

    server: Any  # see tests/conftest.py
    until: Callable[..., None]

    def clock(self) -> float:
        with self.client() as client:
            seconds, microseconds = client.time()
        return float(seconds + microseconds / 1e6)

    def leases(self) -> list[float]:
        """How many seconds each lease has left, by the server's own clock."""
        with self.client() as client:
            held = [
                until
                for key in client.keys("*:leases")
                for _, until in client.zrange(key, 0, -1, withscores=True)
            ]
        now = self.clock()
        return [until - now for until in held]

    def holder(self) -> int:
        """The process that holds a queue; waits until one does."""
        with self.client() as client:
            self.until(lambda: bool(client.keys("*:owner")))
            owner = client.hvals(client.keys("*:owner")[0])[0]
        return int(owner.split(b":")[0].split(b".")[-2])

    def restart(self) -> None:
        self.server.restart(emptied=True)

    def client(self) -> Redis:
        client: Redis = self.server.client()
        return client

    def keys(self) -> list[bytes]:
        with self.client() as client:
            return list(client.keys())


@dataclass
class Said:
    """What a command said, and its exit code."""

    code: int
    told: str


@dataclass
class Night:
    """What stood after a night."""

    said: Said
    morning: Said  # what the alarm said
    sweep: Sweep
    ledger: list[LedgerRow]
    shown: set[str]  # addresses of pages that the town's lists named
    read: set[str]
    articles: Counter[str]  # how often each was asked for
    findings: dict[str, Finding]
    events: Counter[tuple[str, str]]  # by kind and site, since the night before
    census: dict[str, tuple[str, str]]  # by site: problems, mended
    keys: list[bytes]  # that Redis still holds

    @property
    def living(self) -> set[tuple[str, str]]:
        """What stands, by site and check; what is held left out."""
        standing = (one for one in self.findings.values() if one.state in LIVING)
        return {(one.site, one.check) for one in standing if one.held is None}

    def count(self, *states: str) -> int:
        return sum(row.addresses for row in self.ledger if row.state in states)


@dataclass
class Office:
    """A folder, its commands, and a clock that goes from night to night."""

    folder: Path
    town: Town
    server: CityServer
    queue: Queue
    program: Any  # a maker of processes, see tests/conftest.py
    command: Run
    number: int = 1
    moment: dt.datetime = FIRST
    off: dt.timedelta = dt.timedelta()  # by which our clock is wrong
    events: int = 0  # known from the nights before

    @property
    def now(self) -> dt.datetime:
        return self.moment + self.off

    @property
    def store(self) -> Store:
        return Store(f"sqlite:///{self.folder}/govsweep.db")

    def evening(self, number: int) -> None:
        """Go on to the evening of a night, counted from 1."""
        self.number = number
        self.moment = FIRST + DAY * (number - 1)
        self.town.today = self.moment.date()
        self.town.asked = 0
        self.server.forget()

    def alarm(self) -> Said:
        """Go on to the next morning, when the alarm is due."""
        self.moment = FIRST.replace(hour=7, minute=30) + DAY * self.number
        return self.call("alarm", "--started-by", "23:00", "--by", "07:00")

    def call(self, *words: str) -> Said:
        result = CliRunner().invoke(main, words, prog_name="govsweep")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Said(result.exit_code, result.output)

    def start(self, *words: str, **environment: str) -> Any:
        """Run a command in a process of its own."""
        return self.program(
            [sys.executable, "-W", "error", "-c", _LAUNCHER, *words],
            stderr=subprocess.STDOUT,
            cwd=self.folder,
            env=os.environ | environment | {"MOMENT": self.now.isoformat()},
        )

    def sweep(self, *words: str) -> Night:
        """A night on which nothing happens to us."""
        return self.night(self.swept("--workers", "1", *words))

    def swept(self, *words: str) -> Said:
        """Sweep with workers that are forked."""
        done = self.command(self.folder, "sweep", *words)
        return Said(done.returncode, done.stdout + done.stderr)

    def harmed(self, harm: Callable[[], None], *, forked: bool = True) -> Night:
        """A night of two workers on which something does, in the middle."""
        with ThreadPoolExecutor(1) as thread:
            harmed = thread.submit(self.when_half_way, harm)
            words = ("--workers", "2")
            said = self.swept(*words) if forked else self.call("sweep", *words)
            harmed.result()
        return self.night(said)

    def when_half_way(self, harm: Callable[[], None]) -> None:
        self.queue.until(lambda: self.town.asked >= HALF_WAY)
        harm()

    def night(self, said: Said) -> Night:
        morning = self.alarm()
        assert self.call("report", "census", "-o", "census.csv").code == 0
        table = (self.folder / "census.csv").read_text("utf-8-sig").splitlines()
        with closing(self.store) as store:
            sweep = store.sweeps.get()
            assert sweep is not None
            told = store.outbox.events(self.events)
            self.events = max((one.sequence for one in told), default=self.events)
            return Night(
                said=said,
                morning=morning,
                sweep=sweep,
                ledger=store.sweeps.ledger(sweep.id),
                shown=self.town.addresses(),
                read=pages_of(store, sweep, *READ),
                articles=self.articles(),
                findings={one.id: one for one in store.findings.all()},
                events=Counter(
                    (one.kind.value, json.loads(one.body).get("site", "")) for one in told
                ),
                census={row[2]: (row[3], row[4]) for row in list(csv.reader(table))[1:]},
                keys=self.queue.keys(),
            )

    def articles(self) -> Counter[str]:
        return Counter(
            {
                f"http://{one.host}{one.path}": len(times)
                for one, times in self.server.requests.items()
                if one.path.endswith(".html") and one.method == "GET" and not one.by_search
            }
        )


def pages_of(store: Store, sweep: Sweep, *states: PageState) -> set[str]:
    return {
        page.url
        for site in sweep.sites
        for page in store.pages.of_site(sweep.id, site)
        if page.state in states
    }


# What a command is run by where it has a process of its own: with the office's clock, and on a
# disk that is full where that is said.
_LAUNCHER = """
import datetime as dt, os, resource
if os.environ.get("FULL"):
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
from govsweep import clock
moment = dt.datetime.fromisoformat(os.environ["MOMENT"])
clock.now = lambda: moment
from govsweep.cli import main
main(prog_name="govsweep")
"""
_OWN_SETTINGS = """
FRONTIER_SITES = 2  # so that no worker holds all sites at once
STORE_PATIENCE = 2
"""
# Python loads it first: the clock of whoever runs goes back once the file is there.
_JUMPING = """
import pathlib, time
_clock, _jumped = time.time, pathlib.Path(__file__).with_name("jumped")
time.time = lambda: _clock() - 259_200 * _jumped.exists()
"""


@contextmanager
def an_office(
    folder: Path, monkeypatch: pytest.MonkeyPatch, queue: Queue, program: Any, command: Run
) -> Iterator[Office]:
    for known in list(os.environ):
        if known.startswith("GOVSWEEP_") or "proxy" in known.lower():
            monkeypatch.delenv(known)
    (folder / "lists").mkdir()
    (folder / "users_own.py").write_text(_OWN_SETTINGS)
    (folder / "sitecustomize.py").write_text(_JUMPING)
    rows = [f"{identifier(n)},{name(n)},http://{host(n)}/,0\n" for n in range(1, 6)]
    (folder / "sites.csv").write_text(f"identifier,name,url,pace\n{''.join(rows)}", "utf-8")
    town = Town()
    with serve(town) as server:  # type: ignore[arg-type]
        for variable, value in {
            "http_proxy": server.proxy_url,
            "no_proxy": "",
            "GOVSWEEP_REDIS_URL": queue.server.url,
            "GOVSWEEP_LEXICONS": str(folder / "lists"),
            "GOVSWEEP_LEASE": str(LEASE),
            "GOVSWEEP_AUDIT_PAGES": "0",  # a browser's audit takes longer than a lease here
            "GOVSWEEP_RETRY_AFTER": "0.3",
            "SCRAPY_SETTINGS_MODULE": "users_own",
            "PYTHONPATH": str(folder),
        }.items():
            monkeypatch.setenv(variable, value)
        monkeypatch.syspath_prepend(folder)
        monkeypatch.chdir(folder)
        office = Office(folder, town, server, queue, program, command)
        monkeypatch.setattr(clock, "now", lambda: office.now)
        yield office


@pytest.fixture(scope="module")
def _in_china() -> Iterator[None]:
    """The office's machines show Beijing time, by which `alarm --by` goes."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("TZ", "Asia/Shanghai")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(scope="module")
def office(
    _in_china: None,
    tmp_path_factory: pytest.TempPathFactory,
    a_redis: Callable[..., Any],
    until: Callable[..., None],
    program: Any,
    command: Run,
) -> Iterator[Office]:
    if not hasattr(resource, "prlimit"):
        pytest.skip("only Linux can fill the disk of a process that runs")
    folder = tmp_path_factory.mktemp("nights")
    queue = Queue(a_redis(folder), until)
    with (
        pytest.MonkeyPatch.context() as patched,
        an_office(folder, patched, queue, program, command) as office,
    ):
        yield office


# The nights


@pytest.fixture(scope="module")
def first(office: Office) -> Night:
    assert office.call("sites", "import", "sites.csv").code == 0
    office.evening(1)
    return office.sweep()


@pytest.fixture(scope="module")
def second(office: Office, first: Night) -> Night:
    """The slip is mended."""
    del office.town.slips[MENDED]
    office.evening(2)
    return office.sweep()


@pytest.fixture(scope="module")
def third(office: Office, second: Night) -> Night:
    """A worker that holds sites is killed."""
    office.evening(3)
    return office.harmed(lambda: os.kill(office.queue.holder(), signal.SIGKILL))


@dataclass
class Full:
    """What was said while the disk was full, and what stood after it."""

    swept: Said
    status: Said
    closed: Said
    alarm: Said
    waiting: set[str]
    night: Night


@pytest.fixture(scope="module")
def fourth(office: Office, third: Night) -> Full:
    """The disk is full in the middle: neither the command nor a worker can write a byte more."""
    office.evening(4)
    office.town.delay = 0.3
    running = office.start("sweep", "--workers", "2")
    with closing(office.store) as store:
        homes = {f"http://{one}/" for one in HOSTS}
        office.queue.until(
            lambda: (now := store.sweeps.get(4)) and len(homes & pages_of(store, now, *READ)) > 2
        )
    for pid in (running.pid, *children(running.pid)):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
    office.town.delay = 0.01
    swept = ended(running)
    status = office.call("sweep", "status")
    closed = ended(office.start("sweep", "close", FULL="1"))
    with closing(office.store) as store:
        sweep = store.sweeps.get()
        assert sweep is not None
        waiting = pages_of(store, sweep, PageState.QUEUED)
    alarm = office.alarm()
    night = office.night(office.call("sweep", "close"))  # there is room again
    return Full(swept, status, closed, alarm, waiting, night)


def children(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def ended(process: Any) -> Said:
    told, _ = process.end()
    return Said(process.returncode, told)


@dataclass
class Jumped:
    """What stood after the night of the jump, and what was said while the clock was wrong."""

    night: Night
    leases: list[float]  # seconds that each had left by the server's clock
    opening: Said
    again: Night


@pytest.fixture(scope="module")
def fifth(office: Office, fourth: Full) -> Jumped:
    """In the middle all clocks but that of Redis go three days back, until the morning."""
    office.evening(5)
    leases: list[float] = []

    def jump() -> None:
        (office.folder / "jumped").touch()
        office.off = -3 * DAY
        while held := office.queue.leases():
            leases.extend(held)
            time.sleep(0.05)

    # Workers that are programs of their own have a clock that goes back, too.
    night = office.harmed(jump, forked=False)
    opening = office.call("sweep", "open")
    again = office.night(office.call("sweep", "--workers", "1", "--site", identifier(4)))
    (office.folder / "jumped").unlink()
    office.off = dt.timedelta()
    night.morning = office.alarm()
    return Jumped(night, leases, opening, again)


@pytest.fixture(scope="module")
def sixth(office: Office, fifth: Jumped) -> Night:
    """Redis is killed in the middle and comes back with nothing."""
    office.evening(6)
    return office.harmed(office.queue.restart)


@pytest.fixture(scope="module")
def seventh(office: Office, sixth: Night) -> Night:
    """A site shows a new design that is not ready: no row of its lists can be recognised."""
    office.evening(7)
    office.town.rebuilt = scripted
    return office.sweep()


@dataclass
class Wrong:
    """What stood after a rule went wrong, and how the sites were judged by the indicators."""

    night: Night
    assessed: list[dict[str, Any]]
    shown: Said

    @property
    def held(self) -> list[Finding]:
        return [one for one in self.night.findings.values() if one.held is not None]


@pytest.fixture(scope="module")
def eighth(office: Office, seventh: Night) -> Wrong:
    """The new design is ready; but a list of the office calls a usual word sensitive."""
    office.evening(8)
    office.town.rebuilt = tabled
    (office.folder / "lists" / "敏感词.csv").write_text("敏感词\n工作\n", "utf-8")
    night = office.sweep()
    assessed = json.loads(office.call("assess", "--format", "json").told)
    return Wrong(night, assessed["sites"], office.call("findings", "--held"))


@pytest.fixture(scope="module")
def ninth(office: Office, eighth: Wrong) -> list[Said]:
    """Nobody sweeps: what the alarm says before its hours, and after them."""
    office.evening(9)
    before = office.call("alarm", "--started-by", "23:00", "--by", "07:00")
    return [before, office.alarm()]


@pytest.fixture(scope="module")
def tenth(office: Office, ninth: list[Said]) -> Night:
    """The wrong rule is gone, and nothing happens."""
    office.evening(10)
    (office.folder / "lists" / "敏感词.csv").unlink()
    stopped = office.call("sweep", "--workers", "1")
    assert stopped.code == 2, stopped  # a list that is gone may be a slip
    return office.sweep("--lists-gone")


@pytest.fixture(scope="module")
def nights(
    first: Night,
    second: Night,
    third: Night,
    fourth: Full,
    fifth: Jumped,
    sixth: Night,
    seventh: Night,
    eighth: Wrong,
    tenth: Night,
) -> dict[int, Night]:
    """All nights that were swept, by number."""
    told = (first, second, third, fourth.night, fifth.night, sixth, seventh, eighth.night)
    return dict(enumerate(told, start=1)) | {10: tenth}


class TestEveryNight:
    def test_its_ledger_balances(self, nights: dict[int, Night]) -> None:
        for night in nights.values():
            ended = {row.state for row in night.ledger} - {"known"}
            assert night.count("known") == night.count(*ended) > 0
            assert night.sweep.balanced
            assert night.sweep.crashes == 0
            assert [row for row in night.ledger if row.reason == "parked"] == []

    def test_its_exit_code_is_the_documented_one(self, nights: dict[int, Night]) -> None:
        told = {number: night.said.told for number, night in nights.items() if night.said.code}
        assert list(told) == [7], told
        assert nights[7].said.code == 1

    def test_what_the_lists_show_is_read_or_said_to_be_missing(
        self, nights: dict[int, Night]
    ) -> None:
        missed = {number: night.shown - night.read for number, night in nights.items()}
        assert {number for number, pages in missed.items() if pages} == {4, 7}
        assert all(page.startswith(f"http://{host(REBUILT)}/") for page in missed[7])
        assert {number for number, night in nights.items() if "剩余" in night.said.told} == {4}

    def test_nothing_is_found_or_mended_but_what_is_so(self, nights: dict[int, Night]) -> None:
        mended = (identifier(3), "typo")
        assert nights[1].living == STANDING | {mended}
        assert all(nights[number].living == STANDING for number in nights if number > 1)
        told = {number: Counter(night.events) for number, night in nights.items()}
        closed = ("sweep.closed", "")
        assert told[1] == Counter(
            [closed, *(("finding.opened", site) for site, _ in (*STANDING, mended))]
        )
        assert told[2] == Counter([closed, ("finding.fixed", identifier(3))])
        assert all(told[number] == Counter([closed]) for number in nights if number > 2)

    def test_its_census_says_so_too(self, nights: dict[int, Night]) -> None:
        typo, link = ("存在错别字", "否"), ("链接无法打开", "否")
        standing = {1: typo, 2: link, 4: ("无", ""), 5: typo}
        for night in nights.values():
            assert {n: night.census[identifier(n)] for n in standing} == standing

    def test_the_alarm_speaks_only_of_the_night_that_was_closed_by_hand_in_the_morning(
        self, nights: dict[int, Night]
    ) -> None:
        told = {number: one.morning.told for number, one in nights.items() if one.morning.code}
        assert list(told) == [4]
        assert "收尾晚了" in told[4]

    def test_it_leaves_nothing_in_redis(self, nights: dict[int, Night]) -> None:
        assert [night.keys for night in nights.values() if night.keys] == []


def test_a_worker_that_dies_is_replaced_and_its_sites_are_read(third: Night) -> None:
    assert third.shown <= third.read
    assert max(third.articles.values()) <= 2  # what it had not stored was asked for again


class TestDiskFull:
    def test_the_sweep_ends_with_3_and_says_how_much_it_did_not_reach(self, fourth: Full) -> None:
        assert fourth.swept.code == 3
        assert "请检查 GOVSWEEP_DATABASE_URL、数据库服务和磁盘空间" in fourth.swept.told
        assert re.search(r"巡检没有做完，已知地址中还有 [1-9]\d* 个没有访问", fourth.swept.told)

    def test_its_status_counts_what_waits(self, fourth: Full) -> None:
        assert fourth.status.code == 0
        assert f"待读  {len(fourth.waiting)}\n" in fourth.status.told

    def test_it_cannot_be_closed_and_says_why(self, fourth: Full) -> None:
        assert fourth.closed.code == 3
        assert "磁盘空间" in fourth.closed.told

    def test_the_alarm_says_that_it_did_not_end(self, fourth: Full) -> None:
        assert fourth.alarm.code == 1
        assert "没有收尾" in fourth.alarm.told

    def test_with_room_again_the_ledger_says_what_is_left(self, fourth: Full) -> None:
        left = [row for row in fourth.night.ledger if row.state == "left"]
        assert {row.reason for row in left} == {"until"}
        count = sum(row.addresses for row in left)
        # What answered with an error once, and waited for its second try, has failed.
        assert len(fourth.waiting) > 0
        assert count in {len(fourth.waiting), len(fourth.waiting - {GONE})}
        assert f"剩余 {count}\n" in fourth.night.said.told

    def test_the_next_sweep_takes_it_up(self, fourth: Full, fifth: Jumped) -> None:
        assert fourth.waiting - {GONE} <= fifth.night.read


class TestClockSetBack:
    def test_leases_are_counted_by_the_clock_of_redis(self, fifth: Jumped) -> None:
        assert fifth.leases
        assert max(fifth.leases) <= LEASE
        assert {url for url, times in fifth.night.articles.items() if times > 1} <= {GONE}

    def test_the_night_stays_that_on_which_it_was_opened(self, fifth: Jumped) -> None:
        assert fifth.night.sweep.night == TODAY + 4 * DAY

    def test_opening_names_the_clock(self, fifth: Jumped) -> None:
        assert fifth.opening.code == 2
        assert f"本机时钟在 {TODAY + DAY} 夜，请先核对时钟" in fifth.opening.told

    def test_a_sweep_all_the_same_is_one_more_of_that_night(self, fifth: Jumped) -> None:
        assert fifth.again.said.code == 0
        assert (fifth.again.sweep.night, fifth.again.sweep.number) == (TODAY + DAY, 2)
        assert fifth.again.living == STANDING
        assert fifth.again.events == Counter([("sweep.closed", "")])


def test_redis_that_lost_everything_costs_no_page(sixth: Night) -> None:
    assert sixth.shown <= sixth.read
    assert max(sixth.articles.values()) <= 3


class TestRedesign:
    def test_the_site_is_named_and_no_other(self, seventh: Night) -> None:
        told = [line for line in seventh.said.told.splitlines() if "不合预期" in line]
        assert len(told) == 1
        assert f"不合预期：{identifier(REBUILT)}：找到的页面只有" in told[0]

    def test_its_columns_are_not_called_blank_or_stale(self, seventh: Night) -> None:
        checks = {one.check for one in seventh.findings.values()}
        assert checks == {"typo", "dead-link"}

    def test_once_it_is_ready_its_rows_are_read_again(self, eighth: Wrong) -> None:
        assert "不合预期" not in eighth.night.said.told
        assert eighth.night.shown <= eighth.night.read


class TestWrongRule:
    def test_what_it_says_is_held_and_the_sweep_says_so(self, eighth: Wrong) -> None:
        assert {one.site for one in eighth.held} == {identifier(n) for n in range(1, 6)}
        assert {one.rule for one in eighth.held} == {"office-sensitive-工作"}
        assert f"有 {len(eighth.held)} 个问题暂扣待核" in eighth.night.said.told
        assert f"共 1 组暂扣，{len(eighth.held)} 个问题" in eighth.shown.told

    def test_it_vetoes_no_site_but_leaves_it_to_a_person(self, eighth: Wrong) -> None:
        judged = [
            (site["site"], one["result"], one["count"], one["candidates"])
            for site in eighth.assessed
            for one in site["outcomes"]
            if one["indicator"] == "V19-S1-3"
        ]
        assert judged == [(identifier(number), "manual", 0, 1) for number in range(1, 6)]
        assert {site["verdict"] for site in eighth.assessed} == {"open"}


class TestForgottenNight:
    def test_before_its_hour_the_alarm_is_quiet(self, ninth: list[Said]) -> None:
        assert ninth[0].code == 0

    def test_after_it_the_alarm_says_that_no_sweep_began(self, ninth: list[Said]) -> None:
        assert ninth[1].code == 1
        assert f"{TODAY + 8 * DAY} 夜的巡检没有开始" in ninth[1].told


class TestAtTheEnd:
    def test_nothing_is_held_any_more(self, office: Office, tenth: Night) -> None:
        assert "共 0 组暂扣，0 个问题" in office.call("findings", "--held").told

    def test_nothing_is_told_of_what_was_held(self, eighth: Wrong, tenth: Night) -> None:
        assert {tenth.findings[one.id].state for one in eighth.held} == {State.WITHDRAWN}
        assert tenth.events == Counter([("sweep.closed", "")])

    def test_all_is_as_expected(self, office: Office, tenth: Night) -> None:
        assert office.call("expect").code == 0
        assert "不合预期" not in tenth.said.told
