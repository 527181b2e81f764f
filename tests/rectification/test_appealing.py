"""Reviewing appeals in the store: an appeal and what follows from it stand or fall together."""

from collections.abc import Callable
from typing import Any, TypeAlias

import pytest
import sqlalchemy as sa

from govsweep.accounts import Actor, AuditAct
from govsweep.errors import InputError
from govsweep.findings import Finding, State
from govsweep.rectification import appeal, review
from govsweep.tables import finding, sighting

Maker = Callable[..., Finding]
Office: TypeAlias = Any  # see conftest
BY = Actor(name="王工")


@pytest.fixture
def one(office: Office, a_finding: Maker) -> Finding:
    """A finding against which its unit has appealed."""
    one = a_finding()
    office.sweep(one)
    appeal(office.store, office.now(one), "原文如此", Actor(name="contact"), office.at)
    return one


def acts(office: Office) -> list[AuditAct]:
    return [entry.act for entry in office.store.audit.entries(limit=9)[1]]


def test_one_that_is_accepted_dismisses_its_finding(office: Office, one: Finding) -> None:
    done = review(office.store, 1, "确是原文", BY, office.at, accepted=True)
    assert done.accepted is True
    assert office.state(one) is State.DISMISSED
    assert sorted(acts(office)) == ["appeal-accepted", "appealed", "dismissed"]


def test_one_that_is_rejected_changes_nothing(office: Office, one: Finding) -> None:
    assert review(office.store, 1, "仍在", BY, office.at, accepted=False).accepted is False
    assert office.state(one) is State.OPEN
    assert office.store.decisions.all() == []


def test_what_ends_between_the_two_leaves_neither(
    office: Office, one: Finding, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> None:
        raise SystemExit

    monkeypatch.setattr("govsweep.store.decision_rows.tell", die)
    with pytest.raises(SystemExit):
        review(office.store, 1, "确是原文", BY, office.at, accepted=True)
    (waiting,) = office.store.appeals.all()
    assert (waiting.accepted, waiting.decided_by) == (None, "")
    assert (office.state(one), acts(office)) == (State.OPEN, ["appealed"])
    monkeypatch.undo()
    review(office.store, 1, "确是原文", BY, office.at, accepted=True)
    assert office.state(one) is State.DISMISSED


def test_one_whose_finding_is_gone_waits_on(office: Office, one: Finding) -> None:
    with office.store.engine.begin() as connection:
        connection.execute(sa.delete(sighting).where(sighting.c.finding == one.id))
        connection.execute(sa.delete(finding).where(finding.c.id == one.id))
    with pytest.raises(InputError, match="已经不在"):
        review(office.store, 1, "确是原文", BY, office.at, accepted=True)
    assert [waiting.accepted for waiting in office.store.appeals.all()] == [None]
    assert review(office.store, 1, "仍在", BY, office.at, accepted=False).accepted is False
