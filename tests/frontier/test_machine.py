"""The frontier's scripts as a state machine, beside a model of it that is plain Python.

Any order of what workers do, die of and come back to must leave both in the same state. The
server and the scripts are real; only the clock that the scripts read is the test's.
"""

import asyncio
import itertools
import math
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from msgspec import structs
from redis.asyncio import Redis

from govsweep.addresses import fingerprint
from govsweep.frontier import (
    Acknowledgement,
    Claim,
    Task,
    TaskPurpose,
    UnbuiltError,
)

SITES, HOSTS = ("1301000001", "1301000002"), ("@a.example.com",)
QUEUES = (*SITES, *HOSTS)
LEASE = 60
PARKED_AFTER = 3  # deaths
START = 1_000_000_000
_sweep = itertools.count(1)

queues = st.sampled_from(QUEUES)
paths = st.sampled_from("abc")
workers = st.sampled_from((0, 1))
some = st.sampled_from((2, 2, 1, 0))
waits = st.sampled_from((0, 0, 0, 5, 90))


@dataclass
class Queue:
    """What the model knows of one queue."""

    waiting: dict[bytes, float] = field(default_factory=dict)  # key -> order, or when due
    in_hand: set[bytes] = field(default_factory=set)
    suspects: set[bytes] = field(default_factory=set)
    tasks: dict[bytes, Task] = field(default_factory=dict)
    seen: set[bytes] = field(default_factory=set)
    deaths: dict[bytes, int] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    owner: str = ""
    deadline: float = 0
    rests_until: float = -math.inf
    asked: float | None = None
    given_up: bool = False

    def push(self, task: Task, wait: float, now: float) -> bool:
        if self.given_up or task.key in self.seen:
            return False
        self.seen.add(task.key)
        self.tasks[task.key] = task
        self.waiting[task.key] = now + wait if wait > 0 else task.order
        return True

    def put_by(self, key: bytes) -> None:
        self.waiting.pop(key, None)
        self.in_hand.discard(key)
        self.suspects.discard(key)

    def ready(self, now: float) -> list[bytes]:
        due = sorted((at, key) for key, at in self.waiting.items() if at <= now)
        return [key for _, key in due]

    def claimable_from(self, now: float) -> float | None:
        if self.owner or not (self.waiting or self.suspects):
            return None
        first = now if self.suspects else max(now, min(self.waiting.values()))
        return max(first, self.rests_until)


def task(
    queue: str,
    path: str,
    purpose: TaskPurpose = TaskPurpose.PAGE,
    depth: int = 0,
    wait: float = 0.0,
) -> Task:
    url = f"http://a.gov.cn/{path}"
    return Task(queue, url, fingerprint(url), purpose, depth, wait=wait)


tasks = st.builds(task, queues, paths, st.sampled_from(TaskPurpose), st.integers(0, 3), waits)
pushes = st.lists(tasks, max_size=4)


async def batch(queued: Sequence[Task]) -> AsyncIterator[Sequence[Task]]:
    yield queued


