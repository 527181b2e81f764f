"""What takes long to gather, gathered before somebody asks, once nothing is written any more."""

import threading
from collections.abc import Callable

from govsweep.errors import GovsweepError
from govsweep.reports import Office
from govsweep.store import Store
from govsweep.web import board
from govsweep.web.gathered import Gathered
from govsweep.web.trends import quarter

_GLANCE = 5.0  # seconds between two looks
_QUIET = 30.0  # seconds without a commit after which nobody is expected to write more
_PATIENCE = 5.0  # seconds that whoever ends waits for what is being gathered


class Warming(threading.Thread):
    """Keeps ready what the pages of the whole city tell.

    Of a hundred thousand findings that takes some seconds, which the first visitor after a sweep
    need not wait for. While a sweep or somebody writes, it would be old at once: nothing is done.
    """

    def __init__(
        self, store: Store, gathered: Gathered, office: Callable[[], Office],
        glance: float = _GLANCE, quiet: float = _QUIET,
    ) -> None:  # fmt: skip
        """Gather from a store for those who ask `gathered`."""
        super().__init__(name="warming", daemon=True)
        self._store, self._glance, self._looks = store, glance, max(1, round(quiet / glance))
        self._tasks: tuple[Callable[[], object], ...] = (
            lambda: gathered.of(store, "board", board.whole),
            lambda: quarter(store, gathered, office()),
        )
        self._ended = threading.Event()

    def run(self) -> None:
        """Look now and then whether something was written, and gather once that is over."""
        version, same = "", 0
        while not self._ended.wait(self._glance):
            try:
                now = self._store.version()
                same = same + 1 if now == version else 0
                version = now
                if same == self._looks:
                    for task in self._tasks:
                        task()
            except GovsweepError:  # whoever asks is told why
                same = 0

    def close(self) -> None:
        """Look no more."""
        self._ended.set()
        self.join(_PATIENCE)
