"""What a million known addresses take: bytes in Redis, and the memory of a worker that holds them.

python -m bench.frontier [ADDRESSES]
"""

import asyncio
import datetime as dt
import resource
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import NamedTuple

from redis.asyncio import Redis

from govsweep import worker  # noqa: F401 - all that a worker loads is counted
from govsweep.addresses import fingerprint
from govsweep.crawl import KnownPage
from govsweep.facts import PageState, Site
from govsweep.frontier import Acknowledgement, Claim, Frontier, Task, embedded
from govsweep.judging import Judges
from govsweep.rules import load_rules
from govsweep.spiders.engine.lease import of_site
from govsweep.spiders.traps import Caps
from govsweep.store import Store

SITES = 48  # as many as a worker holds at a time
ADDRESSES = 1_000_000
_AT_ONCE = 500


class Taken(NamedTuple):
    """What one address takes in Redis, in bytes."""

    queued: float
    fetched: float
    keys: int  # that are left when the sweep is closed


def url(number: int) -> str:
    """An address as long as they mostly are."""
    site, page = number % SITES, number // SITES
    day = f"2026{page % 12 + 1:02}{page % 28 + 1:02}"
    return f"http://www.site{site:02}.gov.cn/zwgk/fdzdgknr/{day[:6]}/t{day}_{page:08}.html"


def queue(number: int) -> str:
    return f"13{number % SITES:08}"


def tasks(count: int) -> Iterator[list[Task]]:
    for start in range(0, count, _AT_ONCE):
        some = [(number, url(number)) for number in range(start, min(count, start + _AT_ONCE))]
        yield [Task(queue(one), to, fingerprint(to), depth=2) for one, to in some]


async def measure(redis_url: str, count: int) -> Taken:
    """Queue so many addresses, then fetch them all, then close the sweep."""
    client = Redis.from_url(redis_url)
    frontier = Frontier(client, prefix="govsweep:{1}", token="bench")
    await frontier.ensure(_nothing())
    empty = await _used(client)
    for some in tasks(count):
        await frontier.push(some)
    queued = await _used(client) - empty
    for claim in await frontier.claim(SITES, 0):
        await _fetch_all(frontier, claim)
    fetched = await _used(client) - empty
    await frontier.clear()
    keys = await client.dbsize()
    await frontier.close()
    return Taken(queued / count, fetched / count, keys)


async def _fetch_all(frontier: Frontier, claim: Claim) -> None:
    while True:
        (pulled,) = await frontier.pull([(claim.queue, claim.owner, _AT_ONCE)], suspect=False)
        if not pulled.tasks:
            break
        await frontier.acknowledge([Acknowledgement(one) for one in pulled.tasks])
    await frontier.release(claim.queue, claim.owner, idle=0.0)


async def _nothing() -> AsyncIterator[Sequence[Task]]:
    for empty in ():
        yield empty


async def _used(client: "Redis") -> int:
    await client.execute_command("MEMORY", "PURGE")
    return int((await client.info("memory"))["used_memory"])


def worker_megabytes(count: int) -> tuple[float, float]:
    """How large a worker's process is with its rules, and with so many known addresses as well.

    The pages stand on as many sites as a worker holds at a time; all of them were read.
    """
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/govsweep.db")
        store.upgrade()
        kept: list[object] = [Judges.by(load_rules(None, "2019"), store.sites.all())]
        store.close()
    at_first = _peak()
    for number in range(SITES):
        name = queue(number)
        site = Site(identifier=name, name=name, url=f"http://www.site{number:02}.gov.cn/")
        caps = Caps(count, dt.date(2026, 11, 20))
        lease = of_site(Claim(name, "bench:1", None, {}), site, caps, sharing=1, base=60.0)
        lease.learn(
            KnownPage(fingerprint(one), one, PageState.FETCHED, "", "")
            for one in map(url, range(number, count, SITES))
        )
        kept.append(lease)
    return at_first, _peak()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(count: int) -> None:
    with embedded() as redis_url:
        taken = asyncio.run(measure(redis_url, count))
    print(f"{count:,} addresses in Redis: {taken.queued:.0f} bytes each while queued,")
    print(f"{taken.fetched:.0f} when fetched; {taken.keys} keys when the sweep is closed")
    at_first, with_all = worker_megabytes(count)
    print(f"a worker: {at_first:.0f} MB with its rules, {with_all:.0f} MB with all of them known")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ADDRESSES)
