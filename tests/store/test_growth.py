"""What is asked of the store every night does not grow with what it keeps of others."""

import datetime as dt
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from bench import history
from bench.history import City
from bench.workbench import finding_of, site_of

from govsweep import clock, sweep_runner
from govsweep.addresses import fingerprint
from govsweep.config import Settings
from govsweep.facts import HomeBaseline, PageState
from govsweep.findings import State
from govsweep.rules import load_rules
from govsweep.store import Store
from govsweep.store.stored_facts import pack_body
from govsweep.tables import finding, home, page, sighting

NIGHT = dt.date(2026, 11, 20)
SEEN_NEVER = "5118009999"
PAGE = "http://www.qinghe.gov.cn/art/1.html"
KEY = "f" * 32


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    """A SQLite store: it tells how many steps a question takes."""
    store = Store(f"sqlite:///{tmp_path}/govsweep.db")
    store.upgrade()
    yield store
    store.close()


@contextmanager
def counted(store: Store) -> Iterator[Counter[str]]:
    """Counts the steps of SQLite's machine, tens of them."""
    taken: Counter[str] = Counter()

    def count() -> None:
        taken["steps"] += 1

    def begin(connection: object, *_: object) -> None:
        connection.set_progress_handler(count, 10)  # type: ignore[attr-defined]

    sa.event.listen(store.engine, "checkout", begin)
    yield taken
    sa.event.remove(store.engine, "checkout", begin)


def keep_homes(store: Store, nights: int, sites: int) -> int:
    """Nights with a row of each site; gives the number of the night to come."""
    for number in range(nights):
        sweep, _ = store.sweeps.open(
            night=NIGHT + dt.timedelta(days=number), as_of=NIGHT, sites=[], indicators="2019",
            rules_version="1", at=time.time(), again=True,
        )  # fmt: skip
        store.sweeps.close(sweep.id, reason="until", finished=True)
        rows = [
            {"sweep": sweep.id, "site": f"5118{one:06}", "seen": True, "baseline": "{}"}
            for one in range(sites)
        ]
        if rows:
            with store.engine.begin() as connection:
                connection.execute(home.insert(), rows)
    return sweep.id + 1


def test_a_home_page_never_seen_is_looked_for_in_no_other_sites_rows(kept: Store) -> None:
    taken = []
    for sites in (1, 60):
        number = keep_homes(kept, nights=20, sites=sites)
        with counted(kept) as steps:
            assert kept.sweeps.baseline_before(SEEN_NEVER, number) is None
        taken.append(steps["steps"])
    few, many = taken
    assert 0 < many < 4 * few  # twice as many nights


def test_the_baseline_is_that_of_the_last_night_that_had_one(kept: Store) -> None:
    number = keep_homes(kept, nights=3, sites=1)
    titles = {1: "更早", 2: "此前", 3: ""}
    with kept.engine.begin() as connection:
        for night, title in titles.items():
            usual = HomeBaseline(title=title, structure=b"1", day=NIGHT)
            told = msgspec.json.encode(usual).decode() if title else ""
            connection.execute(sa.update(home).where(home.c.sweep == night).values(baseline=told))
    found = [kept.sweeps.baseline_before("5118000000", one) for one in (number, 2, 1)]
    assert [one and one.title for one in found] == ["此前", "更早", None]


def keep_pages(store: Store, first: int, nights: int, others: int) -> None:
    """Nights in which a page stands as it did, beside others; on it is a finding."""
    rows = [
        {
            "sweep": number, "fingerprint": fingerprint(url), "site": "5118000000", "url": url,
            "state": "fetched", "body_hash": b"1",
        }
        for number in range(first, first + nights)
        for url in (PAGE, *(f"{PAGE}{one}" for one in range(others)))
    ]  # fmt: skip
    with store.engine.begin() as connection:
        connection.execute(page.insert(), rows)
        seen = {"finding": KEY, "sweep": first + nights - 1, "page": fingerprint(PAGE)}
        connection.execute(sighting.insert(), [seen | {"url": PAGE}])
        connection.execute(sa.update(finding).values(sweep=seen["sweep"]))


@pytest.fixture
def found(kept: Store) -> Store:
    """A store with a finding on a page, whose document nobody kept."""
    keep_homes(kept, nights=40, sites=0)
    at = dt.datetime.combine(NIGHT, dt.time(22), clock.BEIJING)
    one = finding_of(site_of(0), 1, at, 1, random.Random(1)).model_copy(update={"id": KEY})
    kept.findings.save(1, [one])
    with kept.engine.begin() as connection:
        connection.execute(sa.delete(sighting))
    return kept


def test_the_document_of_a_page_is_looked_for_in_no_other_pages_rows(found: Store) -> None:
    taken = []
    for first, others in ((1, 1), (21, 100)):
        keep_pages(found, first, 20, others)
        with counted(found) as steps:
            assert not found.evidence.has_saved_page(KEY)
        taken.append(steps["steps"])
    few, many = taken
    assert 0 < many < 4 * few  # twice as many nights


def test_the_document_of_an_earlier_night_is_found(found: Store) -> None:
    keep_pages(found, 1, 20, 3)
    with found.engine.begin() as connection:
        stood = page.c.fingerprint == fingerprint(PAGE), page.c.sweep == 4
        connection.execute(sa.update(page).where(*stood).values(body=pack_body(b"<html>")))
    assert found.evidence.has_saved_page(KEY)
    saved = found.evidence.saved_page(KEY)
    assert saved is not None
    assert saved.body == b"<html>"


def test_sites_that_are_the_same_night_after_night_are_held_once(
    kept: Store, a_site: Callable[..., object]
) -> None:
    sites = [a_site(identifier=f"5118{one:06}") for one in range(3)]
    kept.sites.save(sites)
    for number in range(3):
        sweep, _ = kept.sweeps.open(
            night=NIGHT + dt.timedelta(days=number), as_of=NIGHT, sites=sites[: 3 - number // 2],
            indicators="2019", rules_version="1", at=time.time(), again=True,
        )  # fmt: skip
        kept.sweeps.close(sweep.id, reason="until", finished=True)
    first, second, third = kept.sweeps.all()
    assert first.sites is second.sites
    assert first.sites == ("5118000000", "5118000001", "5118000002")
    assert third.sites == ("5118000000", "5118000001")


def test_nights_made_of_rows_are_as_sweeps_leave_them(
    kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "TURN", 3)
    city = City(sites=2, pages=6, last=clock.night_of(clock.now()), nights=5)
    kept.sites.save(city.sites)
    deliver(city, kept, 1)
    kept.sweeps.close(1, reason="finished", finished=True)
    city.age(kept, 1, 4)
    deliver(city, kept, 5)
    newest = kept.sweeps.get()
    assert newest is not None
    closed = sweep_runner.close(kept, Settings(), newest, load_rules(), finished=True)
    assert (closed.balanced, closed.crashes) == (True, 0)
    for number in range(2, 6):
        pages = [one for site in city.sites for one in kept.pages.of_site(number, site.identifier)]
        states = Counter(one.state for one in pages)
        assert states == {PageState.FETCHED: 4, PageState.UNCHANGED: 8}
        assert all(one.page is not None for one in pages)
    states_of = Counter(one.state for one in kept.findings.all(check=["typo"]))
    assert states_of == {State.OPEN: 3, State.FIXED: 4}


def deliver(city: City, store: Store, night: int) -> None:
    """What workers bring in a night."""
    number = city.open(store, night).id
    for some in city.deliveries(night, number):
        store.pages.commit(number, some)
