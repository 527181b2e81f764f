"""The database behind the store: its engine, its transactions and its dialect's upserts."""

import datetime as dt
import importlib
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Dialect,
    Engine,
    Select,
    Table,
    any_,
    create_engine,
    event,
    literal,
    make_url,
)
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError
from sqlalchemy.sql.dml import Insert

from govsweep import clock, reasons
from govsweep.errors import InputError, ServiceError

_BUSY_SECONDS = 60  # how long a writer waits for another process's transaction
_GLANCE = 0.02  # seconds between two tries at what SQLite does not wait for
_STANDSTILL = 300.0  # seconds that a transaction may stand still before PostgreSQL undoes it
_KEYS_AT_ONCE = 5_000  # of one question; every SQLite since 2020 takes six times as many
_SQLITE = sqlite_dialect()
_ROWS_AT_ONCE = 100  # that one statement adds; with ten columns still within every SQLite's bounds


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


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection for queries; raises `ServiceError` where the database does not answer."""
    try:
        with engine.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")
    except DatabaseError as error:
        if not (isinstance(error, OperationalError) or _is_gone(error) or _is_broken(error)):
            raise
        raise ServiceError(_unreachable(engine, error)) from error


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction; raises `ServiceError` where the database does not answer."""
    try:
        with engine.begin() as connection:
            yield connection
    except DatabaseError as error:
        if not (isinstance(error, OperationalError) or _is_gone(error) or _is_broken(error)):
            raise
        raise ServiceError(_unreachable(engine, error)) from error


@contextmanager
def batch(connection: Connection) -> Iterator[None]:
    """One transaction on a connection for queries: what is changed goes in parts, each short."""
    sqlite = connection.dialect.name == "sqlite"
    connection.exec_driver_sql("BEGIN IMMEDIATE" if sqlite else "BEGIN")
    try:
        yield
    except BaseException:
        connection.exec_driver_sql("ROLLBACK")
        raise
    connection.exec_driver_sql("COMMIT")


@contextmanager
def steady(connection: Connection) -> Iterator[None]:
    """On a connection for queries, one by which answers may be taken a part at a time.

    PostgreSQL holds them in a transaction; SQLite's would keep others from writing.
    """
    if connection.dialect.name == "sqlite":
        yield
        return
    with batch(connection):
        yield


def _is_gone(error: DatabaseError) -> bool:
    """Whether the connection is gone, whatever was said at its end."""
    return error.connection_invalidated


def _is_broken(error: DatabaseError) -> bool:
    """Whether SQLite says that a file is no database, or is one no more."""
    return type(error.orig) is sqlite3.DatabaseError


def _unreachable(engine: Engine, error: DatabaseError) -> str:
    where = engine.url.render_as_string(hide_password=True)
    return (
        f"数据库 {where} 无法使用：{reasons.of_database(error.orig)}。"
        "请检查 GOVSWEEP_DATABASE_URL、数据库服务和磁盘空间"
    )


def instant(seconds: float) -> dt.datetime:
    """A stored instant, in the zone that all are told in."""
    return clock.told(seconds)


def insert(connection: Connection, table: Table) -> Any:
    """The dialect's INSERT, which knows ON CONFLICT."""
    return _inserting(connection.dialect.name, table)


@cache
def _inserting(dialect: str, table: Table) -> Any:
    """Made once a table: it goes on to hold the names of its values, which take long to make."""
    return importlib.import_module(f"sqlalchemy.dialects.{dialect}").insert(table)


def among(
    connection: Connection, column: ColumnElement[Any], keys: Sequence[Any]
) -> ColumnElement[bool]:
    """Whether a column has one of thousands of keys.

    PostgreSQL's driver takes longer to read a question with so many parameters than it is asked.
    """
    if connection.dialect.name == "postgresql":
        return column == any_(literal(list(keys), ARRAY(column.type)))
    return column.in_(keys)


