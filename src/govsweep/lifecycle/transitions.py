"""What each event does to a finding: one table, and what is remembered beside the state.

A dismissal covers what a finding was; once it holds no more, what is remembered tells where the
finding stands (`MEMORY`). A finding that its rule took back was no fault of the site's: it has
not been mended, and where the rule comes back it has not relapsed.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from itertools import product
from typing import NamedTuple

import msgspec

from govsweep.findings import LIVING, Certainty, Finding, State

INITIAL = State.OPEN  # what a finding is born as


class LifeEvent(StrEnum):
    """What can happen to a finding."""

    SEEN = "seen"  # a sweep found it; what was fixed has relapsed
    GONE = "gone"  # a sweep did not find it, nor looked where it stood: nothing is known
    FIXED = "fixed"  # it was looked at, and is mended
    WITHDRAWN = "withdrawn"  # what it stood on is as it was, but no rule speaks of it any more
    NOTIFIED = "notified"  # a notice names it
    EXTENDED = "extended"  # that notice wants it mended later
    DISMISSED = "dismissed"  # the office says that it is none, or is tolerated
    CONFIRMED = "confirmed"  # the office says that it is one
    REOPENED = "reopened"  # no decision holds, or none does any more
    RELEASED = "released"  # it is held back no longer


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """An event with what it brings along."""

    event: LifeEvent
    sweep: int | None = None  # that saw it, mended it or withdrew it; None: a look apart from any
    at: dt.datetime | None = None  # when it was found mended
    certainty: Certainty = Certainty.CONFIRMED  # how sure the check is that saw it
    due: dt.date | None = None  # by when a notice wants it mended
    was_due: dt.date | None = None  # before the notice was extended
    until: dt.date | None = None  # a dismissal's last day


class Life(msgspec.Struct, frozen=True, kw_only=True):
    """A finding as far as its life goes."""

    state: State = INITIAL
    certainty: Certainty = Certainty.CONFIRMED
    judged: Certainty = Certainty.CONFIRMED  # by its check, before a decision
    sweep: int = 0  # where it was last seen
    fixed_at: dt.datetime | None = None
    fixed_sweep: int | None = None  # None where it was looked at apart from any sweep
    withdrawn_sweep: int | None = None
    relapses: int = 0
    due: dt.date | None = None
    until: dt.date | None = None
    held: str | None = None


class Remembered(NamedTuple):
    """A field that tells, where it is set, what a finding is that is not dismissed."""

    field: str
    state: State


MEMORY = (
    Remembered("fixed_at", State.FIXED),
    Remembered("withdrawn_sweep", State.WITHDRAWN),
    Remembered("due", State.NOTIFIED),
    Remembered("relapses", State.RELAPSED),
)
"""What tells where a finding stands that is dismissed or withdrawn no longer: the first that is
set, else it is as it was born."""

_ALL = tuple(State)

# By event, the states that it changes, and to what; None is what is remembered. An event leaves
# every other state as it is.
MOVES: Mapping[LifeEvent, Mapping[State, State | None]] = {
    LifeEvent.SEEN: {State.FIXED: State.RELAPSED, State.WITHDRAWN: None},
    LifeEvent.GONE: {},
    LifeEvent.FIXED: dict.fromkeys(LIVING, State.FIXED),
    LifeEvent.WITHDRAWN: dict.fromkeys(LIVING, State.WITHDRAWN),
    LifeEvent.NOTIFIED: dict.fromkeys(LIVING, State.NOTIFIED),
    LifeEvent.EXTENDED: {},
    LifeEvent.DISMISSED: dict.fromkeys(_ALL, State.DISMISSED),
    LifeEvent.CONFIRMED: {State.DISMISSED: None},
    LifeEvent.REOPENED: {State.DISMISSED: None},
    LifeEvent.RELEASED: {},
}


def sources(event: LifeEvent) -> tuple[State, ...]:
    """The states that an event changes."""
    return tuple(MOVES[event])


def transition(life: Life, what: Happening) -> Life:
    """What a finding is after an event; where the event means nothing to it, as it was."""
    return _CHANGES[what.event](life, what)


def _moved(life: Life, event: LifeEvent) -> State:
    """The state after an event; what is remembered has to be right already."""
    moves = MOVES[event]
    if life.state not in moves:
        return life.state
    return moves[life.state] or _remembered(life)


def _remembered(life: Life) -> State:
    return next((mark.state for mark in MEMORY if getattr(life, mark.field)), INITIAL)


def _seen(life: Life, what: Happening) -> Life:
    """Judging a sweep again shows nothing that came after it: what ended since stays ended."""
    number = what.sweep or 0
    by_office = life.certainty is Certainty.CONFIRMED and life.judged is Certainty.SUSPECTED
    seen = msgspec.structs.replace(
        life,
        sweep=max(number, life.sweep),
        judged=what.certainty,
        certainty=life.certainty if by_office else what.certainty,
    )
    ended = life.sweep if life.fixed_sweep is None else life.fixed_sweep - 1
    if life.fixed_at is not None and ended < number:
        relapsed = life.state is State.FIXED  # one that is dismissed was only seen again
        seen = msgspec.structs.replace(
            seen,
            state=_moved(life, LifeEvent.SEEN),
            fixed_at=None,
            fixed_sweep=None,
            relapses=life.relapses + relapsed,
            due=None if relapsed else life.due,
        )
    if life.withdrawn_sweep is not None and life.withdrawn_sweep <= number:
        seen = msgspec.structs.replace(seen, withdrawn_sweep=None)
        seen = msgspec.structs.replace(seen, state=_moved(seen, LifeEvent.SEEN))
    return seen


def _seen_since(life: Life, what: Happening) -> bool:
    """Whether a later sweep saw it than the one that says it ended, however late it is said."""
    return what.sweep is not None and what.sweep < life.sweep


def _fixed(life: Life, what: Happening) -> Life:
    if life.state not in sources(LifeEvent.FIXED) or _seen_since(life, what):
        return life
    ended = msgspec.structs.replace(life, fixed_at=what.at, fixed_sweep=what.sweep)
    return msgspec.structs.replace(ended, state=_moved(life, LifeEvent.FIXED))


def _withdrawn(life: Life, what: Happening) -> Life:
    if life.state not in sources(LifeEvent.WITHDRAWN) or _seen_since(life, what):
        return life
    ended = msgspec.structs.replace(life, withdrawn_sweep=what.sweep)
    return msgspec.structs.replace(ended, state=_moved(life, LifeEvent.WITHDRAWN))


def _notified(life: Life, what: Happening) -> Life:
    if life.state not in sources(LifeEvent.NOTIFIED):
        return life
    named = msgspec.structs.replace(life, due=what.due)
    return msgspec.structs.replace(named, state=_moved(life, LifeEvent.NOTIFIED))


def _extended(life: Life, what: Happening) -> Life:
    """Another notice says by when, or none since it relapsed: that holds."""
    due = what.due if life.due is not None and life.due == what.was_due else life.due
    return msgspec.structs.replace(life, due=due)


def _decided(life: Life, what: Happening) -> Life:
    confirmed = what.event is LifeEvent.CONFIRMED
    return msgspec.structs.replace(
        life,
        state=_moved(life, what.event),
        certainty=Certainty.CONFIRMED if confirmed else life.judged,
        until=what.until,
    )


def _released(life: Life, _: Happening) -> Life:
    return msgspec.structs.replace(life, held=None)


_CHANGES: Mapping[LifeEvent, Callable[[Life, Happening], Life]] = {
    LifeEvent.SEEN: _seen,
    LifeEvent.GONE: lambda life, _: life,
    LifeEvent.FIXED: _fixed,
    LifeEvent.WITHDRAWN: _withdrawn,
    LifeEvent.NOTIFIED: _notified,
    LifeEvent.EXTENDED: _extended,
    LifeEvent.DISMISSED: _decided,
    LifeEvent.CONFIRMED: _decided,
    LifeEvent.REOPENED: _decided,
    LifeEvent.RELEASED: _released,
}


def as_of(life: Life, *, fixed: bool, withdrawn: bool) -> Life:
    """A life as it was before it ended, where it was not `fixed` or `withdrawn` yet."""
    before = life
    if not fixed:
        before = msgspec.structs.replace(before, fixed_at=None, fixed_sweep=None)
    if not withdrawn:
        before = msgspec.structs.replace(before, withdrawn_sweep=None)
    ended = (State.FIXED, fixed), (State.WITHDRAWN, withdrawn)
    if any(life.state is state and not known for state, known in ended):
        before = msgspec.structs.replace(before, state=_remembered(before))
    return before


_OF_FINDING = tuple(name for name in Life.__struct_fields__ if name != "judged")


def life_of(finding: Finding) -> Life:
    """The life that a finding's fields tell of."""
    judged = finding.judged or finding.certainty
    return Life(judged=judged, **{name: getattr(finding, name) for name in _OF_FINDING})


def lived(finding: Finding, life: Life) -> Finding:
    """The finding after what happened to it."""
    changes = {
        name: getattr(life, name)
        for name in _OF_FINDING
        if getattr(life, name) != getattr(finding, name)
    }
    return finding.model_copy(update=changes) if changes else finding


def paths() -> Iterator[tuple[State, LifeEvent, State]]:
    """Every way from one state to another, as `transition` goes it, in the order of the enums."""
    for state, event in product(State, LifeEvent):
        what = Happening(event=event, sweep=1, at=_MOMENT, due=_MOMENT.date())
        found = {transition(life, what).state for life in _lives(state)} - {state}
        yield from ((state, event, after) for after in State if after in found)


_MOMENT = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def _lives(state: State) -> Iterator[Life]:
    """Every life that a finding in a state may have led, as far as it is remembered."""
    for fixed_at, withdrawn_sweep, due, relapses in product(
        (None, _MOMENT), (None, 1), (None, _MOMENT.date()), (0, 1)
    ):
        life = Life(
            state=state,
            fixed_at=fixed_at,
            withdrawn_sweep=withdrawn_sweep,
            due=due,
            relapses=relapses,
        )
        if state in (State.DISMISSED, _remembered(life)):
            yield life
