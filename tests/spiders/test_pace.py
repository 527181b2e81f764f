"""The pace of a lease, kept by the downloader, as a server on loopback sees it."""

import asyncio
from collections.abc import Awaitable, Callable
from itertools import pairwise
from time import monotonic
from types import SimpleNamespace

import pytest
from aiohttp import web
from scrapy import Request, signals
from scrapy.core.downloader import Downloader
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.test import get_crawler

from govsweep.frontier import Claim, Task
from govsweep.spiders.engine.lease import Lease, of_host
from govsweep.spiders.engine.pace import Pace

HANDLER = "govsweep.spiders.http.curl.CurlDownloadHandler"
Fetch = Callable[[Lease], Awaitable[Response]]


def leased(pace: float = 0.0, idle: float | None = 100.0) -> Lease:
    return of_host(Claim("@www.qinghe.gov.cn", "w:1", idle, {}), pace, base=60)


def gaps(work: Callable[[Pace, Fetch], Awaitable[None]]) -> list[float]:
    """The seconds between what a server was asked, and before the first of it.

    A request that a busy machine lets come late is nearer to the next one: so much is allowed.
    """
    times: list[float] = []
    late = [0.0]

    async def answer(_: web.Request) -> web.Response:
        times.append(monotonic())
        return web.Response(text="内容")

    async def tick() -> None:
        while True:
            before = monotonic()
            await asyncio.sleep(0.01)
            late.append(monotonic() - before - 0.01)

    async def run() -> None:
        ticking = asyncio.create_task(tick())
        app = web.Application()
        app.router.add_get("/", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
        settings = {"DOWNLOAD_HANDLERS": {"http": HANDLER}, "REGISTERED_HOSTS": [url]}
        crawler = get_crawler(settings_dict=settings)
        crawler.spider = SimpleNamespace()
        downloader = Downloader(crawler)
        crawler.engine = SimpleNamespace(downloader=downloader)

        async def fetch(lease: Lease) -> Response:
            return await maybe_deferred_to_future(
                downloader.fetch(
                    Request(url, meta={Downloader.DOWNLOAD_SLOT: lease.queue, "lease": lease})
                )
            )

        times.append(monotonic())
        await work(Pace(crawler), fetch)
        downloader.close()
        await crawler.signals.send_catch_log_async(signals.engine_stopped)
        await runner.cleanup()
        ticking.cancel()

    asyncio.run(run())
    return [later - earlier + max(late) for earlier, later in pairwise(times)]


def test_a_host_is_asked_no_faster_than_its_pace_however_many_ask_at_once() -> None:
    async def work(keeper: Pace, fetch: Fetch) -> None:
        lease = leased(pace=10.0)
        keeper.open(lease)
        await asyncio.gather(*(fetch(lease) for _ in range(3)))
        lease.slow_down(0.3)  # its robots.txt wishes so
        keeper.follow(lease)
        await fetch(lease)

    _, *between, last = gaps(work)
    assert len(between) == 2
    assert min(between) > 0.09
    assert last > 0.29


@pytest.mark.parametrize(
    ("pace", "idle", "waited"),
    [(2.0, 0.2, 0.25), (5.0, None, 0.19)],
    ids=["it was asked a moment ago", "where nobody knows, it may have been just now"],
)
def test_the_pace_goes_on_from_the_last_holder_s_request(
    pace: float, idle: float | None, waited: float
) -> None:
    async def work(keeper: Pace, fetch: Fetch) -> None:
        lease = leased(pace, idle)
        keeper.open(lease)
        await fetch(lease)

    (first,) = gaps(work)
    assert first > waited


def test_what_is_under_way_when_a_lease_is_lost_keeps_its_pace() -> None:
    async def work(keeper: Pace, fetch: Fetch) -> None:
        lease = leased(pace=5.0)
        keeper.open(lease)
        lease.expect(1)
        lease.stow([Task(lease.queue, "http://www.qinghe.gov.cn/", b"f" * 16)], {})
        task = lease.begin()
        await fetch(lease)
        keeper.drop(lease)
        await fetch(lease)
        lease.land(task.key)
        lease.settle(task)
        keeper.drop(lease)
        assert keeper.idle(lease) == 3_600.0  # nobody here knows

    assert gaps(work)[1] > 0.19


def test_what_waits_for_its_turn_does_not_leave_once_its_lease_is_lost() -> None:
    """Another holds the queue by then, and keeps a pace that knows nothing of it."""

    async def work(keeper: Pace, fetch: Fetch) -> None:
        lease = leased(pace=5.0)
        keeper.open(lease)
        await fetch(lease)
        waiting = asyncio.ensure_future(fetch(lease))
        while not keeper._downloader.slots[lease.queue].queue:
            await asyncio.sleep(0)
        lease.lose()
        keeper.drop(lease)
        with pytest.raises(IgnoreRequest):
            await waiting

    assert len(gaps(work)) == 1


def test_a_slot_that_scrapy_forgot_comes_back_with_its_pace() -> None:
    async def work(keeper: Pace, fetch: Fetch) -> None:
        lease = leased(pace=5.0)
        keeper.open(lease)
        slots = keeper._downloader.slots
        slots.clear()
        await fetch(lease)
        slot = slots[lease.queue]
        assert (slot.delay, slot.concurrency, slot.jitter) == (lease.delay, 1, 0.0)

    assert len(gaps(work)) == 1


def test_without_a_pace_it_is_asked_as_fast_as_it_answers() -> None:
    async def work(keeper: Pace, fetch: Fetch) -> None:
        lease = leased()
        keeper.open(lease)
        await asyncio.gather(*(fetch(lease) for _ in range(20)))

    assert len(gaps(work)) == 20


def test_nothing_leaves_without_word_that_the_lease_is_held_and_then_as_slowly_as_ever() -> None:
    left: list[bool] = []

    async def work(pace: Pace, fetch: Fetch) -> None:
        lease = leased(pace=20.0)
        pace.open(lease)
        lease.sure_until = monotonic() - 1.0
        waiting = [asyncio.ensure_future(fetch(lease)) for _ in range(3)]
        await asyncio.sleep(0.3)
        left.extend(one.done() for one in waiting)
        lease.sure_until = monotonic() + 60.0
        pace.go_on(lease)
        await asyncio.gather(*waiting)

    first, *others = gaps(work)
    assert left == [False] * 3
    assert first >= 0.3
    assert all(gap >= 0.05 for gap in others)


def test_what_comes_to_its_turn_after_the_lease_was_lost_is_refused_and_waits_for_nothing() -> None:
    """A worker that was stopped and went on had it between the scheduler and the slot then."""

    async def work(keeper: Pace, fetch: Fetch) -> None:
        lease = leased()
        keeper.open(lease)
        lease.sure_until = monotonic() - 1.0
        lease.lose()
        keeper.drop(lease)
        keeper._slot(lease)  # it is still there while anything of the lease is under way
        with pytest.raises(IgnoreRequest):
            await asyncio.wait_for(fetch(lease), 30)

    assert gaps(work) == []