class FrontierMachine(RuleBasedStateMachine):
    """Two workers on three queues, and a clock that stands still unless a rule moves it."""

    url = ""
    frontier: Any  # a frontier that tells the test's time, see conftest.py

    @initialize()
    def begin(self) -> None:
        prefix = f"govsweep:{{machine-{next(_sweep)}}}"
        self.loop = asyncio.new_event_loop()
        self.redis = Redis.from_url(self.url)
        self.workers = [
            self.frontier(Redis.from_url(self.url), prefix=prefix, token="token", lease=LEASE)
            for _ in range(2)
        ]
        for worker in self.workers:
            worker.notice = 0.0  # nobody asks a host here
        self.prefix, self.now = prefix, START
        self.model = {name: Queue() for name in QUEUES}
        self.claims: list[list[Claim]] = [[], []]  # what each worker believes to hold
        self.known: list[Task] = []  # all that was ever pulled
        self.advance(0)
        assert self.do(self.workers[0].ensure(batch([]))) is True
        self.push(0, [task(name, path) for name in QUEUES for path in "ab"])

    def teardown(self) -> None:
        for client in (self.redis, *(worker.client for worker in self.workers)):
            self.do(client.aclose())
        self.do(asyncio.sleep(0))  # the transports' last callbacks
        self.loop.close()

    def do(self, step: Any) -> Any:
        return self.loop.run_until_complete(step)

    @rule(seconds=st.sampled_from((1, 5, 30, LEASE, 100)))
    def advance(self, seconds: int) -> None:
        self.now += seconds
        self.do(self.redis.set(f"clock:{self.prefix}", self.now))

    @rule(worker=workers, queued=pushes)
    def push(self, worker: int, queued: list[Task]) -> None:
        expected = self._pushed(queued)
        assert self.do(self.workers[worker].push(queued)) == expected

    def _pushed(self, queued: Iterable[Task]) -> int:
        return sum(self.model[one.queue].push(one, one.wait, self.now) for one in queued)

    @rule(worker=workers, sites=some, hosts=some)
    def claim(self, worker: int, sites: int, hosts: int) -> None:
        for queue in self.model.values():
            if queue.owner and queue.deadline <= self.now:
                for key in queue.in_hand:
                    queue.deaths[key] = queue.deaths.get(key, 0) + 1
                queue.suspects |= queue.in_hand
                queue.in_hand.clear()
                queue.owner, queue.asked = "", self.now
        ready = {
            name: len(queue.tasks)
            for name, queue in self.model.items()
            if (start := queue.claimable_from(self.now)) is not None and start <= self.now
        }
        claimed = self.do(self.workers[worker].claim(sites, hosts))
        for ready_set, wanted in ((SITES, sites), (HOSTS, hosts)):
            sizes = sorted(size for name, size in ready.items() if name in ready_set)
            got = [ready[one.queue] for one in claimed if one.queue in ready_set]
            assert sorted(got) == sizes[:wanted]  # the smallest first
        for one in claimed:
            queue = self.model[one.queue]
            assert not queue.owner
            assert one.notes == queue.notes | ({"given_up": "1"} if queue.given_up else {})
            assert one.idle == (None if queue.asked is None else max(0, self.now - queue.asked))
            queue.owner, queue.deadline = one.owner, self.now + LEASE
            self.claims[worker].append(one)

    @precondition(lambda self: any(self.claims))
    @rule(data=st.data(), want=st.integers(0, 4), suspect=st.booleans())
    def pull(self, data: st.DataObject, want: int, suspect: bool) -> None:
        self._pull(*self._a_claim(data), want, suspect)

    def _pull(self, worker: int, held: Claim, want: int, suspect: bool) -> None:
        queue = self.model[held.queue]
        asked = self.workers[worker].pull([(held.queue, held.owner, want)], suspect=suspect)
        (pulled,) = self.do(asked)
        if queue.owner != held.owner:
            assert pulled.lost
            self.claims[worker].remove(held)
            return
        assert not pulled.lost
        queue.deadline = self.now + LEASE
        got = list(pulled.tasks)
        if suspect and queue.suspects:
            first = got.pop(0)
            assert first.key in queue.suspects
            assert first.deaths == queue.deaths[first.key]
            queue.suspects.remove(first.key)
            queue.in_hand.add(first.key)
        assert [one.key for one in got] == queue.ready(self.now)[:want]
        assert {one.deaths for one in got} <= {0}
        for one in got:
            del queue.waiting[one.key]
            queue.in_hand.add(one.key)
        assert {(one.url, one.depth) for one in pulled.tasks} <= {
            (one.url, one.depth) for one in queue.tasks.values()
        }
        assert pulled.wait == self._wait_of(queue)
        self.known += pulled.tasks
        for one in pulled.tasks:
            if one.deaths >= PARKED_AFTER:
                self._acknowledge(worker, Acknowledgement(one))

    @rule(worker=workers, want=st.sampled_from((1, 2)))
    def take(self, worker: int, want: int) -> None:
        """Claim all there is, and pull of each: what a worker does most of its time."""
        self.claim(worker, 2, 2)
        for held in tuple(self.claims[worker]):
            self._pull(worker, held, want, suspect=True)

    def _wait_of(self, queue: Queue) -> float | None:
        if queue.suspects:
            return 0.0
        return max(0.0, min(queue.waiting.values()) - self.now) if queue.waiting else None

    @precondition(lambda self: self.known)
    @rule(data=st.data(), worker=workers, wait=st.sampled_from((None, None, 0, 30)), new=pushes)
    def acknowledge(
        self, data: st.DataObject, worker: int, wait: int | None, new: list[Task]
    ) -> None:
        one = data.draw(st.sampled_from(self.known))
        self._acknowledge(worker, Acknowledgement(one, wait, tuple(new)))

    def _acknowledge(self, worker: int, done: Acknowledgement) -> None:
        self.do(self.workers[worker].acknowledge([done]))
        queue, key = self.model[done.task.queue], done.task.key
        if key in queue.tasks:
            queue.put_by(key)
            if done.wait is None:
                del queue.tasks[key]
            else:
                queue.tasks[key] = done.task
                queue.waiting[key] = self.now + done.wait
        self._pushed(done.revealed)

    @precondition(lambda self: any(self.claims))
    @rule(data=st.data(), idle=st.integers(0, 9))
    def renew(self, data: st.DataObject, idle: int) -> None:
        worker, held = self._a_claim(data)
        queue = self.model[held.queue]
        lost = self.do(self.workers[worker].renew([(held.queue, held.owner, idle)]))
        if queue.owner == held.owner:
            assert lost == set()
            queue.deadline, queue.asked = self.now + LEASE, self.now - idle
        else:
            assert lost == {held.queue}

    @precondition(lambda self: any(self.claims))
    @rule(
        data=st.data(),
        rest=st.sampled_from((0, 0, 20)),
        abandon=st.sampled_from((False, False, False, True)),
        back_off=st.sampled_from(("", "7")),
    )
    def release(self, data: st.DataObject, rest: int, abandon: bool, back_off: str) -> None:
        worker, held = self._a_claim(data)
        self.claims[worker].remove(held)
        notes = {"back_off": back_off} if back_off else {}
        given = self.workers[worker].release(
            held.queue, held.owner, idle=2, rest=rest, abandon=abandon, notes=notes
        )
        self.do(given)
        queue = self.model[held.queue]
        if queue.owner != held.owner:
            return
        queue.waiting |= dict.fromkeys(queue.in_hand, 0.0)
        queue.in_hand.clear()
        queue.owner, queue.asked, queue.rests_until = "", self.now - 2, self.now + rest
        queue.notes |= notes
        if abandon:
            queue.given_up = True
            for kept in (queue.waiting, queue.tasks, queue.deaths, queue.suspects):
                kept.clear()

    @rule(worker=workers)
    def die(self, worker: int) -> None:
        """A worker is gone with all it held; another looks round after its leases are over."""
        self.claims[worker] = []
        self.advance(LEASE)
        self.claim(1 - worker, 0, 0)

    @precondition(lambda self: self.known)
    @rule(data=st.data(), worker=workers)
    def restore(self, data: st.DataObject, worker: int) -> None:
        """The store has open what Redis has closed: it comes back."""
        one = data.draw(st.sampled_from(self.known))
        queue = self.model[one.queue]
        missing = one.key not in queue.tasks
        if missing:
            queue.seen.discard(one.key)
            missing = queue.push(one, 0, self.now)
        assert self.do(self.workers[worker].restore([one])) == missing

    @precondition(lambda self: len(self.known) > 5)
    @rule(worker=workers)
    def lose_everything(self, worker: int) -> None:
        """Redis is emptied, and its queues are built again from what the store has open."""
        self.do(self.workers[worker].clear())
        with pytest.raises(UnbuiltError):
            self.do(self.workers[1 - worker].claim(9, 9))
        left = [
            structs.replace(one, wait=0.0)
            for queue in self.model.values()
            for one in queue.tasks.values()
        ]
        assert self.do(self.workers[worker].ensure(batch(left))) is True
        assert self.do(self.workers[1 - worker].ensure(batch([]))) is False
        self.model = {name: Queue() for name in QUEUES}
        self.claims, self.known = [[], []], []
        assert self._pushed(left) == len(left)

    def _a_claim(self, data: st.DataObject) -> tuple[int, Claim]:
        held = [(worker, one) for worker in (0, 1) for one in self.claims[worker]]
        return data.draw(st.sampled_from(held))

    @invariant()
    def the_counts_are_those_of_the_model(self) -> None:
        status = self.do(self.workers[0].status())
        queues = self.model.values()
        starts = [start for one in queues if (start := one.claimable_from(self.now)) is not None]
        assert status.open == sum(len(one.tasks) for one in queues)
        assert status.queues == sum(bool(one.tasks) for one in queues)
        assert status.leased == sum(bool(one.owner) for one in queues)
        assert status.wait == (min(starts) - self.now if starts else None)
        assert not status.finished

    @invariant()
    def every_task_is_in_one_place(self) -> None:
        for name, queue in self.model.items():
            assert set(queue.tasks) == {*queue.waiting, *queue.in_hand, *queue.suspects}
            stored = self.do(self._stored(name))
            assert stored == (queue.waiting, queue.in_hand, queue.suspects, set(queue.tasks))

    async def _stored(self, name: str) -> tuple[Any, ...]:
        async with self.redis.pipeline(transaction=True) as pipe:
            pipe.zrange(f"{self.prefix}:q:{name}", 0, -1, withscores=True)
            pipe.smembers(f"{self.prefix}:p:{name}")
            pipe.smembers(f"{self.prefix}:s:{name}")
            pipe.hkeys(f"{self.prefix}:r:{name}")
            waiting, in_hand, suspects, tasks = await pipe.execute()
        return dict(waiting), set(in_hand), set(suspects), set(tasks)


@pytest.mark.parametrize("steps", [12, 60])
def test_the_scripts_do_what_the_model_does(redis_url: str, timed: Any, steps: int) -> None:
    FrontierMachine.url, FrontierMachine.frontier = redis_url, timed
    run_state_machine_as_test(
        FrontierMachine,
        settings=settings(
            max_examples=600 // steps,
            stateful_step_count=steps,
            suppress_health_check=list(HealthCheck),
        ),
    )
