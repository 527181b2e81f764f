"""Statements of the database's dialect: for many rows, many keys, rows that may be there."""

import importlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, islice
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Connection,
    Dialect,
    Select,
    Table,
    any_,
    literal,
)
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.sql.dml import Insert

_KEYS_AT_ONCE = 5_000  # of one question; every SQLite since 2020 takes six times as many
_SQLITE = sqlite_dialect()
_ROWS_AT_ONCE = 100  # that one statement adds; with ten columns still within every SQLite's bounds


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
