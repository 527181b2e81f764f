"""The registry written with its rows of the audit, and the last import taken back."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, select, update

from govsweep.accounts import Actor, AuditAct, AuditEntry
from govsweep.errors import InputError
from govsweep.facts import ColumnKind
from govsweep.registry_changes import (
    RegistryChanges,
    RegistryRows,
    RegistryTable,
    RowChange,
    RowFacts,
    compare,
    head_of,
    keeping,
    site_facts,
    site_of,
)
from govsweep.store import site_rows, sweep_rows
from govsweep.store.alone import one_at_a_time
from govsweep.store.audit_rows import entries, entry_of, made_together, record, record_all
from govsweep.tables import account_site, column, finding, site

_BY_HAND = ("name", "kind", "owner", "max_age_days", "registered")
_ACTS = {
    RegistryTable.SITES: AuditAct.SITE_CHANGED,
    RegistryTable.COLUMNS: AuditAct.COLUMN_CHANGED,
}


class RegistryWrite(NamedTuple):
    """What a table changes, and whether that was written."""

    changes: RegistryChanges
    written: bool


def registry_rows(connection: Connection, table: RegistryTable) -> dict[str, RowFacts]:
    """What is registered, in the registry's order."""
    if table is RegistryTable.SITES:
        return {one.identifier: site_facts(one) for one in site_rows.sites(connection)}
    rows = connection.execute(select(column).order_by(column.c.site, column.c.url)).mappings()
    return {f"{row['site']} {row['url']}": {one: row[one] for one in _BY_HAND} for row in rows}


def write_registry(
    connection: Connection,
    table: RegistryTable,
    wanted: RegistryRows,
    by: Actor,
    at: dt.datetime,
    *,
    source: str = "",
    expected: RegistryChanges | None = None,
    lacking: Collection[str] = (),
) -> RegistryWrite:
    """Register rows, each change with its row of the audit.

    `source` is the file that they stand in, "" for a row that somebody filled in; a file gives the
    sites their order too. What is registered keeps the fields that are `lacking`. Nothing is
    written where `expected` changes were shown to somebody, and they would be others by now.
    """
    one_at_a_time(connection, "registry")
    there = registry_rows(connection, table)
    changes = compare(there, wanted, whole=bool(source), lacking=lacking)
    if expected is not None and changes != expected:
        return RegistryWrite(changes, written=False)
    before = _order(connection) if table is RegistryTable.SITES else {}
    _save(connection, table, keeping(there, wanted, lacking), at, in_order=bool(source))
    _record_rows(connection, table, changes.rows, by, at, source)
    if source:  # after its rows: by it they are found, and the newest stand first
        after = _order(connection) if before else {}
        moved = {key: one for key, one in before.items() if after.get(key) != one}
        _record_import(connection, table, source, by, at, changes, moved, after)
    return RegistryWrite(changes, written=True)


def _order(connection: Connection) -> dict[str, int]:
    return {row.identifier: row.position for row in connection.execute(select(site))}


def _save(
    connection: Connection,
    table: RegistryTable,
    rows: RegistryRows,
    at: dt.datetime,
    *,
    in_order: bool,
) -> None:
    if table is RegistryTable.SITES:
        sites = [site_of(key, facts) for key, facts in rows.items()]
        site_rows.save_sites(connection, sites, at.timestamp(), in_order=in_order)
        return
    registered = set(connection.scalars(select(site.c.identifier)))
    for key in rows:
        if (one := key.partition(" ")[0]) not in registered:
            raise InputError(f"网站 {one} 没有登记，请先导入")
    site_rows.save_columns(connection, [_column(key, facts) for key, facts in rows.items()])


def _column(key: str, facts: RowFacts) -> site_rows.StoredColumn:
    of, _, url = key.partition(" ")
    words: dict[str, Any] = dict(facts) | {"kind": ColumnKind(facts["kind"])}
    return site_rows.StoredColumn(site=of, url=url, **words)


def _record_import(
    connection: Connection,
    table: RegistryTable,
    source: str,
    by: Actor,
    at: dt.datetime,
    changes: RegistryChanges,
    moved: Mapping[str, int],
    order: Mapping[str, int],
) -> None:
    if not changes.rows and not moved:
        return
    counts = {"added": len(changes.added), "changed": len(changes.changed)}
    told: dict[str, Any] = {"table": table.value}
    entry = AuditEntry(
        at=at,
        by=by,
        act=AuditAct.REGISTRY_IMPORTED,
        subject=f"{table.word} {source}",
        before=told | ({"order": dict(moved)} if moved else {}),
        after=told | counts | ({"order": {key: order[key] for key in moved}} if moved else {}),
    )
    record(connection, entry)


