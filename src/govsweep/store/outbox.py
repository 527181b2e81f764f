"""What lets findings out: hold-back, events and their deliveries."""

from govsweep.store import delivery_rows, event_rows, hold_rows
from govsweep.store.repository import Reads, Repository, Writes


class HoldRepository(Repository):
    """What is held back of findings."""

    all = Reads(hold_rows.holds)
    findings = Reads(hold_rows.held_findings)
    tallies = Reads(hold_rows.tallies)
    earlier_tallies = Reads(hold_rows.earlier_tallies)
    add = Writes(hold_rows.hold_back)
    release = Writes(hold_rows.release)


class OutboxRepository(Repository):
    """What other systems are told, and what came of telling them."""

    events = Reads(event_rows.events)
    newest = Reads(delivery_rows.newest_sequence)
    enrol = Writes(delivery_rows.enrol)
    take = Writes(delivery_rows.take)
    record = Writes(delivery_rows.record)
    replay = Writes(delivery_rows.replay)
    delivery_counts = Reads(delivery_rows.delivery_counts)
