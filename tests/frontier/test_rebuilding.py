"""Redis is a queue that can be rebuilt: emptied, restarted, filled again from the store."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from redis.asyncio import Redis

from govsweep.addresses import fingerprint
from govsweep.frontier import Acknowledgement, Frontier, Task, UnbuiltError

SITE = "1301000001"
PAGES = [Task(SITE, url, fingerprint(url)) for url in ("http://a/1", "http://a/2")]


async def waiting(*queued: Task) -> AsyncIterator[Sequence[Task]]:
    yield queued


def test_an_emptied_redis_is_noticed_and_rebuilt(run: Any) -> None:
    async def test(frontier: Frontier) -> None:
        await frontier.push(PAGES)
        await frontier.clear()  # what FLUSHALL does
        with pytest.raises(UnbuiltError):
            await frontier.claim(1, 1)
        assert await frontier.ensure(waiting(*PAGES)) is True
        assert (await frontier.status()).open == 2
        assert await frontier.ensure(waiting()) is False

    run(test)


def test_one_worker_rebuilds_while_the_others_wait(run: Any) -> None:
    async def slowly() -> AsyncIterator[Sequence[Task]]:
        await asyncio.sleep(0.1)
        yield PAGES

    async def test(one: Frontier, two: Frontier) -> None:
        await one.clear()
        built = await asyncio.gather(one.ensure(slowly()), two.ensure(slowly()))
        assert sorted(built) == [False, True]
        assert (await two.status()).open == 2

    run(test, workers=2)


def test_who_was_slow_to_lock_builds_nothing_over_what_stands(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between one worker's look and its lock another has built, claimed, and unlocked."""

    async def test(slow: Frontier, quick: Frontier) -> None:
        await slow.clear()
        taking = slow.client.set

        async def late(*words: Any, **named: Any) -> Any:
            if named.get("nx"):
                assert await quick.ensure(waiting(*PAGES)) is True
            return await taking(*words, **named)

        monkeypatch.setattr(slow.client, "set", late)
        assert await slow.ensure(waiting(*PAGES)) is False
        (mine,) = await quick.claim(1, 0)
        assert await quick.renew([(SITE, mine.owner, 0.0)]) == set()
        assert await slow.claim(1, 0) == []

    run(test, workers=2)


def test_who_held_a_lease_learns_that_it_is_lost_before_another_can_claim(run: Any) -> None:
    async def test(holder: Frontier, builder: Frontier) -> None:
        await holder.push(PAGES)
        (mine,) = await holder.claim(1, 0)
        await builder.status()
        await holder.clear()
        builder.notice = 600.0
        building = asyncio.create_task(builder.ensure(waiting(*PAGES)))
        while not (await holder.client.get(f"{holder.prefix}:token") or b"").startswith(b"build"):
            await asyncio.sleep(0.01)
        with pytest.raises(UnbuiltError):
            await holder.renew([(SITE, mine.owner, 0.0)])
        with pytest.raises(UnbuiltError):
            await holder.claim(1, 0)
        assert not building.done()
        building.cancel()
        with pytest.raises(asyncio.CancelledError):
            await building
        builder.notice = 0.0
        assert await builder.ensure(waiting(*PAGES)) is True
        assert len(await builder.claim(1, 0)) == 1

    run(test, workers=2)


