"""What each event makes of a finding in each state: as the table says, as SQL and replay do it."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any, NamedTuple

import msgspec
import pytest
import sqlalchemy as sa

from govsweep.accounts import Actor
from govsweep.facts import Site
from govsweep.findings import LIVING, Certainty, Finding, State
from govsweep.lifecycle import (
    INITIAL,
    MEMORY,
    Decision,
    DecisionKind,
    DecisionScope,
    Happening,
    Life,
    LifeEvent,
    NoticeStep,
    StepKind,
    as_of,
    life_of,
    lived,
    paths,
    sources,
    transition,
)
from govsweep.rectification import Doings, replay
from govsweep.store import Look, Notice, Store
from govsweep.store.connection import writing
from govsweep.tables import decision, finding, notice, notice_finding, sighting

DAY = dt.date(2026, 11, 20)
DUE = dt.date(2026, 12, 4)
AT = dt.datetime(2026, 11, 20, 14, tzinfo=dt.UTC)
BEFORE = AT - dt.timedelta(days=3)
SITE = "5118000001"
DECIDED = {
    LifeEvent.DISMISSED: DecisionKind.DISMISS,
    LifeEvent.CONFIRMED: DecisionKind.CONFIRM,
    LifeEvent.REOPENED: DecisionKind.REOPEN,
}


def remembered(life: Life) -> State:
    return next((mark.state for mark in MEMORY if getattr(life, mark.field)), INITIAL)


def every_life() -> list[Life]:
    """Each state with all that may be remembered beside it, last seen in sweep 2."""
    lives = []
    for state, fixed, withdrawn, due, relapses in product(
        State, (None, 1, 2, 3, "a look"), (None, 1, 2, 3), (None, DAY), (0, 2)
    ):
        life = Life(
            state=state, sweep=2, due=due, relapses=relapses, held="太多",
            fixed_at=BEFORE if fixed is not None else None,
            fixed_sweep=fixed if isinstance(fixed, int) else None, withdrawn_sweep=withdrawn,
        )  # fmt: skip
        stands_so = state in (State.DISMISSED, remembered(life))
        if stands_so and (fixed is None or withdrawn is None):
            lives.append(life)
    doubted = msgspec.structs.replace(Life(sweep=2), judged=Certainty.SUSPECTED)
    return [*lives, doubted, msgspec.structs.replace(doubted, certainty=Certainty.SUSPECTED)]


LIVES = every_life()
KEYS = [f"{number:032x}" for number in range(len(LIVES))]


class Deed(NamedTuple):
    """An event, how the store is told of it, and how a replay is."""

    what: Happening
    write: Callable[[Store], object]
    done: Callable[[str], Doings] | None = None


def a_decision(key: str, verdict: DecisionKind, at: dt.datetime = AT, number: int = 0) -> Decision:
    return Decision(
        id=number, finding=key, verdict=verdict, scope=DecisionScope.FINDING, site=SITE,
        check="typo", subject=key, author="王工", reason="经核实", at=at,
    )  # fmt: skip


def standing(life: Life, key: str) -> list[Decision]:
    """What the office must have said before, that the finding stands where it stands."""
    if life.state is State.DISMISSED:
        return [a_decision(key, DecisionKind.DISMISS, BEFORE, 1)]
    if life.certainty is not life.judged:
        return [a_decision(key, DecisionKind.CONFIRM, BEFORE, 1)]
    return []


def a_notice(key: str) -> Notice:
    return Notice(
        id=1, number="1", site=SITE, owner="办", issued_at=AT, day=DAY, due=DUE, findings=(key,)
    )


def made(key: str, life: Life, a_finding: Callable[..., Finding]) -> Finding:
    one = a_finding(id=key, subject=key, first_seen=BEFORE, last_seen=BEFORE, judged=life.judged)
    return lived(one, life)


def see(number: int, certainty: Certainty = Certainty.CONFIRMED) -> Deed:
    def write(store: Store) -> None:
        seen = [
            one.model_copy(update={"sweep": number, "certainty": certainty, "state": INITIAL})
            for one in store.findings.all()
        ]
        store.findings.save(number, seen)

    return Deed(Happening(event=LifeEvent.SEEN, sweep=number, certainty=certainty), write)


def decide(event: LifeEvent, until: dt.date | None = None) -> Deed:
    verdict = DECIDED[event]

    def said(key: str) -> Decision:
        return msgspec.structs.replace(a_decision(key, verdict), until=until)

    def write(store: Store) -> None:
        store.decisions.write([msgspec.structs.replace(said(key), id=0) for key in KEYS], DAY)

    def done(key: str) -> Doings:
        return Doings(decisions=[msgspec.structs.replace(said(key), id=2)])

    return Deed(Happening(event=event, until=until), write, done)


def judge_again(store: Store) -> None:
    """Sweep 2 saw them all, until it was judged by other rules."""
    with writing(store.engine) as connection:
        connection.execute(sa.delete(sighting).where(sighting.c.sweep == 2))
    store.findings.withdraw(2, SITE, "r2", AT)


EXTENSION = NoticeStep(at=AT, kind=StepKind.EXTENDED, author="王工", reason="改版", due=DUE)


def extend_all(store: Store) -> None:
    """A notice of some days ago named them all, and is due later now."""
    row = {"number": "1", "site": SITE, "owner": "办", "issued_at": 0.0, "day": DAY, "due": DAY}
    with writing(store.engine) as connection:
        connection.execute(notice.insert().values(id=1, **row))
        named = [{"notice": 1, "finding": key} for key in KEYS]
        connection.execute(notice_finding.insert(), named)
    store.notices.take_step(1, EXTENSION, Actor(name="王工"))


DEEDS = {
    "seen, by an older sweep": see(1),
    "seen, by the same sweep": see(2),
    "seen, by a newer sweep": see(3),
    "seen, and doubted": see(3, Certainty.SUSPECTED),
    "gone": Deed(
        Happening(event=LifeEvent.GONE),
        lambda store: store.sweeps.close(3, reason="until", finished=False),
        lambda key: Doings(looks=[Look(finding=key, at=AT, state=State.OPEN)]),
    ),
    "fixed, by a sweep": Deed(
        Happening(event=LifeEvent.FIXED, at=AT, sweep=3),
        lambda store: store.findings.mark_fixed(KEYS, AT, 3),
    ),
    "fixed, by an older sweep": Deed(
        Happening(event=LifeEvent.FIXED, at=AT, sweep=1),
        lambda store: store.findings.mark_fixed(KEYS, AT, 1),
    ),
    "withdrawn, by an older sweep": Deed(
        Happening(event=LifeEvent.WITHDRAWN, sweep=1),
        lambda store: store.findings.mark_withdrawn(KEYS, AT, 1),
    ),
    "fixed, by a look": Deed(
        Happening(event=LifeEvent.FIXED, at=AT),
        lambda store: store.findings.mark_fixed(KEYS, AT),
        lambda key: Doings(looks=[Look(finding=key, at=AT, state=State.FIXED)]),
    ),
    "withdrawn, by a sweep": Deed(
        Happening(event=LifeEvent.WITHDRAWN, sweep=3),
        lambda store: store.findings.mark_withdrawn(KEYS, AT, 3),
    ),
    "withdrawn, judged again": Deed(Happening(event=LifeEvent.WITHDRAWN, sweep=2), judge_again),
    "notified": Deed(
        Happening(event=LifeEvent.NOTIFIED, due=DUE),
        lambda store: store.notices.issue(
            SITE, {"办": KEYS}, numbered=lambda place: f"{place}", at=AT, day=DAY, due=DUE
        ),
        lambda key: Doings(notices=[a_notice(key)]),
    ),
    "extended": Deed(
        Happening(event=LifeEvent.EXTENDED, was_due=DAY, due=DUE),
        extend_all,
        lambda key: Doings(
            notices=[
                msgspec.structs.replace(
                    a_notice(key), due=DAY, issued_at=BEFORE, steps=(EXTENSION,)
                )
            ]
        ),
    ),
    "dismissed": decide(LifeEvent.DISMISSED),
    "dismissed, for some time": decide(LifeEvent.DISMISSED, DUE),
    "confirmed": decide(LifeEvent.CONFIRMED),
    "reopened": decide(LifeEvent.REOPENED),
    "released": Deed(
        Happening(event=LifeEvent.RELEASED),
        lambda store: [store.holds.release(key, AT) for key in KEYS],
        lambda key: Doings(decisions=[a_decision(key, DecisionKind.RELEASE, number=2)]),
    ),
}


@pytest.fixture
def lives(
    store: Store, a_site: Callable[..., Site], a_finding: Callable[..., Finding]
) -> Iterator[Store]:
    """A store with every life in it, and three sweeps, the last of them open."""
    store.sites.save([a_site()])
    for number in (1, 2, 3):
        night = DAY + dt.timedelta(days=number)
        store.sweeps.open(
            night=night, as_of=night, sites=[a_site()], indicators="2019", rules_version="r1",
            at=AT.timestamp(), again=False,
        )  # fmt: skip
        if number < 3:
            store.sweeps.close(number, reason="until", finished=False)
    rows = [made(key, life, a_finding) for key, life in zip(KEYS, LIVES, strict=True)]
    for number in (1, 2):
        store.findings.save(number, [one.model_copy(update={"sweep": number}) for one in rows])
    with writing(store.engine) as connection:
        for key, life in zip(KEYS, LIVES, strict=True):
            row = msgspec.structs.asdict(life)
            row["fixed_at"] = life.fixed_at.timestamp() if life.fixed_at else None
            connection.execute(sa.update(finding).where(finding.c.id == key).values(**row))
            for one in standing(life, key):
                words = msgspec.structs.asdict(one) | {"at": one.at.timestamp()}
                connection.execute(
                    decision.insert().values(**{k: v for k, v in words.items() if k != "id"})
                )
    yield store


@pytest.mark.parametrize("name", DEEDS)
def test_sql_does_what_the_table_says(lives: Store, name: str) -> None:
    deed = DEEDS[name]
    assert [life_of(one) for one in lives.findings.all()] == LIVES
    deed.write(lives)
    after = {one.id: life_of(one) for one in lives.findings.all()}
    expected = {key: transition(life, deed.what) for key, life in zip(KEYS, LIVES, strict=True)}
    if name == "withdrawn, judged again":  # then the sweep before it saw them last
        expected = {key: msgspec.structs.replace(life, sweep=1) for key, life in expected.items()}
    assert after == expected


@pytest.mark.parametrize("name", [name for name, deed in DEEDS.items() if deed.done])
def test_replay_does_what_the_table_says(a_finding: Callable[..., Finding], name: str) -> None:
    deed = DEEDS[name]
    assert deed.done is not None
    for key, life in zip(KEYS, LIVES, strict=True):
        said = standing(life, key)
        done = deed.done(key)
        doings = done._replace(decisions=[*said, *done.decisions])
        (now,) = replay([made(key, life, a_finding)], doings, since=BEFORE, day=DAY)
        assert life_of(now) == transition(life, deed.what), life


def test_no_event_and_no_state_is_left_out() -> None:
    assert {deed.what.event for deed in DEEDS.values()} == set(LifeEvent)
    assert {life.state for life in LIVES} == set(State)


def after(life: Life, *events: Happening) -> Life:
    for one in events:
        life = transition(life, one)
    return life


SEEN = [Happening(event=LifeEvent.SEEN, sweep=number) for number in range(5)]
NOTIFIED = Happening(event=LifeEvent.NOTIFIED, due=DUE)
FIXED = Happening(event=LifeEvent.FIXED, at=AT, sweep=2)
WITHDRAWN = Happening(event=LifeEvent.WITHDRAWN, sweep=2)
DISMISSED = Happening(event=LifeEvent.DISMISSED)
REOPENED = Happening(event=LifeEvent.REOPENED)


class TestEnding:
    def test_what_was_fixed_and_is_seen_again_has_relapsed_and_no_notice_names_it(self) -> None:
        life = after(Life(sweep=1), NOTIFIED, FIXED, SEEN[3])
        assert (life.state, life.relapses, life.due) == (State.RELAPSED, 1, None)

    def test_what_a_rule_withdrew_has_not_relapsed_and_its_notice_holds(self) -> None:
        life = after(Life(sweep=1), NOTIFIED, WITHDRAWN)
        assert (life.state, life.fixed_at) == (State.WITHDRAWN, None)
        back = after(life, SEEN[3])
        assert (back.state, back.relapses, back.due) == (State.NOTIFIED, 0, DUE)

    def test_nobody_mends_what_a_rule_withdrew(self) -> None:
        assert after(Life(sweep=1), WITHDRAWN, FIXED).state is State.WITHDRAWN

    def test_what_is_mended_is_withdrawn_by_no_rule(self) -> None:
        assert after(Life(sweep=1), FIXED, WITHDRAWN).state is State.FIXED

    @pytest.mark.parametrize("ended", [FIXED, WITHDRAWN])
    def test_an_older_sweep_judged_again_shows_nothing_that_came_after(
        self, ended: Happening
    ) -> None:
        life = after(Life(sweep=1), ended)
        assert after(life, SEEN[1]).state is life.state

    @pytest.mark.parametrize("ended", [FIXED, WITHDRAWN])
    def test_dismissed_and_reopened_it_is_where_it_was(self, ended: Happening) -> None:
        life = after(Life(sweep=1), ended)
        assert after(life, DISMISSED, REOPENED).state is life.state
        assert after(life, DISMISSED, SEEN[3], REOPENED).state is State.OPEN


class TestExtending:
    EXTENDED = Happening(event=LifeEvent.EXTENDED, was_due=DAY, due=DUE)

    def test_what_the_notice_names_is_due_later(self) -> None:
        assert after(Life(sweep=1, due=DAY), self.EXTENDED).due == DUE

    def test_what_a_later_notice_names_or_none_any_more_is_not(self) -> None:
        other = Life(sweep=1, due=DUE + dt.timedelta(days=30))
        assert after(other, self.EXTENDED) == other
        assert after(Life(sweep=1), self.EXTENDED) == Life(sweep=1)
        assert after(Life(), Happening(event=LifeEvent.EXTENDED, due=DUE)) == Life()


class TestAsOf:
    @pytest.mark.parametrize("ended", [FIXED, WITHDRAWN])
    def test_before_it_ended_it_stood_as_it_was_notified(self, ended: Happening) -> None:
        life = after(Life(sweep=1), NOTIFIED)
        assert as_of(after(life, ended), fixed=False, withdrawn=False) == life
        assert as_of(after(life, ended), fixed=True, withdrawn=True) == after(life, ended)

    def test_what_stands_is_left_alone(self) -> None:
        life = after(Life(sweep=1), FIXED, DISMISSED)
        assert as_of(life, fixed=False, withdrawn=False).state is State.DISMISSED
        assert as_of(Life(sweep=1), fixed=True, withdrawn=True) == Life(sweep=1)


class TestTheTable:
    def test_only_what_stands_can_end_or_be_notified(self) -> None:
        for event in (LifeEvent.FIXED, LifeEvent.WITHDRAWN, LifeEvent.NOTIFIED):
            assert set(sources(event)) == set(LIVING)

    def test_every_state_is_reached_and_left(self) -> None:
        found = list(paths())
        assert {after for _, _, after in found} == set(State)
        assert {before for before, _, _ in found} == set(State)

    def test_only_what_was_fixed_relapses(self) -> None:
        def ways(state: State) -> Sequence[Any]:
            covered = (State.DISMISSED, State.WITHDRAWN)  # and come back to it
            return [one for one in paths() if one[2] is state and one[0] not in covered]

        assert ways(State.RELAPSED) == [(State.FIXED, LifeEvent.SEEN, State.RELAPSED)]
        assert {event for _, event, _ in ways(State.FIXED)} == {LifeEvent.FIXED}