def rows_among(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], keys: Iterable[Any]
) -> Iterator[Any]:
    """The rows of a query whose column has one of any number of keys, asked for in turns.

    The query is made once and asks for nothing else. SQLite's driver takes the keys as they are;
    to have each named and looked at first takes longer than to find them.
    """
    left = iter(keys)
    while some := tuple(islice(left, _KEYS_AT_ONCE)):
        if connection.dialect.name == "sqlite":
            marks = ", ".join("?" * len(some))
            asked = f"{_asking(query, column)} ({marks})"
            yield from connection.exec_driver_sql(asked, some).all()
        else:
            yield from connection.execute(query.where(among(connection, column, some)))


@cache
def _asking(query: Select[Any], column: ColumnElement[Any]) -> str:
    """A query as SQLite takes it, up to the keys."""
    asked = query.compile(dialect=_SQLITE, compile_kwargs={"literal_binds": True})
    return f"{asked} WHERE {column} IN"


def blobs(connection: Connection, query: Select[Any]) -> dict[Any, bytes]:
    """The rows of a query for a key and a blob, asked of PostgreSQL in its binary form.

    As text a blob is twice as long, and is read ten times slower.
    """
    if connection.dialect.name != "postgresql":
        return dict(connection.execute(query).all())
    compiled = query.compile(
        dialect=connection.dialect, compile_kwargs={"render_postcompile": True}
    )
    driver: Any = connection.connection.driver_connection
    return dict(driver.execute(str(compiled), compiled.params, binary=True).fetchall())


def add_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; those whose key is there already stay as they are."""
    if rows:
        connection.execute(_adding(connection.dialect.name, table), list(rows))


@cache
def _adding(dialect: str, table: Table) -> Any:
    """Made once a table: what it comes to as SQL is remembered with it."""
    return _inserting(dialect, table).on_conflict_do_nothing()


def add_plain(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """As `add_new`, rows with a value for each column in the table's order, for the many and small.

    The driver takes them as they are; to have each value looked at first costs as much again.
    """
    if not rows:
        return
    names = table.columns.keys()
    written, positional = _written(connection.dialect, table)
    if not positional:
        connection.exec_driver_sql(written, [dict(zip(names, row, strict=True)) for row in rows])
        return
    # SQLite's driver gives way to other threads at every statement, and then waits for its turn.
    values = f"({', '.join('?' * len(names))})"
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        some = rows[start : start + _ROWS_AT_ONCE]
        adding_all = written.replace(values, ", ".join([values] * len(some)))
        connection.exec_driver_sql(adding_all, tuple(chain.from_iterable(some)))


@lru_cache(64)
def _written(dialect: Dialect, table: Table) -> tuple[str, bool]:
    """How a row is added, and whether its values are told by their places."""
    adding = _adding(dialect.name, table)
    compiled = adding.compile(dialect=dialect, column_keys=table.columns.keys())
    return compiled.string, compiled.positional


def upsert(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    key: Sequence[str] = (),
    keep: Sequence[str] = (),
    change: Mapping[str, Any] | None = None,
) -> None:
    """Insert rows, or update those whose key is there already.

    `keep` names the fields that an update leaves alone; `change` gives expressions for fields
    that an update computes. All rows must have the same fields.
    """
    if not rows:
        return
    key = tuple(key) or tuple(column.name for column in table.primary_key)
    news = tuple(name for name in rows[0] if name not in key and name not in keep)
    dialect = connection.dialect.name
    if change:
        statement = _to_update(dialect, table, key, news, change)
    else:
        statement = _updating(dialect, table, key, news)
    connection.execute(statement, list(rows))


@cache
def _updating(dialect: str, table: Table, key: tuple[str, ...], news: tuple[str, ...]) -> Insert:
    """Made once, as `_adding` is."""
    return _to_update(dialect, table, key, news, {})


def _to_update(
    dialect: str,
    table: Table,
    key: tuple[str, ...],
    news: tuple[str, ...],
    change: Mapping[str, Any],
) -> Insert:
    """Insert, or update fields by what was to be inserted, and others as they change."""
    statement: Insert = _inserting(dialect, table)
    excluded = statement.excluded  # type: ignore[attr-defined]
    fields = {name: excluded[name] for name in news} | dict(change)
    updating: Insert = statement.on_conflict_do_update(  # type: ignore[attr-defined]
        index_elements=list(key), set_=fields
    )
    return updating
