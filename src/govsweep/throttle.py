"""A throttle: requests to one host leave no closer together than they may."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from time import monotonic


class HostThrottle:
    """Lets the requests to each host leave one by one, the first at once.

    The pause is counted from when a request did leave, not from when it should have: on a busy
    machine a late one is not followed too closely by the next.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], float] = monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._free_at: dict[str, float] = {}
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def wait(self, host: str, delay: float) -> float:
        """Wait until a host may be asked, and keep it for `delay` seconds; gives those waited."""
        began = self._clock()
        async with self._turns[host]:  # in the order of coming
            left = self._free_at.get(host, began) - self._clock()
            if left > 0:
                await self._sleep(left)
            leaves = self._clock()
            self._free_at[host] = leaves + delay
        return leaves - began
