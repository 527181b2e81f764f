"""A bad rule of ours, sent into a city that is swept for real: held, and the rest goes out."""

import datetime as dt
import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import pytest

from govsweep.addresses import fingerprint
from govsweep.facts import Block, Page, PageKind, PageState, Place, Site, Visit
from govsweep.judging import Judges
from govsweep.reports.figures import Standing, counts, standing
from govsweep.rules import Rules, load_rules
from govsweep.settle import settle
from govsweep.store import Delivery, Store, Sweep

SITES = [
    Site(identifier=f"511800000{n}", name=f"第{n}个网站", url=f"http://s{n}.gov.cn/")
    for n in range(1, 8)
]
ORDERLY = "市水利局召开会议，安排部署冬季供水保障工作。"
AT = dt.datetime(2026, 11, 21, 1, 0, tzinfo=dt.UTC)


class City:
    """A city whose articles are swept a night after another."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.night = dt.date(2026, 11, 20)
        store.sites.save(SITES)

    def sweep(self, rules: Rules, changed: dict[str, str]) -> Sweep:
        """A sweep in which these sites' articles are new and the others unchanged."""
        sweep, _ = self.store.sweeps.open(
            night=self.night, as_of=self.night, sites=SITES, indicators="2019",
            rules_version=rules.version, at=AT.timestamp(), again=False,
        )  # fmt: skip
        self.night += dt.timedelta(days=1)
        known = Judges.by(rules, self.store.sites.all())
        for site in SITES:
            url = f"{site.url}art/1.html"
            page = None
            state, found = PageState.UNCHANGED, ()
            if site.identifier in changed:
                page, state = article(url, changed[site.identifier]), PageState.FETCHED
                judge = known.pages(sweep.id, self.night)
                found = tuple(judge(page, site, AT).findings)
            visit = Visit(
                queue=site.identifier, url=url, fingerprint=fingerprint(url), at=AT,
                page=page, state=state,
            )  # fmt: skip
            self.store.pages.commit(sweep.id, [Delivery(visit, found)])
        assert settle(self.store, sweep, known) == []
        self.store.sweeps.close(sweep.id, reason="until", finished=False)
        return sweep

    def told(self, after: int) -> list[str]:
        events = [json.loads(one.body) for one in self.store.outbox.events(after)]
        return [one["quote"] for one in events if one.get("check") == "typo"]


def article(url: str, words: str) -> Page:
    block = Block(words, Place.MAIN, blake2b(words.encode(), digest_size=16).digest())
    return Page(url=url, kind=PageKind.ARTICLE, title="供水", blocks=(block,))


@pytest.fixture
def city(tmp_path: Path) -> Iterator[City]:
    store = Store(f"sqlite:///{tmp_path}/govsweep.db")
    store.upgrade()
    yield City(store)
    store.close()


@pytest.fixture(scope="module")
def good() -> Rules:
    return load_rules()


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    """The rules with one more that takes an ordinary word for a slip."""
    folder = tmp_path_factory.mktemp("lists")
    (folder / "错别字.csv").write_text("错误,正确\n供水保障,供水保证\n", "utf-8")
    return load_rules(folder)


@pytest.fixture
def flooded(city: City, good: Rules, bad: Rules) -> tuple[City, int]:
    """Two nights in order, then a bad rule and one true slip; with the last event before it."""
    city.sweep(good, {site.identifier: ORDERLY for site in SITES})
    city.sweep(good, {})
    before = city.store.outbox.newest()
    city.sweep(bad, {SITES[0].identifier: f"{ORDERLY}请登陆网站查询办理结果。"})
    return city, before


def test_nothing_false_goes_out_and_the_rest_does(flooded: tuple[City, int]) -> None:
    city, before = flooded
    found = city.store.findings.all(check=["typo"])
    held = [one for one in found if one.held is not None]
    assert {one.quote for one in held} == {"供水保障"}
    assert len(held) == len(SITES)
    assert "规则版本变更后" in (held[0].held or "")
    assert not any(counts(one) for one in held)
    assert {standing(one) for one in held} == {Standing.HELD}
    let_out = [one.quote for one in found if counts(one)]
    assert city.told(before) == let_out
    assert len(let_out) == 1
    assert "登陆" in let_out[0]


def test_held_once_the_flood_goes_on_being_held(flooded: tuple[City, int], bad: Rules) -> None:
    city, _ = flooded
    before = city.store.outbox.newest()
    city.sweep(bad, {SITES[1].identifier: f"{ORDERLY}会后实地检查。"})
    assert city.told(before) == []
    (hold,) = city.store.holds.all()
    assert hold.findings == len(SITES)


def test_mended_by_judging_again_nobody_ever_heard_of_it(
    flooded: tuple[City, int], good: Rules
) -> None:
    city, _ = flooded
    before = city.store.outbox.newest()
    sweep = city.store.sweeps.get()
    assert sweep is not None
    settle(city.store, sweep, Judges.by(good, city.store.sites.all()), rejudge=True)
    assert [one.held for one in city.store.findings.all(check=["typo"])] == [None]
    assert city.told(before) == []
    assert [one.findings for one in city.store.holds.all()] == [0]


def test_one_release_lets_all_of_it_out_for_good(flooded: tuple[City, int], bad: Rules) -> None:
    city, _ = flooded
    before = city.store.outbox.newest()
    one = next(one for one in city.store.findings.all(check=["typo"]) if one.held is not None)
    assert len(city.store.holds.release(one.id, AT)) == len(SITES)
    assert city.told(before) == ["供水保障"] * len(SITES)
    before = city.store.outbox.newest()
    city.sweep(bad, {SITES[1].identifier: f"{ORDERLY}会后实地检查。"})
    assert all(one.held is None for one in city.store.findings.all(check=["typo"]))
    assert city.told(before) == []


def test_judging_again_by_a_bad_rule_is_held_too(city: City, good: Rules, bad: Rules) -> None:
    sweep = city.sweep(good, {site.identifier: ORDERLY for site in SITES})
    before = city.store.outbox.newest()
    settle(city.store, sweep, Judges.by(bad, city.store.sites.all()), rejudge=True)
    found = city.store.findings.all(check=["typo"])
    assert [one.held is not None for one in found] == [True] * len(SITES)
    assert city.told(before) == []


def test_judged_twice_the_same_is_held(flooded: tuple[City, int], bad: Rules) -> None:
    city, _ = flooded
    sweep = city.store.sweeps.get()
    assert sweep is not None
    before = {one.id: one.held for one in city.store.findings.all()}, city.store.outbox.newest()
    settle(city.store, sweep, Judges.by(bad, city.store.sites.all()), rejudge=True)
    assert (
        {one.id: one.held for one in city.store.findings.all()},
        city.store.outbox.newest(),
    ) == (before)
    assert len(city.store.holds.all()) == 1
