"""How a database is: whether it answers, is of this release, and can be written to."""

from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, false, func, make_url, select, text, update
from sqlalchemy.exc import ArgumentError, DBAPIError

from govsweep import reasons
from govsweep.errors import ServiceError
from govsweep.store import migrate
from govsweep.store.connection import reading
from govsweep.store.engine import connect
from govsweep.tables import sweep


class DatabaseHealth(NamedTuple):
    """What was learnt of a database."""

    address: str  # without its password
    file: Path | None  # of SQLite; None for a server or a database in memory
    exists: bool
    server: str = ""  # the kind and version of what answers
    current: bool | None = None  # tables of this release; None: there are none yet
    refusal: str = ""  # why it cannot be written to
    skew: float | None = None  # seconds that its clock is ahead of a server's; None for SQLite


def health(url: str, now: float) -> DatabaseHealth:
    """Look at a database and change nothing; raises `ServiceError` where it does not answer."""
    engine = connect(url, read_only=False)
    address = engine.url.render_as_string(hide_password=True)
    try:
        file = file_of(url)
        if file is not None and not file.exists():
            return DatabaseHealth(address, file, exists=False)
        with reading(engine) as connection:
            return DatabaseHealth(
                address,
                file,
                exists=True,
                server=_server(connection),
                current=migrate.is_current(connection) if migrate.revision(connection) else None,
                refusal=_refusal(connection),
                skew=_skew(connection, now),
            )
    except DBAPIError as error:
        raise ServiceError(
            f"数据库 {address} 无法使用：{reasons.of_database(error.orig)}"
        ) from error
    finally:
        engine.dispose()


def file_of(url: str) -> Path | None:
    """The file of a SQLite database; None for a server or a database in memory."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        return None
    if address.get_backend_name() != "sqlite" or address.database in (None, "", ":memory:"):
        return None
    return Path(str(address.database)).absolute()


def _server(connection: Connection) -> str:
    if connection.dialect.name == "sqlite":
        version = connection.scalar(text("SELECT sqlite_version()"))
        journal = connection.scalar(text("PRAGMA journal_mode"))
        return f"SQLite {version}，{str(journal).upper()}"
    return f"PostgreSQL {connection.scalar(text('SHOW server_version'))}"


def _refusal(connection: Connection) -> str:
    if not migrate.revision(connection):
        return ""
    try:
        connection.execute(update(sweep).where(false()).values(crashes=0))
    except DBAPIError as error:
        return str(error.orig)
    return ""


def _skew(connection: Connection, now: float) -> float | None:
    if connection.dialect.name == "sqlite":
        return None
    theirs = connection.scalar(select(func.extract("epoch", func.clock_timestamp())))
    return float(theirs) - now if theirs is not None else None
