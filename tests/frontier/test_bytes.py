"""What an address takes in Redis stays within what a server is planned by."""

import asyncio

from bench.frontier import measure

from govsweep.frontier import embedded

COUNT = 20_000
QUEUED_MOST, FETCHED_MOST = 520, 150  # bytes


def test_an_address_takes_little_room_and_none_when_the_sweep_is_closed() -> None:
    with embedded() as redis_url:
        taken = asyncio.run(measure(redis_url, COUNT))
    assert 100 < taken.queued <= QUEUED_MOST
    assert 16 < taken.fetched <= FETCHED_MOST
    assert taken.keys == 0
