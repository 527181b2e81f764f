"""Appealing: a unit's word on a finding, and the office's on that."""

import datetime as dt

from govsweep.accounts import Actor
from govsweep.errors import InputError
from govsweep.findings import Finding
from govsweep.lifecycle import DecisionKind
from govsweep.lifecycle.appeals import Appeal
from govsweep.rectification.deciding import Words, decisions, judged_day
from govsweep.store import Store


def appeal(store: Store, finding: Finding, words: str, by: Actor, at: dt.datetime) -> Appeal:
    """File what a unit says of a finding; raises `InputError` where it takes no appeal."""
    said = Appeal(finding=finding.id, site=finding.site, author=by.name, words=words, at=at)
    return store.appeals.file(finding, said, by)


def review(
    store: Store, key: int, reason: str, by: Actor, at: dt.datetime, *, accepted: bool
) -> Appeal:
    """Decide on an appeal; one that is accepted dismisses its finding, for that reason."""
    dismissal = None
    if accepted:
        found = store.findings.all(keys=[store.appeals.get(key).finding])
        if not found:
            raise InputError("申诉的问题已经不在")
        words = Words(by.name, f"申诉成立：{reason}")
        (dismissal,) = decisions(found, DecisionKind.DISMISS, words, at)
    day = judged_day(store, at)
    return store.appeals.decide(key, by, reason, at, dismissal=dismissal, day=day)
