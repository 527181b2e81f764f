"""The office's decisions on findings: how far each reaches, and which of them holds on a day."""

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum

import msgspec

from govsweep.lifecycle.transitions import Happening, Life, LifeEvent, transition


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


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One word of the office on a finding, and how far it reaches."""

    id: int = 0
    finding: str
    verdict: DecisionKind
    scope: DecisionScope
    site: str
    check: str
    subject: str
    rule: str = ""
    author: str
    reason: str
    at: dt.datetime
    until: dt.date | None = None
    revoked_at: dt.datetime | None = None


_EVENTS = {
    DecisionKind.DISMISS: LifeEvent.DISMISSED,
    DecisionKind.CONFIRM: LifeEvent.CONFIRMED,
    DecisionKind.REOPEN: LifeEvent.REOPENED,
}


def follow(life: Life, decisions: Sequence[Decision], day: dt.date) -> Life:
    """What decisions make of a finding on a day: the newest that has not run out holds."""
    holding = [one for one in decisions if _holds(one, day)]
    newest = max(holding, key=lambda one: one.id, default=None)
    event = _EVENTS[newest.verdict] if newest is not None else LifeEvent.REOPENED
    dismissed = newest is not None and event is LifeEvent.DISMISSED
    until = newest.until if newest is not None and dismissed else None
    return transition(life, Happening(event=event, until=until))


def _holds(decision: Decision, day: dt.date) -> bool:
    return (
        decision.verdict is not DecisionKind.RELEASE
        and decision.revoked_at is None
        and (decision.until is None or decision.until >= day)
    )


def known_by(decisions: Iterable[Decision], end: dt.datetime) -> list[Decision]:
    """The decisions made before an instant, those revoked only later not revoked."""
    return [
        one
        if one.revoked_at is None or one.revoked_at < end
        else msgspec.structs.replace(one, revoked_at=None)
        for one in decisions
        if one.at < end
    ]


def reach(one: Decision) -> tuple[str, ...]:
    """What a decision reaches, as a key: findings follow it that have the same in `grounds`."""
    match one.scope:
        case DecisionScope.FINDING:
            return (one.scope, one.finding)
        case DecisionScope.SITE:
            return (one.scope, one.check, one.rule, one.site)
        case DecisionScope.CITY:
            return (one.scope, one.check, one.subject)
        case DecisionScope.RULE:
            return (one.scope, one.check, one.rule)


def grounds(key: str, site: str, check: str, subject: str, rule: str) -> list[tuple[str, ...]]:
    """The keys of all decisions that reach a finding, from what tells it from others."""
    keys: list[tuple[str, ...]] = [
        (DecisionScope.FINDING, key),
        (DecisionScope.SITE, check, rule, site),
        (DecisionScope.CITY, check, subject),
    ]
    return [*keys, (DecisionScope.RULE, check, rule)] if rule else keys
