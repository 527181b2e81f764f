"""What somebody was shown and has not confirmed: kept here, in memory.

A browser is only ever given a draft's name. After a restart the file is sent again.
"""

import secrets
import threading
import time
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

import msgspec

from govsweep.bundles import Content, Manifest
from govsweep.registry import RowFault
from govsweep.registry_changes import RegistryChanges, RegistryRows, RegistryTable

_LIFE = 3_600.0  # seconds
_MOST, _MOST_ROWS = 20, 200_000  # of all drafts


class _Weighed(Protocol):
    @property
    def by(self) -> str:
        """Who was shown it."""

    @property
    def weight(self) -> int:
        """How many rows it has."""


_One = TypeVar("_One", bound=_Weighed)


class RegistryDraft(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody was shown."""

    by: str
    table: RegistryTable
    source: str  # the file; "" of a row that was filled in
    rows: RegistryRows
    changes: RegistryChanges
    faults: tuple[RowFault, ...] = ()

    @property
    def weight(self) -> int:
        """How many rows it has."""
        return len(self.rows)


class BundleDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A bundle of another level, that somebody was shown."""

    by: str
    manifest: Manifest
    content: Content
    digest: str

    @property
    def weight(self) -> int:
        """How many rows it has."""
        return len(self.content.sites) + len(self.content.findings)


class Drafts(Generic[_One]):
    """All drafts of a kind, the oldest of which go first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with none."""
        self._clock = clock
        self._kept: dict[str, tuple[float, _One]] = {}
        self._lock = threading.Lock()

    def keep(self, draft: _One) -> str:
        """Keep a draft; its name."""
        name = secrets.token_urlsafe(24)
        with self._lock:
            self._kept[name] = (self._clock(), draft)
            while len(self._kept) > 1 and self._is_full():
                del self._kept[next(iter(self._kept))]
        return name

    def take(self, name: str, by: str) -> _One | None:
        """A draft that somebody was shown; it can be taken once, and by nobody else."""
        with self._lock:
            kept = self._kept.get(name)
            if kept is None or kept[1].by != by:
                return None
            del self._kept[name]
            since, draft = kept
            return draft if self._clock() - since <= _LIFE else None

    def _is_full(self) -> bool:
        rows = sum(one.weight for _, one in self._kept.values())
        return len(self._kept) > _MOST or rows > _MOST_ROWS
