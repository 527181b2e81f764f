"""Several workers share a sweep; whatever dies or is emptied, the same pages are read."""

import asyncio
import signal
from typing import Any

import pytest
from redis import Redis

from govsweep.facts import PageState

SITES, PAGES = 4, 25


@pytest.fixture
def city(sweeping: Any, town: Any) -> Any:
    """Four sites, each a chain of lists with articles, a dead page and a dead link."""
    for number in range(1, SITES + 1):
        sweeping.site(number)
        town.page("/", "/list_1.html", number=number)
        for page in range(1, PAGES + 1):
            links = [f"/list_{page + 1}.html"] if page < 5 else []
            links += [f"/art_{page * 10 + row}.html" for row in range(4)]
            links += ["/", town.url(number % SITES + 1, "/art_11.html")]
            town.page(f"/list_{page}.html", *links, "/gone.html", number=number)
        for page in range(1, 6):
            for row in range(4):
                town.page(f"/art_{page * 10 + row}.html", "/", number=number)
    town.delay = 0.02
    return sweeping


def whole(city: Any) -> None:
    """Every site was read to its end."""
    for number in range(1, SITES + 1):
        states = city.states(number)
        assert len(states) == 1 + 5 + 20 + 1
        assert states.pop("/gone.html") == (PageState.FAILED, "status")
        assert set(states.values()) == {(PageState.FETCHED, "")}


def test_two_workers_read_every_page_once(city: Any, town: Any) -> None:
    assert city.run(workers=2) == ""
    whole(city)
    for number in range(1, SITES + 1):
        hits = town.hits(number)
        assert hits.pop("/") == 1
        assert hits.pop("/gone.html") == 2
        assert hits.pop("/art_11.html") <= 2  # a page here, a link's target elsewhere
        assert set(hits.values()) == {1}


def test_an_emptied_redis_changes_nothing(city: Any, redis_url: str) -> None:
    city.open()
    city.start(workers=2)
    city.until_read(20)
    admin = Redis.from_url(redis_url)
    admin.flushall()
    city.finish()
    assert city.store.sweeps.progress(city.sweep.id).pages.get("queued", 0) == 0
    whole(city)
    admin.close()


def test_a_killed_worker_loses_nothing(city: Any) -> None:
    city.open()
    city.start(workers=2, GOVSWEEP_LEASE="1")
    city.until_read(20)
    city.workers[0].kill()
    city.finish()
    whole(city)


def test_a_worker_alone_that_is_killed_is_followed_by_another(city: Any) -> None:
    city.open()
    city.start(GOVSWEEP_LEASE="1")
    city.until_read(20)
    city.workers[0].kill()
    city.start(GOVSWEEP_LEASE="1")
    city.finish()
    whole(city)


def test_a_worker_asked_to_stop_gives_its_sites_back(city: Any, redis_url: str) -> None:
    sweep = city.open()
    city.start(GOVSWEEP_LEASE="60")
    city.until_read(20)
    city.workers[0].send_signal(signal.SIGTERM)
    assert city.finish() == ""
    admin = Redis.from_url(redis_url)
    prefix = f"govsweep:{{{sweep.id}}}"
    assert admin.zcard(f"{prefix}:leases") == 0
    assert admin.keys(f"{prefix}:p:*") == []
    waiting = {(one.queue, one.url) for one in city.store.queue.waiting(sweep.id)}
    queued = sum(map(int, admin.hvals(f"{prefix}:open")))
    timings = queued - len(waiting)
    assert 0 <= timings <= SITES
    admin.close()
    city.start()
    assert city.finish() == ""
    whole(city)


def test_a_page_that_kills_its_worker_is_parked(sweeping: Any, town: Any) -> None:
    async def poison(request: Any) -> Any:
        for worker in sweeping.workers:
            worker.kill()
        await asyncio.sleep(5)

    sweeping.site()
    town.page("/", "/poison.html", "/good.html")
    town.page("/good.html")
    town.put("/poison.html", poison)
    sweeping.open()
    for _ in range(4):
        sweeping.start(GOVSWEEP_LEASE="1")
        sweeping.workers[-1].end()
    assert sweeping.workers[-1].returncode == 0
    sweeping.finish()
    assert sweeping.states() == {
        "/": (PageState.FETCHED, ""),
        "/good.html": (PageState.FETCHED, ""),
        "/poison.html": (PageState.FAILED, "parked"),
    }
    assert town.hits()["/poison.html"] == 3
