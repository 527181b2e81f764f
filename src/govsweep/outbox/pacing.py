"""When to try: how long after a failure, and how many messages a minute."""

import asyncio
import random
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

_FIRST, _LONGEST = 15.0, 3_600.0  # seconds between two tries: a restart, an outage of hours
_ASKED_AT_MOST = 6 * 3_600.0  # seconds that a receiver may ask us to wait
_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, and waiting for it."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


def pause(tries: int, asked: float = 0.0, chance: Callable[[], float] = random.random) -> float:
    """Seconds to wait after so many failed tries in a row, and never less than was asked for.

    Twice as long each time, and up to half of it by lot, so that receivers that failed together
    are not asked together again.
    """
    full = min(_LONGEST, _FIRST * 2.0 ** min(tries - 1, 20))
    return max(full * (1 - chance() / 2), min(asked, _ASKED_AT_MOST))


@dataclass
class Turnstile:
    """Lets so many through in any minute."""

    per_minute: int
    clock: Clock
    _passed: deque[float] = field(default_factory=deque)

    async def turn(self) -> None:
        """Wait until one more may pass."""
        while len(self._passed) >= self.per_minute:
            wait = self._passed[0] + _MINUTE - self.clock.now()
            if wait <= 0:
                self._passed.popleft()
            elif wait > _MINUTE:  # the clock was set back: after a minute none of them counts
                self._passed.clear()
                await self.clock.sleep(_MINUTE)
            else:
                await self.clock.sleep(wait)
        self._passed.append(self.clock.now())
