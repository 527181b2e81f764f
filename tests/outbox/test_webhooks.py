"""Webhooks over real HTTP: every event has one effect, and none is lost."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from aiohttp import web

from govsweep.errors import InputError
from govsweep.outbox import json_schema

HOUR = 3_600.0
ONCE = {"甲": 1, "乙": 1, "丙": 1, "sweep": 1}


@pytest.fixture
def found(city: Any) -> Any:
    """The city after a sweep that found three wrong words."""
    city.find("甲", "乙", "丙")
    return city


async def hang(system: Any, request: Any, event: Any) -> int:
    """Be too slow to answer, and have no effect."""
    await asyncio.sleep(60.0)
    return 503


async def go_silent(system: Any, request: web.Request, event: Any) -> web.Response:
    """Have the effect, and let the line go before saying so."""
    system.take(event)
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


def test_each_event_arrives_signed_whole_and_in_order(
    found: Any, system: Any, outbox: Callable[..., Any]
) -> None:
    async def scene() -> None:
        await system.start()
        await outbox(system.receiver()).deliver()
        await system.stop()

    asyncio.run(scene())
    assert system.subjects == found.subjects
    assert system.effects == ONCE
    validator = jsonschema.Draft202012Validator(json_schema())
    for event in system.arrived:
        validator.validate(event)
    assert found.states() == (4, 0, 0)


def test_nothing_is_sent_twice_without_need(
    found: Any, system: Any, outbox: Callable[..., Any]
) -> None:
    async def scene() -> None:
        await system.start()
        await outbox(system.receiver()).deliver()
        await outbox(system.receiver()).deliver()
        found.find("甲", "乙", "丙", "丁")
        await outbox(system.receiver()).deliver()
        await system.stop()

    asyncio.run(scene())
    assert system.subjects == found.subjects
    assert system.effects == ONCE | {"丁": 1, "sweep": 2}


@pytest.mark.parametrize(
    "trouble",
    [500, 502, 503, 429, 404, 401, 302, hang, go_silent],
    ids=lambda one: getattr(one, "__name__", str(one)),
)
def test_trouble_loses_nothing_and_keeps_the_order(
    found: Any, system: Any, outbox: Callable[..., Any], time: Any, trouble: Any
) -> None:
    system.answers = [200, trouble, trouble]

    async def scene() -> None:
        await system.start()
        # Enough for a busy machine to answer the others in.
        box = outbox(system.receiver(), **({"patience": 2.0} if trouble is hang else {}))
        await box.deliver()
        assert found.states() == (1, 3, 0)
        await box.deliver()  # too early: nothing is sent
        assert len(system.arrived) == 2
        time.move(HOUR)
        await box.deliver()
        time.move(HOUR)
        await box.deliver()
        await system.stop()

    asyncio.run(scene())
    first, second, *rest = found.subjects
    assert system.subjects == [first, second, second, second, *rest]
    assert len({event["id"] for event in system.arrived}) == 4
    assert system.effects == ONCE


def test_a_system_that_restarts_gets_what_it_missed(
    found: Any, system: Any, outbox: Callable[..., Any], time: Any
) -> None:
    async def scene() -> None:
        await system.start()
        await outbox(system.receiver()).deliver()
        await system.stop()
        found.find("甲", "乙", "丙", "丁")
        for _ in range(30):  # a night of tries
            time.move(HOUR / 2)
            await outbox(system.receiver()).deliver()
        assert found.states() == (4, 2, 0)
        await system.start()
        time.move(HOUR)
        await outbox(system.receiver()).deliver()
        await system.stop()

    asyncio.run(scene())
    assert system.subjects == found.subjects
    assert system.effects == ONCE | {"丁": 1, "sweep": 2}


def test_a_replay_comes_under_the_same_ids(
    found: Any, system: Any, outbox: Callable[..., Any], time: Any
) -> None:
    async def scene() -> None:
        await system.start()
        await outbox(system.receiver()).deliver()
        everything = found.store.outbox.replay(["hook"], lambda name, event: True, at=0.0, since=0)
        assert everything == {"hook": 4}
        await outbox(system.receiver()).deliver()
        assert system.effects == ONCE
        system.known.clear()  # it lost its memory
        system.effects.clear()
        found.store.outbox.replay(["hook"], lambda name, event: True, at=0.0, since=0)
        await outbox(system.receiver()).deliver()
        await system.stop()

    asyncio.run(scene())
    assert system.subjects == found.subjects * 3
    assert system.effects == ONCE


def test_one_that_is_slow_delays_no_other(
    found: Any, a_system: Callable[[], Any], outbox: Callable[..., Any]
) -> None:
    slow, quick = a_system(), a_system()

    async def until_the_other_is_done(system: Any, request: Any, event: Any) -> int:
        while len(quick.arrived) < 4:
            await asyncio.sleep(0.01)
        return 200

    slow.answers = [until_the_other_is_done]

    async def scene() -> None:
        await slow.start()
        await quick.start()
        await outbox(slow.receiver("slow"), quick.receiver("quick")).deliver()
        await slow.stop()
        await quick.stop()

    asyncio.run(scene())
    assert slow.subjects == quick.subjects == found.subjects


def test_one_event_that_is_never_taken_does_not_stop_the_others(
    found: Any, system: Any, outbox: Callable[..., Any], time: Any
) -> None:
    bad = found.subjects[1]

    async def scene() -> None:
        await system.start()
        for _ in range(3):
            system.answers = [200, 422] if not system.arrived else [422]
            await outbox(system.receiver()).deliver()
            time.move(HOUR)
        await system.stop()

    asyncio.run(scene())
    assert system.subjects.count(bad) == 3
    assert found.states() == (3, 0, 1)
    assert system.effects == {subject: 1 for subject in ONCE if subject != bad}


def test_what_was_given_up_is_kept_and_can_be_asked_for(
    found: Any, system: Any, outbox: Callable[..., Any], time: Any
) -> None:
    async def scene() -> None:
        await system.start()
        await system.stop()
        for _ in range(74):
            await outbox(system.receiver()).deliver()
            time.move(HOUR)
        done, waiting, dead = found.states()
        assert (done, waiting + dead) == (0, 4)
        assert dead >= 1
        await system.start()
        await outbox(system.receiver()).deliver()
        again = found.store.outbox.replay(
            ["hook"], lambda name, event: True, at=time.seconds, dead=True
        )
        assert again == {"hook": dead}
        await outbox(system.receiver()).deliver()
        await system.stop()

    asyncio.run(scene())
    assert system.effects == ONCE
    assert found.states() == (4, 0, 0)


def test_days_in_which_nobody_tried_do_not_count(
    found: Any, system: Any, outbox: Callable[..., Any], time: Any
) -> None:
    async def scene() -> None:
        await system.start()
        await system.stop()
        await outbox(system.receiver()).deliver()
        time.move(100 * HOUR)  # the machine was switched off, or its clock was put right
        for _ in range(8):
            await outbox(system.receiver()).deliver()
            time.move(HOUR)
        assert found.states() == (0, 4, 0)
        await outbox(system.receiver()).deliver()

    asyncio.run(scene())
    _, _, dead = found.states()
    assert dead >= 1


def test_a_system_may_say_when_to_come_again(
    found: Any, system: Any, outbox: Callable[..., Any], time: Any
) -> None:
    async def later(*_: Any) -> web.Response:
        return web.Response(status=503, headers={"Retry-After": "5000"})

    system.answers = [later]

    async def scene() -> None:
        await system.start()
        await outbox(system.receiver()).deliver()
        time.move(4_999.0)
        await outbox(system.receiver()).deliver()
        assert len(system.arrived) == 1
        time.move(1.0)
        await outbox(system.receiver()).deliver()
        await system.stop()

    asyncio.run(scene())
    assert system.effects == ONCE


def test_two_who_deliver_at_a_time_send_each_event_once(
    found: Any, system: Any, outbox: Callable[..., Any]
) -> None:
    async def scene() -> None:
        await system.start()
        await asyncio.gather(*(outbox(system.receiver()).deliver() for _ in range(3)))
        await system.stop()

    asyncio.run(scene())
    assert system.subjects == found.subjects


def test_one_who_dies_while_sending_leaves_it_to_the_next(
    found: Any, system: Any, outbox: Callable[..., Any], time: Any
) -> None:
    async def scene() -> None:
        await system.start()
        found.store.outbox.enrol("hook", lambda event: True, time.seconds)
        found.store.outbox.take(
            "hook", now=time.seconds, lease=900.0, limit=20
        )  # and no more of it
        await outbox(system.receiver()).deliver()
        assert system.arrived == []
        time.move(901.0)
        await outbox(system.receiver()).deliver()
        await system.stop()

    asyncio.run(scene())
    assert system.effects == ONCE


def test_stopped_while_sending_it_remembers_what_was_taken(
    found: Any, system: Any, outbox: Callable[..., Any], time: Any
) -> None:
    async def stop_us(_: Any, request: Any, event: Any) -> int:
        task.cancel()
        await asyncio.sleep(0.1)
        return 503

    async def scene() -> None:
        nonlocal task
        await system.start()
        system.answers = [200, 200, stop_us]
        task = asyncio.create_task(outbox(system.receiver()).deliver())
        with pytest.raises(asyncio.CancelledError):
            await task
        await outbox(system.receiver()).deliver()
        await system.stop()

    task: asyncio.Task[None]
    asyncio.run(scene())
    assert system.effects == ONCE
    first, second, third, last = found.subjects
    assert system.subjects == [first, second, third, third, last]


def test_a_service_keeps_on_delivering(found: Any, system: Any, outbox: Callable[..., Any]) -> None:
    system.answers = [503, 503]

    async def scene() -> None:
        await system.start()
        task = asyncio.create_task(outbox(system.receiver()).deliver_every(60))
        while len(system.effects) < 4:
            await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await system.stop()

    asyncio.run(scene())
    assert system.effects == ONCE


def test_only_what_a_receiver_asks_for(city: Any, system: Any, outbox: Callable[..., Any]) -> None:
    city.find("甲", severity="notice")
    city.find("甲", "乙", severity="serious")

    async def scene() -> None:
        await system.start()
        await outbox(
            system.receiver("grave", severity="serious", events=["finding.opened"])
        ).deliver()
        assert system.subjects == ["乙"]
        await outbox(system.receiver("elsewhere", sites=["5118000009"])).deliver()
        assert system.subjects == ["乙", "sweep", "sweep"]
        await system.stop()

    asyncio.run(scene())


class TestTrust:
    def test_a_certificate_by_nobody_known_is_not_spoken_to(
        self, found: Any, system: Any, outbox: Callable[..., Any], authority: Any, time: Any
    ) -> None:
        system.tls = authority.server

        async def scene() -> None:
            await system.start()
            await outbox(system.receiver()).deliver()
            assert system.arrived == []
            time.move(HOUR)
            await outbox(system.receiver(ca=authority.file)).deliver()
            await system.stop()

        asyncio.run(scene())
        assert system.effects == ONCE

    def test_why_is_told(
        self, found: Any, system: Any, outbox: Callable[..., Any], authority: Any
    ) -> None:
        system.tls = authority.server

        async def scene() -> None:
            await system.start()
            await outbox(system.receiver()).deliver()
            await system.stop()

        asyncio.run(scene())
        (counted,) = found.store.outbox.delivery_counts()
        assert counted.answer == "安全证书不被信任"

    def test_a_redirect_leads_nowhere(
        self, found: Any, a_system: Callable[[], Any], outbox: Callable[..., Any]
    ) -> None:
        system, other = a_system(), a_system()

        async def away(*_: Any) -> web.Response:
            url = f"http://127.0.0.1:{other.port}/hook"
            return web.Response(status=307, headers={"Location": url})

        system.answers = [away]

        async def scene() -> None:
            await system.start()
            await other.start()
            await outbox(system.receiver()).deliver()
            await system.stop()
            await other.stop()

        asyncio.run(scene())
        assert other.arrived == []
        assert found.states() == (0, 4, 0)

    def test_secrets_are_stored_nowhere(
        self, found: Any, system: Any, outbox: Callable[..., Any], time: Any, tmp_path: Path
    ) -> None:
        told: list[Any] = []

        async def scene() -> None:
            await system.start()
            system.answers = [503, 401]
            for _ in range(2):
                await outbox(system.receiver(), watch=told.append).deliver()
                time.move(HOUR)
            await system.stop()
            await outbox(system.receiver(), watch=told.append).deliver()

        asyncio.run(scene())
        found.store.close()
        stored = b"".join(path.read_bytes() for path in tmp_path.glob("govsweep.db*"))
        assert "甲".encode() in stored
        for secret in ("一个只有双方知道的密钥", "geheim"):
            assert secret.encode() not in stored
            assert secret not in repr(told)

    def test_a_secret_that_is_not_there_is_the_user_s_error(
        self, system: Any, outbox: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("HOOK_SECRET")
        with pytest.raises(InputError, match="HOOK_SECRET"):
            outbox(system.receiver())

    def test_what_was_changed_on_its_way_is_not_signed(
        self, found: Any, system: Any, outbox: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOOK_SECRET", "another")

        async def scene() -> None:
            await system.start()
            await outbox(system.receiver()).deliver()
            await system.stop()

        asyncio.run(scene())
        assert system.arrived == []


def test_the_same_bytes_at_every_try(
    found: Any, system: Any, outbox: Callable[..., Any], time: Any
) -> None:
    system.answers = [503]

    async def scene() -> None:
        await system.start()
        await outbox(system.receiver()).deliver()
        time.move(HOUR)
        await outbox(system.receiver()).deliver()
        await system.stop()

    asyncio.run(scene())
    first, second, *_ = system.arrived
    assert json.dumps(first) == json.dumps(second)
