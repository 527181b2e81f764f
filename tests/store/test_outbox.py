"""Events are written with the change they tell of, once; held findings tell nothing."""

import datetime as dt
import json
from collections.abc import Iterable

import pytest

from govsweep.addresses import fingerprint
from govsweep.facts import Page, PageKind, PageState, Site, Visit
from govsweep.findings import Certainty, Finding, Severity, State
from govsweep.findings import fingerprint as identity
from govsweep.store import Delivery, EventKind, Hold, Store, Sweep, Tally, Tried

NIGHT = dt.date(2026, 11, 20)
AT = dt.datetime(2026, 11, 21, 1, 0, tzinfo=dt.UTC)
SITES = [
    Site(identifier=f"511800000{n}", name=f"第{n}个网站", url=f"http://s{n}.gov.cn/")
    for n in range(1, 4)
]


class Nights:
    """Sweeps, each seeing these findings and no others."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.number = 0
        store.sites.save(SITES)

    def open(self, version: str = "r1") -> Sweep:
        night = NIGHT + dt.timedelta(days=self.number)
        self.number += 1
        sweep, _ = self.store.sweeps.open(
            night=night, as_of=night, sites=SITES, indicators="2019",
            rules_version=version, at=AT.timestamp() + self.number, again=False,
        )  # fmt: skip
        return sweep

    def see(self, sweep: Sweep, *found: Finding, state: PageState = PageState.FETCHED) -> None:
        for site in SITES:
            mine = tuple(one for one in found if one.site == site.identifier)
            page = Page(url=site.url, kind=PageKind.HOME) if state is PageState.FETCHED else None
            visit = Visit(
                queue=site.identifier, url=site.url, fingerprint=fingerprint(site.url),
                at=AT, page=page, state=state,
            )  # fmt: skip
            self.store.pages.commit(sweep.id, [Delivery(visit, mine)])

    def mend(self, sweep: Sweep, *keys: str) -> None:
        self.store.findings.mark_fixed(keys, AT, sweep.id)

    def close(self, sweep: Sweep) -> None:
        self.store.sweeps.close(sweep.id, reason="until", finished=False)

    def night(self, *found: Finding, mended: Iterable[str] = ()) -> Sweep:
        sweep = self.open()
        self.see(sweep, *(one.model_copy(update={"sweep": sweep.id}) for one in found))
        self.mend(sweep, *mended)
        self.close(sweep)
        return sweep


@pytest.fixture
def nights(store: Store) -> Nights:
    return Nights(store)


def a_finding(subject: str = "登陆", site: Site = SITES[0], **words: object) -> Finding:
    given: dict[str, object] = {
        "id": identity("typo", site.identifier, subject),
        "check": "typo",
        "severity": Severity.MINOR,
        "certainty": Certainty.CONFIRMED,
        "site": site.identifier,
        "site_name": site.name,
        "owner": site.name,
        "url": site.url,
        "subject": subject,
        "column": "",
        "message": f"“{subject}”写错了",
        "quote": subject,
        "before": "",
        "after": "",
        "suggestion": "",
        "clause": "",
        "sightings": 1,
        "pages": (site.url,),
        "first_seen": AT,
        "last_seen": AT,
        "state": State.OPEN,
        "held": None,
        "rule_version": "r1",
        "sweep": 1,
        "rule": f"pairs-{subject}",
    }
    return Finding(**(given | words))  # type: ignore[arg-type]


def kinds(store: Store, after: int = 0) -> list[str]:
    return [one.kind.value.partition(".")[2] for one in store.outbox.events(after)]


ONE = a_finding()


class TestEvents:
    def test_a_sweep_tells_when_it_is_closed_and_of_itself_last(self, nights: Nights) -> None:
        sweep = nights.open()
        nights.see(sweep, ONE)
        assert nights.store.outbox.events() == []
        nights.close(sweep)
        first, last = nights.store.outbox.events()
        assert (first.kind, last.kind) == (EventKind.OPENED, EventKind.CLOSED)
        told = json.loads(first.body)
        assert (told["id"], told["state"], told["message"]) == (ONE.id, "open", ONE.message)
        told = json.loads(last.body)
        assert (told["id"], told["night"], told["sites"]) == (sweep.id, "2026-11-20", 3)
        assert dt.datetime.fromisoformat(told["closed_at"]).tzinfo is not None

    def test_what_stands_on_is_not_told_again(self, nights: Nights) -> None:
        nights.night(ONE)
        nights.night(ONE)
        assert kinds(nights.store) == ["opened", "closed", "closed"]

    def test_the_life_of_a_finding(self, nights: Nights) -> None:
        nights.night(ONE)
        nights.night(mended=[ONE.id])
        nights.night(ONE)
        assert kinds(nights.store) == [
            *("opened", "closed"),
            *("fixed", "closed"),
            *("relapsed", "closed"),
        ]

    def test_a_sweep_closed_twice_is_told_once(self, nights: Nights) -> None:
        sweep = nights.night(ONE)
        nights.close(sweep)
        assert kinds(nights.store) == ["opened", "closed"]

    def test_ids_are_unlike_and_sequences_go_up(self, nights: Nights) -> None:
        nights.night(*(a_finding(f"第{n}个") for n in range(30)))
        events = nights.store.outbox.events()
        assert len({one.id for one in events}) == 31
        assert [one.sequence for one in events] == sorted(one.sequence for one in events)

    def test_what_is_suspected_is_told_when_a_person_confirms_it(self, nights: Nights) -> None:
        nights.night(a_finding(certainty=Certainty.SUSPECTED))
        assert kinds(nights.store) == ["closed"]
        nights.night(ONE)
        assert kinds(nights.store) == ["closed", "opened", "closed"]

    def test_a_look_apart_from_sweeps_tells_at_once(self, nights: Nights) -> None:
        nights.night(ONE)
        nights.store.findings.mark_fixed([ONE.id], AT)
        assert kinds(nights.store) == ["opened", "closed", "fixed"]

    def test_what_judging_again_takes_back_is_dismissed(self, nights: Nights) -> None:
        sweep = nights.night(ONE)
        nights.store.pages.judge_again(
            sweep.id,
            [Delivery(Visit(queue=ONE.site, url=ONE.url, fingerprint=fingerprint(ONE.url), at=AT))],
        )
        nights.store.findings.withdraw(sweep.id, ONE.site, "1", dt.datetime.now(dt.UTC))
        assert [one.state for one in nights.store.findings.all()] == [State.WITHDRAWN]
        assert kinds(nights.store) == ["opened", "closed", "dismissed"]
        assert json.loads(nights.store.outbox.events()[-1].body)["state"] == "withdrawn"

    def test_a_change_undone_by_an_error_tells_nothing(
        self, nights: Nights, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sweep = nights.open()
        nights.see(sweep, ONE)

        def fail(*_: object) -> None:
            raise RuntimeError("the machine went away")

        with monkeypatch.context() as patched, pytest.raises(RuntimeError):
            patched.setattr("govsweep.store.event_rows._forget", fail)
            nights.close(sweep)
        assert nights.store.outbox.events() == []
        nights.close(sweep)
        assert kinds(nights.store) == ["opened", "closed"]

    def test_old_events_are_forgotten(
        self, nights: Nights, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        nights.night(ONE)
        monkeypatch.setattr("govsweep.store.event_rows._KEPT", dt.timedelta(seconds=-60))
        nights.night(ONE)
        assert nights.store.outbox.events() == []

    def test_old_events_that_somebody_waits_for_are_kept(
        self, nights: Nights, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        nights.night(ONE)
        nights.store.outbox.enrol("hook", lambda event: event.kind is EventKind.OPENED, 0.0)
        monkeypatch.setattr("govsweep.store.event_rows._KEPT", dt.timedelta(seconds=-60))
        nights.night(ONE)
        assert kinds(nights.store) == ["opened"]


def hold(nights: Nights, sweep: Sweep, *held: Hold) -> list[Tally]:
    counted = nights.store.holds.tallies(sweep.id, ["typo"])
    nights.store.holds.add(sweep.id, counted, held, version="r1", at=AT)
    return counted


class TestTallies:
    def test_confirmed_findings_are_counted_by_site_and_rule(self, nights: Nights) -> None:
        sweep = nights.open()
        nights.see(
            sweep,
            *(ONE, a_finding("身分"), a_finding(site=SITES[1])),
            a_finding("疑似", certainty=Certainty.SUSPECTED),
        )
        assert nights.store.holds.tallies(sweep.id, ["typo"]) == [
            Tally(SITES[0].identifier, "typo", "pairs-登陆", 1, 1),
            Tally(SITES[0].identifier, "typo", "pairs-身分", 1, 1),
            Tally(SITES[1].identifier, "typo", "pairs-登陆", 1, 1),
            *(Tally(site.identifier, "", "", 1) for site in SITES),
        ]

    def test_what_was_told_before_is_not_fresh(self, nights: Nights) -> None:
        nights.night(ONE)
        sweep = nights.open()
        nights.see(sweep, ONE)
        first, *_ = nights.store.holds.tallies(sweep.id, ["typo"])
        assert first == Tally(ONE.site, "typo", ONE.rule, 1, waiting=0)

    def test_on_unchanged_pages_it_is_the_rules_doing(self, nights: Nights) -> None:
        nights.night()
        sweep = nights.open("r2")
        nights.see(sweep, state=PageState.UNCHANGED)
        nights.store.pages.judge_again(
            sweep.id,
            [
                Delivery(
                    Visit(queue=ONE.site, url=ONE.url, fingerprint=fingerprint(ONE.url), at=AT),
                    (ONE.model_copy(update={"sweep": sweep.id}),),
                )
            ],
        )
        (about_pages, *_) = nights.store.holds.tallies(sweep.id, ["typo"])
        (about_others, *_) = nights.store.holds.tallies(sweep.id, [])
        (again, *_) = nights.store.holds.tallies(sweep.id, [], rejudged=True)
        assert [one.by_rules for one in (about_pages, about_others, again)] == [1, 0, 1]

    def test_so_it_is_where_pages_that_changed_say_it_too(self, nights: Nights) -> None:
        nights.night()
        sweep = nights.open("r2")
        nights.see(sweep, state=PageState.UNCHANGED)
        said = (ONE.model_copy(update={"sweep": sweep.id}),)
        old, new = (
            Visit(queue=ONE.site, url=url, fingerprint=fingerprint(url), at=AT)
            for url in (ONE.url, ONE.url + "?new")
        )
        nights.store.pages.commit(sweep.id, [Delivery(new, said)])
        (alone, *_) = nights.store.holds.tallies(sweep.id, ["typo"])
        nights.store.pages.judge_again(sweep.id, [Delivery(old, said)])
        (both, *_) = nights.store.holds.tallies(sweep.id, ["typo"])
        assert [(one.waiting, one.by_rules) for one in (alone, both)] == [(1, 0), (1, 1)]

    def test_they_are_kept_for_the_sweeps_to_come(self, nights: Nights) -> None:
        sweep = nights.open()
        nights.see(sweep, ONE)
        counted = hold(nights, sweep)
        nights.close(sweep)
        following = nights.open()
        earlier = nights.store.holds.earlier_tallies(following.id, 14)
        assert {(one.site, one.check, one.findings) for one in earlier[sweep.id]} == {
            (one.site, one.check, one.findings) for one in counted
        }
        assert nights.store.holds.earlier_tallies(sweep.id, 14) == {}


def visited(found: Finding) -> Delivery:
    url = found.url
    return Delivery(Visit(queue=found.site, url=url, fingerprint=fingerprint(url), at=AT), (found,))


class TestHolds:
    @pytest.fixture
    def held(self, nights: Nights) -> Nights:
        """Two wrong words on two sites each, and one of them held in the whole city."""
        sweep = nights.open()
        found = [a_finding(word, site) for word in ("登陆", "身分") for site in SITES[:2]]
        nights.see(sweep, *found)
        hold(nights, sweep, Hold("typo", "pairs-身分", "", "突然增多"))
        nights.close(sweep)
        return nights

    def test_a_held_rule_tells_nothing_and_the_others_do(self, held: Nights) -> None:
        told = [json.loads(one.body)["subject"] for one in held.store.outbox.events()[:-1]]
        assert told == ["登陆", "登陆"]
        reasons = {one.subject: one.held for one in held.store.findings.all()}
        assert reasons == {"登陆": None, "身分": "突然增多"}

    def test_it_is_listed_with_samples_of_every_site(self, held: Nights) -> None:
        (listed,) = held.store.holds.all()
        assert (listed.hold.rule, listed.findings, listed.released_at) == ("pairs-身分", 2, None)
        assert listed.hold.id is not None
        samples = held.store.holds.findings(listed.hold.id, 3)
        assert [one.site for one in samples] == [site.identifier for site in SITES[:2]]

    def test_one_release_frees_all_of_it_and_tells(self, held: Nights) -> None:
        before = held.store.outbox.newest()
        key = next(one.id for one in held.store.findings.all() if one.held)
        assert len(held.store.holds.release(key, AT)) == 2
        assert kinds(held.store, before) == ["opened", "opened"]
        assert not any(one.held for one in held.store.findings.all())
        (listed,) = held.store.holds.all()
        assert (listed.released_at, listed.findings) == (AT, 0)

    def test_released_again_nothing_happens(self, held: Nights) -> None:
        key = next(one.id for one in held.store.findings.all() if one.held)
        held.store.holds.release(key, AT)
        before = held.store.outbox.newest()
        assert held.store.holds.release(key, AT) == []
        assert held.store.outbox.newest() == before

    def test_seen_again_it_is_held_still(self, held: Nights) -> None:
        before = held.store.outbox.newest()
        held.night(*(a_finding("身分", site) for site in SITES[:2]))
        assert kinds(held.store, before) == ["closed"]

    def test_mended_while_held_it_was_never_told(self, held: Nights) -> None:
        before = held.store.outbox.newest()
        held.night(mended=[one.id for one in held.store.findings.all() if one.held])
        assert kinds(held.store, before) == ["closed"]
        (listed,) = held.store.holds.all()
        assert listed.findings == 0

    def test_a_site_s_hold_leaves_other_sites_alone(self, nights: Nights) -> None:
        sweep = nights.open()
        nights.see(sweep, *(a_finding(site=site) for site in SITES))
        hold(nights, sweep, Hold("typo", "", SITES[0].identifier, "突然增多"))
        assert [one.held for one in nights.store.findings.all()] == ["突然增多", None, None]

    def test_what_comes_later_may_join(self, held: Nights) -> None:
        (standing,) = held.store.holds.all()
        sweep = held.open()
        held.see(sweep, a_finding("身分", SITES[2], sweep=sweep.id))
        hold(held, sweep, standing.hold)
        (listed,) = held.store.holds.all()
        assert listed.findings == 3

    def test_what_was_told_before_is_never_held(self, nights: Nights) -> None:
        nights.night(ONE)
        sweep = nights.open()
        nights.see(sweep, ONE)
        hold(nights, sweep, Hold("typo", "", "", "突然增多"))
        assert nights.store.findings.all()[0].held is None

    def test_a_sweep_judged_again_after_it_was_closed_tells_at_once(self, nights: Nights) -> None:
        sweep = nights.night()
        nights.store.pages.judge_again(sweep.id, [visited(ONE)])
        before = nights.store.outbox.newest()
        hold(nights, sweep)
        assert kinds(nights.store, before) == ["opened"]


def take(store: Store, now: float = 100.0, limit: int = 10, receiver: str = "hook") -> list[str]:
    taken = store.outbox.take(receiver, now=now, lease=60.0, limit=limit)
    return [json.loads(one.event.body).get("subject", "sweep") for one in taken.events]


def tried(event: str, state: str, due: float = 0.0, answer: str = "") -> Tried:
    return Tried(event, state, due, answer)


def _ids(store: Store, now: float = 100.0) -> list[str]:
    taken = store.outbox.take("hook", now=now, lease=60.0, limit=10)
    return [one.event.id for one in taken.events]


class TestDeliveries:
    @pytest.fixture
    def queued(self, nights: Nights) -> Store:
        nights.night(a_finding("甲"), a_finding("乙", SITES[1]))
        nights.store.outbox.enrol("hook", lambda event: True, 50.0)
        return nights.store

    def test_they_come_in_their_order(self, queued: Store) -> None:
        assert take(queued) == ["甲", "乙", "sweep"]

    def test_what_is_taken_is_nobody_else_s_until_the_lease_runs_out(self, queued: Store) -> None:
        assert take(queued, limit=1) == ["甲"]
        assert take(queued, now=101.0) == []
        assert take(queued, now=161.0, limit=1) == ["甲"]

    def test_a_failure_keeps_those_behind_it_waiting(self, queued: Store) -> None:
        first, *rest = queued.outbox.take("hook", now=100.0, lease=60.0, limit=10).events
        ids = [one.event.id for one in rest]
        queued.outbox.record("hook", [tried(first.event.id, "waiting", 400.0)], ids, 100.0, 100.0)
        taken = queued.outbox.take("hook", now=399.0, lease=60.0, limit=10)
        assert (taken.events, taken.again_at) == ([], 400.0)
        again = queued.outbox.take("hook", now=400.0, lease=60.0, limit=1).events[0]
        assert (again.event.id, again.tries) == (first.event.id, 1)

    def test_what_a_clock_put_off_that_was_set_back_since_does_not_wait_for_it(
        self, queued: Store
    ) -> None:
        days = 3 * 86_400.0
        queued.outbox.record("hook", [], _ids(queued), 50.0 + days, 50.0 + days)
        assert take(queued) == ["甲", "乙", "sweep"]
        queued.outbox.record("hook", [], _ids(queued, now=161.0), 161.0, 161.0 + 6 * 3_600)
        assert take(queued, now=200.0) == []  # a receiver may ask for so much

    def test_what_is_done_does_not_come_again(self, queued: Store) -> None:
        taken = queued.outbox.take("hook", now=100.0, lease=60.0, limit=10).events
        queued.outbox.record(
            "hook", [tried(one.event.id, "done") for one in taken], [], 100.0, 100.0
        )
        queued.outbox.enrol("hook", lambda event: True, 200.0)
        assert take(queued, now=1e9) == []
        assert queued.outbox.take("hook", now=1e9, lease=1.0, limit=1).again_at is None

    def test_receivers_know_nothing_of_each_other(self, queued: Store) -> None:
        queued.outbox.enrol("other", lambda event: event.kind is EventKind.CLOSED, 50.0)
        assert take(queued, limit=1) == ["甲"]
        assert take(queued, receiver="other") == ["sweep"]

    def test_they_are_counted(self, queued: Store) -> None:
        one, two, three = queued.outbox.take("hook", now=100.0, lease=60.0, limit=10).events
        outcome = [
            tried(one.event.id, "done"),
            tried(two.event.id, "dead", answer="答复 422"),
            tried(three.event.id, "waiting", 500.0, answer="答复 503"),
        ]
        queued.outbox.record("hook", outcome, [], 100.0, 100.0)
        (counted,) = queued.outbox.delivery_counts()
        assert (counted.done, counted.waiting, counted.dead) == (1, 1, 1)
        assert (counted.oldest, counted.due) == (50.0, 500.0)

    def test_replay_by_sequence_by_id_and_of_the_dead(self, queued: Store) -> None:
        taken = queued.outbox.take("hook", now=100.0, lease=60.0, limit=10).events
        states = ("done", "dead", "done")
        outcome = [tried(one.event.id, state) for one, state in zip(taken, states, strict=True)]

        def again(**words: object) -> list[str]:
            queued.outbox.record("hook", outcome, [], 100.0, 100.0)
            queued.outbox.replay(["hook"], lambda name, event: True, at=200.0, **words)
            return take(queued, now=200.0)

        assert again(dead=True) == ["乙"]
        assert again(since=taken[0].event.sequence) == ["乙", "sweep"]
        assert again(key=taken[0].event.id[:8]) == ["甲"]
        assert again(since=0) == ["甲", "乙", "sweep"]
