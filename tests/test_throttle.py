"""A host is asked no more often than it may be, by a clock that the test keeps."""

import asyncio

from govsweep.throttle import HostThrottle


class Clock:
    """Time that passes only while somebody sleeps, and each time a little more than was asked."""

    def __init__(self, late: float = 0.0) -> None:
        self.now = 100.0
        self._late = late

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds + self._late


def leave(clock: Clock, *hosts: str, delay: float = 2.0) -> list[float]:
    """When a request to each host leaves, and that it says how long it waited."""
    throttle = HostThrottle(clock=clock, sleep=clock.sleep)
    times: list[float] = []

    async def one(host: str) -> None:
        began = clock()
        waited = await throttle.wait(host, delay)
        assert waited == clock() - began
        times.append(clock() - 100.0)

    async def all_of_them() -> None:
        for host in hosts:
            await one(host)

    asyncio.run(all_of_them())
    return times


def test_the_first_leaves_at_once_and_each_further_one_after_the_delay() -> None:
    assert leave(Clock(), "a", "a", "a") == [0.0, 2.0, 4.0]


def test_hosts_do_not_wait_for_one_another() -> None:
    assert leave(Clock(), "a", "b", "c") == [0.0, 0.0, 0.0]


def test_the_next_does_not_follow_a_late_one_too_closely() -> None:
    assert leave(Clock(late=0.5), "a", "a", "a") == [0.0, 2.5, 5.0]


def test_without_a_delay_nobody_waits() -> None:
    assert leave(Clock(), "a", "a", delay=0.0) == [0.0, 0.0]


def test_those_that_come_together_leave_one_by_one_in_the_order_of_coming() -> None:
    clock = Clock()
    throttle = HostThrottle(clock=clock, sleep=clock.sleep)
    left: list[tuple[int, float]] = []

    async def one(number: int) -> None:
        await throttle.wait("a", 2.0)
        left.append((number, clock() - 100.0))

    async def all_of_them() -> None:
        await asyncio.gather(*(one(number) for number in range(4)))

    asyncio.run(all_of_them())
    assert left == [(0, 0.0), (1, 2.0), (2, 4.0), (3, 6.0)]
