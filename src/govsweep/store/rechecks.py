"""Looks at findings apart from any sweep: what they take, and what came of them."""

from collections.abc import Collection, Iterable

from govsweep.store import finding_rows, notice_rows, recheck_rows
from govsweep.store.connection import writing
from govsweep.store.copying import Row
from govsweep.store.recheck_rows import RecheckTarget
from govsweep.store.repository import Reads, Repository, Writes


class RecheckRepository(Repository):
    """Looks at findings apart from any sweep."""

    all = Reads(notice_rows.looks)
    of = Reads(notice_rows.looks_of)
    add = Writes(notice_rows.add_looks)
    see_again = Writes(finding_rows.see_again)
    sighted = Reads(recheck_rows.sighted)
    seen_at = Reads(recheck_rows.sightings_of)
    looked_at = Reads(recheck_rows.looked_at)
    queue_again = Writes(recheck_rows.queue_again)

    def copy_to(
        self,
        scratch: "RecheckRepository",
        opened: Row,
        targets: Iterable[RecheckTarget],
        findings: Collection[str],
    ) -> None:
        """Put into an empty database what looking again at some findings takes."""
        there = scratch._transactions.engine
        with writing(self._transactions.engine) as source, writing(there) as target:
            recheck_rows.copy_targets(source, target, opened, targets)
            recheck_rows.copy_findings(source, target, findings)
