"""How a host in trouble is treated, and what a lease knows of its site."""

import datetime as dt
import re
import time
from pathlib import Path

import pytest
from scrapy import Request

from govsweep.addresses import fingerprint
from govsweep.crawl import Earlier, KnownPage
from govsweep.facts import PageState, Site
from govsweep.frontier import Claim, Task, TaskPurpose
from govsweep.spiders.engine.lease import Lease, Trouble, of_host, of_site
from govsweep.spiders.traps import Caps

SITE = Site(identifier="1301000001", name="清禾", url="http://www.qinghe.gov.cn/", pace=2.0)
CLAIM = Claim(SITE.identifier, "w:1", None, {})


def lease(site: Site = SITE, sharing: int = 1):  # type: ignore[no-untyped-def]
    return of_site(
        CLAIM,
        site,
        Caps(99, dt.date(2026, 11, 20)),
        pace=site.pace or 0.0,
        sharing=sharing,
        base=60,
    )


def test_one_failure_is_no_trouble() -> None:
    trouble = Trouble(base=60.0)
    for _ in range(4):
        trouble.strike()
    trouble.succeed()
    for _ in range(4):
        trouble.strike()
    assert trouble.rest == 0.0


def test_failures_in_a_row_make_a_rest_that_doubles() -> None:
    trouble = Trouble(base=60.0)
    rests = []
    for _ in range(3):
        for _ in range(5):
            trouble.strike()
        rests.append(trouble.rest)
        trouble.rest = 0.0
    assert 48 <= rests[0] <= 72
    assert 96 <= rests[1] <= 144
    assert 192 <= rests[2] <= 288


def test_a_rest_ends_after_half_an_hour_at_most() -> None:
    trouble = Trouble(base=60.0, rests=6, silent=6)
    trouble.strike(busy=True, retry_after=86_400)
    assert trouble.rest == 1_800
    assert trouble.hopeless


def test_a_host_that_says_when_is_taken_at_its_word() -> None:
    trouble = Trouble(base=1.0)
    trouble.strike(busy=True, retry_after=300)
    assert trouble.rest == 300


@pytest.mark.parametrize(("seconds", "ends"), [(1_800, False), (1_801, True), (864_000, True)])
def test_no_night_waits_for_a_foreign_host_that_says_to_come_again_later(
    seconds: int, ends: bool
) -> None:
    host = of_host(CLAIM, 2.0, base=60.0)
    host.trouble.strike(busy=True, retry_after=seconds)
    assert host.trouble.hopeless is ends
    site = lease()
    site.trouble.strike(busy=True, retry_after=seconds)
    assert not site.trouble.hopeless


def test_trouble_goes_with_the_queue_and_is_forgiven_after_half_an_hour() -> None:
    trouble = Trouble(base=60.0)
    trouble.strike(busy=True)
    assert Trouble.recalled(trouble.notes(), 60.0).rests == 1
    long_ago = {"rests": "3", "troubled": str(time.time() - 3_600)}
    assert Trouble.recalled(long_ago, 60.0).rests == 0


def test_a_rest_of_half_an_hour_is_no_quiet() -> None:
    long = {"rests": "6", "silent": "6", "troubled": str(time.time() - 60)}
    trouble = Trouble.recalled(long, 60.0)
    trouble.strike(busy=True)
    assert (trouble.rests, trouble.hopeless) == (7, True)


def test_an_answer_is_no_quiet_but_gives_hope() -> None:
    trouble = Trouble.recalled({"rests": "6", "silent": "6", "troubled": str(time.time())}, 60.0)
    trouble.succeed()
    trouble.strike(busy=True)
    assert (trouble.rests, trouble.hopeless) == (7, False)


def test_what_a_host_wished_for_goes_with_its_queue() -> None:
    wished = Claim(SITE.identifier, "w:2", None, {"crawl_delay": "7.0"})
    caps = Caps(99, dt.date(2026, 11, 20))
    assert of_site(wished, SITE, caps, pace=2.0, sharing=1, base=60).delay == 7.0
    assert of_host(wished, 2.0, base=60).delay == 7.0


