"""The life of a task: pushed once, claimed, pulled, acknowledged; what a worker died with."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest

from govsweep.addresses import fingerprint
from govsweep.frontier import Acknowledgement, Claim, Frontier, Pulled, Task, TaskPurpose

SITE, OTHER, HOST = "1301000001", "1301000002", "@example.com"


def task(queue: str, path: str, depth: int = 0, purpose: TaskPurpose = TaskPurpose.PAGE) -> Task:
    url = f"http://a.gov.cn/{path}"
    return Task(queue, url, fingerprint(url), purpose, depth)


async def batch(*queued: Task) -> AsyncIterator[Sequence[Task]]:
    yield queued


async def claim(frontier: Frontier, sites: int = 1, hosts: int = 0) -> Claim:
    (only,) = await frontier.claim(sites, hosts)
    return only


async def pull(frontier: Frontier, claim: Claim, want: int = 9, suspect: bool = True) -> Pulled:
    (only,) = await frontier.pull([(claim.queue, claim.owner, want)], suspect=suspect)
    return only


def urls(pulled: Pulled) -> list[str]:
    return [one.url.rpartition("/")[2] for one in pulled.tasks]


def test_a_task_is_queued_once(run: Any) -> None:
    async def test(frontier: Frontier) -> None:
        assert await frontier.push([task(SITE, "a"), task(SITE, "b")]) == 2
        assert await frontier.push([task(SITE, "a")]) == 0
        assert (await frontier.status()).open == 2

    run(test)


def test_an_address_waits_once_for_each_purpose(run: Any) -> None:
    async def test(frontier: Frontier) -> None:
        await frontier.push([task(SITE, "a", purpose=purpose) for purpose in TaskPurpose])
        pulled = await pull(frontier, await claim(frontier))
        assert {one.purpose for one in pulled.tasks} == set(TaskPurpose)

    run(test)


def test_pages_come_by_depth_and_before_probes(run: Any) -> None:
    async def test(frontier: Frontier) -> None:
        deep, shallow, probe = (
            task(SITE, "deep", 3),
            task(SITE, "shallow", 1),
            task(SITE, "x", 0, TaskPurpose.LINK),
        )
        urgent = Task(SITE, "http://a.gov.cn/more", b"m" * 16, depth=1, urgent=True)
        await frontier.push([probe, deep, shallow, urgent])
        assert urls(await pull(frontier, await claim(frontier))) == ["more", "shallow", "deep", "x"]

    run(test)


def test_one_queue_is_leased_to_one_worker(run: Any) -> None:
    async def test(one: Frontier, two: Frontier) -> None:
        await one.push([task(SITE, "a"), task(OTHER, "b")])
        first, second = await claim(one), await claim(two)
        assert {first.queue, second.queue} == {SITE, OTHER}
        assert await one.claim(9, 9) == []

    run(test, workers=2)


def test_small_queues_are_claimed_first(run: Any) -> None:
    async def test(frontier: Frontier) -> None:
        await frontier.push([task(SITE, str(number)) for number in range(50)])
        await frontier.push([task(OTHER, "a")])
        assert (await claim(frontier)).queue == OTHER

    run(test)


def test_sites_and_foreign_hosts_are_claimed_apart(run: Any) -> None:
    async def test(frontier: Frontier) -> None:
        probe = task(HOST, "x", purpose=TaskPurpose.LINK)
        await frontier.push([probe, task(SITE, "a")])
        assert (await claim(frontier, sites=0, hosts=9)).queue == HOST
        assert (await claim(frontier, sites=9, hosts=0)).queue == SITE

    run(test)


def test_what_is_acknowledged_is_closed_and_what_it_revealed_is_open(run: Any) -> None:
    async def test(frontier: Frontier) -> None:
        await frontier.push([task(SITE, "a")])
        mine = await claim(frontier)
        (parent,) = (await pull(frontier, mine)).tasks
        children = (task(SITE, "b", 1), task(HOST, "x", purpose=TaskPurpose.LINK))
        await frontier.acknowledge([Acknowledgement(parent, revealed=children)])
        assert (await frontier.status()).open == 2
        assert urls(await pull(frontier, mine)) == ["b"]

    run(test)


def test_an_acknowledgement_said_twice_counts_once(run: Any) -> None:
    async def test(frontier: Frontier) -> None:
        await frontier.push([task(SITE, "a"), task(SITE, "b")])
        pulled = await pull(frontier, await claim(frontier))
        done = Acknowledgement(pulled.tasks[0])
        await frontier.acknowledge([done, done])
        assert (await frontier.status()).open == 1

    run(test)


def test_a_task_that_waits_is_not_ready_before_its_time(run_timed: Any) -> None:
    async def test(frontier: Any) -> None:
        await frontier.push([task(SITE, "a")])
        mine = await claim(frontier)
        (failed,) = (await pull(frontier, mine)).tasks
        again = Task(SITE, failed.url, failed.fingerprint, tries=1)
        await frontier.acknowledge([Acknowledgement(again, wait=30)])
        early = await pull(frontier, mine)
        assert early.tasks == ()
        assert early.wait == 30
        await frontier.move(1_029)
        assert (await pull(frontier, mine)).tasks == ()
        await frontier.move(1_030)
        (late,) = (await pull(frontier, mine)).tasks
        assert late.tries == 1

    run_timed(test)


def test_a_released_queue_goes_to_another_with_all_that_was_in_hand(run_timed: Any) -> None:
    async def test(one: Any, two: Any) -> None:
        await one.push([task(SITE, "a"), task(SITE, "b")])
        mine = await claim(one)
        await pull(one, mine, want=1)
        await one.release(SITE, mine.owner, idle=0.5, notes={"back_off": "60"})
        await two.move(1_004)
        theirs = await claim(two)
        assert theirs.notes == {"back_off": "60"}
        assert theirs.idle == 4.5
        pulled = await pull(two, theirs)
        assert sorted(urls(pulled)) == ["a", "b"]
        assert {one.deaths for one in pulled.tasks} == {0}

    run_timed(test, workers=2)


def test_a_queue_at_rest_is_claimed_by_nobody(run_timed: Any) -> None:
    async def test(frontier: Any) -> None:
        await frontier.push([task(SITE, "a")])
        mine = await claim(frontier)
        await frontier.release(SITE, mine.owner, idle=0, rest=30)
        await frontier.push([task(SITE, "b")])  # new work does not end the rest
        assert await frontier.claim(9, 9) == []
        assert (await frontier.status()).open == 2
        await frontier.move(1_029)
        assert await frontier.claim(9, 9) == []
        await frontier.move(1_030)
        assert (await claim(frontier)).queue == SITE

    run_timed(test)


def test_a_queue_given_up_leaves_nothing_open(run: Any) -> None:
    async def test(frontier: Frontier) -> None:
        await frontier.push([task(SITE, "a"), task(SITE, "b")])
        mine = await claim(frontier)
        await pull(frontier, mine, want=1)
        await frontier.release(SITE, mine.owner, idle=0, abandon=True)
        assert (await frontier.status()).open == 0
        assert await frontier.claim(9, 9) == []
        assert await frontier.push([task(SITE, "c")]) == 0
        assert await frontier.restore([task(SITE, "a")]) == 0

    run(test)


@pytest.mark.parametrize("count", [499, 500, 501, 1_700])
def test_a_page_may_reveal_more_than_one_step_can_queue(run: Any, count: int) -> None:
    async def test(frontier: Frontier) -> None:
        await frontier.push([task(SITE, "a")])
        (parent,) = (await pull(frontier, await claim(frontier))).tasks
        children = tuple(task(SITE, str(number), 1) for number in range(count))
        await frontier.acknowledge([Acknowledgement(parent, revealed=children)])
        assert (await frontier.status()).open == count

    run(test)


def test_a_dead_workers_queue_is_claimed_after_its_deadline(run_timed: Any) -> None:
    async def test(dead: Any, alive: Any) -> None:
        await dead.push([task(SITE, "a")])
        lost = await claim(dead)
        await pull(dead, lost)
        await alive.move(1_059)
        assert await alive.claim(9, 9) == []
        await alive.move(1_061)
        mine = await claim(alive)
        pulled = await pull(alive, mine)
        assert urls(pulled) == ["a"]
        assert pulled.tasks[0].deaths == 1
        assert mine.idle == 0  # when it was asked last is unknown: as late as can be
        assert (await pull(dead, lost)).lost
        assert await dead.renew([(SITE, lost.owner, 0.0)]) == {SITE}
        await dead.release(SITE, lost.owner, idle=0)  # says nothing to the one who holds it now
        assert await dead.claim(9, 9) == []

    run_timed(test, workers=2, lease=60)


def test_a_renewed_lease_is_kept(run_timed: Any) -> None:
    async def test(one: Any, two: Any) -> None:
        await one.push([task(SITE, "a")])
        mine = await claim(one)
        for moment in (1_050, 1_100, 1_150, 1_200):
            await one.move(moment)
            assert await one.renew([(SITE, mine.owner, 0.0)]) == set()
            assert await two.claim(9, 9) == []
        await one.move(1_259)
        assert await two.claim(9, 9) == []

    run_timed(test, workers=2, lease=60)


def test_tasks_that_a_worker_died_with_are_handed_out_one_by_one(run_timed: Any) -> None:
    async def test(frontier: Any) -> None:
        await frontier.push([task(SITE, name) for name in "abc"])
        await pull(frontier, await claim(frontier), want=2)
        await frontier.move(1_061)
        mine = await claim(frontier)
        assert [one.deaths for one in (await pull(frontier, mine, want=1)).tasks] == [1, 0]
        assert (await pull(frontier, mine, suspect=False)).tasks == ()
        assert [one.deaths for one in (await pull(frontier, mine)).tasks] == [1]

    run_timed(test, lease=60)


def test_deaths_are_counted(run_timed: Any) -> None:
    async def test(frontier: Any) -> None:
        await frontier.push([task(SITE, "poison")])
        deaths = []
        for night in range(1, 5):
            deaths.append((await pull(frontier, await claim(frontier))).tasks[0].deaths)
            await frontier.move(1_000 + 61 * night)
        assert deaths == [0, 1, 2, 3]

    run_timed(test, lease=60)


def test_work_acknowledged_after_the_lease_was_lost_is_done_all_the_same(run_timed: Any) -> None:
    async def test(dead: Any, alive: Any) -> None:
        await dead.push([task(SITE, "a")])
        (done,) = (await pull(dead, await claim(dead))).tasks
        await alive.move(1_061)
        mine = await claim(alive)
        await dead.acknowledge([Acknowledgement(done, revealed=(task(SITE, "b"),))])
        assert urls(await pull(alive, mine)) == ["b"]

    run_timed(test, workers=2, lease=60)


def test_several_acknowledgements_in_one_step_keep_all_that_they_revealed(run: Any) -> None:
    async def test(frontier: Frontier) -> None:
        await frontier.push([task(SITE, name) for name in "abc"])
        mine = await claim(frontier)
        done = (await pull(frontier, mine)).tasks
        await frontier.acknowledge(
            [Acknowledgement(one, revealed=(task(SITE, f"of-{one.url[-1]}", 1),)) for one in done]
        )
        assert sorted(urls(await pull(frontier, mine))) == ["of-a", "of-b", "of-c"]

    run(test)


def test_what_a_holder_noted_is_told_the_next_though_it_died(run_timed: Any) -> None:
    async def test(dead: Any, alive: Any) -> None:
        await dead.push([task(SITE, "a")])
        lost = await claim(dead)
        await dead.note(SITE, lost.owner, {"back_off": "60", "seen": "5"})
        await alive.move(1_061)
        mine = await claim(alive)
        assert mine.notes == {"back_off": "60", "seen": "5"}
        await dead.note(SITE, lost.owner, {"back_off": "1"})  # it holds the queue no more
        await alive.release(SITE, mine.owner, idle=0)
        assert (await claim(alive)).notes == {"back_off": "60", "seen": "5"}

    run_timed(test, workers=2, lease=60)


def test_who_holds_a_lease_is_told_by_machine_and_process(run: Any) -> None:
    async def test(one: Frontier, two: Frontier) -> None:
        assert await one.workers() == set()
        one.worker = "host.of.the.office.4711.00c0ffee"
        await one.push([task(SITE, "a"), task(OTHER, "b")])
        await claim(one)
        assert await one.workers() == {"host.of.the.office.4711"}
        await claim(two)
        assert await one.workers() == {"host.of.the.office.4711", two.worker.rpartition(".")[0]}
        await one.clear()
        assert await one.workers() == set()

    run(test, workers=2)


def test_start_addresses_stay_in_their_list_until_they_are_dropped(run: Any) -> None:
    async def test(frontier: Frontier) -> None:
        key = f"{frontier.prefix}:start"
        assert await frontier.seeds(key, 2) == []
        await frontier.client.rpush(key, "a", "b", "a", "c")
        assert await frontier.seeds(key, 2) == [b"a", b"b"]
        assert await frontier.seeds(key, 9) == [b"a", b"b", b"a", b"c"]
        await frontier.drop_seeds(key, [b"a", b"c", b"never"])
        assert await frontier.seeds(key, 9) == [b"b", b"a"]  # one of each, the first

    run(test)
