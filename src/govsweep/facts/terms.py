"""Whether a term ran out is a fact only as far as somebody looked."""

import datetime as dt
from enum import StrEnum


class TermStanding(StrEnum):
    """What is known of a term at the end of a day."""

    COMING = "coming"  # it has not run out
    BROKEN = "broken"  # it had run out when it was last seen
    PRESUMED = "presumed"  # it would have run out since, had nothing changed: nobody looked


def standing_of(on: dt.date, seen: dt.date, day: dt.date) -> TermStanding:
    """How a term stands on `day` that runs out on `on`, of what was last seen on `seen`."""
    if on <= seen:
        return TermStanding.BROKEN
    return TermStanding.PRESUMED if on <= day else TermStanding.COMING


def presumed_in_words(seen: dt.date, what: str) -> str:
    """That a term should have run out by now: `what` is what the papers call that."""
    return f"按 {seen} 看到的情况，应已{what}，之后没有看过"


def as_of_in_words(seen: dt.date, day: dt.date) -> str:
    """The day that a fact is told of, where it is not today."""
    return f"（截至 {seen}）" if seen < day else ""
