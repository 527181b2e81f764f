"""How long we wait after failures, and how many we let through a minute."""

import asyncio
from typing import Any

import pytest

from govsweep.outbox.pacing import Turnstile, pause


@pytest.mark.parametrize(
    ("tries", "seconds"), [(1, 15.0), (2, 30.0), (5, 240.0), (9, 3_600.0), (500, 3_600.0)]
)
def test_the_wait_doubles_up_to_an_hour(tries: int, seconds: float) -> None:
    assert pause(tries, chance=lambda: 0.0) == seconds
    assert pause(tries, chance=lambda: 1.0) == seconds / 2


def test_a_receiver_that_asks_for_more_gets_it_within_reason() -> None:
    assert pause(1, asked=600.0, chance=lambda: 0.0) == 600.0
    assert pause(1, asked=1e9, chance=lambda: 0.0) == 6 * 3_600.0


def test_the_turnstile_lets_so_many_through_in_any_minute(time: Any) -> None:
    turnstile = Turnstile(3, time.clock)
    passed = []

    async def pass_through() -> None:
        for pause_before in (0, 0, 10, 0, 0, 0, 100, 0):
            time.move(pause_before)
            await turnstile.turn()
            passed.append(time.seconds)

    asyncio.run(pass_through())
    start = passed[0]
    assert [at - start for at in passed] == [0, 0, 10, 60, 60, 70, 170, 170]


def test_where_the_clock_was_set_back_a_minute_is_enough(time: Any) -> None:
    turnstile = Turnstile(2, time.clock)
    passed = []

    async def pass_through() -> None:
        for pause_before in (0, 0, -86_400, 0, 0):
            time.move(pause_before)
            await turnstile.turn()
            passed.append(time.seconds)

    asyncio.run(pass_through())
    back = passed[0] - 86_400
    assert [at - back for at in passed[2:]] == [60, 60, 120]
