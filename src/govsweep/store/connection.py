"""Questions and transactions, and what it means when the database does not answer."""

import datetime as dt
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import (
    Connection,
    Engine,
)
from sqlalchemy.exc import DatabaseError, OperationalError

from govsweep import clock, reasons
from govsweep.errors import ServiceError


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