def test_holders_are_waited_for_as_long_as_they_need_and_the_lock_is_kept_meanwhile(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    left: list[int] = []
    rest = asyncio.sleep

    async def test(frontier: Frontier) -> None:
        await frontier.status()
        await frontier.clear()
        frontier.notice = 25.0

        async def sleep(seconds: float) -> None:
            slept.append(seconds)
            assert sum(slept) < 100  # it must come to an end
            left.append(await frontier.client.ttl(f"lock:{frontier.prefix}"))
            await rest(0)

        monkeypatch.setattr(asyncio, "sleep", sleep)
        assert await frontier.ensure(waiting(*PAGES)) is True
        monkeypatch.undo()

    run(test)
    assert sum(slept) == 25
    assert all(pause < ttl for pause, ttl in zip(slept, left, strict=True))


def test_who_stood_still_while_another_began_to_build_does_not_go_on(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest = asyncio.sleep

    async def test(frontier: Frontier) -> None:
        await frontier.status()
        await frontier.clear()
        frontier.notice = 1.0

        async def stand_still(_: float) -> None:
            await frontier.client.set(f"lock:{frontier.prefix}", "another", ex=30)
            await rest(0)

        monkeypatch.setattr(asyncio, "sleep", stand_still)
        with pytest.raises(UnbuiltError):
            await frontier.ensure(waiting(*PAGES))
        monkeypatch.undo()
        assert await frontier.client.get(f"lock:{frontier.prefix}") == b"another"

    run(test)


def test_a_worker_that_was_in_no_era_has_nobody_to_wait_for(redis_url: str) -> None:
    async def first() -> None:
        client = Redis.from_url(redis_url)
        frontier = Frontier(client, prefix="govsweep:{first}", token="token")
        frontier.notice = 600.0
        assert await frontier.ensure(waiting(*PAGES)) is True
        assert len(await frontier.claim(1, 0)) == 1
        await frontier.close()

    asyncio.run(first())


def test_it_waits_where_the_store_knows_that_others_may_hold_leases_by_lost_queues(
    redis_url: str,
) -> None:
    told: list[str] = []

    async def stood(server: str) -> bool:
        told.append(server)
        return len(told) > 1

    async def test() -> None:
        client = Redis.from_url(redis_url)
        first = Frontier(client, prefix="govsweep:{joined}", token="token")
        first.notice = 600.0
        assert await first.ensure(waiting(*PAGES), 0, stood) is True
        await first.clear()
        joining = Frontier(client, prefix="govsweep:{joined}", token="token")
        joining.notice = 600.0
        building = asyncio.create_task(joining.ensure(waiting(*PAGES), 0, stood))
        while len(told) < 2:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.2)
        assert not building.done()
        building.cancel()
        with pytest.raises(asyncio.CancelledError):
            await building
        await first.close()

    asyncio.run(test())
    assert told[0] == told[1] != ""


def test_a_rebuilding_that_broke_off_begins_anew(run: Any) -> None:
    async def breaking() -> AsyncIterator[Sequence[Task]]:
        yield PAGES[:1]
        raise ValueError

    async def test(frontier: Frontier) -> None:
        await frontier.clear()
        with pytest.raises(ValueError):
            await frontier.ensure(breaking())
        with pytest.raises(UnbuiltError):
            await frontier.status()
        await frontier.ensure(waiting(*PAGES))
        assert (await frontier.status()).open == 2

    run(test)


def test_a_sweep_is_finished_when_the_store_agrees(run: Any) -> None:
    async def test(frontier: Frontier) -> None:
        await frontier.push(PAGES)
        (mine,) = await frontier.claim(1, 0)
        (pulled,) = await frontier.pull([(SITE, mine.owner, 9)], suspect=False)
        await frontier.acknowledge([Acknowledgement(one) for one in pulled.tasks])
        assert (await frontier.status()).open == 0
        assert not (await frontier.status()).finished
        assert await frontier.reconcile(waiting()) is True
        assert (await frontier.status()).finished

    run(test)


def test_what_only_the_store_knows_is_queued_again(run: Any) -> None:
    async def test(frontier: Frontier) -> None:
        await frontier.push(PAGES)
        (mine,) = await frontier.claim(1, 0)
        (pulled,) = await frontier.pull([(SITE, mine.owner, 9)], suspect=False)
        await frontier.acknowledge([Acknowledgement(one) for one in pulled.tasks])
        assert await frontier.reconcile(waiting(PAGES[0])) is False
        status = await frontier.status()
        assert (status.open, status.finished) == (1, False)

    run(test)


def test_a_closed_sweep_leaves_no_key(run: Any) -> None:
    async def test(frontier: Frontier) -> None:
        await frontier.push(PAGES)
        await frontier.claim(1, 0)
        await frontier.clear()
        assert [key async for key in frontier.client.scan_iter(f"{frontier.prefix}:*")] == []

    run(test)


def test_every_key_ends_by_itself(run: Any) -> None:
    async def test(frontier: Frontier) -> None:
        await frontier.push(PAGES)
        (mine,) = await frontier.claim(1, 0)
        await frontier.pull([(SITE, mine.owner, 1)], suspect=False)
        await frontier.release(SITE, mine.owner, idle=0)
        (mine,) = await frontier.claim(1, 0)
        (pulled,) = await frontier.pull([(SITE, mine.owner, 9)], suspect=False)
        await frontier.acknowledge([Acknowledgement(one) for one in pulled.tasks])
        assert await frontier.reconcile(waiting()) is True
        keys = [key async for key in frontier.client.scan_iter(f"{frontier.prefix}:*")]
        assert keys
        assert [key for key in keys if await frontier.client.ttl(key) < 0] == []

    run(test)


def test_whoever_dies_with_the_lock_holds_nobody_up_for_long(run: Any) -> None:
    async def test(frontier: Frontier) -> None:
        left: list[int] = []

        async def looking() -> AsyncIterator[Sequence[Task]]:
            left.append(await frontier.client.ttl(f"lock:{frontier.prefix}"))
            assert await frontier.client.ttl(f"{frontier.prefix}:token") > 0
            yield PAGES

        assert await frontier.reconcile(looking()) is False
        await frontier.clear()
        await frontier.ensure(looking())
        assert len(left) == 2
        assert all(0 < one <= 60 for one in left)
        assert await frontier.client.ttl(f"lock:{frontier.prefix}") == -2  # given back

    run(test)


def test_queues_of_another_database_s_sweep_are_not_ones_own(run: Any, redis_url: str) -> None:
    """Two offices with one Redis, or a database made anew: one number, but another token."""

    async def test(theirs: Frontier) -> None:
        await theirs.push(PAGES)
        own = Frontier(Redis.from_url(redis_url), prefix=theirs.prefix, token="another")
        own.notice = 0.0
        try:
            with pytest.raises(UnbuiltError):
                await own.claim(9, 9)
            assert await own.ensure(waiting(PAGES[0])) is True
            assert (await own.status()).open == 1
            with pytest.raises(UnbuiltError):
                await theirs.status()
        finally:
            await own.close()

    run(test)
