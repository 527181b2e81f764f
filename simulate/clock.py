"""Virtual time: what the functions of `time` say while a world turns.

It is put in place before anything else is imported: most modules take `monotonic` by its name.
"""

import time
from typing import Protocol

import greenlet

real_time, real_monotonic, real_sleep = time.time, time.monotonic, time.sleep


class Turning(Protocol):
    """A world whose clocks are asked."""

    def wall(self) -> float:
        """Seconds since 1970 by the clock of the process at work."""

    def elapsed(self) -> float:
        """Seconds that the world turned."""

    def sleep(self, seconds: float) -> None:
        """Let the process at work rest."""


_turning: list[Turning] = []


def turn(world: Turning) -> None:
    """Go by the clocks of a world from now on."""
    _turning[:] = [world]


def stop() -> None:
    """Go by this machine's own clock again."""
    _turning.clear()


def _time() -> float:
    return _turning[0].wall() if _turning else real_time()


def _monotonic() -> float:
    return _turning[0].elapsed() if _turning else real_monotonic()


def _sleep(seconds: float) -> None:
    if _turning and greenlet.getcurrent().parent is not None:
        _turning[0].sleep(seconds)
    else:
        real_sleep(seconds)


def install() -> None:
    """Let `time` tell virtual time wherever a world turns."""
    time.time, time.monotonic, time.sleep = _time, _monotonic, _sleep
