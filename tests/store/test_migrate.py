"""Databases made by every released schema are brought to the newest one."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from govsweep import tables
from govsweep.errors import ServiceError
from govsweep.findings import State
from govsweep.store import EventKind, Store, migrate
from govsweep.store.engine import connect

RELEASED = ("0001", "0002")
SITE = {
    "identifier": "1301000001",
    "name": "清禾",
    "url": "http://a.gov.cn/",
    "organizer": "清禾办",
}


def migrations() -> Config:
    config = Config()
    config.set_main_option("script_location", "govsweep:migrations")
    return config


def make(connection: Connection, revision: str) -> None:
    config = migrations()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def fill(connection: Connection) -> None:
    """One site, one sweep, one finding, in the words of the first release."""
    connection.execute(
        text(
            "INSERT INTO site (identifier, name, url, organizer, level, kind, parent, status, icp,"
            " police, pace, budget, position, registered_at, updated_at) VALUES (:identifier,"
            " :name, :url, :organizer, '', '', '', 'running', '', '', 2.0, 20000, 0, 0.0, 0.0)"
        ),
        SITE,
    )
    connection.execute(
        text(
            "INSERT INTO sweep (id, night, number, as_of, token, indicators, rules_version, sites,"
            " opened_at, crashes) VALUES (1, '2026-11-20', 1, '2026-11-20', 't', '2019', 'v',"
            " :sites, 1.0, 0)"
        ),
        {"sites": json.dumps([SITE["identifier"]])},
    )
    connection.execute(
        text(
            'INSERT INTO finding (id, "check", severity, certainty, site, owner, url, subject,'
            ' "column", message, quote, before, after, suggestion, clause, variant, state,'
            " rule_version, sightings, first_seen, last_seen, first_sweep, sweep, relapses) VALUES"
            " ('f1', 'typo', 'minor', 'confirmed', '1301000001', '清禾办', 'http://a.gov.cn/1',"
            " '登陆', '', '“登陆”应为“登录”', '登陆', '', '', '登录', '', '', 'open', 'v', 1, 1.0,"
            " 1.0, 1, 1, 0)"
        )
    )


@contextmanager
def in_memory() -> Iterator[Connection]:
    """A new database, closed in the end: an open one is warned of since Python 3.13."""
    engine = connect("sqlite://")
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def test_the_newest_release_is_known_without_alembic() -> None:
    assert migrate.newest() == ScriptDirectory.from_config(migrations()).get_current_head()


def test_a_new_database_is_made_as_by_every_migration() -> None:
    with in_memory() as connection:
        migrate.migrate(connection)
        migrated = migrate.schema(connection)
    with in_memory() as connection:
        migrate.upgrade(connection)
        made = migrate.schema(connection)
        assert migrate.revision(connection) == migrate.newest()
    assert made == migrated
    assert migrate.NEWEST.read_text("utf-8") == made, "run scripts/schema.py, and commit its file"


def test_a_new_database_of_a_release_not_yet_written_down_is_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = tmp_path / "newest.sql"
    older.write_text(
        "-- Release 0001, written by scripts/schema.py;\n\nCREATE TABLE site (a)", "utf-8"
    )
    monkeypatch.setattr(migrate, "NEWEST", older)
    with in_memory() as connection:
        migrate.upgrade(connection)
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []


@pytest.mark.parametrize("released", RELEASED)
def test_a_released_schema_migrates_with_its_findings(database_url: str, released: str) -> None:
    engine = connect(database_url)
    with engine.begin() as connection:
        make(connection, released)
        fill(connection)
    store = Store(database_url)
    store.upgrade()
    (found,) = store.findings.all()
    assert (found.id, found.state, found.quote) == ("f1", State.OPEN, "登陆")
    assert (found.rule, found.due, found.changed_at) == ("", None, None)
    assert [site.name for site in store.sites.all()] == ["清禾"]
    store.close()
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, tables.metadata) == []
    engine.dispose()


def test_what_stood_before_the_outbox_is_no_news(database_url: str) -> None:
    engine = connect(database_url)
    with engine.begin() as connection:
        make(connection, "0001")
        fill(connection)
    engine.dispose()
    store = Store(database_url)
    store.upgrade()
    store.sweeps.close(1, reason="until", finished=False)
    assert [one.kind for one in store.outbox.events()] == [EventKind.CLOSED]
    store.findings.mark_fixed(["f1"], dt.datetime.now(dt.UTC))
    assert [one.kind for one in store.outbox.events()] == [EventKind.CLOSED, EventKind.FIXED]
    store.close()


def test_tables_of_a_release_to_come_are_told_and_left(store: Store, database_url: str) -> None:
    engine = connect(database_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ServiceError, match=r"版本 9999，本程序只认得到 \d{4}：.*请升级"):
        store.upgrade()
    with engine.begin() as connection:
        assert migrate.revision(connection) == "9999"
    engine.dispose()


def test_verdicts_stay_with_the_bundles_that_are_there(database_url: str) -> None:
    """Of one that came after the verdict, of a period that was withdrawn: with none."""
    quarter = (dt.date(2026, 10, 1), dt.date(2026, 12, 31))
    engine = connect(database_url)
    with engine.begin() as connection:
        make(connection, "0027")
        for number, name, at in ((3, "东江县", 10.0), (4, "西江县", 30.0)):
            connection.execute(
                text(
                    "INSERT INTO bundle (id, sender, begins, ends, exported_at, imported_at,"
                    " digest, manifest, figures) VALUES (:number, :name, '2026-10-01',"
                    " '2026-12-31', :at, :at, '', '{}', '{}')"
                ),
                {"number": number, "name": name, "at": at},
            )
            connection.execute(
                text("INSERT INTO bundle_site (bundle, site, facts) VALUES (:number, 's', '{}')"),
                {"number": number},
            )
        for name in ("东江县", "西江县", "南江县"):
            connection.execute(
                text(
                    "INSERT INTO bundle_review VALUES"
                    " (:name, '2026-10-01', '2026-12-31', 's', 'true', '', '王', 20.0)"
                ),
                {"name": name},
            )
    store = Store(database_url)
    store.upgrade()
    told = {one.sender: (one.draw, one.bundles) for one in store.bundles.reviews(*quarter)}
    assert told == {"东江县": ("", (3,)), "西江县": ("", ()), "南江县": ("", ())}
    store.close()
    engine.dispose()
