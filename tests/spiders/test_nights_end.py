"""A night ends: whoever does not answer holds nobody up, and is named."""

import asyncio
import datetime as dt
import socket
from collections import Counter
from contextlib import closing
from typing import Any

import pytest
from aiohttp import web

from govsweep.facts import LinkStatus, PageState

FOREIGN = 9  # the host of the town to which links lead
LINKS = 40


@pytest.fixture
def linked(sweeping: Any, town: Any) -> Any:
    """Sites whose pages link to a foreign host, forty links together."""
    targets = [town.url(FOREIGN, f"/x{number}.html") for number in range(LINKS)]
    for site in (1, 2):
        sweeping.site(site)
        town.page("/", *targets[site - 1 :: 2], "/a.html", number=site)
        town.page("/a.html", number=site)
    return sweeping


def untested(sweeping: Any) -> dict[tuple[str, str], int]:
    """How many links were not tested, by host and why, once the sweep is closed.

    Only then: a link found on a page that was read after its host was given up waits in the
    store until closing says why.
    """
    sweeping.store.sweeps.close(sweeping.sweep.id, reason="lost", finished=True)
    return {
        (one.queue, one.reason): one.links
        for one in sweeping.store.sweeps.link_counts(sweeping.sweep.id)
        if one.state == LinkStatus.UNTRIED
    }


def test_ten_sites_whose_links_lead_to_hosts_that_fail_hang_and_refuse(
    sweeping: Any, town: Any, tmp_path: Any
) -> None:
    """How soon it ends is told by `python -m bench.nights`; here that it does."""
    sites, each = range(1, 11), 12
    failing, hanging, refusing = range(100, 102), range(102, 104), range(104, 106)

    async def trouble(request: web.Request) -> web.Response:
        number = int(request.host.partition(":")[0].rpartition(".")[2])
        if number in hanging:
            await asyncio.sleep(30)
        status = 502 if number in failing else 404
        return web.Response(status=status, text="Bad Gateway")

    town.otherwise = trouble
    with closing(socket.socket()) as taken:  # bound, and nobody listens
        taken.bind(("0.0.0.0", 0))
        closed = taken.getsockname()[1]
        for site in sites:
            sweeping.site(site)
            for page in ("/", "/a.html"):
                abroad = [
                    f"http://127.0.0.{host}:{closed if host in refusing else town.port}"
                    f"/{site}{page}{number}"
                    for host in (*failing, *hanging, *refusing)
                    for number in range(each)
                ]
                town.page(page, *(["/a.html"] if page == "/" else []), *abroad, number=site)
        sweeping.scrapy(tmp_path, DOWNLOAD_TIMEOUT=1)
        assert sweeping.run(GOVSWEEP_RETRY_AFTER="2") == ""
    counts = sweeping.store.sweeps.link_counts(sweeping.sweep.id)
    foreign = [one for one in counts if one.queue[0] == "@"]
    by_host = Counter(
        {
            queue: sum(one.links for one in foreign if one.queue == queue)
            for queue in {one.queue for one in foreign}
        }
    )
    hosts = {f"@127.0.0.{host}:{town.port}" for host in (*failing, *hanging)}
    hosts |= {f"@127.0.0.{host}:{closed}" for host in refusing}
    assert by_host == dict.fromkeys(hosts, len(sites) * 2 * each)  # each link once, none lost
    assert not any(one.state == LinkStatus.FINE for one in foreign)
    waiting = {(queue, reason) for queue, reason in untested(sweeping) if queue in hosts}
    assert waiting == {(queue, "trouble") for queue in hosts}  # each host named, with why
    assert sweeping.store.sweeps.progress(sweeping.sweep.id).links_waiting == 0
    fetched = {"/": (PageState.FETCHED, ""), "/a.html": (PageState.FETCHED, "")}
    assert {site: sweeping.states(site) for site in sites} == dict.fromkeys(sites, fetched)


@pytest.mark.parametrize("status", [500, 502, 503])
def test_links_of_a_host_that_fails_are_untested_and_counted(
    linked: Any, town: Any, status: int
) -> None:
    async def down(request: web.Request) -> web.Response:
        return web.Response(status=status if "x" in request.path else 404, text="")

    town.otherwise = down
    assert linked.run(GOVSWEEP_RETRY_AFTER="2") == ""
    ((queue, reason), count) = next(iter(untested(linked).items()))
    assert (queue[0], reason) == ("@", "trouble")
    assert count > LINKS // 2
    asked = sum(town.hits(FOREIGN).values())
    assert asked <= 16
    counts = linked.store.sweeps.link_counts(linked.sweep.id)
    assert sum(one.links for one in counts if one.queue == queue) == LINKS
    assert linked.states() == {"/": (PageState.FETCHED, ""), "/a.html": (PageState.FETCHED, "")}


