"""Changes of the registry that somebody was shown and has not confirmed: kept here, in memory.

A browser is only ever given a draft's name. After a restart the file is sent again.
"""

import secrets
import threading
import time
from collections.abc import Callable

import msgspec

from govsweep.registry import RowFault
from govsweep.registry_changes import RegistryChanges, RegistryRows, RegistryTable

_LIFE = 3_600.0  # seconds
_MOST, _MOST_ROWS = 20, 200_000  # of all drafts


class RegistryDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody was shown."""

    by: str
    table: RegistryTable
    source: str  # the file; "" of a row that was filled in
    rows: RegistryRows
    changes: RegistryChanges
    faults: tuple[RowFault, ...] = ()


class RegistryDrafts:
    """All drafts, the oldest of which go first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with none."""
        self._clock = clock
        self._kept: dict[str, tuple[float, RegistryDraft]] = {}
        self._lock = threading.Lock()

    def keep(self, draft: RegistryDraft) -> str:
        """Keep a draft; its name."""
        name = secrets.token_urlsafe(24)
        with self._lock:
            self._kept[name] = (self._clock(), draft)
            while len(self._kept) > 1 and self._is_full():
                del self._kept[next(iter(self._kept))]
        return name

    def take(self, name: str, by: str) -> RegistryDraft | None:
        """A draft that somebody was shown; it can be taken once, and by nobody else."""
        with self._lock:
            since, draft = self._kept.get(name, (0.0, None))
            if draft is None or draft.by != by:
                return None
            del self._kept[name]
            return draft if self._clock() - since <= _LIFE else None

    def _is_full(self) -> bool:
        rows = sum(len(one.rows) for _, one in self._kept.values())
        return len(self._kept) > _MOST or rows > _MOST_ROWS
