import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from typing import Any

import pytest
from redis.asyncio import Redis

from govsweep.frontier import Frontier, Task, embedded

_number = itertools.count(1)
_CLOCK = "local time = redis.call('TIME')"


class Timed(Frontier):
    """A frontier whose scripts read the time from a key: it stands still unless it is moved."""

    async def _run(self, script: str, *words: Any, token: str | None = None) -> Any:
        assert _CLOCK in script
        timed = script.replace(_CLOCK, "local time = {redis.call('GET', 'clock:' .. KEYS[1]), 0}")
        return await super()._run(timed, *words, token=token)

    async def move(self, to: float) -> None:
        """Set the clock, in seconds."""
        await self.client.set(f"clock:{self.prefix}", to)


@pytest.fixture(scope="session")
def timed() -> type[Timed]:
    """Frontiers that tell the test's time."""
    return Timed


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with embedded() as url:
        yield url


@pytest.fixture
def run(redis_url: str) -> Callable[..., Any]:
    """Run a test's coroutine with as many workers' frontiers of one sweep as it has parameters."""
    return _runner(redis_url, Frontier)


@pytest.fixture
def run_timed(redis_url: str) -> Callable[..., Any]:
    """The same on a clock that stands at 1000 seconds until a frontier is told to `move` it."""
    return _runner(redis_url, Timed)


def _runner(redis_url: str, kind: type[Frontier]) -> Callable[..., Any]:

    def run_it(
        test: Callable[..., Coroutine[Any, Any, Any]], workers: int = 1, lease: float = 60.0
    ) -> Any:
        prefix = f"govsweep:{{{next(_number)}}}"

        async def with_frontiers() -> Any:
            frontiers = [
                kind(Redis.from_url(redis_url), prefix=prefix, token="token", lease=lease)
                for _ in range(workers)
            ]
            for one in frontiers:
                one.notice = 0.0  # nobody asks a host here
                if isinstance(one, Timed):
                    await one.move(1_000)
            await frontiers[0].ensure(nothing())
            try:
                return await test(*frontiers)
            finally:
                for one in frontiers:
                    await one.close()

        return asyncio.run(with_frontiers())

    return run_it


async def nothing() -> AsyncIterator[Sequence[Task]]:
    for empty in ():
        yield empty
