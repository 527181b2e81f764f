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
from govsweep.office_lists import ListEdit, ListKind, ListLayout, SentRows
from govsweep.registry_changes import RegistryChanges, RegistryRows, RegistryTable
from govsweep.rules import WordRule
from govsweep.rules.lists import word_rule
from govsweep.settings_files import SettingEdit
from govsweep.table_rows import RowFault

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
    lacking: tuple[str, ...] = ()  # fields that the file has not

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


class ListDraft(msgspec.Struct, frozen=True, kw_only=True):
    """An edit of a list of the office, that somebody was shown."""

    by: str
    name: str
    kind: ListKind
    digest: str  # of the list as it was
    source: str = ""  # the file; "" of a row
    edit: ListEdit | None = None
    make: Callable[[ListLayout], ListEdit] | None = None  # the same edit of the list as it is then
    sent: SentRows | None = None

    @property
    def rules(self) -> list[WordRule]:
        """The written rules that it adds or changes, which can be tried."""
        if self.edit is None or not self.kind.is_word_rules:
            return []
        changes = self.edit.changes
        return [word_rule(**one.after) for one in changes.added + changes.changed]

    @property
    def weight(self) -> int:
        """How many rows it has."""
        return len(self.sent.rows) if self.sent is not None else 1


class SettingDraft(msgspec.Struct, frozen=True, kw_only=True):
    """An edit of a file of settings, that somebody was shown."""

    by: str
    section: str
    digest: str  # of the file as it was
    texts: dict[str, str]
    edit: SettingEdit
    weight: int = 1


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

    def look(self, name: str, by: str) -> _One | None:
        """A draft that somebody was shown, and is kept."""
        with self._lock:
            since, draft = self._kept.get(name, (0.0, None))
            if draft is None or draft.by != by or self._clock() - since > _LIFE:
                return None
            return draft

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
