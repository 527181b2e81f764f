"""The proof of findings."""

from govsweep.store import evidence_rows, saved_page_rows
from govsweep.store.repository import Reads, Repository


class EvidenceRepository(Repository):
    """All that is held of what findings say."""

    proof = Reads(evidence_rows.proof)
    saved_page = Reads(saved_page_rows.saved_page)
    has_saved_page = Reads(saved_page_rows.has_saved_page)
