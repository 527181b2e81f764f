"""The frontier of a whole nation on one Redis: many workers, nothing fetched, nothing stored.

python -m bench.nation [SITES] [ADDRESSES] [WORKERS]

Each worker is a task with a connection of its own, and does what a real one does with the frontier:
it leases sites up to as many as it may hold, pulls what is ready of all of them in one call, and
acknowledges pages with what they reveal. Each page is "read" at once, so that what is measured is
what Redis can give, and what it takes; at a polite pace a night needs far less of it in a second.
"""

import asyncio
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from redis.asyncio import Redis

from govsweep.addresses import fingerprint
from govsweep.frontier import Acknowledgement, Claim, Frontier, Pulled, Task, embedded

SITES, ADDRESSES, WORKERS = 15_000, 3_000_000, 64
HELD = 48  # sites of a worker
CLAIMED = 16  # sites leased in one call
AHEAD = 16  # tasks of a site pulled in advance
BRANCHES = 15  # addresses that a page reveals and nobody knew


@dataclass(slots=True)
class Tally:
    """What all workers did."""

    size: int  # pages of a site
    fetched: Counter[str] = field(default_factory=Counter)
    claims: list[float] = field(default_factory=list)  # seconds that a call to lease sites took
    held: dict[str, float] = field(default_factory=dict)  # since when a site is leased
    spread: list[float] = field(default_factory=list)  # see `note_spread`

    def note_spread(self, queues: Sequence[str]) -> None:
        """How evenly a worker's sites of one age get on: the least over the mean of pages."""
        done = [self.fetched[queue] for queue in queues if self.fetched[queue] < self.size]
        if len(done) == CLAIMED and min(done) > 0:
            self.spread.append(min(done) / (sum(done) / len(done)))


def page(queue: str, number: int) -> Task:
    """One of a site's pages: they hang below one another like a tree, the home page on top."""
    url = f"http://www.site{queue[2:]}.gov.cn/zwgk/fdzdgknr/202611/t20261101_{number:08}.html"
    return Task(queue, url, fingerprint(url), depth=min(number, 1) + number // BRANCHES // BRANCHES)


def revealed(task: Task, size: int) -> tuple[Task, ...]:
    """The pages below a page."""
    number = int(task.url[-13:-5])
    below = range(number * BRANCHES + 1, min(size, (number + 1) * BRANCHES + 1))
    return tuple(page(task.queue, one) for one in below)


class Worker:
    """One worker's turns with the frontier."""

    def __init__(self, frontier: Frontier, tally: Tally) -> None:
        self.frontier = frontier
        self.tally = tally
        self.leases: dict[str, Claim] = {}
        self.batches: list[list[str]] = []  # sites leased together

    async def work(self) -> None:
        """Lease, pull, acknowledge, give back, until nothing is left."""
        while True:
            claimed = await self._claim()
            if not self.leases:
                if not claimed and not (await self.frontier.status()).open:
                    return
                await asyncio.sleep(0.05)
                continue
            wants = [(queue, one.owner, AHEAD) for queue, one in self.leases.items()]
            pulled = await self.frontier.pull(wants, suspect=False)
            await self._acknowledge(pulled)
            for one in pulled:
                if not one.tasks:
                    claim = self.leases.pop(one.queue)
                    await self.frontier.release(one.queue, claim.owner, idle=0.0)
            for batch in self.batches:
                self.tally.note_spread(batch)
            self.batches = [one for one in self.batches if all(q in self.leases for q in one)]

    async def _claim(self) -> list[Claim]:
        room = min(HELD - len(self.leases), CLAIMED)
        if room < CLAIMED:
            return []
        began = time.perf_counter()
        claims = await self.frontier.claim(room, 0)
        self.tally.claims.append(time.perf_counter() - began)
        self.leases |= {one.queue: one for one in claims}
        self.batches.append([one.queue for one in claims])
        return claims

    async def _acknowledge(self, pulled: Sequence[Pulled]) -> None:
        tasks = [task for one in pulled for task in one.tasks]
        size = self.tally.size
        await self.frontier.acknowledge(
            [Acknowledgement(one, None, revealed(one, size)) for one in tasks]
        )
        self.tally.fetched.update(task.queue for task in tasks)


async def measure(url: str, sites: int, addresses: int, workers: int) -> None:
    """Run the nation's night and print what it took."""
    tally = Tally(addresses // sites)
    fronts = [
        Frontier(
            Redis.from_url(url, socket_timeout=120), prefix="govsweep:{1}", token="bench", lease=600
        )
        for _ in range(workers)
    ]
    info: Any = fronts[0].client
    began = time.monotonic()
    await fronts[0].ensure(_homes(sites))
    built, before = time.monotonic() - began, await info.info()
    began = time.monotonic()
    await asyncio.gather(*(Worker(one, tally).work() for one in fronts))
    wall, after = time.monotonic() - began, await info.info()
    pages = tally.fetched.total()
    assert pages == tally.size * sites, f"{pages:,} pages of {tally.size * sites:,}"

    def grown(*names: str) -> float:
        return sum(float(after[name]) - float(before[name]) for name in names)

    cpu = grown("used_cpu_user", "used_cpu_sys")
    claims, spread = np.array(tally.claims) * 1_000, np.array(tally.spread)
    for line in (
        f"{sites:,} sites, {pages:,} addresses, {workers} workers; built in {built:.1f} s",
        f"{wall:.0f} s on the clock, workers included: {pages / wall:,.0f} addresses a second",
        f"Redis: {cpu:.0f} CPU s, {cpu / pages * 1e6:.1f} us an address",
        f"commands, within scripts too: {grown('total_commands_processed') / pages:.2f} an address",
        f"bytes in: {grown('total_net_input_bytes') / pages:.0f} an address",
        f"bytes out: {grown('total_net_output_bytes') / pages:.0f} an address",
        f"memory at most {float(after['used_memory_peak']) / 2**20:,.0f} MB",
        "leasing sites: median {:.1f} ms, p95 {:.1f}, p99 {:.1f}".format(
            *np.percentile(claims, (50, 95, 99))
        ),
        "sites leased together, the slowest over the mean: median {:.2f}, p5 {:.2f}".format(
            *np.percentile(spread, (50, 5))
        ),
    ):
        print(line)
    for one in fronts:
        await one.close()


async def _homes(sites: int) -> AsyncIterator[Sequence[Task]]:
    for start in range(0, sites, 500):
        yield [page(f"13{number:08}", 0) for number in range(start, min(sites, start + 500))]


def main(sites: int = SITES, addresses: int = ADDRESSES, workers: int = WORKERS) -> None:
    """Measure on an embedded server."""
    with embedded() as url:
        asyncio.run(measure(url, sites, addresses, workers))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
