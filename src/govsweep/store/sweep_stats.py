"""What is counted of sweeps, so that one that saw nothing is noticed."""

from govsweep.store import measure_rows, sweep_yield_rows
from govsweep.store.repository import Reads, Repository, Writes


class SweepStatsRepository(Repository):
    """What each sweep brought, and counts for a monitor."""

    write = Writes(sweep_yield_rows.write_yields)
    of_sweep = Reads(sweep_yield_rows.yields)
    earlier = Reads(sweep_yield_rows.earlier_yields)
    measures = Reads(measure_rows.measures)
