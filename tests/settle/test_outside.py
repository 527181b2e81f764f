"""Hosts beyond the registered sites, night after night."""

import datetime as dt
import time
from collections.abc import Callable

import pytest

from govsweep.accounts import Actor
from govsweep.addresses import fingerprint, host
from govsweep.crawl import queue_of_host
from govsweep.facts import (
    Anchor,
    LinkStatus,
    OutsidePage,
    Page,
    PageKind,
    Place,
    Site,
    Visit,
)
from govsweep.findings import Finding, State
from govsweep.judging import Judges
from govsweep.rules import load_rules
from govsweep.settle import settle
from govsweep.store import Delivery, Store, Sweep
from govsweep.suspects import Stage
from govsweep.words import Matcher

NIGHT = dt.date(2026, 11, 20)
FRIEND = "http://www.friend.example/"
GOOD = OutsidePage(url=FRIEND, title="清禾旅游网", icp="川ICP备11000001号")
CASINO = OutsidePage(url=FRIEND, title="百家乐_博彩", spam=("博彩", "百家乐"))


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


class City:
    """Two sites, of which the pages lead to outside hosts; a night after another."""

    def __init__(self, store: Store, sites: list[Site], matcher: Matcher) -> None:
        self.store, self.sites = store, sites
        self.rules = load_rules()
        store.sites.save(sites)
        self.judges = Judges.by(self.rules, sites, matcher=matcher)
        self.night = NIGHT

    def sweep(
        self,
        looks: dict[str, OutsidePage | None],
        *,
        leading: tuple[int, ...] = (0, 1),
        place: Place = Place.FOOTER,
    ) -> Sweep:
        """A night; None: a target that did not answer."""
        running = [one for one in self.sites if one.status == "running"]
        sweep, _ = self.store.sweeps.open(
            night=self.night, as_of=self.night, sites=running, indicators="2019",
            rules_version=self.rules.version, at=time.time(), again=False,
        )  # fmt: skip
        for number, site in enumerate(running):
            links = tuple(Anchor(one, "友情链接", place) for one in looks if number in leading)
            page = Page(url=site.url, kind=PageKind.HOME, anchors=links, title=site.name)
            self.commit(sweep, self.visit(site.identifier, site.url, page=page))
        for target, read in looks.items():
            closed = [one for one in self.sites if one.url == target and one not in running]
            queue = closed[0].identifier if closed else queue_of_host(host(target))
            words = {"outside": read, "link_status": LinkStatus.FINE}
            if read is None:
                words = {"link_status": LinkStatus.DEAD, "reason": "timeout"}
            self.commit(sweep, self.visit(queue, target, unread=True, **words))
        assert settle(self.store, sweep, self.judges) == []
        self.store.sweeps.close(sweep.id, reason="until", finished=True)
        self.night += dt.timedelta(days=1)
        return sweep

    def visit(self, queue: str, url: str, **words: object) -> Visit:
        return Visit(
            queue=queue, url=url, fingerprint=fingerprint(url), at=dt.datetime.now(dt.UTC),
            **words,  # type: ignore[arg-type]
        )  # fmt: skip

    def commit(self, sweep: Sweep, visit: Visit) -> None:
        self.store.pages.commit(sweep.id, [Delivery(visit)])

    def follow(self, name: str, stage: Stage) -> None:
        self.store.suspects.set_stage(
            name, stage, NIGHT, "同名的县局", Actor(name="王"), dt.datetime.now(dt.UTC)
        )

    def found(self, check: str) -> list[Finding]:
        return self.store.findings.all(check=[check])


@pytest.fixture
def city(store: Store, a_site: Callable[..., Site], matcher: Matcher) -> City:
    first = a_site()
    second = a_site(
        identifier="5118000002", name="清禾市水利局", url="http://slj.qinghe.gov.cn/",
        organizer="清禾市水利局",
    )  # fmt: skip
    gone = a_site(
        identifier="5118000003", name="清禾市旧网", url="http://old.qinghe.gov.cn/",
        organizer="清禾市旧局", status="closed",
    )  # fmt: skip
    return City(store, [first, second, gone], matcher)


