"""Jobs that were asked for on pages."""

from govsweep.store import job_rows
from govsweep.store.repository import Reads, Repository, Writes


class JobRepository(Repository):
    """All jobs."""

    all = Reads(job_rows.jobs)
    ask_for = Writes(job_rows.ask_for)
    take = Writes(job_rows.take)
    tell = Writes(job_rows.tell)
    keep = Writes(job_rows.keep)
    end = Writes(job_rows.end)
    abort_left = Writes(job_rows.abort_left)
    audit_stop = Writes(job_rows.audit_stop)
