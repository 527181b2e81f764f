"""Registers from files: sites and columns, the good rows of each."""

from pathlib import Path
from typing import NamedTuple

from govsweep import clock
from govsweep.accounts import Actor
from govsweep.config import Settings
from govsweep.registry import (
    COLUMN_HEADERS,
    SITE_HEADERS,
    ColumnRow,
    SiteRow,
    read_columns,
    read_sites,
)
from govsweep.registry_changes import (
    RegistryRows,
    RegistryTable,
    rows_of_columns,
    rows_of_sites,
    told_kept,
)
from govsweep.store import Store
from govsweep.table_rows import RowFault, lacking_fields, require_rows


class RegisterImport(NamedTuple):
    """What became of a file of the registry."""

    registered: int
    faults: list[RowFault]
    kept: str  # which fields the file lacks that kept their words, in a line; "" where none did


def import_sites(store: Store, settings: Settings, path: Path, by: Actor) -> RegisterImport:
    """Register the good rows of a file; tells how many, and what was refused."""
    rows, faults = read_sites(path)
    require_rows(path, rows, faults)
    wanted = rows_of_sites(rows)
    lacking = lacking_fields(path, SiteRow, SITE_HEADERS)
    return _written(store, RegistryTable.SITES, wanted, path, by, faults, lacking)


def import_columns(store: Store, path: Path, by: Actor) -> RegisterImport:
    """Register the good rows of a file of columns; their sites must be registered."""
    rows, faults = read_columns(path, {site.identifier for site in store.sites.all()})
    require_rows(path, rows, faults)
    lacking = lacking_fields(path, ColumnRow, COLUMN_HEADERS)
    wanted = rows_of_columns(rows)
    return _written(store, RegistryTable.COLUMNS, wanted, path, by, faults, lacking)


def _written(
    store: Store,
    table: RegistryTable,
    wanted: RegistryRows,
    path: Path,
    by: Actor,
    faults: list[RowFault],
    lacking: tuple[str, ...],
) -> RegisterImport:
    done = store.registry.write(table, wanted, by, clock.now(), source=path.name, lacking=lacking)
    return RegisterImport(len(wanted), faults, told_kept(table, done.changes.kept))
