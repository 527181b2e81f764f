"""Registers from files: sites and columns, the good rows of each."""

from pathlib import Path

from govsweep import clock
from govsweep.accounts import Actor
from govsweep.config import Settings
from govsweep.registry import read_columns, read_sites
from govsweep.registry_changes import RegistryTable, SiteDefaults, rows_of_columns, rows_of_sites
from govsweep.store import Store
from govsweep.table_rows import RowFault, require_rows


def import_sites(
    store: Store, settings: Settings, path: Path, by: Actor
) -> tuple[int, list[RowFault]]:
    """Register the good rows of a file; tells how many, and what was refused."""
    rows, faults = read_sites(path)
    require_rows(path, rows, faults)
    wanted = rows_of_sites(rows, SiteDefaults(settings.pace, settings.budget))
    store.registry.write(RegistryTable.SITES, wanted, by, clock.now(), source=path.name)
    return len(rows), faults


def import_columns(store: Store, path: Path, by: Actor) -> tuple[int, list[RowFault]]:
    """Register the good rows of a file of columns; their sites must be registered."""
    rows, faults = read_columns(path, {site.identifier for site in store.sites.all()})
    require_rows(path, rows, faults)
    wanted = rows_of_columns(rows)
    store.registry.write(RegistryTable.COLUMNS, wanted, by, clock.now(), source=path.name)
    return len(rows), faults
