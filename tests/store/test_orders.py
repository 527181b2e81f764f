"""Standing orders in the store, and the findings that they raise and withdraw."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from govsweep import clock, sweep_runner
from govsweep.accounts import Actor, AuditAct
from govsweep.addresses import fingerprint
from govsweep.errors import InputError
from govsweep.facts import Page, Site, Visit
from govsweep.findings import Certainty, State
from govsweep.lifecycle import DecisionKind
from govsweep.rectification import decide, issue
from govsweep.rectification.deciding import Words
from govsweep.rules import load_rules
from govsweep.rules.orders import StandingOrder
from govsweep.store import Delivery, Store

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
BY = Actor(name="王工")


def order(words: str = "岚桥工业园", **more: object) -> StandingOrder:
    return StandingOrder(**({"words": words, "reason": "已更名", "at": AT} | more))  # type: ignore[arg-type]


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store with nothing in it."""
    made = Store(database_url)
    made.upgrade()
    yield made
    made.close()


def test_an_order_is_kept_as_it_was_given(store: Store) -> None:
    first, last = AT.date(), AT.date() + dt.timedelta(days=9)
    given = store.orders.give(order(right="岚桥高新区", first=first, last=last, certain=True), BY)
    assert store.orders.all() == [given]
    assert (given.id, given.by, given.first, given.last, given.certain) == (
        1, "王工", first, last, True,
    )  # fmt: skip


def test_giving_and_ending_are_written_down(store: Store) -> None:
    store.orders.give(order(), BY)
    store.orders.end(1, "改完了", Actor(name="李工"), AT + HOUR)
    total, (ended, given) = store.audit.entries()
    assert total == 2
    assert (given.act, given.by.name, given.subject) == (AuditAct.ORDER_GIVEN, "王工", "专查 1")
    assert (given.reason, given.after["words"]) == ("已更名", "岚桥工业园")
    assert (ended.act, ended.by.name, ended.reason) == (AuditAct.ORDER_ENDED, "李工", "改完了")
    (kept,) = store.orders.all()
    assert (kept.ended_at, kept.ended_by) == (AT + HOUR, "李工")


def test_what_is_looked_for_already_is_refused_until_it_is_ended(store: Store) -> None:
    store.orders.give(order(), BY)
    with pytest.raises(InputError, match="已经在专查“岚桥工业园”（第 1 号）"):
        store.orders.give(order(" 岚桥工业园 "), BY)
    store.orders.end(1, "改完了", BY, AT + HOUR)
    assert store.orders.give(order(at=AT + 2 * HOUR), BY).id == 2
    for number, told in ((1, "已经由王工停止"), (9, "没有第 9 号")):
        with pytest.raises(InputError, match=told):
            store.orders.end(number, "改完了", BY, AT + 3 * HOUR)


def test_a_sweep_goes_by_those_of_when_it_was_opened(store: Store) -> None:
    store.orders.give(order(), BY)
    store.orders.end(1, "改完了", BY, AT + 2 * HOUR)
    day = AT.date()
    assert [one.id for one in store.orders.in_force(AT + HOUR, day)] == [1]
    assert store.orders.in_force(AT - HOUR, day) == []
    assert store.orders.in_force(AT + 3 * HOUR, day) == []


@dataclass
class Night:
    """A closed sweep of one site with one page, judged again as often as asked."""

    store: Store
    number: int

    def judge_again(self) -> dict[str, tuple[State, Certainty]]:
        sweep = self.store.sweeps.get(self.number)
        assert sweep is not None
        assert sweep_runner.rejudge(self.store, sweep, load_rules()) == []
        found = self.store.findings.all(check=["standing-order"])
        return {one.subject: (one.state, one.certainty) for one in found}


@pytest.fixture
def night(store: Store, a_site: Callable[..., Site], a_page: Callable[..., Page]) -> Night:
    """One page that has an old name."""
    site = a_site()
    store.sites.save([site])
    at = clock.now()
    sweep, _ = store.sweeps.open(
        night=at.date(), as_of=at.date(), sites=[site], indicators="2019",
        rules_version=load_rules().version, at=at.timestamp(), again=True,
    )  # fmt: skip
    url = f"{site.url}art/1.html"
    page = a_page("位于岚桥工业园的企业共有三家", url=url)
    visit = Visit(
        queue=site.identifier, url=url, fingerprint=fingerprint(url), at=at, status=200, page=page
    )
    store.pages.commit(sweep.id, [Delivery(visit)])
    store.sweeps.close(sweep.id, reason="until", finished=True)
    return Night(store, sweep.id)


def test_it_raises_findings_and_once_ended_takes_them_back(night: Night) -> None:
    assert night.judge_again() == {}
    night.store.orders.give(order(), BY)
    assert night.judge_again() == {"岚桥工业园": (State.OPEN, Certainty.SUSPECTED)}
    night.store.orders.end(1, "改完了", BY, clock.now())
    assert night.judge_again() == {"岚桥工业园": (State.WITHDRAWN, Certainty.SUSPECTED)}


def test_what_was_decided_on_is_withdrawn_once_it_is_ended(night: Night) -> None:
    night.store.orders.give(order(), BY)
    night.judge_again()
    (found,) = night.store.findings.all(check=["standing-order"])
    at = clock.now()
    decide(night.store, [found], DecisionKind.CONFIRM, Words("王工", "核实过"), at)
    issue(night.store, found.site, {"办公室": [found.id]}, number=None, at=at, working_days=5)
    night.store.orders.end(1, "改完了", BY, clock.now())
    (state, _) = night.judge_again()["岚桥工业园"]
    assert state is State.WITHDRAWN


def test_what_is_certain_raises_confirmed_ones(night: Night) -> None:
    night.store.orders.give(order(certain=True), BY)
    assert night.judge_again() == {"岚桥工业园": (State.OPEN, Certainty.CONFIRMED)}
