"""A line of what the doctor says."""

from enum import StrEnum
from typing import NamedTuple


class HealthLevel(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


class HealthLine(NamedTuple):
    """What was found of one thing, and how to mend it where it is not well."""

    subject: str
    level: HealthLevel
    told: str
    mend: str = ""
    unreachable: bool = False  # a service that does not answer