def test_the_time_that_a_site_took_is_counted_over_its_holders() -> None:
    later = Claim(SITE.identifier, "w:2", None, {"worked": "3600"})
    held = of_site(later, SITE, Caps(9, dt.date(2026, 11, 20)), pace=2.0, sharing=1, base=60)
    assert 3_600 <= held.worked < 3_700
    assert int(held.notes()["worked"]) >= 3_600


def test_pace_is_shared_by_the_sites_of_one_host() -> None:
    assert 0.5 < lease().delay < 0.6
    assert 1.0 < lease(sharing=2).delay < 1.2
    assert lease().at_once == 1


def test_a_site_without_a_pace_is_asked_as_fast_as_it_answers() -> None:
    free = lease(Site(identifier="1", name="x", url="http://a.gov.cn/", pace=0.0))
    assert (free.delay, free.at_once) == (0.0, 8)
    assert of_host(CLAIM, 0.0, base=60).delay == 0.0


def test_the_home_page_goes_first_and_alone() -> None:
    free = lease(Site(identifier="1", name="x", url="http://a.gov.cn/", pace=0.0))
    stow(free, "http://a.gov.cn/", "http://a.gov.cn/b.html")
    assert free.startable
    home = free.begin()
    assert not free.startable
    free.land(home.key)
    assert free.startable


def stow(lease: Lease, *urls: str) -> None:
    lease.expect(len(urls))
    lease.stow([Task(lease.queue, url, fingerprint(url)) for url in urls], {})


def a_free_one(pages: int = 10) -> Lease:
    free = lease(Site(identifier="1", name="x", url="http://a.gov.cn/", pace=0.0))
    stow(free, *(f"http://a.gov.cn/{number}.html" for number in range(pages)))
    return free


class TestLinksToPagesOfTheSite:
    """A link of another site leads to a page that this site's own pages reveal, too."""

    def test_one_waits_while_its_target_is_read_as_a_page(self) -> None:
        free = a_free_one(pages=2)
        target = free.stock[1]
        link = Task(free.queue, target.url, target.fingerprint, TaskPurpose.LINK)
        free.expect(1)
        free.stow([link], {})
        free.stock.rotate(1)  # pulled before its page
        assert free.startable
        assert [free.begin().purpose, free.begin().purpose] == [TaskPurpose.PAGE] * 2
        assert not free.startable
        free.land(target.key)
        assert free.startable
        assert free.begin() == link

    def test_one_to_another_page_waits_for_nothing(self) -> None:
        free = a_free_one(pages=1)
        page = free.begin()
        url = "http://a.gov.cn/x.html"
        free.expect(1)
        free.stow([Task(free.queue, url, fingerprint(url), TaskPurpose.LINK)], {})
        assert free.startable
        assert page.url != free.begin().url


class TestWhatIsUnderWay:
    def test_no_more_leave_at_once_than_may(self) -> None:
        free = a_free_one()
        begun = [free.begin() for _ in range(free.at_once)]
        assert not free.startable
        free.land(begun[0].key)
        assert free.startable

    def test_a_lease_is_at_rest_when_all_that_began_is_acknowledged(self) -> None:
        free = a_free_one(pages=1)
        task = free.begin()
        free.land(task.key)
        assert not free.is_at_rest
        free.settle(task)
        assert free.is_at_rest

    def test_it_is_not_at_rest_while_tasks_are_on_their_way_to_it(self) -> None:
        free = a_free_one(pages=0)
        free.expect(1)
        assert not free.is_at_rest

    def test_a_redirect_is_deferred_and_goes_before_the_stock(self) -> None:
        free = a_free_one()
        task = free.begin()
        free.land(task.key)
        onward = Request("http://a.gov.cn/onward.html")
        free.defer(onward)
        assert not free.is_at_rest
        assert free.resume() is onward
        free.land(task.key)
        free.settle(task)
        assert free.is_at_rest

    def test_a_redirect_of_the_home_page_keeps_the_others_waiting(self) -> None:
        free = a_free_one(pages=0)
        stow(free, "http://a.gov.cn/", "http://a.gov.cn/b.html")
        home = free.begin()
        free.land(home.key)
        free.hold_for(home)
        assert not free.startable

    def test_what_is_asked_ahead_keeps_all_waiting_until_it_lands_itself(self) -> None:
        free = a_free_one()
        task = free.begin()
        free.begin_ahead(b"ahead")
        free.land(task.key)
        assert not free.startable
        free.land(b"ahead")
        assert free.startable

    def test_a_request_that_comes_back_unsent_counts_once(self) -> None:
        free = a_free_one(pages=1)
        task = free.begin()
        free.return_unsent()
        free.defer(Request(task.url))
        free.resume()
        free.land(task.key)
        free.settle(task)
        assert free.is_at_rest

    def test_a_lost_lease_begins_nothing_and_lets_what_flies_land(self) -> None:
        free = a_free_one()
        task = free.begin()
        free.lose()
        assert not free.startable
        free.land(task.key)
        free.settle(task)
        assert free.is_at_rest

    def test_nobody_else_counts(self) -> None:
        room = Path(__file__).parents[2] / "spiders"
        counters = re.compile(r"\._?(flying|unsettled|held_by|recalling)\b")
        others = [path for path in room.rglob("*.py") if path.name != "lease.py"]
        assert len(others) > 20
        assert not [path.name for path in others if counters.search(path.read_text("utf-8"))]


