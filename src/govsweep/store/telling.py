"""The part of the store that lets findings out: hold-back, events and their deliveries."""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from typing import Any

from govsweep.findings import Finding
from govsweep.store import delivery_rows, event_rows, hold_rows
from govsweep.store.delivery_rows import DeliveryCount, Taken, Tried
from govsweep.store.event_rows import Event
from govsweep.store.hold_rows import Hold, StoredHold, Tally
from govsweep.store.transactions import Transactions


class Telling(Transactions):
    """What is held back of findings, and what others are told of them."""

    # Hold-back

    def tallies(
        self, number: int, page_checks: Collection[str], *, rejudged: bool = False
    ) -> list[Tally]:
        """Count what each rule says in a sweep, site by site: see `hold_rows.tallies`."""
        return self._read(hold_rows.tallies, number, page_checks, rejudged=rejudged)

    def earlier_tallies(self, number: int, sweeps: int) -> dict[int, list[Tally]]:
        """The tallies of so many closed sweeps before one."""
        return self._read(hold_rows.earlier_tallies, number, sweeps)

    def holds(self) -> list[StoredHold]:
        """Every hold, oldest first, with how many findings it keeps back."""
        return self._read(hold_rows.holds)

    def held_findings(self, key: int, limit: int = 3) -> list[Finding]:
        """Some of the findings that a hold keeps back, spread over its sites."""
        return self._read(hold_rows.held_findings, key, limit)

    def hold_back(
        self,
        number: int,
        counted: Sequence[Tally],
        held: Sequence[Hold],
        *,
        version: str,
        at: dt.datetime,
    ) -> None:
        """Keep a sweep's tallies, and hold what is fresh of these rules."""
        self._write(hold_rows.hold_back, number, counted, held, version=version, at=at)

    def release(self, key: str, at: dt.datetime) -> list[str]:
        """Free all that is held together with a finding, and tell of it; says what is free."""
        return self._write(hold_rows.release, key, at)

    # Events and deliveries

    def events(self, after: int = 0) -> list[Event]:
        """The events kept, in their order, after a sequence number."""
        return self._read(event_rows.events, after)

    def newest_event(self) -> int:
        """The sequence number of the newest event kept; 0 where there is none."""
        return self._read(delivery_rows.newest_sequence)

    def enrol(self, receiver: str, wants: Callable[[Event], bool], at: float) -> None:
        """Queue for a receiver the events that it does not know of."""
        self._write(delivery_rows.enrol, receiver, wants, at)

    def take(self, receiver: str, *, now: float, lease: float, limit: int) -> Taken:
        """Take the first events that wait for a receiver, in their order."""
        return self._write(delivery_rows.take, receiver, now=now, lease=lease, limit=limit)

    def record(
        self,
        receiver: str,
        tried: Sequence[Tried],
        untried: Collection[str],
        now: float,
        later: float,
    ) -> None:
        """Write what came of sending; what was taken and not tried waits until later."""
        self._write(delivery_rows.record, receiver, tried, untried, now, later)

    def replay(
        self, receivers: Collection[str], wants: Callable[[str, Event], bool], **words: Any
    ) -> dict[str, int]:
        """Queue events again: see `delivery_rows.replay`."""
        return self._write(delivery_rows.replay, receivers, wants, **words)

    def delivery_counts(self) -> list[DeliveryCount]:
        """How each receiver that was ever sent to stands."""
        return self._read(delivery_rows.delivery_counts)
