"""Two reviewers who act as fast as they are answered, while sweeps write: nothing is lost."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from bench import two_reviewers
from bench.two_reviewers import Done, Reviewer, lost

from govsweep import clock
from govsweep.exports.audit import as_csv
from govsweep.findings import Certainty, Finding

PATIENCE = 300.0  # seconds, however busy the machine
ACTS, SWEEPS = 6, 2  # of each reviewer, and beside them; before that nobody stops


def sweeps(
    office: Any, made: list[Finding], goes_on: Callable[[], bool], closed: Counter[str]
) -> None:
    """Open sweep after sweep, each of which finds something new, and close it."""
    number = len(made)
    while goes_on():
        sweep, _ = office.store.sweeps.open(
            night=clock.now().date(), as_of=clock.now().date(), sites=office.store.sites.all(),
            indicators="2019", rules_version="r1", at=clock.now().timestamp(), again=True,
        )  # fmt: skip
        for one in made[number % 50 :][:10]:
            office.store.findings.save(sweep.id, [one.model_copy(update={"sweep": sweep.id})])
        office.store.sweeps.close(sweep.id, reason="until", finished=True)
        number += 1
        closed["sweeps"] += 1


def test_no_act_is_lost_and_nothing_is_locked(
    office: Any, make_finding: Callable[..., Finding], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(two_reviewers, "PASSWORD", "correct horse")
    made = [
        make_finding("typo", f"错词{number:02}", certainty=Certainty.SUSPECTED)
        for number in range(60)
    ]
    office.store.findings.save(1, made)
    reviewers = [Reviewer(name, office.address) for name in ("reviewer", "admin")]
    for one in reviewers:
        one.log_in()
    latest, closed = time.monotonic() + PATIENCE, Counter[str]()

    def goes_on() -> bool:
        enough = all(len(one.done) >= ACTS and one.taken_back for one in reviewers)
        return not (enough and closed["sweeps"] >= SWEEPS) and time.monotonic() < latest

    threads = [threading.Thread(target=one.work, args=(goes_on,)) for one in reviewers]
    threads.append(threading.Thread(target=sweeps, args=(office, made, goes_on, closed)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    audit = as_csv(office.store.audit.entries()[1])
    assert all(len(one.done) >= ACTS and one.taken_back for one in reviewers)
    assert lost(office.store, audit, reviewers) == []
    assert [(one.counts["broken"], one.counts["locked"]) for one in reviewers] == [(0, 0)] * 2
    assert closed["sweeps"] >= SWEEPS
    reviewers[0].done.append(Done(10**6, "reviewer", "dismiss", made[0].id))  # never done
    assert len(lost(office.store, audit, reviewers)) >= 1
