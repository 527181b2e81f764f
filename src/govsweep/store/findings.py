"""Findings: saved as sweeps see them, looked for, and what became of them."""

from govsweep.store import (
    finding_rows,
    finding_search,
    finding_sums,
    settled_rows,
    sighting_rows,
    withdrawal_rows,
)
from govsweep.store.repository import Reads, Repository, Writes


class FindingRepository(Repository):
    """All findings that were ever made; `lifecycle` says what happens to them."""

    all = Reads(finding_search.matching)
    page = Reads(finding_search.page_of)
    counts = Reads(finding_search.counts)
    sums = Reads(finding_sums.sums)
    causes = Reads(finding_sums.causes)
    owners = Reads(finding_search.owners)
    save = Writes(finding_rows.save_listed)
    unseen = Reads(finding_rows.unseen)
    assign_owners = Writes(finding_rows.assign_owners)
    assign_parts = Writes(finding_rows.assign_parts)
    carry_on = Writes(finding_rows.carry_on)
    count_sightings = Writes(sighting_rows.count_sightings)
    mark_fixed = Writes(settled_rows.mark_fixed)
    mark_withdrawn = Writes(finding_rows.mark_withdrawn)
    withdraw = Writes(withdrawal_rows.withdraw)
    drop_usage = Writes(withdrawal_rows.drop_usage)
