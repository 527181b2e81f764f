"""The part of the store that watches over sweeps: what each brought, and counts for a monitor."""

from collections.abc import Sequence

from govsweep.store import harvest_rows, measure_rows
from govsweep.store.harvest_rows import Harvest
from govsweep.store.measure_rows import Measures
from govsweep.store.transactions import Transactions

_COMPARED = 14  # sweeps that tell what is usual


class Watching(Transactions):
    """What is counted of sweeps, so that one that saw nothing is noticed."""

    def write_harvest(self, number: int) -> None:
        """Count what a settled sweep brought from each site."""
        self._write(harvest_rows.write_harvest, number)

    def harvests(self, number: int) -> dict[str, Harvest]:
        """What a sweep brought, by site."""
        return self._read(harvest_rows.harvests, number)

    def earlier_harvests(self, number: int) -> dict[str, Sequence[Harvest]]:
        """What the closed sweeps before one brought, by site, the newest first."""
        return self._read(harvest_rows.earlier_harvests, number, _COMPARED)

    def measures(self) -> Measures:
        """Counts of the newest sweep and of all findings."""
        return self._read(measure_rows.measures)
