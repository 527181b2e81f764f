"""Registered sites and their columns, and the registry that people keep of them."""

import time
from collections.abc import Iterable

from govsweep.facts import Site
from govsweep.store import registry_rows, site_rows
from govsweep.store.repository import Reads, Repository, Writes


class SiteRepository(Repository):
    """The registered sites."""

    all = Reads(site_rows.sites)

    def save(self, sites: Iterable[Site]) -> None:
        """Add sites or change those whose identifier is known."""
        self._transactions.write(site_rows.save_sites, sites, time.time())


class ColumnRepository(Repository):
    """The known columns of sites."""

    all = Reads(site_rows.columns)
    save = Writes(site_rows.save_columns)


class RegistryRepository(Repository):
    """What people registered, and each change of it."""

    rows = Reads(registry_rows.registry_rows)
    last_import = Reads(registry_rows.last_import)
    write = Writes(registry_rows.write_registry)
    undo = Writes(registry_rows.undo_import)
