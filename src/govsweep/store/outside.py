"""Hosts beyond the registered sites: what is remembered of them, and suspected counterfeits."""

from govsweep.store import outside_rows, suspect_rows
from govsweep.store.repository import Reads, Repository, Writes


class OutsideRepository(Repository):
    """Hosts to which links lead, and closed sites."""

    looks = Reads(outside_rows.outside_looks)
    queues = Reads(outside_rows.outward_queues)
    targets = Reads(outside_rows.targets_of)
    asked = Reads(outside_rows.asked_of)
    asked_since = Reads(outside_rows.asked_since)
    before = Reads(outside_rows.outward_hosts)
    turned = Reads(outside_rows.turned_hosts)
    remember = Writes(outside_rows.remember_hosts)


class SuspectRepository(Repository):
    """Suspected counterfeits."""

    all = Reads(suspect_rows.suspects)
    note = Writes(suspect_rows.note_suspects)
    set_stage = Writes(suspect_rows.set_stage)
    asked = Writes(suspect_rows.suspects_asked)
