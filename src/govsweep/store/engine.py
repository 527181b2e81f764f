"""The database behind the store, opened as the store needs it."""

import sqlite3
import time
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from govsweep.errors import InputError, ServiceError

_BUSY_SECONDS = 60  # how long a writer waits for another process's transaction
_GLANCE = 0.02  # seconds between two tries at what SQLite does not wait for
_STANDSTILL = 300.0  # seconds that a transaction may stand still before PostgreSQL undoes it


def connect(url: str, *, read_only: bool = False) -> Engine:
    """An engine for a SQLAlchemy URL; `postgresql://` means psycopg.

    Opened `read_only`, no database is made, and none is written to. Raises `InputError` for an
    URL that names no supported database.
    """
    try:
        address = make_url(url)
        if address.drivername in ("postgresql", "postgres"):
            address = address.set(drivername="postgresql+psycopg")
        backend = address.get_backend_name()
        if backend not in ("sqlite", "postgresql"):
            raise InputError(f"不支持的数据库“{backend}”：请用 sqlite 或 postgresql")
        special: dict[str, Any] = {"pool_pre_ping": True}
        if backend == "sqlite":
            special = {"connect_args": {"timeout": _BUSY_SECONDS}}
            if read_only and address.database:
                special = {"creator": partial(_existing, address.database)}
        engine = create_engine(address, **special)
    except ModuleNotFoundError as error:
        raise InputError(
            "连接 PostgreSQL 要装 psycopg：pip install 'govsweep[postgresql]'"
        ) from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise InputError(
            "GOVSWEEP_DATABASE_URL 无法使用：应写作 sqlite:///govsweep.db 或 "
            "postgresql://用户:密码@主机/库"
        ) from error
    except ValueError as error:  # its words may hold a part of the password
        raise InputError("GOVSWEEP_DATABASE_URL 无法使用：主机后的端口应为数字") from error
    if read_only:
        event.listen(engine, "connect", _forbid_writing)
    elif backend == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    else:
        event.listen(engine, "connect", _prepare_postgresql)
    return engine


def require_database(url: str) -> None:
    """Raise `InputError` where a URL names a SQLite file that is not there."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        return  # `connect` says what is wrong with it
    if address.get_backend_name() == "sqlite" and _is_missing(address.database or ""):
        raise InputError(_none_at(address.database))


def _is_missing(file: str) -> bool:
    return file not in ("", ":memory:") and (
        not Path(file).exists() or not Path(file).stat().st_size
    )


def _none_at(file: str | None) -> str:
    return (
        f"还没有数据库 {file}（当前文件夹 {Path.cwd()}）。如在别处，请换到那个文件夹或设 "
        "GOVSWEEP_DATABASE_URL；第一次用，请先登记网站并运行 govsweep sweep，它会建立数据库"
    )


def _existing(file: str) -> sqlite3.Connection:
    """A connection to a database that is there; "rw" makes none, "ro" could not read a WAL."""
    if _is_missing(file):
        raise ServiceError(_none_at(file))
    return sqlite3.connect(
        f"{Path(file).absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


def _forbid_writing(connection: Any, _: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA query_only=ON")
    else:
        connection.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY")
        connection.commit()


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions are begun below, not by the driver
    cursor = connection.cursor()
    _write_ahead(cursor)
    # FULL: a page acknowledged in Redis must not be lost by a power cut.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Have a database keep a log ahead of its writes, however many open a new one at once.

    For this one step SQLite does not wait: whoever meets another at it is refused at once.
    https://www.sqlite.org/c3ref/busy_handler.html
    """
    until = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_GLANCE)
        else:
            return


def _prepare_postgresql(connection: Any, _: object) -> None:
    # A machine that was suspended in the middle of a transaction holds its locks: nobody could
    # close the sweep, on whichever machine, for as long as the network keeps the connection.
    connection.execute(f"SET idle_in_transaction_session_timeout = {int(_STANDSTILL * 1000)}")
    connection.commit()


def _begin_immediate(connection: Connection) -> None:
    if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
        # A writer that began by reading could not be promoted while another writes.
        connection.exec_driver_sql("BEGIN IMMEDIATE")
