"""The part of the store that follows findings: decisions, notices, looks, and frozen papers."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from govsweep.lifecycle import Decision
from govsweep.store import decision_rows, notice_rows
from govsweep.store.notice_rows import Freeze, Look, Notice
from govsweep.store.transactions import Transactions


class Rectifying(Transactions):
    """What the office does about findings, and what its papers printed of them."""

    def decide(self, made: Sequence[Decision], day: dt.date, **words: Collection[str]) -> int:
        """Write decisions and let findings follow: see `decision_rows.decide`."""
        return self._write(decision_rows.decide, made, day, **words)

    def follow_decisions(self, day: dt.date, at: dt.datetime) -> list[str]:
        """Let every finding follow the decisions that reach it on a day; tells which changed."""
        return self._write(decision_rows.follow_all, day, at)

    def decisions(self) -> list[Decision]:
        """All decisions that were ever made, oldest first."""
        return self._read(decision_rows.decisions)

    def issue(self, site: str, units: Mapping[str, Collection[str]], **words: Any) -> list[Notice]:
        """Issue a notice to each unit on its findings: see `notice_rows.issue`."""
        return self._write(notice_rows.issue, site, units, **words)

    def notices(self) -> list[Notice]:
        """All notices that were issued, oldest first."""
        return self._read(notice_rows.notices)

    def looks(self) -> list[Look]:
        """All looks at findings apart from sweeps, oldest first."""
        return self._read(notice_rows.looks)

    def add_looks(self, made: Collection[Look]) -> None:
        """Keep what came of looking at findings apart from any sweep."""
        self._write(notice_rows.add_looks, made)

    def add_freeze(self, one: Freeze) -> None:
        """Keep what papers print."""
        self._write(notice_rows.add_freeze, one)

    def is_frozen(self, number: int) -> bool:
        """Whether papers of a sweep were kept."""
        return self._read(notice_rows.is_frozen, number)

    def newest_freeze(self, day: dt.date) -> Freeze | None:
        """What papers of a day print; None where nothing was known by then."""
        return self._read(notice_rows.newest_freeze, day)

    def freeze_before(self, number: int) -> Freeze | None:
        """What papers printed last before a sweep; None where nothing was kept."""
        return self._read(notice_rows.freeze_before, number)
