"""What was done about findings after a sweep, done again on how the sweep left them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import NamedTuple

from govsweep.findings import Finding, State
from govsweep.lifecycle import (
    Decision,
    DecisionKind,
    Happening,
    LifeEvent,
    follow,
    grounds,
    known_by,
    life_of,
    lived,
    reach,
    transition,
)
from govsweep.store import Look, Notice


class Doings(NamedTuple):
    """All that was ever done about findings apart from sweeps, each oldest first."""

    decisions: Sequence[Decision] = ()
    notices: Sequence[Notice] = ()
    looks: Sequence[Look] = ()

    def until(self, end: dt.datetime) -> "Doings":
        """What had been done before an instant."""
        return Doings(
            known_by(self.decisions, end),
            [one.known_by(end) for one in self.notices if one.issued_at < end],
            [one for one in self.looks if one.at < end],
        )


def replay(
    findings: Iterable[Finding], done: Doings, *, since: dt.datetime, day: dt.date
) -> list[Finding]:
    """The findings after what was done since an instant, as they stand on a day."""
    named: dict[str, list[Happening]] = {}
    for _, key, what in sorted(_happenings(done, since), key=lambda one: one[:2]):
        named.setdefault(key, []).append(what)
    ruled: dict[tuple[str, ...], list[Decision]] = {}
    for one in done.decisions:
        ruled.setdefault(reach(one), []).append(one)
    return [
        _ruled(reduce(_lived, named.get(finding.id, ()), finding), ruled, day)
        for finding in _freed(findings, _released(done.decisions, since))
    ]


def _ruled(
    finding: Finding, ruled: Mapping[tuple[str, ...], Sequence[Decision]], day: dt.date
) -> Finding:
    keys = grounds(finding.id, finding.site, finding.check, finding.subject, finding.rule)
    reaching = [one for key in keys for one in ruled.get(key, ())]
    return lived(finding, follow(life_of(finding), reaching, day))


def _happenings(done: Doings, since: dt.datetime) -> Iterator[tuple[dt.datetime, str, Happening]]:
    for notice in done.notices:
        for at, happened in _of_notice(notice):
            if at > since:
                yield from ((at, key, happened) for key in notice.findings)
    for look in done.looks:
        if look.at > since:
            fixed = look.state is State.FIXED
            happened = Happening(
                event=LifeEvent.FIXED if fixed else LifeEvent.GONE, at=look.at if fixed else None
            )
            yield look.at, look.finding, happened


def _of_notice(notice: Notice) -> Iterator[tuple[dt.datetime, Happening]]:
    due = notice.due
    yield notice.issued_at, Happening(event=LifeEvent.NOTIFIED, due=due)
    for step in notice.steps:
        if step.due is not None:
            yield step.at, Happening(event=LifeEvent.EXTENDED, was_due=due, due=step.due)
            due = step.due


def _lived(finding: Finding, happened: Happening) -> Finding:
    return lived(finding, transition(life_of(finding), happened))


def _released(decisions: Iterable[Decision], since: dt.datetime) -> set[str]:
    return {
        one.finding for one in decisions if one.verdict is DecisionKind.RELEASE and one.at > since
    }


def _freed(findings: Iterable[Finding], released: set[str]) -> Iterator[Finding]:
    """The findings, those not held that were released, or are held as one that was released."""
    if not released:
        yield from findings
        return
    known = list(findings)
    holds = {(one.check, one.held) for one in known if one.id in released}
    for one in known:
        if one.held is not None and (one.check, one.held) in holds:
            yield lived(one, transition(life_of(one), Happening(event=LifeEvent.RELEASED)))
        else:
            yield one