def test_a_host_that_wishes_to_be_asked_more_seldom_is_never_asked_more_often() -> None:
    slow = lease()
    own = slow.delay
    slow.slow_down(own / 2)
    assert (slow.delay, slow.is_slower) == (own, False)
    slow.slow_down(own * 4)
    assert (slow.delay, slow.is_slower) == (own * 4, True)


def test_what_the_sweep_knows_is_learnt_when_a_site_is_claimed() -> None:
    site = lease()
    home, other = "http://www.qinghe.gov.cn/", "http://www.qinghe.gov.cn/a.html"
    site.learn(
        [
            KnownPage(fingerprint(home), home, PageState.FETCHED, "", "https://qinghe.gov.cn/"),
            KnownPage(fingerprint(other), other, PageState.CUT, "pattern", ""),
        ]
    )
    assert site.origin == "https://qinghe.gov.cn"
    assert [fingerprint(url) in site.seen for url in (home, other)] == [True, True]
    assert [fingerprint(url) in site.read for url in (home, other)] == [True, False]
    assert site.caps is not None
    assert (site.caps.pages, site.caps.cuts) == (1, {"pattern": 1})


def test_a_port_that_is_closed_is_no_trouble_of_the_site_and_is_asked_no_more() -> None:
    site, secure = lease(), "https://www.qinghe.gov.cn/logo.png"
    for _ in range(4):
        site.strike(secure)
    assert not site.is_silent(secure)
    site.strike(secure)
    assert site.is_silent(secure)
    assert not site.is_silent("http://www.qinghe.gov.cn/logo.png")
    assert (site.trouble.strikes, site.trouble.rest) == (0, 0.0)
    for _ in range(5):
        site.strike("http://www.qinghe.gov.cn/a.html")
    assert site.trouble.rest > 0.0
    assert not site.trouble.hopeless


def test_no_night_waits_for_a_foreign_host_that_fails() -> None:
    host = of_host(CLAIM, 0.0, base=60)
    for _ in range(4):
        host.strike("http://example.com/a")
    assert not host.trouble.hopeless
    host.strike("http://example.com/a")
    assert host.trouble.hopeless


def test_one_that_is_asked_too_fast_gets_two_rests() -> None:
    host = of_host(CLAIM, 0.0, base=60)
    hopeless = []
    for _ in range(3):
        host.trouble.strike(busy=True)
        hopeless.append(host.trouble.hopeless)
        host.trouble.rest = 0.0
    assert hopeless == [False, False, True]


def test_what_earlier_nights_saw_is_kept_until_a_task_s_last_copy_is_settled() -> None:
    """A Redis server that restarts without its last second gives a task out twice."""
    url = "http://www.qinghe.gov.cn/a.html"
    task = Task(SITE.identifier, url, fingerprint(url), TaskPurpose.PAGE)
    seen = {task.fingerprint: Earlier('"tag"', "", b"")}
    held = lease()
    for _ in range(2):
        held.expect(1)
        held.stow([task], seen)
        held.begin()
    held.settle(task)
    assert held.earlier == seen
    held.settle(task)
    assert held.earlier == {}