def test_those_of_one_that_hangs_or_refuses_too_and_they_go_first_next_night(
    linked: Any, town: Any, tmp_path: Any
) -> None:
    async def hang(request: web.Request) -> web.Response:
        await asyncio.sleep(30)
        return web.Response()

    town.otherwise = hang
    linked.scrapy(tmp_path, DOWNLOAD_TIMEOUT=1)
    linked.run(GOVSWEEP_RETRY_AFTER="2")
    assert sum(untested(linked).values()) > LINKS // 2
    linked.store.sweeps.close(linked.sweep.id, reason="until", finished=False)
    town.otherwise = None
    for number in range(LINKS):
        town.page(f"/x{number}.html", number=FOREIGN)
    linked.open(dt.date(2026, 11, 21))
    assert linked.store.sweeps.progress(linked.sweep.id).links_waiting > LINKS // 2
    linked.start()
    linked.finish()
    assert untested(linked) == {}
    assert set(linked.links().values()) == {LinkStatus.FINE}


def test_links_left_at_the_end_are_counted_with_why(linked: Any, town: Any) -> None:
    sweep = linked.open()
    linked.start(GOVSWEEP_LINK_PACE="0.5")
    linked.until(lambda: linked.store.sweeps.progress(sweep.id).links_waiting > LINKS // 2)
    linked.store.sweeps.close(sweep.id, reason="until", finished=False)
    linked.finish()
    ((_, reason), count) = next(iter(untested(linked).items()))
    assert (reason, count > 0) == ("until", True)
    assert linked.store.sweeps.progress(sweep.id).links_waiting == 0


def test_a_port_that_is_closed_strikes_no_site(sweeping: Any, town: Any) -> None:
    with closing(socket.socket()) as taken:  # bound, and nobody listens
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        images = "".join(
            f"<img src='https://127.0.0.1:{port}/{number}.png'>" for number in range(30)
        )
        sweeping.site()
        town.page("/", *(f"/{number}.html" for number in range(8)), text=images)
        for number in range(8):
            town.page(f"/{number}.html")
        sweeping.run(GOVSWEEP_RETRY_AFTER="2")
    assert {queue for queue, _ in untested(sweeping)} == {f"@127.0.0.1:{port}"}
    assert set(sweeping.states().values()) == {(PageState.FETCHED, "")}


class TestHomePages:
    def test_one_that_is_fine_and_quick_is_visited_once_and_looked_at_by_others(
        self, sweeping: Any, town: Any
    ) -> None:
        sweeping.site()
        town.page("/")
        sweeping.run(GOVSWEEP_RETRY_AFTER="3600")  # nothing waits for it
        assert town.hits() == {"/": 1}
        views = sweeping.store.probes.views(sweeping.sweep.id, "1300000001")
        assert {one.agent for one in views} == {"referrer", "spider", "ipv6"}

    def test_five_sites_with_nothing_in_doubt_wait_for_nothing(
        self, sweeping: Any, town: Any
    ) -> None:
        """An hour would pass before any second try: the sweep ends since there is none."""
        sites = range(1, 6)
        for site in sites:
            sweeping.site(site)
            neighbour = town.url(site % 5 + 1, "/a.html")
            town.page("/", "/a.html", "/b.html", neighbour, number=site)
            town.page("/a.html", "/", number=site)
            town.page("/b.html", "/a.html", town.url(FOREIGN, "/x.html"), number=site)
        town.page("/x.html", number=FOREIGN)
        assert sweeping.run(GOVSWEEP_RETRY_AFTER="3600") == ""
        hits = {site: dict(town.hits(site)) for site in sites}
        for asked in hits.values():
            # Asked once more only where the neighbour's link came before the page was known.
            assert asked.pop("/a.html") in (1, 2)
        assert list(hits.values()) == [{"/": 1, "/b.html": 1}] * 5
        assert untested(sweeping) == {}
        assert set(sweeping.links().values()) == {LinkStatus.FINE}

    def test_one_that_fails_is_timed_again(self, sweeping: Any, town: Any) -> None:
        sweeping.site()
        town.put("/", b"down", status=500)
        sweeping.run()
        probes = sweeping.store.probes.of_sweep("1300000001", sweeping.sweep.id)
        assert len(probes) == 5
        assert all(one.failure for one in probes)
