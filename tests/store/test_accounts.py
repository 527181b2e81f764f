"""Accounts, sessions and the audit in both databases."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from govsweep.accounts import Account, Actor, AuditAct, Role
from govsweep.errors import InputError, RefusedError
from govsweep.findings import Finding, State
from govsweep.lifecycle import DecisionKind
from govsweep.rectification import decide, issue, undo
from govsweep.rectification.deciding import Words
from govsweep.store import Store

AT = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
BY = Actor(name="li", role=Role.ADMIN, address="10.0.0.9")
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def wang(store: Store) -> Account:
    return store.accounts.add("wang", Role.REVIEWER, "kept", (), BY, AT)


def acts(store: Store) -> list[tuple[str, str, str]]:
    return [(one.by.name, one.act, one.subject) for one in store.audit.entries()[1]]


class TestAccounts:
    def test_there_is_none_at_first(self, store: Store) -> None:
        assert not store.accounts.any()
        assert store.accounts.get("wang") is None

    def test_one_is_added_once(self, store: Store, wang: Account) -> None:
        assert store.accounts.any()
        assert store.accounts.get("wang") == wang
        with pytest.raises(InputError, match="已经有帐号"):
            store.accounts.add("wang", Role.READER, "kept", (), BY, AT)
        assert acts(store) == [("li", "user-added", "wang")]

    def test_a_contact_has_sites_and_nobody_else(
        self, store: Store, a_site: Callable[..., Any]
    ) -> None:
        store.sites.save([a_site()])
        with pytest.raises(InputError, match="--site"):
            store.accounts.add("zhao", Role.CONTACT, "kept", (), BY, AT)
        with pytest.raises(InputError, match="--site"):
            store.accounts.add("zhao", Role.READER, "kept", ("5118000001",), BY, AT)
        with pytest.raises(InputError, match="5118000099"):
            store.accounts.add("zhao", Role.CONTACT, "kept", ("5118000099",), BY, AT)
        made = store.accounts.add("zhao", Role.CONTACT, "kept", ("5118000001",), BY, AT)
        assert made.sites == {"5118000001"}
        assert len(store.accounts.all()) == 1

    def test_one_that_is_disabled_is_in_no_session_any_more(
        self, store: Store, wang: Account
    ) -> None:
        store.sessions.open("k", wang, BY, AT, AT + HOUR)
        store.accounts.set_disabled("wang", True, BY, AT)
        assert store.sessions.account("k", AT) is None
        with pytest.raises(InputError, match="已经停用"):
            store.accounts.set_disabled("wang", True, BY, AT)
        store.accounts.set_disabled("wang", False, BY, AT)
        assert store.sessions.account("k", AT) is None, "it logs in anew"

    def test_a_new_password_ends_all_sessions(self, store: Store, wang: Account) -> None:
        store.sessions.open("k", wang, BY, AT, AT + HOUR)
        store.accounts.set_password("wang", "new", BY, AT)
        assert store.sessions.account("k", AT) is None
        with pytest.raises(InputError, match="没有帐号"):
            store.accounts.set_password("nobody", "new", BY, AT)


class TestSessions:
    def test_one_ends_by_itself(self, store: Store, wang: Account) -> None:
        store.sessions.open("k", wang, BY, AT, AT + HOUR)
        assert store.sessions.account("k", AT) == wang
        assert store.sessions.account("other", AT) is None
        assert store.sessions.account("k", AT + HOUR) is None

    def test_the_one_before_ends_when_another_begins(self, store: Store, wang: Account) -> None:
        store.sessions.open("old", wang, BY, AT, AT + HOUR)
        store.sessions.open("new", wang, BY, AT, AT + HOUR, ending="old")
        assert store.sessions.account("old", AT) is None
        assert store.sessions.account("new", AT) == wang

    def test_wrong_passwords_count_by_name_and_address_for_a_while(self, store: Store) -> None:
        store.sessions.add_failure("wang", BY, AT, blocks=False)
        store.sessions.add_failure("zhao", BY, AT, blocks=True)
        told = store.sessions.failures("wang", BY.address, AT)
        assert (len(told.of_name), len(told.of_address)) == (1, 2)
        told = store.sessions.failures("wang", "10.0.0.1", AT)
        assert (len(told.of_name), len(told.of_address)) == (1, 0)
        assert store.sessions.failures("wang", BY.address, AT + HOUR) == ([], [])
        assert acts(store) == [("li", "blocked", "zhao")]


class TestAudit:
    @pytest.mark.parametrize(
        "words",
        ["UPDATE audit SET name = 'x'", "DELETE FROM audit", "DELETE FROM audit WHERE id=1"],
    )
    def test_no_row_of_it_is_changed_or_deleted(
        self, store: Store, wang: Account, words: str
    ) -> None:
        before = store.audit.entries()
        with pytest.raises(sa.exc.DBAPIError, match="only added to"), store.engine.begin() as link:
            link.execute(sa.text(words))
        assert store.audit.entries() == before
        assert before[0] == 1

    def test_it_is_asked_by_name_act_and_subject(self, store: Store, wang: Account) -> None:
        store.sessions.open("k", wang, Actor(name="wang"), AT, AT + HOUR)
        ask = store.audit.entries
        assert [one.act for one in ask()[1]] == [AuditAct.LOGGED_IN, AuditAct.USER_ADDED]
        assert ask(name="li")[0] == ask(act=AuditAct.LOGGED_IN)[0] == 1
        assert ask(subject="wang", limit=1)[0] == 2
        assert ask(after=store.audit.newest()) == (0, [])


class TestActs:
    @pytest.fixture
    def office(self, store: Store, a_site: Any, a_finding: Any, open_sweep: Any) -> Store:
        store.sites.save([a_site()])
        open_sweep(store)
        store.findings.save(1, [a_finding(subject=word) for word in ("甲", "乙", "丙")])
        return store

    def dismiss(self, office: Store, some: list[Finding], **words: Any) -> Any:
        said = Words("wang", "系统名称")
        return decide(office, some, DecisionKind.DISMISS, said, AT, by=BY, **words)

    def states(self, office: Store) -> list[State]:
        return [one.state for one in sorted(office.findings.all(), key=lambda one: one.subject)]

    def test_one_says_what_was_before_and_after(self, office: Store) -> None:
        one = office.findings.all()[0]
        done = self.dismiss(office, [one])
        entry = office.audit.get(done.act)
        assert entry is not None
        assert (entry.by, entry.act, entry.subject, entry.reason) == (
            *(BY, AuditAct.DISMISSED, one.id, "系统名称"),
        )
        assert entry.before["findings"] == {one.id: ["open", "confirmed"]}
        assert entry.after["findings"] == {one.id: ["dismissed", "confirmed"]}

    def test_what_another_changed_meanwhile_is_passed_over(self, office: Store) -> None:
        found = office.findings.all()
        seen = office.decisions.marks([one.id for one in found])
        self.dismiss(office, found[:1], seen=seen)
        done = self.dismiss(office, found, seen=seen)
        assert done.passed_over == (found[0].id,)
        assert done.changed == 2
        assert len(office.decisions.all()) == 3

    def test_also_where_it_changed_nothing_that_is_shown(self, office: Store) -> None:
        found = office.findings.all()[:1]
        seen = office.decisions.marks([found[0].id])
        decide(office, found, DecisionKind.CONFIRM, Words("li", "核实"), AT)
        assert self.dismiss(office, found, seen=seen) == (0, 0, (found[0].id,))
        assert office.findings.all()[0].state is State.OPEN
        assert office.audit.entries()[0] == 1

    def test_one_is_taken_back_once_and_nothing_else_with_it(self, office: Store) -> None:
        found = office.findings.all()
        first = self.dismiss(office, found[:2])
        self.dismiss(office, found[1:])
        assert undo(office, first.act, BY, AT + HOUR).changed == 1
        by_id = {one.id: one.state for one in office.findings.all()}
        assert [by_id[one.id] for one in found] == [
            *(State.OPEN, State.DISMISSED, State.DISMISSED),
        ]
        with pytest.raises(InputError, match="已经撤回"):
            undo(office, first.act, BY, AT + HOUR)
        assert office.audit.entries()[1][0].act is AuditAct.UNDONE

    def test_what_is_no_decision_is_not_taken_back(self, office: Store) -> None:
        keys = [one.id for one in office.findings.all()]
        issue(office, "5118000001", {"办公室": keys}, number=None, at=AT, working_days=5, by=BY)
        (entry,) = office.audit.entries()[1]
        assert entry.act is AuditAct.NOTICE_ISSUED
        assert set(entry.after["findings"]) == set(keys)
        for number in (entry.id, 99):
            with pytest.raises(InputError, match="不能撤回"):
                undo(office, number, BY, AT)

    def test_a_notice_of_what_changed_meanwhile_is_not_issued(self, office: Store) -> None:
        found = office.findings.all()
        seen = office.decisions.marks([one.id for one in found])
        self.dismiss(office, found[:1])
        units = {"办公室": [one.id for one in found]}
        with pytest.raises(InputError, match="1 个问题刚刚"):
            issue(office, "5118000001", units, number=None, at=AT, working_days=5, seen=seen)
        assert office.notices.all() == []


class TestScope:
    @pytest.fixture
    def city(self, store: Store, a_site: Any, a_finding: Any, open_sweep: Any) -> Store:
        own, other = a_site(), a_site(identifier="5118000002", url="http://b.qinghe.gov.cn/")
        store.sites.save([own, other])
        open_sweep(store)
        store.findings.save(1, [a_finding(site=one.identifier) for one in (own, other)])
        return store

    def test_only_what_is_its_own_is_told(self, city: Store) -> None:
        own = city.scoped(frozenset({"5118000002"}))
        assert [one.identifier for one in own.sites.all()] == ["5118000002"]
        assert {one.site for one in own.findings.all()} == {"5118000002"}
        assert own.findings.page(limit=9)[0] == 1
        assert own.findings.page(limit=9, site=["5118000001"])[0] == 0
        assert own.findings.page(limit=9, site=["5118000001", "5118000002"])[0] == 1
        assert [row.site for row in own.findings.counts()] == ["5118000002"]
        assert [one.sites for one in own.sweeps.all()] == [("5118000002",)]

    def test_without_sites_there_is_nothing(self, city: Store) -> None:
        none = city.scoped(frozenset())
        assert none.sites.all() == none.findings.all() == none.findings.owners() == []

    def test_what_nobody_narrowed_is_refused(self, city: Store) -> None:
        own = city.scoped(frozenset({"5118000002"}))
        for ask in (own.audit.entries, own.accounts.all, own.rechecks.all):
            with pytest.raises(RefusedError):
                ask()
        with pytest.raises(RefusedError):
            own.findings.mark_fixed([], AT)
        with pytest.raises(RefusedError):
            own.notices.answer(1, [], Actor(name="甲"))
