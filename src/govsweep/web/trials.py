"""Rules being tried: in the background, so that nobody waits for a page; kept for an hour."""

import secrets
import threading
import time
from collections.abc import Callable, Sequence

from govsweep.errors import GovsweepError
from govsweep.rules import WordRule
from govsweep.trial import Trial

_LIFE = 3_600.0  # seconds
_MOST = 20  # kept at once
_WAITING = 4  # of one person


class TrialRun:
    """Rules that somebody tries, and what came of it."""

    def __init__(self, by: str, title: str, rules: Sequence[WordRule], since: float) -> None:
        """Note who tries what."""
        self.key = secrets.token_urlsafe(16)
        self.by, self.title, self.rules, self.since = by, title, rules, since
        self.trial: Trial | None = None
        self.told = ""  # why nothing came of it
        self._over = threading.Event()

    @property
    def is_open(self) -> bool:
        """Whether more is to come."""
        return not self._over.is_set()

    def wait(self, seconds: float) -> bool:
        """Whether it is over within so many seconds."""
        return self._over.wait(seconds)

    def run(self, work: Callable[[], Trial]) -> None:
        """Try them."""
        try:
            self.trial = work()
        except GovsweepError as error:
            self.told = error.told
        except Exception:
            self.told = "程序出错，没有试成"
            raise
        finally:
            self._over.set()


class Trials:
    """All that is being tried or was."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with none."""
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[str, TrialRun] = {}

    def begin(
        self, by: str, title: str, rules: Sequence[WordRule], work: Callable[[], Trial]
    ) -> TrialRun | None:
        """Begin to try rules; None where somebody tries too much at once."""
        run = TrialRun(by, title, rules, self._clock())
        with self._lock:
            self._drop_old()
            if sum(one.is_open for one in self._kept.values() if one.by == by) >= _WAITING:
                return None
            self._kept[run.key] = run
        threading.Thread(target=run.run, args=(work,), name="trial", daemon=True).start()
        return run

    def look(self, key: str, by: str) -> TrialRun | None:
        """What somebody tries or tried."""
        with self._lock:
            self._drop_old()
            run = self._kept.get(key)
            return run if run is not None and run.by == by else None

    def _drop_old(self) -> None:
        for key, one in list(self._kept.items()):
            too_many = len(self._kept) > _MOST
            if not one.is_open and (too_many or self._clock() - one.since > _LIFE):
                del self._kept[key]
