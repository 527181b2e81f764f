"""Jobs: what somebody asks of the machine on a page, and what becomes of it. Pure."""

import datetime as dt
from enum import StrEnum

import msgspec


class JobKind(StrEnum):
    """What is to be done."""

    RECHECK = "recheck"
    SWEEP = "sweep"


class JobState(StrEnum):
    """How far it is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"  # somebody asked for it
    ABORTED = "aborted"  # who ran it ended before it did


LEASE = 60.0  # seconds after which a job that nobody says they run is run by nobody
ASKED = "--asked"  # the subject of a recheck of all that units asked for: its word in the command
OPEN = (JobState.QUEUED, JobState.RUNNING)
STATE_NAMES = {
    JobState.QUEUED: "等待",
    JobState.RUNNING: "进行中",
    JobState.DONE: "做完",
    JobState.FAILED: "没有做成",
    JobState.STOPPED: "已停止",
    JobState.ABORTED: "中断",
}


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """Something to be done, in a process of its own."""

    id: int
    kind: JobKind
    subject: str  # the finding; empty where there is none
    by: str
    at: dt.datetime
    state: JobState
    started_at: dt.datetime | None = None
    ended_at: dt.datetime | None = None
    told: str = ""  # what it said last

    @property
    def is_open(self) -> bool:
        """Whether more is to come of it."""
        return self.state in OPEN

    @property
    def in_words(self) -> str:
        """How far it is."""
        return f"{STATE_NAMES[self.state]}{'：' if self.told else ''}{self.told}"