def test_a_friend_that_turns_is_found_that_night_on_every_site_that_leads_there(
    city: City,
) -> None:
    city.sweep({FRIEND: GOOD})
    assert city.found("turned-host") == []
    city.sweep({FRIEND: CASINO})
    found = city.found("turned-host")
    assert [one.site for one in found] == [one.identifier for one in city.sites[:2]]
    assert "（2026-11-21 夜变成这样）" in found[0].message
    (turned,) = city.store.outside.turned()
    assert (turned.host, turned.turned) == ("www.friend.example", dt.date(2026, 11, 21))
    assert turned.before is not None
    assert turned.before.title == "清禾旅游网"


def test_it_goes_on_to_be_told_with_the_night_on_which_it_turned(city: City) -> None:
    city.sweep({FRIEND: GOOD})
    city.sweep({FRIEND: CASINO})
    city.sweep({FRIEND: CASINO})
    assert all("（2026-11-21 夜变成这样）" in one.message for one in city.found("turned-host"))


def test_settled_again_the_night_says_the_same(city: City) -> None:
    city.sweep({FRIEND: GOOD})
    sweep = city.sweep({FRIEND: CASINO})
    settle(city.store, sweep, city.judges, rejudge=True)
    assert "（2026-11-21 夜变成这样）" in city.found("turned-host")[0].message
    (turned,) = city.store.outside.turned()
    assert turned.turned == dt.date(2026, 11, 21)


def test_a_link_that_was_taken_off_is_mended_there_alone(city: City) -> None:
    city.sweep({FRIEND: CASINO})
    city.sweep({FRIEND: CASINO}, leading=(1,))
    assert {one.site: one.state for one in city.found("turned-host")} == {
        city.sites[0].identifier: State.FIXED,
        city.sites[1].identifier: State.OPEN,
    }


def test_a_host_that_did_not_answer_is_neither_good_nor_bad(city: City) -> None:
    city.sweep({FRIEND: CASINO})
    city.sweep({FRIEND: None})
    assert {one.state for one in city.found("turned-host")} == {State.OPEN}


def test_what_no_visitor_sees_is_the_hidden_links_matter(city: City) -> None:
    city.sweep({FRIEND: CASINO}, place=Place.HIDDEN)
    assert city.found("turned-host") == []


def test_a_counterfeit_is_told_once_and_noted(city: City) -> None:
    fake = "http://www.qinghe-gov.example/"
    city.sweep({fake: OutsidePage(url=fake, title="清禾市水利局_首页")})
    (found,) = city.found("counterfeit-suspect")
    assert found.site == city.sites[0].identifier
    (noted,) = city.store.suspects.all()
    assert (noted.host, noted.site) == ("www.qinghe-gov.example", "5118000002")
    assert (noted.source, noted.stage, noted.answered) == ("巡检", Stage.FOUND, True)


def test_one_that_the_office_cleared_is_not_told_again(city: City) -> None:
    fake = "http://www.qinghe-gov.example/"
    looks = {fake: OutsidePage(url=fake, title="清禾市水利局")}
    city.sweep(looks)
    city.follow("www.qinghe-gov.example", Stage.CLEARED)
    city.sweep(looks)
    (found,) = city.found("counterfeit-suspect")
    assert (found.state, found.fixed_at) == (State.WITHDRAWN, None), "nobody has mended anything"
    city.follow("www.qinghe-gov.example", Stage.FOUND)
    city.sweep(looks)
    (found,) = city.found("counterfeit-suspect")
    assert (found.state, found.relapses) == (State.OPEN, 0)
    city.sweep({fake: OutsidePage(url=fake, title="清禾旅游网")})
    (found,) = city.found("counterfeit-suspect")
    assert found.state is State.FIXED, "that one was mended"


