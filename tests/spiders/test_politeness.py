"""A host sees no more than its pace, by all workers together, whatever is asked of it."""

import time
from contextlib import closing
from email.utils import formatdate
from itertools import pairwise
from pathlib import Path
from typing import Any

from aiohttp import web
from redis import Redis

from govsweep.facts import LinkStatus, PageState


def most_in(seconds: float, times: list[float]) -> int:
    """The most requests that any window of this length saw."""
    return max(
        (sum(start <= time < start + seconds for time in times) for start in times), default=0
    )


def times(town: Any, number: int) -> list[float]:
    return sorted(at for host, _, at in town.asked if host == f"127.0.0.{number}")


def test_pace_holds_over_redirects_second_tries_probes_and_workers(
    sweeping: Any, town: Any
) -> None:
    for number in (1, 2):
        sweeping.site(number, pace=10.0)
        town.page("/", *(f"/{name}.html" for name in range(12)), "/a.png", number=number)
        town.put("/0.html", status=302, Location="/1.html", number=number)
        for name in range(1, 10):
            town.page(f"/{name}.html", town.url(3 - number, "/5.html"), number=number)
    sweeping.open()
    sweeping.start(workers=1, GOVSWEEP_LEASE="1")
    sweeping.until(lambda: len(town.asked) >= 20)
    sweeping.workers[0].kill()
    sweeping.start(workers=2, GOVSWEEP_LEASE="1")
    sweeping.finish()
    for number in (1, 2):
        assert len(town.hits(number)) == 14
        assert most_in(1.0, times(town, number)) <= 11 + 10 * town.lag


def test_a_foreign_host_has_a_pace_of_its_own(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.page("/", *(town.url(9, f"/{number}") for number in range(15)))
    assert sweeping.run(GOVSWEEP_LINK_PACE="10") == ""
    # Each is not there, asked for twice, and once more without a word of whence; and one once more
    # by each lease, as a browser asks.
    assert len(times(town, 9)) in (46, 47)
    assert most_in(1.0, times(town, 9)) <= 11 + 10 * town.lag


def test_a_host_that_is_asked_too_fast_is_left_alone_for_a_while(sweeping: Any, town: Any) -> None:
    asked = []

    async def busy(request: web.Request) -> web.Response:
        asked.append(request.path)
        if len(asked) == 3:
            return web.Response(status=429, headers={"Retry-After": "2"})
        return web.Response(text="<html><p>内容</p></html>", content_type="text/html")

    sweeping.site(1, pace=50.0)
    town.page("/", *(f"/{name}.html" for name in range(6)))
    for name in range(6):
        town.put(f"/{name}.html", busy)
    assert sweeping.run() == ""
    assert set(sweeping.states().values()) == {(PageState.FETCHED, "")}
    gaps = [later - earlier for earlier, later in pairwise(times(town, 1))]
    assert max(gaps) > 1.9


def test_a_host_says_until_when_it_is_to_be_left_alone(sweeping: Any, town: Any) -> None:
    asked = []

    async def busy(request: web.Request) -> web.Response:
        asked.append(request.path)
        if len(asked) == 1:
            until = formatdate(time.time() + 4, usegmt=True)
            return web.Response(status=503, headers={"Retry-After": until})
        return web.Response(text="<html><p>内容</p></html>", content_type="text/html")

    sweeping.site(1, pace=50.0)
    town.page("/", "/a.html", "/b.html")
    for path in ("/a.html", "/b.html"):
        town.put(path, busy)
    assert sweeping.run() == ""
    assert set(sweeping.states().values()) == {(PageState.FETCHED, "")}
    gaps = [later - earlier for earlier, later in pairwise(times(town, 1))]
    assert max(gaps) > 2.5  # the date names whole seconds


def test_what_a_host_wishes_for_holds_for_who_comes_next(
    sweeping: Any, town: Any, redis_url: str
) -> None:
    sweeping.site(1, pace=50.0)
    town.page("/", *(f"/{name}.html" for name in range(4)))
    for name in range(4):
        town.page(f"/{name}.html")
    town.put("/robots.txt", b"User-agent: *\nCrawl-delay: 0.7\n", Content_Type="text/plain")
    sweep = sweeping.open()
    sweeping.start(GOVSWEEP_ROBOTS="obey", GOVSWEEP_LEASE="1")
    sweeping.until(lambda: "/0.html" in town.hits())
    with closing(Redis.from_url(redis_url)) as client:
        notes = f"govsweep:{{{sweep.id}}}:m:1300000001"
        sweeping.until(lambda: client.hget(notes, "crawl_delay") == b"0.7")
    sweeping.workers[0].kill()
    sweeping.start(GOVSWEEP_ROBOTS="obey", GOVSWEEP_LEASE="1")
    sweeping.finish()
    assert set(sweeping.states().values()) == {(PageState.FETCHED, "")}
    paced = [at for _, path, at in town.asked if path != "/robots.txt"]
    assert min(later - earlier for earlier, later in pairwise(paced)) > 0.6 - town.lag


def test_a_site_that_takes_too_long_is_left_by_rule(sweeping: Any, town: Any) -> None:
    sweeping.site(1, pace=4.0)
    sweeping.site(2)
    town.page("/", *(f"/{name}.html" for name in range(60)), number=1)
    town.page("/", "/a.html", number=2)
    for name in range(60):
        town.page(f"/{name}.html", number=1)
    town.page("/a.html", number=2)
    # However busy the machine, two pages without a pace take less, sixty with one take longer.
    told = sweeping.run(GOVSWEEP_SITE_HOURS=str(12 / 3_600))
    assert "1300000001 余下的留到下一夜：用时过长" in told
    states = set(sweeping.states(1).values())
    assert states == {(PageState.FETCHED, ""), (PageState.LEFT, "time")}
    assert set(sweeping.states(2).values()) == {(PageState.FETCHED, "")}
    assert sweeping.store.sweeps.close(sweeping.sweep.id, reason="lost", finished=True)


def test_a_site_in_trouble_costs_no_slot(sweeping: Any, town: Any, tmp_path: Path) -> None:
    """With room for one site only, another is read to its end while one rests."""
    for number in (1, 2):
        sweeping.site(number)
        town.page("/", *(f"/{name}.html" for name in range(20)), number=number)
    for name in range(20):
        town.put(f"/{name}.html", b"down", status=502, number=1)
        town.page(f"/{name}.html", number=2)
    sweeping.scrapy(tmp_path, FRONTIER_SITES=1)
    sweeping.run(GOVSWEEP_RETRY_AFTER="6")
    assert set(sweeping.states(2).values()) == {(PageState.FETCHED, "")}
    assert set(sweeping.states(1).values()) >= {(PageState.FAILED, "status")}
    rested = max(later - earlier for earlier, later in pairwise(times(town, 1)))
    done = max(times(town, 2)[:21]) - min(times(town, 1))
    assert rested > 2
    assert done < max(times(town, 1)) - min(times(town, 1))


def test_a_host_that_is_down_costs_a_few_requests_and_ends(sweeping: Any, town: Any) -> None:
    sweeping.site()
    down = [f"http://127.0.0.8:9/{number}" for number in range(12)]
    town.page("/", *down)
    assert sweeping.run() == ""
    links = sweeping.links()
    # Those left untested are in no list of what was tried: the ledger of links counts them.
    assert {links[url] for url in down if url in links} == {LinkStatus.DEAD}
