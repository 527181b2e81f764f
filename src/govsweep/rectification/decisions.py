"""What a decision of the office does to a finding: pure, for live findings and for replays."""

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import partial

import msgspec

from govsweep.findings import Certainty, State
from govsweep.store import Case, Decision, Follow


class DecisionKind(StrEnum):
    """What the office says of a finding."""

    DISMISS = "dismiss"  # it is none, or is tolerated
    CONFIRM = "confirm"  # it is one, whatever its check doubts
    REOPEN = "reopen"  # what was decided before holds no more
    RELEASE = "release"  # what is held back with it may go out


class DecisionScope(StrEnum):
    """How far a decision reaches: also to findings that are made later."""

    FINDING = "finding"
    SITE = "site"  # what the same check and word rule say of the same site
    CITY = "city"  # the same subject under the same check, on every site
    RULE = "rule"  # what the same word rule says of any site


def follow(day: dt.date) -> Follow:
    """What decisions make of a finding on a day: the newest that has not run out holds."""
    return partial(_follow, day)


def _follow(day: dt.date, case: Case, decisions: Sequence[Decision]) -> Case:
    holding = [one for one in decisions if _holds(one, day)]
    newest = max(holding, key=lambda one: one.id, default=None)
    verdict = newest.verdict if newest is not None else DecisionKind.REOPEN
    confirmed = verdict == DecisionKind.CONFIRM
    dismissed = verdict == DecisionKind.DISMISS
    standing = case.state if case.state is not State.DISMISSED else _returned(case)
    return msgspec.structs.replace(
        case,
        state=State.DISMISSED if dismissed else standing,
        certainty=Certainty.CONFIRMED if confirmed else case.judged,
        until=newest.until if newest is not None and dismissed else None,
    )


def _holds(decision: Decision, day: dt.date) -> bool:
    return (
        decision.verdict != DecisionKind.RELEASE
        and decision.revoked_at is None
        and (decision.until is None or decision.until >= day)
    )


def _returned(case: Case) -> State:
    """The state of a finding that is dismissed no longer."""
    if case.fixed:
        return State.FIXED
    if case.due is not None:
        return State.NOTIFIED
    return State.RELAPSED if case.relapses else State.OPEN


def known_by(decisions: Iterable[Decision], end: dt.datetime) -> list[Decision]:
    """The decisions made before an instant, those revoked only later not revoked."""
    return [
        one
        if one.revoked_at is None or one.revoked_at < end
        else msgspec.structs.replace(one, revoked_at=None)
        for one in decisions
        if one.at < end
    ]
