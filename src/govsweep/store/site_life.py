"""What became of sites, as rows."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from govsweep.accounts import Actor, AuditAct, AuditEntry
from govsweep.site_life import SiteChange, SiteChangeKind
from govsweep.store.audit_rows import record
from govsweep.store.repository import Reads, Repository, Writes
from govsweep.store.statements import upsert
from govsweep.tables import site_change

_FIELDS = SiteChange.__struct_fields__


def site_changes(connection: Connection, site: str = "") -> list[SiteChange]:
    """The changes of all sites, or of one, oldest first."""
    query = select(site_change).order_by(site_change.c.day, site_change.c.site, site_change.c.kind)
    if site:
        query = query.where(site_change.c.site == site)
    rows = connection.execute(query).mappings()
    return [
        SiteChange(**{name: row[name] for name in _FIELDS} | {"kind": SiteChangeKind(row["kind"])})
        for row in rows
    ]


def save_site_changes(
    connection: Connection,
    changes: Sequence[SiteChange],
    by: Actor,
    at: dt.datetime,
    *,
    source: str = "",
) -> None:
    """Keep changes; one of the same site, day and kind is replaced."""
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for one in changes:
        row = {name: getattr(one, name) for name in _FIELDS} | {"kind": one.kind.value}
        rows[one.site, one.day, one.kind] = row
    upsert(connection, site_change, list(rows.values()))
    named = "、".join(sorted({one.site for one in changes})[:5])
    entry = AuditEntry(
        at=at, by=by, act=AuditAct.LIFE_IMPORTED, subject=named, reason=source,
        after={"changes": len(rows)},
    )  # fmt: skip
    record(connection, entry)


class SiteLifeRepository(Repository):
    """What became of sites."""

    all = Reads(site_changes)
    save = Writes(save_site_changes)
