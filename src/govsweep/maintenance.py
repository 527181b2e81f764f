"""Announced maintenance: when a site is not visited, and not judged for being away.

In the registry `2026-11-22 20:00/2026-11-23 02:00`, several apart by `;`; times are local.
"""

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

_BETWEEN = re.compile(r"[;；\n]+")


class Window(NamedTuple):
    """From one local time to another."""

    begin: dt.datetime
    end: dt.datetime


@lru_cache(maxsize=1_024)
def windows(text: str) -> tuple[Window, ...]:
    """The windows that a text names, in its order; raises `ValueError` with what is wrong."""
    return tuple(_window(part.strip()) for part in _BETWEEN.split(text) if part.strip())


def _window(text: str) -> Window:
    begin, slash, end = text.partition("/")
    try:
        window = Window(*(dt.datetime.fromisoformat(one.strip()) for one in (begin, end)))
    except ValueError:
        slash = ""
    if not slash or window.begin.tzinfo or window.end.tzinfo:
        raise ValueError(f"“{text}”不是维护时段：应写作 2026-11-22 20:00/2026-11-23 02:00")
    if window.end <= window.begin:
        raise ValueError(f"维护时段“{text}”的结束不晚于开始")
    return window


def seconds_left(text: str, moment: dt.datetime) -> float:
    """Seconds until the maintenance under way is over; 0 where none is."""
    local = moment.astimezone().replace(tzinfo=None)
    ends = [one.end for one in windows(text) if one.begin <= local < one.end]
    return (max(ends).astimezone() - moment).total_seconds() if ends else 0.0