def _record_rows(
    connection: Connection,
    table: RegistryTable,
    rows: Iterable[RowChange],
    by: Actor,
    at: dt.datetime,
    reason: str,
) -> None:
    record_all(
        connection,
        [
            AuditEntry(
                at=at, by=by, act=_ACTS[table], subject=one.key, reason=reason,
                before=one.before, after=one.after,
            )
            for one in rows
        ],
    )  # fmt: skip


def last_import(connection: Connection) -> AuditEntry | None:
    """The newest import, unless it was taken back."""
    _, some = entries(connection, limit=1, act=AuditAct.REGISTRY_IMPORTED)
    _, undone = entries(connection, limit=1, act=AuditAct.REGISTRY_UNDONE)
    if not some or (undone and undone[0].before.get("import") == some[0].id):
        return None
    return some[0]


def undo_import(connection: Connection, number: int, by: Actor, at: dt.datetime) -> None:
    """Take the last import back; raises `InputError` where something has changed since.

    A site that it added and nothing has used is removed; a column that a sweep has seen by now is
    kept as one that was found.
    """
    one_at_a_time(connection, "registry")
    done = entry_of(connection, number)
    newest = last_import(connection)
    if done is None or newest is None or newest.id != number:
        raise InputError("只能撤销最近一次导入，它已经撤销，或之后又有导入")
    table = RegistryTable(done.after["table"])
    made = [one for one in made_together(connection, number) if one.act is _ACTS[table]]
    there = registry_rows(connection, table)
    for one in made:
        _check_unchanged(table, one, there.get(one.subject))
    added = [one.subject for one in made if not one.before]
    back = {one.subject: {**there[one.subject], **one.before} for one in made if one.before}
    if table is RegistryTable.SITES:
        _save(connection, table, back, at, in_order=False)
        _remove_sites(connection, added, done.at)
        _put_in_order(connection, done)
    else:
        _put_back_columns(connection, back)
        _remove_columns(connection, added)
    rows = [RowChange(key=one.subject, name="", before=one.after, after=one.before) for one in made]
    _record_rows(connection, table, rows, by, at, "撤销导入")
    told = {"table": table.value, "import": number}
    act, subject = AuditAct.REGISTRY_UNDONE, done.subject
    record(connection, AuditEntry(at=at, by=by, act=act, subject=subject, before=told))


def _check_unchanged(table: RegistryTable, entry: AuditEntry, now: RowFacts | None) -> None:
    if now is None:
        raise InputError(f"{entry.subject} 在导入之后已经没有了，不能撤销")
    other = [name for name, one in entry.after.items() if now.get(name) != one]
    if other:
        heads = "、".join(head_of(table, name) for name in other)
        raise InputError(f"{entry.subject} 的{heads}在导入之后又改过，不能撤销")


def _remove_sites(connection: Connection, keys: list[str], since: dt.datetime) -> None:
    used = {
        key for one in sweep_rows.sweeps(connection) if one.opened_at >= since for key in one.sites
    }
    for field in (column.c.site, account_site.c.site, finding.c.site):
        used |= set(connection.scalars(select(field).where(field.in_(keys))))
    for key in keys:
        if key in used:
            raise InputError(
                f"网站 {key} 导入之后已经巡检过，或有了栏目、联络员，不能撤销；"
                "不再检查的，请把状态改成关停"
            )
    connection.execute(delete(site).where(site.c.identifier.in_(keys)))


def _put_in_order(connection: Connection, done: AuditEntry) -> None:
    now, after = _order(connection), done.after.get("order", {})
    moved = [
        {"key": key, "place": place}
        for key, place in done.before.get("order", {}).items()
        if now.get(key) == after.get(key)
    ]
    if moved:
        query = update(site).where(site.c.identifier == bindparam("key"))
        connection.execute(query.values(position=bindparam("place")), moved)


def _put_back_columns(connection: Connection, rows: RegistryRows) -> None:
    """Also as found ones, whose words a sweep could not change while they were registered."""
    for key, facts in rows.items():
        of, _, url = key.partition(" ")
        own = (column.c.site == of, column.c.url == url)
        connection.execute(update(column).where(*own).values(dict(facts)))


def _remove_columns(connection: Connection, keys: list[str]) -> None:
    for key in keys:
        of, _, url = key.partition(" ")
        own = (column.c.site == of, column.c.url == url)
        connection.execute(delete(column).where(*own, column.c.sweep.is_(None)))
        connection.execute(update(column).where(*own).values(registered=False))
