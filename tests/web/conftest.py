"""A city in a store, served over real HTTP, and a plain client that follows nothing by itself."""

import contextlib
import datetime as dt
import http.client
import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from hashlib import blake2b
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import uvicorn
from argon2 import PasswordHasher
from selectolax.lexbor import LexborHTMLParser

from govsweep import clock, web
from govsweep.accounts import Actor, Role, passwords
from govsweep.addresses import fingerprint as of_address
from govsweep.checking import checks
from govsweep.facts import (
    Block,
    ColumnKind,
    Failure,
    MediaAccount,
    MediaStatus,
    Page,
    PageKind,
    PageState,
    Place,
    Platform,
    Site,
    StatusChange,
    Visit,
)
from govsweep.findings import Certainty, Finding, State, fingerprint
from govsweep.media import identifier as media_key
from govsweep.rules import load_rules
from govsweep.store import Delivery, Store, StoredColumn
from govsweep.tables import character_count
from govsweep.web.office_files import OfficeFiles
from govsweep.web.proofreading import Proofreader

NIGHT = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 20, 23, tzinfo=dt.timezone(dt.timedelta(hours=8)))
WORST, FINE, GONE = "5118000001", "5118000002", "5118000003"
NEWS = "http://www.qinghe.gov.cn/news/"
ATTACK = "</title><script>owned()</script><img src=x onerror=owned()>"


class Answer:
    """What came back."""

    def __init__(self, status: int, headers: http.client.HTTPMessage, body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.text)

    def texts(self, selector: str) -> list[str]:
        return [" ".join(node.text().split()) for node in self.tree.css(selector)]


class Served:
    """A server on loopback."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.store: Any = None  # of an office, for a test to look into
        self.lists: Path | None = None  # the folder of its lists

    def ask(
        self, path: str, method: str = "GET", body: str | None = None, **headers: str
    ) -> Answer:
        return self._send(path, method, body.encode() if body is not None else None, **headers)

    def post_bytes(self, path: str, body: bytes, **headers: str) -> Answer:
        return self._send(path, "POST", body, **headers)

    def _send(self, path: str, method: str, body: bytes | None, **headers: str) -> Answer:
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=300)
        try:
            connection.putrequest(method, path, skip_host="host" in headers)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            if body is not None:
                connection.putheader("content-length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()


@contextlib.contextmanager
def serving(url: str, **words: Any) -> Iterator[Served]:
    """The application over a database, on a port of its own."""
    store = Store(url, read_only=True)
    acting = Store(url)
    proofreader = words.setdefault("proofreader", Proofreader())
    app = web.make_app(store, acting_store=acting, **words)
    with web.listen("127.0.0.1", 0) as listening:
        config = uvicorn.Config(app, log_config=None, lifespan="off", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            yield Served(f"http://127.0.0.1:{listening.getsockname()[1]}")
        finally:
            server.should_exit = True
            thread.join(timeout=30)
            proofreader.close()  # what reads files is a process of its own
            store.close()
            acting.close()


QUICK = PasswordHasher(time_cost=1, memory_cost=64)  # the usual one takes a fifth of a second
KEPT = QUICK.hash("correct horse")


@pytest.fixture(scope="module", autouse=True)
def _quick_hashes() -> Iterator[None]:
    """Passwords are hashed as ever, but quickly: how hard that is, tests/accounts knows."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passwords, "_hasher", QUICK)
        passwords._nobody.cache_clear()
        yield
    passwords._nobody.cache_clear()


