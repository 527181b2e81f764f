"""Notices of rectification: whom they go to, what they name, and by when."""

import datetime as dt
from collections.abc import Collection, Mapping

from govsweep.accounts import Actor
from govsweep.clock import date_of
from govsweep.errors import InputError
from govsweep.findings import Certainty, Finding, Severity, State
from govsweep.rules.workdays import is_workday
from govsweep.store import Notice, Store


def due_after(day: dt.date, working_days: int) -> dt.date:
    """The last of so many workdays after a day."""
    while working_days > 0:
        day += dt.timedelta(days=1)
        working_days -= is_workday(day)
    return day


def to_notify(finding: Finding, day: dt.date) -> bool:
    """Whether a notice of a day should name a finding.

    It counts, stands for itself, and nobody was notified of it, or they let the due date pass.
    """
    if (
        finding.certainty is not Certainty.CONFIRMED
        or finding.severity is Severity.NOTICE
        or finding.held is not None
        or finding.part_of
    ):
        return False
    if finding.state is State.NOTIFIED:
        return finding.due is None or finding.due < day
    return finding.state in (State.OPEN, State.RELAPSED)


def issue(
    store: Store,
    site: str,
    units: Mapping[str, Collection[str]],
    *,
    number: str | None,
    at: dt.datetime,
    working_days: int,
    by: Actor | None = None,
    seen: Mapping[str, str] | None = None,
) -> list[Notice]:
    """Issue a notice to each unit on its findings, numbered in the year unless `number` is given.

    Raises `InputError` where one number is given for several notices, or is taken.
    """
    if number is not None and len(units) > 1:
        raise InputError(
            f"有 {len(units)} 个责任单位，一个 --number 不够用；"
            "请用 --owner 指明一个，或不给编号，由程序按年编号"
        )
    day = date_of(at)  # a unit counts its workdays from the day on which it was told
    return store.notices.issue(
        site,
        units,
        numbered=lambda place: number if number is not None else f"整改〔{day.year}〕{place}号",
        at=at,
        day=day,
        due=due_after(day, working_days),
        by=by,
        seen=seen,
    )
