"""A host sees no more than its pace, by all workers together, whatever is asked of it."""

from itertools import pairwise
from typing import Any

from aiohttp import web

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
    while len(town.asked) < 20:
        pass
    sweeping.workers[0].kill()
    sweeping.start(workers=2, GOVSWEEP_LEASE="1")
    sweeping.finish()
    for number in (1, 2):
        assert len(town.hits(number)) == 14
        assert most_in(1.0, times(town, number)) <= 11


def test_a_foreign_host_has_a_pace_of_its_own(sweeping: Any, town: Any) -> None:
    sweeping.site()
    town.page("/", *(town.url(9, f"/{number}") for number in range(15)))
    assert sweeping.run(GOVSWEEP_LINK_PACE="10") == ""
    assert len(times(town, 9)) == 30  # each is not there, and asked for twice
    assert most_in(1.0, times(town, 9)) <= 11


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


def test_a_host_that_is_down_costs_a_few_requests_and_ends(sweeping: Any, town: Any) -> None:
    sweeping.site()
    down = [f"http://127.0.0.8:9/{number}" for number in range(12)]
    town.page("/", *down)
    assert sweeping.run() == ""
    links = sweeping.links()
    assert {links[url] for url in down} <= {LinkStatus.DEAD, LinkStatus.UNTRIED}
    assert LinkStatus.DEAD in {links[url] for url in down}
