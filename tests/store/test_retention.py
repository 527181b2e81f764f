"""Keeping a store for years: old sweeps pruned, the whole of it backed up or moved."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

import pytest
from sqlalchemy import make_url

from govsweep.addresses import fingerprint
from govsweep.errors import InputError
from govsweep.facts import (
    Address,
    Block,
    HttpExchange,
    LinkStatus,
    Page,
    PageKind,
    PageState,
    Place,
    Probe,
    Site,
    Visit,
)
from govsweep.findings import Certainty, Finding, Severity, State
from govsweep.reports.gather import freeze, gather
from govsweep.store import Delivery, Store, Sweep
from govsweep.store.retention_rows import Policy, Pruned

FIRST = dt.date(2026, 11, 1)
SITE = Site(identifier="5118000001", name="清禾市人民政府", url="http://www.qinghe.gov.cn/")
STANDING, STEADY, CHANGING = (f"http://www.qinghe.gov.cn/{name}.html" for name in "abc")
TARGET = "http://gone.example.com/"


def instant(night: dt.date) -> dt.datetime:
    return dt.datetime.combine(night, dt.time(22), dt.UTC)


def a_visit(url: str, text: str, at: dt.datetime, **words: object) -> Visit:
    digest = blake2b(text.encode(), digest_size=16).digest()
    given: dict[str, object] = {
        "queue": SITE.identifier,
        "url": url,
        "fingerprint": fingerprint(url),
        "at": at,
        "status": 200,
        "body_hash": digest,
        "page": Page(url=url, kind=PageKind.ARTICLE, blocks=(Block(text, Place.MAIN, digest),)),
    }
    return Visit(**(given | words))  # type: ignore[arg-type]


def a_finding(number: int, url: str, at: dt.datetime, **words: object) -> Finding:
    given: dict[str, object] = {
        **{"id": "f" * 32, "check": "typo", "subject": "登陆网站", "message": "错别字"},
        **{"severity": Severity.MINOR, "certainty": Certainty.CONFIRMED, "state": State.OPEN},
        **{"site": SITE.identifier, "site_name": SITE.name, "owner": SITE.name, "column": ""},
        **{"quote": "登陆", "before": "", "after": "", "suggestion": "登录", "clause": ""},
        **{"url": url, "pages": (url,), "sightings": 1, "held": None, "rule_version": "r1"},
        **{"first_seen": at, "last_seen": at, "sweep": number},
    }
    return Finding(**(given | words))  # type: ignore[arg-type]


def open_night(store: Store, night: dt.date) -> Sweep:
    sweep, _ = store.sweeps.open(
        night=night,
        as_of=night,
        sites=[SITE],
        indicators="2019",
        rules_version="r1",
        at=instant(night).timestamp(),
        again=False,
    )
    return sweep


def sweep_night(store: Store, night: dt.date) -> Sweep:
    """One night: two pages stay as they are, one changes; a link is dead; all is closed."""
    sweep = open_night(store, night)
    at = instant(night)
    first = sweep.id == 1
    typo = a_visit(
        STANDING, "请登陆网站", at, body=b"<html>", http_log=(HttpExchange(STANDING, "GET"),)
    )
    found = (a_finding(sweep.id, STANDING, at),)
    unchanged = {"page": None, "state": PageState.UNCHANGED}
    store.pages.commit(
        sweep.id,
        [
            Delivery(a_visit(SITE.url, f"首页{night}", at, timing=Probe(url=SITE.url, at=at))),
            Delivery(typo, found)
            if first
            else Delivery(a_visit(STANDING, "请登陆网站", at, **unchanged)),
            Delivery(a_visit(STEADY, "不变", at, **({} if first else unchanged))),
            Delivery(a_visit(CHANGING, f"第{sweep.id}夜的文字", at)),
        ],
    )
    store.queue.add(
        sweep.id, [Address("@gone.example.com", TARGET, fingerprint(TARGET), is_link=True)]
    )
    dead = {"page": None, "unread": True, "reason": "dns", "link_status": LinkStatus.DEAD}
    link = a_visit(TARGET, "", at, queue="@gone.example.com", status=None, **dead)
    store.pages.commit(sweep.id, [Delivery(link)])
    link_found = a_finding(
        sweep.id, STEADY, at, id="e" * 32, check="dead-link", subject=TARGET, pages=(STEADY,)
    )
    store.findings.save(sweep.id, [link_found])
    store.findings.carry_on(sweep.id, ["typo"])
    store.probes.save([(SITE.identifier, Probe(url=SITE.url, at=at + dt.timedelta(hours=5)))])
    store.sweeps.close(sweep.id, reason="lost", finished=True)
    freeze(store, at + dt.timedelta(hours=6))
    return sweep


@pytest.fixture(scope="module")
def twenty_nights(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], str]:
    """Twenty nights in a database of a kind, lived once: its file, or its name."""
    made: dict[str, str] = {}

    def of_kind(kind: str) -> str:
        if kind not in made:
            name = str(tmp_path_factory.mktemp("nights") / "twenty.db")
            url = f"sqlite:///{name}"
            if kind == "postgresql":
                name = "twenty_nights"
                copied = request.getfixturevalue("with_tables")
                request.getfixturevalue("administer")(f"CREATE DATABASE {name} TEMPLATE {copied}")
                server = make_url(request.getfixturevalue("postgresql"))
                url = server.set(database=name).render_as_string(hide_password=False)
            with closing(Store(url)) as store:
                store.upgrade()
                store.sites.save([SITE])
                for number in range(20):
                    sweep_night(store, FIRST + dt.timedelta(days=number))
            made[kind] = name
        return made[kind]

    return of_kind


def rows(pruned: list[Pruned]) -> dict[str, int]:
    return {one.table: one.rows for one in pruned if one.rows}


class TestPruning:
    @pytest.fixture(params=["sqlite", "postgresql"])
    def store(
        self, request: pytest.FixtureRequest, twenty_nights: Callable[[str], str], tmp_path: Path
    ) -> Iterator[Store]:
        """A store of twenty nights of its own."""
        lived = twenty_nights(request.param)
        if request.param == "sqlite":
            url = f"sqlite:///{shutil.copy(lived, tmp_path)}"
        else:
            url = request.getfixturevalue("new_postgresql_url")(lived)
        with closing(Store(url)) as store:
            yield store

    @pytest.fixture
    def nights(self, store: Store) -> list[Sweep]:
        return sorted(store.sweeps.all(), key=lambda one: one.id)

    def test_a_dry_run_counts_what_then_goes_and_touches_nothing(
        self, store: Store, nights: list[Sweep]
    ) -> None:
        told = store.retention.prune(Policy(3), dry_run=True)
        assert told == store.retention.prune(Policy(3), dry_run=True)
        assert told == store.retention.prune(Policy(3))
        # 17 nights went: of each the home page, two pages and the changing one, but for the facts
        # of the two pages that are as they were in the first night.
        assert rows(told)["page"] == 17 * 4 - 2
        assert rows(told)["block"] == 17 * 2
        assert rows(told)["link"] == 17
        assert all(one.bytes > 0 for one in told if one.table in ("page", "block", "link"))
        assert rows(store.retention.prune(Policy(3))) == {}

    def test_kept_days_print_the_same(self, store: Store, nights: list[Sweep]) -> None:
        days = [one.as_of for one in nights[-3:]]
        before = [gather(store, day) for day in days]
        store.retention.prune(Policy(3))
        store.retention.shrink()
        assert [gather(store, day) for day in days] == before

    def test_the_proof_of_what_stands_stays_whole(self, store: Store, nights: list[Sweep]) -> None:
        keys = [one.id for one in store.findings.all()]
        before = [store.evidence.proof(key, SITE.url) for key in keys]
        store.retention.prune(Policy(3))
        after = [store.evidence.proof(key, SITE.url) for key in keys]
        assert after == before
        typo = after[keys.index("f" * 32)]
        assert typo.pages[0].body == b"<html>"
        assert typo.pages[0].tries[0].said

    def test_the_next_night_goes_on_from_pages_unchanged_since(
        self, store: Store, nights: list[Sweep]
    ) -> None:
        store.retention.prune(Policy(3))
        sweep = sweep_night(store, FIRST + dt.timedelta(days=20))
        pages = {one.url: one for one in store.pages.of_site(sweep.id, SITE.identifier, texts=True)}
        steady = pages[STEADY]
        assert (steady.state, steady.facts_sweep) == (PageState.UNCHANGED, 1)
        assert steady.page is not None
        assert steady.page.blocks[0].text == "不变"
        (typo,) = store.findings.all(check=["typo"])
        assert (typo.sweep, typo.state) == (sweep.id, State.OPEN)
        known = [fingerprint(url) for url in (STANDING, STEADY, CHANGING)]
        assert set(store.queue.earlier(sweep.id, known)) == set(known)

    def test_the_document_of_a_page_whose_finding_is_fixed_goes(
        self, store: Store, nights: list[Sweep]
    ) -> None:
        store.findings.mark_fixed(["f" * 32], instant(nights[-1].night), nights[-1].id)
        told = rows(store.retention.prune(Policy(3)))
        assert told["page.body"] == 1
        assert store.evidence.proof("f" * 32, SITE.url).pages[0].body == b""

    def test_the_last_sweep_of_a_site_is_kept_however_old(
        self, store: Store, nights: list[Sweep]
    ) -> None:
        other = Site(identifier="5118000002", name="乙", url="http://b.gov.cn/")
        store.sites.save([SITE, other])
        for number in range(20, 25):
            sweep, _ = store.sweeps.open(
                night=FIRST + dt.timedelta(days=number),
                as_of=FIRST,
                sites=[other],
                indicators="2019",
                rules_version="r1",
                at=instant(FIRST + dt.timedelta(days=number)).timestamp(),
                again=False,
            )
            store.sweeps.close(sweep.id, reason="lost", finished=False)
        store.retention.prune(Policy(2))
        assert len(list(store.pages.of_site(nights[-1].id, SITE.identifier))) == 4

    def test_old_probes_go_and_those_of_the_week_before_stay(
        self, store: Store, nights: list[Sweep]
    ) -> None:
        store.retention.prune(Policy(3))
        far = instant(FIRST) + dt.timedelta(days=400)
        timed = store.probes.of_timer(SITE.identifier, instant(FIRST), far)
        oldest = instant(nights[-3].night)
        assert min(one.at for one in timed) >= oldest - dt.timedelta(days=8)
        assert len(timed) > 3

    def test_an_open_sweep_is_waited_for(self, store: Store, nights: list[Sweep]) -> None:
        open_night(store, FIRST + dt.timedelta(days=30))
        with pytest.raises(InputError, match="正在进行"):
            store.retention.prune(Policy(3))


def test_of_old_papers_the_last_of_each_quarter_stays(store: Store) -> None:
    store.sites.save([SITE])
    for day in ((2026, 9, 28), (2026, 9, 29), (2026, 10, 1), (2026, 10, 2), (2026, 10, 3)):
        sweep_night(store, dt.date(*day))
    assert rows(store.retention.prune(Policy(2, freezes=2)))["freeze"] == 1
    kept = store.freezes.newest(dt.date(2026, 9, 30))
    assert kept is not None
    assert kept.day == dt.date(2026, 9, 29)


def test_an_empty_store_has_nothing_to_prune(store: Store) -> None:
    assert rows(store.retention.prune(Policy(3))) == {}


def test_a_backup_made_while_a_sweep_is_open_is_a_whole_store(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/govsweep.db"
    with closing(Store(url)) as store:
        store.upgrade()
        store.sites.save([SITE])
        sweep_night(store, FIRST)
        open_night(store, FIRST + dt.timedelta(days=1))
        store.retention.backup(tmp_path / "backup.db")
        expected = store.findings.all()
    with closing(Store(f"sqlite:///{tmp_path}/backup.db")) as restored:
        restored.upgrade()
        assert restored.findings.all() == expected != []
        assert restored.sites.all() == [SITE]
        sweep = restored.sweeps.get()
        assert sweep is not None
        assert sweep.closed_at is None


class TestMoving:
    @pytest.fixture
    def sqlite(self, tmp_path: Path) -> Iterator[Store]:
        url = f"sqlite:///{tmp_path}/here.db"
        with closing(Store(url)) as store:
            store.upgrade()
            store.sites.save([SITE])
            sweep_night(store, FIRST)
            sweep_night(store, FIRST + dt.timedelta(days=1))
            yield store

    @pytest.fixture
    def there(self, new_postgresql_url: Callable[[], str]) -> str:
        return new_postgresql_url()

    def test_everything_arrives_and_numbering_goes_on(self, sqlite: Store, there: str) -> None:
        with closing(Store(there)) as target:
            copied = sqlite.retention.move(target.retention)
        assert copied["page"] == 8
        with closing(Store(there)) as store:
            assert store.findings.all() == sqlite.findings.all()
            assert store.columns.all() == sqlite.columns.all()
            assert gather(store) == gather(sqlite)
            assert gather(store, FIRST) == gather(sqlite, FIRST)
            sweep = sweep_night(store, FIRST + dt.timedelta(days=2))
            assert sweep.id == 3

    def test_it_goes_back_the_same_way(self, sqlite: Store, there: str, tmp_path: Path) -> None:
        back = f"sqlite:///{tmp_path}/back.db"
        with closing(Store(there)) as target, closing(Store(back)) as home:
            copied = sqlite.retention.move(target.retention)
            assert target.retention.move(home.retention) == copied
        with closing(Store(back)) as store:
            assert gather(store) == gather(sqlite)

    def test_a_text_that_postgresql_refuses_is_mended(self, sqlite: Store, there: str) -> None:
        sqlite.sites.save(
            [SITE, Site(identifier="5118000009", name="乙\x00", url="http://b.gov.cn/")]
        )
        with closing(Store(there)) as target:
            sqlite.retention.move(target.retention)
        with closing(Store(there)) as store:
            assert store.sites.all()[1].name == "乙�"

    def test_a_database_in_use_is_not_written_to(self, sqlite: Store, there: str) -> None:
        with closing(Store(there)) as store:
            store.upgrade()
            store.sites.save([SITE])
        with closing(Store(there)) as target, pytest.raises(InputError, match="不是空的"):
            sqlite.retention.move(target.retention)

    def test_an_open_sweep_is_waited_for(self, sqlite: Store, there: str) -> None:
        open_night(sqlite, FIRST + dt.timedelta(days=5))
        with closing(Store(there)) as target, pytest.raises(InputError, match="正在进行"):
            sqlite.retention.move(target.retention)
