"""The proof of findings."""

from govsweep.store import evidence_rows
from govsweep.store.repository import Reads, Repository


class EvidenceRepository(Repository):
    """All that is held of what findings say."""

    proof = Reads(evidence_rows.proof)
