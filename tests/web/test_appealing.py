"""Appeals in the browser: a unit's word on a finding of its own, and the office's on that."""

from typing import Any

import pytest

from govsweep.accounts import AuditAct
from govsweep.findings import State
from govsweep.rectification import rule_figures

FINE = "5118000002"  # the contact's own site


@pytest.fixture
def own(office: Any) -> Any:
    """A living finding of the contact's own site."""
    return next(one for one in office.store.findings.all(site=[FINE]) if one.state is State.OPEN)


@pytest.fixture
def contact(office: Any, log_in: Any) -> Any:
    return log_in(office, "contact")


def state(office: Any, key: str) -> State:
    (found,) = office.store.findings.all(keys=[key])
    result: State = found.state
    return result


def test_a_unit_appeals_and_the_office_rejects(
    office: Any, own: Any, contact: Any, log_in: Any
) -> None:
    assert "提出申诉" in contact.ask(f"/findings/{own.id}").text
    assert contact.send(f"/findings/{own.id}/appeal", words="原文如此").status == 303
    assert state(office, own.id) is State.OPEN
    (said,) = office.store.appeals.all()
    assert (said.author, said.words, said.accepted) == ("contact", "原文如此", None)
    again = contact.send(f"/findings/{own.id}/appeal", words="再说一遍")
    assert again.status == 400 and "还在复核" in again.text
    reviewer = log_in(office, "reviewer")
    assert "原文如此" in reviewer.ask("/appeals").text
    assert reviewer.send(f"/appeals/{said.id}/reject", why="页面上仍在").status == 303
    assert state(office, own.id) is State.OPEN
    page = contact.ask(f"/findings/{own.id}").text
    assert "复核：申诉不成立" in page and "页面上仍在" in page
    assert office.store.decisions.all() == []


def test_one_that_is_accepted_is_one_dismissal(
    office: Any, own: Any, contact: Any, log_in: Any
) -> None:
    contact.send(f"/findings/{own.id}/appeal", words="原文如此")
    reviewer = log_in(office, "reviewer")
    assert reviewer.send("/appeals/1/accept", why="确是原文").status == 303
    assert state(office, own.id) is State.DISMISSED
    (decision,) = office.store.decisions.all()
    assert decision.reason == "申诉成立：确是原文"
    assert sum(one.dismissed for one in rule_figures([decision])) == 1
    _, entries = office.store.audit.entries(limit=9)
    acts = [one.act for one in entries]
    assert acts.count(AuditAct.APPEAL_ACCEPTED) == acts.count(AuditAct.DISMISSED) == 1
    twice = reviewer.send("/appeals/1/accept", why="再来")
    assert twice.status == 400 and "已经由reviewer复核" in twice.text


def test_a_finding_of_another_unit_is_not_there(office: Any, contact: Any) -> None:
    other = next(one for one in office.store.findings.all() if one.site != FINE)
    assert contact.send(f"/findings/{other.id}/appeal", words="不是").status == 404
    assert office.store.appeals.all() == []


def test_words_and_reasons_are_asked_for(office: Any, own: Any, contact: Any, log_in: Any) -> None:
    assert "请写明申诉的理由" in contact.send(f"/findings/{own.id}/appeal", words=" ").text
    contact.send(f"/findings/{own.id}/appeal", words="原文如此")
    reviewer = log_in(office, "reviewer")
    assert "请写明复核的理由" in reviewer.send("/appeals/1/accept", why="").text
    assert "没有第 9 号申诉" in reviewer.send("/appeals/9/reject", why="x").text
    assert state(office, own.id) is State.OPEN


def test_a_contact_sees_the_appeals_of_its_own_sites(office: Any, own: Any, contact: Any) -> None:
    contact.send(f"/findings/{own.id}/appeal", words="原文如此")
    page = contact.ask("/appeals")
    assert "原文如此" in page.text
    assert not page.tree.css("form[action^='/appeals/']")
