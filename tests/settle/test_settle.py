"""Settling a stored sweep: findings of whole sites, and the life of findings."""

import datetime as dt
import time
from collections.abc import Callable
from hashlib import blake2b

import pytest

from govsweep.addresses import fingerprint
from govsweep.checking import Bench
from govsweep.facts import (
    Anchor,
    Block,
    Context,
    Entry,
    Page,
    PageKind,
    PageState,
    Place,
    Site,
    Visit,
)
from govsweep.findings import State
from govsweep.rules import load_rules
from govsweep.settle import Judges, judges, settle
from govsweep.store import Delivery, Store, Sweep
from govsweep.words import Matcher

NIGHT = dt.date(2026, 11, 20)
ROOT = "http://www.qinghe.gov.cn/"
ARTICLE = ROOT + "art/2026/11/1/art_1.html"


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(load_rules())


class Nights:
    """Sweeps of one site, a night after another, delivered by hand."""

    def __init__(self, store: Store, site: Site, matcher: Matcher) -> None:
        self.store = store
        self.site = site
        self.rules = load_rules()
        store.save_sites([site])
        made = judges(store, self.rules)
        self.judges = Judges(Bench(), self.rules, matcher, made.known_hosts)
        self.night = NIGHT

    def sweep(self, *pages: Page, **states: PageState) -> Sweep:
        sweep, _ = self.store.open_sweep(
            night=self.night, as_of=self.night, sites=[self.site], indicators="2019",
            rules_version=self.rules.version, at=time.time(), again=False,
        )  # fmt: skip
        context = Context(site=self.site, day=self.night)
        for page in pages:
            found, _ = self.judges.bench.findings(
                self.judges.derive(page, context), sweep=sweep.id, at=dt.datetime.now(dt.UTC),
                rule_version=self.rules.version,
            )  # fmt: skip
            self.store.commit(sweep.id, [Delivery(self.visit(page.url, page=page), tuple(found))])
        for name, state in states.items():
            url = ARTICLE if name == "article" else ROOT
            status = 404 if state is PageState.FAILED else 521
            visit = self.visit(url, state=state, status=status, reason="status")
            self.store.commit(sweep.id, [Delivery(visit)])
        assert settle(self.store, sweep, self.judges) == []
        self.store.close_sweep(sweep.id, reason="until", finished=False)
        self.night += dt.timedelta(days=1)
        return sweep

    def visit(self, url: str, **words: object) -> Visit:
        return Visit(
            queue=self.site.identifier, url=url, fingerprint=fingerprint(url),
            at=dt.datetime.now(dt.UTC), **words,  # type: ignore[arg-type]
        )  # fmt: skip

    def states(self, check: str) -> list[State]:
        return [finding.state for finding in self.store.findings(check=[check])]


@pytest.fixture
def nights(store: Store, a_site: Callable[..., Site], matcher: Matcher) -> Nights:
    return Nights(store, a_site(), matcher)


def text(words: str, place: Place = Place.MAIN) -> Block:
    return Block(words, place, blake2b(words.encode(), digest_size=16).digest())


def home(*targets: str, days_ago: int = 2) -> Page:
    day = NIGHT - dt.timedelta(days=days_ago)
    return Page(
        url=ROOT,
        kind=PageKind.HOME,
        entries=(Entry("新闻", ARTICLE, day),),
        anchors=tuple(Anchor(target, "某处", Place.MAIN) for target in targets),
    )


def article(words: str) -> Page:
    return Page(url=ARTICLE, kind=PageKind.ARTICLE, title="新闻", blocks=(text(words),))


WRONG = article("请登陆网站查询办理结果。")
RIGHT = article("请登录网站查询办理结果。")


def test_a_site_is_judged_as_a_whole(nights: Nights) -> None:
    nights.sweep(home(days_ago=30))
    assert nights.states("stale-home") == [State.OPEN]


def test_what_is_mended_is_fixed_and_what_comes_back_has_relapsed(nights: Nights) -> None:
    nights.sweep(home(), WRONG)
    assert nights.states("typo") == [State.OPEN]
    nights.sweep(home(), RIGHT)
    assert nights.states("typo") == [State.FIXED]
    nights.sweep(home(), WRONG)
    assert nights.states("typo") == [State.RELAPSED]


def test_what_was_not_looked_at_stays_as_it_was(nights: Nights) -> None:
    nights.sweep(home(), WRONG)
    nights.sweep(home())
    assert nights.states("typo") == [State.OPEN]
    nights.sweep(home(), article=PageState.BLOCKED)
    assert nights.states("typo") == [State.OPEN]


def test_a_page_that_is_gone_takes_its_findings_along(nights: Nights) -> None:
    nights.sweep(home(), WRONG)
    nights.sweep(home(), article=PageState.FAILED)
    assert nights.states("typo") == [State.FIXED]


def test_a_link_taken_away_is_fixed(nights: Nights) -> None:
    nights.sweep(home(ARTICLE), article=PageState.FAILED)
    assert nights.states("dead-link") == [State.OPEN]
    nights.sweep(home())
    assert nights.states("dead-link") == [State.FIXED]


def test_judging_again_finds_the_same_without_a_request(nights: Nights) -> None:
    sweep = nights.sweep(home(ROOT + "x", days_ago=30), WRONG)
    before = nights.store.findings()
    settle(nights.store, sweep, nights.judges, rejudge=True)
    after = nights.store.findings()
    volatile = {"last_seen", "first_seen"}
    assert [one.model_dump(exclude=volatile) for one in after] == [
        one.model_dump(exclude=volatile) for one in before
    ]
    assert {one.check for one in after} == {"typo", "stale-home"}