class Browser:
    """Somebody who is logged in, as far as a browser goes: a cookie, and the forms' own word."""

    def __init__(self, server: Served, name: str, password: str = "correct horse") -> None:
        body = urlencode({"name": name, "password": password, "next": "/account"})
        answer = server.ask("/login", "POST", body)
        assert answer.status == 303, answer.text
        self.server = server
        self.cookie = answer.headers["set-cookie"].partition(";")[0]
        form = self.ask("/account").tree.css_first("input[name=csrf]")
        self.csrf = str(form.attributes["value"])

    def ask(self, path: str) -> Answer:
        return self.server.ask(path, cookie=self.cookie)

    def send(self, path: str, **fields: Any) -> Answer:
        body = urlencode(fields | {"csrf": self.csrf}, doseq=True)
        return self.server.ask(path, "POST", body, cookie=self.cookie)

    def enclose(self, path: str, body: str | bytes, name: str = "表.csv", **fields: str) -> Answer:
        """A form that encloses a file, as a browser sends it."""
        parts = "".join(
            f'--b\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
            for field, value in (fields | {"csrf": self.csrf}).items()
        )
        parts += (
            f'--b\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        content = body.encode() if isinstance(body, str) else body
        return self.server.post_bytes(
            path,
            parts.encode() + content + b"\r\n--b--\r\n",
            cookie=self.cookie,
            content_type="multipart/form-data; boundary=b",
        )


def people(store: Store) -> None:
    """One of each role; the contact is the education bureau's."""
    by = Actor(name="root")
    for role in Role:
        sites = (FINE,) if role is Role.CONTACT else ()
        store.accounts.add(role.value, role, KEPT, sites, by, AT)


def finding(check: str = "typo", subject: str = "攻府", **changes: Any) -> Finding:
    site = str(changes.get("site", WORST))
    fields: dict[str, Any] = {
        "id": fingerprint(check, site, subject),
        "check": check,
        "severity": checks()[check].severity,
        "certainty": Certainty.CONFIRMED,
        "site": site,
        "site_name": "",
        "owner": "清禾市人民政府办公室",
        "url": f"{NEWS}1.html",
        "subject": subject,
        "column": "政务动态",
        "message": f"“{subject}”有误。",
        "quote": subject,
        "before": "各县（区）人民",
        "after": "，市政府各部门",
        "suggestion": "政府",
        "clause": "国办秘函〔2019〕19号",
        "sightings": 2,
        "pages": (f"{NEWS}1.html", f"{NEWS}2.html"),
        "first_seen": AT,
        "last_seen": AT,
        "state": State.OPEN,
        "held": None,
        "rule_version": "r1",
        "sweep": 1,
    }
    return Finding(**(fields | changes))


def site(identifier: str, name: str, url: str, **words: Any) -> Site:
    return Site(identifier=identifier, name=name, url=url, organizer=f"{name}办公室", **words)


TEXTS = {  # of home pages, to be searched
    WORST: ("清禾市人民政府", "信息中心印发《清禾市旧办法》的通知", f"旧办法{ATTACK}"),
    FINE: ("清禾市教育局", "转发旧办法"),
}


def media(handle: str, organizer: str) -> MediaAccount:
    """An account of a unit, on 微信."""
    return MediaAccount(
        identifier=media_key(Platform.WEIXIN, handle), name=f"账号{handle}", url=f"media:{handle}",
        organizer=organizer, platform=Platform.WEIXIN, handle=handle,
        history=(StatusChange(NIGHT, MediaStatus.RUNNING),),
    )  # fmt: skip


def visit(identifier: str, url: str, failure: Failure | None = None) -> Delivery:
    blocks = tuple(
        Block(text, Place.MAIN, blake2b(text.encode(), digest_size=16).digest())
        for text in TEXTS.get(identifier, ())
    )
    title = blocks[0].text if blocks else ""
    page = None if failure else Page(url=url, kind=PageKind.HOME, title=title, blocks=blocks)
    state = PageState.FAILED if failure else PageState.FETCHED
    return Delivery(
        Visit(
            queue=identifier,
            url=url,
            fingerprint=of_address(url),
            at=AT,
            state=state,
            reason=failure.value if failure else "",
            page=page,
        )
    )


def fill(store: Store) -> None:
    """Three sites: one with all kinds of findings, one without any, one that is unreachable."""
    sites = [
        site(FINE, "清禾市教育局", "http://jyj.qinghe.gov.cn/"),
        site(WORST, "清禾市人民政府", "http://www.qinghe.gov.cn/"),
        site(GONE, "清禾市审计局", "http://sjj.qinghe.gov.cn/"),
        site("5118000009", "已关停", "http://old.qinghe.gov.cn/", status="closed"),
    ]
    store.sites.save(sites)
    sweep, _ = store.sweeps.open(
        night=NIGHT,
        as_of=NIGHT,
        sites=sites[:3],
        indicators="2019",
        rules_version="r1",
        at=AT.timestamp(),
        again=False,
    )
    store.pages.commit(
        sweep.id,
        [
            visit(FINE, sites[0].url),
            visit(WORST, sites[1].url),
            visit(GONE, sites[2].url, Failure.TIMEOUT),
        ],
    )
    store.columns.save(
        [
            StoredColumn(
                site=WORST,
                url=NEWS,
                name="政务动态",
                kind=ColumnKind.NEWS,
                max_age_days=14,
                newest=NIGHT - dt.timedelta(days=30),
                sweep=1,
            ),
            StoredColumn(site=WORST, url=f"{NEWS}x/", name="机构", kind=ColumnKind.STATIC),
            StoredColumn(
                site=FINE,
                url="http://jyj.qinghe.gov.cn/tz/",
                name="通知公告",
                kind=ColumnKind.NOTICE,
                owner="教育局办公室",
                max_age_days=180,
                newest=NIGHT,
            ),
        ]
    )
    store.findings.save(
        sweep.id,
        [
            finding(),
            finding("typo", "截止目前", certainty=Certainty.SUSPECTED),
            finding("hidden-link", "http://bad.example/", column="", owner="信息中心"),
            finding("sensitive-word", "代开发票", held="命中数比平时多12倍"),
            finding("dead-link", "http://x.cn/", state=State.DISMISSED),
            finding("undated-article", f"{NEWS}3.html"),
            finding("duplicate-article", f"{NEWS}4.html"),
            finding("stale-column", NEWS, url=NEWS, quote="", before="", after=""),
            finding(
                "site-unreachable",
                "http://sjj.qinghe.gov.cn/",
                site=GONE,
                url="http://sjj.qinghe.gov.cn/",
                column="",
                quote="",
                pages=(),
                sightings=1,
            ),
        ],
    )
    mended = fingerprint("duplicate-article", WORST, f"{NEWS}4.html")
    store.findings.mark_fixed([mended], AT + dt.timedelta(hours=2), sweep.id)
    with store.engine.begin() as connection:  # what settling would have counted
        read = {"sweep": sweep.id, "site": WORST, "characters": 40_000}
        connection.execute(character_count.insert().values(**read))
    store.media.save(
        [media("edu", "清禾市教育局办公室"), media("gov", "清禾市人民政府办公室")], NIGHT
    )
    store.sweeps.close(sweep.id, reason="budget", finished=True)
    store.fulltext.update()


def infest(store: Store) -> None:
    """A site in which every string that it can choose does its worst."""
    store.sites.save([site("5118000007", ATTACK, "javascript:owned()", level=ATTACK)])
    store.columns.save(
        [
            StoredColumn(
                site="5118000007", url="javascript:owned()//", name=ATTACK, kind=ColumnKind.NEWS
            )
        ]
    )
    store.findings.save(
        1,
        [
            finding(
                site="5118000007",
                owner=ATTACK,
                url="javascript:owned()",
                pages=("data:text/html,<script>owned()</script>", 'http://a.cn/"onclick="owned()'),
                subject=ATTACK,
                column=ATTACK,
                message=ATTACK,
                quote=ATTACK,
                before="\u202e<b>",
                after="{{ 7 * 7 }}{% raw %}",
                suggestion='"><script>owned()</script>',
                held=ATTACK,
                certainty=Certainty.SUSPECTED,
            )
        ],
    )


@pytest.fixture(scope="package")
def city(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of the city's database."""
    url = f"sqlite:///{tmp_path_factory.mktemp('web')}/govsweep.db"
    store = Store(url)
    store.upgrade()
    fill(store)
    infest(store)
    store.close()
    return url


@pytest.fixture(scope="package")
def served(city: str) -> Iterator[Served]:
    """The city, for everybody on this machine."""
    with serving(city) as server:
        yield server


@pytest.fixture(scope="package")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the city's database with one account of each role, of which others are copied.

    All that is in it is in whole files, since nobody has it open any more.
    """
    folder = tmp_path_factory.mktemp("made")
    store = Store(f"sqlite:///{folder}/office.db")
    store.upgrade()
    fill(store)
    store.findings.save(
        1,
        [finding(site=FINE, url="http://jyj.qinghe.gov.cn/1.html", owner="教育局办公室", pages=())],
    )
    store.decisions.follow(NIGHT, AT)  # what is dismissed without a decision is not
    people(store)
    store.close()
    assert not [one for one in folder.iterdir() if one.name.endswith(("-wal", "-shm"))]
    return folder


@pytest.fixture
def office(made: Path, tmp_path: Path) -> Iterator[Served]:
    """The city with one account of each role, to act in."""
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    url = f"sqlite:///{tmp_path}/office.db"
    store = Store(url)
    lists = tmp_path / "词表"
    lists.mkdir()
    files = OfficeFiles(lists, "", tmp_path / "office.toml", tmp_path / "govsweep.toml")
    with serving(url, files=files, proofreader=Proofreader(lambda: load_rules(lists))) as server:
        server.store, server.lists = store, lists
        yield server
    store.close()


def keep_page(office: Any, one: Finding, body: bytes) -> None:
    """A sweep that sees a finding on its page, and keeps that."""
    store, at = office.store, clock.now()
    sweep, _ = store.sweeps.open(
        night=at.date(), as_of=at.date(), sites=store.sites.all(), indicators="2019",
        rules_version="r1", at=at.timestamp(), again=True,
    )  # fmt: skip
    visit = Visit(
        queue=one.site, url=one.url, fingerprint=of_address(one.url), at=at, status=200,
        page=Page(url=one.url, kind=PageKind.ARTICLE), body=body,
        body_hash=blake2b(body, digest_size=16).digest(),
    )  # fmt: skip
    seen = one.model_copy(update={"sweep": sweep.id, "last_seen": at})
    store.pages.commit(sweep.id, [Delivery(visit, (seen,))])
    store.sweeps.close(sweep.id, reason="", finished=True)


@pytest.fixture(scope="session")
def keep() -> Callable[..., None]:
    return keep_page


@pytest.fixture(scope="session")
def log_in() -> type[Browser]:
    """Logs in by the name of a role."""
    return Browser


@pytest.fixture(scope="session")
def serve() -> Callable[..., Any]:
    return serving


@pytest.fixture
def fill_store() -> Callable[[Store], None]:
    return fill


@pytest.fixture
def make_finding() -> Callable[..., Finding]:
    return finding


class Hand:
    """Somebody at a browser, logged in, who types."""

    def __init__(self, tab: Any, name: str, password: str) -> None:
        self.tab, self.browser = tab, tab.browser
        self.browser.delete_all_cookies()
        self.tab.open("/login")
        for field, words in (("name", name), ("password", password)):
            self.browser.find_element("css selector", f"[name={field}]").send_keys(words)
        self.tab.follow(".login button")

    def type(self, words: str) -> None:
        keys = pytest.importorskip("selenium.webdriver").ActionChains
        keys(self.browser).send_keys(words).perform()

    def type_on(self, words: str) -> None:
        """Type what leads to another page, and wait for it."""
        old = self.browser.find_element("css selector", "html").id
        self.type(words)

        def is_new() -> bool:
            ready = self.tab.run("document.readyState") == "complete"
            return ready and self.browser.find_element("css selector", "html").id != old

        self.waits(is_new)

    def waits(self, until: Callable[[], object]) -> None:
        waiting = pytest.importorskip("selenium.webdriver.support.ui").WebDriverWait
        waiting(self.browser, 300, ignored_exceptions=(Exception,)).until(lambda _: until())

    @property
    def row(self) -> str:
        """The finding that has the focus."""
        return str(self.tab.run("document.activeElement.dataset.keys"))


@pytest.fixture
def a_hand(a_tab: Callable[..., Any]) -> Callable[..., Hand]:
    """Logs somebody in at an address, in a window of some width."""

    def make(address: str, name: str, width: int, password: str = "correct horse") -> Hand:
        return Hand(a_tab(width, address), name, password)

    return make


@pytest.fixture
def faults_of() -> Callable[[Any], list[tuple[str, list[str]]]]:
    """What axe-core finds grave on a page: its rules, and where."""

    def look(tab: Any) -> list[tuple[str, list[str]]]:
        package = pytest.importorskip("axe_playwright_python")
        script = resources.files(package.__name__).joinpath("axe.min.js").read_text("utf-8")
        told = tab.browser.execute_async_script(
            script + "; const done = arguments[arguments.length - 1];"
            "axe.run({resultTypes: ['violations']}).then(done, (error) => done(String(error)));"
        )
        return [
            (one["id"], [node["target"][0] for node in one["nodes"]])
            for one in told["violations"]
            if one["impact"] in ("serious", "critical")
        ]

    return look
