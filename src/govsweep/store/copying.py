"""Rows taken from one database to another, of either kind."""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select, text

from govsweep.store.statements import add_new
from govsweep.tables import metadata

_BATCH = 500  # rows; pages are some kilobytes each

Row: TypeAlias = dict[str, Any]


def copy_rows(
    source: Connection,
    target: Connection,
    table: Table,
    where: ColumnElement[bool] | None = None,
    change: Callable[[Row], Row] = lambda row: row,
) -> int:
    """Copy a table's rows, changed on their way if asked; those there already stay.

    Tells how many were read.
    """
    query: Select[Any] = select(table).order_by(*table.primary_key)
    count = 0
    for rows in batches(source, query if where is None else query.where(where)):
        add_new(target, table, [change(row) for row in rows])
        count += len(rows)
    return count


def batches(connection: Connection, query: Select[Any], size: int = _BATCH) -> Iterator[list[Row]]:
    """The rows of a query, some at a time, however many there are; within a transaction."""
    found = connection.execute(query, execution_options={"yield_per": size}).mappings()
    for rows in found.partitions(size):
        yield [dict(row) for row in rows]


def copy_all(source: Connection, target: Connection) -> dict[str, int]:
    """Copy every table, parents before children, and let numbering go on; counts by table."""
    copied = {
        table.name: copy_rows(source, target, table, change=_clean)
        for table in metadata.sorted_tables
    }
    if target.dialect.name == "postgresql":
        for table in metadata.sorted_tables:
            _go_on_numbering(target, table)
    return copied


def _clean(row: Row) -> Row:
    """PostgreSQL's texts hold no NUL."""
    return {
        name: value.replace("\x00", "�") if isinstance(value, str) else value
        for name, value in row.items()
    }


def count_rows(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in metadata.sorted_tables
    }


def _go_on_numbering(connection: Connection, table: Table) -> None:
    numbered = table.autoincrement_column
    if numbered is None:
        return
    newest = connection.scalar(select(func.max(numbered)))
    sequence = connection.scalar(
        select(func.pg_get_serial_sequence(f'"{table.name}"', numbered.name))
    )
    if newest is not None and sequence is not None:
        connection.execute(
            text("SELECT setval(CAST(:sequence AS regclass), :newest)"),
            {"sequence": sequence, "newest": newest},
        )
