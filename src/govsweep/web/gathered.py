"""What is gathered from the whole store, kept for as long as nothing is written to it.

Adding up a hundred thousand findings takes a second, and most pages are asked for in the daytime,
when no sweep writes. What is kept is told only while the store's data are those that it was
gathered from, so that nobody sees an older figure than one who asks afresh.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from govsweep.store import Store

_T = TypeVar("_T")
_KEPT = 32  # the whole city's, and some units' own


@dataclass(slots=True)
class _Kept:
    lock: threading.Lock = field(default_factory=threading.Lock)
    version: str | None = None
    value: Any = None


class Gathered:
    """Values by name and by the sites that they tell of."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()

    def of(self, store: Store, name: Hashable, gather: Callable[[Store], _T]) -> _T:
        """What a function gathers from a store: the function is called where that may be new.

        Two who ask for the same at a time wait for one answer.
        """
        with self._lock:
            kept = self._kept.setdefault((name, store.sites_told), _Kept())
            self._kept.move_to_end((name, store.sites_told))
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        with kept.lock:
            version = store.version()  # asked first: what is written meanwhile makes it old
            if kept.version != version:
                kept.value = gather(store)
                kept.version = version
            return cast(_T, kept.value)
