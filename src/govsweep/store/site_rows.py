"""Registered sites and their columns as rows."""

import datetime as dt
import json
from collections.abc import Collection, Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select

from govsweep.facts import ColumnKind, Site
from govsweep.store.alone import one_at_a_time
from govsweep.store.statements import upsert
from govsweep.tables import column, site


class StoredColumn(msgspec.Struct, frozen=True, kw_only=True):
    """A column as it is kept between sweeps: found by a sweep, or registered by hand."""

    site: str
    url: str
    name: str
    kind: ColumnKind
    owner: str = ""
    max_age_days: int | None = None
    registered: bool = False
    reader: str = ""
    newest: dt.date | None = None
    entries: int = 0
    sweep: int | None = None
    first_sweep: int | None = None
    rhythm: float | None = None  # days between two days of publication, the median
    dated: int | None = None  # how many of its entries show a day; None: not counted


_SITE_FIELDS = Site.__struct_fields__
_PREFIXES = ("include", "exclude")  # several in one column, as JSON
_COLUMN_FIELDS = StoredColumn.__struct_fields__
# What only a sweep can tell of a column.
_SEEN = ("reader", "newest", "entries", "sweep", "first_sweep", "rhythm", "dated")


def save_sites(
    connection: Connection, sites: Iterable[Site], at: float, *, in_order: bool = True
) -> None:
    """Add sites or change those whose identifier is known.

    Unless they come `in_order`, those that are known keep their places.
    """
    one_at_a_time(connection, "registry")  # in another order, two imports would wait for each other
    rows = [
        {name: getattr(one, name) for name in _SITE_FIELDS}
        | {name: json.dumps(getattr(one, name), ensure_ascii=False) for name in _PREFIXES}
        | {"registered_at": at, "updated_at": at, "position": position}
        for position, one in enumerate(sites)
    ]
    upsert(connection, site, rows, keep=("registered_at", *(() if in_order else ("position",))))


def sites(connection: Connection, statuses: Collection[str] | None = None) -> list[Site]:
    """The registered sites in the registry's order, of these statuses only where given."""
    query = select(*(site.c[name] for name in _SITE_FIELDS)).order_by(
        site.c.position, site.c.identifier
    )
    if statuses is not None:
        query = query.where(site.c.status.in_(list(statuses)))
    return [
        Site(**dict(row) | {name: tuple(json.loads(row[name])) for name in _PREFIXES})
        for row in connection.execute(query).mappings()
    ]


def save_columns(connection: Connection, columns: Iterable[StoredColumn]) -> None:
    """Add columns or change those whose site and address are known.

    What a person registered (name, kind, owner, duty) stays when a sweep finds the column again.
    """
    rows = sorted((_column_row(one) for one in columns), key=lambda row: (row["site"], row["url"]))
    by_hand = [row for row in rows if row["registered"]]
    found = [row for row in rows if not row["registered"]]
    key = ("site", "url")
    upsert(connection, column, by_hand, key=key, keep=_SEEN)
    known = {
        (row.site, row.url)
        for row in connection.execute(
            select(column.c.site, column.c.url).where(
                column.c.registered, column.c.site.in_({row["site"] for row in found})
            )
        )
    }
    named = [row for row in found if (row["site"], row["url"]) in known]
    upsert(
        connection,
        column,
        named,
        key=key,
        keep=("name", "kind", "owner", "max_age_days", "registered"),
    )
    upsert(
        connection,
        column,
        [row for row in found if (row["site"], row["url"]) not in known],
        key=key,
    )


def _column_row(one: StoredColumn) -> dict[str, Any]:
    row = {name: getattr(one, name) for name in _COLUMN_FIELDS}
    return row | {"kind": one.kind.value}


def columns(connection: Connection, identifier: str | None = None) -> list[StoredColumn]:
    """The known columns, of one site where given."""
    query = select(*(column.c[name] for name in _COLUMN_FIELDS)).order_by(
        column.c.site, column.c.url
    )
    if identifier is not None:
        query = query.where(column.c.site == identifier)
    return [
        StoredColumn(**dict(row) | {"kind": ColumnKind(row["kind"])})
        for row in connection.execute(query).mappings()
    ]


def forget_columns(
    connection: Connection, identifier: str, before: int, renamed: Collection[str]
) -> None:
    """Drop columns that no sweep from `before` on has seen, and those kept by another address.

    What was registered stays.
    """
    gone = delete(column).where(column.c.site == identifier, ~column.c.registered)
    connection.execute(gone.where(column.c.sweep < before))
    for url in renamed:
        connection.execute(gone.where(column.c.url == url))
