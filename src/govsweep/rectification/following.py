"""Following notices up: reminding of them, extending them, closing them, and their answers."""

import datetime as dt
from collections.abc import Sequence

from govsweep.accounts import Actor
from govsweep.clock import night_of
from govsweep.enclosures import enclosure
from govsweep.errors import InputError
from govsweep.lifecycle import Answer, NoticeStep, StepKind
from govsweep.store import Store

_MOST_LATER = dt.timedelta(days=366)


def remind(store: Store, notice: int, by: Actor, at: dt.datetime, *, reason: str = "") -> int:
    """Remind a unit of a notice; gives the number of the audit's entry, as all of these do.

    Raises `InputError` where the notice, by its row, is not there or is closed.
    """
    step = NoticeStep(at=at, kind=StepKind.REMINDED, author=by.name, reason=reason)
    return store.notices.take_step(notice, step, by)


def extend(
    store: Store, notice: int, by: Actor, at: dt.datetime, *, due: dt.date, reason: str
) -> int:
    """Let a notice be due later, by a year at most.

    Raises `InputError` also for a day that is not later, and for one so late that it is a slip.
    """
    if due > night_of(at) + _MOST_LATER:
        raise InputError(f"延期至 {due} 超过一年，请核对日期")
    step = NoticeStep(at=at, kind=StepKind.EXTENDED, author=by.name, reason=reason, due=due)
    return store.notices.take_step(notice, step, by)


def close(store: Store, notice: int, by: Actor, at: dt.datetime, *, reason: str) -> int:
    """Follow a notice no further; what it names stays what it is."""
    step = NoticeStep(at=at, kind=StepKind.CLOSED, author=by.name, reason=reason)
    return store.notices.take_step(notice, step, by)


def answer(
    store: Store,
    notice: int,
    answers: Sequence[Answer],
    by: Actor,
    *,
    name: str = "",
    body: bytes = b"",
) -> int:
    """Keep what a unit answers, with a file where one has a name or bytes; all or nothing.

    Raises `InputError` for what the notice does not take, and a file that is not taken: see
    `enclosures.enclosure`.
    """
    file = enclosure(name, body) if name or body else None
    return store.notices.answer(notice, answers, by, file=file, body=body)
