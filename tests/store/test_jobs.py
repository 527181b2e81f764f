"""Jobs in the store: asked for once, taken once, ended; what is left behind is aborted."""

import datetime as dt
from collections.abc import Iterator

import pytest

from govsweep.accounts import Actor, AuditAct
from govsweep.errors import InputError
from govsweep.jobs import LEASE, JobKind, JobState
from govsweep.store import Store

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
BY = Actor(name="王工")
KEY = "ab" * 16


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store with nothing in it."""
    made = Store(database_url)
    made.upgrade()
    yield made
    made.close()


def test_a_job_is_asked_for_taken_and_ended(store: Store) -> None:
    asked = store.jobs.ask_for(JobKind.RECHECK, KEY, BY, AT)
    assert (asked.state, asked.is_open, asked.in_words) == (JobState.QUEUED, True, "等待")
    taken = store.jobs.take(JobKind.RECHECK, "here", AT)
    assert taken is not None
    assert (taken.id, taken.subject, taken.state) == (asked.id, KEY, JobState.RUNNING)
    assert store.jobs.take(JobKind.RECHECK, "here", AT) is None
    store.jobs.tell(taken.id, "复查 1 个问题")
    store.jobs.end(taken.id, JobState.DONE, AT)
    (done,) = store.jobs.all(JobKind.RECHECK, KEY)
    assert (done.is_open, done.in_words, done.ended_at) == (False, "做完：复查 1 个问题", AT)


def test_it_is_written_down_who_asked(store: Store) -> None:
    store.jobs.ask_for(JobKind.RECHECK, KEY, BY, AT)
    store.jobs.ask_for(JobKind.SWEEP, "", BY, AT)
    _, (sweep, recheck) = store.audit.entries()
    assert (recheck.act, recheck.by.name, recheck.subject) == (
        AuditAct.RECHECK_ASKED, "王工", KEY,
    )  # fmt: skip
    assert sweep.act is AuditAct.SWEEP_ASKED


def test_what_is_waited_for_already_is_not_asked_for_again(store: Store) -> None:
    asked = store.jobs.ask_for(JobKind.RECHECK, KEY, BY, AT)
    with pytest.raises(InputError, match="王工已经要求过"):
        store.jobs.ask_for(JobKind.RECHECK, KEY, BY, AT)
    store.jobs.ask_for(JobKind.RECHECK, "cd" * 16, BY, AT)
    store.jobs.end(asked.id, JobState.FAILED, AT)
    assert store.jobs.ask_for(JobKind.RECHECK, KEY, BY, AT).id > asked.id


def test_the_longest_waiting_of_a_kind_goes_first(store: Store) -> None:
    first = store.jobs.ask_for(JobKind.RECHECK, KEY, BY, AT)
    store.jobs.ask_for(JobKind.RECHECK, "cd" * 16, BY, AT)
    assert store.jobs.take(JobKind.SWEEP, "here", AT) is None
    taken = store.jobs.take(JobKind.RECHECK, "here", AT)
    assert taken is not None
    assert taken.id == first.id


class TestSweepsAndRechecks:
    """Together they would ask a site faster than its pace."""

    def test_a_sweep_waits_for_the_rechecks_asked_for_before_it(self, store: Store) -> None:
        recheck = store.jobs.ask_for(JobKind.RECHECK, KEY, BY, AT)
        sweep = store.jobs.ask_for(JobKind.SWEEP, "", BY, AT)
        assert sweep.in_words == "等待：等在它之前要求的复查做完"
        store.jobs.take(JobKind.RECHECK, "here", AT)
        assert store.jobs.take(JobKind.SWEEP, "here", AT) is None
        store.jobs.end(recheck.id, JobState.DONE, AT)
        taken = store.jobs.take(JobKind.SWEEP, "here", AT)
        assert taken is not None
        assert (taken.id, taken.told) == (sweep.id, "")

    def test_a_recheck_asked_for_after_a_sweep_waits_until_that_is_open(self, store: Store) -> None:
        sweep = store.jobs.ask_for(JobKind.SWEEP, "", BY, AT)
        assert sweep.in_words == "等待"
        store.jobs.ask_for(JobKind.RECHECK, KEY, BY, AT)
        assert store.jobs.take(JobKind.RECHECK, "here", AT) is None
        store.jobs.take(JobKind.SWEEP, "here", AT)
        assert store.jobs.take(JobKind.RECHECK, "here", AT) is None
        store.sweeps.open(
            night=AT.date(), as_of=AT.date(), sites=[], indicators="2019", rules_version="r",
            at=AT.timestamp() + 1, again=False,
        )  # fmt: skip
        assert store.jobs.take(JobKind.RECHECK, "here", AT) is not None

    def test_a_sweep_that_could_not_begin_holds_nothing_back(self, store: Store) -> None:
        sweep = store.jobs.ask_for(JobKind.SWEEP, "", BY, AT)
        store.jobs.ask_for(JobKind.RECHECK, KEY, BY, AT)
        store.jobs.take(JobKind.SWEEP, "here", AT)
        store.jobs.end(sweep.id, JobState.FAILED, AT)
        assert store.jobs.take(JobKind.RECHECK, "here", AT) is not None


def test_a_job_of_which_nothing_is_heard_is_aborted_after_its_lease(store: Store) -> None:
    for key in (KEY, "cd" * 16):
        store.jobs.ask_for(JobKind.RECHECK, key, BY, AT)
        store.jobs.take(JobKind.RECHECK, "a container that is gone", AT)
    heard = store.jobs.all(JobKind.RECHECK, KEY)[0].id
    later = AT + dt.timedelta(seconds=LEASE - 1)
    store.jobs.keep(heard, later)
    store.jobs.abort_left(JobKind.RECHECK, lambda _: False, later)
    assert {one.state for one in store.jobs.all(JobKind.RECHECK)} == {JobState.RUNNING}
    later += dt.timedelta(seconds=2)
    store.jobs.abort_left(JobKind.RECHECK, lambda _: False, later)
    states = {one.id: one.state for one in store.jobs.all(JobKind.RECHECK)}
    assert states.pop(heard) is JobState.RUNNING
    assert set(states.values()) == {JobState.ABORTED}


def test_what_a_runner_left_unfinished_is_aborted_and_nothing_else(store: Store) -> None:
    for key, runner in ((KEY, "here"), ("cd" * 16, "there")):
        store.jobs.ask_for(JobKind.RECHECK, key, BY, AT)
        store.jobs.take(JobKind.RECHECK, runner, AT)
    store.jobs.ask_for(JobKind.RECHECK, "ef" * 16, BY, AT)
    store.jobs.abort_left(JobKind.RECHECK, lambda runner: runner == "here", AT)
    states = {one.subject: one.state for one in store.jobs.all(JobKind.RECHECK)}
    assert states == {
        KEY: JobState.ABORTED,
        "cd" * 16: JobState.RUNNING,
        "ef" * 16: JobState.QUEUED,
    }
