"""Timed visits to home pages, and home pages as different visitors got them."""

from govsweep.store import probe_rows
from govsweep.store.repository import Reads, Repository, Writes


class ProbeRepository(Repository):
    """What was seen of sites from outside their pages."""

    of_sweep = Reads(probe_rows.probes)
    since = Reads(probe_rows.probes_since)
    of_timer = Reads(probe_rows.timer_probes)
    views = Reads(probe_rows.views)
    views_of_all = Reads(probe_rows.views_of_all)
    save = Writes(probe_rows.save_probes)
