"""A database as whoever keeps it sees it: what of it is lent out, let go or taken elsewhere."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from govsweep.store import evidence_rows, finding_rows, look_rows
from govsweep.store.connection import connect, reading, writing
from govsweep.store.evidence_rows import Proof
from govsweep.store.look_rows import Errand


class Upkeep:
    """One database, opened beside the store that works in it."""

    def __init__(self, url: str) -> None:
        """Open the database of a SQLAlchemy URL; nothing is asked of it yet."""
        self._engine = connect(url)

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()

    # Looking again

    def lend(
        self,
        scratch: "Upkeep",
        opened: dict[str, Any],
        errands: Iterable[Errand],
        findings: Collection[str],
    ) -> None:
        """Put into an empty database what looking again at some findings takes."""
        with reading(self._engine) as source, writing(scratch._engine) as target:
            look_rows.lend(source, target, opened, errands)
            look_rows.lend_findings(source, target, findings)

    def sighted(self, key: str) -> list[str]:
        """The addresses at which a finding stood when a sweep saw it last."""
        with reading(self._engine) as connection:
            return look_rows.sighted(connection, key)

    def see_again(self, keys: Collection[str], at: dt.datetime) -> None:
        """Say of findings that a look apart from any sweep saw them stand."""
        with writing(self._engine) as connection:
            finding_rows.see_again(connection, keys, at)

    def seen_at(self, number: int, key: str) -> list[str]:
        """The addresses at which a finding was seen in a sweep."""
        with reading(self._engine) as connection:
            return look_rows.sightings_of(connection, number, key)

    def looked_at(self, number: int) -> dict[str, tuple[str, str, int | None]]:
        """The pages asked for in a look again: state, reason and status by address."""
        with reading(self._engine) as connection:
            return look_rows.looked_at(connection, number)

    def queue_again(self, number: int, site: str, urls: Iterable[str]) -> None:
        """Let some addresses of a site wait in a sweep, whatever is known of them."""
        with writing(self._engine) as connection:
            look_rows.queue_again(connection, number, site, urls)

    # Evidence

    def proof(self, key: str, home: str) -> Proof:
        """The proof of a finding as it was last seen by a sweep."""
        with reading(self._engine) as connection:
            return evidence_rows.proof(connection, key, home)