def test_one_that_was_cleared_outlives_judging_again(city: City) -> None:
    fake, other = "http://www.qinghe-gov.example/", "http://www.qinghe-zf.example/"
    looks = {one: OutsidePage(url=one, title="清禾市水利局") for one in (fake, other)}
    sweep = city.sweep(looks)
    city.follow("www.qinghe-gov.example", Stage.CLEARED)
    settle(city.store, sweep, city.judges, rejudge=True)
    states = {one.subject: one.state for one in city.found("counterfeit-suspect")}
    assert states == {host(fake): State.WITHDRAWN, host(other): State.OPEN}
    city.follow("www.qinghe-gov.example", Stage.FOUND)
    settle(city.store, sweep, city.judges, rejudge=True)
    assert {(one.state, one.relapses) for one in city.found("counterfeit-suspect")} == {
        (State.OPEN, 0)
    }


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("http://news.example/a/1.html", "清禾市水利局"),  # no first page: it is spoken of
        ("http://www.news.example/", "记者走访清禾市水利局见闻"),
        ("http://www.news.example/", "黄页大全_清禾市水利局"),
        ("http://baike.baidu.com/", "清禾市水利局_百科"),
        ("http://203.0.113.9/", "清禾市水利局"),
    ],
)
def test_who_speaks_of_a_site_is_no_counterfeit(city: City, url: str, title: str) -> None:
    city.sweep({url: OutsidePage(url=url, title=title)})
    assert city.found("counterfeit-suspect") == []


def test_a_code_counts_on_any_page(city: City) -> None:
    url = "http://fake.example/a/1.html"
    city.sweep({url: OutsidePage(url=url, title="通知", identifier="5118000002")})
    assert "网站标识码与登记的“清禾市水利局”相同：5118000002" in (
        city.found("counterfeit-suspect")[0].message
    )


def test_hosts_of_our_own_that_nobody_registered(city: City) -> None:
    ours, other = "http://zt.qinghe.gov.cn/", "http://www.elsewhere.gov.cn/"
    city.sweep({one: OutsidePage(url=one, title="专题") for one in (ours, other)})
    (found,) = city.found("unregistered-site")
    assert found.subject == "zt.qinghe.gov.cn"


def test_who_tells_of_a_host_hands_it_on(city: City) -> None:
    ours = "http://zt.qinghe.gov.cn/"
    looks = {ours: OutsidePage(url=ours, title="专题")}
    city.sweep(looks)
    for _ in range(2):
        city.sweep(looks, leading=(1,))
    assert {one.site: one.state for one in city.found("unregistered-site")} == {
        city.sites[0].identifier: State.FIXED,
        city.sites[1].identifier: State.OPEN,
    }


def test_a_registered_site_under_its_other_name_is_no_outside_host(city: City) -> None:
    alias = "http://qinghe.gov.cn/"
    sweep, _ = city.store.sweeps.open(
        night=city.night, as_of=city.night, sites=[city.sites[1]], indicators="2019",
        rules_version=city.rules.version, at=time.time(), again=False,
    )  # fmt: skip
    look = city.visit(
        city.sites[0].identifier, alias, unread=True, link_status=LinkStatus.FINE,
        outside=OutsidePage(url=alias, title="清禾市人民政府"),
    )  # fmt: skip
    city.commit(sweep, look)
    link = Anchor(alias, "市政府", Place.FOOTER)
    page = Page(url=city.sites[1].url, kind=PageKind.HOME, anchors=(link,), title="水利")
    city.commit(sweep, city.visit(city.sites[1].identifier, city.sites[1].url, page=page))
    assert settle(city.store, sweep, city.judges) == []
    assert city.found("unregistered-site") == city.found("counterfeit-suspect") == []


def test_a_closed_site_that_answers_and_then_does_not(city: City) -> None:
    url = city.sites[2].url
    city.sweep({url: OutsidePage(url=url, title="清禾市旧网")}, leading=())
    (found,) = city.found("closed-site-open")
    assert (found.site, found.state) == ("5118000003", State.OPEN)
    city.sweep({}, leading=())
    assert city.found("closed-site-open")[0].state is State.OPEN
    city.sweep({url: None}, leading=())
    assert city.found("closed-site-open")[0].state is State.FIXED


@pytest.mark.parametrize(
    "title", ["清禾市水利局官网", "首页_清禾市水利局", "欢迎访问-清禾市水利局"]
)
def test_names_as_counterfeits_write_them(city: City, title: str) -> None:
    fake = "http://www.fake.example/"
    city.sweep({fake: OutsidePage(url=fake, title=title)})
    assert len(city.found("counterfeit-suspect")) == 1
