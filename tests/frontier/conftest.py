import asyncio
import itertools
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from typing import Any

import pytest
from redis.asyncio import Redis

from govsweep.frontier import Frontier, Task, embedded

_number = itertools.count(1)


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with embedded() as url:
        yield url


@pytest.fixture
def run(redis_url: str) -> Callable[..., Any]:
    """Run a test's coroutine with as many workers' frontiers of one sweep as it has parameters."""

    def run_it(
        test: Callable[..., Coroutine[Any, Any, Any]], workers: int = 1, lease: float = 60.0
    ) -> Any:
        prefix = f"govsweep:{{{next(_number)}}}"

        async def with_frontiers() -> Any:
            frontiers = [
                Frontier(Redis.from_url(redis_url), prefix=prefix, token="token", lease=lease)
                for _ in range(workers)
            ]
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
